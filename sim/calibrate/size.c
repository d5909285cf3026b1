/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/size.c - amounts of won deals, by segment. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"
#include "num/exact.h"

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

static void tail_add(struct dc_calibration *c, const struct dc_group *g, double n, double top)
{
    const struct dc_shape *const s = &g->size;
    dc_fits_add(c, (struct dc_fit_row){.what = "size of won deals, tail",
                                       .segment = g->name,
                                       .method = "maximum likelihood above the body",
                                       .family = "pareto",
                                       .parameter = "shape",
                                       .n = n,
                                       .n_events = n,
                                       .estimate = s->tail_shape,
                                       .se = s->se_tail_shape,
                                       .has_se = true,
                                       .is_used = !s->is_steps});
    dc_fits_say(c,
                s->is_steps
                    ? "The top tenth of won deals in %s brings %.0f%% of the money: body and "
                      "tail are taken as they were seen, for no families keep their mean."
                    : "The top tenth of won deals in %s brings %.0f%% of the money: body and "
                      "tail are fitted apart.",
                g->name, 100.0 * top);
}

/* Mean of a Pareto of this shape within [a, b]. */
static double pareto_mean(double shape, double a, double b)
{
    const double whole = 1.0 - dc_pow(a / b, shape);
    return fabs(shape - 1.0) < 1e-9
               ? a * dc_log(b / a) / whole
               : shape * a / (shape - 1.0) * (1.0 - dc_pow(a / b, shape - 1.0)) / whole;
}

/* The shape that has the mean of the logarithms within [a, b] (Aban, Meerschaert and Panorska
 * 2006): it falls as the shape rises. */
static double pareto_shape(double mean_log, double a, double b)
{
    const double span = dc_log(b / a);
    double low = 1e-3;
    double high = 1e3;
    for (unsigned i = 0; i < 200; i++) {
        const double shape = sqrt(low * high);
        const double r = dc_exp(-shape * span);
        const double mean = 1.0 / shape - span * r / (1.0 - r);
        *(mean > mean_log ? &low : &high) = shape;
    }
    return sqrt(low * high);
}

/* Where the top tenth holds more than half of the money no one family has both such a body and
 * such a tail: a family below the 90% quantile, a Pareto above. Both must keep the mean. */
static bool tail_fit(struct dc_calibration *c, struct dc_group *g,
                     const struct dc_sample *sample)
{
    const size_t n = sample->n;
    const size_t n_tail = n / 10;
    const double top = top_tenth(sample->obs, n);
    struct dc_shape body;
    double mean_log = 0.0;
    double mean_body = 0.0;
    if (top <= 0.5 || n < 50 || sample->low > 0.0) {
        return true;
    }
    const double from = sample->obs[n - n_tail - 1].x;
    const double to = sample->cap > 0.0 ? sample->cap : 3.0 * sample->obs[n - 1].x;
    for (size_t i = 0; i < n; i++) {
        const bool is_tail = i + n_tail >= n;
        mean_log += is_tail ? dc_log(sample->obs[i].x / from) / (double)n_tail : 0.0;
        mean_body += is_tail ? 0.0 : sample->obs[i].x / (double)(n - n_tail);
    }
    const struct dc_sample below = {.obs = sample->obs, .n = n - n_tail, .cap = from};
    if (!dc_fits_shape(c, "size of won deals, body", g->name, &below, &body)) {
        return false;
    }
    body.body_share = (double)(n - n_tail) / (double)n;
    body.tail_from = from;
    body.tail_to = to;
    body.tail_shape = pareto_shape(mean_log, from, to);
    body.se_tail_shape = body.tail_shape / sqrt((double)n_tail);
    body.n = (double)n;
    body.mean = g->size.mean;
    body.se_mean = g->size.se_mean;
    const double mean = body.body_share * mean_body +
                        (1.0 - body.body_share) * pareto_mean(body.tail_shape, from, to);
    body.is_steps = body.is_steps || fabs(mean - body.mean) > 2.0 * body.se_mean;
    if (body.is_steps) {
        g->size.is_steps = true;
        g->size.tail_shape = body.tail_shape;
        g->size.se_tail_shape = body.se_tail_shape;
    } else {
        g->size = body;
    }
    tail_add(c, g, (double)n_tail, top);
    return true;
}

static void curves_add(struct dc_calibration *c, const struct dc_group *g,
                       const struct dc_obs obs[], size_t n)
{
    const size_t stride = n / 200 + 1;
    for (size_t i = 0; i < n; i += stride) {
        const double y = 1.0 - (double)i / (double)n;
        dc_fits_curve(c, (struct dc_curve_row){"size", g->name, obs[i].x, y, y, y});
        if (g->size.fit.n_par > 0 && !g->size.is_steps) {
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
            obs[sample.n++] = (struct dc_obs){.x = d->amount, .weight = 1.0, .is_event = true};
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
    if (!dc_fits_shape(c, "size of won deals", g->name, &sample, &g->size) ||
        !tail_fit(c, g, &sample)) {
        return false;
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
    dc_fits_density(c);
    return ok;
}
