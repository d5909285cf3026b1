/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/stress_file.c - stress files to rows in force. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "num/rng.h"
#include "scenario/cascade.h"
#include "scenario/source.h"
#include "scenario/stress.h"

/* Each value in force is held against each row of its parameter. */
#define MOST_ROWS 1000

static const char *const column_name[DC_N_STRESS_COLUMNS] = {
    [DC_COL_STRESS] = "stress",       [DC_COL_PARAMETER] = "parameter",
    [DC_COL_OPERATION] = "operation", [DC_COL_VALUE] = "value",
    [DC_COL_FROM] = "from",           [DC_COL_TO] = "to",
    [DC_COL_SOURCE] = "source",
};

static bool header_read(struct dc_diags *diags, struct dc_stress_file *f)
{
    const struct dc_csv_row *header = &f->csv.row[0];
    bool ok = true;

    for (int c = 0; c < DC_N_STRESS_COLUMNS; c++) {
        f->column[c] = DC_NONE;
        for (uint32_t i = 0; i < header->n_cells; i++) {
            if (strcmp(header->cell[i].text, column_name[c]) != 0) {
                continue;
            }
            if (f->column[c] != DC_NONE) {
                ok = dc_report(diags, DC_BAD_HEADER, dc_cell_span(&f->csv, &header->cell[i]),
                               NULL, "the header has the column '%s' twice", column_name[c]);
            }
            f->column[c] = i;
        }
        if (c <= DC_COL_VALUE && f->column[c] == DC_NONE) {
            ok = dc_report(
                diags, DC_BAD_HEADER, dc_cell_span(&f->csv, &header->cell[0]), NULL,
                "the header has no column '%s': the first row of a stress file must be "
                "stress,parameter,operation,value and may have from,to,source",
                column_name[c]);
        }
    }
    return ok;
}

const struct dc_cell *dc_stress_cell(const struct dc_stress_file *f,
                                     const struct dc_csv_row *row, enum dc_stress_column c)
{
    return f->column[c] < row->n_cells && row->cell[f->column[c]].n > 0
               ? &row->cell[f->column[c]]
               : NULL;
}

bool dc_stress_file_read(struct dc_diags *diags, struct dc_arena *arena, const char *file,
                         struct dc_stress_file *out, uint64_t *hash)
{
    const char *text;
    size_t n;

    *out = (struct dc_stress_file){.scale = 1.0};
    if (!dc_csv_slurp(file, DC_FILE_BYTES_MAX, arena, diags, &text, &n)) {
        return false;
    }
    *hash = dc_hash(text, n);
    const bool ok = dc_csv_parse(file, text, n, '\0', DC_MAX_ROWS, arena, diags, &out->csv);
    return out->csv.n_rows > 0 && header_read(diags, out) && ok;
}

static bool is_named(const struct dc_stress_file *f, const struct dc_csv_row *row,
                     const char *name)
{
    const struct dc_cell *cell = dc_stress_cell(f, row, DC_COL_STRESS);
    return name == NULL || (cell != NULL && strcmp(cell->text, name) == 0);
}

static bool row_put(struct dc_draft *d, const struct dc_stress_row *row)
{
    struct dc_stress *s = d->stress;
    const uint32_t param = row->row.place.param;
    void *items = s->row;

    if (s->n == MOST_ROWS) {
        return dc_report(d->diags, DC_TOO_LARGE, row->row.at_path, row->row.path,
                         "more than %d rows of stresses are in force", MOST_ROWS);
    }
    if (!dc_arena_grow(d->arena, &items, &s->room, s->n + 1, sizeof *s->row)) {
        return dc_draft_no_memory(d);
    }
    s->row = items;
    s->row[s->n] = *row;
    s->row[s->n].next = DC_NONE;
    if (s->first[param] == DC_NONE) {
        s->first[param] = (uint32_t)s->n;
    } else {
        s->row[s->last[param]].next = (uint32_t)s->n;
    }
    s->last[param] = (uint32_t)s->n++;
    return true;
}

