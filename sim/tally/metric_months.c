/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric_months.c - metrics that stand in monthly rows only. */
#include "tally/metric.h"

DC_FIELD(month_sum_contribution, view, sum_contribution[s->i_month])
DC_FIELD(month_sum_cash, view, sum_cash[s->i_month])
DC_RATIO(month_productive, s->month->productive_days, DC_MONTH_DAYS)

DC_OF_EACH_MONTH(month_sum_contribution)
DC_OF_EACH_MONTH(month_sum_cash)
DC_OF_EACH_MONTH(month_productive)

/* clang-format off */
static const struct dc_metric_row rows[] = {
    {DC_METRIC("cumulative_contribution", "money", "contribution from the warm-up's end to the month's end"),
     DC_BY_MONTH(8, month_sum_contribution)},
    {DC_METRIC("cumulative_cash", "money", "cash from the warm-up's end to the month's end"),
     DC_BY_MONTH(21, month_sum_cash)},
    {DC_METRIC("productive_headcount", "seats", "mean number of filled seats, each times its rep's productivity"),
     DC_BY_MONTH(27, month_productive)},
};
/* clang-format on */
const struct dc_metric_list dc_metric_months = {rows, DC_COUNT_OF(rows)};
