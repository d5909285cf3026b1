/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/compare.c - paired differences on common random numbers.
 *
 * The contenders' luck is shared, so a - b is taken future by future and its variance is
 * that of the differences (Law, Simulation Modeling and Analysis, 5th ed., 10.2.1 and 11.2). */
#include "decide/panel.h"

#include <math.h>

#include "num/exact.h"

static bool both(const struct dc_panel *panel, uint32_t a, uint32_t b, uint64_t r)
{
    return panel->column[a].has[r] && panel->column[b].has[r];
}

static uint64_t shared_n(const struct dc_panel *panel, uint32_t a, uint32_t b)
{
    const uint64_t n_a = panel->column[a].n;
    const uint64_t n_b = panel->column[b].n;
    return n_a < n_b ? n_a : n_b;
}

/* Moments of sign_a * x_a + sign_b * x_b over the shared futures; two passes, so that a
 * constant has variance 0 exactly. */
static struct dc_moments2 combined(const struct dc_panel *panel, uint32_t a, uint32_t b,
                                   double sign_a, double sign_b)
{
    const double *const x_a = panel->column[a].x;
    const double *const x_b = panel->column[b].x;
    const uint64_t n = shared_n(panel, a, b);
    struct dc_moments2 m = {0};
    double sum = 0.0;
    for (uint64_t r = 0; r < n; r++) {
        if (both(panel, a, b, r)) {
            sum += sign_a * x_a[r] + sign_b * x_b[r];
            m.n++;
        }
    }
    if (m.n == 0) {
        return m;
    }
    const double first = sum / (double)m.n;
    double square = 0.0;
    double rest = 0.0;
    for (uint64_t r = 0; r < n; r++) {
        if (both(panel, a, b, r)) {
            const double gap = sign_a * x_a[r] + sign_b * x_b[r] - first;
            square += gap * gap;
            rest += gap;
        }
    }
    /* The second pass takes back the rounding of the first (Chan, Golub & LeVeque 1983). */
    m.mean = first + rest / (double)m.n;
    if (m.n > 1) {
        const double ssd = square - rest * rest / (double)m.n;
        m.variance = fmax(0.0, ssd) / (double)(m.n - 1);
    }
    return m;
}

struct dc_moments2 dc_panel_paired(const struct dc_panel *panel, uint32_t a, uint32_t b)
{
    return combined(panel, a, b, 1.0, -1.0);
}

double dc_half_width(double alpha, uint64_t n, double variance)
{
    if (n < 2 || variance <= 0.0) {
        return 0.0;
    }
    return dc_t_quantile(1.0 - alpha / 2.0, (double)(n - 1)) * sqrt(variance / (double)n);
}

static double share_won(const struct dc_panel *panel, uint32_t a, uint32_t b)
{
    uint64_t n = 0;
    uint64_t n_halves = 0; /* a win is two, a tie one: whole numbers, no rounding */
    for (uint64_t r = 0; r < shared_n(panel, a, b); r++) {
        if (!both(panel, a, b, r)) {
            continue;
        }
        const double gap = panel->column[a].x[r] - panel->column[b].x[r];
        const bool wins = panel->lower_better ? gap < 0.0 : gap > 0.0;
        n_halves += wins ? 2 : gap == 0.0;
        n++;
    }
    return n == 0 ? 0.0 : (double)n_halves / (2.0 * (double)n);
}

struct dc_difference dc_panel_difference(const struct dc_panel *panel, uint32_t a, uint32_t b)
{
    const struct dc_moments2 d = dc_panel_paired(panel, a, b);
    const double half = dc_half_width(0.05, d.n, d.variance);
    struct dc_difference out = {.a = a,
                                .b = b,
                                .n = d.n,
                                .mean = d.mean,
                                .ci_low = d.mean - half,
                                .ci_high = d.mean + half,
                                .p_a_beats_b = share_won(panel, a, b)};
    if (d.n > 1 && d.variance > 0.0) {
        const double alone =
            combined(panel, a, b, 1.0, 0.0).variance + combined(panel, a, b, 0.0, 1.0).variance;
        out.has_ratio = true;
        out.variance_ratio = alone / d.variance;
    }
    return out;
}
