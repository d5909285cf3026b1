/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/kernel.h - the exact functions of num/exact.h as inline kernels without branches, so
 * that a loop over them vectorises. Each gives the bits of its namesake in num/exact.h
 * wherever its stated domain holds. Where there are two halves, a loop over each is faster than
 * one over both: the shorter the chain of one number, the more of them are under way.
 *
 * Polynomials: interpolation at Chebyshev nodes in 60 digits, leading terms fixed. */
#ifndef DC_NUM_KERNEL_H
#define DC_NUM_KERNEL_H

#include <math.h>
#include <string.h>

#include "base/bug.h"

/* Compiles a loop for each level of x86-64, chosen when the program starts. Contraction is
 * off, so all give the same bits. The sanitizers cannot see through the choice. */
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__clang__) &&                     \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DC_EACH_CPU                                                                            \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define DC_EACH_CPU
#endif
/* A part of such a loop: by itself it would be compiled for the oldest. */
#define DC_IN_EACH_CPU static inline __attribute__((always_inline))

/* ln 2 in two parts; the first has 11 trailing zero bits, so that k * DC_LN2_HI is exact. */
#define DC_LN2_HI 0x1.62e42fefa3800p-1
#define DC_LN2_LO 0x1.ef35793c76730p-45

static inline uint64_t dc_bits_of(double x)
{
    uint64_t w;
    memcpy(&w, &x, sizeof w);
    return w;
}

static inline double dc_double_of(uint64_t w)
{
    double x;
    memcpy(&x, &w, sizeof x);
    return x;
}

/* One of both, by its bits: of a choice by ?: between a number and a constant the compiler
 * works out ahead what follows from the constant, behind a branch that keeps loops from
 * vectors. */
static inline double dc_double_if(bool first, double a, double b)
{
    const uint64_t mask = 0 - (uint64_t)first;
    return dc_double_of((dc_bits_of(a) & mask) | (dc_bits_of(b) & ~mask));
}

/* x = k ln2 + r, |r| <= ln2 / 2 (and a hair); *k_biased = k + 2048 in the low bits. */
static inline double dc_reduce_ln2(double x, uint64_t *k_biased)
{
    const double magic = 0x1.8p52 + 2048.0; /* adding it rounds to whole numbers */
    const double shifted = x * 0x1.71547652b82fep0 + magic;
    const double k = shifted - magic;
    *k_biased = dc_bits_of(shifted) & 0xfff;
    return (x - k * DC_LN2_HI) - k * DC_LN2_LO;
}

/* e^r - 1 - r over |r| <= 0.3466, relative to e^r 2^-59. */
static inline double dc_exp_rest(double r)
{
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double a = 0x1.5555555555556p-3 + r * 0x1.5555555555555p-5;
    const double b = 0x1.11111111109b3p-7 + r * 0x1.6c16c16c167e1p-10;
    const double c = 0x1.a01a01a7c41d5p-13 + r * 0x1.a01a01a47b054p-16;
    const double d = 0x1.71de0dae63bb3p-19 + r * 0x1.27e4e1f48534fp-22;
    const double e = 0x1.af38a9b0ec855p-26 + r * 0x1.1f66df7fca49fp-29;
    const double q = (a + r2 * b) + r4 * ((c + r2 * d) + r4 * e);
    return r2 * (0.5 + r * q);
}

/* dc_exp for every x; a NaN passes both bounds. */
static inline double dc_exp_kernel(double x)
{
    uint64_t k;
    const double above = dc_double_if(x > 710.0, 710.0, x);          /* e^710 is infinite, */
    const double kept = dc_double_if(above < -746.0, -746.0, above); /* e^-746 is 0 */
    const double r = dc_reduce_ln2(kept, &k);
    const double m = 1.0 + (r + dc_exp_rest(r));
    const uint64_t half = k >> 1; /* 2^k in two factors: no intermediate overflow */
    return m * dc_double_of((half - 1) << 52) * dc_double_of((k - half - 1) << 52);
}

