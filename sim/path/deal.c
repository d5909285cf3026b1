/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/deal.c - the stage machine: ready, worked, decided; and how deals end. */
#include "path/deal.h"

#include "path/desk.h"
#include "path/lots.h"
#include "path/market.h"
#include "path/observer.h"
#include "path/record.h"
#include "path/win.h"

/* A new deal in a free slot; DC_NONE, with trouble noted, if there is no more room. */
static uint32_t deal_new(struct dc_path *p)
{
    uint32_t i = p->free_deal;
    if (i != DC_NONE) {
        p->free_deal = dc_path_deal(p, i)->next;
    } else {
        i = p->n_deals;
        if (i >= DC_MAX_OPEN_DEALS) {
            p->growth.trouble = "more than 20,000,000 deals are open at once";
        }
        const size_t need = (size_t)i + 1;
        if (p->growth.trouble != NULL ||
            !dc_pool_grow(&p->deals, need, sizeof(struct dc_deal), &p->growth) ||
            !dc_pool_grow(&p->owners, need * p->team->n_roles, sizeof(uint32_t), &p->growth)) {
            return DC_NONE;
        }
        p->n_deals++;
        dc_path_deal(p, i)->stamp = 0;
        dc_path_deal(p, i)->life = 0;
    }
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        *dc_path_owner(p, i, r) = DC_NONE;
    }
    return i;
}

static void deal_free(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    d->state = DC_DEAL_FREE;
    d->stamp++;
    d->life++;
    d->next = p->free_deal;
    p->free_deal = i_deal;
}

/* Its value has held as an open opportunity until now. */
static void count_opportunity(struct dc_path *p, struct dc_deal *d)
{
    const double days = dc_path_counted(p, d->value_since, p->now);
    if (days > 0.0) {
        p->opportunity_days += dc_fixed_of(days);
        p->opportunity_money_days += dc_fixed_of(d->value_money * days);
    }
    d->value_since = p->now;
}

/* It is open no more: won, lost or expired. */
static void deal_ends(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    p->n_open--;
    dc_record_segment(p, d)->n_open--;
    if (d->opportunity) {
        count_opportunity(p, d);
        p->pipeline_money -= dc_fixed_of(d->value_money);
    }
}

/* Which role works the step, by the value now. */
static void deal_escalates(const struct dc_path *p, struct dc_deal *d)
{
    const size_t i = (size_t)d->i_segment * p->n_steps + d->i_step;
    const struct dc_rule *rule = (const struct dc_rule *)p->rules.items + 2 * i;
    d->rule = rule + (rule->escalates && d->value_money >= rule->escalate_above);
}

/* A lead of the team begins its way. */
static void deal_opens(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    struct dc_segment_sum *sum = dc_record_segment(p, d);
    d->arrived_days = p->now;
    d->waited_days = 0.0;
    d->i_step = 0;
    d->seat = d->place = DC_NONE;
    d->opportunity = d->met = d->met_counted = d->won = false;
    deal_escalates(p, d);
    p->n_open++;
    sum->n_open++;
    sum->n_leads += p->counted;
    dc_record_month(p)->n_leads++;
    dc_tell_deal(p, d, DC_SEEN(DC_EV_LEAD));
    dc_deal_ready(p, i_deal);
}

/* What a lead carries, but its value. */
static void deal_draws(struct dc_path *p, struct dc_deal *d)
{
    double patience_days;
    const double n = dc_lot_lead(p, d, &patience_days);
    d->decision_makers = n > 1.0 ? n : 1.0;
    d->expires_days =
        p->model->segment[d->i_segment].patience.given ? p->now + patience_days : INFINITY;
}

static bool is_reached(const struct dc_path *p, uint32_t i_segment, uint64_t number)
{
    const double coverage = dc_path_at(p, p->team->coverage[i_segment]);
    if (coverage >= 1.0) {
        return true;
    }
    const struct dc_key key = p->model->segment[i_segment].key;
    const struct dc_bits bits = dc_rng_at(key, p->replication, number, p->luck.reach, 0);
    return dc_uniform(bits.w[0]) < coverage;
}

void dc_deal_arrives(struct dc_path *p, uint32_t i_segment)
{
    struct dc_arrival lead;
    dc_market_take(p, i_segment, &lead);
    const double next_days = dc_market_next(p, i_segment);
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, next_days,
                    dc_due_what(DC_DUE_LEAD, i_segment, 0));
    const uint32_t i_deal = is_reached(p, i_segment, lead.number) ? deal_new(p) : DC_NONE;
    if (i_deal == DC_NONE) {
        return;
    }
    struct dc_deal *d = dc_path_deal(p, i_deal);
    d->key = p->model->segment[i_segment].key;
    d->number = lead.number;
    d->i_segment = i_segment;
    d->source_role = d->source_seat = DC_NONE;
    d->value_money = lead.value_money;
    deal_draws(p, d);
    dc_ledger_lead(p->ledger, i_segment, p->now);
    deal_opens(p, i_deal);
}

