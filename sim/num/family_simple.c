/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_simple.c - families on a stated range: constant, uniform, triangular. */
#include "num/family.h"

static double constant_quantile(double u, double v, const struct dc_dist *d)
{
    (void)u;
    (void)v;
    return d->par[0];
}

static void constant_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    (void)u;
    for (size_t i = 0; i < n; i++) {
        x[i] = d->par[0];
    }
}

static double constant_cdf(double x, const struct dc_dist *d)
{
    return x < d->par[0] ? 0.0 : 1.0;
}

static double constant_upper(double x, const struct dc_dist *d)
{
    return x < d->par[0] ? 1.0 : 0.0;
}

static double constant_mean(const struct dc_dist *d)
{
    return d->par[0];
}

static double constant_sd(const struct dc_dist *d)
{
    (void)d;
    return 0.0;
}

static void constant_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = *hi = d->par[0];
}

const struct dc_family dc_family_constant = {
    .name = "constant",
    .quantile = constant_quantile,
    .run = constant_run,
    .cdf = constant_cdf,
    .upper = constant_upper,
    .mean = constant_mean,
    .sd = constant_sd,
    .support = constant_support,
    .is_count = true,
};

static double uniform_quantile(double u, double v, const struct dc_dist *d)
{
    (void)v;
    return d->par[0] + u * (d->par[1] - d->par[0]);
}

static void uniform_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    const double min = d->par[0];
    const double width = d->par[1] - d->par[0];
    for (size_t i = 0; i < n; i++) {
        x[i] = min + u[i] * width;
    }
}

/* x kept within [0, 1] of the way from a to b. */
static double share_of(double x, double a, double b)
{
    const double share = (x - a) / (b - a);
    return share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
}

static double uniform_cdf(double x, const struct dc_dist *d)
{
    return share_of(x, d->par[0], d->par[1]);
}

static double uniform_upper(double x, const struct dc_dist *d)
{
    return share_of(x, d->par[1], d->par[0]);
}

static double uniform_mean(const struct dc_dist *d)
{
    return 0.5 * d->par[0] + 0.5 * d->par[1];
}

static double uniform_sd(const struct dc_dist *d)
{
    return (d->par[1] - d->par[0]) * 0.28867513459481288225;
}

static void uniform_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->par[0];
    *hi = d->par[1];
}

static void uniform_scale(double par[], double factor)
{
    par[0] *= factor;
    par[1] *= factor;
}

const struct dc_family dc_family_uniform = {
    .name = "uniform",
    .quantile = uniform_quantile,
    .run = uniform_run,
    .cdf = uniform_cdf,
    .upper = uniform_upper,
    .mean = uniform_mean,
    .sd = uniform_sd,
    .support = uniform_support,
    .is_bounded = true,
    .scale = uniform_scale,
};

/* par: min, mode, max; each side of the mode from its own end, but just past a mode at (or
 * near) min from the mode, which keeps the digits of u. */
static double triangular_quantile(double u, double v, const struct dc_dist *d)
{
    const double width = d->par[2] - d->par[0];
    const double left = d->par[1] - d->par[0];
    const double right = d->par[2] - d->par[1];
    if (u * width <= left) {
        return d->par[0] + sqrt(u * left) * sqrt(width);
    }
    const double rest = v * (width / right); /* of the right side's probability, at most 1 */
    return rest > 0.25 ? d->par[1] + (u * width - left) / (1.0 + sqrt(rest))
                       : d->par[2] - right * sqrt(rest);
}

/* The triangle beyond x, seen from `end`: x past the mode. */
static double corner(double x, double end, double mode, double other)
{
    const double share = share_of(x, end, other);
    return share > 0.0 ? share * share / ((mode - end) / (other - end)) : 0.0;
}

static double triangular_cdf(double x, const struct dc_dist *d)
{
    return x < d->par[1]   ? corner(x, d->par[0], d->par[1], d->par[2])
           : x < d->par[2] ? 1.0 - corner(x, d->par[2], d->par[1], d->par[0])
                           : 1.0;
}

static double triangular_upper(double x, const struct dc_dist *d)
{
    return x > d->par[1]   ? corner(x, d->par[2], d->par[1], d->par[0])
           : x > d->par[0] ? 1.0 - corner(x, d->par[0], d->par[1], d->par[2])
                           : 1.0;
}

static double triangular_mean(const struct dc_dist *d)
{
    return d->par[0] / 3.0 + d->par[1] / 3.0 + d->par[2] / 3.0;
}

static double triangular_sd(const struct dc_dist *d)
{
    const double a = d->par[1] - d->par[0];
    const double b = d->par[2] - d->par[1];
    return sqrt((a * a + a * b + b * b) / 18.0);
}

static void triangular_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->par[0];
    *hi = d->par[2];
}

static void triangular_scale(double par[], double factor)
{
    par[0] *= factor;
    par[1] *= factor;
    par[2] *= factor;
}

const struct dc_family dc_family_triangular = {
    .name = "triangular",
    .quantile = triangular_quantile,
    .cdf = triangular_cdf,
    .upper = triangular_upper,
    .mean = triangular_mean,
    .sd = triangular_sd,
    .support = triangular_support,
    .is_bounded = true,
    .scale = triangular_scale,
};
