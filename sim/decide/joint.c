/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/joint.c - simultaneous intervals for the difference to the best of the others.
 *
 * Multiple comparisons with the best (Hsu, Annals of Statistics 12 (1984) 1136) in the form
 * without the constraint to contain 0 (Edwards & Hsu, JASA 78 (1983) 965), which says by how
 * much the best is ahead: if every paired difference d_ij lies within D_ij +- w_ij, then
 * min_j d_ij, which is contender i's difference to the best of the others, lies between
 * min_j (D_ij - w_ij) and min_j (D_ij + w_ij), for all i at once. The pairs are on common
 * random numbers and so depend on each other in an unknown way: Sidak (JASA 62 (1967) 626)
 * holds for any correlation of two-sided intervals, so the joint coverage is at least 95%. */
#include "decide/panel.h"

#include <math.h>

#include "num/exact.h"

static uint32_t n_with_values(const struct dc_panel *panel)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        n += panel->column[i].n_has > 0;
    }
    return n;
}

/* Each pair's error rate that leaves 5% for all of them. */
static double pair_alpha(uint32_t n_contenders)
{
    const double n_pairs = (double)n_contenders * (double)(n_contenders - 1) / 2.0;
    return n_pairs > 1.0 ? -dc_expm1(dc_log1p(-0.05) / n_pairs) : 0.05;
}

static void against_others(const struct dc_panel *panel, uint32_t i, double alpha,
                           struct dc_standing *out)
{
    const double sign = panel->lower_better ? -1.0 : 1.0; /* to higher is better */
    double low = INFINITY;
    double high = INFINITY;
    for (uint32_t j = 0; j < panel->n_columns; j++) {
        if (j == i || panel->column[j].n_has == 0) {
            continue;
        }
        const struct dc_moments2 d = dc_panel_paired(panel, i, j);
        if (d.n < 2) {
            return;
        }
        const double half = dc_half_width(alpha, d.n, d.variance);
        low = fmin(low, sign * d.mean - half);
        high = fmin(high, sign * d.mean + half);
    }
    out->has_joint = true;
    out->joint_low = sign > 0.0 ? low : -high;
    out->joint_high = sign > 0.0 ? high : -low;
}

void dc_panel_joint(const struct dc_panel *panel, struct dc_standing *standing)
{
    const uint32_t n = n_with_values(panel);
    if (n < 2) {
        return;
    }
    const double alpha = pair_alpha(n);
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        if (panel->column[i].n_has > 0) {
            against_others(panel, i, alpha, &standing[i]);
        }
    }
}
