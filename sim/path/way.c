/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/way.c - which ways are known, and where they lead. */
#include "path/way.h"

#include "path/deal.h"
#include "path/desk.h"
#include "path/lots.h"
#include "path/record.h"
#include "path/win.h"
#include "path/work.h"

#define FEW 4 /* batches: a power of 2 */

static bool is_nil(const struct dc_path *p, struct dc_ref ref)
{
    return ref.ops == 0 && p->env.once[ref.i] == 0.0;
}

bool dc_way_are_alike(const struct dc_path *p, const struct dc_role *role)
{
    return role->n_hires == 0 && role->n_departures == 0 && is_nil(p, role->attrition) &&
           is_nil(p, role->skill_sd) && is_nil(p, role->ramp_skill) && !role->has_sourcing &&
           !role->has_quota;
}

static const struct dc_rule *rules_of(const struct dc_path *p, uint32_t i_segment)
{
    return (const struct dc_rule *)p->rules.items + 2 * (size_t)i_segment * p->n_steps;
}

/* Whether the role works every stage of each segment that it works at all, none of them takes
 * time of its reps, and they are the same all the time. */
static bool works_alone(const struct dc_path *p, uint32_t i_role)
{
    const size_t n = (size_t)p->model->n_segments * p->n_steps;
    const struct dc_rule *rule = p->rules.items;
    bool alone = true;
    for (size_t i = 0; i < n; i++, rule += 2) {
        const bool all = rules_of(p, (uint32_t)(i / p->n_steps))->role == i_role;
        const bool here = rule->role == i_role;
        const bool else_here = rule->escalates && rule[1].role == i_role;
        alone = alone && here == all && !else_here &&
                (!here || (!rule->has_effort && !rule->escalates && rule->is_steady));
    }
    return alone;
}

/* Where deals wait for a place, what comes at the very time at which one is given back must
 * find the same whichever comes first: the oldest goes first, if none is held back. */
static bool is_in_turn(const struct dc_role *role)
{
    return role->max_open_deals == DC_NONE ||
           (role->order == DC_OLDEST && dc_path_is_prompt(role) &&
            (uint64_t)role->headcount * role->max_open_deals <= DC_SLOTS_MOST);
}

/* Where all reps are alike and never busy it does not matter who takes a task. */
static bool follows(const struct dc_path *p, uint32_t i_role)
{
    const struct dc_role *role = &p->team->role[i_role];
    bool any_sourced = false;
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        any_sourced = any_sourced || p->team->role[r].has_sourcing;
    }
    return p->observer == NULL && p->team->n_followup == 0 && !any_sourced &&
           role->headcount > 0 && dc_way_are_alike(p, role) && is_in_turn(role) &&
           works_alone(p, i_role);
}

/* No two draws of it are the same, so no two outcomes come at the same time. */
static bool is_spread(const struct dc_path *p, const struct dc_chance *c)
{
    static const struct dc_family *const spread[] = {
        &dc_family_lognormal,   &dc_family_exponential, &dc_family_weibull,
        &dc_family_loglogistic, &dc_family_gamma,       &dc_family_pert,
        &dc_family_triangular,  &dc_family_uniform};
    const struct dc_dist *dist = &p->env.dist[c->i];
    bool found = false;
    for (size_t i = 0; i < DC_COUNT_OF(spread); i++) {
        found = found || dist->family == spread[i];
    }
    return found && !c->is_zero && dc_dist_at(dist, 0x1p-20) > 0.0 &&
           dc_dist_at(dist, 0.25) < dc_dist_at(dist, 0.75);
}

static bool is_rule_spread(const struct dc_path *p, const struct dc_rule *rule)
{
    return rule->is_steady && is_spread(p, &rule->work->delay) &&
           (!rule->has_delay_lost || is_spread(p, &rule->work->delay_lost));
}

/* Whether the end of each of the role's efforts may be foreseen: what becomes of a task is
 * known as it starts, nobody asks for a seat but for its being free, and the order in which
 * outcomes are scheduled is of no matter. */
static bool foresees(const struct dc_path *p, uint32_t i_role)
{
    const size_t n = 2 * (size_t)p->model->n_segments * p->n_steps;
    const struct dc_rule *rule = p->rules.items;
    bool spread = true;
    for (size_t i = 0; i < n; i++) {
        const bool works = rule[i].role == i_role && (i % 2 == 0 || rule[i - 1].escalates);
        spread = spread && (!works || is_rule_spread(p, &rule[i]));
    }
    return p->observer == NULL && p->team->assignment == DC_LEAST_LOADED &&
           p->team->role[i_role].max_open_deals == DC_NONE && spread;
}

/* All that leads carry is taken in the order in which they come, and no other team takes it
 * again: a few batches of each lot, which stay in the first cache. */
static void lots_narrow(struct dc_path *p)
{
    for (uint32_t i = 0; i < p->n_lots; i++) {
        p->lot[i].mask = p->lot[i].mask < FEW ? p->lot[i].mask : FEW - 1;
    }
}

void dc_way_begin(struct dc_path *p)
{
    bool all = p->model->n_teams == 1;
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        const struct dc_role *role = &p->team->role[r];
        struct dc_desk *desk = &p->desk[r];
        desk->follows = !p->is_express && follows(p, r);
        if (desk->follows && role->max_open_deals != DC_NONE &&
            !dc_slots_begin(&desk->slots, role->headcount * role->max_open_deals, &p->growth)) {
            return; /* the trouble is kept */
        }
        desk->foresees = !p->is_express && !desk->follows && foresees(p, r);
        desk->lapses = !desk->follows && p->observer == NULL && role->order == DC_OLDEST &&
                       p->team->assignment == DC_LEAST_LOADED;
        all = all && desk->follows && dc_path_is_prompt(role);
    }
    if (all) {
        lots_narrow(p);
    }
}

