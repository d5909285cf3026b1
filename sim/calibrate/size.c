/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/size.c - amounts of won deals, by segment. */
#include <stdlib.h>

#include "calibrate/fits.h"

static int by_amount(const void *a, const void *b)
{
    const double p = ((const struct dc_obs *)a)->x;
    const double q = ((const struct dc_obs *)b)->x;
    return p < q ? -1 : p > q;
}

/* Share of the money that the top tenth of sorted deals brings. */
static double top_tenth(const struct dc_obs obs[], size_t n)
{
    double all = 0.0;
    double top = 0.0;
    for (size_t i = 0; i < n; i++) {
        all += obs[i].x;
        top += i >= n - n / 10 ? obs[i].x : 0.0;
    }
    return all > 0.0 ? top / all : 0.0;
}

static void curves_add(struct dc_calibration *c, const struct dc_group *g,
                       const struct dc_obs obs[], size_t n)
{
    const size_t stride = n / 200 + 1;
    for (size_t i = 0; i < n; i += stride) {
        const double y = 1.0 - (double)i / (double)n;
        dc_fits_curve(c, (struct dc_curve_row){"size", g->name, obs[i].x, y, y, y});
        if (g->size.fit.n_par > 0) {
            const double f = dc_fit_survival(&g->size.fit, &g->size.sample, obs[i].x);
            dc_fits_curve(c, (struct dc_curve_row){"size fit", g->name, obs[i].x, f, f, f});
        }
    }
}

static bool group_fit(struct dc_calibration *c, uint32_t i, struct dc_obs obs[])
{
    struct dc_group *const g = &c->group[i];
    struct dc_sample sample = {.obs = obs};
    double sum = 0.0;
    for (size_t k = 0; k < c->deals.n; k++) {
        const struct dc_deal *const d = &c->deals.deal[k];
        if (d->group == i && d->outcome == DC_WON && d->has_amount) {
            obs[sample.n++] = (struct dc_obs){d->amount, 0.0, 1.0, true};
            sum += d->amount;
        }
    }
    if (sample.n == 0) {
        return true;
    }
    qsort(obs, sample.n, sizeof *obs, by_amount);
    size_t n_at_top = 0;
    while (n_at_top < sample.n && obs[sample.n - 1 - n_at_top].x == obs[sample.n - 1].x) {
        n_at_top++;
    }
    g->mean_won = sum / (double)sample.n;
    sample.low = c->by_size ? g->low : 0.0;
    sample.cap = c->by_size && g->high > 0.0 ? g->high : 0.0;
    if (sample.cap <= 0.0 && n_at_top >= 3 && n_at_top * 200 >= sample.n &&
        n_at_top * 5 < sample.n) {
        sample.cap = obs[sample.n - 1].x; /* amounts pile up there: the data are cut */
    }
    if (!dc_fits_shape(c, "size of won deals", g->name, &sample, &g->size)) {
        return false;
    }
    /* No one family has both such a body and such a tail. */
    const double top = top_tenth(obs, sample.n);
    if (top > 0.5 && sample.n >= 30) {
        g->size.is_steps = true;
        dc_fits_say(
            c,
            "The top tenth of won deals in %s brings %.0f%% of the money: body and tail are "
            "taken as they were seen, not from a family.",
            g->name, 100.0 * top);
    }
    dc_fits_add(c, (struct dc_fit_row){.what = "size of won deals",
                                       .segment = g->name,
                                       .method = "as seen",
                                       .parameter = "mean",
                                       .n = (double)sample.n,
                                       .n_events = (double)sample.n,
                                       .estimate = g->mean_won,
                                       .is_used = g->size.is_steps});
    curves_add(c, g, obs, sample.n);
    return true;
}

bool dc_fits_sizes(struct dc_calibration *c)
{
    struct dc_obs *const obs = malloc((c->deals.n + 1) * sizeof *obs);
    bool ok = obs != NULL;
    for (uint32_t i = 0; ok && i < c->n_groups; i++) {
        ok = group_fit(c, i, obs);
    }
    free(obs);
    return ok;
}