static void unknown_stress(struct dc_draft *d, const struct dc_stress_file *f, const char *name)
{
    struct dc_suggest near = {.word = name, .n = strlen(name)};

    for (size_t i = 1; i < f->csv.n_rows && i < 4096; i++) {
        const struct dc_cell *cell = dc_stress_cell(f, &f->csv.row[i], DC_COL_STRESS);
        if (cell != NULL) {
            dc_suggest_offer(&near, cell->text);
        }
    }
    dc_report(d->diags, DC_UNKNOWN_STRESS, (struct dc_span){f->csv.file, 0, 0, 0}, NULL,
              "no stress of this file is called '%s'%s%s%s", name,
              near.best != NULL ? "; did you mean '" : "", near.best != NULL ? near.best : "",
              near.best != NULL ? "'?" : "");
}

/* Takes the rows of one stress of a file, or of all (name NULL). */
static bool rows_take(struct dc_draft *d, const struct dc_stress_file *f, const char *name)
{
    bool found = false;
    bool ok = true;

    for (size_t i = 1; i < f->csv.n_rows; i++) {
        struct dc_stress_row row;
        if (!is_named(f, &f->csv.row[i], name)) {
            continue;
        }
        found = true;
        if (!dc_stress_row_read(d, f, &f->csv.row[i], &row)) {
            ok = false;
        } else if (!row_put(d, &row)) {
            return false;
        }
    }
    if (!found && name != NULL) {
        unknown_stress(d, f, name);
        return false;
    }
    return ok;
}

static bool file_take(struct dc_draft *d, const char *file, const char *name, double scale)
{
    struct dc_stress_file f;
    uint64_t hash = 0;

    if (!dc_stress_file_read(d->diags, d->arena, file, &f, &hash)) {
        return false;
    }
    f.folder = dc_source_folder(d->arena, file);
    f.scale = scale;
    uint64_t bits;
    memcpy(&bits, &scale, sizeof bits);
    d->stress->hash = dc_index_mix(dc_index_mix(d->stress->hash, hash), bits);
    d->stress->hash = dc_index_mix(d->stress->hash, name != NULL ? dc_hash_text(name) : 0);
    return f.folder != NULL ? rows_take(d, &f, name) : dc_draft_no_memory(d);
}

static bool events_take(struct dc_draft *d)
{
    const struct dc_place place = {DC_P_EVENTS, DC_NONE, DC_NONE, DC_NONE, DC_NONE, DC_NONE};
    const struct dc_row *row = dc_source_row(d, &place);

    if (row == NULL || row->parsed.is_none) {
        return true;
    }
    struct dc_file_name name = {.folder = row->folder, .name = {row->value, row->n_value}};
    if (!dc_source_file(d, &name)) {
        return dc_draft_error(d, row, DC_OUTSIDE_FOLDER, "%s", name.error);
    }
    return file_take(d, name.file, NULL, 1.0);
}

static bool overlay_take(struct dc_draft *d)
{
    const struct dc_overlay *o = d->overlay;

    if (o == NULL || o->stress_file == NULL) {
        return true;
    }
    return file_take(d, o->stress_file, o->stress_name,
                     o->has_stress_scale ? o->stress_scale : 1.0);
}

void dc_stress_read(struct dc_draft *d)
{
    d->stress = dc_arena_zero(d->arena, 1, sizeof *d->stress);
    if (d->stress == NULL) {
        dc_draft_no_memory(d);
        return;
    }
    memset(d->stress->first, 0xFF, sizeof d->stress->first);
    (void)events_take(d);
    (void)overlay_take(d);
}

enum dc_status dc_stress_each(const char *file, struct dc_diags *diags,
                              void (*see)(void *self, const char *name), void *self)
{
    struct dc_arena arena = {0};
    struct dc_names names = {0};
    struct dc_stress_file f;
    uint64_t hash;
    enum dc_status status = DC_BAD_INPUT;

    if (dc_stress_file_read(diags, &arena, file, &f, &hash)) {
        status = DC_OK;
        for (size_t i = 1; i < f.csv.n_rows; i++) {
            const struct dc_cell *cell = dc_stress_cell(&f, &f.csv.row[i], DC_COL_STRESS);
            const size_t n_before = names.n;
            if (cell == NULL) {
                dc_report(diags, DC_BAD_STRESS, dc_cell_span(&f.csv, &f.csv.row[i].cell[0]),
                          NULL, "the row names no stress");
                status = DC_BAD_INPUT;
            } else if (dc_names_add(&names, &arena, cell->text, cell->n) == UINT32_MAX) {
                status = DC_FAILED;
            } else if (names.n > n_before) {
                see(self, cell->text);
            }
        }
    }
    dc_arena_free(&arena);
    return status;
}
