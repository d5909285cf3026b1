/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express.c - deals in batches: draws stage by stage, then each deal's days and counts. */
#include "path/express.h"

#include <string.h>

#include "path/market.h"
#include "path/places.h"
#include "path/record.h"
#include "path/win.h"

#define N_BATCH DC_LEAD_BATCH

/* A batch of leads of one segment and what is drawn for them. */
struct batch {
    uint32_t i_segment, n;
    double at_days[N_BATCH], value[N_BATCH];
    uint64_t number[N_BATCH];
    double delay[DC_MAX_STAGES][N_BATCH];
    double waited_days[N_BATCH];
    uint8_t n_stages[N_BATCH]; /* worked, if the horizon allows */
    bool won[N_BATCH];
};

/* Month at hand of times that mostly grow. */
static uint32_t month_of(double t_days)
{
    const uint32_t m = (uint32_t)(t_days * (1.0 / DC_MONTH_DAYS));
    return t_days < m * DC_MONTH_DAYS ? m - 1 : t_days >= (m + 1) * DC_MONTH_DAYS ? m + 1 : m;
}

static bool batch_take(struct dc_path *p, struct batch *b)
{
    b->n = 0;
    while (b->n < N_BATCH && dc_market_next(p, b->i_segment) < p->horizon_days) {
        struct dc_arrival lead;
        dc_market_take(p, b->i_segment, &lead);
        b->at_days[b->n] = lead.at_days;
        b->value[b->n] = lead.value_money;
        b->number[b->n] = lead.number;
        b->n++;
    }
    return b->n > 0;
}

static void delays_draw(const struct dc_path *p, const struct dc_chance *c, const double u[],
                        double x[], uint32_t n)
{
    if (c->is_zero) {
        memset(x, 0, n * sizeof(*x));
    } else {
        dc_dist_run(&p->env.dist[c->i], u, x, n);
    }
}

/* The draws of one stage for the leads that reach it; those that go on are left in `alive`. */
static uint32_t stage_draw(const struct dc_path *p, struct batch *b, uint32_t k,
                           uint8_t alive[], uint32_t n)
{
    const struct dc_rule *rule =
        (const struct dc_rule *)p->rules.items + 2 * ((size_t)b->i_segment * p->n_steps + k);
    const struct dc_key key = p->model->segment[b->i_segment].key;
    double u_outcome[N_BATCH];
    double u_delay[N_BATCH];
    double delay[N_BATCH];
    uint32_t n_alive = 0;
    for (uint32_t j = 0; j < n; j++) {
        const struct dc_bits bits =
            dc_rng_at(key, p->replication, b->number[alive[j]], rule->stage->p_stage, 0);
        u_outcome[j] = dc_uniform(bits.w[0]);
        u_delay[j] = dc_uniform(bits.w[1]);
    }
    delays_draw(p, &rule->work->delay, u_delay, delay, n);
    for (uint32_t j = 0; j < n; j++) {
        const uint8_t i = alive[j];
        const bool advances = u_outcome[j] < rule->conversion;
        b->delay[k][i] = delay[j];
        b->n_stages[i] = (uint8_t)(k + 1);
        b->won[i] = advances && k + 1 == p->n_steps;
        alive[n_alive] = i;
        n_alive += advances;
        if (rule->work->delay_lost.given && !advances) {
            b->delay[k][i] = dc_env_chance(&p->env, &rule->work->delay_lost, u_delay[j], 0.0);
        }
    }
    return n_alive;
}

static void batch_draw(const struct dc_path *p, struct batch *b)
{
    uint8_t alive[N_BATCH];
    uint32_t n = b->n;
    for (uint32_t i = 0; i < n; i++) {
        alive[i] = (uint8_t)i;
    }
    for (uint32_t k = 0; k < p->n_steps && n > 0; k++) {
        n = stage_draw(p, b, k, alive, n);
    }
}

/* A stage of a deal begins: ready at `ready_days`, started at `start_days`. */
static void count_start(struct dc_path *p, uint32_t k, double ready_days, double start_days)
{
    struct dc_stage_sum *sum = &p->record.stage[k];
    sum->n_entries += ready_days >= p->warmup_days;
    if (start_days < p->horizon_days && start_days >= p->warmup_days) {
        sum->n_starts++;
        if (start_days > ready_days) {
            p->stage_count[k].wait += dc_fixed_of(start_days - ready_days);
        }
    }
}

static void count_outcome(struct dc_path *p, uint32_t k, double ready_days, double end_days,
                          bool advances)
{
    struct dc_stage_sum *sum = &p->record.stage[k];
    if (end_days >= p->warmup_days) {
        sum->n_timed++;
        sum->n_outcomes++;
        sum->n_advanced += advances;
        p->stage_count[k].time += dc_fixed_of(end_days - ready_days);
    }
}

/* The value of an open opportunity from one day to another (or the horizon). */
static void count_opportunity(struct dc_path *p, double value_money, double from_days,
                              double to_days)
{
    struct dc_express *x = p->express.items;
    const double end = to_days < p->horizon_days ? to_days : p->horizon_days;
    const double days = dc_path_counted(p, from_days, end);
    const dc_fixed value = dc_fixed_of(value_money);
    if (days > 0.0) {
        p->opportunity_days += dc_fixed_of(days);
        p->opportunity_money_days += dc_fixed_of(value_money * days);
    }
    p->record.n_opportunities += from_days >= p->warmup_days;
    x[month_of(from_days)].pipeline += value;
    if (to_days < p->horizon_days) {
        x[month_of(to_days)].pipeline -= value;
    }
}

