/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/unit.c - the units a scenario may state.
 *
 * A unit is a head (what is counted), then a tail (per what). A row of the table says
 * which heads and which tail a dimension takes. */
#include "base/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Lengths are whole fractions, so that conversions round once: a year is 1461/4 days. */
struct ratio {
    uint64_t times, over;
};

struct period {
    const char *one, *many;
    struct ratio days;
};
enum { HOUR, DAY, WEEK, MONTH, QUARTER, YEAR, N_PERIODS };
static const struct period periods[N_PERIODS] = {
    [HOUR] = {"hour", "hours", {1, 24}},
    [DAY] = {"day", "days", {1, 1}},
    [WEEK] = {"week", "weeks", {7, 1}},
    [MONTH] = {"month", "months", {1461, 48}},
    [QUARTER] = {"quarter", "quarters", {1461, 16}},
    [YEAR] = {"year", "years", {1461, 4}},
};

enum head { WORDS, SHARE, CALENDAR, WORKING, MONEY, ANYTHING };
enum tail {
    NO_TAIL,     /* nothing, or the row's optional `also` */
    PROPORTION,  /* per period, converted to `own` */
    COMPOUND,    /* per period `own` only, or nothing */
    QUOTA,       /* nothing, or a period that is returned */
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
    [DC_DIM_SHARE_PER_MONTH] = {"share per month", SHARE, COMPOUND, MONTH, NULL, NULL,
        "share per month, % per month; it compounds, so no other period"},
    [DC_DIM_SHARE_PER_YEAR] = {"share per year", SHARE, COMPOUND, YEAR, NULL, NULL,
        "share per year, % per year; it compounds, so no other period"},
    [DC_DIM_DAYS] = {"days", CALENDAR, NO_TAIL, DAY, NULL, NULL,
        "hours, days, weeks, months, years of calendar time"},
    [DC_DIM_MONTHS] = {"months", CALENDAR, NO_TAIL, MONTH, NULL, NULL,
        "hours, days, weeks, months, years of calendar time"},
    [DC_DIM_HOURS] = {"hours", WORKING, NO_TAIL, 0, NULL, NULL,
        "hours, minutes of working time"},
    [DC_DIM_HOURS_PER_WEEK] = {"hours", WORKING, NO_TAIL, 0, NULL, "per week",
        "hours, minutes of working time per week"},
    [DC_DIM_MONEY] = {"money", MONEY, NO_TAIL, 0, NULL, NULL, "@"},
    [DC_DIM_MONEY_PER_MONTH] = {"money per month", MONEY, PROPORTION, MONTH, NULL, NULL,
        "@, per day, week, month, quarter or year"},
    [DC_DIM_MONEY_PER_YEAR] = {"money per year", MONEY, PROPORTION, YEAR, NULL, NULL,
        "@, per day, week, month, quarter or year"},
    [DC_DIM_MONEY_PER_LEAD] = {"money per lead", MONEY, NO_TAIL, 0, NULL, "per lead",
        "@, per lead"},
    [DC_DIM_MONEY_PER_QUOTA] = {"money per quota period", MONEY, QUOTA, 0, NULL, NULL,
        "@; the period is quota_period's"},
    [DC_DIM_PER_MONTH] = {"per month", WORDS, PROPORTION, MONTH, "|leads|lead|count", NULL,
        "per day, week, month, quarter or year"},
    [DC_DIM_PER_MONTH_SEAT] = {"per month and seat", WORDS, SEAT_PROPORTION, MONTH,
        "|leads|lead|count", NULL, "per day, week, month, quarter or year, and seat"},
};
/* clang-format on */

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b != 0) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void scale(struct ratio *r, uint64_t times, uint64_t over)
{
    r->times *= times;
    r->over *= over;
    const uint64_t d = common_divisor(r->times, r->over);
    r->times /= d;
    r->over /= d;
}

static size_t blanks(struct dc_text text)
{
    size_t n = 0;
    size_t width;
    while ((width = dc_text_blank(text.at + n, text.n - n)) > 0) {
        n += width;
    }
    return n;
}

static void skip(struct dc_text *text, size_t n)
{
    text->at += n;
    text->n -= n;
}

/* Takes `phrase` (words with single blanks) off the front of the text, if it stands
 * there as whole words in any case and with any blanks. */
static bool take(struct dc_text *text, const char *phrase)
{
    struct dc_text rest = *text;

    for (; *phrase != '\0'; phrase++) {
        if (*phrase == ' ') {
            const size_t n = blanks(rest);
            if (n == 0) {
                return false;
            }
            skip(&rest, n);
        } else if (rest.n > 0 && dc_char_lower(rest.at[0]) == *phrase) {
            skip(&rest, 1);
        } else {
            return false;
        }
    }
    const size_t n = blanks(rest);
    if (rest.n > 0 && n == 0 && rest.at[0] != '/') {
        return false;
    }
    skip(&rest, n);
    *text = rest;
    return true;
}

static bool take_per(struct dc_text *text)
{
    if (text->n > 0 && text->at[0] == '/') {
        skip(text, 1);
        skip(text, blanks(*text));
        return true;
    }
    return take(text, "per");
}

static const struct period *take_period(struct dc_text *text, int from)
{
    for (int i = from; i < N_PERIODS; i++) {
        if (take(text, periods[i].one)) {
            return &periods[i];
        }
    }
    return NULL;
}

