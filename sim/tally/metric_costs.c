/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric_costs.c - metrics of cost and of what it buys. */
#include "tally/metric.h"

#include "num/exact.h"
#include "path/fixed.h"

DC_FIELD(month_salary, month, cost_money[DC_SALARY])
DC_FIELD(month_commission, month, cost_money[DC_COMMISSION])
DC_FIELD(month_oncost, month, cost_money[DC_ONCOST])
DC_FIELD(month_tools, month, cost_money[DC_TOOLS])
DC_FIELD(month_overhead, month, cost_money[DC_OVERHEAD])
DC_FIELD(month_travel, month, cost_money[DC_TRAVEL])
DC_FIELD(month_hiring, month, cost_money[DC_HIRING])
DC_FIELD(month_training, month, cost_money[DC_TRAINING])
DC_FIELD(month_management, month, cost_money[DC_MANAGEMENT])
DC_FIELD(month_lead_cost, month, cost_money[DC_LEADS])
DC_FIELD(role_salary, role, cost_money[DC_SALARY])
DC_FIELD(role_commission, role, cost_money[DC_COMMISSION])
DC_FIELD(role_oncost, role, cost_money[DC_ONCOST])
DC_FIELD(role_tools, role, cost_money[DC_TOOLS])
DC_FIELD(role_overhead, role, cost_money[DC_OVERHEAD])
DC_FIELD(role_travel, role, cost_money[DC_TRAVEL])
DC_FIELD(role_hiring, role, cost_money[DC_HIRING])
DC_FIELD(role_training, role, cost_money[DC_TRAINING])
DC_FIELD(role_management, role, cost_money[DC_MANAGEMENT])
DC_FIELD(role_lead_cost, role, cost_money[DC_LEADS])
DC_FIELD(total_cost, view, cost_money)
DC_FIELD(month_cost, view, month_cost[s->i_month])
DC_FIELD(total_churned, segment, n_churned)

DC_RATIO(total_roi, s->view->contribution_money, s->view->cost_money)
DC_RATIO(total_csat, s->view->record->csat_points, s->month->n_won)

static bool role_cost(const struct dc_subject *s, double *out)
{
    dc_fixed sum = 0;
    for (int i = 0; i < DC_N_COSTS; i++) {
        sum += dc_fixed_of(s->role->cost_money[i]);
    }
    *out = dc_fixed_double(sum);
    return true;
}

static bool total_cac(const struct dc_subject *s, double *out)
{
    return dc_metric_ratio(s->view->cost_money, (double)s->month->n_won, out);
}

static bool total_clv(const struct dc_subject *s, double *out)
{
    return dc_metric_ratio(s->view->record->clv_money, (double)s->month->n_won, out);
}

static bool total_clv_cac(const struct dc_subject *s, double *out)
{
    double cac, clv;
    return total_cac(s, &cac) && total_clv(s, &clv) && dc_metric_ratio(clv, cac, out);
}

/* cac / (margin a month of the mean deal): the number of deals cancels out. */
static bool total_payback(const struct dc_subject *s, double *out)
{
    return s->month->n_won > 0 &&
           dc_metric_ratio(s->view->cost_money * 12.0, s->view->record->margin_money, out);
}

static bool total_break_even(const struct dc_subject *s, double *out)
{
    const struct dc_view *const view = s->view;
    uint32_t n_before = view->n_months; /* months up to the last whose end is below 0 */
    while (n_before > 0 && view->sum_contribution[n_before - 1] >= 0.0) {
        n_before--;
    }
    *out = 1.0 + n_before;
    return n_before < view->n_months;
}

static bool total_churn_rate(const struct dc_subject *s, double *out)
{
    double a_year;
    if (!dc_metric_ratio((double)s->segment->n_churned * DC_YEAR_DAYS,
                         s->view->record->customer_days, &a_year)) {
        return false;
    }
    *out = -dc_expm1(-a_year);
    return true;
}

static bool segment_retention(const struct dc_subject *s, double *out)
{
    const uint64_t n_stayed = s->segment->n_customers_ever - s->segment->n_churned;
    return dc_metric_ratio((double)n_stayed, (double)s->segment->n_customers_ever, out);
}

static bool total_target_hit(const struct dc_subject *s, double *out)
{
    *out = s->month->bookings_money >= s->view->model->target ? 1.0 : 0.0;
    return true;
}

static bool total_shortfall(const struct dc_subject *s, double *out)
{
    const double gap = s->view->model->target - s->month->bookings_money;
    *out = gap > 0.0 ? gap : 0.0;
    return true;
}

DC_OF_EACH_MONTH(month_cost)
DC_OF_EACH_MONTH(month_salary)
DC_OF_EACH_MONTH(month_commission)
DC_OF_EACH_MONTH(month_oncost)
DC_OF_EACH_MONTH(month_tools)
DC_OF_EACH_MONTH(month_overhead)
DC_OF_EACH_MONTH(month_travel)
DC_OF_EACH_MONTH(month_hiring)
DC_OF_EACH_MONTH(month_training)
DC_OF_EACH_MONTH(month_management)
DC_OF_EACH_MONTH(month_lead_cost)

