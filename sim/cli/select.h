/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/select.h - --select, --indifference and --budget: whether they fit, and what came of it.
 */
#ifndef DC_CLI_SELECT_H
#define DC_CLI_SELECT_H

#include "cli/args.h"
#include "dealcycle.h"

/* What needs no scenario; says what is wrong. */
bool dc_select_check(const struct dc_args *args);
#define DC_SELECT_WHY 160
/* What needs to know that there are n teams; false: why it cannot be. */
bool dc_select_among(const struct dc_args *args, uint32_t n, char why[DC_SELECT_WHY]);
/* The same for all teams of a plan; says what is wrong. */
bool dc_select_fits(const struct dc_args *args, const struct dc_plan *plan);
/* How many replications of a case: what was asked for, or as many as it may take. */
uint64_t dc_select_replications(const struct dc_args *args);
/* Notes and warnings on the selections of the cases [first, first + n). */
void dc_select_say(const struct dc_args *args, const struct dc_results *results, size_t first,
                   size_t n, const char *name);

#endif
