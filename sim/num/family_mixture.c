/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_mixture.c - mixtures: one inverse of the weighted distribution function. */
#include "num/mixture.h"

#include "num/curve.h"
#include "num/family.h"

#define LEAST 0x1p-76 /* far below any uniform times any share that matters */
#define END_SCORE 10.0

static double mixture_cdf(double x, const struct dc_dist *d)
{
    double p = 0.0;
    for (uint32_t i = 0; i < d->mixture->n; i++) {
        p += d->mixture->share[i] * dc_dist_cdf(&d->mixture->part[i], x);
    }
    return p < 1.0 ? p : 1.0;
}

static double mixture_upper(double x, const struct dc_dist *d)
{
    double p = 0.0;
    for (uint32_t i = 0; i < d->mixture->n; i++) {
        p += d->mixture->share[i] * dc_dist_upper(&d->mixture->part[i], x);
    }
    return p < 1.0 ? p : 1.0;
}

/* y is x, log x or -log(-x). */
double dc_mixture_x(const struct dc_dist *d, double y)
{
    return d->par[0] == 0.0 ? y : d->par[0] * dc_exp(d->par[0] * y);
}

double dc_mixture_y(const struct dc_dist *d, double x)
{
    return d->par[0] == 0.0 ? x : d->par[0] * dc_log(d->par[0] * x);
}

/* The rounding of exp and log must not carry x over a jump. */
double dc_stretch_score(double y, const void *self)
{
    const struct dc_stretch *s = self;
    double x = dc_mixture_x(s->d, y);
    x = x < s->lo ? s->lo : x;
    x = x > s->hi ? s->hi : x;
    const double lower = mixture_cdf(x, s->d);
    const double upper = mixture_upper(x, s->d);
    if (lower < LEAST || upper < LEAST) { /* at the end of a bounded part */
        return lower < LEAST ? -END_SCORE : END_SCORE;
    }
    return dc_score(lower, upper);
}

static double mixture_quantile(double u, double v, const struct dc_dist *d)
{
    const double z = dc_curve_clip(d->curve, dc_score(u, v));
    const struct dc_piece *p = dc_curve_find(d->curve, z);
    if (DC_LIKELY(p->per_half > 0.0)) {
        return dc_mixture_x(d, dc_piece_at(p, z));
    }
    if (p->per_half == 0.0) {
        return p->c[0];
    }
    const struct dc_stretch stretch = {d, -INFINITY, INFINITY};
    const struct dc_fit fit = {.score = dc_stretch_score, .self = &stretch};
    return dc_mixture_x(d, dc_fit_at(&fit, p, z));
}

static double mixture_mean(const struct dc_dist *d)
{
    double mean = 0.0;
    for (uint32_t i = 0; i < d->mixture->n; i++) {
        mean += d->mixture->share[i] * dc_dist_mean(&d->mixture->part[i]);
    }
    return mean;
}

static double mixture_sd(const struct dc_dist *d)
{
    const double mean = mixture_mean(d);
    double variance = 0.0;
    for (uint32_t i = 0; i < d->mixture->n; i++) {
        const double sd = dc_dist_sd(&d->mixture->part[i]);
        const double off = sd < INFINITY ? dc_dist_mean(&d->mixture->part[i]) - mean : 0.0;
        variance += d->mixture->share[i] * (sd * sd + off * off);
    }
    return sqrt(variance);
}

static void mixture_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = INFINITY;
    *hi = -INFINITY;
    for (uint32_t i = 0; i < d->mixture->n; i++) {
        double a;
        double b;
        dc_dist_support(&d->mixture->part[i], &a, &b);
        *lo = a < *lo ? a : *lo;
        *hi = b > *hi ? b : *hi;
    }
}

const struct dc_family dc_family_mixture = {
    .name = "mixture",
    .quantile = mixture_quantile,
    .cdf = mixture_cdf,
    .upper = mixture_upper,
    .mean = mixture_mean,
    .sd = mixture_sd,
    .support = mixture_support,
};
