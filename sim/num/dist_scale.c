/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/dist_scale.c - a distribution in another unit: every value times a factor. */
#include "num/dist.h"

#include "num/family.h"

static double scaled_quantile(double u, double v, const struct dc_dist *d)
{
    return d->par[0] * dc_dist_between(d->inner, u, v);
}

static void scaled_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    const double factor = d->par[0];

    dc_dist_run(d->inner, u, x, n);
    for (size_t i = 0; i < n; i++) {
        x[i] *= factor;
    }
}

static double scaled_cdf(double x, const struct dc_dist *d)
{
    return dc_dist_cdf(d->inner, x / d->par[0]);
}

static double scaled_upper(double x, const struct dc_dist *d)
{
    return dc_dist_upper(d->inner, x / d->par[0]);
}

static double scaled_mean(const struct dc_dist *d)
{
    return d->par[0] * dc_dist_mean(d->inner);
}

static double scaled_sd(const struct dc_dist *d)
{
    return d->par[0] * dc_dist_sd(d->inner);
}

static void scaled_support(const struct dc_dist *d, double *lo, double *hi)
{
    dc_dist_support(d->inner, lo, hi);
    *lo *= d->par[0];
    *hi *= d->par[0];
}

static const struct dc_family scaled = {
    .name = "scaled",
    .quantile = scaled_quantile,
    .run = scaled_run,
    .cdf = scaled_cdf,
    .upper = scaled_upper,
    .mean = scaled_mean,
    .sd = scaled_sd,
    .support = scaled_support,
};

const char *dc_dist_scale(struct dc_dist *d, double factor, struct dc_arena *arena)
{
    if (d->family == &dc_family_constant) {
        *d = dc_dist_constant(d->par[0] * factor);
        return NULL;
    }
    if (d->family->scale != NULL) {
        d->family->scale(d->par, factor);
        d->min *= factor;
        d->max *= factor;
        d->lo *= factor;
        d->hi *= factor;
        return NULL;
    }
    struct dc_dist *inner = dc_arena_take(arena, sizeof *inner);
    if (inner == NULL) {
        return dc_dist_no_memory;
    }
    *inner = *d;
    *d = dc_dist_constant(0.0);
    d->family = &scaled;
    d->inner = inner;
    d->par[0] = factor;
    d->lo = inner->lo * factor;
    d->hi = inner->hi * factor;
    return NULL;
}
