/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/cycle.c - outcome and cycle together: won and lost compete, open deals are
 * censored, and what the export cannot show is truncated. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"

struct ends {
    struct dc_end *end;
    struct dc_survival_step *step;
    size_t n, n_steps;
};

static void ends_free(struct ends *e)
{
    free(e->end);
    free(e->step);
}

static int by_t(const void *a, const void *b)
{
    const double p = ((const struct dc_end *)a)->t;
    const double q = ((const struct dc_end *)b)->t;
    return p < q ? -1 : p > q;
}

/* Of a group, and of one side or (side < 0) of all. */
static bool ends_take(struct ends *e, const struct dc_calibration *c, uint32_t group, int side)
{
    size_t n_different = 0;
    e->end = malloc((c->deals.n + 1) * sizeof *e->end);
    if (e->end == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (d->is_out || !d->has_cycle || (group != DC_NO_GROUP && d->group != group) ||
            (side >= 0 && d->side != side)) {
            continue;
        }
        struct dc_end *const end = &e->end[e->n++];
        *end = (struct dc_end){.t = d->cycle_days};
        end->cause = d->outcome == DC_WON ? 1 : d->outcome == DC_LOST ? 2 : DC_CENSORED;
        if (c->is_truncated && d->opened.kind == DC_DAY_KNOWN) {
            end->entry = fmax(0.0, (double)c->seen_from - d->opened.day - 0.25);
        }
        if (end->entry >= end->t) {
            e->n--; /* not seen long enough to count */
        }
    }
    qsort(e->end, e->n, sizeof *e->end, by_t);
    for (size_t i = 0; i < e->n; i++) {
        n_different += i == 0 || e->end[i].t > e->end[i - 1].t ? 1 : 0;
    }
    e->step = malloc((n_different + 1) * sizeof *e->step);
    return e->step != NULL && dc_survival_curve(e->end, e->n, e->step, &e->n_steps);
}

static struct dc_rate rate_of(const struct ends *e, unsigned k)
{
    struct dc_rate r = {0};
    if (e->n_steps > 0) {
        const struct dc_survival_step *const s = &e->step[e->n_steps - 1];
        r = (struct dc_rate){true, s->share[k], s->se_share[k], (double)e->n};
    }
    return r;
}

/* Times of one end, each weighted by what it stands for: the rise of its share there. */
static bool times_fit(struct dc_calibration *c, const struct ends *e, unsigned k,
                      const char *segment, struct dc_shape *out)
{
    struct dc_obs *const obs = malloc((e->n_steps + 1) * sizeof *obs);
    struct dc_sample sample = {.obs = obs};
    double before = 0.0;
    double n_events = 0.0;
    if (obs == NULL) {
        return false;
    }
    for (size_t i = 0; i < e->n_steps; i++) {
        n_events += e->step[i].n_event[k];
    }
    const double all = e->n_steps > 0 ? e->step[e->n_steps - 1].share[k] : 1.0;
    for (size_t i = 0; i < e->n_steps; i++) {
        const double rise = e->step[i].share[k] - before;
        before = e->step[i].share[k];
        if (e->step[i].n_event[k] > 0.0 && rise > 0.0) {
            obs[sample.n++] = (struct dc_obs){e->step[i].t, 0.0, rise / all * n_events, true};
        }
    }
    const bool ok = sample.n == 0 || dc_fits_shape(c, k == 0 ? "time to win" : "time to lose",
                                                   segment, &sample, out);
    free(obs);
    return ok;
}

static double median_of(const struct ends *e, unsigned k)
{
    const double all = e->n_steps > 0 ? e->step[e->n_steps - 1].share[k] : 0.0;
    for (size_t i = 0; i < e->n_steps; i++) {
        if (e->step[i].share[k] >= 0.5 * all) {
            return e->step[i].t;
        }
    }
    return 0.0;
}

static void rate_add(struct dc_calibration *c, const char *what, const char *segment,
                     const struct dc_rate *r, double n_events)
{
    dc_fits_add(c, (struct dc_fit_row){.what = what,
                                       .segment = segment,
                                       .method = "Aalen-Johansen",
                                       .parameter = "share",
                                       .n = r->n,
                                       .n_events = n_events,
                                       .estimate = r->share,
                                       .se = r->se,
                                       .has_se = true,
                                       .is_used = true});
}

