/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/settle.c - the rules: what becomes of rows that say too little or contradict
 * themselves. Nothing is dropped without being counted. */
#include <stdlib.h>
#include <string.h>

#include "calibrate/deals.h"

const struct dc_touch_row dc_touch_rows[DC_N_RULES] = {
    [DC_RULE_REPEATED_HEADER] = {true, "the header again"},
    [DC_RULE_CELLS] = {true, "another number of cells than the header"},
    [DC_RULE_OUTCOME] = {true, "an outcome that is neither won, lost nor open: say by --map"},
    [DC_RULE_BAD_DATE] = {true, "a date that cannot be read"},
    [DC_RULE_NEGATIVE_CYCLE] = {true, "closed before it was opened"},
    [DC_RULE_OPENED_LATER] = {true, "opened after the as-of date"},
    [DC_RULE_REPEAT] = {true, "an exact repeat of an earlier row"},
    [DC_RULE_NOT_JOINED] = {true, "a row of the second file without one in the first"},
    [DC_RULE_CONFLICT] = {false, "an id used before for another row: both kept"},
    [DC_RULE_ZERO_CYCLE] = {false, "opened and closed on one day: taken as half a day"},
    [DC_RULE_NO_START] = {false, "no date of opening: left out of times and arrivals"},
    [DC_RULE_NO_END] = {false, "won or lost without a date: left out of times"},
    [DC_RULE_BAD_AMOUNT] = {false, "an amount that is no number: taken as missing"},
    [DC_RULE_ZERO_AMOUNT] = {false, "an amount of 0 or less: left out of sizes"},
    [DC_RULE_NO_AMOUNT] = {false, "won without an amount: left out of sizes"},
    [DC_RULE_FUTURE_CLOSE] = {false, "closed after the as-of date: taken as open"},
    [DC_RULE_BAD_STAGE] = {false, "a date of a stage that cannot be read: taken as missing"},
    [DC_RULE_OPEN_WITH_CLOSE] = {false, "open with a close date: the date is a hope, not used"},
};

/* Memory for the list of lines may run out; the counts hold. */
void dc_deals_touch(struct dc_deals *deals, struct dc_deal *deal, uint32_t line,
                    enum dc_rule rule)
{
    void *items = deals->touched;
    deals->n_rule[rule]++;
    if (deal != NULL && dc_touch_rows[rule].rejects) {
        deal->is_out = true;
    }
    if (dc_arena_grow(&deals->arena, &items, &deals->room_touched, deals->n_touched + 1,
                      sizeof *deals->touched)) {
        deals->touched = items;
        deals->touched[deals->n_touched++] = (struct dc_touched){line, rule};
    }
}

static void touch(struct dc_deals *deals, struct dc_deal *d, enum dc_rule rule)
{
    dc_deals_touch(deals, d, d->line, rule);
}

static int by_key(const void *a, const void *b)
{
    const uint64_t p = (*(struct dc_deal *const *)a)->key;
    const uint64_t q = (*(struct dc_deal *const *)b)->key;
    return p < q ? -1 : p > q;
}

static void lay_over(struct dc_deal *d, const struct dc_deal *more)
{
    d->opened = d->opened.kind == DC_DAY_NONE ? more->opened : d->opened;
    d->closed = d->closed.kind == DC_DAY_NONE ? more->closed : d->closed;
    d->outcome = d->outcome == DC_OUTCOME_NONE ? more->outcome : d->outcome;
    d->owner = d->owner == DC_NO_LABEL ? more->owner : d->owner;
    d->segment = d->segment == DC_NO_LABEL ? more->segment : d->segment;
    if (d->channel == DC_NO_LABEL) {
        d->channel = more->channel;
        d->side = more->side;
    }
    if (!d->has_amount && more->has_amount) {
        d->amount = more->amount;
        d->has_amount = true;
    }
    if (!d->has_cycle && more->has_cycle) {
        d->cycle_days = more->cycle_days;
        d->has_cycle = true;
    }
}

