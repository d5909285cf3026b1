/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/columns.h - cells of a table on a terminal, as wide as they look there. */
#ifndef DC_EMIT_COLUMNS_H
#define DC_EMIT_COLUMNS_H

#include <stdio.h>

/* A name, made fit for a terminal; too long a one is cut and ends with `~`. A blank follows. */
void dc_column_left(FILE *to, const char *text, int width);
/* A number's text; one that is too long keeps a blank before it. */
void dc_column_right(FILE *to, const char *text, int width);
/* A value in its unit, which the head of the column states: 1.20 M, -30.0 k, 83.2%. */
void dc_column_number(FILE *to, double x, const char *unit, int width);
/* Sentences of plain text in lines of at most 79 columns. */
void dc_column_wrapped(FILE *to, const char *text);

#endif
