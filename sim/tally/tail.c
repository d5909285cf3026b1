/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/tail.c - value at risk and conditional value at risk at 95%: how bad the worst
 * twentieth is.
 *
 * var95 is the 5% quantile q; its interval is of order statistics (quantile.h). cvar95 is
 * the mean of the ceil(0.05 n) lowest values; with the influence function
 * z(x) = q - max(0, q - x) / 0.05 its standard error is sd(z(x)) / sqrt(n): L. J. Hong,
 * Z. Hu and G. Liu, Monte Carlo methods for value-at-risk and conditional value-at-risk: a
 * review, ACM TOMACS 24(4) (2014) 22. */
#include <math.h>
#include <stdlib.h>

#include "tally/quantile.h"
#include "tally/tally.h"

#define TAIL_P 0.05
#define LEVEL 0.95

static const char *const suffixes[DC_N_TAILS] = {".var95", ".cvar95"};

const char *dc_tail_suffix(enum dc_tail_kind kind)
{
    return suffixes[kind];
}

/* The lowest values, from a sorted column or a sketch. */
struct lowest {
    uint64_t n_left;         /* of the ceil(0.05 n) lowest, not met yet */
    double sum;              /* of those met */
    double q;                /* the 5% quantile */
    double gap, gap_squared; /* sums of max(0, q - x) and its square */
};

static void meet(void *self, double x, uint64_t count)
{
    struct lowest *const low = self;
    const uint64_t n = count < low->n_left ? count : low->n_left;
    low->n_left -= n;
    low->sum += x * (double)n;
    if (x < low->q) {
        low->gap += (low->q - x) * (double)count;
        low->gap_squared += (low->q - x) * (low->q - x) * (double)count;
    }
}

static uint64_t n_lowest(uint64_t n)
{
    return (n + 19) / 20;
}

static void set_mean_of_lowest(const struct dc_tally *tally, const struct lowest *low,
                               uint64_t n, struct dc_tail *out)
{
    const double count = (double)n;
    out->estimate = low->sum / (double)n_lowest(n);
    out->has_interval = n > 1;
    if (n > 1) {
        const double ssd = low->gap_squared - low->gap * low->gap / count;
        const double sd = sqrt(fmax(0.0, ssd) / (count - 1.0)) / TAIL_P;
        const double half = dc_tally_t_half(tally, n) * sd / sqrt(count);
        out->ci_low = out->estimate - half;
        out->ci_high = out->estimate + half;
    }
}

static void of_sorted(const struct dc_tally *tally, const struct dc_sorted *s,
                      enum dc_tail_kind kind, struct dc_tail *out)
{
    struct lowest low = {n_lowest(s->n), 0.0, dc_quantile_at(s->x, s->n, TAIL_P), 0.0, 0.0};
    uint64_t first, last;
    if (kind == DC_CVAR95) {
        for (size_t i = 0; i < s->n && (low.n_left > 0 || s->x[i] < low.q); i++) {
            meet(&low, s->x[i], 1);
        }
        set_mean_of_lowest(tally, &low, s->n, out);
        return;
    }
    out->estimate = low.q;
    out->has_interval = dc_quantile_ranks(s->n, TAIL_P, LEVEL, &first, &last);
    if (out->has_interval) {
        out->ci_low = s->x[first - 1];
        out->ci_high = s->x[last - 1];
    }
}

static void of_sketch(const struct dc_tally *tally, const struct dc_sketch *s,
                      enum dc_tail_kind kind, struct dc_tail *out)
{
    struct lowest low = {n_lowest(s->n), 0.0, dc_sketch_quantile(s, TAIL_P), 0.0, 0.0};
    uint64_t first, last;
    if (kind == DC_CVAR95) {
        dc_sketch_each(s, meet, &low);
        set_mean_of_lowest(tally, &low, s->n, out);
        return;
    }
    out->estimate = low.q;
    out->has_interval = dc_quantile_ranks(s->n, TAIL_P, LEVEL, &first, &last);
    if (out->has_interval) {
        out->ci_low = dc_sketch_order(s, first);
        out->ci_high = dc_sketch_order(s, last);
    }
}

enum dc_status dc_tally_tail(const struct dc_tally *tally, uint32_t i_row,
                             enum dc_tail_kind kind, struct dc_tail *out)
{
    *out = (struct dc_tail){0};
    if (tally->is_short) {
        return DC_FAILED;
    }
    if (dc_tally_is_bounded(tally)) {
        out->n = tally->sum[i_row].sketch.n;
        if (out->n > 0) {
            of_sketch(tally, &tally->sum[i_row].sketch, kind, out);
        }
        return DC_OK;
    }
    struct dc_sorted sorted;
    const enum dc_status status = dc_tally_sort(tally, i_row, &sorted);
    if (status != DC_OK) {
        return status;
    }
    out->n = sorted.n;
    if (sorted.n > 0) {
        of_sorted(tally, &sorted, kind, out);
    }
    free(sorted.memory);
    return DC_OK;
}