bool dc_deals_join(struct dc_deals *deals, size_t n_main)
{
    const size_t n = deals->n - n_main;
    struct dc_deal **const more = malloc((n + 1) * sizeof *more);
    bool *const used = calloc(n + 1, sizeof *used);
    if (more == NULL || used == NULL) {
        free(more);
        free(used);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        more[i] = &deals->deal[n_main + i];
    }
    qsort(more, n, sizeof(*more), by_key);
    for (size_t i = 0; i < n_main; i++) {
        struct dc_deal *const key = &deals->deal[i];
        struct dc_deal **const at = bsearch(&key, more, n, sizeof(*more), by_key);
        if (at != NULL) {
            lay_over(key, *at);
            used[at - more] = true;
        }
    }
    deals->n = n_main;
    for (size_t i = 0; i < n; i++) {
        if (!used[i]) {
            dc_deals_touch(deals, NULL, more[i]->line, DC_RULE_NOT_JOINED);
        }
    }
    free(more);
    free(used);
    return true;
}

/* What the whole column shows about 3/4/2026. */
struct order {
    bool has_dmy, has_mdy, has_any;
    uint32_t line_dmy, line_mdy, line;
};

static void order_see(struct order *o, const struct dc_day *day, uint32_t line)
{
    if (day->kind != DC_DAY_SLASHED) {
        return;
    }
    o->line = o->has_any ? o->line : line;
    o->has_any = true;
    if (day->a > 12) {
        o->line_dmy = o->has_dmy ? o->line_dmy : line;
        o->has_dmy = true;
    }
    if (day->b > 12) {
        o->line_mdy = o->has_mdy ? o->line_mdy : line;
        o->has_mdy = true;
    }
}

static void day_settle(struct dc_day *day, enum dc_date_order order)
{
    static const uint8_t length[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day->kind != DC_DAY_SLASHED) {
        return;
    }
    const uint8_t d = order == DC_DATES_DMY ? day->a : day->b;
    const uint8_t m = order == DC_DATES_DMY ? day->b : day->a;
    const bool ok = m >= 1 && m <= 12 && d >= 1 && d <= length[m - 1];
    day->kind = ok ? DC_DAY_KNOWN : DC_DAY_BAD;
    day->day = ok ? dc_day_of(day->year, m, d) : 0;
}

/* Dates of stages that cannot be read are none: the deal has others. */
static bool stages_settle(struct dc_deals *deals, enum dc_date_order order)
{
    const size_t n = deals->n_stages;
    deals->stage_day = n > 0 ? malloc((deals->n + 1) * n * sizeof *deals->stage_day) : NULL;
    for (size_t i = 0; i < deals->n && deals->stage_day != NULL; i++) {
        for (size_t k = 0; k < n; k++) {
            struct dc_day *const day = &deals->stage_at[i * DC_MOST_STAGES + k];
            day_settle(day, order);
            if (day->kind == DC_DAY_BAD && !deals->deal[i].is_out) {
                touch(deals, &deals->deal[i], DC_RULE_BAD_STAGE);
            }
            deals->stage_day[i * n + k] = day->kind == DC_DAY_KNOWN ? day->day : DC_NO_DAY;
        }
    }
    return n == 0 || deals->stage_day != NULL;
}

