/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_beta.c - the incomplete beta function and Student's t. */
#include "num/exact.h"

#include "num/kernel.h"
#include "num/panel.h"
#include "num/special.h"

/* a log(1 + t) - a t where 1 + t = ratio: the deviance of one side. */
static double side(double a, double t, double ratio)
{
    return t > -0.29 && t < 0.41 ? a * dc_log1pmx(t) : a * (dc_log(ratio) - t);
}

double dc_beta_peak(double a, double b, double x, double y)
{
    const double n = a + b;
    const double gap = b * x - a * y;
    const double deviance = side(a, gap / a, x * (n / a)) + side(b, -gap / b, y * (n / b));
    const double low = dc_stirling(n) - dc_stirling(a) - dc_stirling(b);
    return sqrt(a / n * b) * 0x1.9884533d43651p-2 * dc_exp(deviance + low);
}

/* The lower tail over the peak (times a) by the continued fraction, modified Lentz;
 * x below about the mean. */
static double lower_fraction(double a, double b, double x)
{
    const double n = a + b;
    double c = 1.0;
    double d = 1.0 / (1.0 - n * x / (a + 1.0));
    double h = d;
    for (double m = 1.0; m < 5000.0; m += 1.0) {
        const double a2 = a + 2.0 * m;
        const double even = m * (b - m) * x / ((a2 - 1.0) * a2);
        d = 1.0 / (1.0 + even * d);
        c = 1.0 + even / c;
        h *= d * c;
        const double odd = -(a + m) * (n + m) * x / (a2 * (a2 + 1.0));
        d = 1.0 / (1.0 + odd * d);
        c = 1.0 + odd / c;
        h *= d * c;
        if (fabs(d * c - 1.0) < 0x1p-52) {
            break;
        }
    }
    return h;
}

/* How fast the density falls above x on the logit scale: n log(1 + x (e^t - 1)) - a t, or the
 * same with t taken out, whichever cancels less. par = {a, b, x, y}. */
static double fall(double t, const double par[])
{
    const double n = par[0] + par[1];
    if (par[3] < par[2]) {
        return par[1] * t + n * dc_log1p(par[3] * dc_expm1(-t));
    }
    return n * dc_log1p(par[2] * dc_expm1(t)) - par[0] * t;
}

/* The tail above x, x at or above the mean. */
static double upper_panels(double a, double b, double x, double y)
{
    const double par[4] = {a, b, x, y};
    return dc_panel_tail(fall, par, 1.0 / (b * x - a * y + sqrt((a + b) * x * y)));
}

struct dc_tails dc_beta_tails(double a, double b, double x, double y)
{
    if (!(x > 0.0)) {
        return (struct dc_tails){0.0, 1.0};
    }
    if (!(y > 0.0)) {
        return (struct dc_tails){1.0, 0.0};
    }
    const bool many = a + b > 1000.0;
    const bool below = many ? b * x < a * y : x < (a + 1.0) / (a + b + 2.0);
    const double peak = dc_beta_peak(a, b, x, y);
    double tail = 0.0;
    if (peak > 0.0 && below) {
        tail = peak * (many ? upper_panels(b, a, y, x) : lower_fraction(a, b, x) / a);
    } else if (peak > 0.0) {
        tail = peak * (many ? upper_panels(a, b, x, y) : lower_fraction(b, a, y) / b);
    }
    return below ? (struct dc_tails){tail, 1.0 - tail} : (struct dc_tails){1.0 - tail, tail};
}

double dc_beta_p(double a, double b, double x)
{
    return dc_beta_tails(a, b, x, 1.0 - x).lower;
}