/* clang-format off */
static const struct dc_metric_row rows[] = {
    {DC_METRIC("cost", "money", "all costs; of a role: without management and lead cost"),
     DC_ALL(total_cost), DC_BY_ROLE(role_cost), DC_BY_MONTH(9, month_cost), DC_LOWER},
    {DC_METRIC("cost.salary", "money", "base salaries of filled seats"),
     DC_ALL(month_salary), DC_BY_ROLE(role_salary), DC_BY_MONTH(10, month_salary), DC_LOWER},
    {DC_METRIC("cost.commission", "money", "variable pay, in the month it is paid"),
     DC_ALL(month_commission), DC_BY_ROLE(role_commission), DC_BY_MONTH(11, month_commission), DC_LOWER},
    {DC_METRIC("cost.oncost", "money", "on-costs of salaries and commission"),
     DC_ALL(month_oncost), DC_BY_ROLE(role_oncost), DC_BY_MONTH(12, month_oncost), DC_LOWER},
    {DC_METRIC("cost.tools", "money", "tools of filled seats"),
     DC_ALL(month_tools), DC_BY_ROLE(role_tools), DC_BY_MONTH(13, month_tools), DC_LOWER},
    {DC_METRIC("cost.overhead", "money", "overhead of filled seats"),
     DC_ALL(month_overhead), DC_BY_ROLE(role_overhead), DC_BY_MONTH(14, month_overhead), DC_LOWER},
    {DC_METRIC("cost.travel", "money", "travel to in-person meetings"),
     DC_ALL(month_travel), DC_BY_ROLE(role_travel), DC_BY_MONTH(15, month_travel), DC_LOWER},
    {DC_METRIC("cost.hiring", "money", "hiring, on the day a seat is filled"),
     DC_ALL(month_hiring), DC_BY_ROLE(role_hiring), DC_BY_MONTH(16, month_hiring), DC_LOWER},
    {DC_METRIC("cost.training", "money", "training, on the day a seat is filled"),
     DC_ALL(month_training), DC_BY_ROLE(role_training), DC_BY_MONTH(17, month_training), DC_LOWER},
    {DC_METRIC("cost.management", "money", "managers, with their on-costs; not charged to roles"),
     DC_ALL(month_management), DC_BY_ROLE(role_management), DC_BY_MONTH(18, month_management), DC_LOWER},
    {DC_METRIC("cost.leads", "money", "cost of inbound leads; not charged to roles"),
     DC_ALL(month_lead_cost), DC_BY_ROLE(role_lead_cost), DC_BY_MONTH(19, month_lead_cost), DC_LOWER},
    {DC_METRIC("cac", "money", "customer acquisition cost: cost / won"), DC_ALL(total_cac), DC_HEADLINE, DC_LOWER},
    {DC_METRIC("clv", "money", "customer lifetime value at gross margin, mean over deals won"), DC_ALL(total_clv)},
    {DC_METRIC("clv_cac", "ratio", "clv / cac"), DC_ALL(total_clv_cac)},
    {DC_METRIC("payback", "months", "cac / mean over deals won of value * gross margin / 12"),
     DC_ALL(total_payback), DC_LOWER},
    {DC_METRIC("break_even", "months", "number (the first counted month is 1) of the first month from whose end on cumulative "
               "contribution stays at or above 0"),
     DC_ALL(total_break_even), DC_LOWER},
    {DC_METRIC("roi", "ratio", "contribution / cost"), DC_ALL(total_roi)},
    {DC_METRIC("churn_rate", "share per year", "1 - exp(-churned / customer-years) of recurring customers"),
     DC_ALL(total_churn_rate), DC_LOWER},
    {DC_METRIC("retention", "share", "1 - churned / (recurring customers at the warm-up's end or won since)"),
     DC_ALL(segment_retention), DC_BY_SEGMENT(segment_retention)},
    {DC_METRIC("churned", "count", "of the recurring customers at the warm-up's end or won since, those who left"),
     DC_ALL(total_churned), DC_LOWER},
    {DC_METRIC("csat", "points", "customer satisfaction, 1 to 5, mean over deals won"), DC_ALL(total_csat)},
    {DC_METRIC("target_hit", "share", "1 if bookings reach the target; the mean is the probability"),
     DC_ALL(total_target_hit), DC_HEADLINE, DC_TARGET},
    {DC_METRIC("shortfall", "money", "max(0, target - bookings)"),
     DC_ALL(total_shortfall), DC_LOWER, DC_TARGET},
};
/* clang-format on */
const struct dc_metric_list dc_metric_costs = {rows, DC_COUNT_OF(rows)};
