/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/stress.h - stress files: rows that act on values in force.
 *
 * A drawn value gets a list of operations that act on each draw; another value (a number of
 * seats, a plan, a word) is changed while the model is built. */
#ifndef DC_SCENARIO_STRESS_H
#define DC_SCENARIO_STRESS_H

#include "scenario/draft.h"

/* Reads the rows in force: of scenario.events, then of the overlay's stress. */
DC_MUST_CHECK bool dc_stress_read(struct dc_draft *d);

/* The operations on the drawn value at a place, an index into d->ops; 0: none. */
uint32_t dc_stress_ops(struct dc_draft *d, const struct dc_place *use);
/* An amount or whole number as the rows that cover its place leave it. */
double dc_stress_amount(struct dc_draft *d, const struct dc_place *use, double x);
/* The row that takes the place of a list or word at a place, or NULL. */
const struct dc_row *dc_stress_row(struct dc_draft *d, const struct dc_place *use);
/* The freezes of hiring at a place: windows in the arena. */
const struct dc_window *dc_stress_freezes(struct dc_draft *d, const struct dc_place *use,
                                          uint32_t *n);
/* Reports the rows that touched nothing. */
bool dc_stress_check(struct dc_draft *d);
/* Hash of the rows in force and their strength. */
uint64_t dc_stress_hash(const struct dc_draft *d);

#endif
