/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/say.h - lines to the user: results to standard output, everything else to standard
 * error. Text from outside never reaches a terminal with its control characters. */
#ifndef DC_CLI_SAY_H
#define DC_CLI_SAY_H

#include <stdio.h>

#include "dealcycle/diag.h"

/* One line on standard error: `dealcycle: text`. */
void dc_say(const char *fmt, ...) DC_PRINTF(1, 2);
/* The same without the program's name: for lines that begin with a place in a file. */
void dc_say_plain(const char *fmt, ...) DC_PRINTF(1, 2);

/* The list, one line each, then how many more there were. */
void dc_say_diags(struct dc_diags *diags);

/* A count with thousands set apart: 12,300. */
#define DC_COUNT_SIZE 32
const char *dc_count_write(uint64_t n, char buf[DC_COUNT_SIZE]);

/* Words of `text` in lines of at most `width` columns, each behind `indent` blanks; the
 * first line begins at column `at`. Newlines in the text begin a new line. */
void dc_say_wrapped(FILE *to, const char *text, int at, int indent, int width);

/* Closes standard output; false, with a line on standard error, if something that was
 * printed did not arrive. */
DC_MUST_CHECK bool dc_say_close(void);

/* A line on standard output that names dir/plots/STEM.svg (or .png, .pdf), if it was drawn. */
void dc_say_plot(const char *dir, const char *stem);

#endif
