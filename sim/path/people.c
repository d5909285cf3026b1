/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/people.c - seats are opened, filled, left and closed. */
#include "path/people.h"

#include <stdlib.h>
#include <string.h>

#include "path/desk.h"
#include "path/observer.h"
#include "path/record.h"
#include "path/seat.h"
#include "path/sourcing.h"

#define BURNOUT_FROM 0.85 /* utilisation above which burnout adds to the hazard */

bool dc_people_new(struct dc_path *p)
{
    uint32_t n_seats = 1;
    uint32_t n_roles = 1;
    for (uint32_t t = 0; t < p->model->n_teams; t++) {
        const struct dc_team *team = &p->model->team[t];
        uint32_t n = 0;
        for (uint32_t r = 0; r < team->n_roles; r++) {
            n += team->role[r].n_seats;
        }
        n_seats = n > n_seats ? n : n_seats;
        n_roles = team->n_roles > n_roles ? team->n_roles : n_roles;
    }
    p->n_seats_room = n_seats;
    p->n_desks_room = n_roles;
    p->seat = dc_arena_zero(&p->keep, n_seats, sizeof(*p->seat));
    p->desk = dc_arena_zero(&p->keep, n_roles, sizeof(*p->desk));
    p->idle_since = dc_arena_zero(&p->keep, 2 * (size_t)n_seats, sizeof(*p->idle_since));
    return p->seat && p->desk && p->idle_since;
}

void dc_people_free(struct dc_path *p)
{
    for (uint32_t i = 0; p->seat != NULL && i < p->n_seats_room; i++) {
        dc_pool_free(&p->seat[i].queue[0].pool);
        dc_pool_free(&p->seat[i].queue[1].pool);
    }
    for (uint32_t r = 0; p->desk != NULL && r < p->n_desks_room; r++) {
        dc_pool_free(&p->desk[r].queue[0].pool);
        dc_pool_free(&p->desk[r].queue[1].pool);
        dc_slots_free(&p->desk[r].slots);
    }
}

double dc_people_tenure(const struct dc_path *p, const struct dc_seat *s)
{
    return s->tenure_days + (p->now - s->since_days);
}

double dc_people_ramped_skill(const struct dc_path *p, const struct dc_seat *s)
{
    const struct dc_ramp ramp = s->desk->ramp;
    const double tenure_days = dc_people_tenure(p, s);
    if (!(tenure_days < ramp.ramp_days)) {
        return s->skill_logit;
    }
    const double lacks = dc_path_at(p, p->team->role[s->role].ramp_skill);
    return s->skill_logit - lacks * (1.0 - tenure_days / ramp.ramp_days);
}

/* -ln(1 - attrition) / year */
static double leaving_of(const struct dc_path *p, const struct dc_role *role)
{
    const double attrition = dc_path_at(p, role->attrition);
    return attrition > 0.0 ? -dc_log1p(-attrition) / DC_YEAR_DAYS : 0.0;
}

/* ... * (1 + burnout * max(0, u - 0.85) / 0.15) */
static double hazard_of(const struct dc_path *p, const struct dc_seat *s)
{
    const struct dc_role *role = &p->team->role[s->role];
    const double leaving =
        role->attrition.ops == 0 ? s->desk->leaving_per_day : leaving_of(p, role);
    if (!(leaving > 0.0)) {
        return 0.0;
    }
    const double above =
        s->load > BURNOUT_FROM ? (s->load - BURNOUT_FROM) / (1.0 - BURNOUT_FROM) : 0.0;
    return leaving * (1.0 + dc_path_at(p, role->burnout) * above);
}

/* Whether the rep leaves in what remains of the month, at the month's hazard. */
static void leaving_plan(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    const double end_days = p->month_end_days;
    s->hazard_per_day = hazard_of(p, s);
    s->hazard_since = p->now;
    if (s->hazard_per_day * (end_days - p->now) > s->tenure_left) {
        dc_calendar_add(&p->calendar, DC_RANK_EVENT,
                        p->now + s->tenure_left / s->hazard_per_day,
                        dc_due_what(DC_DUE_LEAVE, i_seat, s->stamp));
    }
}

/* How good the rep is, and how much of a hazard they will bear; on the express way all are
 * alike and none leaves. */
static void rep_draw(struct dc_path *p, struct dc_seat *s)
{
    s->skill_logit = 0.0;
    s->tenure_left = INFINITY;
    if (!p->is_express) {
        const struct dc_bits bits = dc_path_rep_bits(p, s, p->luck.rep);
        const double skill_sd = dc_path_at(p, p->team->role[s->role].skill_sd);
        if (skill_sd > 0.0) {
            s->skill_logit = skill_sd * dc_normal_quantile(dc_uniform(bits.w[0]));
        }
        s->tenure_left = -dc_log(1.0 - dc_uniform(bits.w[1]));
    }
}