static void count_lead(struct dc_path *p, const struct batch *b, uint32_t i)
{
    struct dc_express *x = p->express.items;
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t m = month_of(b->at_days[i]);
    p->record.month[m].n_leads++;
    sum->n_leads += b->at_days[i] >= p->warmup_days;
    sum->n_open++;
    x[m].n_open++;
    dc_ledger_lead(p->ledger, b->i_segment, b->at_days[i]);
}

static void count_end(struct dc_path *p, const struct batch *b, uint32_t i, double end_days,
                      bool opportunity)
{
    struct dc_express *x = p->express.items;
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t m = month_of(end_days);
    sum->n_open--;
    x[m].n_open--;
    if (b->won[i]) {
        struct dc_win win = {.i_segment = b->i_segment,
                             .i_role = p->team->step[0].by[0].role,
                             .key = p->model->segment[b->i_segment].key,
                             .number = b->number[i],
                             .value_money = b->value[i],
                             .cycle_days = end_days - b->at_days[i],
                             .opportunity = opportunity,
                             .waited_days = b->waited_days[i]};
        p->now = end_days;
        p->i_month = m;
        p->counted = end_days >= p->warmup_days;
        (void)dc_win_enter(p, &win);
        return;
    }
    p->record.month[m].n_lost++;
    sum->n_lost += end_days >= p->warmup_days;
    sum->n_opportunity_lost += end_days >= p->warmup_days && opportunity;
}

/* A lead's response: its month is that of the start. */
static void count_response(struct dc_path *p, const struct batch *b, double wait_days,
                           double start_days)
{
    p->i_month = month_of(start_days);
    p->counted = start_days >= p->warmup_days;
    dc_record_response(p, b->i_segment, wait_days);
}

/* One deal's way from its start; returns the day it ends, INFINITY if not before the horizon.
 */
static double deal_runs(struct dc_path *p, const struct batch *b, uint32_t i, double start_days)
{
    const uint32_t first = p->team->opportunity;
    double ready = b->at_days[i];
    double start = start_days;
    double since = first == 0 ? ready : INFINITY; /* an opportunity since */
    for (uint32_t k = 0; k < b->n_stages[i]; k++) {
        const double end = start + b->delay[k][i];
        const bool advances = k + 1 < b->n_stages[i] || b->won[i];
        count_start(p, k, ready, start);
        since = k == first && k > 0 ? ready : since;
        if (!(end < p->horizon_days)) {
            ready = INFINITY;
            break;
        }
        count_outcome(p, k, ready, end, advances);
        ready = start = end;
    }
    if (since < INFINITY) {
        count_opportunity(p, b->value[i], since, ready);
    }
    if (ready < INFINITY) {
        count_end(p, b, i, ready, since < INFINITY);
    }
    return ready;
}

static void place_held(struct dc_path *p, double from_days, double to_days)
{
    const uint32_t i_role = p->team->step[0].by[0].role;
    const double end = to_days < p->horizon_days ? to_days : p->horizon_days;
    p->role_count[i_role].held += dc_fixed_of(dc_path_counted(p, 0.0, end)) -
                                  dc_fixed_of(dc_path_counted(p, 0.0, from_days));
}

static void batch_run(struct dc_path *p, struct batch *b, struct dc_places *places)
{
    for (uint32_t i = 0; i < b->n; i++) {
        const double at = b->at_days[i];
        const double free = places->n > 0 ? dc_places_first(places) : 0.0;
        const double start = free > at ? free : at;
        count_lead(p, b, i);
        b->waited_days[i] = start - at;
        if (!(start < p->horizon_days)) {
            count_start(p, 0, at, INFINITY);
            if (p->team->opportunity == 0) {
                count_opportunity(p, b->value[i], at, INFINITY);
            }
            continue;
        }
        count_response(p, b, start - at, start);
        const double end = deal_runs(p, b, i, start);
        if (places->n > 0) {
            place_held(p, start, end);
            dc_places_take(places, end);
        }
    }
}

void dc_express_run(struct dc_path *p)
{
    const struct dc_role *role = &p->team->role[p->team->step[0].by[0].role];
    const bool limited = role->max_open_deals != DC_NONE;
    const double n_places = limited ? (double)role->headcount * role->max_open_deals : 0.0;
    struct batch b;
    if (!dc_pool_grow(&p->express, p->record.n_months + 1, sizeof(struct dc_express),
                      &p->growth) ||
        !dc_places_begin(&p->places, n_places, &p->growth)) {
        return;
    }
    memset(p->express.items, 0, (p->record.n_months + 1) * sizeof(struct dc_express));
    for (b.i_segment = 0; b.i_segment < p->model->n_segments; b.i_segment++) {
        while (p->growth.trouble == NULL && batch_take(p, &b) && !dc_path_is_stopped(p)) {
            batch_draw(p, &b);
            batch_run(p, &b, &p->places);
        }
    }
    p->now = 0.0;
    p->i_month = 0;
    p->counted = p->model->warmup_months == 0;
}

void dc_express_close(struct dc_path *p)
{
    const struct dc_express *x = p->express.items;
    int64_t n_open = 0;
    dc_fixed pipeline = 0;
    for (uint32_t m = 0; m < p->record.n_months; m++) {
        if (m > 0 && m == p->model->warmup_months) {
            p->record.n_open_at_warmup = (uint64_t)n_open;
        }
        n_open += x[m].n_open;
        pipeline += x[m].pipeline;
        p->record.month[m].n_open = (uint64_t)n_open;
        p->month_count[m].pipeline = pipeline;
    }
    p->n_open = (uint64_t)n_open;
}

void dc_express_free(struct dc_path *p)
{
    dc_pool_free(&p->express);
    dc_places_free(&p->places);
}
