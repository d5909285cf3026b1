/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/html.h - text into HTML, and tables of result files read back. */
#ifndef DC_EMIT_HTML_H
#define DC_EMIT_HTML_H

#include <stdio.h>

#include "csv/reader.h"

/* The text with everything escaped that could be read as markup, in content and in quoted
 * attributes; controls become blanks; NULL is nothing. */
void dc_html_text(FILE *to, const char *text);
/* printf whose every %s is escaped like that. Only %s, %d, %zu and %% are known. */
void dc_html_print(FILE *to, const char *fmt, ...) DC_PRINTF(2, 3);

/* gnuplot's SVG as part of a page: ids made its own by the stem, titled and described. false,
 * and nothing written: it holds what a picture of ours does not. */
DC_MUST_CHECK bool dc_svg_inline(FILE *to, const char *svg, const char *stem, const char *title,
                                 const char *description);

/* A result table read back. */
struct dc_table {
    struct dc_csv csv;
};
/* dir/name into the arena; false: it is not there or not readable (nothing is recorded). */
DC_MUST_CHECK bool dc_table_load(const char *dir, const char *name, struct dc_arena *arena,
                                 struct dc_table *out);
size_t dc_table_n(const struct dc_table *table); /* rows below the header */
/* The cell of row i (from 0) in the named column; "" where there is none. */
const char *dc_table_cell(const struct dc_table *table, size_t i, const char *column);
/* The same as a number; false: it is empty or none. */
DC_MUST_CHECK bool dc_table_number(const struct dc_table *table, size_t i, const char *column,
                                   double *out);

#endif
