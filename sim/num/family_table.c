/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_table.c - values with weights: discrete and empirical. */
#include <stdlib.h>

#include "num/family.h"
#include "num/kernel.h"
#include "num/points.h"

struct weighted {
    double value, weight;
    size_t i; /* keeps the order of equal values, so that sums have the same bits everywhere */
};

static int by_value(const void *a, const void *b)
{
    const struct weighted *x = a;
    const struct weighted *y = b;
    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    return x->i < y->i ? -1 : 1;
}

/* Adds with the lost bits kept (Neumaier 1974). */
struct sum {
    double head, lost;
};

static void sum_add(struct sum *s, double x)
{
    const double t = s->head + x;
    s->lost += fabs(s->head) >= fabs(x) ? (s->head - t) + x : (x - t) + s->head;
    s->head = t;
}

/* Few cells of the guide hold more than one step: the first is taken without a branch, which
 * nobody could foretell. */
static inline uint32_t find(const struct dc_points *p, double u)
{
    uint32_t i = p->guide[(uint32_t)(u * p->n_guide)];
    i += p->cum[i] < u;
    while (DC_UNLIKELY(p->cum[i] < u)) {
        i++;
    }
    return i;
}

uint32_t dc_points_find(const struct dc_points *p, double u)
{
    return find(p, u);
}

void dc_points_run(const struct dc_points *p, const double u[], double x[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = p->value[find(p, u[i])];
    }
}

/* guide[j]: where the search for a u in [j, j + 1) / n_guide begins. */
static void guide_fill(struct dc_points *p)
{
    uint32_t i = 0;
    for (uint32_t j = 0; j <= p->n_guide; j++) {
        while (i + 1 < p->n && p->cum[i] * p->n_guide < j) {
            i++;
        }
        p->guide[j] = i;
    }
}

bool dc_points_take(struct dc_points *p, uint32_t n, struct dc_arena *arena)
{
    p->n = n;
    p->n_guide = n;
    p->value = dc_arena_take(arena, n * sizeof *p->value);
    p->share = dc_arena_take(arena, n * sizeof *p->share);
    p->cum = dc_arena_take(arena, n * sizeof *p->cum);
    p->guide = dc_arena_take(arena, (n + (size_t)1) * sizeof *p->guide);
    return p->value != NULL && p->share != NULL && p->cum != NULL && p->guide != NULL;
}

void dc_points_close(struct dc_points *p)
{
    struct sum total = {0.0, 0.0};
    for (uint32_t i = 0; i < p->n; i++) {
        sum_add(&total, p->share[i]);
    }
    const double all = total.head + total.lost;
    struct sum run = {0.0, 0.0};
    for (uint32_t i = 0; i < p->n; i++) {
        sum_add(&run, p->share[i]);
        p->share[i] /= all;
        p->cum[i] = (run.head + run.lost) / all;
    }
    p->cum[p->n - 1] = 1.0;
    guide_fill(p);
}

static double table_quantile(double u, double v, const struct dc_dist *d)
{
    (void)v;
    return d->points->value[dc_points_find(d->points, u)];
}

#define FEW 16 /* values: comparing with all of them beats looking one up */

/* x is the value after the last cumulative share below u. */
DC_EACH_CPU static void step_up(const double u[restrict], double x[restrict], size_t n,
                                double cum, double value)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = u[i] > cum ? value : x[i];
    }
}

static void table_run(const double u[], double x[], size_t n, const struct dc_dist *d)
{
    const struct dc_points *p = d->points;
    if (p->n > FEW) {
        dc_points_run(p, u, x, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = p->value[0];
    }
    for (uint32_t k = 1; k < p->n; k++) {
        step_up(u, x, n, p->cum[k - 1], p->value[k]);
    }
}

/* How many values are <= x. */
static uint32_t count_to(const struct dc_points *p, double x)
{
    uint32_t lo = 0;
    uint32_t hi = p->n;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (p->value[mid] <= x) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

static double table_cdf(double x, const struct dc_dist *d)
{
    const uint32_t n = count_to(d->points, x);
    return n == 0 ? 0.0 : d->points->cum[n - 1];
}

static double table_upper(double x, const struct dc_dist *d)
{
    return 1.0 - table_cdf(x, d);
}

static double table_mean(const struct dc_dist *d)
{
    struct sum s = {0.0, 0.0};
    for (uint32_t i = 0; i < d->points->n; i++) {
        sum_add(&s, d->points->share[i] * d->points->value[i]);
    }
    return s.head + s.lost;
}

static double table_sd(const struct dc_dist *d)
{
    const double mean = table_mean(d);
    struct sum s = {0.0, 0.0};
    for (uint32_t i = 0; i < d->points->n; i++) {
        const double off = d->points->value[i] - mean;
        sum_add(&s, d->points->share[i] * off * off);
    }
    return sqrt(s.head + s.lost);
}

static void table_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->points->value[0];
    *hi = d->points->value[d->points->n - 1];
}

const struct dc_family dc_family_table = {
    .name = "table",
    .quantile = table_quantile,
    .run = table_run,
    .cdf = table_cdf,
    .upper = table_upper,
    .mean = table_mean,
    .sd = table_sd,
    .support = table_support,
    .is_count = true,
};

/* Sorted by value, equal values as one, without those of weight 0. */
static uint32_t merge(struct weighted row[], size_t n)
{
    uint32_t kept = 0;
    qsort(row, n, sizeof *row, by_value);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && row[kept - 1].value == row[i].value) {
            row[kept - 1].weight += row[i].weight;
        } else if (row[i].weight > 0.0) {
            row[kept++] = row[i];
        }
    }
    return kept;
}

static const char *what_is_wrong(const double value[], const double weight[], size_t n)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(value[i])) {
            return "a value is not a finite number";
        }
        if (!(weight[i] >= 0.0 && weight[i] < INFINITY)) {
            return "a weight must be 0 or more";
        }
        total += weight[i];
    }
    if (!(total > 0.0)) {
        return "one weight at least must be above 0";
    }
    return total < INFINITY ? NULL : "the weights are too large";
}

const char *dc_dist_table(const double value[], const double weight[], size_t n,
                          struct dc_bound min, struct dc_bound max, struct dc_arena *arena,
                          struct dc_dist *out)
{
    if (min.given || max.given) {
        return "min and max truncate continuous distributions only";
    }
    const char *wrong = n < UINT32_MAX ? what_is_wrong(value, weight, n) : "too many values";
    if (wrong != NULL) {
        return wrong;
    }
    struct weighted *row = dc_arena_take(arena, n * sizeof *row);
    struct dc_points *p = dc_arena_zero(arena, 1, sizeof *p);
    if (row == NULL || p == NULL) {
        return dc_dist_no_memory;
    }
    for (size_t i = 0; i < n; i++) {
        row[i] = (struct weighted){value[i] + 0.0, weight[i], i}; /* + 0: no -0 */
    }
    if (!dc_points_take(p, merge(row, n), arena)) {
        return dc_dist_no_memory;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        p->value[i] = row[i].value;
        p->share[i] = row[i].weight;
    }
    dc_points_close(p);
    *out = dc_dist_constant(p->value[0]);
    out->family = &dc_family_table;
    out->points = p;
    return NULL;
}
