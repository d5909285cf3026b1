/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/reps.c - whether reps differ: win rates with a normal logit, and shrunken rates. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"
#include "num/exact.h"
#include "num/logit_normal.h"

struct reps {
    struct dc_trials *rep;
    size_t n;
    double n_deals;
};

static bool reps_take(struct reps *reps, const struct dc_calibration *c)
{
    reps->n = c->deals.owner.n;
    reps->rep = calloc(reps->n + 1, sizeof *reps->rep);
    if (reps->rep == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (!d->is_out && d->owner != DC_NO_LABEL && d->outcome != DC_OPEN) {
            reps->rep[d->owner].n += 1.0;
            reps->rep[d->owner].won += d->outcome == DC_WON ? 1.0 : 0.0;
            reps->n_deals += 1.0;
        }
    }
    return true;
}

/* What chance leaves to reps who do not differ, by the number of their deals. */
static void band_add(struct dc_calibration *c, const struct reps *reps, double p)
{
    double most = 0.0;
    for (size_t i = 0; i < reps->n; i++) {
        most = fmax(most, reps->rep[i].n);
    }
    for (unsigned k = 1; k <= 100; k++) {
        const double n = fmax(1.0, 1.05 * most * k * k / 1e4);
        const double h = 1.96 * sqrt(p * (1.0 - p) / n);
        dc_fits_curve(c, (struct dc_curve_row){"reps band", "chance", n, p, fmax(0.0, p - h),
                                               fmin(1.0, p + h)});
    }
}

static void rates_add(struct dc_calibration *c, const struct reps *reps, double mu, double sd)
{
    for (size_t i = 0; i < reps->n; i++) {
        const struct dc_trials *const r = &reps->rep[i];
        if (r->n < 1.0) {
            continue;
        }
        dc_fits_add(c, (struct dc_fit_row){.what = "win rate of a rep, shrunken",
                                           .segment = c->deals.owner.text[i],
                                           .method = "logit-normal",
                                           .parameter = "share",
                                           .n = r->n,
                                           .n_events = r->won,
                                           .estimate = dc_logit_normal_rate(r, mu, sd)});
        const double y = r->won / r->n;
        dc_fits_curve(c, (struct dc_curve_row){"reps", "rep", r->n, y, y, y});
    }
}

static void skill_say(struct dc_calibration *c, const struct dc_logit_normal *fit)
{
    if (c->has_skill) {
        dc_fits_say(
            c, "Reps differ: their logits of winning have an sd of %.2f (p %.2g, %zu reps).",
            c->skill_sd, fit->p, c->n_reps);
    } else {
        dc_fits_say(
            c,
            "No difference between the %zu reps is established: their win rates vary no "
            "more than chance makes them (p %.2f).",
            c->n_reps, fit->p);
    }
}

static void skill_take(struct dc_calibration *c, const struct reps *reps,
                       const struct dc_logit_normal *fit)
{
    c->n_reps = reps->n;
    c->has_skill = fit->has_sd && fit->p < 0.05;
    c->skill_sd = fit->sd;
    c->se_skill = fit->se_log_sd;
    dc_fits_add(c, (struct dc_fit_row){.what = "skill_sd",
                                       .segment = "all",
                                       .method = "logit-normal, marginal likelihood",
                                       .parameter = "sd of logits",
                                       .n = (double)reps->n,
                                       .n_events = reps->n_deals,
                                       .estimate = fit->sd,
                                       .se = fit->se_log_sd * fit->sd,
                                       .has_se = fit->has_sd,
                                       .has_fit = true,
                                       .loglik = fit->loglik,
                                       .aic = -2.0 * fit->loglik + (fit->has_sd ? 4.0 : 2.0),
                                       .test = "likelihood ratio against no difference",
                                       .statistic = fit->ratio,
                                       .p = fit->p,
                                       .has_p = true,
                                       .is_used = c->has_skill,
                                       .verdict = c->has_skill ? "reps differ"
                                                               : "no difference established"});
    skill_say(c, fit);
    band_add(c, reps, dc_logistic(fit->mu));
    rates_add(c, reps, fit->mu, c->has_skill ? c->skill_sd : 1e-6);
}

bool dc_fits_reps(struct dc_calibration *c)
{
    struct reps reps = {0};
    struct dc_logit_normal fit;
    if (c->deals.owner.n < 2) {
        return true;
    }
    if (!reps_take(&reps, c)) {
        return false;
    }
    if (dc_logit_normal_fit(reps.rep, reps.n, &fit)) {
        skill_take(c, &reps, &fit);
    }
    free(reps.rep);
    return true;
}
