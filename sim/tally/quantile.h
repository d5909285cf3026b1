/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/quantile.h - order statistics of a column. */
#ifndef DC_TALLY_QUANTILE_H
#define DC_TALLY_QUANTILE_H

#include "base/bug.h"

/* Sorts x[0, n) ascending (finite values; -0 before 0); `spare` has room for n. Linear
 * time: by cells of equal width where they tell the values apart, else by all their bits. */
void dc_quantile_sort(double x[], double spare[], size_t n);

/* The p-quantile, 0 <= p <= 1, of sorted x[0, n), n > 0: linear between order statistics
 * (R type 7, Excel's PERCENTILE.INC). */
double dc_quantile_at(const double sorted[], size_t n, double p);
/* The same from the two values around it: at this place, from 0, and behind it (if n is above
 * it). */
size_t dc_quantile_rank(size_t n, double p);
double dc_quantile_between(const double around[2], size_t n, double p);

/* Ranks (from 1) of the order statistics that enclose the p-quantile of the law behind n
 * independent samples with at least `level` confidence, half of the rest on each side
 * (binomial, so free of the law's shape). false: n is too small for it. */
DC_MUST_CHECK bool dc_quantile_ranks(uint64_t n, double p, double level, uint64_t *low,
                                     uint64_t *high);

#endif
