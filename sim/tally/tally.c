/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/tally.c - the columns of one team: records in, values out. */
#include "tally/tally.h"

#include <stdlib.h>
#include <string.h>

#include "num/exact.h"
#include "tally/view.h"

/* Above DC_TALLY_STORED replications only headline totals keep their values. */
static bool be_bounded(struct dc_tally *tally)
{
    const uint32_t n = tally->rows.n;
    tally->sum = dc_arena_zero(&tally->arena, n, sizeof *tally->sum);
    tally->place = dc_arena_zero(&tally->arena, n, sizeof *tally->place);
    if (tally->sum == NULL || tally->place == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct dc_tally_row *const row = &tally->rows.shown[i];
        const bool keeps = row->metric->headline && row->i_segment == DC_NONE &&
                           row->i_role == DC_NONE && row->month < 0;
        tally->place[i] = keeps ? tally->n_places++ : DC_NONE;
    }
    return true;
}

static bool lay_out(struct dc_tally *tally)
{
    struct dc_arena *const arena = &tally->arena;
    if (!dc_rows_new(&tally->rows, tally->model, tally->i_team, arena)) {
        return false;
    }
    tally->block = calloc(tally->n_blocks, sizeof *tally->block);
    tally->attainment =
        dc_arena_zero(arena, dc_tally_n_bins(tally) + 1, sizeof *tally->attainment);
    return tally->block != NULL && tally->attainment != NULL &&
           (tally->n_room <= DC_TALLY_STORED || be_bounded(tally)) && dc_tally_reserve(tally);
}

struct dc_tally *dc_tally_new(const struct dc_model *model, uint32_t i_team, uint64_t n_room)
{
    struct dc_tally *const tally = calloc(1, sizeof *tally);
    if (tally == NULL) {
        return NULL;
    }
    tally->model = model;
    tally->i_team = i_team;
    tally->n_roles = model->team[i_team].n_roles;
    tally->n_room = n_room;
    tally->n_blocks = n_room / DC_BLOCK + 1;
    if (!lay_out(tally)) {
        dc_tally_free(tally);
        return NULL;
    }
    return tally;
}

void dc_tally_free(struct dc_tally *tally)
{
    if (tally == NULL) {
        return;
    }
    for (uint64_t b = 0; tally->block != NULL && b < tally->n_blocks; b++) {
        dc_tally_drop(tally, b);
    }
    for (uint32_t i = 0; tally->sum != NULL && i < tally->rows.n; i++) {
        dc_sketch_free(&tally->sum[i].sketch);
    }
    free(tally->known);
    free(tally->block);
    free(tally->slab);
    dc_arena_free(&tally->arena);
    free(tally);
}

const struct dc_model *dc_tally_model(const struct dc_tally *tally)
{
    return tally->model;
}

uint32_t dc_tally_team(const struct dc_tally *tally)
{
    return tally->i_team;
}

static struct dc_subject subject_of(const struct dc_view *view, const struct dc_row_group *g)
{
    const struct dc_record *const record = view->record;
    struct dc_subject s = dc_view_total(view);
    if (g->i_segment != DC_NONE) {
        s.segment = &record->segment[g->i_segment];
    }
    if (g->i_role != DC_NONE) {
        s.role = &record->role[g->i_role];
    }
    if (g->i_stage != DC_NONE) {
        s.stage = &record->stage[g->i_stage];
    }
    return s;
}

/* One group of summary rows into its cells, DC_LINE apart. */
static void add_group(const struct dc_rows *rows, const struct dc_row_group *g,
                      const struct dc_view *view, double *cell)
{
    const struct dc_subject s = subject_of(view, g);
    for (uint32_t i = g->i_row; i < g->i_row + g->n; i++) {
        double x = 0.0;
        const bool has_value = rows->formula[i](&s, &x);
        cell[(size_t)i * DC_LINE] = dc_metric_cell(has_value, x);
    }
}

