/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_normal.c - the standard normal. */
#include "num/exact.h"

#include "num/kernel.h"
#include "num/special.h"

/* Chebyshev coefficients of (x + 1.5) * Phi(-x) * exp(x^2 / 2) in t = (x - 5) / (x + 5), x >=
 * 0; the scaling after Shepherd and Laframboise (1981). */
static const double mills[] = {
    5.39852114454181353e-01,  -1.75159706223489031e-01, 3.76664192914688417e-02,
    -1.84096946029189534e-03, -2.61931162724720343e-03, 1.38838511297925617e-03,
    -4.18846645358640342e-04, 8.36059504251010575e-05,  -9.48810149139407473e-06,
    -1.45140461007044528e-07, 2.56282727664486026e-07,  -3.12537098843841155e-08,
    -3.45838807400826452e-09, 1.25444168799843338e-09,  2.86248684085679268e-12,
    -4.04556545178114384e-11, 2.06934192454175289e-12,  1.32339595858479431e-12,
    -1.12483355328159510e-13, -4.74590891726828579e-14, 4.64480992142368316e-15,
    1.90203030717593575e-15,  -1.64562458912662041e-16, -8.35714476747553637e-17,
};

/* exp(-x^2/2), its argument split so that the square keeps its last bits. */
static double gauss(double x)
{
    const double head = floor(x * 16.0 + 0.5) / 16.0;
    return dc_exp_one(-0.5 * head * head) * dc_exp_one(-0.5 * (x - head) * (x + head));
}

double dc_normal_density(double x)
{
    return 0x1.9884533d43651p-2 * gauss(fabs(x) < 40.0 ? fabs(x) : 40.0);
}

/* Phi(-x), x >= 0. */
static double normal_tail(double x)
{
    if (x > 40.0) {
        return 0.0;
    }
    const double t = (x - 5.0) / (x + 5.0);
    double b1 = 0.0;
    double b2 = 0.0;
    for (size_t j = DC_COUNT_OF(mills) - 1; j > 0; j--) { /* Clenshaw */
        const double b0 = mills[j] + 2.0 * t * b1 - b2;
        b2 = b1;
        b1 = b0;
    }
    return gauss(x) * (mills[0] + t * b1 - b2) / (x + 1.5);
}

double dc_normal_cdf(double x)
{
    if (x != x) {
        return x;
    }
    return x < 0.0 ? normal_tail(-x) : 1.0 - normal_tail(x);
}

/* AS 241's third region. */
double dc_normal_far(double p)
{
    const double r = sqrt(-dc_log(p)) - 5.0;
    const double num = 6.65790464350110377720e0 +
                       r * (5.46378491116411436990e0 +
                            r * (1.78482653991729133580e0 +
                                 r * (2.96560571828504891230e-1 +
                                      r * (2.65321895265761230930e-2 +
                                           r * (1.24266094738807843860e-3 +
                                                r * (2.71155556874348757815e-5 +
                                                     r * 2.01033439929228813265e-7))))));
    const double den = 1.0 + r * (5.99832206555887937690e-1 +
                                  r * (1.36929880922735805310e-1 +
                                       r * (1.48753612908506148525e-2 +
                                            r * (7.86869131145613259100e-4 +
                                                 r * (1.84631831751005468180e-5 +
                                                      r * (1.42151175831644588870e-7 +
                                                           r * 2.04426310338993978564e-15))))));
    return num / den;
}

double dc_normal_quantile(double u)
{
    if (DC_LIKELY(u > 0.0 && u < 1.0)) {
        return dc_score_kernel(u, 1.0 - u);
    }
    return u == 0.0 ? -INFINITY : u == 1.0 ? INFINITY : NAN;
}
