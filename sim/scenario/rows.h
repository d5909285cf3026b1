/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/rows.h - the rows' texts to values: read, converted, checked against their
 * ranges, and made ready to draw from. */
#ifndef DC_SCENARIO_ROWS_H
#define DC_SCENARIO_ROWS_H

#include "scenario/draft.h"

/* Reads the value of every row. Errors are reported and leave row->is_ok false. */
void dc_rows_parse(struct dc_draft *d);
/* Reads one value: of a row, or of a stress row that replaces it. */
void dc_row_parse(struct dc_draft *d, struct dc_row *row);

/* The number of what a recipe draws in a unit and range, the same for equal ones; `text`
 * states it (NULL: a recipe of its own). DC_NO_DRAWS: memory. dist is not yet solved. */
uint32_t dc_rows_draws(struct dc_draft *d, const struct dc_draws *draws, const char *text,
                       const char *folder);
/* A constant number in the parameter's own unit. */
double dc_row_amount(const struct dc_row *row);

/* The row of a file that an overlay is about to replace, if its unit matters, else NULL. */
const struct dc_row *dc_overlaid_below(struct dc_draft *d, const struct dc_row *known);
/* Warns of a number over a row of another unit (overlaid.c). */
void dc_overlaid_check(struct dc_draft *d, const struct dc_row *row);

/* Range rules of one row (rules_range.c): false if an error was reported. */
bool dc_range_check(struct dc_draft *d, struct dc_row *row);

#endif
