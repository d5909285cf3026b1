/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact_t.c - quantiles of Student's t. */
#include "num/exact.h"

#include "num/kernel.h"
#include "num/special.h"

/* P(0 < T < t) and P(T > t), each relative; t = e^w. */
static struct dc_tails t_halves(double w, double nu)
{
    const double t2 = dc_exp(2.0 * w);
    const double n = nu + t2;
    struct dc_tails halves = {0.5, 0.0};
    if (n < INFINITY) {
        const struct dc_tails tails = dc_beta_tails(0.5, 0.5 * nu, t2 / n, nu / n);
        halves = (struct dc_tails){0.5 * tails.lower, 0.5 * tails.upper};
    }
    return halves;
}

/* Newton's method for log t on the logarithm of the smaller half, kept within a bracket.
 * `gap` is |u - 1/2|, `tail` is 1/2 - gap, each exact. */
static double t_search(double gap, double tail, double nu)
{
    double lo = -700.0;
    double hi = 350.0;
    double w = gap < 0.4 ? dc_log(2.5 * gap) : -dc_log(2.0 * tail) / (nu < 4.0 ? nu : 4.0);
    for (int i = 0; i < 200; i++) {
        const struct dc_tails at = t_halves(w, nu);
        const bool centre = gap < tail;
        const double off = centre ? dc_log(gap / at.lower) : dc_log(at.upper / tail);
        lo = off > 0.0 ? w : lo;
        hi = off > 0.0 ? hi : w;
        const double t2 = dc_exp(2.0 * w);
        const double peak = dc_beta_peak(0.5, 0.5 * nu, t2 / (nu + t2), nu / (nu + t2));
        double next = w + off * (centre ? at.lower : at.upper) / peak;
        if (!(next > lo && next < hi)) {
            next = 0.5 * (lo + hi);
        }
        if (fabs(next - w) < 0x1p-50 * (1.0 + fabs(w))) {
            return next;
        }
        w = next;
    }
    return w;
}

double dc_t_quantile(double u, double nu)
{
    if (!(u > 0.0 && u < 1.0 && nu > 0.0)) {
        return u == 0.0 ? -INFINITY : u == 1.0 ? INFINITY : NAN;
    }
    if (u == 0.5) {
        return 0.0;
    }
    if (nu > 1e15) { /* the difference is below the last bit */
        return dc_normal_quantile(u);
    }
    const double tail = u < 0.5 ? u : 1.0 - u;
    const double gap = fabs(u - 0.5);
    const double t = dc_exp(t_search(gap, tail, nu));
    return u < 0.5 ? -t : t;
}
