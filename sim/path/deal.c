/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/deal.c - the stage machine: ready, worked, decided; and how deals end. */
#include "path/deal.h"

#include "path/cells.h"
#include "path/desk.h"
#include "path/lots.h"
#include "path/market.h"
#include "path/observer.h"
#include "path/record.h"
#include "path/way.h"
#include "path/win.h"

void dc_deal_free(struct dc_path *p, struct dc_deal *d)
{
    d->state = DC_DEAL_FREE;
    d->stamp++;
    d->life++;
    d->next = p->free_deal;
    p->free_deal = d->index;
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
void dc_deal_ends(struct dc_path *p, struct dc_deal *d)
{
    dc_record_segment(p, d)->n_open--;
    if (d->opportunity) {
        count_opportunity(p, d);
        p->month_count[p->i_month].pipeline -= dc_fixed_of(d->value_money);
    }
}

void dc_deal_opportunity(struct dc_path *p, struct dc_deal *d)
{
    d->opportunity = true;
    d->value_since = p->now;
    p->record.n_opportunities += p->counted;
    p->month_count[p->i_month].pipeline += dc_fixed_of(d->value_money);
}

void dc_deal_ready(struct dc_path *p, struct dc_deal *d)
{
    d->ready_days = p->now;
    p->record.stage[d->i_step].n_entries += p->counted;
    if (!d->opportunity && !d->won && d->i_step >= p->team->opportunity) {
        dc_deal_opportunity(p, d);
    }
    d->sequence = dc_calendar_sequence(&p->calendar);
    d->state = DC_DEAL_WAITS;
    d->seat = DC_NONE;
    d->released = true;
    d->release_due = false;
    d->n_moves = 0;
    dc_tell_deal(p, d, DC_SEEN(DC_EV_READY));
    dc_desk_join(p, d);
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

static void advance_decide(const struct dc_path *p, struct dc_deal *d, double u, double t_days)
{
    d->advances = true;
    if (d->i_step < p->team->n_stages) {
        d->p_advance = p_advance(p, d, t_days);
        d->advances = u < d->p_advance;
    }
}

/* Where no lot has it only the delay that comes true is drawn. When it ends tells at which
 * chances the deal is judged, if these change. */
static void judge_alone(struct dc_path *p, struct dc_deal *d)
{
    const struct dc_work *work = dc_path_work(d);
    uint64_t word[2];
    dc_rng_half(d->key, p->replication, d->number, dc_path_stage(d)->p_stage, 0, word);
    const double t_days =
        d->rule->is_steady ? p->now : p->now + dc_path_chance(p, &work->delay, word[1]);
    advance_decide(p, d, dc_uniform(word[0]), t_days);
    const struct dc_chance *delay =
        d->advances || !work->delay_lost.given ? &work->delay : &work->delay_lost;
    d->buyer_days = dc_path_chance(p, delay, word[1]);
}

void dc_deal_judge(struct dc_path *p, struct dc_deal *d)
{
    const double *x = dc_lot_at(p, d->rule->lot, d);
    if (DC_UNLIKELY(x == NULL)) {
        judge_alone(p, d);
        return;
    }
    const struct dc_work *work = dc_path_work(d);
    double days[2]; /* if it does not advance, if it does: an index, for a branch is a guess */
    days[1] = dc_lot_now(p, &work->delay, x[DC_OUTCOME_DELAY]);
    advance_decide(p, d, x[DC_OUTCOME_UNIFORM], p->now + days[1]);
    days[0] = d->rule->has_delay_lost
                  ? dc_lot_now(p, &work->delay_lost, x[DC_OUTCOME_DELAY_LOST])
                  : days[1];
    d->buyer_days = days[d->advances];
}

void dc_deal_worked(struct dc_path *p, struct dc_deal *d)
{
    dc_tell_deal(p, d, DC_SEEN(DC_EV_DONE));
    if (!d->rule->is_steady) {
        dc_deal_judge(p, d);
    }
    dc_deal_decided(p, d);
}

void dc_deal_decided(struct dc_path *p, struct dc_deal *d)
{
    d->state = DC_DEAL_BUYER;
    if (dc_way_is_lost(p, d)) {
        const struct dc_spot spot = dc_path_spot(p);
        const double lost_days = p->now + d->buyer_days;
        dc_way_lose(p, d, lost_days, dc_month_of(lost_days));
        dc_path_go_back(p, spot);
        return;
    }
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + d->buyer_days,
                    dc_due_what(DC_DUE_OUTCOME, d->index, 0));
}

void dc_deal_count_lost(struct dc_path *p, struct dc_deal *d)
{
    struct dc_segment_sum *sum = dc_record_segment(p, d);
    sum->n_lost += p->counted;
    sum->n_opportunity_lost += p->counted && d->opportunity;
    dc_record_month(p)->n_lost++;
    dc_deal_ends(p, d);
}

void dc_deal_lost(struct dc_path *p, struct dc_deal *d, const char *how)
{
    struct dc_seen seen = DC_SEEN(DC_EV_LOST);
    seen.outcome = how;
    dc_tell_deal(p, d, seen);
    dc_deal_count_lost(p, d);
    dc_desk_yield(p, d);
    dc_deal_free(p, d);
}

void dc_deal_expires(struct dc_path *p, struct dc_deal *d)
{
    dc_tell_deal(p, d,
                 (struct dc_seen){DC_EV_EXPIRED, p->now - d->ready_days, -1.0, -1.0, NULL});
    dc_desk_quit(p, d);
    dc_record_segment(p, d)->n_expired += p->counted;
    dc_record_month(p)->n_expired++;
    dc_deal_ends(p, d);
    dc_desk_yield(p, d);
    dc_deal_free(p, d);
}

/* The deal goes on to its next step: at once, after a hand-over, or it is lost on the way. */
static void deal_goes_on(struct dc_path *p, struct dc_deal *d)
{
    const uint32_t i_role = d->rule->role;
    d->i_step++;
    dc_deal_escalates(p, d);
    if (d->rule->role == i_role) {
        dc_deal_ready(p, d);
        return;
    }
    dc_desk_yield(p, d);
    const struct dc_bits bits = dc_path_deal_bits(p, d, dc_path_stage(d)->p_time, 0);
    if (!d->won && dc_uniform(bits.w[3]) < dc_path_at(p, p->team->handoff_loss)) {
        dc_deal_lost(p, d, "handoff");
        return;
    }
    const double delay = dc_path_chance(p, &p->team->handoff_delay, bits.w[2]);
    if (!(delay > 0.0)) {
        dc_deal_ready(p, d);
        return;
    }
    d->state = DC_DEAL_HANDED;
    d->seat = DC_NONE;
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + delay,
                    dc_due_what(DC_DUE_READY, d->index, 0));
}

