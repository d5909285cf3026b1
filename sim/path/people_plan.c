/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/people_plan.c - what the scenario plans: seats opened and closed, top reps who leave. */
#include "path/desk.h"
#include "path/observer.h"
#include "path/people.h"

static bool is_frozen(const struct dc_role *role, double at_days)
{
    for (uint32_t i = 0; i < role->n_freezes; i++) {
        if (at_days >= role->freezes[i].from_days && at_days < role->freezes[i].to_days) {
            return true;
        }
    }
    return false;
}

static void seat_opens(struct dc_path *p, uint32_t i_role, const struct dc_hire *item)
{
    struct dc_desk *desk = &p->desk[i_role];
    const uint32_t i_seat = desk->seat_base + desk->n_opened++;
    struct dc_seat *s = &p->seat[i_seat];
    desk->n_open++;
    dc_ledger_seats(p->ledger, i_role, desk->n_open, p->now);
    dc_tell_seat(p, s, DC_EV_OPENED, NULL);
    if (item->at_once) {
        s->state = DC_SEAT_VACANT;
        s->since_days = p->now;
        dc_people_fills(p, i_seat);
    } else {
        (void)dc_seat_seeks_rep(p, i_seat);
    }
}

/* Which seat a closing takes: a vacant one (highest number), else the least tenured rep's. */
static uint32_t seat_to_close(const struct dc_path *p, const struct dc_desk *desk)
{
    uint32_t found = DC_NONE;
    for (uint32_t k = 0; k < desk->n_opened; k++) {
        const uint32_t i = desk->seat_base + k;
        const struct dc_seat *s = &p->seat[i];
        const struct dc_seat *best = found == DC_NONE ? NULL : &p->seat[found];
        if (s->state != DC_SEAT_VACANT && s->state != DC_SEAT_FILLED) {
            continue;
        }
        if (best == NULL || s->state == DC_SEAT_VACANT ||
            (best->state == DC_SEAT_FILLED &&
             dc_people_tenure(p, s) <= dc_people_tenure(p, best))) {
            found = i;
        }
    }
    return found;
}

static void seat_closes(struct dc_path *p, uint32_t i_role)
{
    struct dc_desk *desk = &p->desk[i_role];
    const uint32_t i_seat = seat_to_close(p, desk);
    if (i_seat == DC_NONE) {
        return;
    }
    struct dc_seat *s = &p->seat[i_seat];
    if (s->state == DC_SEAT_FILLED) {
        dc_seat_rep_goes(p, i_seat);
    } else {
        p->role_count[i_role].vacancy += dc_fixed_of(dc_path_counted(p, s->since_days, p->now));
        s->stamp++;
    }
    s->state = DC_SEAT_CLOSED;
    desk->n_open--;
    dc_ledger_seats(p->ledger, i_role, desk->n_open, p->now);
    dc_tell_seat(p, s, DC_EV_CLOSED, NULL);
    dc_desk_abandon(p, i_seat);
}

void dc_people_plan(struct dc_path *p, uint32_t i_role, uint32_t i_item)
{
    const struct dc_role *role = &p->team->role[i_role];
    const struct dc_hire *item = &role->hires[i_item];
    if (item->seats > 0 && is_frozen(role, item->at_days)) {
        return;
    }
    for (int32_t k = 0; k < item->seats; k++) {
        seat_opens(p, i_role, item);
    }
    for (int32_t k = 0; k > item->seats; k--) {
        seat_closes(p, i_role);
    }
}

/* The filled seat whose rep has the highest skill as drawn, the lowest number of equals. */
static uint32_t most_skilled(const struct dc_path *p, const struct dc_desk *desk,
                             const bool left[])
{
    uint32_t found = DC_NONE;
    for (uint32_t k = 0; k < desk->n_opened; k++) {
        const uint32_t i = desk->seat_base + k;
        if (p->seat[i].state == DC_SEAT_FILLED && !left[k] &&
            (found == DC_NONE || p->seat[i].skill_logit > p->seat[found].skill_logit)) {
            found = i;
        }
    }
    return found;
}

void dc_people_depart(struct dc_path *p, uint32_t i_role, uint32_t i_item)
{
    const struct dc_desk *desk = &p->desk[i_role];
    bool left[DC_MAX_SEATS] = {false}; /* refilled at once, a seat is not left twice */
    for (int32_t k = 0; k < p->team->role[i_role].departures[i_item].seats; k++) {
        const uint32_t i_seat = most_skilled(p, desk, left);
        if (i_seat == DC_NONE) {
            return;
        }
        left[i_seat - desk->seat_base] = true;
        dc_people_leaves(p, i_seat);
    }
}

static void hires_begin(struct dc_path *p, uint32_t i_role)
{
    const struct dc_role *role = &p->team->role[i_role];
    for (uint32_t k = 0; k < role->n_hires; k++) {
        dc_calendar_add(&p->calendar, DC_RANK_EVENT, role->hires[k].at_days,
                        dc_due_what(DC_DUE_PLAN, i_role, k));
    }
}

static void departures_begin(struct dc_path *p, uint32_t i_role)
{
    const struct dc_role *role = &p->team->role[i_role];
    for (uint32_t k = 0; k < role->n_departures; k++) {
        dc_calendar_add(&p->calendar, DC_RANK_EVENT, role->departures[k].at_days,
                        dc_due_what(DC_DUE_DEPART, i_role, k));
    }
}

void dc_people_plan_begin(struct dc_path *p)
{
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        hires_begin(p, r);
    }
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        departures_begin(p, r);
    }
}
