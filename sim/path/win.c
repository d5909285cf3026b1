/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/win.c - satisfaction, credit and the ledger's entry of a win. */
#include "path/win.h"

#include "num/kernel.h"
#include "path/observer.h"
#include "path/record.h"

#define LOG_2 0.69314718055994530942
#define CSAT_LOW 1.0
#define CSAT_HIGH 5.0

/* An observer is told when the customer leaves. */
static void watch_leaving(struct dc_path *p, struct dc_customer customer, double leaves_days)
{
    if (p->observer == NULL || !(leaves_days < p->horizon_days) ||
        !dc_pool_grow(&p->customers, (size_t)p->n_customers + 1, sizeof(customer),
                      &p->growth)) {
        return;
    }
    ((struct dc_customer *)p->customers.items)[p->n_customers] = customer;
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, leaves_days,
                    dc_due_what(DC_DUE_CHURN, p->n_customers++, 0));
}

/* Satisfaction of the winning role, less the penalty for each doubling of 1 + days waited. */
static double csat_of(const struct dc_path *p, const struct dc_win *win, double u)
{
    const double penalty = dc_path_at(p, p->model->segment[win->i_segment].wait_penalty);
    double csat = dc_env_chance(&p->env, &p->team->role[win->i_role].satisfaction, u, p->now);
    if (penalty != 0.0 && win->waited_days > 0.0) {
        csat -= penalty * dc_log1p(win->waited_days) / LOG_2;
    }
    return csat < CSAT_LOW ? CSAT_LOW : csat > CSAT_HIGH ? CSAT_HIGH : csat;
}

DC_EACH_CPU static void csat_keep(double csat[restrict], const double waited[restrict],
                                  uint32_t n, double penalty)
{
    for (uint32_t i = 0; penalty != 0.0 && i < n; i++) {
        csat[i] -= penalty * dc_log1p_kernel(waited[i]) / LOG_2;
    }
    for (uint32_t i = 0; i < n; i++) {
        const double kept = csat[i] < CSAT_LOW ? CSAT_LOW : csat[i];
        csat[i] = kept > CSAT_HIGH ? CSAT_HIGH : kept;
    }
}

void dc_win_csat(double csat[restrict], const double waited_days[restrict], uint32_t n,
                 double penalty)
{
    csat_keep(csat, waited_days, n, penalty);
}

/* Credit goes to whoever holds the seats now. */
static void give_credit(struct dc_path *p, const struct dc_deal *d)
{
    const uint32_t winner = p->seat[d->seat].role;
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        const uint32_t i_seat = *dc_path_owner(p, d, r);
        if (i_seat == DC_NONE || p->seat[i_seat].state != DC_SEAT_FILLED) {
            continue;
        }
        const double share = r == winner ? 1.0 : dc_path_at(p, p->team->role[r].credit_share);
        if (share > 0.0) {
            dc_ledger_credit(p->ledger, r, p->seat[i_seat].number, p->now,
                             d->value_money * share);
        }
    }
}

double dc_win_enter(struct dc_path *p, const struct dc_win *win, struct dc_win_luck luck)
{
    dc_record_month(p)->n_won++;
    if (p->counted) {
        struct dc_segment_sum *sum = &p->record.segment[win->i_segment];
        sum->n_won++;
        sum->n_opportunity_won += win->opportunity;
        p->record.role[win->i_role].n_won++;
        p->role_count[win->i_role].won_money += dc_fixed_of(win->value_money);
        dc_record_cycle(p, win->i_segment, win->cycle_days);
    }
    return dc_ledger_win(p->ledger, win->i_segment, p->now, win->value_money,
                         csat_of(p, win, luck.satisfaction), luck.lifetime);
}

void dc_win_uncredited(struct dc_path *p, const struct dc_deal *d, uint32_t i_role)
{
    const struct dc_win win = {
        .i_segment = d->i_segment,
        .i_role = i_role,
        .value_money = d->value_money,
        .waited_days = d->waited_days,
        .cycle_days = p->now - d->arrived_days,
        .opportunity = d->opportunity,
    };
    struct dc_seen seen = DC_SEEN(DC_EV_WON);
    seen.outcome = "won";
    dc_tell_deal(p, d, seen);
    p->record.n_met_won += p->counted && d->met_counted;
    const struct dc_bits bits = dc_path_deal_bits(p, d, p->luck.win, 0);
    const struct dc_win_luck luck = {dc_uniform(bits.w[0]), dc_uniform(bits.w[1])};
    const double leaves = dc_win_enter(p, &win, luck);
    watch_leaving(p, (struct dc_customer){d->number, d->i_segment, d->value_money}, leaves);
}

void dc_win_count(struct dc_path *p, const struct dc_deal *d)
{
    dc_win_uncredited(p, d, p->seat[d->seat].role);
    give_credit(p, d);
}

void dc_win_opening(struct dc_path *p)
{
    for (uint32_t i = 0; i < p->model->n_segments; i++) {
        const struct dc_segment *s = &p->model->segment[i];
        const double n = s->recurring ? floor(dc_path_at(p, s->customers) + 0.5) : 0.0;
        if (n > DC_MAX_OPEN_DEALS) {
            p->growth.trouble = "more than 20,000,000 customers of a segment at the start";
            return;
        }
        const struct dc_chance *value =
            s->customer_value.given ? &s->customer_value : &s->deal_value;
        for (uint64_t k = 1; k <= (uint64_t)n; k++) {
            const struct dc_bits bits =
                dc_rng_at(s->key, p->replication, k, p->luck.customer, 0);
            const double value_money = dc_path_chance(p, value, bits.w[0]);
            const double leaves =
                dc_ledger_opening(p->ledger, i, value_money, dc_uniform(bits.w[1]));
            watch_leaving(p, (struct dc_customer){0, i, value_money}, leaves);
        }
    }
}
