/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/toy.c - see toy.h. */
#include "tests/support/toy.h"

#include <math.h>
#include <string.h>

static void set_model(struct toy *toy)
{
    static const char *const stages[] = {"first", "close", "care"};
    toy->segment[0].name = "smb";
    toy->segment[1].name = "corp";
    toy->role[0].name = "ae";
    toy->role[1].name = "field";
    for (uint32_t i = 0; i < 3; i++) {
        toy->stage[i].name = stages[i];
        toy->step[i].stage = toy->step[3 + i].stage = i;
    }
    toy->team = (struct dc_team){.name = "mixed",
                                 .label = "Mixed",
                                 .n_stages = 2,
                                 .n_followup = 1,
                                 .step = toy->step,
                                 .n_roles = 2,
                                 .role = toy->role};
    toy->model.name = "toy";
    toy->model.currency = "EUR";
    toy->model.horizon_months = TOY_MONTHS;
    toy->model.warmup_months = TOY_WARMUP;
    toy->model.has_target = true;
    toy->model.target = 2.6e6;
    toy->model.n_segments = 2;
    toy->model.segment = toy->segment;
    toy->model.n_stages = 3;
    toy->model.stage = toy->stage;
    toy->model.n_teams = 1;
    toy->model.team = &toy->team;
}

static void set_shape(struct toy *toy)
{
    toy->record.n_months = TOY_MONTHS;
    toy->record.n_warmup = TOY_WARMUP;
    toy->record.n_segments = 2;
    toy->record.n_roles = 2;
    toy->record.n_stages = 3;
    toy->record.month = toy->month;
    toy->record.segment = toy->of_segment;
    toy->record.role = toy->of_role;
    toy->record.stage = toy->of_stage;
    toy->record.attainment_bins = toy->bins;
    toy->of_role[0].has_quota = toy->of_role[0].works = true;
    toy->of_role[1].has_limit = toy->of_role[1].outside = toy->of_role[1].works = true;
}

static void set_month(struct dc_month_sum *m, uint32_t i)
{
    *m = (struct dc_month_sum){.n_leads = 100 + i,
                               .n_won = 7 + i % 3,
                               .n_lost = 41 + i % 5,
                               .n_expired = i % 4,
                               .n_hires = i % 2,
                               .n_leavers = i % 3,
                               .n_open = 60 + i,
                               .n_customers = 20 + 2 * i,
                               .bookings_money = 90000.25 + 1371.5 * i,
                               .revenue_money = 70000.75 + 911.25 * i,
                               .gross_profit_money = 56000.5 + 729.0 * i,
                               .cash_money = i < 12 ? -9000.5 : 12345.25,
                               .arr_money = 5e5 + i,
                               .open_pipeline_money = 8e5 - 3.0 * i,
                               .filled_days = 300.5 + i,
                               .productive_days = 280.25 + i,
                               .busy_days = 200.125 + i,
                               .work_filled_days = 290.5 + i,
                               .response_days = 17.5 + i,
                               .n_responses = 90 + i,
                               .attainment = 0.5 * (i % 4),
                               .n_periods = i % 4};
    for (int c = 0; c < DC_N_COSTS; c++) {
        m->cost_money[c] = 1000.0 * (c + 1) + 3.25 * i + (i == 8 ? 90000.0 : 0.0);
    }
}

static void set_segment(struct dc_segment_sum *s, uint64_t k)
{
    *s = (struct dc_segment_sum){.n_leads = 1900 + 37 * k,
                                 .n_won = 111 + 13 * k,
                                 .n_lost = 700 + 3 * k,
                                 .n_expired = 19 + k,
                                 .n_open = 44 + k,
                                 .n_opportunity_won = 109 + 13 * k,
                                 .n_opportunity_lost = 301 + k,
                                 .n_customers_ever = k * 97,
                                 .n_churned = k * 11,
                                 .bookings_money = 1.1e6 + 12345.5 * (double)k,
                                 .revenue_money = 9e5 + 77.0 * (double)k,
                                 .cycle_days = 4500.5 + 99.0 * (double)k,
                                 .response_days = 222.25 + (double)k,
                                 .n_responses = 1313 + k};
}

