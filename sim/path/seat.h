/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/seat.h - a seat at work and at rest: since when, or from when on, its rep is free.
 *
 * A rep who works is free again at a time that is known as the task starts. At a desk that
 * foresees (dc_way_begin) that is no event as long as nobody waits: the seat stands among the
 * free ones with the time at which it will be, and whoever comes later finds it so. Somebody
 * who waits has it attended to: then its end of effort is entered in the calendar, in the turn
 * it had as the task started. */
#ifndef DC_PATH_SEAT_H
#define DC_PATH_SEAT_H

#include "path/state.h"

enum { DC_NEEDS_PLACE, DC_NEEDS_NONE }; /* kinds of tasks; index of their queues and idlers */

static inline bool dc_seat_has_room(const struct dc_seat *s)
{
    const struct dc_desk *desk = s->desk;
    return !desk->limited || s->n_places < desk->role->max_open_deals;
}

/* The rep is free from now on, or would be if there were one. */
static inline void dc_seat_rests(const struct dc_path *p, struct dc_seat *s)
{
    s->free_days = p->now;
}
/* The rep, who is free, is busy from now on for so many days, more than 0. */
void dc_seat_works(struct dc_path *p, uint32_t i_seat, double days);
/* Busy time of the seat up to now goes to the month at hand. */
void dc_seat_count_busy(const struct dc_path *p, struct dc_seat *s);
/* The effort has ended or is broken off: busy time is counted, the rep not busy any more. */
void dc_seat_stops(const struct dc_path *p, struct dc_seat *s);
/* Whether the seat is not busy, or only has not been told yet that it is free: it is now. */
bool dc_seat_is_free(const struct dc_path *p, uint32_t i_seat);
/* Somebody waits for the seat, if it is busy: it is told when it is free. For any of the role.
 */
void dc_seat_attend(struct dc_path *p, uint32_t i_seat);
void dc_seat_attend_all(struct dc_path *p, const struct dc_desk *desk);

/* Among the free seats of its role, as far as it has room; no more among them. */
void dc_seat_enlist(const struct dc_path *p, uint32_t i_seat);
void dc_seat_withdraw(const struct dc_path *p, uint32_t i_seat);
/* The seat of the role that is free longest, for tasks of this kind; DC_NONE: none is. */
uint32_t dc_seat_first_free(const struct dc_path *p, const struct dc_desk *desk, int need);

#endif
