/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/panel.h - one metric of every contender side by side, replication by replication.
 *
 * All teams and cases that share a seed live in the same futures, so row r of every column
 * is the same future: differences are taken within a row. */
#ifndef DC_DECIDE_PANEL_H
#define DC_DECIDE_PANEL_H

#include "base/arena.h"
#include "dealcycle/decide.h"

struct dc_column {
    const double *x;   /* [n]; 0 where there is none */
    const bool *has;   /* [n] */
    uint64_t n, n_has; /* n_has: replications with a value */
};
struct dc_panel {
    struct dc_column *column; /* one per contender */
    uint32_t n_columns;
    uint64_t n;        /* replications that every contender has run */
    bool lower_better; /* direction of the metric */
};

/* The total of metric `name` for each contender; one that has no such row has an empty
 * column. false: memory. Everything is taken from the arena. */
DC_MUST_CHECK bool dc_panel_read(const struct dc_contender *contender, uint32_t n_contenders,
                                 const char *name, struct dc_arena *arena,
                                 struct dc_panel *out);

/* Count, mean and sample variance of what is given, in order. */
struct dc_moments2 {
    uint64_t n;
    double mean, variance; /* variance holds if n > 1 */
};

/* The paired difference of columns a and b (see struct dc_difference). */
struct dc_difference dc_panel_difference(const struct dc_panel *panel, uint32_t a, uint32_t b);

/* The half-width of a two-sided t interval at confidence 1 - alpha of the paired mean of n
 * differences with this variance. */
double dc_half_width(double alpha, uint64_t n, double variance);
/* Moments of a - b over the replications in which both have a value. */
struct dc_moments2 dc_panel_paired(const struct dc_panel *panel, uint32_t a, uint32_t b);

/* Mean, P(best), regret and joint interval of every contender into out[n_columns], in the
 * order of the columns. P(best) and regret over the replications in which every contender
 * that ever has a value has one (so that the shares sum to 1). */
void dc_panel_standings(const struct dc_panel *panel, struct dc_standing *out);
/* Fills joint_low, joint_high of standings in the order of the columns. */
void dc_panel_joint(const struct dc_panel *panel, struct dc_standing *standing);
/* Orders standings: best mean first, those without a value last, ties in order of contenders.
 */
void dc_panel_rank(const struct dc_panel *panel, struct dc_standing *standing);

/* Which order of stochastic dominance of a over b the data establish; false: memory. */
DC_MUST_CHECK bool dc_panel_dominance(const struct dc_panel *panel, uint32_t a, uint32_t b,
                                      struct dc_arena *arena, enum dc_dominance *out);

#endif
