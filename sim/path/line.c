/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/line.c - the places of a line, and the deals that take them in turn. */
#include "path/line.h"

#include <string.h>

#include "base/order.h"
#include "num/kernel.h"

#define FOUR DC_LINE_FOUR
#define VECTOR 8 /* of columns, at most */

void dc_line_up(struct dc_line *line, uint32_t n, const double taken_days[], uint32_t n_taken)
{
    double time[DC_LINE_MOST + FOUR];
    const uint32_t n_free = n - n_taken;
    for (uint32_t i = 0; i < DC_LINE_MOST + FOUR; i++) {
        time[i] = i < n_free ? 0.0 : INFINITY;
    }
    memcpy(time + n_free, taken_days, n_taken * sizeof(double));
    dc_sort_few(time + n_free, n_taken);
    line->n = n;
    line->n_columns = n <= FOUR + FOUR * VECTOR ? VECTOR : DC_LINE_COLUMNS;
    for (uint32_t i = 0; i < FOUR; i++) {
        line->row[i][line->n_columns] = INFINITY;
    }
    memcpy(line->first, time, sizeof(line->first));
    for (uint32_t i = 0; i < FOUR * line->n_columns; i++) {
        line->row[i % FOUR][i / FOUR] = time[FOUR + i];
    }
}

void dc_line_times(const struct dc_line *line, double free_days[])
{
    for (uint32_t i = 0; i < line->n; i++) {
        free_days[i] = dc_line_time(line, i);
    }
}

static inline double later(double a, double b)
{
    return a > b ? a : b;
}

static inline void sort_2(double *a, double *b)
{
    const double low = *a < *b ? *a : *b;
    const double high = *a > *b ? *a : *b;
    *a = low;
    *b = high;
}

static inline void sort_4(double x[FOUR])
{
    sort_2(&x[0], &x[1]);
    sort_2(&x[2], &x[3]);
    sort_2(&x[0], &x[2]);
    sort_2(&x[1], &x[3]);
    sort_2(&x[1], &x[2]);
}

/* Sorts what rises and falls, or falls and rises. */
static inline void sort_bitonic(double x[FOUR])
{
    sort_2(&x[0], &x[2]);
    sort_2(&x[1], &x[3]);
    sort_2(&x[0], &x[1]);
    sort_2(&x[2], &x[3]);
}

/* Of two sorted fours, the four smaller and the four larger, sorted again. */
static inline void part(double low[FOUR], double high[FOUR])
{
    sort_2(&low[0], &high[3]);
    sort_2(&low[1], &high[2]);
    sort_2(&low[2], &high[1]);
    sort_2(&low[3], &high[0]);
    sort_bitonic(low);
    sort_bitonic(high);
}

/* Columns from c on: each is left with the smaller of the next one and of what was the larger
 * of its own and those given. */
DC_IN_EACH_CPU void merge(double row[FOUR][DC_LINE_STRIDE], const double given[FOUR], size_t c)
{
    for (size_t i = c; i < c + VECTOR; i++) {
        double low[FOUR] = {given[0], given[1], given[2], given[3]};
        double high[FOUR] = {row[0][i], row[1][i], row[2][i], row[3][i]};
        double next[FOUR] = {row[0][i + 1], row[1][i + 1], row[2][i + 1], row[3][i + 1]};
        part(low, high);
        part(next, high);
        row[0][i] = next[0];
        row[1][i] = next[1];
        row[2][i] = next[2];
        row[3][i] = next[3];
    }
}

/* The first four have been taken and those are given back. */
DC_IN_EACH_CPU void replace(struct dc_line *line, double first[FOUR], double given[FOUR])
{
    sort_4(given);
    double high[FOUR] = {given[0], given[1], given[2], given[3]};
    first[0] = line->row[0][0];
    first[1] = line->row[1][0];
    first[2] = line->row[2][0];
    first[3] = line->row[3][0];
    part(first, high);
    for (size_t c = 0; c < line->n_columns; c += VECTOR) {
        merge(line->row, given, c);
    }
}

/* When deal i ends that takes the place free from then on. */
static inline double deal_take(double free_days, const struct dc_stays *stays,
                               const double at[], size_t i, double *restrict start_days,
                               double *restrict end_days)
{
    const double start = later(free_days, at[i]);
    const double end = dc_stays_end(stays, i, start);
    start_days[i] = start;
    end_days[i] = end;
    return end;
}

/* How many of four deals do take the first four: none before has given back an earlier one. The
 * others are still to come, and what they would have taken is given back as it is. */
static inline uint32_t n_settled(const double first[FOUR], double end[FOUR])
{
    const double of_2 = end[0] < end[1] ? end[0] : end[1];
    const double of_3 = of_2 < end[2] ? of_2 : end[2];
    if (DC_LIKELY(!((end[0] < first[1]) | (of_2 < first[2]) | (of_3 < first[3])))) {
        return FOUR;
    }
    const uint32_t n = end[0] < first[1] ? 1 : of_2 < first[2] ? 2 : 3;
    end[1] = n > 1 ? end[1] : first[1];
    end[2] = n > 2 ? end[2] : first[2];
    end[3] = first[3];
    return n;
}

DC_EACH_CPU static void in_turn(struct dc_line *restrict line, const struct dc_stays *stays,
                                const double at[restrict], uint32_t n, double *const out[2])
{
    double *restrict starts = out[0];
    double *restrict ends = out[1];
    double first[FOUR] = {line->first[0], line->first[1], line->first[2], line->first[3]};
    for (size_t i = 0; i < n;) {
        double end[FOUR] = {first[0], first[1], first[2], first[3]};
        size_t n_taken = 1;
        end[0] = deal_take(first[0], stays, at, i, starts, ends);
        if (DC_LIKELY(i + FOUR <= n)) {
            end[1] = deal_take(first[1], stays, at, i + 1, starts, ends);
            end[2] = deal_take(first[2], stays, at, i + 2, starts, ends);
            end[3] = deal_take(first[3], stays, at, i + 3, starts, ends);
            n_taken = n_settled(first, end);
        }
        replace(line, first, end);
        i += n_taken;
    }
    for (size_t k = 0; k < FOUR; k++) {
        line->first[k] = first[k];
    }
}

void dc_line_in_turn(struct dc_line *line, const struct dc_stays *stays, const double at_days[],
                     uint32_t n, double start_days[restrict], double end_days[restrict])
{
    in_turn(line, stays, at_days, n, (double *const[2]){start_days, end_days});
}
