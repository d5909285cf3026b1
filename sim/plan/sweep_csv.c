/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan/sweep_csv.c - a sweep file to the cases of a sweep. */
#include <stdlib.h>
#include <string.h>

#include "csv/reader.h"
#include "plan/sweep.h"

/* A row has a name of 80 and values: 1 GB is far beyond DC_MAX_CASES of them. */
#define MOST_BYTES ((size_t)1 << 30)

struct sweep_file {
    struct dc_sweep *sweep;
    struct dc_diags *diags;
    struct dc_csv csv;
    const char *file; /* its name, as long as the sweep lives */
    uint32_t name_column;
    size_t *path_of; /* per column; SIZE_MAX: none */
    bool ok;
};

static struct dc_span span_of(const struct sweep_file *f, const struct dc_cell *cell)
{
    return dc_cell_span(&f->csv, cell);
}

static void no_memory(struct sweep_file *f)
{
    const struct dc_span at = {.file = f->csv.file};

    f->ok = dc_report(f->diags, DC_NO_MEMORY, at, NULL, "memory ran out");
}

/* A column is the name, a path, or nothing at all. */
static void read_column(struct sweep_file *f, uint32_t i)
{
    const struct dc_cell *const cell = &f->csv.row[0].cell[i];
    const struct dc_csv_row *const header = &f->csv.row[0];

    f->path_of[i] = SIZE_MAX;
    if (cell->n == 0) {
        return;
    }
    for (uint32_t j = 0; j < i; j++) {
        if (strcmp(header->cell[j].text, cell->text) == 0) {
            f->ok = dc_report_also(f->diags, DC_BAD_HEADER, span_of(f, cell),
                                   span_of(f, &header->cell[j]), cell->text,
                                   "two columns have this name");
            return;
        }
    }
    if (strcmp(cell->text, "name") == 0) {
        f->name_column = i;
        return;
    }
    f->path_of[i] = f->sweep->n_paths;
    f->sweep->path[f->sweep->n_paths++] = cell->text;
}

static void read_header(struct sweep_file *f)
{
    const struct dc_csv_row *const header = &f->csv.row[0];

    f->name_column = UINT32_MAX;
    f->path_of = dc_arena_zero(&f->sweep->arena, header->n_cells, sizeof *f->path_of);
    f->sweep->path = dc_arena_zero(&f->sweep->arena, header->n_cells, sizeof *f->sweep->path);
    if (f->path_of == NULL || f->sweep->path == NULL) {
        no_memory(f);
        return;
    }
    for (uint32_t i = 0; i < header->n_cells; i++) {
        read_column(f, i);
    }
    if (f->name_column == UINT32_MAX) {
        f->ok = dc_report(f->diags, DC_BAD_HEADER, span_of(f, &header->cell[0]), NULL,
                          "a sweep file needs a column 'name', and paths beside it");
    } else if (f->sweep->n_paths == 0) {
        f->ok = dc_report(f->diags, DC_BAD_HEADER, span_of(f, &header->cell[0]), NULL,
                          "beside 'name' a sweep file needs the path of what it varies");
    }
}

static bool read_name(struct sweep_file *f, size_t i_row)
{
    const struct dc_csv_row *const row = &f->csv.row[i_row];
    const struct dc_cell *const cell = &row->cell[f->name_column];

    if (f->name_column >= row->n_cells || cell->n == 0) {
        return dc_report(f->diags, DC_BAD_CASE, span_of(f, &row->cell[0]), "name",
                         "the row has no name");
    }
    if (!dc_sweep_is_name(cell->text)) {
        return dc_report(f->diags, DC_BAD_CASE, span_of(f, cell), "name",
                         "'%s' cannot be a folder: 1 to 80 of A-Z, a-z, 0-9, '.', '_' and '-'",
                         cell->text);
    }
    return true;
}

/* Where the value stands must be known as long as the sweep lives, not only the list. */
static bool put_value(struct sweep_file *f, struct dc_sweep_case *item, size_t i_path,
                      const struct dc_cell *cell)
{
    struct dc_span at = span_of(f, cell);

    at.file = f->file;
    return dc_sweep_put(f->sweep, item, i_path, cell->text, at);
}

