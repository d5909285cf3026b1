/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/view.h - one record with its sums over counted months, segments and roles: what
 * metrics are computed from.
 *
 * Money is summed in fixed point: the order is free, and the total is the rounded sum of
 * the months shown. */
#ifndef DC_TALLY_VIEW_H
#define DC_TALLY_VIEW_H

#include "dealcycle/record.h"
#include "scenario/model.h"

/* Sums that only some roles are part of. */
struct dc_role_pools {
    double held_days, room_days;           /* roles with a limit */
    double quota_filled_days;              /* roles with a quota */
    double in_person_hours, outside_hours; /* outside roles; outside_hours without travel */
};

struct dc_view {
    const struct dc_model *model;
    const struct dc_record *record;
    uint32_t i_first,
        n_months; /* counted months: record->month[i_first + 0 ... n_months - 1] */
    double counted_days;
    struct dc_month_sum
        months; /* sums over counted months; what stands at a month's end: at the last's */
    double cost_money, contribution_money;
    struct dc_segment_sum segments; /* sums over segments */
    struct dc_role_sum roles;       /* sums over roles; the flags are false */
    struct dc_role_pools pools;
    /* By counted month; cumulated from the first of them. */
    double month_cost[DC_MAX_HORIZON_MONTHS], month_contribution[DC_MAX_HORIZON_MONTHS];
    double sum_contribution[DC_MAX_HORIZON_MONTHS], sum_cash[DC_MAX_HORIZON_MONTHS];
};

/* What a metric is computed of. Rows of one segment, role, stage or month point `segment`,
 * `role`, `stage` or `month` there; for all others these are the sums (`stage` NULL). */
struct dc_subject {
    const struct dc_view *view;
    const struct dc_segment_sum *segment;
    const struct dc_role_sum *role;
    const struct dc_stage_sum *stage;
    const struct dc_month_sum *month;
    uint32_t i_month; /* counted from the first counted month; holds for rows of a month */
};

void dc_view_read(struct dc_view *view, const struct dc_model *model,
                  const struct dc_record *record);
static inline struct dc_subject dc_view_total(const struct dc_view *view)
{
    return (struct dc_subject){view, &view->segments, &view->roles, NULL, &view->months, 0};
}

#endif