/* dc_exp for |x| < DC_EXP_NEAR: e^r 2^k, where 2^k is a normal number, and so is the result. */
#define DC_EXP_NEAR 700.0
static inline double dc_exp_near_split(double x, double *two_to_k)
{
    uint64_t k;
    const double r = dc_reduce_ln2(x, &k);
    *two_to_k = dc_double_of((k - (2048 - 1023)) << 52);
    return r;
}

static inline double dc_exp_near_join(double r, double two_to_k)
{
    return (1.0 + (r + dc_exp_rest(r))) * two_to_k;
}

static inline double dc_exp_near_kernel(double x)
{
    double two_to_k;
    const double r = dc_exp_near_split(x, &two_to_k);
    return dc_exp_near_join(r, two_to_k);
}

/* dc_exp of one number, which hardly ever is far. */
static inline double dc_exp_one(double x)
{
    return DC_LIKELY(fabs(x) < DC_EXP_NEAR) ? dc_exp_near_kernel(x) : dc_exp_kernel(x);
}

/* (log(1 + f) - 2 s) / s with z = s^2, s = f / (2 + f), |s| < 0.172. */
static inline double dc_log1p_series(double z)
{
    const double z2 = z * z;
    const double a = 0x1.5555555555558p-1 + z * 0x1.99999999952d7p-2;
    const double b = 0x1.2492492df281ap-2 + z * 0x1.c71c62e3f11e6p-3;
    const double c = 0x1.7462b51cb66b1p-3 + z * 0x1.39fe51a7c18f9p-3;
    const double d = 0x1.2b5900de53b32p-3;
    return z * ((a + z2 * b) + (z2 * z2) * (c + z2 * d));
}

/* log(1 + f) = f - dc_log1p_rest(f, s, 0), s = f / (2 + f), for -0.293 < f < 0.415.
 * `low` is added where it costs no bits. */
static inline double dc_log1p_rest(double f, double s, double low)
{
    const double half = 0.5 * f * f;
    return half - (s * (half + dc_log1p_series(s * s)) + low);
}

/* x = 2^k (1 + f), 1 + f between sqrt(1/2) and sqrt(2); x a positive normal number. */
static inline double dc_log_split(double x, double *k)
{
    const uint64_t sqrt_half = 0x3fe6a09e667f3bcd; /* bits of sqrt(1/2) */
    const uint64_t t = dc_bits_of(x) + (0x3ff0000000000000 - sqrt_half);
    *k = dc_double_of(0x4330000000000000 | (t >> 52)) - (0x1p52 + 1023.0);
    return dc_double_of((t & 0x000fffffffffffff) + sqrt_half) - 1.0;
}

/* dc_log of that x. */
static inline double dc_log_join(double f, double k)
{
    const double rest = dc_log1p_rest(f, f / (2.0 + f), k * DC_LN2_LO);
    return k * DC_LN2_HI - (rest - f);
}

/* dc_log of a positive normal number. */
static inline double dc_log_kernel(double x)
{
    double k;
    const double f = dc_log_split(x, &k);
    return dc_log_join(f, k);
}

/* dc_log1p for 0 <= x < 2^60: both of its formulas. */
static inline double dc_log1p_kernel(double x)
{
    const double y = 1.0 + x;
    const double lost = x > 1.0 ? 1.0 - (y - x) : x - (y - 1.0);
    const double near = x - dc_log1p_rest(x, x / (2.0 + x), 0.0);
    const double far = dc_log_kernel(y) + lost / y;
    return x < 0.41 ? near : far;
}

/* -log v = -log(1 - u) with the digits of u where u is small, of v where v is. What 1 - v
 * lost of u is at most 2^-53, so its own error does not show. v normal. */
static inline double dc_neg_log_kernel(double u, double v)
{
    return -(dc_log_kernel(v) + ((1.0 - v) - u));
}

/* The normal quantile z of u over u - 1/2, from w = -log(4 u (1 - u)) (Giles 2010's variable,
 * in which it is nearly straight): |u - 1/2| <= DC_SCORE_CENTRE, 0 <= w <= 5. Relative 3e-16.
 */
