/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/mixture.c - makes a mixture: a table if every part is one, else the inverse piece by
 * piece between the places where a part begins, ends or jumps. */
#include "num/mixture.h"

#include "base/order.h"
#include "num/curve.h"
#include "num/family.h"
#include "num/points.h"

#define PARTS_MAX 256
#define BREAKS_MAX 8192
#define FEWEST 0x1p-55 /* no uniform is below it */

static const char too_rugged[] = "the mixture is out of range: too many or too far parts";

/* Constants, tables and counts with a table: how many values; 0 for what is continuous,
 * UINT32_MAX for counts too many to list. */
static uint32_t n_values(const struct dc_dist *d)
{
    if (d->family == &dc_family_bernoulli) {
        return 2;
    }
    if (d->points != NULL) {
        return d->points->n;
    }
    if (dc_dist_is_constant(d)) {
        return 1;
    }
    return d->family->is_count ? UINT32_MAX : 0;
}

static double value_at(const struct dc_dist *d, uint32_t i, double *share)
{
    if (d->family == &dc_family_bernoulli) {
        *share = i == 0 ? 1.0 - d->par[0] : d->par[0];
        return i;
    }
    *share = d->points != NULL ? d->points->share[i] : 1.0;
    return d->points != NULL ? d->points->value[i] : dc_dist_at(d, 0.5);
}

/* Sum over parts; UINT32_MAX if some cannot be listed. *continuous: how many parts are. */
static uint32_t all_values(const struct dc_mixture *m, uint32_t *continuous)
{
    uint32_t n = 0;
    *continuous = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        const uint32_t own = n_values(&m->part[i]);
        if (own == UINT32_MAX) {
            return UINT32_MAX;
        }
        n += own;
        *continuous += own == 0;
    }
    return n;
}

static const char *as_table(const struct dc_mixture *m, uint32_t n, struct dc_arena *arena,
                            struct dc_dist *out)
{
    const struct dc_bound none = {false, 0.0};
    double *value = dc_arena_take(arena, n * sizeof *value);
    double *weight = dc_arena_take(arena, n * sizeof *weight);
    if (value == NULL || weight == NULL) {
        return dc_dist_no_memory;
    }
    size_t at = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        for (uint32_t j = 0; j < n_values(&m->part[i]); j++) {
            value[at] = value_at(&m->part[i], j, &weight[at]);
            weight[at++] *= m->share[i];
        }
    }
    return dc_dist_table(value, weight, n, none, none, arena, out);
}

/* Where the continuous parts can draw. */
static void reach_of(const struct dc_mixture *m, double *lo, double *hi)
{
    *lo = INFINITY;
    *hi = -INFINITY;
    for (uint32_t i = 0; i < m->n; i++) {
        if (n_values(&m->part[i]) == 0) {
            *lo = fmin(*lo, dc_dist_between(&m->part[i], FEWEST, 1.0));
            *hi = fmax(*hi, dc_dist_between(&m->part[i], 1.0, FEWEST));
        }
    }
}

/* Ends of parts, jumps, and the reach of all, sorted, each once. */
static uint32_t breaks_of(const struct dc_mixture *m, double lo, double hi, double at[])
{
    uint32_t n = 0;
    at[n++] = lo;
    at[n++] = hi;
    for (uint32_t i = 0; i < m->n; i++) {
        double share;
        double end[2];
        for (uint32_t j = 0; j < n_values(&m->part[i]); j++) {
            at[n++] = value_at(&m->part[i], j, &share);
        }
        dc_dist_support(&m->part[i], &end[0], &end[1]);
        for (int j = 0; j < 2 && n_values(&m->part[i]) == 0; j++) {
            if (end[j] > lo && end[j] < hi) {
                at[n++] = end[j];
            }
        }
    }
    dc_sort(at, n);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || at[i] > at[kept - 1]) {
            at[kept++] = at[i];
        }
    }
    return kept;
}

static double next_below(double x)
{
    return nextafter(x, -INFINITY);
}

/* One after another: the jump at a break, then the stretch to the next. */
static void fit_breaks(struct dc_fit *fit, const struct dc_dist *d, const double at[],
                       uint32_t n, double lo, double hi)
{
    for (uint32_t i = 0; i < n; i++) {
        if (d->family->cdf(at[i], d) > d->family->cdf(next_below(at[i]), d)) {
            const struct dc_stretch here = {d, at[i], at[i]};
            dc_fit_atom(fit, at[i], dc_stretch_score(0.0, &here));
        }
        if (i + 1 < n && at[i] >= lo && at[i + 1] <= hi) {
            const struct dc_stretch to_next = {d, at[i], next_below(at[i + 1])};
            fit->self = &to_next;
            dc_fit_add(fit, dc_mixture_y(d, at[i]), dc_mixture_y(d, to_next.hi));
        }
    }
}

/* What cutting takes off the digits of the parts' probabilities. */
static double noise_of(const struct dc_mixture *m)
{
    double noise = 0.0;
    for (uint32_t i = 0; i < m->n; i++) {
        noise += m->part[i].is_cut ? 0x1p-52 * m->share[i] : 0.0;
    }
    return noise;
}

