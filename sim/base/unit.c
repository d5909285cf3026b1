/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/unit.c - the units a scenario may state.
 *
 * A unit is a head (what is counted), then a tail (per what). A row of the table says
 * which heads and which tail a dimension takes. */
#include "base/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/unit_take.h"

enum head { WORDS, SHARE, CALENDAR, WORKING, MONEY, ANYTHING };
enum tail {
    NO_TAIL,         /* nothing, or the row's optional `also` */
    PROPORTION,      /* per period, converted to `own` */
    COMPOUND,        /* per period `own` only, or nothing */
    QUOTA,           /* nothing, or a period that is returned */
    SEAT_PROPORTION, /* per period and seat */
};

struct row {
    const char *name; /* as the parameter table has it */
    enum head head;
    enum tail tail;
    int own;           /* the period of the own unit */
    const char *words; /* WORDS: allowed heads, `|` between; "" allows none */
    const char *also;  /* NO_TAIL: what may stand behind the head */
    const char *allowed;
};

/* clang-format off */
static const struct row rows[DC_N_DIMENSIONS] = {
    [DC_DIM_TEXT] = {"text", WORDS, NO_TAIL, 0, "text|list|word", NULL, "no unit"},
    [DC_DIM_ANY] = {"any", ANYTHING, NO_TAIL, 0, NULL, NULL, "any unit"},
    [DC_DIM_NUMBER] = {"number", WORDS, NO_TAIL, 0, "number", NULL, "number"},
    [DC_DIM_INTEGER] = {"integer", WORDS, NO_TAIL, 0, "integer", NULL, "integer"},
    [DC_DIM_RATIO] = {"ratio", WORDS, NO_TAIL, 0, "ratio", NULL, "ratio"},
    [DC_DIM_LOGIT] = {"logit", WORDS, NO_TAIL, 0, "logit", NULL, "logit"},
    [DC_DIM_POINTS] = {"points", WORDS, NO_TAIL, 0, "points|point|points 1 to 5", NULL, "points"},
    [DC_DIM_COUNT] = {"count", WORDS, NO_TAIL, 0, "count", NULL, "count"},
    [DC_DIM_SEATS] = {"seats", WORDS, NO_TAIL, 0, "seats|seat|count", NULL, "seats"},
    [DC_DIM_COUNT_PER_SEAT] = {"count per seat", WORDS, NO_TAIL, 0, "count", "per seat",
        "count per seat"},
    [DC_DIM_SEATS_PER_MANAGER] = {"seats per manager", WORDS, NO_TAIL, 0, "seats|count",
        "per manager", "seats per manager"},
    [DC_DIM_SHARE] = {"share", SHARE, NO_TAIL, 0, NULL, NULL, "share, %"},
    [DC_DIM_SHARE_OF_PAY] = {"share of pay", SHARE, NO_TAIL, 0, NULL, "of pay",
        "share of pay, % of pay"},
    [DC_DIM_SHARE_PER_MONTH] = {"share per month", SHARE, COMPOUND, DC_MONTH, NULL, NULL,
        "share per month, % per month; it compounds, so no other period"},
    [DC_DIM_SHARE_PER_YEAR] = {"share per year", SHARE, COMPOUND, DC_YEAR, NULL, NULL,
        "share per year, % per year; it compounds, so no other period"},
    [DC_DIM_DAYS] = {"days", CALENDAR, NO_TAIL, DC_DAY, NULL, NULL,
        "hours, days, weeks, months, years of calendar time"},
    [DC_DIM_MONTHS] = {"months", CALENDAR, NO_TAIL, DC_MONTH, NULL, NULL,
        "hours, days, weeks, months, years of calendar time"},
    [DC_DIM_HOURS] = {"hours", WORKING, NO_TAIL, 0, NULL, NULL,
        "hours, minutes of working time"},
    [DC_DIM_HOURS_PER_WEEK] = {"hours", WORKING, NO_TAIL, 0, NULL, "per week",
        "hours, minutes of working time per week"},
    [DC_DIM_MONEY] = {"money", MONEY, NO_TAIL, 0, NULL, NULL, "@"},
    [DC_DIM_MONEY_PER_MONTH] = {"money per month", MONEY, PROPORTION, DC_MONTH, NULL, NULL,
        "@, per day, week, month, quarter or year"},
    [DC_DIM_MONEY_PER_YEAR] = {"money per year", MONEY, PROPORTION, DC_YEAR, NULL, NULL,
        "@, per day, week, month, quarter or year"},
    [DC_DIM_MONEY_PER_LEAD] = {"money per lead", MONEY, NO_TAIL, 0, NULL, "per lead",
        "@, per lead"},
    [DC_DIM_MONEY_PER_QUOTA] = {"money per quota period", MONEY, QUOTA, 0, NULL, NULL,
        "@; the period is quota_period's"},
    [DC_DIM_PER_MONTH] = {"per month", WORDS, PROPORTION, DC_MONTH, "|leads|lead|count", NULL,
        "per day, week, month, quarter or year"},
    [DC_DIM_PER_MONTH_SEAT] = {"per month and seat", WORDS, SEAT_PROPORTION, DC_MONTH,
        "|leads|lead|count", NULL, "per day, week, month, quarter or year (and seat)"},
};
/* clang-format on */

static bool take_head(struct dc_text *text, const struct row *row, const char *currency,
                      struct dc_ratio *r)
{
    switch (row->head) {
    case WORDS:
        return dc_take_word(text, row->words);
    case SHARE:
        return dc_take_share(text, r);
    case CALENDAR:
        return dc_take_calendar(text, row->own, r);
    case WORKING:
        return dc_take_working(text, r);
    case MONEY:
        return dc_take_money(text, currency, r);
    case ANYTHING:
        if (!dc_take_share(text, r)) {
            (void)dc_take_money(text, currency, r);
        }
        text->n = 0; /* the rest is a label */
        return true;
    }
    return false;
}

