/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/table_text.h - the comparison as text. */
#ifndef DC_EMIT_TABLE_TEXT_H
#define DC_EMIT_TABLE_TEXT_H

#include <stdio.h>

#include "dealcycle/decide.h"
#include "decide/words.h"

DC_MUST_CHECK enum dc_status dc_comparison_print(const struct dc_finding *finding, FILE *to);

/* A value as a table shows it: 1.24 M USD, 83.2%, 1,234, 412.3, 2.4 hours, 3.1 days. */
const char *dc_cell_words(double x, const char *unit, char buf[DC_WORDS_SIZE]);

#endif
