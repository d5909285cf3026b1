/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/select.h - --select, --indifference and --budget: whether they fit, and what came of it.
 */
#ifndef DC_CLI_SELECT_H
#define DC_CLI_SELECT_H

#include "cli/args.h"
#include "dealcycle.h"

/* What needs no scenario; says what is wrong. */
bool dc_select_check(const struct dc_args *args);
/* What needs to know the teams, all of which are in one selection. */
bool dc_select_fits(const struct dc_args *args, const struct dc_plan *plan);
/* How many replications of a case: what was asked for, or as many as it may take. */
uint64_t dc_select_replications(const struct dc_args *args);
/* Notes and warnings on the selections of the cases [first, first + n). */
void dc_select_say(const struct dc_args *args, const struct dc_results *results, size_t first,
                   size_t n, const char *name);

#endif
