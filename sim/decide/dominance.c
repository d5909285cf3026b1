/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/dominance.c - first- and second-order stochastic dominance, tested.
 *
 * a dominates b in the first order if it is at least as likely to reach every level; in the
 * second order if its expected shortfall below every level is no larger (whoever dislikes
 * risk prefers it). Both are statements about a whole curve of differences, F_b - F_a or its
 * integral, which common random numbers make paired means: at each of a grid of levels the
 * difference has a t statistic, and dominance is established when the least of them passes
 * the one-sided 5% point (an intersection-union test: Kaur, Prakasa Rao & Singh, Econometric
 * Theory 10 (1994) 849), so the error of claiming it wrongly is at most 5% without further
 * correction. Levels run from the 5% to the 95% quantile of both together; beyond, the data
 * say too little about the tails. */
#include "decide/panel.h"

#include <math.h>

#include "base/order.h"
#include "num/exact.h"

enum { N_LEVELS = 19 };

struct pairs { /* in the good direction: higher is better */
    double *a, *b;
    uint64_t n;
};

static bool pairs_take(const struct dc_panel *panel, uint32_t a, uint32_t b,
                       struct dc_arena *arena, struct pairs *out)
{
    const struct dc_column *const p = &panel->column[a];
    const struct dc_column *const q = &panel->column[b];
    const uint64_t n = p->n < q->n ? p->n : q->n;
    const double sign = panel->lower_better ? -1.0 : 1.0;
    *out = (struct pairs){dc_arena_take(arena, n * sizeof(double)),
                          dc_arena_take(arena, n * sizeof(double)), 0};
    if (out->a == NULL || out->b == NULL) {
        return false;
    }
    for (uint64_t r = 0; r < n; r++) {
        if (p->has[r] && q->has[r]) {
            out->a[out->n] = sign * p->x[r];
            out->b[out->n++] = sign * q->x[r];
        }
    }
    return true;
}

static bool levels_find(const struct pairs *pairs, struct dc_arena *arena,
                        double level[N_LEVELS])
{
    double *const all = dc_arena_take(arena, 2 * pairs->n * sizeof *all);
    if (all == NULL) {
        return false;
    }
    for (uint64_t r = 0; r < pairs->n; r++) {
        all[2 * r] = pairs->a[r];
        all[2 * r + 1] = pairs->b[r];
    }
    dc_sort(all, 2 * pairs->n);
    for (int i = 0; i < N_LEVELS; i++) {
        const double share = (double)(i + 1) / (double)(N_LEVELS + 1);
        level[i] = all[(uint64_t)(share * (double)(2 * pairs->n - 1))];
    }
    return true;
}

/* What pair r says at a level: how much less b has of what is bad there. */
static double advantage(const struct pairs *pairs, uint64_t r, double level,
                        enum dc_dominance order)
{
    if (order == DC_DOMINANCE_FIRST) {
        return (double)(pairs->b[r] < level) - (double)(pairs->a[r] < level);
    }
    return fmax(0.0, level - pairs->b[r]) - fmax(0.0, level - pairs->a[r]);
}

/* -1: refuted or unproven at this level, 0: both alike in every future, 1: established. */
static int level_judge(const struct pairs *pairs, double level, enum dc_dominance order,
                       double t_needed)
{
    const double n = (double)pairs->n;
    double sum = 0.0;
    double square = 0.0;
    for (uint64_t r = 0; r < pairs->n; r++) {
        sum += advantage(pairs, r, level, order);
    }
    const double mean = sum / n;
    for (uint64_t r = 0; r < pairs->n; r++) {
        const double gap = advantage(pairs, r, level, order) - mean;
        square += gap * gap;
    }
    const double error = sqrt(square / (n - 1.0) / n);
    if (error <= 0.0) {
        return (mean > 0.0) - (mean < 0.0);
    }
    return mean / error > t_needed ? 1 : -1;
}

static bool is_established(const struct pairs *pairs, const double level[N_LEVELS],
                           enum dc_dominance order)
{
    const double t_needed = dc_t_quantile(0.95, (double)(pairs->n - 1));
    bool strict = false;
    for (int i = 0; i < N_LEVELS; i++) {
        const int judged = level_judge(pairs, level[i], order, t_needed);
        if (judged < 0) {
            return false;
        }
        strict = strict || judged > 0;
    }
    return strict;
}

bool dc_panel_dominance(const struct dc_panel *panel, uint32_t a, uint32_t b,
                        struct dc_arena *arena, enum dc_dominance *out)
{
    struct pairs pairs;
    double level[N_LEVELS];
    *out = DC_DOMINANCE_NONE;
    if (!pairs_take(panel, a, b, arena, &pairs)) {
        return false;
    }
    if (pairs.n < 30) {
        return true;
    }
    if (!levels_find(&pairs, arena, level)) {
        return false;
    }
    if (is_established(&pairs, level, DC_DOMINANCE_FIRST)) {
        *out = DC_DOMINANCE_FIRST;
    } else if (is_established(&pairs, level, DC_DOMINANCE_SECOND)) {
        *out = DC_DOMINANCE_SECOND;
    }
    return true;
}
