/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_gamma.c - gamma: its inverse on the scale y = log(x / mean), tabulated. */
#include "num/curve.h"
#include "num/family.h"
#include "num/kernel.h"
#include "num/search.h"
#include "num/special.h"

/* par: shape, scale, mean. */
static double gamma_quantile(double u, double v, const struct dc_dist *d)
{
    return d->par[2] * dc_exp_one(dc_curve_at(d->curve, dc_score_kernel(u, v)));
}

DC_EACH_CPU static void exp_run(double y[], size_t n, double mean)
{
    for (size_t i = 0; i < n; i++) {
        y[i] = mean * dc_exp_kernel(y[i]);
    }
}

static void gamma_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    dc_normal_run(u, x, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = dc_curve_at(d->curve, x[i]);
    }
    exp_run(x, n, d->par[2]);
}

static double gamma_cdf(double x, const struct dc_dist *d)
{
    return dc_gamma_p(d->par[0], x / d->par[1]);
}

static double gamma_upper(double x, const struct dc_dist *d)
{
    return dc_gamma_q(d->par[0], x / d->par[1]);
}

static double gamma_mean(const struct dc_dist *d)
{
    return d->par[2];
}

static double gamma_sd(const struct dc_dist *d)
{
    return d->par[2] / sqrt(d->par[0]);
}

static void gamma_support(const struct dc_dist *d, double *lo, double *hi)
{
    (void)d;
    *lo = 0.0;
    *hi = INFINITY;
}

/* Both tails at y, and the density of y. */
static struct dc_slope gamma_slope(double y, const double par[])
{
    const double x = par[0] * dc_exp(y);
    const struct dc_tails tails = dc_gamma_tails(par[0], x);
    return (struct dc_slope){tails.lower, tails.upper, dc_gamma_peak(par[0], x)};
}

static double gamma_search(double a, double z, double lowest)
{
    const double u = dc_normal_cdf(z);
    const double v = dc_normal_cdf(-z);
    const double y = dc_search_tail(gamma_slope, &a, u, v, dc_gamma_guess(a, u, v));
    return y > lowest ? y : lowest;
}

static const char *gamma_ready(struct dc_dist *d, struct dc_arena *arena)
{
    const double a = d->par[0];
    struct dc_flow flow = {
        .a = a,
        .log_scale = dc_stirling(a) - 0.5 * dc_log(a),
        .tolerance = 1e-11 / (1.0 + sqrt(a)),
    };
    double z_lo;
    double z_hi;
    dc_score_range(d, &z_lo, &z_hi);
    /* Below e^-700 of the scale nobody tells a draw from 0: nothing to tabulate. */
    const double lowest = -700.0 - dc_log(a);
    double y_lo = gamma_search(a, z_lo, lowest);
    if (y_lo <= lowest) {
        const struct dc_slope at = gamma_slope(lowest, &a);
        z_lo = dc_score(at.lower, at.upper);
        y_lo = lowest;
    }
    if (!(z_lo < z_hi)) {
        return "shape is out of range: all but 1e-16 of the distribution is at 0";
    }
    return dc_curve_flow(&flow, z_lo, y_lo, z_hi, gamma_search(a, z_hi, lowest), arena,
                         &d->curve);
}

static void gamma_scale(double par[], double factor)
{
    par[1] *= factor;
    par[2] *= factor;
}

const struct dc_family dc_family_gamma = {
    .name = "gamma",
    .quantile = gamma_quantile,
    .run = gamma_run,
    .cdf = gamma_cdf,
    .upper = gamma_upper,
    .mean = gamma_mean,
    .sd = gamma_sd,
    .support = gamma_support,
    .ready = gamma_ready,
    .scale = gamma_scale,
};
