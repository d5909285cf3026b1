/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/stats.c - what a column comes to. */
#include "tally/tally.h"

#include <math.h>
#include <stdlib.h>

#include "num/exact.h"
#include "tally/pick.h"
#include "tally/quantile.h"

enum dc_status dc_tally_sort(const struct dc_tally *tally, uint32_t i_row,
                             struct dc_sorted *out)
{
    const size_t room = (size_t)dc_tally_n_stored(tally) + 1;
    double *const memory = malloc(2 * room * sizeof *memory);
    if (memory == NULL) {
        return DC_FAILED;
    }
    out->memory = memory;
    out->x = memory;
    out->moments = dc_tally_read(tally, i_row, memory);
    out->n = (size_t)out->moments.n;
    dc_quantile_sort(out->x, memory + room, out->n);
    return DC_OK;
}

double dc_tally_t_half(const struct dc_tally *tally, uint64_t n)
{
    return n == tally->n ? tally->t_half : dc_t_quantile(0.975, (double)(n - 1));
}

static void set_moments(const struct dc_tally *tally, const struct dc_moments *m,
                        struct dc_stats *out)
{
    double variance;
    out->n = m->n;
    out->mean = dc_moments_mean(m);
    out->has_spread = dc_moments_variance(m, &variance);
    if (out->has_spread) {
        const double half = dc_tally_t_half(tally, m->n) * sqrt(variance / (double)m->n);
        out->sd = sqrt(variance);
        out->ci_low = out->mean - half;
        out->ci_high = out->mean + half;
    }
}

static const double levels[] = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};

/* The least, the two values around each quantile, the greatest. */
static void ranks_of(size_t n, struct dc_pick *pick)
{
    pick->rank[pick->n_ranks++] = 0;
    for (size_t k = 0; k < DC_COUNT_OF(levels); k++) {
        const size_t below = dc_quantile_rank(n, levels[k]);
        pick->rank[pick->n_ranks++] = below;
        pick->rank[pick->n_ranks++] = below + 1 < n ? below + 1 : below;
    }
    pick->rank[pick->n_ranks++] = n - 1;
}

static void set_quantiles(double x[], void *spare, size_t n, struct dc_stats *out)
{
    double *const at[] = {&out->p5,  &out->p10, &out->p25, &out->p50,
                          &out->p75, &out->p90, &out->p95};
    struct dc_pick pick = {.n_ranks = 0};
    ranks_of(n, &pick);
    dc_pick(x, spare, n, &pick);
    out->min = pick.value[0];
    for (size_t k = 0; k < DC_COUNT_OF(levels); k++) {
        *at[k] = dc_quantile_between(&pick.value[1 + 2 * k], n, levels[k]);
    }
    out->max = pick.value[pick.n_ranks - 1];
}

static void set_sketched(const struct dc_sketch *s, struct dc_stats *out)
{
    out->min = s->min;
    out->p5 = dc_sketch_quantile(s, 0.05);
    out->p10 = dc_sketch_quantile(s, 0.10);
    out->p25 = dc_sketch_quantile(s, 0.25);
    out->p50 = dc_sketch_quantile(s, 0.50);
    out->p75 = dc_sketch_quantile(s, 0.75);
    out->p90 = dc_sketch_quantile(s, 0.90);
    out->p95 = dc_sketch_quantile(s, 0.95);
    out->max = s->max;
}

static void sketched_stats(const struct dc_tally *tally, uint32_t i_row, struct dc_stats *out)
{
    const struct dc_tally_sum *const sum = &tally->sum[i_row];
    set_moments(tally, &sum->moments, out);
    if (sum->moments.n > 0) {
        set_sketched(&sum->sketch, out);
    }
}

/* Of a tally that keeps all values. */
static enum dc_status column_stats(const struct dc_tally *tally, uint32_t i_row,
                                   struct dc_stats *out)
{
    const size_t room = (size_t)dc_tally_n_stored(tally) + 1;
    double *const x = malloc(2 * room * sizeof *x);
    if (x == NULL) {
        return DC_FAILED;
    }
    const struct dc_moments moments = dc_tally_read(tally, i_row, x);
    set_moments(tally, &moments, out);
    if (moments.n > 0) {
        set_quantiles(x, x + room, (size_t)moments.n, out);
    }
    free(x);
    return DC_OK;
}

enum dc_status dc_tally_stats(const struct dc_tally *tally, uint32_t i_row,
                              struct dc_stats *out)
{
    *out = (struct dc_stats){0};
    if (tally->is_short) {
        return DC_FAILED;
    }
    if (tally->known != NULL && tally->known[i_row].is_known) {
        *out = tally->known[i_row].stats;
        return DC_OK;
    }
    if (dc_tally_is_bounded(tally)) {
        sketched_stats(tally, i_row, out);
        return DC_OK;
    }
    return column_stats(tally, i_row, out);
}

bool dc_tally_make_room(struct dc_tally *tally)
{
    free(tally->known);
    tally->known = calloc(tally->rows.n, sizeof *tally->known);
    return tally->known != NULL;
}

void dc_tally_know(struct dc_tally *tally, uint32_t i_row)
{
    struct dc_known *const known = &tally->known[i_row];
    known->is_known = dc_tally_stats(tally, i_row, &known->stats) == DC_OK;
}
