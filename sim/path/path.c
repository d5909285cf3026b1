/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/path.c - the event loop. */
#include "path/path.h"

#include <stdlib.h>

#include "path/deal.h"
#include "path/desk.h"
#include "path/docket.h"
#include "path/express.h"
#include "path/lead.h"
#include "path/lots.h"
#include "path/market.h"
#include "path/observer.h"
#include "path/people.h"
#include "path/record.h"
#include "path/seat.h"
#include "path/way.h"
#include "path/win.h"
#include "path/work.h"

/* Events or meetings between two looks at whether to stop: some milliseconds. */
#define LOOK_EVERY 65536

static struct dc_luck luck_of_names(void)
{
    return (struct dc_luck){
        .lead = dc_hash_text("lead"),
        .reach = dc_hash_text("reach"),
        .win = dc_hash_text("win"),
        .rep = dc_hash_text("rep"),
        .hire = dc_hash_text("hire"),
        .source = dc_hash_text("source"),
        .customer = dc_hash_text("customer"),
    };
}

static bool workspace_new(struct dc_path *p)
{
    p->calendar.growth = &p->growth;
    p->luck = luck_of_names();
    p->ledger = dc_ledger_new(p->model, &p->keep);
    return p->ledger != NULL && dc_env_new(&p->env, p->model, &p->keep, &p->scratch) &&
           dc_market_new(p) && dc_lots_new(p) && dc_people_new(p) && dc_record_new(p);
}

struct dc_path *dc_path_new(const struct dc_model *model)
{
    struct dc_path *p = calloc(1, sizeof(*p));
    if (p == NULL) {
        return NULL;
    }
    p->model = model;
    p->horizon_days = model->horizon_months * DC_MONTH_DAYS;
    p->warmup_days = model->warmup_months * DC_MONTH_DAYS;
    if (!workspace_new(p)) {
        dc_path_free(p);
        return NULL;
    }
    return p;
}

void dc_path_free(struct dc_path *p)
{
    if (p == NULL) {
        return;
    }
    dc_people_free(p);
    dc_calendar_free(&p->calendar);
    dc_pool_free(&p->deals);
    dc_pool_free(&p->owners);
    dc_pool_free(&p->rules);
    dc_express_free(p);
    dc_lots_free(p);
    dc_pool_free(&p->customers);
    dc_pool_free(&p->cycles);
    dc_pool_free(&p->responses);
    dc_arena_free(&p->scratch);
    dc_arena_free(&p->keep);
    free(p);
}

enum dc_status dc_path_begin(struct dc_path *p, uint64_t replication)
{
    p->replication = replication;
    p->growth.trouble = NULL;
    if (!dc_env_draw(&p->env, replication)) {
        p->growth.trouble = "memory ran out";
        return DC_FAILED;
    }
    dc_market_begin(p);
    dc_lots_begin(p);
    return p->growth.trouble == NULL ? DC_OK : DC_FAILED;
}

/* How many entries the calendar is likely to see: some for each lead. */
static double expected_entries(const struct dc_path *p)
{
    return p->is_express ? 0.0 : 5.0 * dc_market_expected(p);
}

/* Which touches there may be; what they and its effort take, where they always take that. */
static void rule_touches(const struct dc_path *p, struct dc_rule *rule)
{
    const struct dc_work *work = rule->work;
    for (int k = 0; k < DC_N_TOUCHES; k++) {
        rule->touches |= work->touch[k].is_zero ? 0 : 1u << k;
    }
    if (!rule->lot->touches_only) {
        return;
    }
    rule->effort_hours = dc_path_chance(p, &work->effort, 0);
    for (uint32_t left = rule->touches; left != 0; left &= left - 1) {
        const int k = __builtin_ctz(left);
        rule->touch_hours[k] = dc_path_chance(p, &work->touch_time[k], 0);
    }
    rule->talk_hours[DC_CALLS] = rule->touch_hours[DC_CALLS];
    rule->talk_hours[DC_MEETINGS] = rule->touch_hours[DC_MEETINGS];
}

