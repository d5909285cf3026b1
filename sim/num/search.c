/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/search.c - Newton's method on the logarithm of the nearer tail: that is concave where
 * the density is, so it converges from anywhere; a bracket guards against rounding. */
#include "num/search.h"

#include "num/exact.h"
#include "num/curve.h"
#include "num/kernel.h"
#include "num/special.h"

double dc_search_tail(struct dc_slope (*at)(double y, const double par[]), const double par[],
                      double u, double v, double guess)
{
    const bool low = u <= v;
    const double goal = dc_log(low ? u : v);
    double lo = -INFINITY;
    double hi = INFINITY;
    double y = guess;
    for (int i = 0; i < 200; i++) {
        const struct dc_slope here = at(y, par);
        const double tail = low ? here.lower : here.upper;
        const double gap = dc_log(tail) - goal; /* > 0: too much in the tail */
        const bool right = low == (gap > 0.0);  /* the root is to the left */
        lo = right ? lo : y;
        hi = right ? y : hi;
        double step = (low ? -gap : gap) * (tail / here.density);
        if (fabs(gap) < 1e-10) { /* this step squares it: only rounding is left */
            return y + step;
        }
        if (!(fabs(step) < 1e6)) {
            step = right ? -16.0 : 16.0;
        }
        double next = y + step;
        if (next <= lo || next >= hi) {
            next = lo > -INFINITY && hi < INFINITY ? 0.5 * (lo + hi) : y + (right ? -1.0 : 1.0);
        }
        if (next == y) {
            break;
        }
        y = next;
    }
    return y;
}

/* Wilson and Hilferty (1931); below it the power law of the lower tail; in the
 * upper tail of a small shape, Q = a E1(x). */
double dc_gamma_guess(double a, double u, double v)
{
    const double root = 1.0 - 1.0 / (9.0 * a) + dc_score(u, v) / (3.0 * sqrt(a));
    if (a > 0.3 && root > 0.3) {
        return 3.0 * dc_log(root);
    }
    if (u < v || v > 2.0 * a) {
        return (dc_log(u) + dc_lgamma(a + 1.0)) / a - dc_log(a);
    }
    return dc_log(0.3 + dc_log(1.0 + a / v)) - dc_log(a);
}

/* The lower tail as if it were a power all the way: at or left of the root. */
static double lower_guess(double a, double b, double u)
{
    return (dc_log(u) + dc_log(a) + dc_log_beta(a, b)) / a;
}

/* Carter (1947) for both above 1; a gamma where the other is large; else the power law. */
double dc_beta_guess(double a, double b, double u, double v)
{
    if (a > 1.0 && b > 1.0) {
        const double z = dc_score(u, v);
        const double ra = 1.0 / (2.0 * a - 1.0);
        const double rb = 1.0 / (2.0 * b - 1.0);
        const double bend = (z * z - 3.0) / 6.0;
        const double h = 2.0 / (ra + rb);
        const double root = h + bend > 0.0 ? sqrt(h + bend) : 0.0;
        const double w = -z * root / h - (rb - ra) * (bend + 5.0 / 6.0 - 2.0 / (3.0 * h));
        return dc_log(a / b) - 2.0 * w;
    }
    if (a <= 1.0 && b > 10.0) {
        return dc_gamma_guess(a, u, v) + dc_log(a / b);
    }
    if (b <= 1.0 && a > 10.0) {
        return -dc_gamma_guess(b, v, u) + dc_log(a / b);
    }
    return u < v ? lower_guess(a, b, u) : -lower_guess(b, a, v);
}
