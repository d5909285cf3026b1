/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/view.c - sums of a record over months, segments and roles. */
#include "tally/view.h"

#include <string.h>

#include "path/fixed.h"

/* Money that is summed over months. */
struct money {
    dc_fixed bookings, revenue, gross_profit, cash, cost, contribution;
    dc_fixed part[DC_N_COSTS];
};

static void add_counts(struct dc_month_sum *into, const struct dc_month_sum *m)
{
    into->n_leads += m->n_leads;
    into->n_won += m->n_won;
    into->n_lost += m->n_lost;
    into->n_expired += m->n_expired;
    into->n_hires += m->n_hires;
    into->n_leavers += m->n_leavers;
    into->filled_days += m->filled_days;
    into->productive_days += m->productive_days;
    into->busy_days += m->busy_days;
    into->work_filled_days += m->work_filled_days;
    into->response_days += m->response_days;
    into->n_responses += m->n_responses;
    into->attainment += m->attainment;
    into->n_periods += m->n_periods;
}

/* Adds month m's money; gives its cost. */
static dc_fixed add_money(struct money *sum, const struct dc_month_sum *m)
{
    dc_fixed cost = 0;
    for (int i = 0; i < DC_N_COSTS; i++) {
        const dc_fixed part = dc_fixed_of(m->cost_money[i]);
        sum->part[i] += part;
        cost += part;
    }
    sum->bookings += dc_fixed_of(m->bookings_money);
    sum->revenue += dc_fixed_of(m->revenue_money);
    sum->gross_profit += dc_fixed_of(m->gross_profit_money);
    sum->cash += dc_fixed_of(m->cash_money);
    sum->cost += cost;
    sum->contribution = sum->gross_profit - sum->cost;
    return cost;
}

static void set_money(struct dc_view *view, const struct money *sum)
{
    struct dc_month_sum *const all = &view->months;
    all->bookings_money = dc_fixed_double(sum->bookings);
    all->revenue_money = dc_fixed_double(sum->revenue);
    all->gross_profit_money = dc_fixed_double(sum->gross_profit);
    all->cash_money = dc_fixed_double(sum->cash);
    for (int i = 0; i < DC_N_COSTS; i++) {
        all->cost_money[i] = dc_fixed_double(sum->part[i]);
    }
    view->cost_money = dc_fixed_double(sum->cost);
    view->contribution_money = dc_fixed_double(sum->contribution);
}

static void read_months(struct dc_view *view)
{
    struct money sum;
    memset(&sum, 0, sizeof sum);
    memset(&view->months, 0, sizeof view->months);
    for (uint32_t i = 0; i < view->n_months; i++) {
        const struct dc_month_sum *const m = &view->record->month[view->i_first + i];
        const dc_fixed cost = add_money(&sum, m);
        add_counts(&view->months, m);
        view->month_cost[i] = dc_fixed_double(cost);
        view->month_contribution[i] =
            dc_fixed_double(dc_fixed_of(m->gross_profit_money) - cost);
        view->sum_contribution[i] = dc_fixed_double(sum.contribution);
        view->sum_cash[i] = dc_fixed_double(sum.cash);
    }
    set_money(view, &sum);
    if (view->n_months > 0) {
        const struct dc_month_sum *const last =
            &view->record->month[view->i_first + view->n_months - 1];
        view->months.n_open = last->n_open;
        view->months.n_customers = last->n_customers;
        view->months.arr_money = last->arr_money;
        view->months.open_pipeline_money = last->open_pipeline_money;
    }
}

static void read_segments(struct dc_view *view)
{
    struct dc_segment_sum *const all = &view->segments;
    memset(all, 0, sizeof *all);
    for (uint32_t i = 0; i < view->record->n_segments; i++) {
        const struct dc_segment_sum *const s = &view->record->segment[i];
        all->n_leads += s->n_leads;
        all->n_won += s->n_won;
        all->n_lost += s->n_lost;
        all->n_expired += s->n_expired;
        all->n_open += s->n_open;
        all->n_opportunity_won += s->n_opportunity_won;
        all->n_opportunity_lost += s->n_opportunity_lost;
        all->n_customers_ever += s->n_customers_ever;
        all->n_churned += s->n_churned;
        all->bookings_money += s->bookings_money;
        all->revenue_money += s->revenue_money;
        all->cycle_days += s->cycle_days;
        all->response_days += s->response_days;
        all->n_responses += s->n_responses;
    }
}

static void add_role(struct dc_role_sum *into, const struct dc_role_sum *r)
{
    into->n_won += r->n_won;
    into->n_hires += r->n_hires;
    into->n_leavers += r->n_leavers;
    for (int i = 0; i < DC_N_TOUCHES; i++) {
        into->n_touch[i] += r->n_touch[i];
    }
    into->n_in_person += r->n_in_person;
    into->talk_hours += r->talk_hours;
    into->travel_hours += r->travel_hours;
    into->work_hours += r->work_hours;
    into->in_person_hours += r->in_person_hours;
    into->travel_money += r->travel_money;
    into->busy_days += r->busy_days;
    into->filled_days += r->filled_days;
    into->vacancy_days += r->vacancy_days;
    into->attainment += r->attainment;
    into->n_periods += r->n_periods;
    into->n_at_quota += r->n_at_quota;
    into->won_money += r->won_money;
}

static void add_pools(struct dc_role_pools *into, const struct dc_role_sum *r)
{
    if (r->has_limit) {
        into->held_days += r->held_days;
        into->room_days += r->room_days;
    }
    if (r->has_quota) {
        into->quota_filled_days += r->filled_days;
    }
    if (r->outside) {
        into->in_person_hours += r->in_person_hours;
        into->outside_hours += r->work_hours - r->travel_hours;
    }
}

static void read_roles(struct dc_view *view)
{
    memset(&view->roles, 0, sizeof view->roles);
    memset(&view->pools, 0, sizeof view->pools);
    for (uint32_t i = 0; i < view->record->n_roles; i++) {
        add_role(&view->roles, &view->record->role[i]);
        add_pools(&view->pools, &view->record->role[i]);
    }
}

void dc_view_read(struct dc_view *view, const struct dc_model *model,
                  const struct dc_record *record)
{
    view->model = model;
    view->record = record;
    view->i_first = record->n_warmup;
    view->n_months = record->n_months - record->n_warmup;
    view->counted_days = view->n_months * DC_MONTH_DAYS;
    DC_BUG_UNLESS(view->n_months <= DC_MAX_HORIZON_MONTHS);
    read_months(view);
    read_segments(view);
    read_roles(view);
}