/* The team's stages for each segment, read once for the run. */
static bool rules_begin(struct dc_path *p)
{
    const size_t n = (size_t)p->model->n_segments * p->n_steps;
    if (!dc_pool_grow(&p->rules, 2 * n + 1, sizeof(struct dc_rule), &p->growth)) {
        return false;
    }
    struct dc_rule *rule = p->rules.items;
    for (size_t i = 0; i < 2 * n; i++) {
        const struct dc_step *step = &p->team->step[i / 2];
        const struct dc_work *work = &step->by[i % 2];
        const bool worked = i % 2 == 0 || step->escalates;
        rule[i] = (struct dc_rule){.work = work,
                                   .stage = &p->model->stage[step->stage],
                                   .desk = &p->desk[work->role],
                                   .role = work->role};
        rule[i].curve =
            dc_docket_curve(&p->model->segment[i / 2 / p->n_steps], i / 2 % p->n_steps == 0);
        rule[i].lot = p->task_lots[p->first_task_lots + i];
        rule[i].response_lot =
            p->response_lots[p->first_response_lots + work->role * p->model->n_segments +
                             i / 2 / p->n_steps];
        if (worked) {
            rule[i].takes_place = p->team->role[work->role].max_open_deals != DC_NONE &&
                                  i / 2 % p->n_steps < p->team->n_stages;
            rule[i].is_steady = work->conversion.ops == 0 && work->dm_effect.ops == 0 &&
                                work->delay.ops == 0 && work->delay_lost.ops == 0;
            rule[i].conversion = dc_env_at(&p->env, work->conversion, 0.0);
            rule[i].dm_effect = dc_env_at(&p->env, work->dm_effect, 0.0);
            rule[i].logit = dc_logit(rule[i].conversion);
            rule[i].has_effort = !work->effort.is_zero || work->has_touches;
            rule_touches(p, &rule[i]);
            rule[i].has_delay_lost = work->delay_lost.given;
            rule[i].revalues = !dc_path_is_always(p, &work->value_factor, 1.0);
            rule[i].escalates = i % 2 == 0 && step->escalates;
            rule[i].escalate_above = step->escalate_above;
        }
    }
    return true;
}

/* The end of the month at hand; that of the last is the run's. */
static void month_add(struct dc_path *p)
{
    dc_calendar_add(&p->calendar, DC_RANK_MONTH, p->month_end_days,
                    dc_due_what(DC_DUE_MONTH, 0, 0));
}

static void run_begin(struct dc_path *p)
{
    p->now = 0.0;
    dc_path_month_is(p, 0);
    p->n_deals = 0;
    p->free_deal = DC_NONE;
    p->n_customers = 0;
    dc_record_begin(p);
    dc_ledger_begin(p->ledger, &p->env, p->i_team);
    dc_market_rewind(p);
    p->docket.n = 0;
    if (!rules_begin(p)) {
        return;
    }
    p->is_express = dc_express_applies(p);
    dc_way_begin(p);
    if (!dc_calendar_begin(&p->calendar, p->horizon_days, expected_entries(p),
                           p->model->n_segments)) {
        return;
    }
    month_add(p);
    dc_people_begin(p);
    dc_win_opening(p);
    if (p->is_express) {
        dc_express_run(p);
        return;
    }
    dc_lead_begin(p);
    for (uint32_t s = 0; s < p->model->n_segments; s++) {
        (void)dc_calendar_next(&p->calendar, s, dc_market_next(p, s));
    }
}

static void month_ends(struct dc_path *p)
{
    dc_way_catch_up_all(p);
    for (uint32_t r = 0; r < p->team->n_roles; r++) { /* else they would keep their rooms */
        dc_desk_clear_up(p, &p->desk[r]);
    }
    dc_people_month_end(p);
    dc_ledger_month_end(p->ledger, p->i_month);
}

static void month_passes(struct dc_path *p)
{
    month_ends(p);
    dc_path_month_is(p, p->i_month + 1);
    month_add(p);
    dc_people_month_begin(p);
}

static bool is_of_rep(const struct dc_path *p, uint64_t what)
{
    return p->seat[dc_due_who(what)].stamp == dc_due_stamp(what);
}

