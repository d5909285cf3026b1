/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/deal.h - a deal's way through the stages, from lead to won, lost or expired. */
#ifndef DC_PATH_DEAL_H
#define DC_PATH_DEAL_H

#include "path/state.h"

/* The next inbound lead of the segment arrives. */
void dc_deal_arrives(struct dc_path *p, uint32_t i_segment);
/* A seat's rep sources an outbound lead of the segment. */
void dc_deal_sourced(struct dc_path *p, uint32_t i_seat, uint32_t i_segment);
/* The deal is ready for its step now. */
void dc_deal_ready(struct dc_path *p, uint32_t i_deal);
/* The effort of its stage is done: the buyer thinks. */
void dc_deal_worked(struct dc_path *p, uint32_t i_deal);
/* The buyer's delay has ended. */
void dc_deal_outcome(struct dc_path *p, uint32_t i_deal);
/* Lost: by the stage's outcome, at a hand-over, or as its rep left. It does not wait any more.
 */
void dc_deal_lost(struct dc_path *p, uint32_t i_deal, const char *how);
/* Its patience has ended, and it still waits for its first stage. */
/* Released and still waiting: it expires in its turn. */
void dc_deal_may_expire(struct dc_path *p, uint32_t i_deal);
void dc_deal_expires(struct dc_path *p, uint32_t i_deal);
/* At the horizon: what is still open has been an opportunity until now. */
void dc_deal_close_all(struct dc_path *p);

#endif