static bool order_settle(struct dc_deals *deals, const struct dc_calibrate_options *options,
                         struct dc_diags *diags)
{
    struct order o = {0};
    for (size_t i = 0; i < deals->n; i++) {
        order_see(&o, &deals->deal[i].opened, deals->deal[i].line);
        order_see(&o, &deals->deal[i].closed, deals->deal[i].line);
        for (size_t k = 0; k < deals->n_stages; k++) {
            order_see(&o, &deals->stage_at[i * DC_MOST_STAGES + k], deals->deal[i].line);
        }
    }
    enum dc_date_order order = options->dates;
    struct dc_span at = {.file = dc_diags_file(diags, options->file), .line = o.line};
    if (o.has_any && order == DC_DATES_FOUND_OUT && o.has_dmy && o.has_mdy) {
        at.line = o.line_dmy;
        return dc_report(diags, DC_BAD_DATE, at, NULL,
                         "dates are mixed: this line has the day first, line %u the month; say "
                         "--dates dmy or mdy and the others are rejected",
                         o.line_mdy);
    }
    if (o.has_any && order == DC_DATES_FOUND_OUT && !o.has_dmy && !o.has_mdy) {
        return dc_report(diags, DC_BAD_DATE, at, NULL,
                         "dates such as 3/4/2026 can be read two ways; say --dates dmy (day "
                         "first) or mdy (month first)");
    }
    if (order == DC_DATES_FOUND_OUT) {
        order = o.has_dmy ? DC_DATES_DMY : DC_DATES_MDY;
    }
    for (size_t i = 0; i < deals->n; i++) {
        day_settle(&deals->deal[i].opened, order);
        day_settle(&deals->deal[i].closed, order);
    }
    return stages_settle(deals, order);
}

/* The latest date in the file, unless one is given. Close dates of open deals are hopes. */
static bool as_of_settle(struct dc_deals *deals, const char *as_of, struct dc_diags *diags)
{
    deals->first_day = INT32_MAX;
    deals->last_day = INT32_MIN;
    for (size_t i = 0; i < deals->n; i++) {
        const struct dc_deal *const d = &deals->deal[i];
        if (d->opened.kind == DC_DAY_KNOWN) {
            deals->first_day =
                d->opened.day < deals->first_day ? d->opened.day : deals->first_day;
            deals->last_day = d->opened.day > deals->last_day ? d->opened.day : deals->last_day;
        }
        if (d->closed.kind == DC_DAY_KNOWN && d->outcome != DC_OPEN) {
            deals->last_day = d->closed.day > deals->last_day ? d->closed.day : deals->last_day;
        }
    }
    deals->has_dates = deals->first_day <= deals->last_day;
    deals->as_of = deals->last_day;
    deals->has_as_of = deals->has_dates;
    if (as_of != NULL) {
        const struct dc_day day = dc_day_parse((struct dc_text){as_of, strlen(as_of)});
        if (day.kind != DC_DAY_KNOWN) {
            return dc_report(diags, DC_BAD_DATE, (struct dc_span){.file = "--as-of"}, NULL,
                             "'%s' is not a date as YYYY-MM-DD", as_of);
        }
        deals->as_of = day.day;
        deals->has_as_of = true;
    }
    return true;
}

static void outcome_settle(struct dc_deals *deals, struct dc_deal *d)
{
    const bool has_close = d->closed.kind == DC_DAY_KNOWN;
    if (d->outcome == DC_OUTCOME_NONE) {
        d->outcome = deals->is_win_date && has_close ? DC_WON : DC_OPEN;
        if (has_close && !deals->is_win_date) {
            touch(deals, d, DC_RULE_OUTCOME);
        }
    } else if (d->outcome == DC_OUTCOME_UNKNOWN) {
        /* A stage's name that says nothing, of a deal without an end: it is open. */
        d->outcome = DC_OPEN;
        if (has_close || d->has_cycle || !deals->has_dates) {
            touch(deals, d, DC_RULE_OUTCOME);
        }
    } else if (d->outcome == DC_OPEN && has_close) {
        touch(deals, d, DC_RULE_OPEN_WITH_CLOSE);
    }
    if (d->outcome != DC_OPEN && has_close && deals->has_as_of &&
        d->closed.day > deals->as_of) {
        touch(deals, d, DC_RULE_FUTURE_CLOSE);
        d->outcome = DC_OPEN;
    }
}