/* Seats and plans: seldom, beside the deals. */
static void people_due(struct dc_path *p, uint64_t what)
{
    const uint32_t who = dc_due_who(what);
    switch (dc_due_kind(what)) {
    case DC_DUE_PLAN:
        dc_people_plan(p, who, dc_due_stamp(what));
        break;
    case DC_DUE_DEPART:
        dc_people_depart(p, who, dc_due_stamp(what));
        break;
    case DC_DUE_LEAVE:
        if (is_of_rep(p, what)) {
            dc_people_leaves(p, who);
        }
        break;
    case DC_DUE_FILL:
        if (is_of_rep(p, what)) {
            dc_people_fills(p, who);
        }
        break;
    case DC_DUE_SOURCE:
        if (is_of_rep(p, what)) {
            dc_people_sources(p, who);
        }
        break;
    case DC_DUE_CHURN:
        dc_tell_churn(p, who);
        break;
    case DC_DUE_MONTH:
        month_passes(p);
        break;
    case DC_DUE_STREAM:
    case DC_DUE_READY:
    case DC_DUE_RELEASE:
    case DC_DUE_EXPIRY:
    case DC_DUE_DONE:
    case DC_DUE_FREE:
    case DC_DUE_OUTCOME:
    case DC_DUE_AWAITED:
        break;
    }
}

/* The deal has its life still: it waits as it did when this was scheduled. */
static bool is_alive(const struct dc_deal *d, uint64_t what)
{
    return d->life == dc_due_stamp(what);
}

static void due_happens(struct dc_path *p, uint64_t what)
{
    const uint32_t who = dc_due_who(what);
    struct dc_deal *d;
    switch (dc_due_kind(what)) {
    case DC_DUE_STREAM:
        dc_lead_arrives(p, who);
        break;
    case DC_DUE_OUTCOME:
        dc_deal_outcome(p, dc_path_deal(p, who));
        break;
    case DC_DUE_DONE:
        dc_work_done(p, dc_path_deal(p, who));
        break;
    case DC_DUE_FREE:
        if (is_of_rep(p, what)) {
            dc_seat_stops(p, &p->seat[who]);
            dc_desk_looks(p, who);
        }
        break;
    case DC_DUE_AWAITED:
        dc_docket_judge(p);
        break;
    case DC_DUE_READY:
        dc_deal_ready(p, dc_path_deal(p, who));
        break;
    case DC_DUE_RELEASE:
        d = dc_path_deal(p, who);
        if (is_alive(d, what)) {
            dc_lead_released(p, d);
        }
        break;
    case DC_DUE_EXPIRY:
        d = dc_path_deal(p, who);
        if (is_alive(d, what)) {
            dc_way_catch_up(p, d->rule->desk);
        }
        if (is_alive(d, what)) {
            dc_deal_expires(p, d);
        }
        break;
    case DC_DUE_MONTH:
    case DC_DUE_PLAN:
    case DC_DUE_DEPART:
    case DC_DUE_LEAVE:
    case DC_DUE_FILL:
    case DC_DUE_SOURCE:
    case DC_DUE_CHURN:
        people_due(p, what);
        break;
    }
}

static void run_end(struct dc_path *p)
{
    p->now = p->horizon_days;
    month_ends(p);
    dc_people_close(p);
    dc_deal_close_all(p);
    dc_record_close(p);
}

enum dc_status dc_path_run(struct dc_path *p, uint32_t i_team,
                           const struct dc_observer *observer, const struct dc_record **out)
{
    uint64_t what;
    p->team = &p->model->team[i_team];
    p->i_team = i_team;
    p->n_steps = p->team->n_stages + p->team->n_followup;
    dc_lots_of_team(p);
    p->observer = observer != NULL && observer->see != NULL ? observer : NULL;
    run_begin(p);
    p->until_look = 0;
    while (p->growth.trouble == NULL && dc_calendar_pop(&p->calendar, &p->now, &what)) {
        if (--p->until_look < 0) {
            if (dc_path_is_stopped(p)) {
                return DC_INTERRUPTED;
            }
            p->until_look = LOOK_EVERY;
        }
        due_happens(p, what);
    }
    if (p->growth.trouble != NULL) {
        return DC_FAILED;
    }
    run_end(p);
    *out = &p->record;
    return DC_OK;
}

void dc_path_heed(struct dc_path *p, bool (*is_told)(const void *self), const void *self)
{
    p->is_told = is_told;
    p->teller = self;
}

void dc_path_go_by_events(struct dc_path *p)
{
    p->no_express = true;
}

bool dc_path_is_express(const struct dc_path *p)
{
    return p->is_express;
}

const char *dc_path_trouble(const struct dc_path *p)
{
    return p->growth.trouble;
}

const double *dc_path_inputs(const struct dc_path *p, uint32_t *n)
{
    *n = p->model->n_inputs;
    return p->env.input;
}

uint64_t dc_path_allocations(const struct dc_path *p)
{
    return p->growth.n_allocations;
}
