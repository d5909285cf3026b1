/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric.h - the metric table's rows: what is public, and how each is computed.
 *
 * The table stands in five files by subject, in the order results are shown. A formula
 * returns false, and leaves *out alone, where the metric has no value. */
#ifndef DC_TALLY_METRIC_H
#define DC_TALLY_METRIC_H

#include <math.h>

#include "dealcycle/tally.h"
#include "tally/view.h"

typedef bool dc_formula(const struct dc_subject *s, double *out);
/* Its values of all counted months into cells that lie `stride` apart. */
typedef void dc_months_formula(const struct dc_view *view, double cell[], size_t stride);

struct dc_metric_row {
    struct dc_metric shown;
    dc_formula *all, *of_segment, *of_role; /* NULL: no such rows */
    dc_months_formula *of_month;
    dc_formula *of_step, *of_followup; /* rows `NAME.K` */
    int month_rank;                    /* its place in monthly.csv, from 1 */
};

/* Where rows stand, for the tables: a formula and the mark that says so in public. */
#define DC_ALL(f) .shown.total = true, .all = (f)
#define DC_BY_SEGMENT(f) .shown.by_segment = true, .of_segment = (f)
#define DC_BY_ROLE(f) .shown.by_role = true, .of_role = (f)
#define DC_BY_MONTH(rank, f)                                                                   \
    .shown.by_month = true, .of_month = f##_of_each, .month_rank = (rank)
#define DC_BY_STEP(f) .shown.total = true, .shown.by_stage = true, .of_step = (f)
#define DC_BY_FOLLOWUP(f) .of_followup = (f)
#define DC_HEADLINE .shown.headline = true
#define DC_LOWER .shown.lower_better = true
#define DC_TARGET .shown.needs_target = true
#define DC_TAIL .shown.has_tail = true
/* clang-format off */
#define DC_METRIC(name_, unit_, meaning_) \
    .shown.name = (name_), .shown.unit = (unit_), .shown.meaning = (meaning_)
/* clang-format on */

struct dc_metric_list {
    const struct dc_metric_row *row;
    size_t n;
};
extern const struct dc_metric_list dc_metric_deals, dc_metric_money, dc_metric_people,
    dc_metric_costs, dc_metric_months;

/* The i-th row of the whole table, or NULL past the end. */
const struct dc_metric_row *dc_metric_row_at(size_t i);

/* A formula that two files name. */
dc_formula dc_metric_win_rate;

/* *out = top / bottom; false where bottom is 0. */
static inline bool dc_metric_ratio(double top, double bottom, double *out)
{
    if (bottom == 0.0) {
        return false;
    }
    *out = top / bottom;
    return true;
}

/* Beyond it squares, and so statistics, would not be finite; no quantity of a business is. */
#define DC_LARGEST_VALUE 1e150

/* A cell without a value holds a NaN (see tally.h). */
static inline double dc_metric_cell(bool has_value, double x)
{
    return has_value && fabs(x) <= DC_LARGEST_VALUE ? x + 0.0 : NAN; /* + 0.0: no -0 */
}

/* The formula f in a loop over the months, where it is no call. */
#define DC_OF_EACH_MONTH(f)                                                                    \
    static void f##_of_each(const struct dc_view *view, double cell[], size_t stride)          \
    {                                                                                          \
        struct dc_subject s = dc_view_total(view);                                             \
        for (uint32_t i = 0; i < view->n_months; i++) {                                        \
            double x = 0.0;                                                                    \
            s.month = &view->record->month[view->i_first + i];                                 \
            s.i_month = i;                                                                     \
            const bool has_value = f(&s, &x);                                                  \
            cell[i * stride] = dc_metric_cell(has_value, x);                                   \
        }                                                                                      \
    }

/* A formula that is a field of the subject's segment, role, stage or month as it stands. */
#define DC_FIELD(function, of, field)                                                          \
    static bool function(const struct dc_subject *s, double *out)                              \
    {                                                                                          \
        *out = (double)s->of->field;                                                           \
        return true;                                                                           \
    }
/* ... or the ratio of two expressions of the subject `s`. */
#define DC_RATIO(function, top, bottom)                                                        \
    static bool function(const struct dc_subject *s, double *out)                              \
    {                                                                                          \
        return dc_metric_ratio((double)(top), (double)(bottom), out);                          \
    }

#endif