/* A rep takes the seat. */
static void rep_starts(struct dc_path *p, uint32_t i_seat, double tenure_days)
{
    struct dc_seat *s = &p->seat[i_seat];
    s->state = DC_SEAT_FILLED;
    s->stamp++;
    s->busy = false;
    s->since_days = s->filled_since = p->now;
    dc_seat_rests(p, s);
    s->tenure_days = tenure_days;
    rep_draw(p, s);
    s->desk->n_filled++;
    dc_ledger_rep_starts(p->ledger, s->role, s->number, p->now, tenure_days);
    dc_tell_seat(p, s, DC_EV_FILLED, NULL);
    leaving_plan(p, i_seat);
    dc_sourcing_start(p, i_seat);
}

/* The seat has no rep any more; a task at work goes on without it. */
void dc_seat_rep_goes(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    dc_seat_stops(p, s);
    dc_sourcing_stop(p, i_seat);
    dc_seat_withdraw(p, i_seat);
    s->filled_month_days += p->now - s->filled_since;
    s->stamp++;
    s->desk->n_filled--;
    dc_ledger_rep_leaves(p->ledger, s->role, s->number, p->now);
}

static void pay_hire(struct dc_path *p, const struct dc_seat *s)
{
    const struct dc_role *role = &p->team->role[s->role];
    const struct dc_bits bits = dc_path_rep_bits(p, s, p->luck.hire);
    dc_ledger_hire(p->ledger, s->role, p->now, dc_path_chance(p, &role->hiring_cost, bits.w[0]),
                   dc_path_chance(p, &role->training_cost, bits.w[1]));
    p->record.role[s->role].n_hires += p->counted;
    dc_record_month(p)->n_hires++;
}

void dc_people_fills(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    p->role_count[s->role].vacancy += dc_fixed_of(dc_path_counted(p, s->since_days, p->now));
    pay_hire(p, s);
    rep_starts(p, i_seat, 0.0);
    dc_desk_room(p, i_seat);
}

/* The seat is vacant from now; its next rep is looked for. true if it is filled at once. */
bool dc_seat_seeks_rep(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    const struct dc_role *role = &p->team->role[s->role];
    const struct dc_bits bits = dc_path_rep_bits(p, s, p->luck.rep);
    const double fill_days = dc_path_chance(p, &role->time_to_fill, bits.w[3]);
    s->state = DC_SEAT_VACANT;
    s->since_days = p->now;
    if (!(fill_days > 0.0)) {
        dc_people_fills(p, i_seat);
        return true;
    }
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + fill_days,
                    dc_due_what(DC_DUE_FILL, i_seat, s->stamp));
    return false;
}

void dc_people_leaves(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    dc_tell_seat(p, s, DC_EV_LEFT, NULL);
    dc_seat_rep_goes(p, i_seat);
    p->record.role[s->role].n_leavers += p->counted;
    dc_record_month(p)->n_leavers++;
    s->rep++;
    if (!dc_seat_seeks_rep(p, i_seat)) {
        dc_desk_abandon(p, i_seat);
    }
}

static void desk_begin(struct dc_path *p, uint32_t i_role, uint32_t seat_base)
{
    const struct dc_role *role = &p->team->role[i_role];
    struct dc_desk *desk = &p->desk[i_role];
    const double ramp_days = dc_path_at(p, role->ramp) * DC_MONTH_DAYS;
    const double ramp_start = dc_path_at(p, role->ramp_start);
    desk->role = role;
    desk->seat_base = seat_base;
    desk->queue[0].n = desk->queue[1].n = 0;
    for (int k = 0; k < 2; k++) {
        desk->idle[k] = (struct dc_idlers){p->idle_since + (size_t)k * p->n_seats_room,
                                           seat_base, role->n_seats, 0};
    }
    desk->n_filled = desk->next_seat = 0;
    desk->n_open = desk->n_opened = role->headcount;
    desk->ramp = (struct dc_ramp){ramp_start, ramp_days};
    desk->leaving_per_day = leaving_of(p, role);
    desk->hours_per_day = dc_path_at(p, role->hours_per_week) / DC_WEEK_DAYS;
    desk->limited = role->max_open_deals != DC_NONE;
    desk->pools = p->team->assignment == DC_LEAST_LOADED;
    desk->takes_placeless = !desk->limited || p->team->n_followup > 0;
}

