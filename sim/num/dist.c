/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/dist.c - from a form and its arguments to a distribution, and drawing from it. */
#include "num/dist.h"

#include "num/family.h"
#include "num/kernel.h"

const char dc_dist_no_memory[] = "memory ran out";

#define CHUNK 256
#define SMALLEST 0x1p-1022 /* the kernels take normal numbers */

struct dc_dist dc_dist_constant(double x)
{
    return (struct dc_dist){
        .family = &dc_family_constant,
        .par = {x},
        .u_hi = 1.0,
        .u_span = 1.0,
        .min = -INFINITY,
        .max = INFINITY,
        .lo = -INFINITY,
        .hi = INFINITY,
    };
}

/* NULL if every required argument is a finite number. */
static const char *check_arguments(const struct dc_form *form, const double arg[])
{
    for (size_t i = 0; i < DC_ARG_MAX && form->arg[i] != NULL; i++) {
        const bool absent = form->optional[i] && arg[i] != arg[i];
        if (!absent && !isfinite(arg[i])) {
            return "an argument is not a finite number";
        }
    }
    return NULL;
}

static const char *check_bounds(const struct dc_family *family, struct dc_bound min,
                                struct dc_bound max)
{
    if (!min.given && !max.given) {
        return NULL;
    }
    if (family->is_count) {
        return "min and max truncate continuous distributions only";
    }
    if (family->is_bounded) {
        return "min and max: the distribution is bounded by its own arguments";
    }
    if ((min.given && !isfinite(min.at)) || (max.given && !isfinite(max.at))) {
        return "an argument is not a finite number";
    }
    return min.given && max.given && !(min.at < max.at) ? "max must be above min" : NULL;
}

/* Sets the probabilities that min= and max= leave. The span is taken from whichever tail
 * holds it, so that a far piece keeps its digits. */
static const char *cut(struct dc_dist *d, struct dc_bound min, struct dc_bound max)
{
    const struct dc_family *f = d->family;
    double lo;
    double hi;
    f->support(d, &lo, &hi);
    const bool cuts_low = min.given && min.at > lo;
    const bool cuts_high = max.given && max.at < hi;
    d->u_lo = cuts_low ? f->cdf(min.at, d) : 0.0;
    d->u_hi = cuts_high ? f->cdf(max.at, d) : 1.0;
    d->v_hi = cuts_high ? f->upper(max.at, d) : 0.0;
    const double v_lo = cuts_low ? f->upper(min.at, d) : 1.0;
    d->u_span = d->u_hi <= 0.5 ? d->u_hi - d->u_lo : v_lo - d->v_hi;
    d->is_cut = cuts_low || cuts_high;
    d->min = d->lo = min.given ? min.at : -INFINITY;
    d->max = d->hi = max.given ? max.at : INFINITY;
    if (!(d->u_span > 0.0)) {
        return "min and max leave nothing of the distribution";
    }
    return d->u_span < 1e-290 ? "min and max leave less than 1e-290 of the distribution" : NULL;
}

const char *dc_dist_solve(const struct dc_form *form, const double arg[], struct dc_bound min,
                          struct dc_bound max, struct dc_arena *arena, struct dc_dist *out)
{
    double x = 0.0;
    const char *wrong = check_arguments(form, arg);
    if (wrong == NULL) {
        wrong = check_bounds(form->family, min, max);
    }
    if (wrong != NULL) {
        return wrong;
    }
    *out = dc_dist_constant(0.0);
    if (form->point != NULL && form->point(arg, &x)) {
        *out = dc_dist_constant(x);
        return (min.given && x < min.at) || (max.given && x > max.at)
                   ? "min and max leave nothing of the distribution"
                   : NULL;
    }
    out->family = form->family;
    wrong = form->solve(arg, out->par);
    if (wrong == NULL) {
        wrong = dc_dist_cut(out, min, max, arena);
    }
    return wrong;
}

const char *dc_dist_cut(struct dc_dist *d, struct dc_bound min, struct dc_bound max,
                        struct dc_arena *arena)
{
    const char *wrong = min.given || max.given ? cut(d, min, max) : NULL;
    if (wrong == NULL && d->family->ready != NULL) {
        wrong = d->family->ready(d, arena);
    }
    return wrong;
}