void dc_deal_sourced(struct dc_path *p, uint32_t i_seat, uint32_t i_segment)
{
    const struct dc_seat *s = &p->seat[i_seat];
    const uint32_t i_deal = deal_new(p);
    if (i_deal == DC_NONE) {
        return;
    }
    struct dc_deal *d = dc_path_deal(p, i_deal);
    d->key = p->team->role[s->role].key;
    d->number = (uint64_t)s->number << 32 | s->n_sourced;
    d->i_segment = i_segment;
    d->source_role = s->role;
    d->source_seat = s->number;
    const struct dc_bits bits = dc_path_deal_bits(p, d, p->luck.lead, 0);
    d->value_money = dc_path_chance(p, &p->model->segment[i_segment].deal_value, bits.w[1]);
    deal_draws(p, d);
    *dc_path_owner(p, i_deal, s->role) = i_seat;
    deal_opens(p, i_deal);
}

/* The first stage's response delay and patience. */
static void lead_waits(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    const struct dc_role *role = &p->team->role[d->rule->role];
    if (role->response_delay.given && !role->response_delay.is_zero) {
        const double delay = dc_lot_response(p, d, role);
        d->released = !(delay > 0.0);
        d->release_due = delay > 0.0 && p->now + delay <= d->expires_days;
        if (d->release_due) {
            dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + delay,
                            dc_due_what(DC_DUE_RELEASE, i_deal, d->life));
        }
    }
}

/* A lead that did not start at once may expire: its turn among those that expire with it is
 * now, but the calendar need not know before it is released. */
static void lead_may_expire(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    if (d->state == DC_DEAL_WAITS && d->expires_days < p->horizon_days) {
        d->expiry_turn = dc_calendar_turn(&p->calendar, DC_RANK_EXPIRY);
        if (!d->release_due) {
            dc_deal_may_expire(p, i_deal);
        }
    }
}

void dc_deal_may_expire(struct dc_path *p, uint32_t i_deal)
{
    const struct dc_deal *d = dc_path_deal(p, i_deal);
    if (d->state == DC_DEAL_WAITS) {
        const uint64_t what = dc_due_what(DC_DUE_EXPIRY, i_deal, d->life);
        dc_calendar_add_in_turn(&p->calendar, (struct dc_due){d->expiry_turn, what},
                                d->expires_days);
    }
}

void dc_deal_ready(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    d->ready_days = p->now;
    d->sequence = dc_calendar_sequence(&p->calendar);
    d->state = DC_DEAL_WAITS;
    d->seat = DC_NONE;
    d->released = true;
    d->release_due = false;
    d->n_moves = 0;
    p->record.stage[d->i_step].n_entries += p->counted;
    if (!d->opportunity && !d->won && d->i_step >= p->team->opportunity) {
        d->opportunity = true;
        d->value_since = p->now;
        p->record.n_opportunities += p->counted;
        p->pipeline_money += dc_fixed_of(d->value_money);
    }
    dc_tell_deal(p, d, DC_SEEN(DC_EV_READY));
    if (d->i_step > 0) {
        dc_desk_join(p, i_deal);
        return;
    }
    lead_waits(p, i_deal);
    dc_desk_join(p, i_deal);
    lead_may_expire(p, i_deal);
}

/* min(1, f(wait) * logistic(logit(conversion) + skill + dm_effect * (decision_makers - 1))) */
static double p_advance(const struct dc_path *p, const struct dc_deal *d, double t_days)
{
    const struct dc_rule *rule = d->rule;
    const double conversion =
        rule->is_steady ? rule->conversion : dc_env_at(&p->env, rule->work->conversion, t_days);
    const double effect =
        rule->is_steady ? rule->dm_effect : dc_env_at(&p->env, rule->work->dm_effect, t_days);
    const double shift = d->skill_logit + effect * (d->decision_makers - 1.0);
    const double logit = rule->is_steady ? rule->logit : dc_logit(conversion);
    const double base = shift == 0.0 ? conversion : dc_logistic(logit + shift);
    const double p_all = d->response * base;
    return p_all < 1.0 ? p_all : 1.0;
}

void dc_deal_worked(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    const struct dc_work *work = dc_path_work(d);
    double days;
    const double u = dc_lot_outcome(p, d, &days);
    d->state = DC_DEAL_BUYER;
    dc_tell_deal(p, d, DC_SEEN(DC_EV_DONE));
    if (d->i_step < p->team->n_stages) {
        d->p_advance = p_advance(p, d, p->now + days);
        d->advances = u < d->p_advance;
        if (!d->advances && work->delay_lost.given) {
            days = dc_lot_delay_lost(p, d);
        }
    }
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + days,
                    dc_due_what(DC_DUE_OUTCOME, i_deal, 0));
}