static void cycle_settle(struct dc_deals *deals, struct dc_deal *d)
{
    const bool has_open = d->opened.kind == DC_DAY_KNOWN;
    if (!d->has_cycle && has_open) {
        const bool is_open = d->outcome == DC_OPEN;
        d->has_cycle = is_open || d->closed.kind == DC_DAY_KNOWN;
        d->cycle_days = (is_open ? deals->as_of : d->closed.day) - d->opened.day;
    }
    if (!d->has_cycle) {
        touch(deals, d, has_open ? DC_RULE_NO_END : DC_RULE_NO_START);
    } else if (d->cycle_days < 0.0) {
        touch(deals, d, d->outcome == DC_OPEN ? DC_RULE_OPENED_LATER : DC_RULE_NEGATIVE_CYCLE);
    } else if (d->cycle_days == 0.0) {
        d->cycle_days = 0.5;
        if (d->outcome != DC_OPEN) {
            touch(deals, d, DC_RULE_ZERO_CYCLE);
        }
    }
}

static void amount_settle(struct dc_deals *deals, struct dc_deal *d)
{
    if (d->is_bad_amount) {
        touch(deals, d, DC_RULE_BAD_AMOUNT);
    } else if (d->has_amount && !(d->amount > 0.0)) {
        d->has_amount = false;
        if (d->outcome == DC_WON) {
            touch(deals, d, DC_RULE_ZERO_AMOUNT);
        }
    } else if (!d->has_amount && d->outcome == DC_WON &&
               deals->column[DC_FIELD_AMOUNT] != NULL) {
        touch(deals, d, DC_RULE_NO_AMOUNT);
    }
}

static int by_id(const void *a, const void *b)
{
    const struct dc_deal *const p = *(struct dc_deal *const *)a;
    const struct dc_deal *const q = *(struct dc_deal *const *)b;
    if (p->id != q->id) {
        return p->id < q->id ? -1 : 1;
    }
    if (p->row != q->row) {
        return p->row < q->row ? -1 : 1;
    }
    return p->line < q->line ? -1 : p->line > q->line;
}

static bool repeats_settle(struct dc_deals *deals)
{
    struct dc_deal **const sorted = malloc((deals->n + 1) * sizeof *sorted);
    size_t n = 0;
    if (sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < deals->n; i++) {
        if (deals->deal[i].has_id) {
            sorted[n++] = &deals->deal[i];
        }
    }
    qsort(sorted, n, sizeof(*sorted), by_id);
    for (size_t i = 1; i < n; i++) {
        if (sorted[i]->id == sorted[i - 1]->id) {
            touch(deals, sorted[i],
                  sorted[i]->row == sorted[i - 1]->row ? DC_RULE_REPEAT : DC_RULE_CONFLICT);
        }
    }
    free(sorted);
    return true;
}

static int by_line(const void *a, const void *b)
{
    const struct dc_touched *const p = a;
    const struct dc_touched *const q = b;
    return p->line != q->line ? (p->line < q->line ? -1 : 1) : (int)p->rule - (int)q->rule;
}

bool dc_deals_settle(struct dc_deals *deals, const struct dc_calibrate_options *options,
                     struct dc_diags *diags)
{
    if (!order_settle(deals, options, diags) || !as_of_settle(deals, options->as_of, diags) ||
        !repeats_settle(deals)) {
        return false;
    }
    for (size_t i = 0; i < deals->n; i++) {
        struct dc_deal *const d = &deals->deal[i];
        if (d->is_out) {
            continue;
        }
        if (d->opened.kind == DC_DAY_BAD || d->closed.kind == DC_DAY_BAD) {
            touch(deals, d, DC_RULE_BAD_DATE);
            continue;
        }
        outcome_settle(deals, d);
        if (!d->is_out) {
            cycle_settle(deals, d);
        }
        if (!d->is_out) {
            amount_settle(deals, d);
        }
    }
    if (deals->n_touched > 0) {
        qsort(deals->touched, deals->n_touched, sizeof *deals->touched, by_line);
    }
    return true;
}
