/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/moments.c - pairwise updating of mean and variance: T. F. Chan, G. H. Golub and
 * R. J. LeVeque, Updating formulae and a pairwise algorithm for computing sample
 * variances, Stanford STAN-CS-79-773 (1979); one sample at a time it is B. P. Welford,
 * Technometrics 4 (1962) 419. */
#include "tally/moments.h"

void dc_moments_add(struct dc_moments *m, double x)
{
    const double gap = x - m->mean;
    m->n++;
    m->mean = m->n == 1 ? x : m->mean + gap / (double)m->n;
    m->ssd += m->n == 1 ? 0.0 : gap * (x - m->mean);
}

struct dc_moments dc_moments_of(const double x[], size_t n)
{
    struct dc_moments m = {n, 0.0, 0.0};
    if (n == 0) {
        return m;
    }
    double shift = 0.0;
    for (size_t i = 1; i < n; i++) {
        shift += x[i] - x[0];
    }
    m.mean = x[0] + shift / (double)n;
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
}

bool dc_moments_variance(const struct dc_moments *m, double *out)
{
    if (m->n < 2) {
        return false;
    }
    *out = m->ssd / (double)(m->n - 1);
    return true;
}