static const char *tabulate(struct dc_dist *d, uint32_t n_jumps, struct dc_arena *arena)
{
    double lo;
    double hi;
    reach_of(d->mixture, &lo, &hi);
    lo = d->par[0] > 0.0 && lo < 1e-300 ? 1e-300 : lo;
    hi = d->par[0] < 0.0 && hi > -1e-300 ? -1e-300 : hi;
    const size_t room = n_jumps + 2 * (size_t)d->mixture->n + 2;
    struct dc_fit fit = {.score = dc_stretch_score, .room = (uint32_t)(512 + 48 * room)};
    fit.noise = noise_of(d->mixture);
    double *at = dc_arena_take(arena, room * sizeof *at);
    fit.piece = dc_arena_take(arena, fit.room * sizeof *fit.piece);
    if (at == NULL || fit.piece == NULL) {
        return dc_dist_no_memory;
    }
    if (!(lo > -INFINITY && hi < INFINITY && lo < hi) || fit.room > UINT16_MAX) {
        return too_rugged;
    }
    fit.tolerance = 1e-11;
    if (d->par[0] == 0.0) {
        const double sd = dc_dist_sd(d);
        fit.tolerance = sd < INFINITY ? 1e-11 * sd : 0.0;
        fit.tolerance_per_y = 1e-11;
    }
    const uint32_t n = breaks_of(d->mixture, lo, hi, at);
    fit_breaks(&fit, d, at, n, lo, hi);
    if (fit.n == 0 || fit.n == fit.room) {
        return too_rugged;
    }
    const struct dc_stretch first = {d, at[0], at[0]};
    const double z_first = dc_stretch_score(0.0, &first);
    const double z_last = fit.piece[fit.n - 1].end;
    return dc_curve_close(fit.piece, fit.n, fmin(z_first, fit.piece[0].end), z_last, arena,
                          &d->curve);
}

/* Copies the parts that weigh something, cut to the bounds and weighed by what is left. */
static const char *gather(struct dc_mixture *m, const struct dc_dist part[],
                          const double weight[], size_t n, const struct dc_bound bounds[2],
                          struct dc_arena *arena)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!(weight[i] >= 0.0 && weight[i] < INFINITY)) {
            return "a weight must be 0 or more";
        }
        if (weight[i] == 0.0) {
            continue;
        }
        struct dc_dist own = part[i];
        const double before = own.u_span;
        if (bounds[0].given || bounds[1].given) {
            if (own.family->is_count) {
                return "min and max truncate continuous distributions only";
            }
            const struct dc_bound min = {
                true, fmax(own.min, bounds[0].given ? bounds[0].at : own.min)};
            const struct dc_bound max = {
                true, fmin(own.max, bounds[1].given ? bounds[1].at : own.max)};
            if (dc_dist_cut(&own, min, max, arena) != NULL) {
                continue;
            }
        }
        m->part[m->n] = own;
        m->share[m->n] = weight[i] * (own.u_span / before);
        total += m->share[m->n++];
    }
    for (uint32_t i = 0; i < m->n; i++) {
        m->share[i] /= total;
    }
    return total > 0.0 && total < INFINITY ? NULL : "the weights leave nothing of the mixture";
}

static const char *ready(struct dc_mixture *m, struct dc_arena *arena, struct dc_dist *out)
{
    uint32_t continuous;
    const uint32_t n = all_values(m, &continuous);
    if (n == UINT32_MAX) {
        return "the mixture is out of range: counts in it may have 2000 likely values at most";
    }
    if (continuous == 0) {
        return as_table(m, n, arena, out);
    }
    if (m->n == 1) {
        *out = m->part[0];
        return NULL;
    }
    double lo;
    double hi;
    *out = dc_dist_constant(0.0);
    out->family = &dc_family_mixture;
    out->mixture = m;
    dc_dist_support(out, &lo, &hi);
    out->par[0] = lo >= 0.0 ? 1.0 : hi <= 0.0 ? -1.0 : 0.0;
    return n > BREAKS_MAX ? too_rugged : tabulate(out, n, arena);
}

const char *dc_dist_mix(const struct dc_dist part[], const double weight[], size_t n,
                        struct dc_bound min, struct dc_bound max, struct dc_arena *arena,
                        struct dc_dist *out)
{
    const struct dc_bound bounds[2] = {min, max};
    if (n == 0 || n > PARTS_MAX) {
        return n == 0 ? "a mixture needs a part" : "a mixture may have 256 parts at most";
    }
    struct dc_mixture *m = dc_arena_zero(arena, 1, sizeof *m);
    if (m != NULL) {
        m->part = dc_arena_take(arena, n * sizeof *m->part);
        m->share = dc_arena_take(arena, n * sizeof *m->share);
    }
    if (m == NULL || m->part == NULL || m->share == NULL) {
        return dc_dist_no_memory;
    }
    const char *wrong = gather(m, part, weight, n, bounds, arena);
    return wrong != NULL ? wrong : ready(m, arena, out);
}
