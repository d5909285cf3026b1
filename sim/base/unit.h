/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/unit.h - the units a scenario may state, and what a value in one of them is
 * in the parameter's own unit.
 *
 * Every parameter has a dimension, and each dimension one own unit: an empty unit is
 * that one. Words are read in any case, singular or plural, with any blanks (no-break
 * ones too), `/` for `per`; the currency and its prefix k or M exactly as written. */
#ifndef DC_BASE_UNIT_H
#define DC_BASE_UNIT_H

#include "base/bug.h"

enum dc_dimension {
    DC_DIM_TEXT, /* words, lists, dates: takes no unit but its own word */
    DC_DIM_ANY, /* input.NAME: any unit; `%` and a k or M of the currency scale, else a label */
    DC_DIM_NUMBER,         /* number */
    DC_DIM_INTEGER,        /* integer */
    DC_DIM_RATIO,          /* ratio */
    DC_DIM_LOGIT,          /* logit */
    DC_DIM_POINTS,         /* points (of 1 to 5) */
    DC_DIM_COUNT,          /* count */
    DC_DIM_SEATS,          /* seats */
    DC_DIM_COUNT_PER_SEAT, /* count per seat */
    DC_DIM_SEATS_PER_MANAGER,
    DC_DIM_SHARE,           /* share, or % */
    DC_DIM_SHARE_OF_PAY,    /* share of pay, or % */
    DC_DIM_SHARE_PER_MONTH, /* compounds: no other period */
    DC_DIM_SHARE_PER_YEAR,  /* compounds: no other period */
    DC_DIM_DAYS,            /* calendar time in days: hours, days, weeks, months, years */
    DC_DIM_MONTHS,          /* calendar time in months */
    DC_DIM_HOURS,           /* working time in hours: hours, minutes */
    DC_DIM_HOURS_PER_WEEK,  /* the same; `hours per week` too */
    DC_DIM_MONEY,           /* currency, with k or M before it */
    DC_DIM_MONEY_PER_MONTH, /* in proportion from day, week, quarter, year too */
    DC_DIM_MONEY_PER_YEAR,
    DC_DIM_MONEY_PER_LEAD,
    DC_DIM_MONEY_PER_QUOTA, /* money per quota_period; a period stated is returned, not applied
                             */
    DC_DIM_PER_MONTH,       /* leads per month: in proportion */
    DC_DIM_PER_MONTH_SEAT,  /* leads per month and seat: in proportion */
    DC_N_DIMENSIONS
};

/* Value in the parameter's own unit = value as written * times / over, in this order:
 * both are whole, so 35 % is 0.35 and 36 hours are 1.5 days exactly. */
struct dc_unit {
    double times, over;
    uint32_t quota_months; /* MONEY_PER_QUOTA: the period the unit names (1, 3, 12), else 0 */
};
static inline double dc_unit_own(struct dc_unit unit, double as_written)
{
    return as_written * unit.times / unit.over;
}

#define DC_UNIT_TEXT_SIZE 256

/* Reads text[0, n) as a unit of `dimension` in a scenario of `currency`; an empty or
 * blank text is the own unit. false, with what was found and what is allowed in
 * `error`, if it is not one. */
DC_MUST_CHECK bool dc_unit_parse(const char *text, size_t n, enum dc_dimension dimension,
                                 const char *currency, struct dc_unit *out,
                                 char error[DC_UNIT_TEXT_SIZE]);

/* The own unit as text that dc_unit_parse takes back unchanged (`USD per year`);
 * empty for DC_DIM_TEXT and DC_DIM_ANY. Returns buf. */
const char *dc_unit_write(enum dc_dimension dimension, const char *currency,
                          char buf[DC_UNIT_TEXT_SIZE]);

/* The own unit as the parameter table prints it (`money per year`, `days`, `text`). */
const char *dc_unit_name(enum dc_dimension dimension);

/* The units that may be written, for help and messages (`hours, days, weeks, ...`). */
const char *dc_unit_allowed(enum dc_dimension dimension);

/* Whether the dimension is a share, so that a `%` behind the number is natural, and
 * whether it is money or a count, so that `k` and `M` are. */
bool dc_unit_is_share(enum dc_dimension dimension);
bool dc_unit_is_money(enum dc_dimension dimension);

#endif
