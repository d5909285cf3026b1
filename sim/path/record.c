/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/record.c - fixed-point sums become the record's doubles once, at the close. */
#include "path/record.h"

#include <string.h>

#include "path/express_sum.h"
#include "path/market.h"
#include "path/select.h"

#define RESERVE_MAX 65536 /* values; more are made room for as they come */

static uint32_t most_roles(const struct dc_model *model)
{
    uint32_t n = 1;
    for (uint32_t i = 0; i < model->n_teams; i++) {
        n = model->team[i].n_roles > n ? model->team[i].n_roles : n;
    }
    return n;
}

static uint32_t most_steps(const struct dc_model *model)
{
    uint32_t n = 1;
    for (uint32_t i = 0; i < model->n_teams; i++) {
        const uint32_t k = model->team[i].n_stages + model->team[i].n_followup;
        n = k > n ? k : n;
    }
    return n;
}

bool dc_record_new(struct dc_path *p)
{
    const struct dc_model *model = p->model;
    const uint32_t n_roles = most_roles(model);
    const uint32_t n_steps = most_steps(model);
    struct dc_record *r = &p->record;
    struct dc_arena *keep = &p->keep;
    r->month = dc_arena_zero(keep, model->horizon_months, sizeof(*r->month));
    r->segment = dc_arena_zero(keep, model->n_segments + 1, sizeof(*r->segment));
    r->role = dc_arena_zero(keep, n_roles, sizeof(*r->role));
    r->stage = dc_arena_zero(keep, n_steps, sizeof(*r->stage));
    r->attainment_bins =
        dc_arena_zero(keep, (size_t)n_roles * DC_ATTAINMENT_BINS, sizeof(uint32_t));
    p->role_count = dc_arena_zero(keep, n_roles, sizeof(*p->role_count));
    p->stage_count = dc_arena_zero(keep, n_steps, sizeof(*p->stage_count));
    p->segment_count = dc_arena_zero(keep, model->n_segments + 1, sizeof(*p->segment_count));
    p->month_count = dc_arena_zero(keep, model->horizon_months, sizeof(*p->month_count));
    return r->month && r->segment && r->role && r->stage && r->attainment_bins &&
           p->role_count && p->stage_count && p->segment_count && p->month_count;
}

/* Room for as many values as leads are expected, so that a warm path seldom needs more. */
static void values_reserve(struct dc_path *p)
{
    const double expected = 1.5 * dc_market_expected(p);
    const size_t n = expected < RESERVE_MAX ? (size_t)expected : RESERVE_MAX;
    if (!dc_pool_grow(&p->cycles, n, sizeof(double), &p->growth) ||
        !dc_pool_grow(&p->responses, n, sizeof(double), &p->growth)) {
        return; /* the trouble is kept */
    }
}

void dc_record_begin(struct dc_path *p)
{
    struct dc_record *r = &p->record;
    const struct dc_record kept = *r;
    const struct dc_model *model = p->model;
    *r = (struct dc_record){.n_months = model->horizon_months,
                            .n_warmup = model->warmup_months,
                            .n_segments = model->n_segments,
                            .n_roles = p->team->n_roles,
                            .n_stages = p->n_steps,
                            .month = kept.month,
                            .segment = kept.segment,
                            .role = kept.role,
                            .stage = kept.stage,
                            .attainment_bins = kept.attainment_bins};
    memset(r->month, 0, r->n_months * sizeof(*r->month));
    memset(r->segment, 0, r->n_segments * sizeof(*r->segment));
    memset(r->role, 0, r->n_roles * sizeof(*r->role));
    memset(r->stage, 0, r->n_stages * sizeof(*r->stage));
    memset(r->attainment_bins, 0, (size_t)r->n_roles * DC_ATTAINMENT_BINS * sizeof(uint32_t));
    memset(p->role_count, 0, r->n_roles * sizeof(*p->role_count));
    memset(p->stage_count, 0, r->n_stages * sizeof(*p->stage_count));
    memset(p->segment_count, 0, r->n_segments * sizeof(*p->segment_count));
    memset(p->month_count, 0, r->n_months * sizeof(*p->month_count));
    p->opportunity_days = p->opportunity_money_days = 0;
    values_reserve(p);
    p->n_cycles = p->n_responses = 0;
    p->n_instant = 0;
}

static void value_push(struct dc_path *p, struct dc_pool *pool, uint32_t *n, double x)
{
    if (dc_pool_grow(pool, (size_t)*n + 1, sizeof(double), &p->growth)) {
        ((double *)pool->items)[(*n)++] = x;
    }
}

void dc_record_cycle(struct dc_path *p, uint32_t i_segment, double cycle_days)
{
    p->segment_count[i_segment].cycle += dc_fixed_of(cycle_days);
    value_push(p, &p->cycles, &p->n_cycles, cycle_days);
}

