/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/stats.c - what a column comes to. */
#include "tally/tally.h"

#include <math.h>
#include <stdlib.h>

#include "num/exact.h"
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

static double t_half(const struct dc_tally *tally, uint64_t n)
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
        const double half = t_half(tally, m->n) * sqrt(variance / (double)m->n);
        out->sd = sqrt(variance);
        out->ci_low = out->mean - half;
        out->ci_high = out->mean + half;
    }
}

static void set_quantiles(const struct dc_sorted *s, struct dc_stats *out)
{
    out->min = s->x[0];
    out->p5 = dc_quantile_at(s->x, s->n, 0.05);
    out->p10 = dc_quantile_at(s->x, s->n, 0.10);
    out->p25 = dc_quantile_at(s->x, s->n, 0.25);
    out->p50 = dc_quantile_at(s->x, s->n, 0.50);
    out->p75 = dc_quantile_at(s->x, s->n, 0.75);
    out->p90 = dc_quantile_at(s->x, s->n, 0.90);
    out->p95 = dc_quantile_at(s->x, s->n, 0.95);
    out->max = s->x[s->n - 1];
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

enum dc_status dc_tally_stats(const struct dc_tally *tally, uint32_t i_row,
                              struct dc_stats *out)
{
    *out = (struct dc_stats){0};
    if (tally->is_short) {
        return DC_FAILED;
    }
    if (dc_tally_is_bounded(tally)) {
        sketched_stats(tally, i_row, out);
        return DC_OK;
    }
    struct dc_sorted sorted;
    const enum dc_status status = dc_tally_sort(tally, i_row, &sorted);
    if (status != DC_OK) {
        return status;
    }
    set_moments(tally, &sorted.moments, out);
    if (sorted.n > 0) {
        set_quantiles(&sorted, out);
    }
    free(sorted.memory);
    return DC_OK;
}
