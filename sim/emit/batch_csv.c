/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_csv.c - batch.csv, row by row out of the summaries of its cases. */
#include <stdlib.h>
#include <string.h>

#include "emit/batch.h"
#include "emit/fs.h"
#include "emit/tables.h"

enum { LARGEST_SUMMARY = 1 << 28 };

static const char *const cells[DC_BATCH_CELLS] = {"team",   "metric",  "unit", "n",   "mean",
                                                  "ci_low", "ci_high", "p5",   "p50", "p95"};

/* The column of this name, UINT32_MAX: none. */
static uint32_t column_of(const struct dc_csv *csv, const char *name)
{
    for (uint32_t i = 0; csv->n_rows > 0 && i < csv->row[0].n_cells; i++) {
        if (strcmp(csv->row[0].cell[i].text, name) == 0) {
            return i;
        }
    }
    return UINT32_MAX;
}

static bool find_columns(struct dc_batch_rows *rows)
{
    rows->segment = column_of(&rows->csv, "segment");
    rows->role = column_of(&rows->csv, "role");
    bool ok = rows->segment != UINT32_MAX && rows->role != UINT32_MAX;
    for (unsigned i = 0; i < DC_BATCH_CELLS; i++) {
        rows->column[i] = column_of(&rows->csv, cells[i]);
        ok = ok && rows->column[i] != UINT32_MAX;
    }
    return ok;
}

bool dc_batch_read(const char *dir, const char *name, struct dc_arena *arena,
                   struct dc_batch_rows *out)
{
    struct dc_diags *const diags = dc_diags_new(); /* what is wrong with it, nobody asks */
    char *const folder = dc_fs_join(dir, name);
    char *const path = folder != NULL ? dc_fs_join(folder, "summary.csv") : NULL;
    size_t n = 0;
    char *const text = path != NULL ? dc_fs_read(path, LARGEST_SUMMARY, &n) : NULL;

    memset(out, 0, sizeof *out);
    out->arena = arena;
    const bool ok = diags != NULL && text != NULL &&
                    dc_csv_parse(path, text, n, ',', 0, arena, diags, &out->csv) &&
                    find_columns(out);
    free(text);
    free(path);
    free(folder);
    dc_diags_free(diags);
    return ok;
}

static const char *cell_at(const struct dc_csv_row *row, uint32_t i)
{
    return i < row->n_cells ? row->cell[i].text : "";
}

const char *dc_batch_cell(const struct dc_batch_rows *rows, size_t i_row, unsigned i)
{
    const struct dc_csv_row *const row = &rows->csv.row[i_row];
    const bool is_total = strcmp(cell_at(row, rows->segment), "all") == 0 &&
                          strcmp(cell_at(row, rows->role), "all") == 0;

    return is_total ? cell_at(row, rows->column[i]) : NULL;
}

/* The headline metrics, and the one that ranks the cases. */
static bool is_wanted(const struct dc_batch *batch, const char *metric)
{
    if (metric == NULL) {
        return false;
    }
    for (size_t i = 0; dc_headline[i] != NULL; i++) {
        if (strcmp(dc_headline[i], metric) == 0) {
            return true;
        }
    }
    return batch->metric != NULL && strcmp(batch->metric, metric) == 0;
}

/* A cell that stands as a number in summary.csv stands as the same one here. */
static void put_cell(struct dc_listing *listing, unsigned i, const char *text)
{
    double x;

    if (i >= DC_BATCH_N && dc_number_parse(text, strlen(text), &x)) {
        dc_listing_number(listing, x);
    } else {
        dc_listing_text(listing, text[0] != '\0' ? text : NULL);
    }
}

static void put_case(struct dc_listing *listing, const struct dc_batch *batch,
                     const struct dc_batch_case *item, const char *error)
{
    dc_listing_text(listing, item->name);
    dc_listing_text(listing, error == NULL ? "done" : "failed");
    dc_listing_text(listing, error);
    for (size_t i = 0; i < batch->n_paths; i++) {
        dc_listing_text(listing, item->value != NULL ? item->value[i] : NULL);
    }
}

static void put_failed(struct dc_listing *listing, const struct dc_batch *batch,
                       const struct dc_batch_case *item, const char *error)
{
    put_case(listing, batch, item, error);
    for (unsigned i = 0; i < DC_BATCH_CELLS; i++) {
        dc_listing_text(listing, NULL);
    }
}

static void put_rows(struct dc_listing *listing, const struct dc_batch *batch,
                     const struct dc_batch_case *item)
{
    struct dc_arena arena = {0};
    struct dc_batch_rows rows;

    if (!dc_batch_read(batch->dir, item->name, &arena, &rows)) {
        put_failed(listing, batch, item, "its results cannot be read");
        dc_arena_free(&arena);
        return;
    }
    for (size_t r = 1; r < rows.csv.n_rows; r++) {
        if (!is_wanted(batch, dc_batch_cell(&rows, r, DC_BATCH_METRIC))) {
            continue;
        }
        put_case(listing, batch, item, NULL);
        for (unsigned i = 0; i < DC_BATCH_CELLS; i++) {
            put_cell(listing, i, dc_batch_cell(&rows, r, i));
        }
    }
    dc_arena_free(&arena);
}

enum dc_status dc_batch_write(const struct dc_batch *batch, enum dc_format format, FILE *to)
{
    const size_t n = 3 + batch->n_paths + DC_BATCH_CELLS;
    const char **const column = calloc(n, sizeof *column);
    struct dc_listing *listing = NULL;

    if (column != NULL) {
        column[0] = "case";
        column[1] = "status";
        column[2] = "error";
        for (size_t i = 0; i < batch->n_paths; i++) {
            column[3 + i] = batch->path[i];
        }
        memcpy(column + 3 + batch->n_paths, cells, sizeof cells);
        listing = dc_listing_new(format, column, n, to);
    }
    bool told = false;
    for (size_t i = 0; listing != NULL && i < batch->n_cases && !told; i++) {
        told = batch->stop != NULL && *batch->stop != 0;
        const struct dc_batch_case *const item = &batch->item[i];
        if (item->error != NULL) {
            put_failed(listing, batch, item, item->error);
        } else {
            put_rows(listing, batch, item);
        }
    }
    const enum dc_status status = listing != NULL ? dc_listing_end(listing) : DC_FAILED;
    free(column);
    return told ? DC_INTERRUPTED : status;
}
