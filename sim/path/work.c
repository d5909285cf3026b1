/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/work.c - what a task takes: drawn when it starts, counted on that day. */
#include "path/work.h"

#include "path/deal.h"
#include "path/desk.h"
#include "path/docket.h"
#include "path/lots.h"
#include "path/lots_draw.h"
#include "path/observer.h"
#include "path/people.h"
#include "path/record.h"
#include "path/seat.h"

/* What the in-person meetings of a task come to. */
struct visits {
    double hours, travel_hours, travel_money;
    uint64_t n;
};

/* Each draws whether it is in person, and then its travel, unless that always is the same. They
 * are summed as numbers, not as cases, for nobody could guess which are in person. */
static struct visits visits_draw(struct dc_path *p, const struct dc_deal *d,
                                 uint64_t n_meetings, double hours_each)
{
    const struct dc_segment *s = &p->model->segment[d->i_segment];
    const double remote_share = dc_path_at(p, d->rule->desk->role->remote_share);
    const uint64_t purpose = dc_path_stage(d)->p_visit;
    const bool has_fixed_cost = dc_lot_is_fixed(p, &s->travel_cost);
    const bool is_fixed = has_fixed_cost && dc_lot_is_fixed(p, &s->travel_time);
    double hours = is_fixed ? dc_path_chance(p, &s->travel_time, 0) : 0.0;
    double money = is_fixed ? dc_path_chance(p, &s->travel_cost, 0) : 0.0;
    struct visits v = {0.0, 0.0, 0.0, 0};
    if (n_meetings > DC_MAX_MEETINGS) {
        p->growth.trouble = "more than 1,000,000 meetings in one task of an outside role";
        return v;
    }
    p->until_look -= (int64_t)n_meetings;
    for (uint64_t i = 0; i < n_meetings; i++) {
        const unsigned half = 2 * (unsigned)i;
        uint64_t a[2];
        uint64_t b[2] = {0, 0};
        dc_rng_half(d->key, p->replication, d->number, purpose, half, a);
        const bool in_person = !(dc_uniform(a[0]) < remote_share);
        if (in_person && !is_fixed) {
            if (!has_fixed_cost) {
                dc_rng_half(d->key, p->replication, d->number, purpose, half + 1, b);
            }
            hours = dc_path_chance(p, &s->travel_time, a[1]);
            money = dc_path_chance(p, &s->travel_cost, b[0]);
        }
        v.n += in_person;
        v.hours += in_person * hours_each;
        v.travel_hours += in_person * hours;
        v.travel_money += in_person * money;
    }
    return v;
}

static void visits_count(struct dc_path *p, uint32_t i_role, const struct visits *v)
{
    if (v->travel_money > 0.0) {
        dc_ledger_travel(p->ledger, i_role, p->now, v->travel_money);
    }
    if (p->counted && v->n > 0) {
        struct dc_role_count *count = &p->role_count[i_role];
        p->record.role[i_role].n_in_person += v->n;
        count->travel += dc_fixed_of(v->travel_hours);
        count->in_person += dc_fixed_of(v->hours);
        count->travel_money += dc_fixed_of(v->travel_money);
    }
}

/* A number of touches: whole and far below 2^63. */
static inline uint64_t whole_of(double touches)
{
    return (uint64_t)(int64_t)touches;
}

/* The first meeting of a deal: whether it falls in a counted month. Follow-up has its own. */
static void note_meeting(struct dc_path *p, struct dc_deal *d)
{
    if (!d->met && !d->won) {
        d->met = true;
        d->met_counted = p->counted;
        p->record.n_met += p->counted;
    }
}

/* The meetings of a task: how many hours of travel they take besides. */
static double meetings_happen(struct dc_path *p, struct dc_deal *d, uint64_t n_meetings,
                              double hours_each)
{
    if (n_meetings == 0) {
        return 0.0;
    }
    note_meeting(p, d);
    if (!d->rule->desk->role->outside) {
        return 0.0;
    }
    const struct visits v = visits_draw(p, d, n_meetings, hours_each);
    visits_count(p, d->rule->role, &v);
    return v.travel_hours;
}

static void count_start(struct dc_path *p, struct dc_deal *d, double wait_days)
{
    d->waited_days += wait_days;
    if (d->i_step == 0) {
        dc_record_response(p, d->i_segment, wait_days);
    }
    if (p->counted) {
        p->record.stage[d->i_step].n_starts++;
        if (wait_days > 0.0) {
            p->stage_count[d->i_step].wait += dc_fixed_of(wait_days);
        }
    }
}

void dc_work_take_place(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    struct dc_seat *s = &p->seat[i_seat];
    dc_desk_yield(p, d);
    d->place = i_seat;
    s->n_places++;
    p->role_count[s->role].held -= dc_fixed_of(dc_path_counted(p, 0.0, p->now));
}

/* Calendar days that the hours take this rep. */
static double days_of(const struct dc_path *p, const struct dc_seat *s, double hours)
{
    if (hours <= 0.0) {
        return 0.0;
    }
    const struct dc_desk *desk = s->desk;
    const struct dc_ref per_week = desk->role->hours_per_week;
    const double per_day = DC_LIKELY(per_week.ops == 0)
                               ? desk->hours_per_day
                               : dc_path_at(p, per_week) / DC_WEEK_DAYS;
    return hours / (per_day * dc_people_productivity(p, s));
}

/* The deal passes from waiting to being worked at this seat. */
static void task_taken(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    const struct dc_seat *s = &p->seat[i_seat];
    dc_desk_quit(p, d);
    d->life++;
    d->seat = i_seat;
    d->seat_stamp = s->stamp;
    d->state = DC_DEAL_WORKED;
    *dc_path_owner(p, d, s->role) = i_seat;
    if (d->rule->takes_place && d->place != i_seat) {
        dc_work_take_place(p, i_seat, d);
    }
}

