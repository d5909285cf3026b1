/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_pow.c - x to the y: the logarithm in two doubles, so that y times it keeps its
 * last bits (Dekker 1971 for the exact sums and products). */
#include "num/exact.h"

#include "num/kernel.h"

struct pair {
    double hi, lo;
};

/* a + b exactly, |a| >= |b| or a = 0. */
static struct pair sum_ordered(double a, double b)
{
    const double s = a + b;
    return (struct pair){s, b - (s - a)};
}

/* a * b exactly, halves of 26 bits each; no overflow below 2^996. */
static struct pair product(double a, double b)
{
    const double ta = a * 134217729.0;
    const double tb = b * 134217729.0;
    const double ah = ta - (ta - a);
    const double bh = tb - (tb - b);
    const double al = a - ah;
    const double bl = b - bh;
    const double p = a * b;
    return (struct pair){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

static struct pair times(struct pair a, struct pair b)
{
    struct pair p = product(a.hi, b.hi);
    p.lo += a.hi * b.lo + a.lo * b.hi;
    return sum_ordered(p.hi, p.lo);
}

/* log(1 + f) to about 2^-66, |f| <= 0.415: 2 s + (2/3) s^3 in pairs, the rest in one. */
static struct pair log1p_pair(double f)
{
    const struct pair den = sum_ordered(2.0, f);
    const double s0 = f / den.hi;
    const struct pair back = product(s0, den.hi);
    const struct pair s = {s0, (((f - back.hi) - back.lo) - s0 * den.lo) / den.hi};
    const struct pair z = times(s, s);
    const struct pair third = {0x1.5555555555555p-1, 0x1.5555555555555p-55};
    const struct pair cubic = times(times(s, z), third);
    const double z1 = z.hi;
    const double r4 = 0x1.999999999999ap-2 + z1 * 0x1.2492492492521p-2;
    const double r8 = 0x1.c71c71c6eaa10p-3 + z1 * 0x1.745d177a96056p-3;
    const double r12 = 0x1.3b1395d2190c1p-3 + z1 * 0x1.1118c7e4b0917p-3;
    const double r16 = 0x1.df7cc8e5fa539p-4 + z1 * 0x1.e02e6fff27908p-4;
    const double z2 = z1 * z1;
    const double rest = r4 + z2 * (r8 + z2 * (r12 + z2 * r16));
    const struct pair head = sum_ordered(2.0 * s.hi, cubic.hi);
    const double tail = head.lo + (2.0 * s.lo + cubic.lo + s.hi * z2 * rest);
    return sum_ordered(head.hi, tail);
}

/* log x of a positive finite number. */
static struct pair log_pair(double x)
{
    double k = 0.0;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        k = -54.0;
    }
    const uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
    const uint64_t t = dc_bits_of(x) + (0x3ff0000000000000 - sqrt_half);
    k += dc_double_of(0x4330000000000000 | (t >> 52)) - (0x1p52 + 1023.0);
    const struct pair m = log1p_pair(dc_double_of((t & 0x000fffffffffffff) + sqrt_half) - 1.0);
    if (k == 0.0) {
        return m;
    }
    const struct pair head = sum_ordered(k * DC_LN2_HI, m.hi);
    return sum_ordered(head.hi, head.lo + (m.lo + k * DC_LN2_LO));
}

/* exp(hi + lo) almost correctly rounded, so that 7^2 is 49: what each sum loses comes last. */
static double exp_pair(double hi, double lo)
{
    uint64_t k;
    const double r = dc_reduce_ln2(hi, &k);
    const double shift = (double)(int64_t)k - 2048.0;
    const double lost = ((hi - shift * DC_LN2_HI) - r) - shift * DC_LN2_LO + lo;
    const double rest = dc_exp_rest(r);
    const struct pair s = sum_ordered(r, rest + lost * (1.0 + (r + rest)));
    const struct pair m = sum_ordered(1.0, s.hi);
    const uint64_t half = k >> 1;
    return (m.hi + (m.lo + s.lo)) * dc_double_of((half - 1) << 52) *
           dc_double_of((k - half - 1) << 52);
}

double dc_pow(double x, double y)
{
    if (y == 0.0 || x == 1.0) {
        return 1.0;
    }
    if (!(x > 0.0 && x < INFINITY) || !(y > -INFINITY && y < INFINITY)) {
        if (!(x >= 0.0) || y != y) {
            return NAN;
        }
        const bool small = (x < 1.0) == (y > 0.0); /* 0^+, inf^-, or an infinite power */
        return small ? 0.0 : INFINITY;
    }
    const double guess = y * dc_log(x);
    if (!(guess > -747.0 && guess < 711.0)) {
        return guess > 0.0 ? INFINITY : 0.0;
    }
    const struct pair log_x = log_pair(x);
    const struct pair e = product(y, log_x.hi);
    return exp_pair(e.hi, e.lo + y * log_x.lo);
}
