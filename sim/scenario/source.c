/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/source.c - files and overlays to rows.
 *
 * A file includes at most one other, so the files are a chain. The chain is read from the
 * scenario down and its rows are taken from the lowest up, so that an upper row replaces a
 * lower one of the same path and keeps its place in the order. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "scenario/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/system.h"
#include "base/text.h"
#include "scenario/rows.h"

#define LONGEST_CHAIN 64

enum column { PARAMETER, VALUE, UNIT, SOURCE, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = {"parameter", "value", "unit", "source"};

struct layer {
    struct dc_csv csv;
    const char *folder;
    char *real; /* to find cycles; from malloc, NULL if the file has no path */
    uint32_t column[N_COLUMNS];
    bool is_ok;
};

static struct dc_span header_span(const struct dc_csv *csv)
{
    return csv->n_rows > 0 && csv->row[0].n_cells > 0 ? dc_cell_span(csv, &csv->row[0].cell[0])
                                                      : (struct dc_span){csv->file, 1, 1, 1};
}

static uint32_t column_of(const struct dc_csv *csv, const char *name)
{
    uint32_t i = 0;

    while (i < csv->row[0].n_cells && strcmp(csv->row[0].cell[i].text, name) != 0) {
        i++;
    }
    return i < csv->row[0].n_cells ? i : DC_NONE;
}

/* Further columns are comments, so only what stands in them tells a stress file. */
static bool is_stress_file(const struct dc_csv *csv)
{
    const uint32_t operation = column_of(csv, "operation");

    return column_of(csv, "stress") != DC_NONE && csv->n_rows > 1 &&
           operation < csv->row[1].n_cells && csv->row[1].cell[operation].n == 1 &&
           strchr("*+=", csv->row[1].cell[operation].text[0]) != NULL;
}

static bool header_read(struct dc_draft *d, struct layer *l)
{
    const struct dc_csv *csv = &l->csv;
    bool ok = csv->n_rows > 0;

    if (ok && is_stress_file(csv)) {
        return dc_report(d->diags, DC_BAD_HEADER, header_span(csv), NULL,
                         "this is a stress file, not a scenario: "
                         "`dealcycle stress SCENARIO --with` takes it");
    }
    for (int c = 0; c < N_COLUMNS; c++) {
        l->column[c] = DC_NONE;
        for (uint32_t i = 0; ok && i < csv->row[0].n_cells; i++) {
            const struct dc_cell *cell = &csv->row[0].cell[i];
            if (strcmp(cell->text, column_name[c]) != 0) {
                continue;
            }
            if (l->column[c] != DC_NONE) {
                return dc_report_also(d->diags, DC_BAD_HEADER, dc_cell_span(csv, cell),
                                      dc_cell_span(csv, &csv->row[0].cell[l->column[c]]), NULL,
                                      "the header has the column '%s' twice", column_name[c]);
            }
            l->column[c] = i;
        }
    }
    for (int c = PARAMETER; ok && c <= VALUE; c++) {
        if (l->column[c] == DC_NONE) {
            return dc_report(d->diags, DC_BAD_HEADER, header_span(csv), NULL,
                             "the header has no column '%s': the first row must be "
                             "parameter,value and may have unit,source (small letters)%s",
                             column_name[c],
                             column_of(csv, "name") != DC_NONE
                                 ? "; a sweep file is for `dealcycle batch SCENARIO --sweep`"
                                 : "");
        }
    }
    return ok;
}

static const struct dc_cell *cell_at(const struct layer *l, const struct dc_csv_row *row, int c)
{
    return l->column[c] < row->n_cells ? &row->cell[l->column[c]] : NULL;
}

static bool layer_parse(struct dc_draft *d, struct layer *l, const char *file, const char *text,
                        size_t n)
{
    const bool ok = dc_csv_parse(file, text, n, '\0', DC_MAX_ROWS, d->arena, d->diags, &l->csv);
    l->folder = strcmp(file, "-") != 0 ? dc_source_folder(d->arena, file) : "";
    if (l->folder == NULL) {
        return dc_draft_no_memory(d);
    }
    if (l->csv.n_rows == 0) {
        return false; /* reported */
    }
    l->is_ok = header_read(d, l);
    return l->is_ok && ok;
}

static bool layer_read(struct dc_draft *d, struct layer *l, const char *file)
{
    const char *text;
    size_t n;
    return dc_csv_slurp(file, DC_FILE_BYTES_MAX, d->arena, d->diags, &text, &n) &&
           layer_parse(d, l, file, text, n);
}

/* The row scenario.include of a layer, or NULL. */
static const struct dc_csv_row *include_find(const struct layer *l)
{
    for (size_t i = 1; l->is_ok && i < l->csv.n_rows; i++) {
        const struct dc_cell *path = cell_at(l, &l->csv.row[i], PARAMETER);
        const struct dc_cell *value = cell_at(l, &l->csv.row[i], VALUE);
        if (path != NULL && value != NULL && strcmp(path->text, "scenario.include") == 0) {
            return strcmp(value->text, "none") != 0 ? &l->csv.row[i] : NULL;
        }
    }
    return NULL;
}

static bool is_cycle(const struct layer layer[], size_t n, const char *real)
{
    for (size_t i = 0; real != NULL && i < n; i++) {
        if (layer[i].real != NULL && strcmp(layer[i].real, real) == 0) {
            return true;
        }
    }
    return false;
}

/* Reads the layer that layer[n - 1] includes, if any, into layer[n]. */
static bool include_read(struct dc_draft *d, struct layer layer[], size_t n, bool *found)
{
    const struct layer *from = &layer[n - 1];
    const struct dc_csv_row *row = include_find(from);
    struct dc_file_name name;

    *found = row != NULL;
    if (row == NULL) {
        return true;
    }
    const struct dc_cell *value = cell_at(from, row, VALUE);
    const struct dc_span at = dc_cell_span(&from->csv, value);
    name = (struct dc_file_name){.folder = from->folder, .name = {value->text, value->n}};
    if (!dc_source_file(d, &name)) {
        return dc_report(d->diags, DC_OUTSIDE_FOLDER, at, "scenario.include", "%s", name.error);
    }
    const char *const file = name.file;
    if (access(file, R_OK) != 0) {
        return dc_report(d->diags, DC_IO, at, "scenario.include", "%s cannot be opened: %s",
                         file, dc_system_error(errno));
    }
    layer[n].real = realpath(file, NULL);
    if (is_cycle(layer, n, layer[n].real)) {
        return dc_report(d->diags, DC_INCLUDE_CYCLE, at, "scenario.include",
                         "%s is included again: a file may not include itself, also not by way "
                         "of others",
                         file);
    }
    if (n + 1 == LONGEST_CHAIN) {
        return dc_report(d->diags, DC_TOO_LARGE, at, "scenario.include",
                         "more than %d files include each other", LONGEST_CHAIN);
    }
    return layer_read(d, &layer[n], file);
}

struct dc_row *dc_source_row(const struct dc_draft *d, const struct dc_place *place)
{
    struct dc_probe probe = {dc_place_hash(place), 0};
    uint32_t i;

