/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/moments.c - pairwise updating of mean and variance: T. F. Chan, G. H. Golub and
 * R. J. LeVeque, Updating formulae and a pairwise algorithm for computing sample
 * variances, Stanford STAN-CS-79-773 (1979); one sample at a time it is B. P. Welford,
 * Technometrics 4 (1962) 419. The sum beside them is compensated: A. Neumaier, ZAMM 54
 * (1974) 39; its quotient is corrected by T. J. Dekker's exact product, Numerische
 * Mathematik 18 (1971) 224. */
#include "tally/moments.h"

#include <math.h>

static void add_to_sum(struct dc_moments *m, double x)
{
    const double sum = m->sum + x;
    const bool x_is_less = fabs(x) <= fabs(m->sum);
    m->sum_rest += x_is_less ? (m->sum - sum) + x : (x - sum) + m->sum;
    m->sum = sum;
}

/* a * b - product, where product is a * b rounded; for magnitudes below 2^990. */
static double rest_of_product(double a, double b, double product)
{
    const double split = 0x1p27 + 1.0;
    const double a_high = a * split - (a * split - a);
    const double b_high = b * split - (b * split - b);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    return ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
}

double dc_moments_mean(const struct dc_moments *m)
{
    if (m->n == 0) {
        return 0.0;
    }
    const double n = (double)m->n;
    const double mean = m->sum / n;
    const double product = mean * n;
    const double rest = (m->sum - product) - rest_of_product(mean, n, product) + m->sum_rest;
    const double better = mean + rest / n;
    return isfinite(better) ? better : m->mean;
}

void dc_moments_add(struct dc_moments *m, double x)
{
    const double gap = x - m->mean;
    m->n++;
    m->mean = m->n == 1 ? x : m->mean + gap / (double)m->n;
    m->ssd += m->n == 1 ? 0.0 : gap * (x - m->mean);
    add_to_sum(m, x);
}

struct dc_moments dc_moments_of(const double x[], size_t n)
{
    struct dc_moments m = {.n = n};
    if (n == 0) {
        return m;
    }
    for (size_t i = 0; i < n; i++) {
        add_to_sum(&m, x[i]);
    }
    m.mean = dc_moments_mean(&m);
    double rest = 0.0; /* what rounding left of the deviations' sum; 0 in exact arithmetic */
    for (size_t i = 0; i < n; i++) {
        const double gap = x[i] - m.mean;
        m.ssd += gap * gap;
        rest += gap;
    }
    m.ssd -= rest * rest / (double)n;
    m.ssd = m.ssd > 0.0 ? m.ssd : 0.0;
    return m;
}

/* The two returns make "empty" exact, not 0/0. */
void dc_moments_merge(struct dc_moments *into, const struct dc_moments *from)
{
    if (from->n == 0) {
        return;
    }
    if (into->n == 0) {
        *into = *from;
        return;
    }
    const double n_a = (double)into->n;
    const double n_b = (double)from->n;
    const double gap = from->mean - into->mean;
    const double share_b = n_b / (n_a + n_b);

    into->n += from->n;
    into->mean += gap * share_b;
    into->ssd += from->ssd + gap * gap * n_a * share_b;
    add_to_sum(into, from->sum);
    into->sum_rest += from->sum_rest;
}

bool dc_moments_variance(const struct dc_moments *m, double *out)
{
    if (m->n < 2) {
        return false;
    }
    *out = m->ssd / (double)(m->n - 1);
    return true;
}