void dc_deal_lost(struct dc_path *p, uint32_t i_deal, const char *how)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    struct dc_segment_sum *sum = dc_record_segment(p, d);
    struct dc_seen seen = DC_SEEN(DC_EV_LOST);
    seen.outcome = how;
    dc_tell_deal(p, d, seen);
    sum->n_lost += p->counted;
    sum->n_opportunity_lost += p->counted && d->opportunity;
    dc_record_month(p)->n_lost++;
    deal_ends(p, i_deal);
    dc_desk_yield(p, i_deal);
    deal_free(p, i_deal);
}

void dc_deal_expires(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    dc_tell_deal(p, d,
                 (struct dc_seen){DC_EV_EXPIRED, p->now - d->ready_days, -1.0, -1.0, NULL});
    dc_desk_quit(p, i_deal);
    dc_record_segment(p, d)->n_expired += p->counted;
    dc_record_month(p)->n_expired++;
    deal_ends(p, i_deal);
    dc_desk_yield(p, i_deal);
    deal_free(p, i_deal);
}

/* The deal goes on to its next step: at once, after a hand-over, or it is lost on the way. */
static void deal_goes_on(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    const uint32_t i_role = d->rule->role;
    d->i_step++;
    deal_escalates(p, d);
    if (d->rule->role == i_role) {
        dc_deal_ready(p, i_deal);
        return;
    }
    dc_desk_yield(p, i_deal);
    const struct dc_bits bits = dc_path_deal_bits(p, d, dc_path_stage(d)->p_time, 0);
    if (!d->won && dc_uniform(bits.w[3]) < dc_path_at(p, p->team->handoff_loss)) {
        dc_deal_lost(p, i_deal, "handoff");
        return;
    }
    const double delay = dc_path_chance(p, &p->team->handoff_delay, bits.w[2]);
    if (!(delay > 0.0)) {
        dc_deal_ready(p, i_deal);
        return;
    }
    d->state = DC_DEAL_HANDED;
    d->seat = DC_NONE;
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + delay,
                    dc_due_what(DC_DUE_READY, i_deal, 0));
}

/* A won deal passes the follow-up, if there is one (left). */
static void deal_follows(struct dc_path *p, uint32_t i_deal)
{
    if (dc_path_deal(p, i_deal)->i_step + 1 < p->n_steps) {
        deal_goes_on(p, i_deal);
    } else {
        deal_free(p, i_deal);
    }
}

static void count_stage(struct dc_path *p, const struct dc_deal *d)
{
    if (!p->counted) {
        return;
    }
    struct dc_stage_sum *sum = &p->record.stage[d->i_step];
    sum->n_timed++;
    p->stage_count[d->i_step].time += dc_fixed_of(p->now - d->ready_days);
    if (!d->won) {
        sum->n_outcomes++;
        sum->n_advanced += d->advances;
    }
}

/* Each advance multiplies the deal's value. */
static void deal_revalues(struct dc_path *p, struct dc_deal *d)
{
    const double factor = dc_lot_value_factor(p, d);
    if (factor == 1.0) {
        return;
    }
    if (d->opportunity) {
        count_opportunity(p, d);
        p->pipeline_money -= dc_fixed_of(d->value_money);
        p->pipeline_money += dc_fixed_of(d->value_money * factor);
    }
    d->value_money *= factor;
}

void dc_deal_outcome(struct dc_path *p, uint32_t i_deal)
{
    struct dc_deal *d = dc_path_deal(p, i_deal);
    count_stage(p, d);
    if (d->won) {
        dc_tell_deal(p, d, DC_SEEN(DC_EV_FOLLOWED));
        deal_follows(p, i_deal);
        return;
    }
    if (d->advances && d->rule->revalues) {
        deal_revalues(p, d);
    }
    dc_tell_deal(p, d,
                 (struct dc_seen){DC_EV_OUTCOME, -1.0, -1.0, d->p_advance,
                                  d->advances ? "advanced" : "lost"});
    if (!d->advances) {
        dc_deal_lost(p, i_deal, "stage");
        return;
    }
    if (d->i_step + 1 < p->team->n_stages) {
        deal_goes_on(p, i_deal);
        return;
    }
    deal_ends(p, i_deal);
    dc_win_count(p, i_deal);
    d->won = true;
    d->opportunity = false;
    dc_desk_yield(p, i_deal);
    deal_follows(p, i_deal);
}

void dc_deal_close_all(struct dc_path *p)
{
    for (uint32_t i = 0; i < p->n_deals; i++) {
        struct dc_deal *d = dc_path_deal(p, i);
        if (d->state != DC_DEAL_FREE && d->opportunity) {
            count_opportunity(p, d);
        }
    }
}
