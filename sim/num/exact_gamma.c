/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_gamma.c - the gamma function's logarithm and the incomplete gamma functions. */
#include "num/exact.h"

#include "num/kernel.h"
#include "num/panel.h"
#include "num/special.h"

#define HALF_LOG_2PI 0x1.d67f1c864beb5p-1

/* lgamma(2 + t) / t, |t| <= 1/2; interpolated at Chebyshev nodes in 60 digits. */
static const double near_two[] = {
    0x1.b0ee6072093cep-2,   0x1.4a34cc4a60fa6p-2,   -0x1.13e001a557606p-4,
    0x1.51322ac7d8483p-6,   -0x1.e404fc218f683p-8,  0x1.7add6eadb6cbbp-9,
    -0x1.38ac5c2bf00bfp-10, 0x1.0b36af8630f5fp-11,  -0x1.d3fd4c7f9fa26p-13,
    0x1.a127b0f9ee692p-14,  -0x1.78de594a1f5d8p-15, 0x1.580dcc735f957p-16,
    -0x1.3cbd0c34c2671p-17, 0x1.259814c96e3bdp-18,  -0x1.11a54bc3cfe3cp-19,
    0x1.0057bc58baf67p-20,  -0x1.e46267845840ap-22, 0x1.c959188a8539dp-23,
    -0x1.98152dabaf411p-24, 0x1.8367966486352p-25,  -0x1.0cfcd77c3ec5fp-25,
    0x1.01127da9788f9p-26,
};

static double lgamma_near_two(double t)
{
    double sum = 0.0;
    for (size_t j = DC_COUNT_OF(near_two); j > 0; j--) {
        sum = sum * t + near_two[j - 1];
    }
    return t * sum;
}

/* The remainder of Stirling's formula for a >= 10: Bernoulli numbers B2 to B14. */
static double stirling_series(double a)
{
    const double r = 1.0 / (a * a);
    return (1.0 / 12.0 -
            r * (1.0 / 360.0 -
                 r * (1.0 / 1260.0 -
                      r * (1.0 / 1680.0 -
                           r * (1.0 / 1188.0 - r * (691.0 / 360360.0 - r / 156.0)))))) /
           a;
}

double dc_lgamma(double x)
{
    if (!(x > 0.0)) {
        return x == 0.0 ? INFINITY : NAN;
    }
    if (x >= 10.0) {
        return (x - 0.5) * dc_log(x) - x + (HALF_LOG_2PI + stirling_series(x));
    }
    if (x < 0.5) {
        return lgamma_near_two(x) - dc_log(x) - dc_log1p(x);
    }
    if (x < 1.5) { /* x - 1 is exact, so the zero at 1 keeps its digits */
        return lgamma_near_two(x - 1.0) - dc_log1p(x - 1.0);
    }
    double product = 1.0;
    while (x > 2.5) {
        x -= 1.0;
        product *= x;
    }
    return lgamma_near_two(x - 2.0) + (product > 1.0 ? dc_log(product) : 0.0);
}

double dc_stirling(double a)
{
    if (a >= 10.0) {
        return stirling_series(a);
    }
    return dc_lgamma(a) - ((a - 0.5) * dc_log(a) - a + HALF_LOG_2PI);
}

double dc_log1pmx(double x)
{
    if (x > -0.29 && x < 0.41) {
        const double s = x / (2.0 + x);
        return s * (dc_log1p_series(s * s) - x);
    }
    return dc_log1p(x) - x;
}

double dc_log_beta(double a, double b)
{
    const double big = a > b ? a : b;
    const double small = a > b ? b : a;
    const double n = a + b;
    return 0.5 * dc_log(n / big / small) + HALF_LOG_2PI + small * dc_log(small / n) -
           big * dc_log1p(small / big) +
           (dc_stirling(small) + dc_stirling(big) - dc_stirling(n));
}

/* lgamma(1 + 2t) - 2 lgamma(1 + t); near 0 by the series of lgamma(1 + t), whose
 * coefficients are zeta(k) / k, as the difference cancels. */
double dc_weibull_spread(double t)
{
    if (t > 0.01) {
        return dc_lgamma(1.0 + 2.0 * t) - 2.0 * dc_lgamma(1.0 + t);
    }
    static const double c[] = {
        1.64493406684822641e+00,  -2.40411380631918847e+00, 3.78813131798898350e+00,
        -6.22156653086021993e+00, 1.05125449738393080e+01,  -1.81502869928746122e+01,
        3.18794560592847311e+01,  -5.67804755934779948e+01, 1.02301645578063003e+02};
    double sum = 0.0;
    for (size_t i = DC_COUNT_OF(c); i > 0; i--) {
        sum = sum * t + c[i - 1];
    }
    return sum * t * t;
}

