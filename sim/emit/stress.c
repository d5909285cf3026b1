/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/stress.c - gathers a base and its stresses: values, and paired differences to the base.
 */
#include "emit/stress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decide/panel.h"
#include "emit/tables.h"

/* The tails beside the headline metrics: how much worse the worst twentieth gets. */
static const char *const tails[] = {"bookings", "contribution", "cash"};

/* One team in the base and under the stress; in the base both are the same. */
struct pair {
    struct dc_contender side[2]; /* the case, the base */
    bool is_base;
    const char *stress;
};

struct dc_stress_table *dc_stress_new(const char *scenario, const char *metric)
{
    struct dc_stress_table *const table = calloc(1, sizeof *table);

    if (table == NULL) {
        return NULL;
    }
    table->scenario = dc_arena_printf(&table->arena, "%s", scenario);
    table->metric =
        dc_arena_printf(&table->arena, "%s", metric != NULL ? metric : "contribution");
    if (table->scenario == NULL || table->metric == NULL) {
        dc_stress_free(table);
        return NULL;
    }
    return table;
}

void dc_stress_free(struct dc_stress_table *table)
{
    if (table != NULL) {
        dc_arena_free(&table->arena);
        free(table);
    }
}

static struct dc_stress_row *row_add(struct dc_stress_table *table, const struct pair *pair,
                                     const char *metric, const char *unit)
{
    struct dc_arena *const arena = &table->arena;
    void *rows = table->row;

    if (!dc_arena_grow(arena, &rows, &table->n_room, table->n_rows + 1, sizeof *table->row)) {
        return NULL;
    }
    table->row = rows;
    struct dc_stress_row *const row = &table->row[table->n_rows];
    *row = (struct dc_stress_row){
        .stress = dc_arena_printf(arena, "%s", pair->stress),
        .team = dc_arena_printf(arena, "%s", pair->side[0].team),
        .label = dc_arena_printf(arena, "%s", pair->side[0].label),
        .metric = dc_arena_printf(arena, "%s", metric),
        .unit = dc_arena_printf(arena, "%s", unit),
    };
    if (row->stress == NULL || row->team == NULL || row->label == NULL || row->metric == NULL ||
        row->unit == NULL) {
        return NULL;
    }
    table->n_rows++;
    return row;
}

/* The paired difference of the case to the base, of the metric itself. */
static struct dc_stress_value plain_difference(const struct dc_panel *panel)
{
    const struct dc_difference d = dc_panel_difference(panel, 0, 1);

    return (struct dc_stress_value){d.n > 0, d.n > 1, d.mean, d.ci_low, d.ci_high};
}

/* z(x) = q - max(0, q - x) / 0.05 for every future, q the 5% quantile: its mean is the cvar95,
 * and the spread of the difference of two is that of the difference of two cvar95 (see
 * tally/tail.c). */
static double influence(double x, double q)
{
    return q - fmax(0.0, q - x) / 0.05;
}

static struct dc_stress_value tail_difference(const struct dc_panel *panel, const double q[2],
                                              const double cvar[2])
{
    const struct dc_column *const a = &panel->column[0];
    const struct dc_column *const b = &panel->column[1];
    double sum = 0.0, square = 0.0;
    uint64_t n = 0;

    for (uint64_t r = 0; r < a->n && r < b->n; r++) {
        if (a->has[r] && b->has[r]) {
            const double gap = influence(a->x[r], q[0]) - influence(b->x[r], q[1]);
            sum += gap;
            square += gap * gap;
            n++;
        }
    }
    const double mean = cvar[0] - cvar[1];
    if (n < 2) {
        return (struct dc_stress_value){n > 0, false, mean, mean, mean};
    }
    const double variance = fmax(0.0, square - sum * sum / (double)n) / (double)(n - 1);
    const double half = dc_half_width(0.05, n, variance);
    return (struct dc_stress_value){true, true, mean, mean - half, mean + half};
}

static bool metric_add(struct dc_stress_table *table, const struct pair *pair,
                       const char *metric, struct dc_arena *scratch)
{
    struct dc_stats s;
    struct dc_panel panel;
    const struct dc_tally *const tally = pair->side[0].tally;
    const uint32_t i_row = dc_tally_find(tally, metric, NULL, NULL, -1);

    if (i_row == UINT32_MAX) {
        return true; /* target_hit without a target */
    }
    struct dc_stress_row *const row =
        row_add(table, pair, metric, dc_tally_row(tally, i_row)->unit);
    if (row == NULL || dc_tally_stats(tally, i_row, &s) != DC_OK) {
        return false;
    }
    row->n = s.n;
    row->value =
        (struct dc_stress_value){s.n > 0, s.n > 0 && s.has_spread, s.mean, s.ci_low, s.ci_high};
    row->has_quantiles = s.n > 0;
    row->p5 = s.p5;
    row->p50 = s.p50;
    row->p95 = s.p95;
    if (pair->is_base) {
        return true;
    }
    if (!dc_panel_read(pair->side, 2, metric, scratch, &panel)) {
        return false;
    }
    row->difference = plain_difference(&panel);
    return true;
}

