/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_edge.c - counting deal by deal, where a warm-up or the horizon cuts through. */
#include <string.h>

#include "path/express_batch.h"
#include "path/record.h"
#include "path/win.h"

#define N DC_EXPRESS_BATCH

/* How far a deal comes, if time allows. */
struct way {
    uint32_t n_stages;
    bool won, opportunity;
};

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
    const double end = to_days < p->horizon_days ? to_days : p->horizon_days;
    const double days = dc_path_counted(p, from_days, end);
    const dc_fixed value = dc_fixed_of(value_money);
    if (days > 0.0) {
        p->opportunity_days += dc_fixed_of(days);
        p->opportunity_money_days += dc_fixed_of(value_money * days);
    }
    p->record.n_opportunities += from_days >= p->warmup_days;
    p->month_count[dc_month_of(from_days)].pipeline += value;
    if (to_days < p->horizon_days) {
        p->month_count[dc_month_of(to_days)].pipeline -= value;
    }
}

static void count_lead(struct dc_path *p, const struct dc_express_batch *b, uint32_t i)
{
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t m = dc_month_of(b->at_days[i]);
    p->record.month[m].n_leads++;
    sum->n_leads += b->at_days[i] >= p->warmup_days;
    sum->n_open++;
    dc_ledger_lead(p->ledger, b->i_segment, m, b->at_days[i]);
}

void dc_express_win(struct dc_path *p, const struct dc_express_batch *b, uint32_t i,
                    struct dc_win_luck luck)
{
    const struct dc_win win = {.i_segment = b->i_segment,
                               .i_role = p->team->step[0].by[0].role,
                               .value_money = b->value_money[i],
                               .cycle_days = b->end_days[i] - b->at_days[i],
                               .opportunity = p->team->opportunity < p->n_steps,
                               .waited_days = b->start_days[i] - b->at_days[i]};
    p->now = b->end_days[i];
    (void)dc_win_enter(p, &win, luck);
}

static void count_end(struct dc_path *p, const struct dc_express_batch *b, uint32_t i,
                      double end_days, const struct way *way)
{
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t m = dc_month_of(end_days);
    sum->n_open--;
    if (way->won) {
        dc_path_month_is(p, m);
        const struct dc_bits bits =
            dc_rng_at(p->model->segment[b->i_segment].key, p->replication,
                      b->first + b->drawn[i], p->luck.win, 0);
        dc_express_win(p, b, i,
                       (struct dc_win_luck){dc_uniform(bits.w[0]), dc_uniform(bits.w[1])});
        return;
    }
    p->record.month[m].n_lost++;
    sum->n_lost += end_days >= p->warmup_days;
    sum->n_opportunity_lost += end_days >= p->warmup_days && way->opportunity;
}

/* A lead's response: its month is that of the start. */
static void count_response(struct dc_path *p, const struct dc_express_batch *b,
                           double wait_days, double start_days)
{
    dc_path_month_is(p, dc_month_of(start_days));
    dc_record_response(p, b->i_segment, wait_days);
}

/* One deal's way from its start, before the horizon. */
static void deal_runs(struct dc_path *p, const struct dc_express_batch *b, uint32_t i,
                      struct way *way)
{
    const uint32_t first = p->team->opportunity;
    double ready = b->at_days[i];
    double start = b->start_days[i];
    double since = first == 0 ? ready : INFINITY; /* an opportunity since */
    for (uint32_t k = 0; k < way->n_stages; k++) {
        const double end = start + b->delay_days[k][i];
        const bool advances = k + 1 < way->n_stages || way->won;
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
        count_opportunity(p, b->value_money[i], since, ready);
    }
    if (ready < INFINITY) {
        way->opportunity = since < INFINITY;
        count_end(p, b, i, ready, way);
    }
}

static void place_held(struct dc_path *p, double from_days, double to_days)
{
    const uint32_t i_role = p->team->step[0].by[0].role;
    const double end = to_days < p->horizon_days ? to_days : p->horizon_days;
    p->role_count[i_role].held += dc_fixed_of(dc_path_counted(p, 0.0, end)) -
                                  dc_fixed_of(dc_path_counted(p, 0.0, from_days));
}

static void deal_count(struct dc_path *p, const struct dc_express_batch *b, uint32_t i,
                       struct way *way)
{
    const double at = b->at_days[i];
    const double start = b->start_days[i];
    count_lead(p, b, i);
    if (!(start < p->horizon_days)) {
        count_start(p, 0, at, INFINITY);
        if (p->team->opportunity == 0) {
            count_opportunity(p, b->value_money[i], at, INFINITY);
        }
        return;
    }
    count_response(p, b, start - at, start);
    deal_runs(p, b, i, way);
    if (p->places.n > 0) {
        place_held(p, start, b->end_days[i]);
    }
}

static bool is_inner(const struct dc_path *p, const struct dc_express_batch *b, uint32_t i)
{
    return b->end_days[i] < p->horizon_days && b->at_days[i] >= p->warmup_days;
}

/* Deal i becomes deal `to`, before it. */
static void deal_move(struct dc_express_batch *b, uint32_t i, uint32_t to)
{
    b->drawn[to] = b->drawn[i];
    b->at_days[to] = b->at_days[i];
    b->value_money[to] = b->value_money[i];
    b->start_days[to] = b->start_days[i];
    b->end_days[to] = b->end_days[i];
    for (uint32_t k = 0; k < b->n_worked; k++) {
        b->delay_days[k][to] = b->delay_days[k][i];
    }
}

static void ways_of(const struct dc_path *p, const struct dc_express_batch *b,
                    struct way way[N])
{
    memset(way, 0, b->n * sizeof(*way));
    for (uint32_t k = 0; k < b->n_worked; k++) {
        for (uint32_t j = 0; j < b->n_reach[k]; j++) {
            way[b->reach[k][j]].n_stages = k + 1;
        }
    }
    for (uint32_t j = 0; j < b->n_reach[p->n_steps]; j++) {
        way[b->reach[p->n_steps][j]].won = true;
    }
}

/* Deals stay that have a new place: without a branch, for which do is chance. */
static void reach_keep(struct dc_express_batch *b, uint32_t k, const uint16_t place[N])
{
    uint32_t n = 0;
    for (uint32_t j = 0; j < b->n_reach[k]; j++) {
        const uint16_t to = place[b->reach[k][j]];
        b->reach[k][n] = (uint8_t)to;
        n += to < N;
    }
    b->n_reach[k] = n;
}

void dc_express_edge(struct dc_path *p, struct dc_express_batch *b)
{
    struct way way[N];
    uint16_t place[N] = {0};
    const uint32_t n = b->n;
    ways_of(p, b, way);
    b->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bool stays = is_inner(p, b, i);
        place[i] = stays ? (uint16_t)b->n : N;
        if (stays) {
            deal_move(b, i, b->n++);
        } else {
            deal_count(p, b, i, &way[i]);
        }
    }
    for (uint32_t k = 0; k <= p->n_steps; k++) {
        reach_keep(b, k, place);
    }
}
