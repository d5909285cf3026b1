/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_normal.c - normal and lognormal. */
#include "num/family.h"
#include "num/kernel.h"

#define BLOCK 32
#define CHUNK (8 * BLOCK)

/* The centre's formula for all, in two loops, and which are tails. The flags are short, so the
 * first is vectorised by whole vectors of them: the long chain of one logarithm runs beside
 * those of three others. (Bytes, and seven others, are faster alone, but fill the processor's
 * store of decoded instructions.) */
DC_EACH_CPU static void centre_run(const double u[restrict], double z[restrict],
                                   uint16_t is_tail[restrict], size_t n_blocks)
{
    double w[CHUNK];
    for (size_t i = 0; i < n_blocks * BLOCK; i++) {
        const double inside = DC_SCORE_CENTRE - fabs(u[i] - 0.5);
        w[i] = dc_score_depth(u[i]);
        is_tail[i] = (uint16_t)(dc_bits_of(inside) >> 63);
    }
    for (size_t i = 0; i < n_blocks * BLOCK; i++) {
        z[i] = (u[i] - 0.5) * dc_score_ratio(w[i]);
    }
}

/* The same for few. */
DC_EACH_CPU static void centre_rest(const double u[restrict], double z[restrict], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        z[i] = dc_normal_centre_of(u[i]);
    }
}

/* Then the tails (4 in 1,000) one by one: four flags at a time, most of which are 0. */
static void normal_blocks(const double u[], double z[], size_t n_blocks)
{
    uint16_t is_tail[CHUNK];
    centre_run(u, z, is_tail, n_blocks);
    for (size_t i = 0; i < n_blocks * BLOCK; i += 4) {
        uint64_t flags;
        memcpy(&flags, is_tail + i, sizeof flags);
        for (; DC_UNLIKELY(flags != 0); flags &= flags - 1) {
            const size_t j = i + (size_t)__builtin_ctzll(flags) / 16;
            z[j] = dc_score_kernel(u[j], 1.0 - u[j]);
        }
    }
}

static void normal_rest(const double u[], double z[], size_t n)
{
    centre_rest(u, z, n);
    for (size_t i = 0; i < n; i++) {
        if (DC_UNLIKELY(fabs(u[i] - 0.5) > DC_SCORE_CENTRE)) {
            z[i] = dc_score_kernel(u[i], 1.0 - u[i]);
        }
    }
}

void dc_normal_run(const double u[], double z[], size_t n)
{
    const size_t whole = n / BLOCK * BLOCK;
    for (size_t i = 0; i < whole; i += CHUNK) {
        normal_blocks(u + i, z + i, (whole - i < CHUNK ? whole - i : CHUNK) / BLOCK);
    }
    normal_rest(u + whole, z + whole, n - whole);
}

DC_EACH_CPU static void pair_run(const double u[restrict], const double v[restrict],
                                 double z[restrict], uint8_t is_tail[restrict], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        z[i] = dc_normal_centre(u[i], v[i]);
        is_tail[i] = (u[i] < v[i] ? u[i] : v[i]) - 0.5 < -DC_SCORE_CENTRE;
    }
}

/* The same of u and v that are 1 together, each with its own digits. */
static void normal_pairs(const double u[], const double v[], double z[], size_t n)
{
    uint8_t is_tail[CHUNK];
    for (size_t at = 0; at < n; at += CHUNK) {
        const size_t m = n - at < CHUNK ? n - at : CHUNK;
        pair_run(u + at, v + at, z + at, is_tail, m);
        for (size_t i = 0; i < m; i++) {
            if (DC_UNLIKELY(is_tail[i])) {
                z[at + i] = dc_score_kernel(u[at + i], v[at + i]);
            }
        }
    }
}

static double normal_quantile(double u, double v, const struct dc_dist *d)
{
    return d->par[0] + d->par[1] * dc_score_kernel(u, v);
}

static void scores_scale(double x[], size_t n, double mean, double sd)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = mean + sd * x[i];
    }
}

static void normal_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    dc_normal_run(u, x, n);
    scores_scale(x, n, d->par[0], d->par[1]);
}

static void normal_run_pair(const double u[], const double v[], double x[], size_t n,
                            const struct dc_dist *d)
{
    normal_pairs(u, v, x, n);
    scores_scale(x, n, d->par[0], d->par[1]);
}