/* A stage of a deal that is followed; the deal itself is told only where it is asked. */
struct step {
    const struct dc_rule *rule;
    uint32_t k;
    bool advances;
    double ready_days;
    double days; /* until the buyer has decided */
};

static void deal_is_at(struct dc_deal *d, const struct step *at)
{
    d->rule = at->rule;
    d->i_step = (uint16_t)at->k;
}

/* What the buyer decides, and when: as dc_deal_judge has it, where nothing changes with time
 * and nobody is more skilled. */
static inline void judge(struct dc_path *p, struct dc_deal *d, double response, struct step *at)
{
    const struct dc_rule *rule = at->rule;
    const double *x = dc_lot_at(p, rule->lot, d);
    if (DC_UNLIKELY(x == NULL || rule->dm_effect != 0.0)) {
        deal_is_at(d, at);
        d->response = response;
        dc_deal_judge(p, d);
        at->advances = d->advances;
        at->days = d->buyer_days;
        return;
    }
    const bool advances = x[DC_OUTCOME_UNIFORM] < response * rule->conversion;
    at->advances = advances;
    at->days =
        x[DC_OUTCOME_DELAY + (!advances & rule->has_delay_lost)]; /* an index, no guess */
}

/* The stage passes now; whether the deal goes on to the next one. */
static inline bool stage_passes(struct dc_path *p, struct dc_deal *d, struct step *at)
{
    dc_record_outcome(p, at->k, at->ready_days, at->advances);
    if (!at->advances) {
        return false;
    }
    if (at->rule->revalues) {
        deal_is_at(d, at);
        dc_deal_revalues(p, d);
    }
    at->k++;
    if (at->k == p->n_steps) {
        return false;
    }
    at->rule += 2;
    at->ready_days = p->now;
    p->record.stage[at->k].n_entries += p->counted;
    p->record.stage[at->k].n_starts += p->counted;
    if (at->k == p->team->opportunity) {
        dc_deal_opportunity(p, d);
    }
    judge(p, d, 1.0, at);
    return true;
}

/* The deal starts now. Until when it goes: INFINITY if beyond the horizon. */
static double deal_runs(struct dc_path *p, struct dc_deal *d)
{
    const uint32_t i_role = d->rule->role;
    struct step at = {.rule = d->rule, .ready_days = d->ready_days};
    bool goes_on = true;
    dc_work_begin(p, d);
    judge(p, d, d->response, &at);
    double end_days = p->now + at.days;
    while (goes_on && end_days < p->horizon_days) {
        dc_path_go_to(p, end_days);
        goes_on = stage_passes(p, d, &at);
        end_days += goes_on ? at.days : 0.0;
    }
    if (goes_on) {
        d->state = DC_DEAL_BUYER;
        return INFINITY;
    }
    if (at.advances) {
        dc_deal_ends(p, d);
        dc_win_uncredited(p, d, i_role);
    } else {
        dc_deal_count_lost(p, d);
    }
    dc_deal_free(p, d);
    return end_days;
}

/* It starts now, and has its place until when it ends; where the path goes is its own. */
static double starts(struct dc_path *p, const struct dc_desk *desk, struct dc_deal *d)
{
    const double start_days = p->now;
    const uint32_t i_role = d->rule->role;
    const double end_days = deal_runs(p, d);
    if (desk->limited) {
        const double until = end_days < p->horizon_days ? end_days : p->horizon_days;
        p->role_count[i_role].held += dc_fixed_of(dc_path_counted(p, 0.0, until)) -
                                      dc_fixed_of(dc_path_counted(p, 0.0, start_days));
    }
    return end_days;
}

void dc_way_look_after(struct dc_path *p, struct dc_desk *desk)
{
    const struct dc_spot spot = dc_path_spot(p);
    struct dc_slots *slots = &desk->slots;
    while (slots->first_days <= spot.now && slots->first_days < p->horizon_days) {
        struct dc_deal *d = dc_desk_next(p, desk);
        if (d == NULL) {
            break;
        }
        dc_path_go_to(p, slots->first_days);
        dc_slots_pass_on(slots, starts(p, desk, d));
        dc_path_go_back(p, spot);
    }
}

void dc_way_join(struct dc_path *p, struct dc_deal *d)
{
    struct dc_desk *desk = d->rule->desk;
    dc_way_catch_up(p, desk);
    if (desk->limited && !dc_slots_any(&desk->slots, p->now)) {
        dc_desk_wait(p, d);
        return;
    }
    const struct dc_spot spot = dc_path_spot(p);
    const double end_days = starts(p, desk, d);
    if (desk->limited) {
        dc_slots_take(&desk->slots, end_days);
    }
    dc_path_go_back(p, spot);
}

void dc_way_catch_up_all(struct dc_path *p)
{
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        dc_way_catch_up(p, &p->desk[r]);
    }
}

void dc_way_lose(struct dc_path *p, struct dc_deal *d, double lost_days, uint32_t lost_month)
{
    p->now = lost_days;
    dc_path_month_is(p, lost_month);
    dc_record_outcome(p, d->i_step, d->ready_days, false);
    dc_deal_count_lost(p, d);
    dc_deal_free(p, d);
}
