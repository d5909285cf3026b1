/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/rows.c - which rows a team has: counted in one walk, written in a second. */
#include "tally/rows.h"

#include <string.h>

#define MOST_MONTHLY 64 /* metrics with rows by month */

/* One walk over the rows. In the first, `rows->shown` is NULL and rows are only counted. */
struct walk {
    struct dc_rows *rows;
    struct dc_arena *arena;
    const struct dc_model *model;
    const struct dc_team *team;
    struct dc_row_group at; /* the subject of the rows being added */
    int32_t month;          /* ... or the month; -1 for summary rows */
    bool out_of_memory;
};

static bool same_subject(const struct dc_row_group *a, const struct dc_row_group *b)
{
    return a->i_segment == b->i_segment && a->i_role == b->i_role && a->i_stage == b->i_stage;
}

static const char *unit_of(struct walk *w, const char *unit)
{
    if (strncmp(unit, "money", 5) != 0) {
        return unit;
    }
    return unit[5] == '\0' ? w->model->currency
                           : dc_arena_printf(w->arena, "%s%s", w->model->currency, unit + 5);
}

static const char *stage_name(const struct walk *w)
{
    return w->model->stage[w->team->step[w->at.i_stage].stage].name;
}

static const char *name_of(struct walk *w, const char *name)
{
    if (w->at.i_stage == DC_NONE) {
        return name;
    }
    const int n = (int)strlen(name) - 1; /* without the K */
    return dc_arena_printf(w->arena, "%.*s%s", n, name, stage_name(w));
}

static void write_row(struct walk *w, const struct dc_metric *metric)
{
    const struct dc_row_group *const at = &w->at;
    const struct dc_tally_row row = {
        .metric = metric,
        .name = name_of(w, metric->name),
        .unit = unit_of(w, metric->unit),
        .segment = at->i_segment == DC_NONE ? "all" : w->model->segment[at->i_segment].name,
        .role = at->i_role == DC_NONE ? "all" : w->team->role[at->i_role].name,
        .month = w->month,
        .i_stage = at->i_stage,
        .i_segment = at->i_segment,
        .i_role = at->i_role,
    };
    w->out_of_memory = w->out_of_memory || row.name == NULL || row.unit == NULL;
    w->rows->shown[w->rows->n] = row;
}

/* The row just written is of the group before it, or begins one. */
static void group_row(struct walk *w)
{
    struct dc_rows *const rows = w->rows;
    if (rows->n_groups == 0 || !same_subject(&rows->group[rows->n_groups - 1], &w->at)) {
        w->at.i_row = rows->n;
        w->at.n = 0;
        rows->group[rows->n_groups++] = w->at;
    }
    rows->group[rows->n_groups - 1].n++;
}

static bool is_left_out(const struct walk *w, const struct dc_metric *metric)
{
    return metric->needs_target && !w->model->has_target;
}

static void add_row(struct walk *w, const struct dc_metric *metric, dc_formula *formula)
{
    struct dc_rows *const rows = w->rows;
    if (formula == NULL || is_left_out(w, metric)) {
        return;
    }
    if (rows->shown != NULL) {
        write_row(w, metric);
        rows->formula[rows->n] = formula;
        group_row(w);
    }
    rows->n++;
}

static void add_stages(struct walk *w, const struct dc_metric_row *m)
{
    for (uint32_t k = 0; k < w->team->n_stages + w->team->n_followup; k++) {
        w->at.i_stage = k;
        add_row(w, &m->shown, k < w->team->n_stages ? m->of_step : m->of_followup);
    }
    w->at.i_stage = DC_NONE;
}

static void add_totals(struct walk *w)
{
    const struct dc_metric_row *m;
    for (size_t i = 0; (m = dc_metric_row_at(i)) != NULL; i++) {
        add_row(w, &m->shown, m->all);
        if (m->shown.by_stage) {
            add_stages(w, m);
        }
    }
}

static void add_segment(struct walk *w, uint32_t i_segment)
{
    const struct dc_metric_row *m;
    w->at.i_segment = i_segment;
    for (size_t i = 0; (m = dc_metric_row_at(i)) != NULL; i++) {
        add_row(w, &m->shown, m->of_segment);
    }
    w->at.i_segment = DC_NONE;
}

static void add_role(struct walk *w, uint32_t i_role)
{
    const struct dc_metric_row *m;
    w->at.i_role = i_role;
    for (size_t i = 0; (m = dc_metric_row_at(i)) != NULL; i++) {
        add_row(w, &m->shown, m->of_role);
    }
    w->at.i_role = DC_NONE;
}

/* Puts the metrics with a place in the monthly rows in order; how many they are. */
static uint32_t rank_monthly(const struct walk *w, const struct dc_metric_row *by_rank[])
{
    uint32_t n = 0;
    const struct dc_metric_row *m;
    for (size_t i = 0; (m = dc_metric_row_at(i)) != NULL; i++) {
        if (m->of_month == NULL || is_left_out(w, &m->shown)) {
            continue;
        }
        DC_BUG_UNLESS(n < MOST_MONTHLY);
        uint32_t k = n++;
        for (; k > 0 && by_rank[k - 1]->month_rank > m->month_rank; k--) {
            by_rank[k] = by_rank[k - 1];
        }
        by_rank[k] = m;
    }
    return n;
}

static void add_months(struct walk *w)
{
    struct dc_rows *const rows = w->rows;
    const struct dc_metric_row *by_rank[MOST_MONTHLY];
    const uint32_t n = rank_monthly(w, by_rank);
    rows->n_monthly = w->model->horizon_months > w->model->warmup_months ? n : 0;
    for (uint32_t k = 0; k < rows->n_monthly && rows->shown != NULL; k++) {
        rows->months[k] = by_rank[k]->of_month;
    }
    for (uint32_t i = w->model->warmup_months; i < w->model->horizon_months; i++) {
        w->month = (int32_t)i;
        for (uint32_t k = 0; k < n; k++, rows->n++) {
            if (rows->shown != NULL) {
                write_row(w, &by_rank[k]->shown);
            }
        }
    }
    w->month = -1;
}

static void walk_all(struct walk *w)
{
    w->rows->n = 0;
    w->at = (struct dc_row_group){0, 0, DC_NONE, DC_NONE, DC_NONE};
    w->month = -1;
    add_totals(w);
    for (uint32_t i = 0; i < w->model->n_segments; i++) {
        add_segment(w, i);
    }
    for (uint32_t i = 0; i < w->team->n_roles; i++) {
        add_role(w, i);
    }
    w->rows->n_summary = w->rows->n;
    add_months(w);
}

bool dc_rows_new(struct dc_rows *rows, const struct dc_model *model, uint32_t i_team,
                 struct dc_arena *arena)
{
    struct walk w = {
        .rows = rows, .arena = arena, .model = model, .team = &model->team[i_team]};
    *rows = (struct dc_rows){0};
    walk_all(&w);
    struct dc_tally_row *const shown = dc_arena_zero(arena, rows->n, sizeof *shown);
    rows->formula = dc_arena_zero(arena, rows->n_summary, sizeof *rows->formula);
    rows->months = dc_arena_zero(arena, rows->n_monthly, sizeof(*rows->months));
    rows->group = dc_arena_zero(arena, rows->n_summary, sizeof *rows->group);
    if (shown == NULL || rows->formula == NULL || rows->months == NULL || rows->group == NULL) {
        return false;
    }
    rows->shown = shown;
    walk_all(&w);
    return !w.out_of_memory;
}