#define DC_SCORE_CENTRE 0.498
static inline double dc_score_ratio(double w)
{
    const double t = w - 2.5;
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double t8 = t4 * t4;
    const double a = 0x1.0fc8bc55fe004p+2 + t * 0x1.652c5b9e4a461p-1;
    const double b = -0x1.83296808f7078p-7 - t * 0x1.d069d456b983cp-9;
    const double c = 0x1.43a5452e70410p-11 - t * 0x1.da28c51954c28p-17;
    const double d = -0x1.444233fe936c1p-17 + t * 0x1.6b78e0ec0ea44p-20;
    const double e = 0x1.45f96f8d856f9p-25 - t * 0x1.07e20c9d6fea7p-25;
    const double f = 0x1.60b4b89b02201p-29 + t * 0x1.73f6e74b73710p-32;
    const double g = -0x1.82f7fe85d3c3cp-34 + t * 0x1.6adc3f19eb6dfp-39;
    const double h = 0x1.aba8863562b61p-40 - t * 0x1.e4d869a7eb16bp-43;
    const double i = -0x1.43a78f9311c24p-47 + t * 0x1.8288889ab776cp-48;
    const double j = -0x1.4ad9ee823bdb2p-52 - t * 0x1.5dc6010ccfd6bp-54;
    const double k = 0x1.091f32b98c8e7p-57 + t * 0x1.1b4e2f9315ae9p-61;
    const double low = (a + t2 * b) + t4 * (c + t2 * d);
    const double middle = (e + t2 * f) + t4 * (g + t2 * h);
    const double high = (i + t2 * j) + t4 * k;
    return low + t8 * (middle + t8 * high);
}

/* w of u alone, whose 1 - u is exact where it is below 1/2. */
static inline double dc_score_depth(double u)
{
    return -dc_log_kernel(4.0 * u * (1.0 - u));
}

/* The quantile of such u: the bits of dc_normal_centre(u, 1 - u). */
static inline double dc_normal_centre_of(double u)
{
    return (u - 0.5) * dc_score_ratio(dc_score_depth(u));
}

/* The same quantile, u and v = 1 - u each with its own digits: the smaller is the exact one. */
static inline double dc_normal_centre(double u, double v)
{
    const double p = u < v ? u : v;
    return copysign((0.5 - p) * dc_score_ratio(-dc_log_kernel(4.0 * u * v)), u - v);
}

/* AS 241 (Wichura 1988), PPND16: the distance of the quantile of p from 0, for
 * 1.4e-11 <= p < 0.075 (r = sqrt(-log p) <= 5). */
static inline double dc_normal_shoulder(double p)
{
    const double r = sqrt(-dc_log_kernel(p)) - 1.6;
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double n0 = 1.42343711074968357734e0 + r * 4.63033784615654529590e0;
    const double n2 = 5.76949722146069140550e0 + r * 3.64784832476320460504e0;
    const double n4 = 1.27045825245236838258e0 + r * 2.41780725177450611770e-1;
    const double n6 = 2.27238449892691845833e-2 + r * 7.74545014278341407640e-4;
    const double d0 = 1.0 + r * 2.05319162663775882187e0;
    const double d2 = 1.67638483018380384940e0 + r * 6.89767334985100004550e-1;
    const double d4 = 1.48103976427480074590e-1 + r * 1.51986665636164571966e-2;
    const double d6 = 5.47593808499534494600e-4 + r * 1.05075007164441684324e-9;
    const double num = (n0 + r2 * n2) + r4 * (n4 + r2 * n6);
    const double den = (d0 + r2 * d2) + r4 * (d4 + r2 * d6);
    return num / den;
}

double dc_normal_far(double p); /* the same below: r > 5 */

/* The normal score of u; v = 1 - u with its own digits. */
static inline double dc_score_kernel(double u, double v)
{
    const double p = u < v ? u : v;
    if (DC_LIKELY(p - 0.5 >= -DC_SCORE_CENTRE)) {
        return dc_normal_centre(u, v);
    }
    return copysign(p >= 0x1p-36 ? dc_normal_shoulder(p) : dc_normal_far(p), u - v);
}

#endif