static bool take_proportion(struct dc_text *text, const struct row *row, struct dc_ratio *r)
{
    const struct dc_period *own = &dc_periods[row->own];
    const struct dc_period *per = dc_take_period(text, DC_DAY);

    if (per == NULL) {
        return false;
    }
    dc_ratio_scale(r, own->days.times, own->days.over);
    dc_ratio_scale(r, per->days.over, per->days.times);
    return true;
}

static bool take_and_seat(struct dc_text *text)
{
    return (dc_take(text, "and") || dc_take_per(text)) && dc_take(text, "seat");
}

static bool take_seat_proportion(struct dc_text *text, const struct row *row,
                                 struct dc_ratio *r)
{
    if (!dc_take_per(text)) {
        return false;
    }
    if (dc_take(text, "seat")) {
        return (dc_take(text, "and") || dc_take_per(text)) && take_proportion(text, row, r);
    }
    /* There is no other way to read a rate here, so the seat need not be said. */
    return take_proportion(text, row, r) && (text->n == 0 || take_and_seat(text));
}

static bool take_quota(struct dc_text *text, uint32_t *months)
{
    if (text->n == 0) {
        return true;
    }
    if (!dc_take_per(text)) {
        return false;
    }
    if (dc_take(text, "quota period")) {
        return true;
    }
    const struct dc_period *per = dc_take_period(text, DC_MONTH);
    if (per != NULL) {
        *months = per == &dc_periods[DC_MONTH] ? 1 : per == &dc_periods[DC_QUARTER] ? 3 : 12;
    }
    return per != NULL;
}

static bool take_also(struct dc_text *text, const char *also)
{
    if (text->n == 0 || also == NULL) {
        return true;
    }
    if (strncmp(also, "per ", 4) == 0) {
        return dc_take_per(text) && dc_take(text, also + 4);
    }
    return dc_take(text, also);
}

static bool take_tail(struct dc_text *text, const struct row *row, struct dc_ratio *r,
                      uint32_t *quota_months)
{
    switch (row->tail) {
    case NO_TAIL:
        return take_also(text, row->also);
    case PROPORTION:
        return dc_take_per(text) && take_proportion(text, row, r);
    case COMPOUND:
        return text->n == 0 || (dc_take_per(text) && dc_take(text, dc_periods[row->own].one));
    case QUOTA:
        return take_quota(text, quota_months);
    case SEAT_PROPORTION:
        return take_seat_proportion(text, row, r);
    }
    return false;
}

/* `@` of an allowed text stands for the ways to write the currency. */
static void refuse(struct dc_text text, const struct row *row, const char *currency,
                   char error[DC_UNIT_TEXT_SIZE])
{
    const bool is_money = row->allowed[0] == '@';
    char shown[64];

    snprintf(shown, sizeof(shown), "%.*s", (int)(text.n < 40 ? text.n : 40), text.at);
    if (is_money) {
        snprintf(error, DC_UNIT_TEXT_SIZE, "unit '%s' is not %s, k%s or M%s%s", shown, currency,
                 currency, currency, row->allowed + 1);
    } else {
        snprintf(error, DC_UNIT_TEXT_SIZE, "unit '%s' does not fit; allowed: %s", shown,
                 row->allowed);
    }
}

bool dc_unit_parse(const char *text, size_t n, enum dc_dimension dimension,
                   const char *currency, struct dc_unit *out, char error[DC_UNIT_TEXT_SIZE])
{
    const struct row *row = &rows[dimension];
    const struct dc_text whole = dc_text_trim(text, n);
    struct dc_text rest = whole;
    struct dc_ratio r = {1, 1};
    uint32_t quota_months = 0;

    if (whole.n > 0 && (!take_head(&rest, row, currency, &r) ||
                        !take_tail(&rest, row, &r, &quota_months) || rest.n > 0)) {
        refuse(whole, row, currency, error);
        return false;
    }
    *out = (struct dc_unit){(double)r.times, (double)r.over, quota_months};
    return true;
}

const char *dc_unit_write(enum dc_dimension dimension, const char *currency,
                          char buf[DC_UNIT_TEXT_SIZE])
{
    const struct row *row = &rows[dimension];

    if (dimension == DC_DIM_TEXT || dimension == DC_DIM_ANY) {
        buf[0] = '\0';
    } else if (row->head == MONEY) {
        snprintf(buf, DC_UNIT_TEXT_SIZE, "%s%s", currency, row->name + strlen("money"));
    } else {
        snprintf(buf, DC_UNIT_TEXT_SIZE, "%s", row->name);
    }
    return buf;
}

const char *dc_unit_name(enum dc_dimension dimension)
{
    return rows[dimension].name;
}

const char *dc_unit_allowed(enum dc_dimension dimension)
{
    const char *allowed = rows[dimension].allowed;
    if (allowed[0] != '@') {
        return allowed;
    }
    switch (rows[dimension].tail) {
    case PROPORTION:
        return "the currency, k or M before it, per day, week, month, quarter or year";
    case QUOTA:
        return "the currency, k or M before it; the period is quota_period's";
    case NO_TAIL:
    case COMPOUND:
    case SEAT_PROPORTION:
        break;
    }
    return rows[dimension].also != NULL ? "the currency, k or M before it, per lead"
                                        : "the currency, k or M before it";
}

bool dc_unit_is_share(enum dc_dimension dimension)
{
    return rows[dimension].head == SHARE;
}

bool dc_unit_is_money(enum dc_dimension dimension)
{
    return rows[dimension].head == MONEY;
}