/* A won deal passes the follow-up, if there is one (left). */
static void deal_follows(struct dc_path *p, struct dc_deal *d)
{
    if (d->i_step + 1u < p->n_steps) {
        deal_goes_on(p, d);
    } else {
        dc_deal_free(p, d);
    }
}

static void count_stage(struct dc_path *p, const struct dc_deal *d)
{
    if (!d->won) {
        dc_record_outcome(p, d->i_step, d->ready_days, d->advances);
    } else if (p->counted) {
        p->record.stage[d->i_step].n_timed++;
        p->stage_count[d->i_step].time += dc_fixed_of(p->now - d->ready_days);
    }
}

/* Each advance multiplies the deal's value. */
void dc_deal_revalues(struct dc_path *p, struct dc_deal *d)
{
    const double factor = dc_lot_value_factor(p, d);
    if (factor == 1.0) {
        return;
    }
    if (d->opportunity) {
        count_opportunity(p, d);
        p->month_count[p->i_month].pipeline -= dc_fixed_of(d->value_money);
        p->month_count[p->i_month].pipeline += dc_fixed_of(d->value_money * factor);
    }
    d->value_money *= factor;
}

void dc_deal_outcome(struct dc_path *p, struct dc_deal *d)
{
    count_stage(p, d);
    if (d->won) {
        dc_tell_deal(p, d, DC_SEEN(DC_EV_FOLLOWED));
        deal_follows(p, d);
        return;
    }
    if (d->advances && d->rule->revalues) {
        dc_deal_revalues(p, d);
    }
    dc_tell_deal(p, d,
                 (struct dc_seen){DC_EV_OUTCOME, -1.0, -1.0, d->p_advance,
                                  d->advances ? "advanced" : "lost"});
    if (!d->advances) {
        dc_deal_lost(p, d, "stage");
        return;
    }
    if (d->i_step + 1u < p->team->n_stages) {
        deal_goes_on(p, d);
        return;
    }
    dc_deal_ends(p, d);
    dc_win_count(p, d);
    d->won = true;
    d->opportunity = false;
    dc_desk_yield(p, d);
    deal_follows(p, d);
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
