/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/dist_moments.c - mean and standard deviation: closed where the family knows them and
 * nothing is cut, else integrals of the quantile by the double exponential rule (Takahasi &
 * Mori 1974): u = logistic(pi sinh t), so that both ends are reached with all their digits. */
#include "num/dist.h"

#include "num/exact.h"
#include "num/family.h"

#define STEP 0.03125
#define PI 0x1.921fb54442d18p1
#define LAST 192 /* node: u is e^-634 there, still a normal number */

/* Integral of (x - from)^power over u; power 1 or 2. */
static double integral(const struct dc_dist *d, double from, int power)
{
    double sum = 0.0;
    double weights = 0.0;
    for (int i = -LAST; i <= LAST; i++) {
        const double e = dc_exp(i * STEP);
        const double s = PI * 0.5 * (e - 1.0 / e);
        const double u = dc_logistic(s);
        const double v = dc_logistic(-s);
        const double off = dc_dist_between(d, u, v) - from;
        const double w = (e + 1.0 / e) * (u * v);
        weights += w;
        sum += w * (power == 1 ? off : off * off);
    }
    return sum / weights;
}

/* Moments below these orders exist in the lower and the upper tail left. */
static void tails_left(const struct dc_dist *d, double order[2])
{
    order[0] = INFINITY;
    order[1] = INFINITY;
    if (d->family->tail != NULL) {
        d->family->tail(d, &order[0], &order[1]);
    }
    order[0] = d->min > -INFINITY ? INFINITY : order[0];
    order[1] = d->max < INFINITY ? INFINITY : order[1];
}

/* What lies past the rule's ends, half a step after its last nodes, in tails of the given
 * orders: they fall like powers, so the rest follows from the values there. Matters for orders
 * just above `power`. */
static double rest(const struct dc_dist *d, const double order[2], double from, int power)
{
    const double e = dc_exp((LAST + 0.5) * STEP);
    const double tail = dc_exp(-PI * 0.5 * (e - 1.0 / e));
    double sum = 0.0;
    for (int side = 0; side < 2; side++) {
        if (order[side] < INFINITY) {
            const double x =
                side == 0 ? dc_dist_between(d, tail, 1.0) : dc_dist_between(d, 1.0, tail);
            const double off = x - from;
            sum += tail * (power == 1 ? off : off * off) / (1.0 - power / order[side]);
        }
    }
    return sum;
}

double dc_dist_mean(const struct dc_dist *d)
{
    double order[2];
    tails_left(d, order);
    if (order[0] <= 1.0 || order[1] <= 1.0) {
        return order[0] > 1.0 ? INFINITY : order[1] > 1.0 ? -INFINITY : NAN;
    }
    if (!d->is_cut && d->family->mean != NULL) {
        return d->family->mean(d);
    }
    /* From the median, so that a narrow piece far from 0 keeps its digits. */
    const double middle = dc_dist_between(d, 0.5, 0.5);
    return middle + (integral(d, middle, 1) + rest(d, order, middle, 1));
}

double dc_dist_sd(const struct dc_dist *d)
{
    double order[2];
    tails_left(d, order);
    if (order[0] <= 2.0 || order[1] <= 2.0) {
        return INFINITY;
    }
    if (!d->is_cut && d->family->sd != NULL) {
        return d->family->sd(d);
    }
    const double mean = dc_dist_mean(d);
    return sqrt(integral(d, mean, 2) + rest(d, order, mean, 2));
}
