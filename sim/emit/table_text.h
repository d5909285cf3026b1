/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/table_text.h - the comparison as text. */
#ifndef DC_EMIT_TABLE_TEXT_H
#define DC_EMIT_TABLE_TEXT_H

#include <stdio.h>

#include "base/arena.h"
#include "dealcycle/decide.h"
#include "decide/words.h"

DC_MUST_CHECK enum dc_status dc_comparison_print(const struct dc_finding *finding, FILE *to);

/* A value as a table shows it: 1.24 M USD, 83.2%, 1,234, 412.3, 2.4 hours, 3.1 days. */
const char *dc_cell_words(double x, const char *unit, char buf[DC_WORDS_SIZE]);
/* A copy fit for one line of a terminal, cut to `most` columns. */
const char *dc_words_label(const char *label, size_t most, char buf[DC_WORDS_SIZE]);

/* The comparison as texts: a line has a name and a cell for every contender. */
struct dc_text_line {
    const char *name;
    const char **cell; /* [n_contenders] */
};
struct dc_text_table {
    struct dc_text_line line[40];
    size_t n_lines;
};
/* Teams side by side on the headline metrics; false: memory. */
DC_MUST_CHECK bool dc_text_table_fill(struct dc_text_table *table,
                                      const struct dc_finding *finding, struct dc_arena *arena);

#endif
