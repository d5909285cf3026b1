/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/dist_moments.c - mean and standard deviation: closed where the family knows them and
 * nothing is cut, else integrals of the quantile by the double exponential rule (Takahasi &
 * Mori 1974): u = logistic(pi sinh t), so that both ends are reached with all their digits. */
#include "num/dist.h"

#include "num/exact.h"
#include "num/family.h"

#define STEP 0.03125
#define PI 0x1.921fb54442d18p1
#define END 690.0 /* pi sinh t at the ends: e^-690 is a normal number */

/* Integral of (x - from)^power over u; power 1 or 2. */
static double integral(const struct dc_dist *d, double from, int power)
{
    double sum = 0.0;
    double weights = 0.0;
    for (int i = -196; i <= 196; i++) {
        const double t = i * STEP;
        const double e = dc_exp(t);
        const double s = PI * 0.5 * (e - 1.0 / e);
        if (fabs(s) > END) {
            continue;
        }
        const double u = dc_logistic(s);
        const double v = dc_logistic(-s);
        const double off = dc_dist_between(d, u, v) - from;
        const double w = (e + 1.0 / e) * (u * v);
        weights += w;
        sum += w * (power == 1 ? off : off * off);
    }
    return sum / weights;
}

/* Orders of moments that the tails left allow: below `lower` and below `upper`. */
static void tails_left(const struct dc_dist *d, double *lower, double *upper)
{
    *lower = INFINITY;
    *upper = INFINITY;
    if (d->family->tail != NULL) {
        d->family->tail(d, lower, upper);
    }
    *lower = d->min > -INFINITY ? INFINITY : *lower;
    *upper = d->max < INFINITY ? INFINITY : *upper;
}

/* What lies past the last point of the rule in a tail of the given order: it falls like a
 * power, so the rest follows from the last value. Matters for orders just above `power`. */
static double rest(const struct dc_dist *d, double order, double from, int power)
{
    if (order == INFINITY) {
        return 0.0;
    }
    const double v = dc_exp(-END);
    const double off = dc_dist_between(d, 1.0, v) - from;
    return v * (power == 1 ? off : off * off) / (1.0 - power / order);
}

double dc_dist_mean(const struct dc_dist *d)
{
    double lower;
    double upper;
    tails_left(d, &lower, &upper);
    if (lower <= 1.0 || upper <= 1.0) {
        return lower > 1.0 ? INFINITY : upper > 1.0 ? -INFINITY : NAN;
    }
    if (!d->is_cut && d->family->mean != NULL) {
        return d->family->mean(d);
    }
    /* From the median, so that a narrow piece far from 0 keeps its digits. */
    const double middle = dc_dist_between(d, 0.5, 0.5);
    return middle + (integral(d, middle, 1) + rest(d, upper, middle, 1));
}

double dc_dist_sd(const struct dc_dist *d)
{
    double lower;
    double upper;
    tails_left(d, &lower, &upper);
    if (lower <= 2.0 || upper <= 2.0) {
        return INFINITY;
    }
    if (!d->is_cut && d->family->sd != NULL) {
        return d->family->sd(d);
    }
    const double mean = dc_dist_mean(d);
    return sqrt(integral(d, mean, 2) + rest(d, upper, mean, 2));
}
