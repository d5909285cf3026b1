/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/value_table.c - `empirical(file=..., column=..., weight=...)`: the values of a CSV
 * column. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "base/system.h"
#include "scenario/draft.h"
#include "scenario/source.h"

enum arg { FILE_NAME, COLUMN, WEIGHT, N_ARGS };
static const char *const arg_name[N_ARGS] = {"file", "column", "weight"};

static bool usage(struct dc_parser *p)
{
    return dc_value_fail(p, DC_BAD_DISTRIBUTION,
                         "empirical takes file=FILE, column=NAME and perhaps weight=NAME");
}

/* `name=TEXT` up to the next comma or bracket. */
static bool arg_take(struct dc_parser *p, struct dc_text arg[N_ARGS])
{
    const struct dc_text name = dc_value_word(p);
    int i = 0;

    while (i < N_ARGS && !dc_text_equals(name, arg_name[i])) {
        i++;
    }
    if (i == N_ARGS || arg[i].at != NULL || !dc_value_take(p, '=')) {
        return usage(p);
    }
    const size_t from = p->at;
    while (p->at < p->n && p->text[p->at] != ',' && p->text[p->at] != ')') {
        p->at++;
    }
    arg[i] = dc_text_trim(p->text + from, p->at - from);
    return arg[i].n > 0 || usage(p);
}

static uint32_t column_find(const struct dc_csv *csv, struct dc_text name)
{
    for (uint32_t i = 0; i < csv->row[0].n_cells; i++) {
        if (dc_text_equals(name, csv->row[0].cell[i].text)) {
            return i;
        }
    }
    return DC_NONE;
}

static bool column_read(struct dc_parser *p, const struct dc_csv *csv, struct dc_text name,
                        double *out)
{
    char buf[72];
    const uint32_t column = column_find(csv, name);

    if (column == DC_NONE) {
        return dc_value_fail(p, DC_BAD_TABLE, "%s has no column '%s'", csv->file,
                             dc_value_quote(name.at, name.n, buf));
    }
    for (size_t i = 1; i < csv->n_rows; i++) {
        const struct dc_csv_row *row = &csv->row[i];
        const struct dc_cell *cell = column < row->n_cells ? &row->cell[column] : &row->cell[0];
        if (column >= row->n_cells || !dc_number_parse(cell->text, cell->n, &out[i - 1])) {
            return dc_value_fail(
                p, DC_BAD_TABLE, "%s:%u: '%s' in column '%.*s' is not a plain number",
                csv->file, cell->line,
                column < row->n_cells ? dc_value_quote(cell->text, cell->n, buf) : "",
                (int)(name.n < 60 ? name.n : 60), name.at);
        }
    }
    return true;
}

static bool table_read(struct dc_parser *p, const struct dc_csv *csv,
                       const struct dc_text arg[], struct dc_recipe *out)
{
    const size_t n = csv->n_rows - 1;
    double *data = dc_arena_take(p->draft->arena, (n + 1) * sizeof *data);
    double *weight = dc_arena_take(p->draft->arena, (n + 1) * sizeof *weight);

    if (data == NULL || weight == NULL) {
        return dc_draft_no_memory(p->draft);
    }
    if (n == 0) {
        return dc_value_fail(p, DC_BAD_TABLE, "%s has no rows below its header", csv->file);
    }
    for (size_t i = 0; i < n; i++) {
        weight[i] = 1.0;
    }
    if (!column_read(p, csv, arg[COLUMN], data) ||
        (arg[WEIGHT].at != NULL && !column_read(p, csv, arg[WEIGHT], weight))) {
        return false;
    }
    *out = (struct dc_recipe){
        .kind = DC_RECIPE_TABLE, .n = (uint32_t)n, .data = data, .data_weight = weight};
    return true;
}

bool dc_value_empirical(struct dc_parser *p, struct dc_recipe *out)
{
    struct dc_text arg[N_ARGS] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};

    do {
        if (!arg_take(p, arg)) {
            return false;
        }
    } while (dc_value_take(p, ','));
    if (!dc_value_take(p, ')') || arg[FILE_NAME].at == NULL || arg[COLUMN].at == NULL) {
        return usage(p);
    }
    struct dc_file_name name = {.folder = p->folder, .name = arg[FILE_NAME]};
    if (!dc_source_file(p->draft, &name)) {
        return dc_value_fail(p, DC_OUTSIDE_FOLDER, "%s", name.error);
    }
    if (access(name.file, R_OK) != 0) {
        return dc_value_fail(p, DC_BAD_TABLE, "%s cannot be opened: %s", name.file,
                             dc_system_error(errno));
    }
    const struct dc_csv *csv = dc_source_data(p->draft, name.file);
    if (csv == NULL) {
        return dc_value_fail(p, DC_BAD_TABLE,
                             "%s cannot be used: what is wrong in it is said "
                             "of itself",
                             name.file);
    }
    return table_read(p, csv, arg, out);
}