static void read_case(struct sweep_file *f, size_t i_row)
{
    const struct dc_csv_row *const row = &f->csv.row[i_row];
    const uint32_t n_columns = f->csv.row[0].n_cells;

    if (!read_name(f, i_row)) {
        f->ok = false;
        return;
    }
    struct dc_sweep_case *const item = dc_sweep_add(f->sweep, row->cell[f->name_column].text);
    for (uint32_t i = 0; i < row->n_cells && item != NULL; i++) {
        const struct dc_cell *const cell = &row->cell[i];
        const size_t i_path = i < n_columns ? f->path_of[i] : SIZE_MAX;
        if (cell->n == 0 || i == f->name_column) {
            continue;
        }
        if (i_path == SIZE_MAX) {
            f->ok = dc_report(f->diags, DC_BAD_CSV, span_of(f, cell), NULL,
                              "'%s' stands in a column without a path", cell->text);
        } else if (!put_value(f, item, i_path, cell)) {
            no_memory(f);
        }
    }
    if (item == NULL) {
        no_memory(f);
    }
}

static int by_name_and_place(const void *a, const void *b)
{
    const struct dc_cell *const x = *(const struct dc_cell *const *)a;
    const struct dc_cell *const y = *(const struct dc_cell *const *)b;
    const int order = strcmp(x->text, y->text);

    return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* Sorted, because comparing each with each takes minutes at DC_MAX_CASES. */
static void check_names(struct sweep_file *f)
{
    const size_t n = f->csv.n_rows - 1;
    const struct dc_cell **const cell = dc_arena_zero(&f->sweep->arena, n, sizeof *cell);

    if (cell == NULL) {
        no_memory(f);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        cell[i] = &f->csv.row[i + 1].cell[f->name_column];
    }
    qsort(cell, n, sizeof *cell, by_name_and_place);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(cell[i - 1]->text, cell[i]->text) == 0) {
            f->ok = dc_report_also(f->diags, DC_DUPLICATE, span_of(f, cell[i]),
                                   span_of(f, cell[i - 1]), "name", "two cases are called '%s'",
                                   cell[i]->text);
        }
    }
}

static void read_rows(struct sweep_file *f)
{
    const struct dc_span at = {.file = f->csv.file, .line = 1, .column = 1};

    if (f->csv.n_rows < 2) {
        f->ok = dc_report(f->diags, DC_BAD_CASE, at, NULL, "the file has no case");
        return;
    }
    if (f->csv.n_rows - 1 > DC_MAX_CASES) {
        f->ok = dc_report(f->diags, DC_BAD_CASE, at, NULL, "more than %d cases", DC_MAX_CASES);
        return;
    }
    for (size_t i = 1; i < f->csv.n_rows; i++) {
        read_case(f, i);
    }
    if (f->ok) {
        check_names(f);
    }
}

/* Texts live in the sweep's arena, names of files in the list of diagnostics. */
static void read_file(struct sweep_file *f, const char *file)
{
    const char *text;
    size_t n;
    struct dc_arena *const arena = &f->sweep->arena;

    f->csv.file = file;
    f->file = dc_arena_text(arena, file, strlen(file));
    f->ok = f->file != NULL && dc_csv_slurp(file, MOST_BYTES, arena, f->diags, &text, &n) &&
            dc_csv_parse(file, text, n, 0, 0, arena, f->diags, &f->csv);
    if (f->ok && f->csv.n_rows == 0) {
        const struct dc_span at = {.file = file, .line = 1, .column = 1};
        f->ok = dc_report(f->diags, DC_BAD_HEADER, at, NULL, "the file is empty");
    }
    if (f->ok) {
        read_header(f);
    }
    if (f->ok) {
        read_rows(f);
    }
}

enum dc_status dc_sweep_read(const char *file, struct dc_diags *diags, struct dc_sweep **out)
{
    struct sweep_file f = {.sweep = calloc(1, sizeof *f.sweep), .diags = diags};
    const char *const name = dc_diags_file(diags, file);

    *out = NULL;
    if (f.sweep == NULL || name == NULL) {
        dc_report(diags, DC_NO_MEMORY, dc_nowhere, NULL, "memory ran out");
        free(f.sweep);
        return DC_FAILED;
    }
    read_file(&f, name);
    if (!f.ok) {
        dc_sweep_free(f.sweep);
        return DC_BAD_INPUT;
    }
    *out = f.sweep;
    return DC_OK;
}