static void set_role(struct dc_role_sum *r, uint64_t k)
{
    const double x = (double)k;
    r->n_won = 60 + 17 * k;
    r->n_hires = 5 + k;
    r->n_leavers = 3 + k;
    for (uint64_t i = 0; i < 5; i++) {
        r->n_touch[i] = 1000 * (i + 1) + 10 * k;
    }
    r->n_in_person = 77 * k;
    r->talk_hours = 3141.5 + x;
    r->travel_hours = 271.75 * x;
    r->work_hours = 4000.0 + 1000.0 * x;
    r->in_person_hours = 150.25 * x;
    r->travel_money = 8123.5 * x;
    r->busy_days = 2000.5 + x;
    r->filled_days = 3000.25 + 500.0 * x;
    r->vacancy_days = 91.5 + x;
    r->held_days = 1234.5;
    r->room_days = 2345.5;
    r->attainment = k == 0 ? 31.5 : 0.0;
    r->n_periods = k == 0 ? 35 : 0;
    r->n_at_quota = k == 0 ? 12 : 0;
    r->won_money = 8e5 + 1000.5 * x;
    for (int c = 0; c < DC_LEADS - 1; c++) {
        r->cost_money[c] = 20000.5 * (c + 1) + 31.25 * x;
    }
}

static void set_stage(struct dc_stage_sum *s, uint64_t k)
{
    *s = (struct dc_stage_sum){.n_entries = 3800 - 900 * k,
                               .n_starts = 3700 - 900 * k,
                               .n_outcomes = k < 2 ? 3600 - 900 * k : 0,
                               .n_advanced = k < 2 ? 1500 - 800 * k : 0,
                               .n_timed = 3600 - 900 * k,
                               .wait_days = 512.5 + (double)k,
                               .stage_days = 9001.25 + (double)k};
}

static void set_totals(struct dc_record *record)
{
    record->n_opportunities = 2222;
    record->n_open_at_warmup = 88;
    record->cycle_p50_days = 17.25;
    record->cycle_p90_days = 44.5;
    record->response_p90_days = 1.375;
    record->open_opportunity_days = 23456.75;
    record->open_opportunity_money_days = 4.5e8;
    record->n_met = 900;
    record->n_met_won = 171;
    record->npv_money = 123456.5;
    record->clv_money = 7654321.0;
    record->margin_money = 2.1e6;
    record->csat_points = 950.5;
    record->customer_days = 40000.5;
}

void toy_new(struct toy *toy)
{
    memset(toy, 0, sizeof *toy);
    set_model(toy);
    set_shape(toy);
    for (uint32_t i = 0; i < TOY_MONTHS; i++) {
        set_month(&toy->month[i], i);
    }
    for (uint64_t k = 0; k < 2; k++) {
        set_segment(&toy->of_segment[k], k);
        set_role(&toy->of_role[k], k);
    }
    for (uint64_t k = 0; k < 3; k++) {
        set_stage(&toy->of_stage[k], k);
    }
    set_totals(&toy->record);
    toy->bins[9] = 23;
    toy->bins[10] = 12;
}

void toy_empty(struct toy *toy)
{
    memset(toy, 0, sizeof *toy);
    set_model(toy);
    set_shape(toy);
}

void toy_vary(struct toy *toy, uint64_t r)
{
    const double money =
        1e6 * exp(sin((double)r * 1.7) + 0.3 * cos((double)(r * r % 1009))) - 7e5;
    for (int i = 0; i < TOY_MONTHS; i++) {
        toy->month[i].bookings_money = 0.0;
        toy->month[i].n_won = 0;
    }
    toy->month[7].bookings_money = ldexp(round(ldexp(money, 32)), -32);
    toy->month[7].n_won = r < TOY_WITHOUT ? 0 : 3 + r % 17;
    toy->of_segment[0].n_won = toy->month[7].n_won;
    toy->bins[3] = (uint32_t)(r % 5);
}
