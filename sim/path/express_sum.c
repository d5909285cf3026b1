/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_sum.c - what is exact in vectors.
 *
 * Adding 1.5 * 2^52 rounds to a whole number, to even as llrint does, and leaves it in the low
 * bits. */
#include "path/express_sum.h"

#include "num/kernel.h"

#define MAGIC 0x1.8p52
#define TOO_LARGE 0x1p51

static inline int64_t rounded(double x)
{
    return (int64_t)(dc_bits_of(x + MAGIC) - dc_bits_of(MAGIC));
}

static inline int64_t fixed_of_small(double x)
{
    return rounded(x * 0x1p32);
}

/* What rounding to whole units leaves is exact, and the units times 2^32 are even: rounding
 * both is rounding the number. */
static inline int64_t part_of(double x)
{
    return fixed_of_small(x - ((x + MAGIC) - MAGIC));
}

/* The bits of |x|, which are in the order of numbers; what is none is beyond all. */
static inline int64_t size_of(double x)
{
    return (int64_t)(dc_bits_of(x) & INT64_MAX);
}

static inline int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* All bits, or none, from the signs of differences: the bits of times are in their order. */
static inline int64_t is_within(double t, uint64_t from, uint64_t to)
{
    const uint64_t at = dc_bits_of(t);
    return -(int64_t)(((at - to) & ~(at - from)) >> 63);
}

DC_EACH_CPU static int64_t split(const double x[restrict], int64_t whole[restrict],
                                 int64_t part[restrict], uint32_t n)
{
    int64_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        whole[i] = rounded(x[i]);
        part[i] = part_of(x[i]);
        most = larger(most, size_of(x[i]));
    }
    return most;
}

bool dc_split_of(const double x[], uint32_t n, struct dc_split *out)
{
    return split(x, out->whole, out->part, n) < (int64_t)dc_bits_of(TOO_LARGE);
}

DC_EACH_CPU static void between(const struct dc_split *restrict split, const double t[restrict],
                                uint32_t n, const double edge[2],
                                struct dc_split_sum *restrict out)
{
    const uint64_t from = dc_bits_of(edge[0]);
    const uint64_t to = dc_bits_of(edge[1]);
    int64_t count = 0;
    int64_t whole = 0;
    int64_t part = 0;
    for (uint32_t i = 0; i < n; i++) {
        const int64_t in = is_within(t[i], from, to);
        count -= in;
        whole += split->whole[i] & in;
        part += split->part[i] & in;
    }
    *out = (struct dc_split_sum){count, whole, part};
}

struct dc_split_sum dc_split_between(const struct dc_split *split, const double t_days[],
                                     uint32_t n, double from_days, double to_days)
{
    struct dc_split_sum sum;
    between(split, t_days, n, (const double[2]){from_days, to_days}, &sum);
    return sum;
}

DC_EACH_CPU static int64_t count(const double t[restrict], uint32_t n, double from_days,
                                 double to_days)
{
    const uint64_t from = dc_bits_of(from_days);
    const uint64_t to = dc_bits_of(to_days);
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum -= is_within(t[i], from, to);
    }
    return sum;
}

uint32_t dc_times_count(const double t_days[], uint32_t n, double from_days, double to_days)
{
    return (uint32_t)count(t_days, n, from_days, to_days);
}

DC_EACH_CPU static int64_t days_between(const double from[restrict], const double to[restrict],
                                        uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += fixed_of_small(to[i] - from[i]);
    }
    return sum;
}

int64_t dc_sum_days(const double from_days[], const double to_days[], uint32_t n)
{
    return days_between(from_days, to_days, n);
}

DC_EACH_CPU static int64_t days_since(double from_days, const double t[restrict], uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += fixed_of_small(t[i] - from_days);
    }
    return sum;
}

int64_t dc_sum_days_since(double from_days, const double t_days[], uint32_t n)
{
    return days_since(from_days, t_days, n);
}

int64_t dc_sum_small(const double x[], uint32_t n)
{
    return days_since(0.0, x, n);
}

DC_EACH_CPU static int64_t stage(double t[restrict], const double delay[restrict], uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        const double end = t[i] + delay[i];
        sum += fixed_of_small(end - t[i]);
        t[i] = end;
    }
    return sum;
}

int64_t dc_sum_stage(double t_days[restrict], const double delay_days[restrict], uint32_t n)
{
    return stage(t_days, delay_days, n);
}

DC_EACH_CPU static int64_t money_days(const double x[restrict], const double from[restrict],
                                      const double to[restrict], uint32_t n,
                                      struct dc_split_sum *restrict sum)
{
    int64_t most = 0;
    int64_t whole = 0;
    int64_t part = 0;
    for (uint32_t i = 0; i < n; i++) {
        const double product = x[i] * (to[i] - from[i]);
        whole += rounded(product);
        part += part_of(product);
        most = larger(most, size_of(product));
    }
    *sum = (struct dc_split_sum){n, whole, part};
    return most;
}

bool dc_sum_money_days(const double x[], const double from_days[], const double to_days[],
                       uint32_t n, struct dc_split_sum *sum)
{
    return money_days(x, from_days, to_days, n, sum) < (int64_t)dc_bits_of(TOO_LARGE);
}

DC_EACH_CPU static void span(const double t[restrict], uint32_t n, int64_t out[2])
{
    int64_t least = INT64_MAX;
    int64_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        const int64_t size = size_of(t[i]);
        least = size < least ? size : least;
        most = larger(most, size);
    }
    out[0] = least;
    out[1] = most;
}

void dc_times_span(const double t_days[], uint32_t n, double *first, double *last)
{
    int64_t out[2];
    span(t_days, n, out);
    *first = dc_double_of((uint64_t)out[0]);
    *last = dc_double_of((uint64_t)out[1]);
}
