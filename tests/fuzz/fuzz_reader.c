/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/fuzz_reader.c - any bytes as a scenario file: no crash, and every cell stands
 * where it says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "csv/reader.h"
#include "dealcycle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

/* Offset of a line's first byte; lines end with LF, CR or CR LF. */
static size_t line_offset(const char *text, size_t n, uint32_t line)
{
    size_t at = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    for (uint32_t i = 1; i < line; at++) {
        require(at < n, "a cell stands behind the last line");
        i += text[at] == '\n' || (text[at] == '\r' && (at + 1 == n || text[at + 1] != '\n'));
    }
    return at;
}

/* The bytes in the file against the text of the cell. */
static void cell_check(const char *raw, const struct dc_cell *cell)
{
    char *plain = malloc((size_t)cell->width + 1);
    size_t n = 0;

    if (cell->width > 0 && raw[0] == '"') {
        for (size_t i = 1; i + 1 < cell->width; i++) {
            plain[n++] = raw[i];
            i += raw[i] == '"';
        }
    } else {
        memcpy(plain, raw, cell->width);
        n = cell->width;
    }
    const struct dc_text trimmed = dc_text_trim(plain, n);
    require(trimmed.n == cell->n && memcmp(trimmed.at, cell->text, cell->n) == 0,
            "a cell does not stand where it says");
    free(plain);
}

static void rows_check(const char *text, size_t n, const struct dc_csv *csv)
{
    size_t before = 0;

    for (size_t i = 0; i < csv->n_rows; i++) {
        for (uint32_t j = 0; j < csv->row[i].n_cells; j++) {
            const struct dc_cell *cell = &csv->row[i].cell[j];
            const size_t at = line_offset(text, n, cell->line) + cell->column - 1;
            require(at >= before && at + cell->width <= n, "cells overlap");
            require(cell->text[cell->n] == '\0', "a cell does not end with NUL");
            cell_check(text + at, cell);
            before = at + cell->width;
        }
    }
}

static void diags_check(struct dc_diags *diags)
{
    const struct dc_diag *d;
    char line[300];

    dc_diags_sort(diags);
    for (size_t i = 0; (d = dc_diags_at(diags, i)) != NULL; i++) {
        dc_diag_write(d, line, sizeof(line));
        require(d->at.line == 0 || d->at.column > 0, "a diagnostic has a line and no column");
    }
}

static void csv_try(const char *text, size_t n)
{
    struct dc_arena arena = {0};
    struct dc_diags *diags = dc_diags_new();
    struct dc_csv csv;

    const bool ok = dc_csv_parse("fuzz.csv", text, n, '\0', 0, &arena, diags, &csv);
    require(ok == (dc_diags_errors(diags) == 0), "errors and result disagree");
    rows_check(text, n, &csv);
    diags_check(diags);
    dc_diags_free(diags);
    dc_arena_free(&arena);
}

static void model_try(const char *text, size_t n)
{
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;
    const enum dc_status status = dc_model_parse("fuzz.csv", text, n, NULL, diags, &model);

    require((status == DC_OK) == (model != NULL), "status and model disagree");
    require((status == DC_OK) == (dc_diags_errors(diags) == 0), "status and errors disagree");
    diags_check(diags);
    dc_model_free(model);
    dc_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    csv_try((const char *)data, n);
    model_try((const char *)data, n);
    return 0;
}
