/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/moments_runs.c - the moments of eight runs of values side by side: what dc_moments_of
 * does with one value after the other waits for each sum before the next. The rest of a sum is
 * D. E. Knuth's (The Art of Computer Programming 2, 4.2.2), which asks for no comparison and,
 * being exact as well, is Neumaier's. */
#include "num/kernel.h"
#include "tally/moments.h"

#define RUNS 8
/* Kept as a loop, the eight become one operation; unrolled, eight. */
#define TOGETHER _Pragma("GCC unroll 1")

struct sums {
    double sum[RUNS], rest[RUNS];
};

/* The i-th values of all runs behind each other. */
static void lay_side_by_side(const double x[], size_t n_runs, double out[])
{
    for (size_t k = 0; k < RUNS; k++) {
        const double *const run = &x[(k < n_runs ? k : 0) * DC_MOMENTS_RUN];
        for (size_t i = 0; i < DC_MOMENTS_RUN; i++) {
            out[i * RUNS + k] = run[i];
        }
    }
}

DC_EACH_CPU static void sum_runs(const double x[restrict], struct sums *restrict out)
{
    double sum[RUNS] = {0.0}, rest[RUNS] = {0.0};
    for (size_t i = 0; i < DC_MOMENTS_RUN; i++) {
        TOGETHER
        for (size_t k = 0; k < RUNS; k++) {
            const double at = x[i * RUNS + k];
            const double now = sum[k] + at;
            const double taken = now - sum[k];
            rest[k] += (sum[k] - (now - taken)) + (at - taken);
            sum[k] = now;
        }
    }
    for (size_t k = 0; k < RUNS; k++) {
        out->sum[k] = sum[k];
        out->rest[k] = rest[k];
    }
}

/* Squared deviations, and what rounding left of the deviations. */
DC_EACH_CPU static void sum_gaps(const double x[restrict], const double mean[restrict],
                                 struct sums *restrict out)
{
    double square[RUNS] = {0.0}, rest[RUNS] = {0.0};
    for (size_t i = 0; i < DC_MOMENTS_RUN; i++) {
        TOGETHER
        for (size_t k = 0; k < RUNS; k++) {
            const double gap = x[i * RUNS + k] - mean[k];
            square[k] += gap * gap;
            rest[k] += gap;
        }
    }
    for (size_t k = 0; k < RUNS; k++) {
        out->sum[k] = square[k];
        out->rest[k] = rest[k];
    }
}

static void few_runs(const double x[], size_t n_runs, struct dc_moments out[])
{
    double side_by_side[DC_MOMENTS_RUN * RUNS], mean[RUNS] = {0.0};
    struct sums sums, gaps;
    lay_side_by_side(x, n_runs, side_by_side);
    sum_runs(side_by_side, &sums);
    for (size_t k = 0; k < n_runs; k++) {
        out[k] = (struct dc_moments){
            .n = DC_MOMENTS_RUN, .sum = sums.sum[k], .sum_rest = sums.rest[k]};
        out[k].mean = dc_moments_mean(&out[k]);
        mean[k] = out[k].mean;
    }
    sum_gaps(side_by_side, mean, &gaps);
    for (size_t k = 0; k < n_runs; k++) {
        const double ssd = gaps.sum[k] - gaps.rest[k] * gaps.rest[k] / DC_MOMENTS_RUN;
        out[k].ssd = ssd > 0.0 ? ssd : 0.0;
    }
}

void dc_moments_of_runs(const double x[], size_t n_runs, struct dc_moments out[])
{
    for (size_t k = 0; k < n_runs; k += RUNS) {
        few_runs(&x[k * DC_MOMENTS_RUN], n_runs - k < RUNS ? n_runs - k : RUNS, &out[k]);
    }
}