static bool group_fit(struct dc_calibration *c, uint32_t i)
{
    struct dc_group *const g = &c->group[i];
    struct ends e = {0};
    bool ok = ends_take(&e, c, i, -1);
    if (ok) {
        g->win = rate_of(&e, 0);
        g->lost = rate_of(&e, 1);
        g->median_days = median_of(&e, 0);
        rate_add(c, "win probability", g->name, &g->win, g->n_won);
        rate_add(c, "loss probability", g->name, &g->lost, g->n_lost);
        ok = times_fit(c, &e, 0, g->name, &g->won) &&
             times_fit(c, &e, 1, g->name, &g->lost_time);
    }
    ends_free(&e);
    for (int side = DC_SIDE_INSIDE; ok && c->has_sides && side <= DC_SIDE_OUTSIDE; side++) {
        struct ends s = {0};
        ok = ends_take(&s, c, i, side);
        if (ok) {
            g->side[side] = rate_of(&s, 0);
            rate_add(c,
                     side == DC_SIDE_INSIDE ? "win probability, inside"
                                            : "win probability, outside",
                     g->name, &g->side[side], 0.0);
        }
        ends_free(&s);
    }
    return ok;
}

/* Only deals that closed from a day on are in the file if many were opened long before anything
 * closed. */
static void truncation_find(struct dc_calibration *c)
{
    int32_t first_close = INT32_MAX;
    size_t n_closed = 0;
    size_t n_before = 0;
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (!d->is_out && d->outcome != DC_OPEN && d->closed.kind == DC_DAY_KNOWN) {
            n_closed++;
            first_close = d->closed.day < first_close ? d->closed.day : first_close;
        }
    }
    for (size_t i = 0; i < c->deals.n && n_closed >= 50; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        n_before +=
            !d->is_out && d->opened.kind == DC_DAY_KNOWN && d->opened.day < first_close - 14;
    }
    if (n_before >= 10) {
        int y, m, day;
        c->is_truncated = true;
        c->seen_from = first_close;
        dc_day_month(first_close, &y, &m, &day);
        dc_fits_say(
            c,
            "Nothing in the file closed before %04d-%02d-%02d, though %zu deals were opened "
            "more than two weeks earlier: those that closed sooner are missing, and the "
            "times are fitted with that truncation.",
            y, m, day, n_before);
    }
}

static void family_add(struct dc_calibration *c, const struct dc_fit *fit, const char *method)
{
    for (unsigned k = 0; k < fit->n_par + (fit->has_share ? 1u : 0u); k++) {
        const bool is_share = k == fit->n_par;
        dc_fits_add(c,
                    (struct dc_fit_row){.what = "time to close",
                                        .segment = "all",
                                        .method = method,
                                        .family = dc_fit_name(fit->family),
                                        .parameter = is_share ? "share_that_closes"
                                                              : dc_fit_argument(fit->family, k),
                                        .n = fit->n,
                                        .n_events = fit->n_events,
                                        .estimate = is_share ? fit->share : fit->par[k],
                                        .se = is_share ? fit->se_share : fit->se[k],
                                        .has_se = true,
                                        .has_fit = true,
                                        .loglik = fit->loglik,
                                        .aic = fit->aic,
                                        .statistic = 0.0});
    }
}

/* Open deals older than 99 in 100 closed ones. */
static size_t stale_count(const struct ends *e, size_t *n_open)
{
    size_t n_closed = 0;
    size_t n_stale = 0;
    size_t seen = 0;
    double age = INFINITY;
    *n_open = 0;
    for (size_t i = 0; i < e->n; i++) {
        n_closed += e->end[i].cause != DC_CENSORED ? 1 : 0;
    }
    for (size_t i = 0; i < e->n; i++) {
        seen += e->end[i].cause != DC_CENSORED ? 1 : 0;
        if (seen * 100 >= n_closed * 99 && isinf(age)) {
            age = e->end[i].t;
        }
        *n_open += e->end[i].cause == DC_CENSORED ? 1 : 0;
        n_stale += e->end[i].cause == DC_CENSORED && e->end[i].t > age ? 1 : 0;
    }
    return n_stale;
}

