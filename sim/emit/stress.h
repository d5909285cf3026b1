/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/stress.h - the table of stresses as its writers see it. */
#ifndef DC_EMIT_STRESS_H
#define DC_EMIT_STRESS_H

#include "base/arena.h"
#include "dealcycle/stress.h"

/* A value with its 95% interval. */
struct dc_stress_value {
    bool has, has_interval;
    double mean, low, high;
};
struct dc_stress_row {
    const char *stress, *team, *label, *metric, *unit;
    uint64_t n;
    struct dc_stress_value value, difference; /* to the base */
    bool has_quantiles;
    double p5, p50, p95;
};
struct dc_stress_table {
    struct dc_arena arena;
    const char *scenario, *metric;
    struct dc_stress_row *row; /* stress by stress, team by team, metric by metric */
    size_t n_rows, n_room;
};

/* The row of a stress, team and metric, or NULL. */
const struct dc_stress_row *dc_stress_find(const struct dc_stress_table *table,
                                           const char *stress, const char *team,
                                           const char *metric);

/* Stresses and teams in order of appearance: the i-th, or NULL past the last. */
const char *dc_stress_name(const struct dc_stress_table *table, size_t i);
const struct dc_stress_row *dc_stress_team(const struct dc_stress_table *table, size_t i);

/* What the picture says: which stress hits the best team hardest. Text to free; false: nothing
 * to say, or memory. */
DC_MUST_CHECK bool dc_stress_title(const struct dc_stress_table *table, char **text);

DC_MUST_CHECK enum dc_status dc_stress_text(const struct dc_stress_table *table, FILE *to);

#endif