static bool tail_read(const struct dc_contender *side, const char *metric, double *q,
                      struct dc_tail *cvar)
{
    struct dc_tail var;
    const uint32_t i_row = dc_tally_find(side->tally, metric, NULL, NULL, -1);

    if (i_row == UINT32_MAX || dc_tally_tail(side->tally, i_row, DC_VAR95, &var) != DC_OK ||
        dc_tally_tail(side->tally, i_row, DC_CVAR95, cvar) != DC_OK) {
        return false;
    }
    *q = var.estimate;
    return true;
}

static bool tail_add(struct dc_stress_table *table, const struct pair *pair, const char *metric,
                     struct dc_arena *scratch)
{
    char name[64];
    double q[2];
    struct dc_tail tail[2];
    struct dc_panel panel;
    const struct dc_tally *const tally = pair->side[0].tally;
    const uint32_t i_row = dc_tally_find(tally, metric, NULL, NULL, -1);

    snprintf(name, sizeof name, "%s%s", metric, dc_tail_suffix(DC_CVAR95));
    if (!tail_read(&pair->side[0], metric, &q[0], &tail[0]) ||
        !tail_read(&pair->side[1], metric, &q[1], &tail[1])) {
        return false;
    }
    struct dc_stress_row *const row =
        row_add(table, pair, name, dc_tally_row(tally, i_row)->unit);
    if (row == NULL || !dc_panel_read(pair->side, 2, metric, scratch, &panel)) {
        return false;
    }
    row->n = tail[0].n;
    row->value = (struct dc_stress_value){tail[0].n > 0, tail[0].n > 0 && tail[0].has_interval,
                                          tail[0].estimate, tail[0].ci_low, tail[0].ci_high};
    if (!pair->is_base && tail[0].n > 0 && tail[1].n > 0) {
        const double cvar[2] = {tail[0].estimate, tail[1].estimate};
        row->difference = tail_difference(&panel, q, cvar);
    }
    return true;
}

static bool is_headline(const char *metric)
{
    for (size_t i = 0; dc_headline[i] != NULL; i++) {
        if (strcmp(dc_headline[i], metric) == 0) {
            return true;
        }
    }
    return false;
}

static bool team_add(struct dc_stress_table *table, const struct pair *pair)
{
    struct dc_arena scratch = {0};
    bool ok = true;

    for (size_t i = 0; dc_headline[i] != NULL && ok; i++) {
        ok = metric_add(table, pair, dc_headline[i], &scratch);
        dc_arena_reset(&scratch);
    }
    if (ok && !is_headline(table->metric)) {
        ok = metric_add(table, pair, table->metric, &scratch);
        dc_arena_reset(&scratch);
    }
    for (size_t i = 0; i < DC_COUNT_OF(tails) && ok; i++) {
        ok = tail_add(table, pair, tails[i], &scratch);
        dc_arena_reset(&scratch);
    }
    dc_arena_free(&scratch);
    return ok;
}

static struct dc_contender contender_of(const struct dc_results *results, size_t i_case,
                                        uint32_t i_team)
{
    const struct dc_model *const model = dc_plan_model(dc_results_plan(results), i_case);

    return (struct dc_contender){.i_case = i_case,
                                 .i_team = i_team,
                                 .scenario = dc_model_name(model),
                                 .team = dc_model_team(model, i_team),
                                 .label = dc_model_team_label(model, i_team),
                                 .tally = dc_results_tally(results, i_case, i_team)};
}

enum dc_status dc_stress_add(struct dc_stress_table *table, const struct dc_results *results,
                             size_t i_case, const char *stress)
{
    const struct dc_model *const model = dc_plan_model(dc_results_plan(results), i_case);

    for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
        const struct pair pair = {
            {contender_of(results, i_case, t), contender_of(results, 0, t)},
            i_case == 0,
            stress};
        if (!team_add(table, &pair)) {
            return DC_FAILED;
        }
    }
    return DC_OK;
}

const struct dc_stress_row *dc_stress_find(const struct dc_stress_table *table,
                                           const char *stress, const char *team,
                                           const char *metric)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct dc_stress_row *const row = &table->row[i];
        if (strcmp(row->stress, stress) == 0 && strcmp(row->team, team) == 0 &&
            strcmp(row->metric, metric) == 0) {
            return row;
        }
    }
    return NULL;
}

const char *dc_stress_name(const struct dc_stress_table *table, size_t i)
{
    const char *last = NULL;

    for (size_t r = 0; r < table->n_rows; r++) {
        if (last == NULL || strcmp(table->row[r].stress, last) != 0) {
            last = table->row[r].stress;
            if (i-- == 0) {
                return last;
            }
        }
    }
    return NULL;
}

const struct dc_stress_row *dc_stress_team(const struct dc_stress_table *table, size_t i)
{
    const struct dc_stress_row *last = NULL;

    for (size_t r = 0; r < table->n_rows; r++) {
        const struct dc_stress_row *const row = &table->row[r];
        if (strcmp(row->stress, table->row[0].stress) != 0) {
            break;
        }
        if (last == NULL || strcmp(row->team, last->team) != 0) {
            last = row;
            if (i-- == 0) {
                return last;
            }
        }
    }
    return NULL;
}