static void stale_fit(struct dc_calibration *c, const struct ends *e,
                      const struct dc_sample *sample)
{
    struct dc_fit fit;
    struct dc_fit best = {0};
    size_t n_open;
    const size_t n_stale = stale_count(e, &n_open);
    if (n_stale < 3) {
        return;
    }
    static const enum dc_fit_family family[] = {DC_FIT_LOGNORMAL, DC_FIT_WEIBULL,
                                                DC_FIT_LOGLOGISTIC};
    for (size_t i = 0; i < DC_COUNT_OF(family); i++) {
        if (dc_fit_cure(sample, family[i], &fit)) {
            family_add(c, &fit, "mixture cure model");
            best = best.n_par == 0 || fit.aic < best.aic ? fit : best;
        } else {
            dc_fits_note(
                c, "time to close: the %s fit with a never-closing share did not converge",
                dc_fit_name(family[i]));
        }
    }
    dc_fits_say(c,
                "%zu of %zu open deals are stale: they are older than 99%% of all closed deals "
                "were when they closed. %s%.1f%% of all deals never close (%s fit).",
                n_stale, n_open, best.n_par > 0 ? "An estimated " : "At the end of the curve ",
                100.0 * (best.n_par > 0 ? 1.0 - best.share : e->step[e->n_steps - 1].survival),
                best.n_par > 0 ? dc_fit_name(best.family) : "Kaplan-Meier");
}

static void curves_add(struct dc_calibration *c, const struct ends *e, const struct dc_fit *fit)
{
    const size_t stride = e->n_steps / 400 + 1;
    const struct dc_sample plain = {0};
    for (size_t i = 0; i < e->n_steps; i += stride) {
        const struct dc_survival_step *const s = &e->step[i];
        const double f = s->survival > 0.0 ? exp(1.96 * s->se / s->survival) : 1.0;
        dc_fits_curve(c, (struct dc_curve_row){"survival", "seen", s->t, s->survival,
                                               s->survival / f, fmin(1.0, s->survival * f)});
        for (unsigned k = 0; k < 2; k++) {
            const double h = 1.96 * s->se_share[k];
            dc_fits_curve(c, (struct dc_curve_row){"incidence", k == 0 ? "won" : "lost", s->t,
                                                   s->share[k], fmax(0.0, s->share[k] - h),
                                                   fmin(1.0, s->share[k] + h)});
        }
        if (fit->n_par > 0) {
            const double y = dc_fit_survival(fit, &plain, s->t);
            dc_fits_curve(c, (struct dc_curve_row){"survival", "fit", s->t, y, y, y});
        }
    }
}

static bool all_fit(struct dc_calibration *c)
{
    struct ends e = {0};
    struct dc_fit fit;
    struct dc_fit best = {0};
    struct dc_obs *const obs = malloc((c->deals.n + 1) * sizeof *obs);
    bool ok = obs != NULL && ends_take(&e, c, DC_NO_GROUP, -1);
    struct dc_sample sample = {.obs = obs, .n = e.n};
    for (size_t i = 0; ok && i < e.n; i++) {
        obs[i] =
            (struct dc_obs){e.end[i].t, e.end[i].entry, 1.0, e.end[i].cause != DC_CENSORED};
    }
    for (unsigned f = 0; ok && f < DC_N_FIT_FAMILIES; f++) {
        if (dc_fit_ml(&sample, f, &fit)) {
            family_add(c, &fit, "maximum likelihood, censored");
            best = best.n_par == 0 || fit.aic < best.aic ? fit : best;
        }
    }
    if (ok && e.n_steps > 0) {
        const struct dc_survival_quantile q = dc_survival_quantile(e.step, e.n_steps, 0.5);
        if (q.has) {
            dc_fits_add(c, (struct dc_fit_row){.what = "time to close",
                                               .segment = "all",
                                               .method = "Kaplan-Meier",
                                               .parameter = "median",
                                               .n = (double)e.n,
                                               .estimate = q.t});
        }
        stale_fit(c, &e, &sample);
        curves_add(c, &e, &best);
    }
    ends_free(&e);
    free(obs);
    return ok;
}

bool dc_fits_cycles(struct dc_calibration *c)
{
    truncation_find(c);
    bool ok = all_fit(c);
    for (uint32_t i = 0; ok && i < c->n_groups; i++) {
        ok = group_fit(c, i);
    }
    return ok;
}