/* `USD`, `kUSD`, `k USD`, `M USD`; the currency as written, so `k` is never part of it. */
static bool take_money(struct dc_text *text, const char *currency, struct ratio *r)
{
    struct dc_text rest = *text;
    const size_t n = strlen(currency);
    uint64_t times = 1;

    if (take(text, "money")) {
        return true;
    }
    if (n == 0) {
        return false;
    }
    if ((rest.n < n || memcmp(rest.at, currency, n) != 0) && rest.n > 1 &&
        (rest.at[0] == 'k' || rest.at[0] == 'M')) {
        times = rest.at[0] == 'k' ? 1000 : 1000000;
        skip(&rest, 1);
        skip(&rest, blanks(rest));
    }
    if (rest.n < n || memcmp(rest.at, currency, n) != 0) {
        return false;
    }
    skip(&rest, n);
    if (rest.n > 0 && blanks(rest) == 0 && rest.at[0] != '/') {
        return false;
    }
    skip(&rest, blanks(rest));
    *text = rest;
    scale(r, times, 1);
    return true;
}

static bool take_share(struct dc_text *text, struct ratio *r)
{
    if (text->n > 0 && text->at[0] == '%') {
        skip(text, 1);
        skip(text, blanks(*text));
        scale(r, 1, 100);
        return true;
    }
    return take(text, "share");
}

/* The longest of the words that stands there; an empty one matches anything. */
static bool take_word(struct dc_text *text, const char *words)
{
    struct dc_text list = {words, strlen(words)};
    struct dc_text word;
    struct dc_text best = *text;
    bool found = false;

    while (dc_text_next(&list, "|", &word)) {
        char phrase[32];
        struct dc_text rest = *text;
        snprintf(phrase, sizeof(phrase), "%.*s", (int)word.n, word.at);
        if (word.n == 0 || take(&rest, phrase)) {
            found = true;
            best = rest.n < best.n ? rest : best;
        }
    }
    *text = best;
    return found;
}

static bool take_calendar(struct dc_text *text, int own, struct ratio *r)
{
    for (int i = 0; i < N_PERIODS; i++) {
        if (i != QUARTER && (take(text, periods[i].one) || take(text, periods[i].many))) {
            scale(r, periods[i].days.times, periods[i].days.over);
            scale(r, periods[own].days.over, periods[own].days.times);
            return true;
        }
    }
    return false;
}

static bool take_working(struct dc_text *text, struct ratio *r)
{
    if (take(text, "minutes") || take(text, "minute")) {
        scale(r, 1, 60);
        return true;
    }
    return take(text, "hours") || take(text, "hour");
}

static bool take_head(struct dc_text *text, const struct row *row, const char *currency,
                      struct ratio *r)
{
    switch (row->head) {
    case WORDS:
        return take_word(text, row->words);
    case SHARE:
        return take_share(text, r);
    case CALENDAR:
        return take_calendar(text, row->own, r);
    case WORKING:
        return take_working(text, r);
    case MONEY:
        return take_money(text, currency, r);
    case ANYTHING:
        if (!take_share(text, r)) {
            (void)take_money(text, currency, r);
        }
        text->n = 0; /* the rest is a label */
        return true;
    }
    return false;
}

static bool take_proportion(struct dc_text *text, const struct row *row, struct ratio *r)
{
    const struct period *own = &periods[row->own];
    const struct period *per = take_period(text, DAY);

    if (per == NULL) {
        return false;
    }
    scale(r, own->days.times, own->days.over);
    scale(r, per->days.over, per->days.times);
    return true;
}

static bool take_and_seat(struct dc_text *text)
{
    if (text->n > 0 && text->at[0] == '/') {
        skip(text, 1);
    } else if (!take(text, "and") && !take(text, "per")) {
        return false;
    }
    return take(text, "seat");
}

static bool take_seat_proportion(struct dc_text *text, const struct row *row, struct ratio *r)
{
    if (!take_per(text)) {
        return false;
    }
    if (take(text, "seat")) {
        return (take(text, "and") || take_per(text)) && take_proportion(text, row, r);
    }
    return take_proportion(text, row, r) && take_and_seat(text);
}

static bool take_quota(struct dc_text *text, uint32_t *months)
{
    if (text->n == 0) {
        return true;
    }
    if (!take_per(text)) {
        return false;
    }
    if (take(text, "quota period")) {
        return true;
    }
    const struct period *per = take_period(text, MONTH);
    if (per != NULL) {
        *months = per == &periods[MONTH] ? 1 : per == &periods[QUARTER] ? 3 : 12;
    }
    return per != NULL;
}

static bool take_also(struct dc_text *text, const char *also)
{
    if (text->n == 0 || also == NULL) {
        return true;
    }
    if (strncmp(also, "per ", 4) == 0) {
        return take_per(text) && take(text, also + 4);
    }
    return take(text, also);
}

static bool take_tail(struct dc_text *text, const struct row *row, struct ratio *r,
                      uint32_t *quota_months)
{
    switch (row->tail) {
    case NO_TAIL:
        return take_also(text, row->also);
    case PROPORTION:
        return take_per(text) && take_proportion(text, row, r);
    case COMPOUND:
        return text->n == 0 || (take_per(text) && take(text, periods[row->own].one));
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
    struct ratio r = {1, 1};
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