static void seat_begin(struct dc_path *p, uint32_t i_role, uint32_t number)
{
    struct dc_seat *s = &p->seat[p->desk[i_role].seat_base + number];
    const struct dc_queue kept[2] = {s->queue[0], s->queue[1]};
    *s = (struct dc_seat){.desk = &p->desk[i_role],
                          .role = i_role,
                          .number = number,
                          .first = DC_NONE,
                          .last = DC_NONE,
                          .lead_left = INFINITY};
    for (int k = 0; k < 2; k++) {
        s->queue[k] = kept[k];
        s->queue[k].n = 0;
    }
    dc_sourcing_begin(p, p->desk[i_role].seat_base + number);
}

/* The seats of the start: no hires, ramped unless initial_tenure says otherwise. */
static void seats_fill(struct dc_path *p, uint32_t i_role)
{
    const struct dc_role *role = &p->team->role[i_role];
    dc_ledger_seats(p->ledger, i_role, role->headcount, 0.0);
    for (uint32_t k = 0; k < role->headcount; k++) {
        const uint32_t i_seat = p->desk[i_role].seat_base + k;
        double tenure_days = INFINITY;
        if (role->initial_tenure.given) {
            const struct dc_bits bits = dc_path_rep_bits(p, &p->seat[i_seat], p->luck.rep);
            tenure_days = dc_path_chance(p, &role->initial_tenure, bits.w[2]) * DC_MONTH_DAYS;
        }
        rep_starts(p, i_seat, tenure_days);
        dc_desk_room(p, i_seat);
    }
}

void dc_people_begin(struct dc_path *p)
{
    p->n_seats = 0;
    memset(p->idle_since, 0xff, 2 * (size_t)p->n_seats_room * sizeof(*p->idle_since));
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        desk_begin(p, r, p->n_seats);
        for (uint32_t k = 0; k < p->team->role[r].n_seats; k++) {
            seat_begin(p, r, k);
        }
        p->n_seats += p->team->role[r].n_seats;
    }
    dc_people_plan_begin(p);
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        seats_fill(p, r);
    }
}

/* Busy and filled time of the month of a seat, and of as many alike; its load governs burnout
 * in the next. */
static void seat_month_end(struct dc_path *p, struct dc_seat *s, uint32_t n_alike)
{
    dc_seat_count_busy(p, s);
    if (s->state == DC_SEAT_FILLED) {
        s->filled_month_days += p->now - s->filled_since;
        s->filled_since = p->now;
        s->tenure_left -= s->hazard_per_day * (p->now - s->hazard_since);
    }
    s->load = s->filled_month_days > 0.0 ? s->busy_month_days / s->filled_month_days : 0.0;
    const dc_fixed busy = n_alike * dc_fixed_of(s->busy_month_days);
    if (p->counted) {
        p->role_count[s->role].busy += busy;
    }
    if (p->team->role[s->role].works) {
        p->month_count[p->i_month].busy += busy;
        p->month_count[p->i_month].work_filled += n_alike * dc_fixed_of(s->filled_month_days);
    }
    s->busy_month_days = s->filled_month_days = 0.0;
}

void dc_people_month_end(struct dc_path *p)
{
    for (uint32_t r = 0; p->is_express && r < p->team->n_roles; r++) {
        if (p->desk[r].n_filled > 0) { /* all of a role alike, and filled all the time */
            seat_month_end(p, &p->seat[p->desk[r].seat_base], p->desk[r].n_filled);
        }
    }
    for (uint32_t i = 0; !p->is_express && i < p->n_seats; i++) {
        seat_month_end(p, &p->seat[i], 1);
    }
}

void dc_people_month_begin(struct dc_path *p)
{
    for (uint32_t i = 0; !p->is_express && i < p->n_seats; i++) {
        if (p->seat[i].state == DC_SEAT_FILLED) {
            leaving_plan(p, i);
        }
    }
}

void dc_people_close(struct dc_path *p)
{
    for (uint32_t i = 0; i < p->n_seats; i++) {
        const struct dc_seat *s = &p->seat[i];
        struct dc_role_count *count = &p->role_count[s->role];
        if (s->state == DC_SEAT_VACANT) {
            count->vacancy += dc_fixed_of(dc_path_counted(p, s->since_days, p->now));
        }
        const dc_fixed held = dc_fixed_of(dc_path_counted(p, 0.0, p->now));
        count->held += held * (dc_fixed)s->n_places;
    }
}