static inline double between(const struct dc_dist *d, double u, double v)
{
    if (DC_LIKELY(!d->is_cut)) {
        return d->family->quantile(u, v, d);
    }
    const double below = d->u_lo + u * d->u_span;
    const double above = d->v_hi + v * d->u_span;
    return d->family->quantile(below < SMALLEST ? SMALLEST : below,
                               above < SMALLEST ? SMALLEST : above, d);
}

double dc_dist_between(const struct dc_dist *d, double u, double v)
{
    return between(d, u, v);
}

static inline double keep_within(double x, double lo, double hi)
{
    x = x < lo ? lo : x;
    return x > hi ? hi : x;
}

double dc_dist_at(const struct dc_dist *d, double u)
{
    const double x = d->family == &dc_family_constant ? d->par[0] : between(d, u, 1.0 - u);
    return keep_within(x, d->lo, d->hi);
}

DC_EACH_CPU static void keep_all_within(double x[], size_t n, double lo, double hi)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = keep_within(x[i], lo, hi);
    }
}

/* The uniforms that the cuts leave. */
DC_EACH_CPU static void cut_run(const double u[restrict], double below[restrict],
                                double above[restrict], size_t n, const struct dc_dist *d)
{
    const double u_lo = d->u_lo;
    const double v_hi = d->v_hi;
    const double u_span = d->u_span;
    for (size_t i = 0; i < n; i++) {
        const double b = u_lo + u[i] * u_span;
        const double a = v_hi + (1.0 - u[i]) * u_span;
        below[i] = b < SMALLEST ? SMALLEST : b;
        above[i] = a < SMALLEST ? SMALLEST : a;
    }
}

/* Before lo and hi apply; false: no loop for it. */
static bool kernel_run(const struct dc_dist *d, const double u[], double x[], size_t n)
{
    double below[CHUNK];
    double above[CHUNK];
    if (!d->is_cut) {
        if (d->family->run != NULL) {
            d->family->run(u, x, n, d);
        }
        return d->family->run != NULL;
    }
    if (d->family->run_pair == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i += CHUNK) {
        const size_t m = n - i < CHUNK ? n - i : CHUNK;
        cut_run(u + i, below, above, m, d);
        d->family->run_pair(below, above, x + i, m, d);
    }
    return true;
}

void dc_dist_run(const struct dc_dist *d, const double u[], double x[], size_t n)
{
    const double lo = d->lo;
    const double hi = d->hi;
    if (!kernel_run(d, u, x, n)) {
        for (size_t i = 0; i < n; i++) {
            x[i] = dc_dist_at(d, u[i]);
        }
        return;
    }
    if (lo > -INFINITY || hi < INFINITY) {
        keep_all_within(x, n, lo, hi);
    }
}

/* The probability on the nearer side of x over what the cuts leave: each tail is a difference
 * in whichever tail of the whole is smaller. */
double dc_dist_cdf(const struct dc_dist *d, double x)
{
    const double below = d->family->cdf(x, d);
    if (!d->is_cut) {
        return below;
    }
    return keep_within(below <= 0.5 ? (below - d->u_lo) / d->u_span
                                    : 1.0 - (d->family->upper(x, d) - d->v_hi) / d->u_span,
                       0.0, 1.0);
}

double dc_dist_upper(const struct dc_dist *d, double x)
{
    const double above = d->family->upper(x, d);
    if (!d->is_cut) {
        return above;
    }
    return keep_within(above <= 0.5 ? (above - d->v_hi) / d->u_span
                                    : 1.0 - (d->family->cdf(x, d) - d->u_lo) / d->u_span,
                       0.0, 1.0);
}

bool dc_dist_is_constant(const struct dc_dist *d)
{
    double lo;
    double hi;
    dc_dist_support(d, &lo, &hi);
    return lo == hi || d->lo == d->hi;
}

void dc_dist_support(const struct dc_dist *d, double *lo, double *hi)
{
    d->family->support(d, lo, hi);
    *lo = d->min > *lo ? d->min : *lo;
    *hi = d->max < *hi ? d->max : *hi;
}
