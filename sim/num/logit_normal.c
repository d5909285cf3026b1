/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/logit_normal.c - binomial counts with a normal logit, integrated about each peak. */
#include "num/logit_normal.h"

#include <math.h>

#include "num/exact.h"
#include "num/minimise.h"
#include "num/special.h"

struct all {
    const struct dc_trials *trials;
    size_t n;
};

static double log_1p_exp(double x)
{
    return x > 0.0 ? x + dc_log1p(dc_exp(-x)) : dc_log1p(dc_exp(x));
}

/* Where the integrand over z, the logit's deviate, is highest; its curvature there. Newton's
 * steps on a concave function, kept short. */
static double peak_find(const struct dc_trials *t, double mu, double sd, double *curve)
{
    double z = 0.0;
    *curve = 1.0;
    for (unsigned i = 0; i < 100; i++) {
        const double p = dc_logistic(mu + sd * z);
        const double slope = sd * (t->won - t->n * p) - z;
        *curve = 1.0 + sd * sd * t->n * p * (1.0 - p);
        const double step = fmin(1.0, fmax(-1.0, slope / *curve));
        z += step;
        if (fabs(step) < 1e-10) {
            break;
        }
    }
    return z;
}

/* log of the mean over z of the likelihood, and the mean rate: sums over even steps about the
 * peak, which for a density that dies off on both sides are as good as any rule. */
static double integrate(const struct dc_trials *t, double mu, double sd, double *rate)
{
    double curve;
    double log_term[65];
    double top = -INFINITY;
    double sum = 0.0;
    double weighted = 0.0;
    const double peak = peak_find(t, mu, sd, &curve);
    const double step = 0.25 / sqrt(curve);
    for (int i = 0; i < 65; i++) {
        const double z = peak + step * (i - 32);
        const double eta = mu + sd * z;
        log_term[i] = t->won * eta - t->n * log_1p_exp(eta) - 0.5 * z * z;
        top = fmax(top, log_term[i]);
    }
    for (int i = 0; i < 65; i++) {
        const double w = dc_exp(log_term[i] - top);
        sum += w;
        weighted += w * dc_logistic(mu + sd * (peak + step * (i - 32)));
    }
    *rate = weighted / sum;
    return top + dc_log(sum * step) - 0.91893853320467274178;
}

static double minus_loglik(const double x[], const void *self)
{
    const struct all *const all = self;
    double sum = 0.0;
    double rate;
    if (x[1] > 2.0 || x[1] < -12.0) {
        return INFINITY;
    }
    for (size_t i = 0; i < all->n; i++) {
        sum -= integrate(&all->trials[i], x[0], dc_exp(x[1]), &rate);
    }
    return sum;
}

double dc_logit_normal_rate(const struct dc_trials *trials, double mu, double sd)
{
    double rate;
    (void)integrate(trials, mu, sd, &rate);
    return rate;
}

bool dc_logit_normal_fit(const struct dc_trials trials[], size_t n, struct dc_logit_normal *out)
{
    const struct all all = {trials, n};
    const struct dc_minimise problem = {.f = minus_loglik, .self = &all, .n = 2};
    struct dc_minimum least;
    double won = 0.0;
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        won += trials[i].won;
        sum += trials[i].n;
    }
    if (!(won > 0.0) || !(won < sum)) {
        return false;
    }
    const double mu = dc_logit(won / sum);
    const double start[] = {mu, dc_log(0.2), mu, dc_log(0.6), mu, dc_log(0.05)};
    const double same = -minus_loglik((double[]){mu, -11.0}, &all);
    *out = (struct dc_logit_normal){.mu = mu, .loglik = same, .p = 0.5};
    if (!dc_minimise(&problem, start, 3, &least) || dc_exp(least.x[1]) <= 0.01) {
        return true;
    }
    out->has_sd = true;
    out->mu = least.x[0];
    out->sd = dc_exp(least.x[1]);
    out->se_log_sd = sqrt(least.covariance[1][1]);
    out->loglik = -least.value;
    out->ratio = fmax(0.0, 2.0 * (out->loglik - same));
    /* No difference is the edge of what can be: half of the chi-squared (Self and Liang 1987).
     */
    out->p = out->ratio > 0.0 ? 0.5 * dc_gamma_q(0.5, 0.5 * out->ratio) : 0.5;
    return true;
}