    while ((i = dc_index_next(&d->by_place, &probe)) != UINT32_MAX) {
        if (dc_place_equals(&d->row[i].place, place)) {
            return &d->row[i];
        }
    }
    return NULL;
}

/* Puts a row in, over the one of a lower layer. */
static bool row_put(struct dc_draft *d, struct dc_row *row)
{
    struct dc_row *known = dc_source_row(d, &row->place);

    if (known != NULL && known->layer == row->layer && !row->is_set) {
        return dc_report_also(
            d->diags, DC_DUPLICATE, row->at_path, known->at_path, row->path,
            "set here again; it is set in line %u already, and a file may set "
            "a parameter once",
            known->at_path.line);
    }
    if (known != NULL) {
        row->order = known->order;
        row->below = row->is_set ? dc_overlaid_below(d, known) : NULL;
        *known = *row;
        return true;
    }
    row->order = (uint32_t)d->n_rows;
    if (!dc_index_add(&d->by_place, d->arena, dc_place_hash(&row->place),
                      (uint32_t)d->n_rows)) {
        return dc_draft_no_memory(d);
    }
    d->row[d->n_rows++] = *row;
    return true;
}

static bool place_read(struct dc_draft *d, struct dc_row *row, size_t n)
{
    struct dc_path path = {
        .text = row->path,
        .n = n,
        .words = &d->words,
        .arena = d->arena,
        /* Past the last error that is kept nobody reads the suggestions. */
        .gives_hints = dc_diags_errors(d->diags) < DC_DIAGS_MAX,
    };
    return dc_place_parse(&path, &row->place) ||
           dc_report(d->diags, DC_UNKNOWN_PATH, row->at_path, row->path, "%s", path.error);
}

static const struct dc_row empty_row = {
    .unit = "", .source = "", .draws = DC_NO_DRAWS, .once = {DC_NONE, DC_NONE, DC_NONE}};

/* Text beyond the header's columns, or without a parameter. */
static bool cells_check(struct dc_draft *d, const struct layer *l, const struct dc_csv_row *row)
{
    const uint32_t n_header = l->csv.row[0].n_cells;
    const struct dc_cell *path = cell_at(l, row, PARAMETER);
    const struct dc_cell *value = cell_at(l, row, VALUE);
    const bool has_path = path != NULL && path->n > 0;

    if (row->n_cells > n_header) {
        return dc_report(
            d->diags, DC_STRAY_CELL, dc_cell_span(&l->csv, &row->cell[n_header]),
            has_path ? path->text : NULL,
            "the row has %u cells and the header %u: a value that holds a '%c' must "
            "stand in quotes",
            row->n_cells, n_header, l->csv.separator);
    }
    if (!has_path && value != NULL && value->n > 0) {
        char buf[72];
        return dc_report(d->diags, DC_STRAY_CELL, dc_cell_span(&l->csv, value), NULL,
                         "the value '%s' stands in a row without a parameter",
                         dc_value_quote(value->text, value->n, buf));
    }
    if (has_path && (value == NULL || value->n == 0)) {
        return dc_report(d->diags, DC_EMPTY_VALUE,
                         dc_cell_span(&l->csv, value != NULL ? value : path), path->text,
                         "the value is empty; for the default leave the row out");
    }
    return has_path;
}

static void row_read(struct dc_draft *d, const struct layer *l, const struct dc_csv_row *cells,
                     uint32_t i_layer)
{
    struct dc_row row = empty_row;

    if (!cells_check(d, l, cells)) {
        return;
    }
    const struct dc_cell *path = cell_at(l, cells, PARAMETER);
    const struct dc_cell *value = cell_at(l, cells, VALUE);
    const struct dc_cell *unit = cell_at(l, cells, UNIT);
    const struct dc_cell *source = cell_at(l, cells, SOURCE);
    row.path = path->text;
    row.value = value->text;
    row.n_value = value->n;
    row.unit = unit != NULL ? unit->text : "";
    row.source = source != NULL ? source->text : "";
    row.at_path = dc_cell_span(&l->csv, path);
    row.at_value = dc_cell_span(&l->csv, value);
    row.at_unit = unit != NULL ? dc_cell_span(&l->csv, unit) : row.at_value;
    row.folder = l->folder;
    row.layer = i_layer;
    if (place_read(d, &row, path->n)) {
        (void)row_put(d, &row);
    }
}

/* `PATH=VALUE` */
static void set_read(struct dc_draft *d, size_t i, uint32_t i_layer)
{
    const char *set = d->overlay->set[i];
    const char *equals = strchr(set, '=');
    struct dc_row row = empty_row;
    const struct dc_span command_line = {"--set", 0, 0, 0};
    const struct dc_span at = d->overlay->set_at != NULL ? d->overlay->set_at[i] : command_line;

    if (equals == NULL) {
        dc_report(d->diags, DC_BAD_SET, at, NULL,
                  "'%s' is not PATH=VALUE, such as segment.smb.leads=120", set);
        return;
    }
    const struct dc_text path = dc_text_trim(set, (size_t)(equals - set));
    const struct dc_text value = dc_text_trim(equals + 1, strlen(equals + 1));
    row.path = dc_arena_text(d->arena, path.at, path.n);
    row.value = dc_arena_text(d->arena, value.at, value.n);
    if (row.path == NULL || row.value == NULL) {
        dc_draft_no_memory(d);
        return;
    }
    row.n_value = (uint32_t)value.n;
    row.at_path = row.at_value = row.at_unit = at;
    row.folder = d->folder;
    row.layer = i_layer;
    row.is_set = true;
    if (dc_text_bad_utf8(set, strlen(set)) < strlen(set)) {
        dc_report(d->diags, DC_NOT_UTF8, at, NULL, "'%s' is not UTF-8", set);
    } else if (value.n == 0) {
        dc_report(d->diags, DC_EMPTY_VALUE, at, row.path, "the value behind = is empty");
    } else if (strcmp(row.path, "scenario.include") == 0) {
        dc_report(d->diags, DC_BAD_SET, at, row.path, "only a file can include another");
    } else if (place_read(d, &row, path.n)) {
        (void)row_put(d, &row);
    }
}

static bool rows_room(struct dc_draft *d, const struct layer layer[], size_t n)
{
    size_t n_rows = d->overlay != NULL ? d->overlay->n_set : 0;

    for (size_t i = 0; i < n; i++) {
        n_rows += layer[i].csv.n_rows;
    }
    if (n_rows > DC_MAX_ROWS + n) { /* each layer's header counts in n_rows */
        return dc_report(d->diags, DC_TOO_LARGE, (struct dc_span){d->file, 0, 0, 0}, NULL,
                         "the scenario has more than %d rows with what it includes",
                         DC_MAX_ROWS);
    }
    d->row = dc_arena_take(d->arena, (n_rows + 1) * sizeof *d->row);
    return d->row != NULL || dc_draft_no_memory(d);
}

static bool rows_read(struct dc_draft *d, const struct layer layer[], size_t n)
{
    if (!rows_room(d, layer, n)) {
        return false;
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = 1; layer[i].is_ok && k < layer[i].csv.n_rows; k++) {
            row_read(d, &layer[i], &layer[i].csv.row[k], (uint32_t)(n - i));
        }
    }
    for (size_t k = 0; d->overlay != NULL && k < d->overlay->n_set; k++) {
        set_read(d, k, (uint32_t)n + 1);
    }
    return !d->no_memory;
}

bool dc_source_read(struct dc_draft *d, const char *text, size_t n)
{
    struct layer *layer = dc_arena_zero(d->arena, LONGEST_CHAIN, sizeof *layer);
    bool found = true;
    size_t n_layers = 1;

    if (layer == NULL) {
        return dc_draft_no_memory(d);
    }
    bool ok = text != NULL ? layer_parse(d, &layer[0], d->file, text, n)
                           : layer_read(d, &layer[0], d->file);
    layer[0].real = realpath(d->file, NULL);
    while (layer[n_layers - 1].is_ok) {
        const bool was_ok = include_read(d, layer, n_layers, &found);
        ok = was_ok && ok;
        if (!found || !layer[n_layers].is_ok) {
            break;
        }
        n_layers++;
    }
    const bool is_whole = ok; /* else what is missing would be reported as not set */
    if (layer[0].is_ok) {
        ok = rows_read(d, layer, n_layers) && ok;
    }
    for (size_t i = 0; i < LONGEST_CHAIN; i++) {
        free(layer[i].real);
    }
    return is_whole && ok;
}
