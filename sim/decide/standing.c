/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/standing.c - how often each contender is the best, and what choosing it costs
 * when it is not. */
#include "decide/panel.h"

#include <math.h>
#include <string.h>

/* Whether future r can be judged: every contender that ever has a value has one in it. */
static bool row_is_whole(const struct dc_panel *panel, uint64_t r)
{
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        if (panel->column[i].n_has > 0 && !panel->column[i].has[r]) {
            return false;
        }
    }
    return true;
}

/* The best value of future r and how many share it. */
static double row_best(const struct dc_panel *panel, uint64_t r, uint32_t *n_share)
{
    double best = 0.0;
    *n_share = 0;
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        if (panel->column[i].n_has == 0) {
            continue;
        }
        const double x = panel->column[i].x[r];
        const bool better = *n_share == 0 || (panel->lower_better ? x < best : x > best);
        if (better) {
            best = x;
            *n_share = 1;
        } else {
            *n_share += x == best;
        }
    }
    return best;
}

/* A place is counted in parts of which 2 to 16 contenders can take whole numbers, so that
 * a third of a place, shared often, stays a third. */
static const double parts_in_place = 720720.0; /* the least common multiple of 1 to 16 */

static void row_add(const struct dc_panel *panel, uint64_t r, struct dc_standing *out)
{
    uint32_t n_share = 0;
    const double best = row_best(panel, r, &n_share);
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        if (panel->column[i].n_has == 0) {
            continue;
        }
        const double x = panel->column[i].x[r];
        out[i].mean += x;
        out[i].p_best += x == best ? parts_in_place / (double)n_share : 0.0;
        out[i].p_beaten += x == best ? 0.0 : 1.0;
        out[i].regret += fabs(best - x);
        out[i].n++;
    }
}

void dc_panel_standings(const struct dc_panel *panel, struct dc_standing *out)
{
    memset(out, 0, panel->n_columns * sizeof *out);
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        out[i].contender = i;
    }
    for (uint64_t r = 0; r < panel->n; r++) {
        if (row_is_whole(panel, r)) {
            row_add(panel, r, out);
        }
    }
    for (uint32_t i = 0; i < panel->n_columns; i++) {
        if (out[i].n > 0) {
            out[i].mean /= (double)out[i].n;
            out[i].p_best /= parts_in_place * (double)out[i].n;
            out[i].p_beaten /= (double)out[i].n;
            out[i].regret /= (double)out[i].n;
        }
    }
    dc_panel_joint(panel, out);
}

static bool comes_before(const struct dc_panel *panel, const struct dc_standing *p,
                         const struct dc_standing *q)
{
    if (p->n == 0 || q->n == 0) {
        return p->n > q->n;
    }
    return panel->lower_better ? p->mean < q->mean : p->mean > q->mean;
}

void dc_panel_rank(const struct dc_panel *panel, struct dc_standing *standing)
{
    for (uint32_t i = 1; i < panel->n_columns; i++) {
        const struct dc_standing own = standing[i];
        uint32_t to = i;
        while (to > 0 && comes_before(panel, &own, &standing[to - 1])) {
            standing[to] = standing[to - 1];
            to--;
        }
        standing[to] = own;
    }
}
