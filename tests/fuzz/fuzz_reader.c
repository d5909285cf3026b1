/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/fuzz_reader.c - any bytes as CSV: no crash, and every cell stands where it
 * says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "csv/reader.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct cursor {
    const char *text;
    size_t n, at; /* the first byte of `line` */
    uint32_t line;
};

/* Moves on to a later line; lines end with LF, CR or CR LF. */
static void line_seek(struct cursor *c, uint32_t line)
{
    while (c->line < line) {
        require(c->at < c->n, "a cell stands behind the last line");
        const char byte = c->text[c->at++];
        c->line += byte == '\n' || (byte == '\r' && (c->at == c->n || c->text[c->at] != '\n'));
    }
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
    const size_t start = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct cursor c = {text, n, start, 1};
    size_t before = 0;

    for (size_t i = 0; i < csv->n_rows; i++) {
        for (uint32_t j = 0; j < csv->row[i].n_cells; j++) {
            const struct dc_cell *cell = &csv->row[i].cell[j];
            require(cell->line >= c.line, "lines go back");
            line_seek(&c, cell->line);
            const size_t at = c.at + cell->column - 1;
            require(at >= before && at + cell->width <= n, "cells overlap");
            require(cell->text[cell->n] == '\0', "a cell does not end with NUL");
            cell_check(text + at, cell);
            before = at + cell->width;
        }
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    csv_try((const char *)data, n);
    return 0;
}
