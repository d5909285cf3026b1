/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/count_large.h - counts with too many values for a table: the inverse on the real line,
 * and the exact distribution function where that is too near a whole number to tell. */
#ifndef DC_NUM_COUNT_LARGE_H
#define DC_NUM_COUNT_LARGE_H

#include "num/dist.h"

/* Poisson of a mean above 1000: smallest k with P(X <= k) >= u. */
double dc_poisson_large(double mean, double u, double v);

/* The negative binomial's curve of log k, and its use. */
DC_MUST_CHECK const char *dc_negbinomial_curve(struct dc_dist *d, struct dc_arena *arena);
double dc_negbinomial_large(const struct dc_dist *d, double u, double v);

#endif