static void add_months(const struct dc_rows *rows, const struct dc_view *view, double *cell)
{
    const size_t stride = (size_t)rows->n_monthly * DC_LINE;
    for (uint32_t k = 0; k < rows->n_monthly; k++) {
        rows->months[k](view, cell + ((size_t)rows->n_summary + k) * DC_LINE, stride);
    }
}

bool dc_tally_add(struct dc_tally *tally, uint64_t r, const struct dc_record *record)
{
    DC_BUG_UNLESS(r < tally->n_room);
    const uint64_t i_block = r / DC_BLOCK;
    if (!dc_tally_open(tally, i_block)) {
        return false;
    }
    struct dc_tally_block *const block = &tally->block[i_block];
    struct dc_view view;
    dc_view_read(&view, tally->model, record);
    double *const cell = block->cell + dc_tally_place(tally->rows.n, r % DC_BLOCK);
    for (uint32_t g = 0; g < tally->rows.n_groups; g++) {
        add_group(&tally->rows, &tally->rows.group[g], &view, cell);
    }
    add_months(&tally->rows, &view, cell);
    dc_tally_put_bins(tally, r, record->attainment_bins);
    return true;
}

static uint32_t n_of_block(uint64_t n, uint64_t i_block)
{
    const uint64_t left = n - i_block * DC_BLOCK;
    return left < DC_BLOCK ? (uint32_t)left : DC_BLOCK;
}

/* Settled blocks gave their rep-periods away already. */
void dc_tally_close(struct dc_tally *tally, uint64_t n)
{
    const uint64_t n_used = (n + DC_BLOCK - 1) / DC_BLOCK;
    free(tally->known);
    tally->known = NULL;
    tally->n = n;
    tally->t_half = n > 1 ? dc_t_quantile(0.975, (double)(n - 1)) : 0.0;
    for (uint64_t b = tally->n_settled; b < n_used; b++) {
        if (!dc_tally_is_bounded(tally)) {
            dc_tally_add_bins(tally, b);
        } else if (!dc_tally_settle(tally, b, n_of_block(n, b))) {
            tally->is_short = true;
            return;
        }
    }
    for (uint64_t b = n_used; b < tally->n_blocks; b++) {
        dc_tally_drop(tally, b);
    }
}

uint64_t dc_tally_n(const struct dc_tally *tally)
{
    return tally->n;
}

uint64_t dc_tally_n_stored(const struct dc_tally *tally)
{
    const bool all = !dc_tally_is_bounded(tally) || tally->n < DC_TALLY_STORED;
    return all ? tally->n : DC_TALLY_STORED;
}

uint32_t dc_tally_n_rows(const struct dc_tally *tally)
{
    return tally->rows.n;
}

uint32_t dc_tally_n_summary_rows(const struct dc_tally *tally)
{
    return tally->rows.n_summary;
}

const struct dc_tally_row *dc_tally_row(const struct dc_tally *tally, uint32_t i_row)
{
    return &tally->rows.shown[i_row];
}

static bool shows(const struct dc_tally_row *row, const char *metric, const char *segment,
                  const char *role, int32_t month)
{
    return row->month == month && strcmp(row->name, metric) == 0 &&
           strcmp(row->segment, segment == NULL ? "all" : segment) == 0 &&
           strcmp(row->role, role == NULL ? "all" : role) == 0;
}

uint32_t dc_tally_find(const struct dc_tally *tally, const char *metric, const char *segment,
                       const char *role, int32_t month)
{
    for (uint32_t i = 0; i < tally->rows.n; i++) {
        if (shows(&tally->rows.shown[i], metric, segment, role, month)) {
            return i;
        }
    }
    return UINT32_MAX;
}

const uint64_t *dc_tally_attainment(const struct dc_tally *tally, uint32_t i_role)
{
    return &tally->attainment[(size_t)i_role * DC_ATTAINMENT_BINS];
}
