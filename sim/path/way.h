/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/way.h - deals whose way nobody can change any more, counted ahead of their time.
 *
 * What happens to a deal depends on others only where it waits for a rep, or where reps leave.
 * A deal that will be lost when the buyer has decided is counted so at once, as of that day.
 * And where all stages are worked without effort, by reps who stay and are all alike, a deal is
 * followed to its end as it starts: all that is left is until when it has its place. What waits
 * for a place is looked after only when somebody comes, expires, or a month ends. Where tasks
 * do take time, the end of each is foreseen as it starts, if a free seat takes what waits for
 * any and what becomes of a task does not change with time: it is an event only where somebody
 * waits for the seat (seat.h), and what the buyer decides is looked at some at a time
 * (docket.h). A lead whose patience ends in a queue is found when that is looked at (desk.h).
 * Sums are in fixed point, so these are the bytes of going from event to event; a
 * test holds a run against the same one watched, as whoever watches is told in order of time.
 */
#ifndef DC_PATH_WAY_H
#define DC_PATH_WAY_H

#include "path/state.h"

/* Nobody of the role comes or goes, and nothing tells its reps apart. */
bool dc_way_are_alike(const struct dc_path *p, const struct dc_role *role);

/* Which desks follow their deals, which foresee the ends of their efforts: after the team's
 * rules, before its people. */
void dc_way_begin(struct dc_path *p);

/* A task whose desk follows its deals: it starts, or waits. */
void dc_way_join(struct dc_path *p, struct dc_deal *d);

/* What waits at the desk starts as places have come free until now. */
void dc_way_look_after(struct dc_path *p, struct dc_desk *desk);
static inline void dc_way_catch_up(struct dc_path *p, struct dc_desk *desk)
{
    if (desk->follows && desk->queue[0].n > 0) {
        dc_way_look_after(p, desk);
    }
}
/* The same at every desk. */
void dc_way_catch_up_all(struct dc_path *p);

/* Whether a deal that has just been worked is lost, and nothing but counts will come of it. */
static inline bool dc_way_is_lost(const struct dc_path *p, const struct dc_deal *d)
{
    return !d->advances && d->place == DC_NONE && p->observer == NULL &&
           p->now + d->buyer_days < p->horizon_days;
}
/* It is, on that day of that month, to which the path goes. */
void dc_way_lose(struct dc_path *p, struct dc_deal *d, double lost_days, uint32_t lost_month);

#endif
