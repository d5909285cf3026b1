/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lead.h - how a deal begins. */
#ifndef DC_PATH_LEAD_H
#define DC_PATH_LEAD_H

#include "path/state.h"

/* Which segments' leads may be foreseen by the team at hand: nothing depends on when they come
 * but what they are and when they are released. Those of even arrivals may not, as they may
 * come together with others and then have their turn. */
void dc_lead_foresee(struct dc_path *p);
/* The segment's next lead arrives now; the one after it is scheduled. */
void dc_lead_arrives(struct dc_path *p, uint32_t i_segment);
/* A seat's rep sources an outbound lead of the segment. */
void dc_lead_sourced(struct dc_path *p, uint32_t i_seat, uint32_t i_segment);

/* Ready for its first stage: it joins the desk, may have to wait for its release, and unless it
 * starts at once may expire. Its turn among those that expire with it is now, but the calendar
 * need not know before it is released. */
void dc_lead_ready(struct dc_path *p, struct dc_deal *d);
/* Released, and if it still waits: the calendar is told. */
void dc_lead_expiry_add(struct dc_path *p, const struct dc_deal *d);

#endif