/* The same of lgamma(1 + t) + lgamma(1 - t). */
double dc_loglogistic_spread(double t)
{
    if (t > 0.02) {
        return dc_lgamma(1.0 + 2.0 * t) + dc_lgamma(1.0 - 2.0 * t) -
               2.0 * (dc_lgamma(1.0 + t) + dc_lgamma(1.0 - t));
    }
    static const double c[] = {3.28986813369645281e+00, 7.57626263597796701e+00,
                               2.10250899476786159e+01, 6.37589121185694623e+01,
                               2.04603291156126005e+02, 6.82501246391540576e+02};
    double sum = 0.0;
    for (size_t i = DC_COUNT_OF(c); i > 0; i--) {
        sum = sum * (t * t) + c[i - 1];
    }
    return sum * t * t;
}

/* Loader (2000): the exponent as a deviance keeps its digits for any shape. */
double dc_gamma_peak(double a, double x)
{
    const double t = (x - a) / a;
    const double deviance =
        t > -0.29 && t < 0.41 ? a * dc_log1pmx(t) : a * dc_log(x / a) - (x - a);
    return sqrt(a) * 0x1.9884533d43651p-2 * dc_exp(deviance - dc_stirling(a));
}

/* The lower tail's series over the peak: sum of x^n / (a (a + 1) ... (a + n)). */
static double lower_series(double a, double x)
{
    double term = 1.0 / a;
    double sum = term;
    for (double n = a + 1.0; term > sum * 0x1p-55; n += 1.0) {
        term *= x / n;
        sum += term;
    }
    return sum;
}

/* The upper tail where 1 - lower would cancel: small a and x. DiDonato & Morris (1986). */
static double upper_series(double a, double x)
{
    const double w = a * dc_log(x) - dc_lgamma(1.0 + a);
    double term = 1.0;
    double sum = 0.0;
    for (double n = 1.0; n < 60.0 && fabs(term) > 0x1p-60; n += 1.0) {
        term *= -x / n;
        sum += term / (a + n);
    }
    return -dc_expm1(w) - dc_exp(w) * a * sum;
}

/* The upper tail over the peak by Legendre's continued fraction (modified Lentz). */
static double upper_fraction(double a, double x)
{
    double b = x + 1.0 - a;
    double c = 0x1p1000;
    double d = 1.0 / b;
    double h = d;
    for (double n = 1.0; n < 2000.0; n += 1.0) {
        const double an = -n * (n - a);
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        const double step = c * d;
        h *= step;
        if (fabs(step - 1.0) < 0x1p-52) {
            break;
        }
    }
    return h;
}

/* How fast the density falls away from x on the logarithmic scale; par = {a, x, side}. */
static double fall(double t, const double par[])
{
    const double s = par[2] * t;
    const double bend = fabs(s) < 0.34 ? dc_exp_rest(s) : dc_expm1(s) - s;
    return fabs(par[0] - par[1]) * t + par[1] * bend;
}

struct dc_tails dc_gamma_tails(double a, double x)
{
    if (!(x > 0.0)) {
        return (struct dc_tails){0.0, 1.0};
    }
    const double peak = dc_gamma_peak(a, x);
    const bool above = x >= a + (a > 100.0 ? 0.0 : 1.0);
    if (peak == 0.0) {
        return above ? (struct dc_tails){1.0, 0.0} : (struct dc_tails){0.0, 1.0};
    }
    double tail;
    if (a > 100.0) { /* series and fraction take ever longer */
        const double par[3] = {a, x, above ? 1.0 : -1.0};
        tail = peak * dc_panel_tail(fall, par, 1.0 / (fabs(a - x) + sqrt(x)));
    } else if (above) {
        tail = peak * upper_fraction(a, x);
    } else {
        tail = peak * lower_series(a, x);
        if (a < 0.5 && x < 1.1) {
            return (struct dc_tails){tail, upper_series(a, x)};
        }
    }
    return above ? (struct dc_tails){1.0 - tail, tail} : (struct dc_tails){tail, 1.0 - tail};
}

double dc_gamma_p(double a, double x)
{
    return dc_gamma_tails(a, x).lower;
}

double dc_gamma_q(double a, double x)
{
    return dc_gamma_tails(a, x).upper;
}