/* What it counts that a task takes so many hours. */
static void hours_count(struct dc_path *p, uint32_t i_role, double hours, double talk_hours)
{
    if (p->counted) {
        p->role_count[i_role].talk += dc_fixed_of(talk_hours);
        p->role_count[i_role].work += dc_fixed_of(hours);
    }
}

/* The hours of a task of which only the numbers of touches vary. */
static double touches_take(struct dc_path *p, struct dc_deal *d, uint64_t numbers)
{
    const struct dc_rule *rule = d->rule;
    uint64_t *n_touch = p->record.role[rule->role].n_touch;
    double hours = rule->effort_hours;
    double talk = 0.0;
    for (uint32_t left = rule->touches; left != 0; left &= left - 1) {
        const int k = __builtin_ctz(left);
        const int n = numbers >> (8 * k) & 0xff;
        hours += n * rule->touch_hours[k];
        talk += n * rule->talk_hours[k];
        n_touch[k] += p->counted ? (uint64_t)n : 0;
    }
    const uint64_t n_meetings = numbers >> (8 * DC_MEETINGS) & 0xff;
    hours += meetings_happen(p, d, n_meetings, rule->touch_hours[DC_MEETINGS]);
    hours_count(p, rule->role, hours, talk);
    return hours;
}

/* The hours of any other task. */
static double numbers_take(struct dc_path *p, struct dc_deal *d, const double x[DC_WORK_WIDTH])
{
    const struct dc_rule *rule = d->rule;
    uint64_t *n_touch = p->record.role[rule->role].n_touch;
    for (uint32_t left = p->counted ? rule->touches : 0; left != 0; left &= left - 1) {
        const int k = __builtin_ctz(left);
        n_touch[k] += whole_of(x[DC_WORK_TOUCHES + k]);
    }
    const uint64_t n_meetings = whole_of(x[DC_WORK_TOUCHES + DC_MEETINGS]);
    const double hours =
        x[DC_WORK_HOURS] + meetings_happen(p, d, n_meetings, x[DC_WORK_MEETING]);
    hours_count(p, rule->role, hours, x[DC_WORK_TALK]);
    return hours;
}

/* The hours that the task takes, which has this row in its lot (NULL: none); they and its
 * touches count now. */
static double effort_takes(struct dc_path *p, struct dc_deal *d, const double *row)
{
    double own[DC_WORK_WIDTH];
    const struct dc_lot *lot = d->rule->lot;
    const double *x = row != NULL && lot->work != NULL ? row + lot->i_work : NULL;
    if (x != NULL && !lot->touches_only) {
        return numbers_take(p, d, x);
    }
    if (DC_LIKELY(x != NULL && dc_bits_of(*x) >> DC_TOUCHES_MANY == 0)) {
        return touches_take(p, d, dc_bits_of(*x));
    }
    dc_lots_work(p, d, own);
    return numbers_take(p, d, own);
}

void dc_work_begin(struct dc_path *p, struct dc_deal *d)
{
    const double wait_days = p->now - d->ready_days;
    d->life++;
    count_start(p, d, wait_days);
    d->skill_logit = 0.0;
    d->response = dc_docket_response(p, d, wait_days);
}

/* It is judged by itself, and the calendar told when it has been worked; unless it has been. */
static void task_passes(struct dc_path *p, struct dc_deal *d, const struct dc_seat *s,
                        double wait_days, double skill_logit)
{
    const struct dc_spot spot = dc_path_spot(p);
    d->skill_logit = skill_logit;
    d->response = dc_docket_response(p, d, wait_days);
    if (d->rule->is_steady) {
        dc_deal_judge(p, d);
    }
    if (s->busy && !s->desk->foresees) {
        const uint64_t what = dc_due_what(DC_DUE_DONE, d->index, 0);
        dc_calendar_add_in_turn(&p->calendar, (struct dc_due){s->free_turn, what},
                                s->free_days);
    } else if (s->free_days < p->horizon_days) {
        dc_path_go_to(p, s->free_days);
        dc_deal_worked(p, d);
        dc_path_go_back(p, spot);
    }
}

void dc_work_start(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    struct dc_seat *s = &p->seat[i_seat];
    const double wait_days = p->now - d->ready_days;
    task_taken(p, i_seat, d);
    count_start(p, d, wait_days);
    const double skill_logit = dc_people_skill(p, s);
    const double *row = dc_lot_at(p, d->rule->lot, d);
    const double hours = d->rule->has_effort ? effort_takes(p, d, row) : 0.0;
    const double days = days_of(p, s, hours);
    dc_tell_deal(p, d, (struct dc_seen){DC_EV_START, wait_days, hours, -1.0, NULL});
    if (days > 0.0) {
        dc_seat_works(p, i_seat, days);
    } else {
        dc_seat_rests(p, s);
    }
    if (!s->desk->foresees ||
        !dc_docket_keep(p, d, row, wait_days, skill_logit, s->free_days)) {
        task_passes(p, d, s, wait_days, skill_logit);
    }
}

void dc_work_done(struct dc_path *p, struct dc_deal *d)
{
    const uint32_t i_seat = d->seat;
    struct dc_seat *s = &p->seat[i_seat];
    const bool same_rep = s->stamp == d->seat_stamp;
    if (same_rep) {
        dc_seat_stops(p, s);
    }
    dc_deal_worked(p, d);
    if (same_rep) {
        dc_desk_looks(p, i_seat);
    }
}
