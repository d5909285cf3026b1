/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/whole.c - the time to close of all deals: families, and those that never will. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/ends.h"
#include "num/exact.h"

struct whole {
    struct dc_ends ends;
    struct dc_sample sample;
    double *x, *share; /* what was seen, for tests of fit */
    struct dc_fit best, cured;
};

static void family_add(struct dc_calibration *c, const struct whole *w,
                       const struct dc_fit *fit, const char *method)
{
    const struct dc_fit_test test =
        dc_fit_test(fit, &(struct dc_sample){0}, w->x, w->share, w->ends.n_steps);
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
                                        .test = "Kolmogorov-Smirnov, against Kaplan-Meier",
                                        .statistic = test.ks,
                                        .p = test.p_ks,
                                        .has_p = true,
                                        .verdict = dc_fits_verdict(c, test.ks)});
    }
}

/* Open deals older than 99 in 100 closed ones. */
static size_t stale_count(const struct dc_ends *e, size_t *n_open)
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

static void stale_say(struct dc_calibration *c, const struct whole *w, size_t n_stale,
                      size_t n_open)
{
    const struct dc_fit *const f = &w->cured;
    const double left = w->ends.step[w->ends.n_steps - 1].survival;
    if (!c->has_never) {
        dc_fits_say(c,
                    "%zu of %zu open deals are older than 99%% of all closed deals were when "
                    "they closed; that is no more than slow deals make it.",
                    n_stale, n_open);
        return;
    }
    dc_fits_say(c,
                "%zu of %zu open deals are stale: they are older than 99%% of all closed deals "
                "were when they closed. %.1f%% of all deals are still open at the end of the "
                "curve, and the scenario leaves them open; %.1f%% (95%%: %.1f to %.1f) never "
                "close by the %s fit with a never-closing share.",
                n_stale, n_open, 100.0 * left, 100.0 * (1.0 - f->share),
                100.0 * fmax(0.0, 1.0 - f->share - 1.96 * f->se_share),
                100.0 * fmin(1.0, 1.0 - f->share + 1.96 * f->se_share), dc_fit_name(f->family));
}

/* Fitted whenever open deals older than almost every closed one are there; believed if it
 * explains the ages better than the best family without. */
static void stale_fit(struct dc_calibration *c, struct whole *w)
{
    static const enum dc_fit_family family[] = {DC_FIT_LOGNORMAL, DC_FIT_WEIBULL,
                                                DC_FIT_LOGLOGISTIC, DC_FIT_GAMMA};
    struct dc_fit fit;
    size_t n_open;
    const size_t n_stale = stale_count(&w->ends, &n_open);
    if (n_stale < 3) {
        return;
    }
    for (size_t i = 0; i < DC_COUNT_OF(family); i++) {
        if (dc_fit_cure(&w->sample, family[i], &fit)) {
            family_add(c, w, &fit, "mixture cure model");
            w->cured = w->cured.n_par == 0 || fit.aic < w->cured.aic ? fit : w->cured;
        } else {
            dc_fits_note(
                c, "time to close: the %s fit with a never-closing share did not converge",
                dc_fit_name(family[i]));
        }
    }
    c->has_never =
        w->cured.n_par > 0 && (w->best.n_par == 0 || w->cured.aic < w->best.aic - 2.0);
    if (w->cured.n_par > 0) {
        stale_say(c, w, n_stale, n_open);
    }
}

static void curve_add(struct dc_calibration *c, const char *curve, const char *series,
                      const double at[4])
{
    dc_fits_curve(c, (struct dc_curve_row){curve, series, at[0], at[1], at[2], at[3]});
}

