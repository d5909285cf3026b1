/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/reps.c - whether reps differ: win rates with a normal logit, and shrunken rates. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"
#include "num/minimise.h"
#include "num/poisson.h"

struct rep {
    double n, won;
};
struct reps {
    struct rep *rep;
    size_t n;
};

/* log of the mean over z of the likelihood of a rep, and the mean rate given what was seen:
 * sums over even steps, which for a normal density are as good as any rule. */
static double rep_loglik(const struct rep *r, double mu, double sd, double *rate)
{
    double top = -INFINITY;
    double sum = 0.0;
    double weighted = 0.0;
    double log_term[49];
    for (int i = 0; i < 49; i++) {
        const double z = 0.25 * (i - 24);
        const double eta = mu + sd * z;
        const double log_1p = eta > 0.0 ? eta + log1p(exp(-eta)) : log1p(exp(eta));
        log_term[i] = r->won * eta - r->n * log_1p - 0.5 * z * z;
        top = fmax(top, log_term[i]);
    }
    for (int i = 0; i < 49; i++) {
        const double w = exp(log_term[i] - top);
        sum += w;
        weighted += w / (1.0 + exp(-(mu + sd * 0.25 * (i - 24))));
    }
    *rate = weighted / sum;
    return top + log(sum) + log(0.25 / sqrt(2.0 * 3.14159265358979323846));
}

static double minus_loglik(const double x[], const void *self)
{
    const struct reps *const reps = self;
    double sum = 0.0;
    double rate;
    if (x[1] > 2.0) {
        return INFINITY;
    }
    for (size_t i = 0; i < reps->n; i++) {
        sum -= rep_loglik(&reps->rep[i], x[0], exp(x[1]), &rate);
    }
    return sum;
}

static bool reps_take(struct reps *reps, const struct dc_calibration *c)
{
    const size_t n = c->deals.owner.n;
    reps->rep = calloc(n + 1, sizeof *reps->rep);
    if (reps->rep == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (!d->is_out && d->owner != DC_NO_LABEL && d->outcome != DC_OPEN) {
            reps->rep[d->owner].n += 1.0;
            reps->rep[d->owner].won += d->outcome == DC_WON ? 1.0 : 0.0;
        }
    }
    reps->n = n;
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
        const struct rep *const r = &reps->rep[i];
        double rate;
        if (r->n < 1.0) {
            continue;
        }
        (void)rep_loglik(r, mu, sd, &rate);
        dc_fits_add(c, (struct dc_fit_row){.what = "win rate of a rep, shrunken",
                                           .segment = c->deals.owner.text[i],
                                           .method = "logit-normal",
                                           .parameter = "share",
                                           .n = r->n,
                                           .n_events = r->won,
                                           .estimate = rate});
        const double y = r->won / r->n;
        dc_fits_curve(c, (struct dc_curve_row){"reps", "rep", r->n, y, y, y});
    }
}

static void sd_judge(struct dc_calibration *c, const struct reps *reps, double won, double n)
{
    const double p = won / n;
    const double mu0 = log(p / (1.0 - p));
    const double null_loglik = -minus_loglik((double[]){mu0, log(1e-6)}, reps);
    const struct dc_minimise problem = {minus_loglik, reps, 2};
    const double start[] = {mu0, log(0.2), mu0, log(0.6)};
    struct dc_minimum least;
    const bool ok = dc_minimise(&problem, start, 2, &least) && exp(least.x[1]) > 0.01;
    const double ratio = ok ? fmax(0.0, 2.0 * (-least.value - null_loglik)) : 0.0;
    const double p_same = ratio > 0.0 ? 0.5 * dc_chi_squared_above(ratio, 1.0) : 0.5;
    c->n_reps = reps->n;
    c->has_skill = ok && p_same < 0.05;
    c->skill_sd = ok ? exp(least.x[1]) : 0.0;
    c->se_skill = ok ? sqrt(least.covariance[1][1]) : 0.0;
    dc_fits_add(c, (struct dc_fit_row){.what = "skill_sd",
                                       .segment = "all",
                                       .method = "logit-normal, marginal likelihood",
                                       .parameter = "sd of logits",
                                       .n = (double)reps->n,
                                       .n_events = n,
                                       .estimate = c->skill_sd,
                                       .se = c->se_skill * c->skill_sd,
                                       .has_se = ok,
                                       .has_fit = ok,
                                       .loglik = ok ? -least.value : null_loglik,
                                       .aic = ok ? 2.0 * least.value + 4.0 : 0.0,
                                       .test = "likelihood ratio against no difference",
                                       .statistic = ratio,
                                       .p = p_same,
                                       .has_p = true,
                                       .is_used = c->has_skill,
                                       .verdict = c->has_skill ? "reps differ"
                                                               : "no difference established"});
    if (c->has_skill) {
        dc_fits_say(
            c, "Reps differ: their logits of winning have an sd of %.2f (p %.2g, %zu reps).",
            c->skill_sd, p_same, reps->n);
    } else {
        dc_fits_say(
            c,
            "No difference between the %zu reps is established: their win rates vary no "
            "more than chance makes them (p %.2f).",
            reps->n, p_same);
    }
    band_add(c, reps, p);
    rates_add(c, reps, ok ? least.x[0] : mu0, c->has_skill ? c->skill_sd : 1e-6);
}

bool dc_fits_reps(struct dc_calibration *c)
{
    struct reps reps = {0};
    double won = 0.0;
    double n = 0.0;
    if (c->deals.owner.n < 2) {
        return true;
    }
    if (!reps_take(&reps, c)) {
        return false;
    }
    for (size_t i = 0; i < reps.n; i++) {
        won += reps.rep[i].won;
        n += reps.rep[i].n;
    }
    if (won > 0.0 && won < n) {
        sd_judge(c, &reps, won, n);
    }
    free(reps.rep);
    return true;
}
