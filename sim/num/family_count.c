/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_count.c - poisson, negbinomial, bernoulli: a table where the counts that can
 * occur are few, else num/count_large. */
#include "num/count_large.h"
#include "num/family.h"
#include "num/points.h"
#include "num/special.h"

#define COUNTS_MAX 2048
#define NEGLIGIBLE 0x1p-64 /* of the likeliest count's probability */

static void count_support(const struct dc_dist *d, double *lo, double *hi)
{
    (void)d;
    *lo = 0.0;
    *hi = INFINITY;
}

/* p(k) / p(k - 1) of the family; the poisson is the negbinomial without end of dispersion.
 * par: mean, dispersion, P(success), 1 - P(success). */
static double step_up(const struct dc_dist *d, double k)
{
    if (d->family == &dc_family_poisson) {
        return d->par[0] / k;
    }
    return (k - 1.0 + d->par[1]) / k * d->par[3];
}

static double likeliest(const struct dc_dist *d)
{
    const double r = d->par[1];
    if (d->family == &dc_family_poisson) {
        return floor(d->par[0]);
    }
    return r > 1.0 ? floor((r - 1.0) / r * d->par[0]) : 0.0;
}

/* How many counts below (way -1) or above the likeliest matter; COUNTS_MAX if more. */
static uint32_t reach(const struct dc_dist *d, double mode, int way)
{
    double p = 1.0;
    double k = mode;
    for (uint32_t n = 0; n < COUNTS_MAX; n++) {
        if (way < 0 && k == 0.0) {
            return n;
        }
        const double ratio = way < 0 ? 1.0 / step_up(d, k) : step_up(d, k + 1.0);
        p *= ratio;
        k += way;
        if (ratio < 1.0 && p < NEGLIGIBLE * (1.0 - ratio)) {
            return n;
        }
    }
    return COUNTS_MAX;
}

/* Tabulates the counts that matter; false: too many, or memory (then *wrong is set). */
static bool tabulate(struct dc_dist *d, struct dc_arena *arena, const char **wrong)
{
    const double mode = likeliest(d);
    const uint32_t below = reach(d, mode, -1);
    const uint32_t above = reach(d, mode, 1);
    if (below + above >= COUNTS_MAX) {
        return false;
    }
    struct dc_points *p = dc_arena_zero(arena, 1, sizeof *p);
    if (p == NULL || !dc_points_take(p, below + above + 1, arena)) {
        *wrong = dc_dist_no_memory;
        return false;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        p->value[i] = mode - below + i;
    }
    p->share[below] = 1.0;
    for (uint32_t i = below; i > 0; i--) {
        p->share[i - 1] = p->share[i] / step_up(d, p->value[i]);
    }
    for (uint32_t i = below + 1; i < p->n; i++) {
        p->share[i] = p->share[i - 1] * step_up(d, p->value[i]);
    }
    dc_points_close(p);
    d->points = p;
    return true;
}

static double points_quantile(double u, const struct dc_points *p)
{
    return p->value[dc_points_find(p, u)];
}

static double poisson_quantile(double u, double v, const struct dc_dist *d)
{
    return d->points != NULL ? points_quantile(u, d->points)
                             : dc_poisson_large(d->par[0], u, v);
}

static void count_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    if (d->points != NULL) {
        dc_points_run(d->points, u, x, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = d->family->quantile(u[i], 1.0 - u[i], d);
    }
}

static double poisson_cdf(double x, const struct dc_dist *d)
{
    return x < 0.0 ? 0.0 : dc_gamma_q(floor(x) + 1.0, d->par[0]);
}

static double poisson_upper(double x, const struct dc_dist *d)
{
    return x < 0.0 ? 1.0 : dc_gamma_p(floor(x) + 1.0, d->par[0]);
}

static double count_mean(const struct dc_dist *d)
{
    return d->par[0];
}

static double poisson_sd(const struct dc_dist *d)
{
    return sqrt(d->par[0]);
}

static const char *poisson_ready(struct dc_dist *d, struct dc_arena *arena)
{
    const char *wrong = NULL;
    (void)tabulate(d, arena, &wrong);
    return wrong;
}

const struct dc_family dc_family_poisson = {
    .name = "poisson",
    .quantile = poisson_quantile,
    .run = count_run,
    .cdf = poisson_cdf,
    .upper = poisson_upper,
    .mean = count_mean,
    .sd = poisson_sd,
    .support = count_support,
    .ready = poisson_ready,
    .is_count = true,
};

static double negbinomial_quantile(double u, double v, const struct dc_dist *d)
{
    return d->points != NULL ? points_quantile(u, d->points) : dc_negbinomial_large(d, u, v);
}

static double negbinomial_cdf(double x, const struct dc_dist *d)
{
    return x < 0.0 ? 0.0 : dc_beta_tails(d->par[1], floor(x) + 1.0, d->par[2], d->par[3]).lower;
}

static double negbinomial_upper(double x, const struct dc_dist *d)
{
    return x < 0.0 ? 1.0 : dc_beta_tails(d->par[1], floor(x) + 1.0, d->par[2], d->par[3]).upper;
}

static double negbinomial_sd(const struct dc_dist *d)
{
    return sqrt(d->par[0]) * sqrt(1.0 + d->par[0] / d->par[1]);
}

static const char *negbinomial_ready(struct dc_dist *d, struct dc_arena *arena)
{
    const char *wrong = NULL;
    if (!tabulate(d, arena, &wrong) && wrong == NULL) {
        wrong = dc_negbinomial_curve(d, arena);
    }
    return wrong;
}

const struct dc_family dc_family_negbinomial = {
    .name = "negbinomial",
    .quantile = negbinomial_quantile,
    .run = count_run,
    .cdf = negbinomial_cdf,
    .upper = negbinomial_upper,
    .mean = count_mean,
    .sd = negbinomial_sd,
    .support = count_support,
    .ready = negbinomial_ready,
    .is_count = true,
};

/* par: p. 1 in the upper part, so that a larger p can only turn 0 into 1. */
static double bernoulli_quantile(double u, double v, const struct dc_dist *d)
{
    (void)v;
    return u > 1.0 - d->par[0] ? 1.0 : 0.0;
}

static double bernoulli_cdf(double x, const struct dc_dist *d)
{
    return x < 0.0 ? 0.0 : x < 1.0 ? 1.0 - d->par[0] : 1.0;
}

static double bernoulli_upper(double x, const struct dc_dist *d)
{
    return x < 0.0 ? 1.0 : x < 1.0 ? d->par[0] : 0.0;
}

static double bernoulli_sd(const struct dc_dist *d)
{
    return sqrt(d->par[0] * (1.0 - d->par[0]));
}

static void bernoulli_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->par[0] < 1.0 ? 0.0 : 1.0;
    *hi = d->par[0] > 0.0 ? 1.0 : 0.0;
}

const struct dc_family dc_family_bernoulli = {
    .name = "bernoulli",
    .quantile = bernoulli_quantile,
    .cdf = bernoulli_cdf,
    .upper = bernoulli_upper,
    .mean = count_mean,
    .sd = bernoulli_sd,
    .support = bernoulli_support,
    .is_count = true,
};
