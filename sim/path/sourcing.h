/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/sourcing.h - outbound leads: a Poisson stream per filled seat at the role's rate
 * times the rep's productivity at each moment. */
#ifndef DC_PATH_SOURCING_H
#define DC_PATH_SOURCING_H

#include "path/people.h"
#include "path/work.h"

/* Draws the seat's first outbound lead; at the start of a run. */
void dc_sourcing_begin(struct dc_path *p, uint32_t i_seat);
/* A rep goes on with (or leaves) the seat's stream. */
void dc_sourcing_start(struct dc_path *p, uint32_t i_seat);
void dc_sourcing_stop(struct dc_path *p, uint32_t i_seat);

#endif
