/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_metalog.c - the three-term metalog (Keelin 2016, Decision Analysis 13(4)):
 * unbounded m = a1 + a2 L + a3 (u - 1/2) L with L = logit u; with a lower end low + e^m,
 * an upper one high - e^-m, both low + (high - low) logistic(m). */
#include "num/family.h"
#include "num/kernel.h"

static bool has_low(const struct dc_dist *d)
{
    return d->par[3] > -INFINITY;
}

static bool has_high(const struct dc_dist *d)
{
    return d->par[4] < INFINITY;
}

/* From the unbounded scale to the user's. */
static double bend(double m, const struct dc_dist *d)
{
    const double low = d->par[3];
    const double high = d->par[4];
    if (has_low(d) && has_high(d)) {
        return m < 0.0 ? low + (high - low) * dc_logistic(m)
                       : high - (high - low) * dc_logistic(-m);
    }
    if (has_low(d)) {
        return low + dc_exp(m);
    }
    return has_high(d) ? high - dc_exp(-m) : m;
}

/* And back; -INFINITY and INFINITY at and past the ends. */
static double unbend(double x, const struct dc_dist *d)
{
    const double above = x - d->par[3]; /* infinite without a lower end */
    const double below = d->par[4] - x;
    if (!(above > 0.0)) {
        return -INFINITY;
    }
    if (!(below > 0.0)) {
        return INFINITY;
    }
    if (has_low(d) && has_high(d)) {
        return dc_log(above / below);
    }
    if (has_low(d)) {
        return dc_log(above);
    }
    return has_high(d) ? -dc_log(below) : x;
}

static double metalog_quantile(double u, double v, const struct dc_dist *d)
{
    const double logit = dc_log(u / v);
    return bend(d->par[0] + (d->par[1] + d->par[2] * 0.5 * (u - v)) * logit, d);
}

/* logit of the probability below m: Newton's method within a bracket. */
static double metalog_logit(double m, const struct dc_dist *d)
{
    double lo = -750.0;
    double hi = 750.0;
    double at = 0.0;
    for (int i = 0; i < 200; i++) {
        const double u = dc_logistic(at);
        const double v = dc_logistic(-at);
        const double slope = d->par[1] + d->par[2] * (0.5 * (u - v) + u * v * at);
        const double off = d->par[0] + (d->par[1] + d->par[2] * 0.5 * (u - v)) * at - m;
        lo = off < 0.0 ? at : lo;
        hi = off < 0.0 ? hi : at;
        double next = at - off / slope;
        if (!(next > lo && next < hi)) {
            next = 0.5 * (lo + hi);
        }
        if (fabs(next - at) <= 0x1p-52 * (1.0 + fabs(at))) {
            break;
        }
        at = next;
    }
    return at;
}

static double metalog_cdf(double x, const struct dc_dist *d)
{
    const double m = unbend(x, d);
    return m == -INFINITY ? 0.0 : m == INFINITY ? 1.0 : dc_logistic(metalog_logit(m, d));
}

static double metalog_upper(double x, const struct dc_dist *d)
{
    const double m = unbend(x, d);
    return m == -INFINITY ? 1.0 : m == INFINITY ? 0.0 : dc_logistic(-metalog_logit(m, d));
}

static void metalog_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->par[3];
    *hi = d->par[4];
}

/* In the far tails m grows by a2 +- a3 / 2 for each unit of the logit. */
static void metalog_tail(const struct dc_dist *d, double *lower, double *upper)
{
    *lower = has_high(d) && !has_low(d) ? 1.0 / (d->par[1] - 0.5 * d->par[2]) : INFINITY;
    *upper = has_low(d) && !has_high(d) ? 1.0 / (d->par[1] + 0.5 * d->par[2]) : INFINITY;
}

static void metalog_scale(double par[], double factor)
{
    const bool low = par[3] > -INFINITY;
    const bool high = par[4] < INFINITY;
    par[3] *= factor; /* infinite ends stay so */
    par[4] *= factor;
    if (!low && !high) {
        par[0] *= factor;
        par[1] *= factor;
        par[2] *= factor;
    } else if (!low || !high) {
        par[0] += low ? dc_log(factor) : -dc_log(factor);
    }
}

const struct dc_family dc_family_metalog = {
    .name = "metalog",
    .quantile = metalog_quantile,
    .cdf = metalog_cdf,
    .upper = metalog_upper,
    .support = metalog_support,
    .tail = metalog_tail,
    .scale = metalog_scale,
};