void dc_record_cycles(struct dc_path *p, uint32_t i_segment, const double cycle_days[],
                      uint32_t n)
{
    p->segment_count[i_segment].cycle += dc_sum_small(cycle_days, n);
    if (dc_pool_grow(&p->cycles, (size_t)p->n_cycles + n, sizeof(double), &p->growth)) {
        memcpy((double *)p->cycles.items + p->n_cycles, cycle_days, n * sizeof(double));
        p->n_cycles += n;
    }
}

void dc_record_response(struct dc_path *p, uint32_t i_segment, double wait_days)
{
    struct dc_month_sum *month = dc_record_month(p);
    month->n_responses++;
    if (!(wait_days > 0.0)) { /* the usual case of a team with time to spare */
        p->record.segment[i_segment].n_responses += p->counted;
        p->n_instant += p->counted;
        return;
    }
    const dc_fixed wait = dc_fixed_of(wait_days);
    p->month_count[p->i_month].response += wait;
    if (!p->counted) {
        return;
    }
    p->record.segment[i_segment].n_responses++;
    p->segment_count[i_segment].response += wait;
    value_push(p, &p->responses, &p->n_responses, wait_days);
}

/* Deals not yet won, lost or expired at each month's end: those that came less those that
 * went. */
static void close_open(struct dc_path *p)
{
    uint64_t n_open = 0;
    for (uint32_t m = 0; m < p->record.n_months; m++) {
        struct dc_month_sum *month = &p->record.month[m];
        if (m > 0 && m == p->record.n_warmup) {
            p->record.n_open_at_warmup = n_open;
        }
        n_open += month->n_leads - month->n_won - month->n_lost - month->n_expired;
        month->n_open = n_open;
    }
}

static void close_months(struct dc_path *p)
{
    dc_fixed pipeline = 0;
    for (uint32_t m = 0; m < p->record.n_months; m++) {
        struct dc_month_sum *to = &p->record.month[m];
        const struct dc_month_count *from = &p->month_count[m];
        to->response_days = dc_fixed_double(from->response);
        to->busy_days = dc_fixed_double(from->busy);
        to->work_filled_days = dc_fixed_double(from->work_filled);
        pipeline += from->pipeline;
        to->open_pipeline_money = dc_fixed_double(pipeline);
    }
}

static void close_roles(struct dc_path *p)
{
    for (uint32_t r = 0; r < p->record.n_roles; r++) {
        struct dc_role_sum *to = &p->record.role[r];
        const struct dc_role_count *from = &p->role_count[r];
        const struct dc_role *role = &p->team->role[r];
        to->talk_hours = dc_fixed_double(from->talk);
        to->travel_hours = dc_fixed_double(from->travel);
        to->work_hours = dc_fixed_double(from->work);
        to->in_person_hours = dc_fixed_double(from->in_person);
        to->travel_money = dc_fixed_double(from->travel_money);
        to->busy_days = dc_fixed_double(from->busy);
        to->vacancy_days = dc_fixed_double(from->vacancy);
        to->held_days = dc_fixed_double(from->held);
        to->won_money = dc_fixed_double(from->won_money);
        to->has_limit = p->desk[r].limited;
        to->has_quota = role->has_quota;
        to->works = role->works;
        to->outside = role->outside;
    }
}

/* Slots there were: after the ledger has written the filled time. */
static void close_slots(struct dc_path *p)
{
    for (uint32_t r = 0; r < p->record.n_roles; r++) {
        struct dc_role_sum *to = &p->record.role[r];
        to->room_days = to->has_limit ? to->filled_days * p->team->role[r].max_open_deals : 0.0;
    }
}

void dc_record_close(struct dc_path *p)
{
    struct dc_record *r = &p->record;
    close_open(p);
    close_months(p);
    close_roles(p);
    for (uint32_t s = 0; s < r->n_segments; s++) {
        r->segment[s].cycle_days = dc_fixed_double(p->segment_count[s].cycle);
        r->segment[s].response_days = dc_fixed_double(p->segment_count[s].response);
    }
    for (uint32_t k = 0; k < r->n_stages; k++) {
        r->stage[k].wait_days = dc_fixed_double(p->stage_count[k].wait);
        r->stage[k].stage_days = dc_fixed_double(p->stage_count[k].time);
    }
    r->open_opportunity_days = dc_fixed_double(p->opportunity_days);
    r->open_opportunity_money_days = dc_fixed_double(p->opportunity_money_days);
    r->cycle_p50_days = dc_select_quantile(p->cycles.items, p->n_cycles, 0, 0.5);
    r->cycle_p90_days = dc_select_quantile(p->cycles.items, p->n_cycles, 0, 0.9);
    r->response_p90_days =
        dc_select_quantile(p->responses.items, p->n_responses, p->n_instant, 0.9);
    dc_ledger_close(p->ledger, r);
    close_slots(p);
}
