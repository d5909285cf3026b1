/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_beta.c - beta and pert: their inverse on the logit scale, tabulated. */
#include "num/curve.h"
#include "num/family.h"
#include "num/kernel.h"
#include "num/search.h"
#include "num/special.h"

/* par: alpha, beta, low, high. From the nearer end, which keeps its digits. */
static double beta_quantile(double u, double v, const struct dc_dist *d)
{
    const double y = dc_curve_at(d->curve, dc_score_kernel(u, v));
    const double e = dc_exp_one(-fabs(y));
    const double part = (d->par[3] - d->par[2]) * (e / (1.0 + e));
    return d->par[2 + (y >= 0.0)] - copysign(part, y);
}

DC_EACH_CPU static void logistic_run(double y[], size_t n, double low, double high)
{
    for (size_t i = 0; i < n; i++) {
        const double e = dc_exp_kernel(-fabs(y[i]));
        const double part = (high - low) * (e / (1.0 + e));
        y[i] = dc_double_if(y[i] < 0.0, low + part, high - part);
    }
}

static void beta_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    dc_normal_run(u, x, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = dc_curve_at(d->curve, x[i]);
    }
    logistic_run(x, n, d->par[2], d->par[3]);
}

static struct dc_tails tails_at(double x, const struct dc_dist *d)
{
    const double width = d->par[3] - d->par[2];
    return dc_beta_tails(d->par[0], d->par[1], (x - d->par[2]) / width,
                         (d->par[3] - x) / width);
}

static double beta_cdf(double x, const struct dc_dist *d)
{
    return tails_at(x, d).lower;
}

static double beta_upper(double x, const struct dc_dist *d)
{
    return tails_at(x, d).upper;
}

static double beta_mean(const struct dc_dist *d)
{
    const double n = d->par[0] + d->par[1];
    return d->par[2] * (d->par[1] / n) + d->par[3] * (d->par[0] / n);
}

static double beta_sd(const struct dc_dist *d)
{
    const double n = d->par[0] + d->par[1];
    return (d->par[3] - d->par[2]) * sqrt(d->par[0] / n * (d->par[1] / n) / (n + 1.0));
}

static void beta_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->par[2];
    *hi = d->par[3];
}

/* par: alpha, beta. */
static struct dc_slope beta_slope(double y, const double par[])
{
    const double x = dc_logistic(y);
    const double rest = dc_logistic(-y);
    const struct dc_tails tails = dc_beta_tails(par[0], par[1], x, rest);
    return (struct dc_slope){tails.lower, tails.upper, dc_beta_peak(par[0], par[1], x, rest)};
}

static double beta_search(const double par[], double z)
{
    const double u = dc_normal_cdf(z);
    const double v = dc_normal_cdf(-z);
    return dc_search_tail(beta_slope, par, u, v, dc_beta_guess(par[0], par[1], u, v));
}

/* Where the range of scores ends within what a double can hold: beyond a logit of 700 a draw
 * is one of the ends. */
static double clip_score(const double par[], double z, double *y)
{
    *y = beta_search(par, z);
    if (fabs(*y) > 700.0) {
        *y = *y < 0.0 ? -700.0 : 700.0;
        const struct dc_slope at = beta_slope(*y, par);
        z = dc_score(at.lower, at.upper);
    }
    return z;
}

static const char *beta_ready(struct dc_dist *d, struct dc_arena *arena)
{
    const double n = d->par[0] + d->par[1];
    const double width = sqrt(d->par[0] / n * d->par[1]); /* 1 / sd of the logit, if narrow */
    const struct dc_flow flow = {
        .is_beta = true,
        .a = d->par[0],
        .b = d->par[1],
        .tolerance = 1e-11 / (1.0 + width),
    };
    double z_lo;
    double z_hi;
    double y_lo;
    double y_hi;
    dc_score_range(d, &z_lo, &z_hi);
    z_lo = clip_score(d->par, z_lo, &y_lo);
    z_hi = clip_score(d->par, z_hi, &y_hi);
    if (!(z_lo < z_hi)) {
        return "alpha or beta is out of range: all of the distribution is at the ends";
    }
    return dc_curve_flow(&flow, z_lo, y_lo, z_hi, y_hi, arena, &d->curve);
}

static void beta_scale(double par[], double factor)
{
    par[2] *= factor;
    par[3] *= factor;
}

const struct dc_family dc_family_beta = {
    .name = "beta",
    .quantile = beta_quantile,
    .run = beta_run,
    .cdf = beta_cdf,
    .upper = beta_upper,
    .mean = beta_mean,
    .sd = beta_sd,
    .support = beta_support,
    .ready = beta_ready,
    .scale = beta_scale,
};

const struct dc_family dc_family_pert = {
    .name = "pert",
    .quantile = beta_quantile,
    .run = beta_run,
    .cdf = beta_cdf,
    .upper = beta_upper,
    .mean = beta_mean,
    .sd = beta_sd,
    .support = beta_support,
    .ready = beta_ready,
    .is_bounded = true,
    .scale = beta_scale,
};
