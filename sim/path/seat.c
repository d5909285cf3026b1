/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/seat.c - who is free, and who is told so. */
#include "path/seat.h"

/* Whether the effort has ended by what happens now: at its very end whichever came first in
 * turn is first. */
static bool has_ended(const struct dc_path *p, const struct dc_seat *s)
{
    return s->free_days < p->now ||
           (DC_UNLIKELY(s->free_days == p->now) && s->free_turn < p->calendar.turn);
}

static bool is_attended(const struct dc_path *p, uint32_t i_seat)
{
    return p->seat[i_seat].desk->idle[DC_NEEDS_NONE].since[i_seat] == DC_NOT_IDLE;
}

void dc_seat_works(struct dc_path *p, uint32_t i_seat, double days)
{
    struct dc_seat *s = &p->seat[i_seat];
    s->busy = true;
    s->busy_since = p->now;
    s->free_days = p->now + days;
    s->free_turn = dc_calendar_turn(&p->calendar, DC_RANK_EVENT);
    if (s->desk->foresees) {
        dc_idlers_add(&s->desk->idle[DC_NEEDS_NONE], i_seat, s->free_days);
    }
}

void dc_seat_count_busy(const struct dc_path *p, struct dc_seat *s)
{
    if (s->busy) {
        const double until = s->free_days < p->now ? s->free_days : p->now;
        s->busy_month_days += until - s->busy_since;
        s->busy_since = until;
    }
}

void dc_seat_stops(const struct dc_path *p, struct dc_seat *s)
{
    dc_seat_count_busy(p, s);
    s->busy = false;
}

bool dc_seat_is_free(const struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    if (s->busy && s->desk->foresees && !is_attended(p, i_seat) && has_ended(p, s)) {
        dc_seat_stops(p, s);
    }
    return !s->busy;
}

void dc_seat_attend(struct dc_path *p, uint32_t i_seat)
{
    const struct dc_seat *s = &p->seat[i_seat];
    if (s->busy && s->desk->foresees && !is_attended(p, i_seat)) {
        const uint64_t what = dc_due_what(DC_DUE_FREE, i_seat, s->stamp);
        dc_seat_withdraw(p, i_seat);
        dc_calendar_add_in_turn(&p->calendar, (struct dc_due){s->free_turn, what},
                                s->free_days);
    }
}

void dc_seat_attend_all(struct dc_path *p, const struct dc_desk *desk)
{
    if (!desk->foresees || desk->idle[DC_NEEDS_NONE].n == 0) {
        return;
    }
    for (uint32_t k = 0; k < desk->n_opened; k++) {
        dc_seat_attend(p, desk->seat_base + k);
    }
}

void dc_seat_enlist(const struct dc_path *p, uint32_t i_seat)
{
    const struct dc_seat *s = &p->seat[i_seat];
    struct dc_desk *desk = s->desk;
    if (!desk->pools) {
        return;
    }
    if (desk->limited && dc_seat_has_room(s)) {
        dc_idlers_add(&desk->idle[DC_NEEDS_PLACE], i_seat, s->free_days);
    }
    if (desk->takes_placeless) {
        dc_idlers_add(&desk->idle[DC_NEEDS_NONE], i_seat, s->free_days);
    }
}

void dc_seat_withdraw(const struct dc_path *p, uint32_t i_seat)
{
    struct dc_desk *desk = p->seat[i_seat].desk;
    if (desk->limited) {
        dc_idlers_remove(&desk->idle[DC_NEEDS_PLACE], i_seat);
    }
    if (desk->takes_placeless) {
        dc_idlers_remove(&desk->idle[DC_NEEDS_NONE], i_seat);
    }
}

/* The first of the seats that are free since this very time, or end their task at it. */
static uint32_t first_of_now(const struct dc_path *p, const struct dc_idlers *idle)
{
    for (uint32_t i = idle->first_seat; i < idle->first_seat + idle->n_seats; i++) {
        const struct dc_seat *s = &p->seat[i];
        if (idle->since[i] == dc_bits_of(p->now) && (!s->busy || has_ended(p, s))) {
            return i;
        }
    }
    return DC_NONE;
}

uint32_t dc_seat_first_free(const struct dc_path *p, const struct dc_desk *desk, int need)
{
    const struct dc_idlers *idle = &desk->idle[need];
    if (idle->n == 0) {
        return DC_NONE;
    }
    const uint32_t i_seat = dc_idlers_first(idle);
    const uint64_t now = dc_bits_of(p->now);
    if (DC_LIKELY(idle->since[i_seat] < now)) {
        return i_seat;
    }
    return DC_UNLIKELY(idle->since[i_seat] == now) ? first_of_now(p, idle) : DC_NONE;
}
