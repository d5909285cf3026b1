/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric_money.c - metrics of income and of the speed at which it comes. */
#include "tally/metric.h"

DC_FIELD(month_bookings, month, bookings_money)
DC_FIELD(month_revenue, month, revenue_money)
DC_FIELD(month_gross_profit, month, gross_profit_money)
DC_FIELD(month_cash, month, cash_money)
DC_FIELD(month_arr, month, arr_money)
DC_FIELD(month_customers, month, n_customers)
DC_FIELD(month_open_pipeline, month, open_pipeline_money)
DC_FIELD(segment_bookings, segment, bookings_money)
DC_FIELD(segment_revenue, segment, revenue_money)
DC_FIELD(total_contribution, view, contribution_money)
DC_FIELD(total_npv, view->record, npv_money)
DC_FIELD(month_contribution, view, month_contribution[s->i_month])

DC_RATIO(total_average_deal, s->month->bookings_money, s->month->n_won)
DC_RATIO(segment_response, s->segment->response_days, s->segment->n_responses)
DC_RATIO(month_response, s->month->response_days, s->month->n_responses)

static bool segment_average_deal(const struct dc_subject *s, double *out)
{
    return dc_metric_ratio(s->segment->bookings_money, (double)s->segment->n_won, out);
}

static bool segment_cycle(const struct dc_subject *s, double *out)
{
    return dc_metric_ratio(s->segment->cycle_days, (double)s->segment->n_won, out);
}

/* The counted month with the lowest cumulative cash at its end, the first of equals. */
static uint32_t lowest_month(const struct dc_view *view)
{
    uint32_t lowest = 0;
    for (uint32_t i = 1; i < view->n_months; i++) {
        if (view->sum_cash[i] < view->sum_cash[lowest]) {
            lowest = i;
        }
    }
    return lowest;
}

static bool total_cash_low(const struct dc_subject *s, double *out)
{
    *out = s->view->sum_cash[lowest_month(s->view)];
    return true;
}

static bool total_cash_low_month(const struct dc_subject *s, double *out)
{
    *out = 1.0 + lowest_month(s->view);
    return true;
}

static double bookings_of(const struct dc_view *view, uint32_t i_month, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t i = i_month; i < i_month + n; i++) {
        sum += view->record->month[view->i_first + i].bookings_money;
    }
    return sum;
}

static bool total_growth(const struct dc_subject *s, double *out)
{
    const uint32_t n = s->view->n_months;
    if (n < 24) {
        return false;
    }
    const double earlier = bookings_of(s->view, n - 24, 12);
    if (earlier == 0.0) {
        return false;
    }
    *out = bookings_of(s->view, n - 12, 12) / earlier - 1.0;
    return true;
}

static bool total_coverage(const struct dc_subject *s, double *out)
{
    const struct dc_view *const view = s->view;
    const double mean_open = view->record->open_opportunity_money_days / view->counted_days;
    const double quarter = s->month->bookings_money / view->n_months * 3.0;
    return dc_metric_ratio(mean_open, quarter, out);
}

static bool total_cycle_p50(const struct dc_subject *s, double *out)
{
    *out = s->view->record->cycle_p50_days;
    return s->segment->n_won > 0;
}

static bool total_cycle_p90(const struct dc_subject *s, double *out)
{
    *out = s->view->record->cycle_p90_days;
    return s->segment->n_won > 0;
}

static bool total_response_p90(const struct dc_subject *s, double *out)
{
    *out = s->view->record->response_p90_days;
    return s->segment->n_responses > 0;
}

static bool total_velocity(const struct dc_subject *s, double *out)
{
    double win_rate, average_deal, cycle_days;
    if (!dc_metric_win_rate(s, &win_rate) || !total_average_deal(s, &average_deal) ||
        !segment_cycle(s, &cycle_days)) {
        return false;
    }
    const double n_open = s->view->record->open_opportunity_days / s->view->counted_days;
    return dc_metric_ratio(n_open * win_rate * average_deal, cycle_days, out);
}

DC_OF_EACH_MONTH(month_bookings)
DC_OF_EACH_MONTH(month_revenue)
DC_OF_EACH_MONTH(month_gross_profit)
DC_OF_EACH_MONTH(month_contribution)
DC_OF_EACH_MONTH(month_cash)
DC_OF_EACH_MONTH(month_arr)
DC_OF_EACH_MONTH(month_customers)
DC_OF_EACH_MONTH(month_open_pipeline)
DC_OF_EACH_MONTH(month_response)

