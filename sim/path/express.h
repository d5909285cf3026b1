/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express.h - the way without an event list, for teams whose reps' hours do not matter.
 *
 * Where no task takes effort and nothing else ties deals together but places at identical
 * seats, a deal's whole way follows from its own draws and the day it starts, and the start
 * from the earliest free place (departures of a FIFO queue with identical servers: Krivulin
 * 1994). Sums are in fixed point, so that counting deal by deal gives the bytes of the event
 * loop; a test holds both against each other. */
#ifndef DC_PATH_EXPRESS_H
#define DC_PATH_EXPRESS_H

#include "path/state.h"

/* Whether the team at hand may go this way: one role works every stage, without effort,
 * touches, escalation, follow-up, patience, response decay, stress; its seats are filled all
 * the time by reps of equal skill who have no quota. */
bool dc_express_applies(const struct dc_path *p);

/* Runs and counts every lead; month ends and pay are left to the event loop. */
void dc_express_run(struct dc_path *p);

void dc_express_free(struct dc_path *p);

#endif