static void curves_add(struct dc_calibration *c, const struct whole *w)
{
    const struct dc_ends *const e = &w->ends;
    const size_t stride = e->n_steps / 400 + 1;
    const struct dc_sample plain = {0};
    curve_add(c, "survival", "seen", (double[]){0.0, 1.0, 1.0, 1.0});
    curve_add(c, "incidence", "won", (double[]){0.0, 0.0, 0.0, 0.0});
    curve_add(c, "incidence", "lost", (double[]){0.0, 0.0, 0.0, 0.0});
    for (size_t i = 0; i < e->n_steps; i += stride) {
        const struct dc_survival_step *const s = &e->step[i];
        const double f = s->survival > 0.0 ? dc_exp(1.96 * s->se / s->survival) : 1.0;
        curve_add(c, "survival", "seen",
                  (double[]){s->t, s->survival, s->survival / f, fmin(1.0, s->survival * f)});
        for (unsigned k = 0; k < 2; k++) {
            const double h = 1.96 * s->se_share[k];
            curve_add(c, "incidence", k == 0 ? "won" : "lost",
                      (double[]){s->t, s->share[k], fmax(0.0, s->share[k] - h),
                                 fmin(1.0, s->share[k] + h)});
        }
        if (w->best.n_par > 0) {
            const double y = dc_fit_survival(&w->best, &plain, s->t);
            curve_add(c, "survival", "fit", (double[]){s->t, y, y, y});
        }
        if (c->has_never) {
            const double y = 1.0 - w->cured.share +
                             w->cured.share * dc_fit_survival(&w->cured, &plain, s->t);
            curve_add(c, "survival", "cured", (double[]){s->t, y, y, y});
        }
    }
}

static void median_add(struct dc_calibration *c, const struct dc_ends *e)
{
    const struct dc_survival_quantile q = dc_survival_quantile(e->step, e->n_steps, 0.5);
    if (q.has) {
        dc_fits_add(
            c, (struct dc_fit_row){
                   .what = "time to close",
                   .segment = "all",
                   .method = "Kaplan-Meier",
                   .parameter = "median",
                   .n = (double)e->n,
                   .estimate = q.t,
                   .verdict = q.has_low && q.has_high
                                  ? dc_fits_text(c, "95%% limits %.4g to %.4g", q.low, q.high)
                                  : NULL});
    }
}

/* The share that ended by each day, for the arrivals of a file of closed deals. */
static bool ended_take(struct dc_calibration *c, const struct dc_ends *e)
{
    c->ended = malloc((e->n_steps + 1) * sizeof *c->ended);
    for (size_t i = 0; i < e->n_steps && c->ended != NULL; i++) {
        c->ended[i] = (struct dc_ended){e->step[i].t, 1.0 - e->step[i].survival};
    }
    c->n_ended = c->ended != NULL ? e->n_steps : 0;
    return c->ended != NULL;
}

static bool whole_take(struct whole *w, struct dc_calibration *c)
{
    struct dc_ends *const e = &w->ends;
    if (!dc_ends_take(e, c, (struct dc_ends_of){DC_NO_GROUP, DC_WHOLE, -1}) ||
        !ended_take(c, e)) {
        return false;
    }
    struct dc_obs *const obs = malloc((e->n + 1) * sizeof *obs);
    w->sample.obs = obs;
    w->x = malloc((e->n_steps + 1) * sizeof *w->x);
    w->share = malloc((e->n_steps + 1) * sizeof *w->share);
    if (obs == NULL || w->x == NULL || w->share == NULL) {
        return false;
    }
    w->sample.n = e->n;
    for (size_t i = 0; i < e->n; i++) {
        const bool is_event = e->end[i].cause != DC_CENSORED;
        obs[i] = (struct dc_obs){e->end[i].t, e->end[i].entry, 1.0, is_event, e->end[i].limit};
    }
    for (size_t i = 0; i < e->n_steps; i++) {
        w->x[i] = e->step[i].t;
        w->share[i] = 1.0 - e->step[i].survival;
    }
    return true;
}

bool dc_fits_whole(struct dc_calibration *c)
{
    struct whole w = {0};
    struct dc_fit fit;
    const bool ok = whole_take(&w, c);
    for (unsigned f = 0; ok && f < DC_N_FIT_FAMILIES; f++) {
        if (dc_fit_ml(&w.sample, f, &fit)) {
            family_add(c, &w, &fit, "maximum likelihood, censored");
            w.best = w.best.n_par == 0 || fit.aic < w.best.aic ? fit : w.best;
        } else {
            dc_fits_note(c, "time to close: the %s fit did not converge", dc_fit_name(f));
        }
    }
    if (ok && w.ends.n_steps > 0) {
        median_add(c, &w.ends);
        stale_fit(c, &w);
        curves_add(c, &w);
    }
    dc_ends_free(&w.ends);
    free((void *)w.sample.obs);
    free(w.x);
    free(w.share);
    return ok;
}
