/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/moments.h - count, mean and variance, mergeable.
 *
 * A value type: no heap, nothing to free. All-zero is the empty set of samples, and the
 * identity of merge. [u] is the unit of the samples. */
#ifndef DC_TALLY_MOMENTS_H
#define DC_TALLY_MOMENTS_H

#include "base/bug.h"

struct dc_moments {
    uint64_t n;           /* samples added; missing values never get here */
    double mean;          /* [u]; meaningless while n == 0; what merging works with */
    double ssd;           /* sum of squared deviations from mean [u^2] */
    double sum, sum_rest; /* [u]; together the sum to twice a double's digits */
};

/* Adds one sample; x must be finite. */
void dc_moments_add(struct dc_moments *m, double x);

/* The moments of x[0, n): two passes over shifted values, so equal values give exactly
 * themselves and 0. */
struct dc_moments dc_moments_of(const double x[], size_t n);

/* The same, bit by bit and faster, of each of n_runs runs of so many values that lie behind
 * each other. */
#define DC_MOMENTS_RUN 64
void dc_moments_of_runs(const double x[], size_t n_runs, struct dc_moments out[]);

/* Folds `from` into `into`. Rounding depends on the order of folding: to promise equal
 * bytes, fold in order of blocks. */
void dc_moments_merge(struct dc_moments *into, const struct dc_moments *from);

/* The mean to a double's last digit: of whole numbers the decimal fraction one expects.
 * 0 while n == 0. */
double dc_moments_mean(const struct dc_moments *m);

/* Sample variance [u^2] into *out; false, and *out untouched, while n < 2. */
DC_MUST_CHECK bool dc_moments_variance(const struct dc_moments *m, double *out);

#endif
