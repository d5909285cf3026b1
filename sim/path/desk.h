/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/desk.h - who takes which task: waiting, assignment, places, moving.
 *
 * A role's tasks wait either for a seat that owns them or in the role's queue. Tasks that
 * need a place at a seat (max_open_deals) and tasks that do not (their deal has one, or no
 * limit, or follow-up) wait apart, so that the latter may pass. */
#ifndef DC_PATH_DESK_H
#define DC_PATH_DESK_H

#include "path/state.h"

/* A deal became ready for its stage: the task goes to its seat, a seat, or the queue. */
void dc_desk_join(struct dc_path *p, struct dc_deal *d);
/* Its response delay has passed. */
void dc_desk_release(struct dc_path *p, struct dc_deal *d);
/* It waits no more (started, expired or lost). */
void dc_desk_quit(struct dc_path *p, struct dc_deal *d);
/* Of a desk that lapses: leads that have expired in its queues are found now. */
void dc_desk_clear_up(struct dc_path *p, const struct dc_desk *desk);
/* A seat that may be free and may have room looks for work. */
void dc_desk_seek(struct dc_path *p, uint32_t i_seat);
/* A free seat that is not among the idle takes what it may until it is busy or idle. */
void dc_desk_looks(struct dc_path *p, uint32_t i_seat);
/* The deal gives back the place it has. */
void dc_desk_give_back(struct dc_path *p, struct dc_deal *d);
/* ... if it has one. */
static inline void dc_desk_yield(struct dc_path *p, struct dc_deal *d)
{
    if (d->place != DC_NONE) {
        dc_desk_give_back(p, d);
    }
}
/* Of a desk that follows its deals: the task waits for a place; the next that does, NULL: none.
 */
void dc_desk_wait(struct dc_path *p, const struct dc_deal *d);
struct dc_deal *dc_desk_next(struct dc_path *p, struct dc_desk *desk);
/* The rep has left or the seat is closed: what waits for it moves. */
void dc_desk_abandon(struct dc_path *p, uint32_t i_seat);
/* A seat is filled or has got room: tasks in the role's queue may be handed to it. */
void dc_desk_room(struct dc_path *p, uint32_t i_seat);

#endif
