/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_exp.c - exponentials. */
#include "num/exact.h"

#include "num/kernel.h"

double dc_exp(double x)
{
    return dc_exp_one(x);
}

double dc_expm1(double x)
{
    if (x > -0.34 && x < 0.34) {
        return x + dc_exp_rest(x);
    }
    if (!(x > -40.0 && x < 700.0)) {
        return x < 0.0 ? -1.0 : dc_exp_one(x);
    }
    uint64_t k_biased;
    const double r = dc_reduce_ln2(x, &k_biased);
    const double scale = dc_double_of((k_biased - 2048 + 1023) << 52);
    return (scale - 1.0) + scale * (r + dc_exp_rest(r));
}

/* e^x / (1 + e^x) from below, 1 / (1 + e^-x) from above: no difference of near numbers. */
double dc_logistic(double x)
{
    const double e = dc_exp_one(-fabs(x));
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}
