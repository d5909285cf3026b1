/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/odds.c - sums over strata of two by two tables. */
#include "num/odds.h"

#include <math.h>

#include "num/exact.h"

static double total(const struct dc_odds_table *t)
{
    return t->a + t->b + t->c + t->d;
}

struct dc_odds dc_odds_of(const struct dc_odds_table t[], size_t n)
{
    double r = 0.0, s = 0.0, pr = 0.0, ps_qr = 0.0, qs = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double all = total(&t[i]);
        if (all <= 0.0) {
            continue;
        }
        const double p = (t[i].a + t[i].d) / all;
        const double q = (t[i].b + t[i].c) / all;
        const double ri = t[i].a * t[i].d / all;
        const double si = t[i].b * t[i].c / all;
        r += ri;
        s += si;
        pr += p * ri;
        ps_qr += p * si + q * ri;
        qs += q * si;
    }
    return (struct dc_odds){dc_log(r / s),
                            sqrt(pr / (2 * r * r) + ps_qr / (2 * r * s) + qs / (2 * s * s))};
}

/* The a of a table of these margins with this odds ratio. */
static double expected_a(const struct dc_odds_table *t, double ratio)
{
    const double m = t->a + t->b;
    const double won = t->a + t->c;
    const double rest = t->c + t->d;
    const double qa = ratio - 1.0;
    const double qb = -(ratio * (m + won) + rest - won);
    const double qc = ratio * m * won;
    if (fabs(qa) < 1e-12) {
        return -qc / qb;
    }
    return (-qb - sqrt(qb * qb - 4.0 * qa * qc)) / (2.0 * qa);
}

double dc_odds_homogeneity(const struct dc_odds_table t[], size_t n, double ratio, double *df)
{
    double sum = 0.0;
    *df = -1.0;
    for (size_t i = 0; i < n; i++) {
        const double a = expected_a(&t[i], ratio);
        const double b = t[i].a + t[i].b - a;
        const double c = t[i].a + t[i].c - a;
        const double d = t[i].c + t[i].d - c;
        if (total(&t[i]) > 0.0 && a > 0.0 && b > 0.0 && c > 0.0 && d > 0.0) {
            sum += (t[i].a - a) * (t[i].a - a) * (1 / a + 1 / b + 1 / c + 1 / d);
            *df += 1.0;
        }
    }
    return sum;
}

void dc_odds_standardise(const struct dc_odds_table t[], size_t n, double share[2])
{
    double weight = 0.0;
    share[0] = share[1] = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double inside = t[i].a + t[i].b;
        const double outside = t[i].c + t[i].d;
        if (inside > 0.0 && outside > 0.0) {
            share[0] += total(&t[i]) * t[i].a / inside;
            share[1] += total(&t[i]) * t[i].c / outside;
            weight += total(&t[i]);
        }
    }
    share[0] /= weight > 0.0 ? weight : 1.0;
    share[1] /= weight > 0.0 ? weight : 1.0;
}