static double normal_cdf(double x, const struct dc_dist *d)
{
    return dc_normal_cdf((x - d->par[0]) / d->par[1]);
}

static double normal_upper(double x, const struct dc_dist *d)
{
    return dc_normal_cdf((d->par[0] - x) / d->par[1]);
}

static double normal_mean(const struct dc_dist *d)
{
    return d->par[0];
}

static double normal_sd(const struct dc_dist *d)
{
    return d->par[1];
}

static void normal_support(const struct dc_dist *d, double *lo, double *hi)
{
    (void)d;
    *lo = -INFINITY;
    *hi = INFINITY;
}

static void normal_scale(double par[], double factor)
{
    par[0] *= factor;
    par[1] *= factor;
}

const struct dc_family dc_family_normal = {
    .name = "normal",
    .quantile = normal_quantile,
    .run = normal_run,
    .run_pair = normal_run_pair,
    .cdf = normal_cdf,
    .upper = normal_upper,
    .mean = normal_mean,
    .sd = normal_sd,
    .support = normal_support,
    .scale = normal_scale,
};

static double lognormal_quantile(double u, double v, const struct dc_dist *d)
{
    return dc_exp_one(d->par[0] + d->par[1] * dc_score_kernel(u, v));
}

DC_EACH_CPU static void exp_run(double x[], size_t n, double mu, double sigma)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = dc_exp_kernel(mu + sigma * x[i]);
    }
}

/* The same for up to CHUNK numbers of which all results are normal numbers. */
DC_EACH_CPU static void exp_run_near(double x[restrict], size_t n, double mu, double sigma)
{
    double r[CHUNK];
    double two_to_k[CHUNK];
    for (size_t i = 0; i < n; i++) {
        r[i] = dc_exp_near_split(mu + sigma * x[i], &two_to_k[i]);
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = dc_exp_near_join(r[i], two_to_k[i]);
    }
}

#define FARTHEST 39.0 /* no uniform has a score beyond */

static void scores_exp(double x[], size_t n, double mu, double sigma)
{
    if (!(fabs(mu) + FARTHEST * fabs(sigma) < DC_EXP_NEAR)) {
        exp_run(x, n, mu, sigma);
        return;
    }
    for (size_t i = 0; i < n; i += CHUNK) {
        exp_run_near(x + i, n - i < CHUNK ? n - i : CHUNK, mu, sigma);
    }
}

static void lognormal_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    dc_normal_run(u, x, n);
    scores_exp(x, n, d->par[0], d->par[1]);
}

static void lognormal_run_pair(const double u[], const double v[], double x[], size_t n,
                               const struct dc_dist *d)
{
    normal_pairs(u, v, x, n);
    scores_exp(x, n, d->par[0], d->par[1]);
}

static double lognormal_cdf(double x, const struct dc_dist *d)
{
    return x > 0.0 ? dc_normal_cdf((dc_log(x) - d->par[0]) / d->par[1]) : 0.0;
}

static double lognormal_upper(double x, const struct dc_dist *d)
{
    return x > 0.0 ? dc_normal_cdf((d->par[0] - dc_log(x)) / d->par[1]) : 1.0;
}

static double lognormal_mean(const struct dc_dist *d)
{
    return dc_exp(d->par[0] + 0.5 * d->par[1] * d->par[1]);
}

static double lognormal_sd(const struct dc_dist *d)
{
    return lognormal_mean(d) * sqrt(dc_expm1(d->par[1] * d->par[1]));
}

static void positive_support(const struct dc_dist *d, double *lo, double *hi)
{
    (void)d;
    *lo = 0.0;
    *hi = INFINITY;
}

static void lognormal_scale(double par[], double factor)
{
    par[0] += dc_log(factor);
}

const struct dc_family dc_family_lognormal = {
    .name = "lognormal",
    .quantile = lognormal_quantile,
    .run = lognormal_run,
    .run_pair = lognormal_run_pair,
    .cdf = lognormal_cdf,
    .upper = lognormal_upper,
    .mean = lognormal_mean,
    .sd = lognormal_sd,
    .support = positive_support,
    .scale = lognormal_scale,
};
