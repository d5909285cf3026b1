/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_log.c - logarithms. */
#include "num/exact.h"

#include "num/kernel.h"

double dc_log(double x)
{
    if (DC_LIKELY(x >= 0x1p-1022 && x < INFINITY)) {
        return dc_log_kernel(x);
    }
    if (x > 0.0 && x < 1.0) { /* subnormal */
        return dc_log_kernel(x * 0x1p54) - 54.0 * 0x1.62e42fefa39efp-1;
    }
    if (x == 0.0) {
        return -INFINITY;
    }
    return x > 0.0 ? INFINITY : NAN;
}

/* 1 + x rounds; what it loses returns as a relative correction. */
double dc_log1p(double x)
{
    if (x > -0.29 && x < 0.41) {
        return x - dc_log1p_rest(x, x / (2.0 + x), 0.0);
    }
    if (!(x > -1.0 && x < 0x1p60)) {
        return x == -1.0 ? -INFINITY : dc_log(x);
    }
    const double y = 1.0 + x;
    const double lost = x > 1.0 ? 1.0 - (y - x) : x - (y - 1.0);
    return dc_log_kernel(y) + lost / y;
}

/* Near p = 1/2 the quotient is near 1, so log1p of what is above 1. */
double dc_logit(double p)
{
    if (p > 0.3 && p < 0.65) {
        return dc_log1p((2.0 * p - 1.0) / (1.0 - p));
    }
    return p >= 1.0 ? (p == 1.0 ? INFINITY : NAN) : dc_log(p / (1.0 - p));
}
