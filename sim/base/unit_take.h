/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/unit_take.h - the words of a unit, taken off the front of a text.
 *
 * Each call takes one thing off the front of *text, with the blanks behind it, if it
 * stands there; false, and *text untouched, if not. Only base/unit.c needs them. */
#ifndef DC_BASE_UNIT_TAKE_H
#define DC_BASE_UNIT_TAKE_H

#include "base/text.h"

/* Lengths and factors are whole fractions, so that conversions round once. */
struct dc_ratio {
    uint64_t times, over;
};
void dc_ratio_scale(struct dc_ratio *r, uint64_t times, uint64_t over);

struct dc_period {
    const char *one, *many;
    struct dc_ratio days;
};
enum { DC_HOUR, DC_DAY, DC_WEEK, DC_MONTH, DC_QUARTER, DC_YEAR, DC_N_PERIODS };
extern const struct dc_period dc_periods[DC_N_PERIODS];

/* A phrase of whole words with single blanks; in the text in any case, with any blanks. */
bool dc_take(struct dc_text *text, const char *phrase);
/* `per`, or `/`. */
bool dc_take_per(struct dc_text *text);
/* One of the periods from `from` on, in the singular; NULL if none. */
const struct dc_period *dc_take_period(struct dc_text *text, int from);
/* `USD`, `kUSD`, `k USD`, `MUSD`, `money`: scales *r. */
bool dc_take_money(struct dc_text *text, const char *currency, struct dc_ratio *r);
/* `share`, or `%`. */
bool dc_take_share(struct dc_text *text, struct dc_ratio *r);
/* The longest of the words between `|` that stands there; an empty one matches anything. */
bool dc_take_word(struct dc_text *text, const char *words);
/* A length of calendar time, converted to dc_periods[own]. */
bool dc_take_calendar(struct dc_text *text, int own, struct dc_ratio *r);
/* Hours or minutes of work, converted to hours. */
bool dc_take_working(struct dc_text *text, struct dc_ratio *r);

#endif
