/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/reader.h - RFC 4180 text to cells that know where they stand (libcsv inside).
 *
 * UTF-8 with or without BOM; LF, CRLF or CR; rows that begin with `#` are comments and rows
 * without any text are passed over; the separator is `;` when the first row has one outside
 * quotes and no comma, a tab likewise. Refuses what is not UTF-8, quotes out of place, NUL. */
#ifndef DC_CSV_READER_H
#define DC_CSV_READER_H

#include "base/arena.h"
#include "base/diag.h"

struct dc_cell {
    const char *text; /* without the quotes, doubled ones single; blanks at both ends (NBSP too)
                         cut; NUL-ended */
    uint32_t n;       /* bytes of text */
    uint32_t line,
        column;     /* where the cell starts, its opening quote counted; from 1, in bytes */
    uint32_t width; /* bytes it takes in the file */
};
struct dc_csv_row {
    const struct dc_cell *cell;
    uint32_t n_cells;
};
struct dc_csv {
    const char *file; /* as given */
    char separator;
    struct dc_csv_row *row; /* the header first */
    size_t n_rows;
    const char **comment; /* comment lines in order, without `#`, for tools that show them */
    size_t n_comments;
};

/* Parses text[0, n). Everything is copied into the arena. false if an error was recorded;
 * what could be read is still in *out. separator 0: found out. max_rows (below the header) 0:
 * no limit. A file without any row lacks its header: an error. Empty cells at the end of a row
 * are kept only as far as the header has columns. */
DC_MUST_CHECK bool dc_csv_parse(const char *file, const char *text, size_t n, char separator,
                                size_t max_rows, struct dc_arena *arena, struct dc_diags *diags,
                                struct dc_csv *out);
/* Reads a whole file ("-": standard input) into the arena; false with a located error for
 * what cannot be opened, is a folder, or is over max_bytes. */
DC_MUST_CHECK bool dc_csv_slurp(const char *file, size_t max_bytes, struct dc_arena *arena,
                                struct dc_diags *diags, const char **text, size_t *n);
struct dc_span dc_cell_span(const struct dc_csv *csv, const struct dc_cell *cell);

#endif