/* clang-format off */
static const struct dc_metric_row rows[] = {
    {DC_METRIC("bookings", "money", "value of the deals won, when won"),
     DC_ALL(month_bookings), DC_BY_SEGMENT(segment_bookings), DC_BY_MONTH(4, month_bookings), DC_HEADLINE, DC_TAIL},
    {DC_METRIC("revenue", "money", "one-off: bookings; recurring: the yearly value, recognised by day while the customer stays"),
     DC_ALL(month_revenue), DC_BY_SEGMENT(segment_revenue), DC_BY_MONTH(5, month_revenue), DC_HEADLINE, DC_TAIL},
    {DC_METRIC("gross_profit", "money", "revenue * gross margin"),
     DC_ALL(month_gross_profit), DC_BY_MONTH(6, month_gross_profit), DC_TAIL},
    {DC_METRIC("contribution", "money", "gross profit - cost"),
     DC_ALL(total_contribution), DC_BY_MONTH(7, month_contribution), DC_HEADLINE, DC_TAIL},
    {DC_METRIC("cash", "money", "money received - cost of sales - cost"),
     DC_ALL(month_cash), DC_BY_MONTH(20, month_cash), DC_HEADLINE, DC_TAIL},
    {DC_METRIC("npv", "money", "monthly cash, discounted at the yearly discount rate from mid-month to the warm-up's end"),
     DC_ALL(total_npv), DC_HEADLINE, DC_TAIL},
    {DC_METRIC("cash_low", "money", "lowest cumulative cash at a month's end, cumulated from the warm-up's end"),
     DC_ALL(total_cash_low), DC_HEADLINE},
    {DC_METRIC("cash_low_month", "month", "number of the month of cash_low (the first counted month is 1; the first of equals)"),
     DC_ALL(total_cash_low_month)},
    {DC_METRIC("arr", "money per year", "yearly value, with expansion, of the recurring customers at the end"),
     DC_ALL(month_arr), DC_BY_MONTH(22, month_arr)},
    {DC_METRIC("customers", "count", "recurring customers at the end"),
     DC_ALL(month_customers), DC_BY_MONTH(23, month_customers)},
    {DC_METRIC("growth", "share per year", "bookings of the last twelve counted months / those of the twelve before, less 1"),
     DC_ALL(total_growth)},
    {DC_METRIC("average_deal", "money", "bookings / won"),
     DC_ALL(total_average_deal), DC_BY_SEGMENT(segment_average_deal)},
    {DC_METRIC("open_pipeline", "money", "value of the open opportunities at the end"),
     DC_ALL(month_open_pipeline), DC_BY_MONTH(30, month_open_pipeline)},
    {DC_METRIC("pipeline_coverage", "ratio", "mean value of open opportunities over time / the bookings of three mean months"),
     DC_ALL(total_coverage)},
    {DC_METRIC("cycle_length", "days", "mean time from arrival to win, of the deals won"),
     DC_ALL(segment_cycle), DC_BY_SEGMENT(segment_cycle), DC_LOWER},
    {DC_METRIC("cycle_p50", "days", "median time from arrival to win, of the deals won"),
     DC_ALL(total_cycle_p50), DC_LOWER},
    {DC_METRIC("cycle_p90", "days", "time from arrival to win that 90% of the deals won stay below"),
     DC_ALL(total_cycle_p90), DC_LOWER},
    {DC_METRIC("response_time", "days", "mean wait of the leads whose first stage started; expired ones left out, outbound ones in"),
     DC_ALL(segment_response), DC_BY_SEGMENT(segment_response), DC_BY_MONTH(31, month_response), DC_HEADLINE, DC_LOWER},
    {DC_METRIC("response_p90", "days", "wait that 90% of the leads whose first stage started stay below"),
     DC_ALL(total_response_p90), DC_LOWER},
    {DC_METRIC("pipeline_velocity", "money per day", "mean number of open opportunities * win_rate * average_deal / cycle_length"),
     DC_ALL(total_velocity)},
};
/* clang-format on */
const struct dc_metric_list dc_metric_money = {rows, DC_COUNT_OF(rows)};
