/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lead.h - how a deal begins. */
#ifndef DC_PATH_LEAD_H
#define DC_PATH_LEAD_H

#include "path/state.h"

/* How the segments' leads begin with the team at hand, once its rules are known, and which may
 * be foreseen: nothing depends on when they come but what they are and when they are released.
 * Those of even arrivals may not, as they may come together with others and then have their
 * turn. */
void dc_lead_begin(struct dc_path *p);
/* The segment's next lead arrives now; the one after it is scheduled. */
void dc_lead_arrives(struct dc_path *p, uint32_t i_segment);
/* A seat's rep sources an outbound lead of the segment. */
void dc_lead_sourced(struct dc_path *p, uint32_t i_seat, uint32_t i_segment);

/* The response delay has passed, and it still waits: it may start, and if it does not it may
 * expire. */
void dc_lead_released(struct dc_path *p, struct dc_deal *d);
/* Nobody has touched it, or will, before it expires: it does so as of that day. */
void dc_lead_expired(struct dc_path *p, struct dc_deal *d);

#endif
