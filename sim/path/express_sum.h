/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_sum.h - sums of many numbers in fixed point, in loops that vectorise: the bytes
 * of dc_fixed_of one by one.
 *
 * A number is split into whole units and a part in 2^-32 of one, both small enough that sums of
 * a batch fit 64 bits. */
#ifndef DC_PATH_EXPRESS_SUM_H
#define DC_PATH_EXPRESS_SUM_H

#include "path/fixed.h"

#define DC_SUM_MOST 256 /* numbers at once */

/* Numbers split: units and 2^-32 of them. */
struct dc_split {
    int64_t whole[DC_SUM_MOST], part[DC_SUM_MOST];
};

/* How many of them, and their sum. */
struct dc_split_sum {
    int64_t n, whole, part;
};

static inline dc_fixed dc_split_fixed(const struct dc_split_sum *sum)
{
    return ((dc_fixed)sum->whole * ((int64_t)1 << 32)) + sum->part;
}

/* Splits x; false if some number is too large for it, or none. */
DC_MUST_CHECK bool dc_split_of(const double x[], uint32_t n, struct dc_split *out);
/* The sum of those numbers whose time, not below 0, is in [from, to), and how many they are. */
struct dc_split_sum dc_split_between(const struct dc_split *split, const double t_days[],
                                     uint32_t n, double from_days, double to_days);

/* How many times, none of them below 0, are in [from, to). */
uint32_t dc_times_count(const double t_days[], uint32_t n, double from_days, double to_days);

/* The sum of to[i] - from[i], each below 2^19 days. */
int64_t dc_sum_days(const double from_days[], const double to_days[], uint32_t n);
/* The sum of t[i] - from. */
int64_t dc_sum_days_since(double from_days, const double t_days[], uint32_t n);
/* t goes on by the days of a stage; the sum of what that is as times. */
int64_t dc_sum_stage(double t_days[restrict], const double delay_days[restrict], uint32_t n);
/* The sum of numbers below 2^19. */
int64_t dc_sum_small(const double x[], uint32_t n);
/* The sum of x[i] * (to[i] - from[i]) into *sum; false if some product is too large for it. */
DC_MUST_CHECK bool dc_sum_money_days(const double x[], const double from_days[],
                                     const double to_days[], uint32_t n,
                                     struct dc_split_sum *sum);
/* The first and the last of times that are not below 0. */
void dc_times_span(const double t_days[], uint32_t n, double *first, double *last);

#endif
