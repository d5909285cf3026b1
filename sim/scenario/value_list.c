/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/value_list.c - lists: stages, 12 numbers, curves, mixes, hiring plans. Items are
 * separated by blanks, commas or semicolons. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/draft.h"

/* Longer lists are refused; no list that means anything comes near. */
#define MOST_ITEMS 10000

struct list {
    void *items;
    size_t room;
    uint32_t n;
};

/* Whether another item follows. */
static bool next_item(struct dc_parser *p)
{
    while (dc_value_take(p, ',') || dc_value_take(p, ';')) {
    }
    dc_value_skip(p);
    return p->at < p->n;
}

static struct dc_text item_at(const struct dc_parser *p)
{
    size_t n = 0;
    while (p->at + n < p->n && p->text[p->at + n] != ',' && p->text[p->at + n] != ';' &&
           dc_text_blank(p->text + p->at + n, p->n - p->at - n) == 0) {
        n++;
    }
    return (struct dc_text){p->text + p->at, n};
}

static bool item_fail(struct dc_parser *p, struct dc_text item, const char *what)
{
    char buf[72];
    return dc_value_fail(p, DC_BAD_LIST, "'%s' in the list is not %s",
                         dc_value_quote(item.at, item.n, buf), what);
}

static bool make_room(struct dc_parser *p, struct list *list, size_t size)
{
    if (list->n == MOST_ITEMS) {
        return dc_value_fail(p, DC_TOO_LARGE, "the list has more than %d items", MOST_ITEMS);
    }
    return dc_arena_grow(p->draft->arena, &list->items, &list->room, (size_t)list->n + 1,
                         size) ||
           dc_draft_no_memory(p->draft);
}

static bool name_add(struct dc_parser *p, struct list *list, struct dc_names *names,
                     struct dc_text name)
{
    if (!make_room(p, list, sizeof(uint32_t))) {
        return false;
    }
    const uint32_t i = dc_names_add(names, p->draft->arena, name.at, name.n);
    ((uint32_t *)list->items)[list->n++] = i;
    return i != DC_NONE || dc_draft_no_memory(p->draft);
}

static bool stages_parse(struct dc_parser *p, struct dc_value *out)
{
    struct list list = {0};

    while (next_item(p)) {
        const struct dc_text item = item_at(p);
        if (!dc_text_is_name(item.at, item.n)) {
            return item_fail(p, item, "the name of a stage (small letters, digits and _)");
        }
        p->at += item.n;
        if (!name_add(p, &list, &p->draft->words.stage, item)) {
            return false;
        }
    }
    out->name = list.items;
    out->n = list.n;
    return true;
}

static bool number_add(struct dc_parser *p, struct list *list, double x)
{
    if (!make_room(p, list, sizeof(double))) {
        return false;
    }
    ((double *)list->items)[list->n++] = x;
    return true;
}

static bool list_number(struct dc_parser *p, struct dc_text item, const char *what, double *out)
{
    if (!dc_value_at_number(p) || !dc_value_number(p, out)) {
        p->error[0] = '\0';
        return item_fail(p, item, what);
    }
    return true;
}

static bool twelve_parse(struct dc_parser *p, struct dc_value *out)
{
    struct list list = {0};
    double sum = 0.0;

    while (next_item(p)) {
        const struct dc_text item = item_at(p);
        double x = 0.0;
        if (!list_number(p, item, "a number, 0 or more", &x) || !number_add(p, &list, x)) {
            return false;
        }
        if (!(x >= 0.0)) {
            return item_fail(p, item, "a number, 0 or more");
        }
        sum += x;
    }
    if (list.n != 12 || !(sum > 0.0) || !isfinite(sum)) {
        return dc_value_fail(p, DC_BAD_LIST,
                             list.n != 12
                                 ? "12 numbers are needed, January first, with decimal "
                                   "points; here are %u"
                                 : "the 12 numbers add up to nothing that %u months "
                                   "could share",
                             list.n);
    }
    out->number = list.items;
    out->n = list.n;
    return true;
}

/* `hours:factor`, hours above 0 and increasing. */
static bool curve_parse(struct dc_parser *p, struct dc_value *out)
{
    struct list hours = {0};
    struct list factors = {0};
    const char *const what = "HOURS:FACTOR, such as 0.5:0.8";
    double before = 0.0;

    while (next_item(p)) {
        const struct dc_text item = item_at(p);
        double x = 0.0;
        double y = 0.0;
        if (!list_number(p, item, what, &x)) {
            return false;
        }
        if (!dc_value_take(p, ':')) {
            return item_fail(p, item, what);
        }
        if (!list_number(p, item, what, &y)) {
            return false;
        }
        if (!(x > before) || !(y >= 0.0)) {
            return item_fail(p, item,
                             "HOURS:FACTOR with hours above 0 and above those before, "
                             "and a factor of 0 or more");
        }
        before = x;
        if (!number_add(p, &hours, x) || !number_add(p, &factors, y)) {
            return false;
        }
    }
    out->number = hours.items;
    out->factor = factors.items;
    out->n = hours.n;
    return hours.n > 0 || dc_value_fail(p, DC_BAD_LIST, "the list has no items");
}

static bool mix_parse(struct dc_parser *p, struct dc_value *out)
{
    struct list names = {0};
    struct list weights = {0};
    const char *const what = "SEGMENT:WEIGHT, such as smb:3, the weight 0 or more";
    double sum = 0.0;

    while (next_item(p)) {
        const struct dc_text item = item_at(p);
        const struct dc_text name = dc_value_word(p);
        double x = 0.0;
        if (!dc_text_is_name(name.at, name.n) || !dc_value_take(p, ':')) {
            return item_fail(p, item, what);
        }
        if (!list_number(p, item, what, &x)) {
            return false;
        }
        if (!(x >= 0.0)) {
            return item_fail(p, item, what);
        }
        sum += x;
        if (!name_add(p, &names, &p->draft->words.segment, name) ||
            !number_add(p, &weights, x)) {
            return false;
        }
    }
    out->name = names.items;
    out->number = weights.items;
    out->n = names.n;
    return (sum > 0.0 && isfinite(sum)) ||
           dc_value_fail(p, DC_BAD_LIST, "no segment has a weight above 0");
}

static bool seats_take(struct dc_parser *p, double *out)
{
    return dc_char_is_digit(dc_value_peek(p)) && dc_value_number(p, out) && *out >= 1.0 &&
           *out <= DC_MAX_SEATS && *out == floor(*out);
}

/* `+n@month`, `+n@month!`, `-n@month`; of departures `n@month`. */
static bool plan_item(struct dc_parser *p, enum dc_takes takes, struct dc_hire *out)
{
    double n = 0.0;
    double month = 0.0;
    double sign = 1.0;
    const bool has_sign = takes == DC_TAKES_HIRES;

    if (has_sign) {
        const char c = dc_value_peek(p);
        if (c != '+' && c != '-') {
            return false;
        }
        sign = c == '-' ? -1.0 : 1.0;
        p->at++;
    }
    if (!seats_take(p, &n) || !dc_value_take(p, '@') || !dc_char_is_digit(dc_value_peek(p)) ||
        !dc_value_number(p, &month)) {
        return false;
    }
    *out = (struct dc_hire){.at_days = month * DC_MONTH_DAYS, .seats = (int32_t)(sign * n)};
    if (has_sign && p->at < p->n && p->text[p->at] == '!') {
        p->at++;
        out->at_once = true;
    }
    return month >= 0.0 && isfinite(out->at_days);
}

static bool plan_parse(struct dc_parser *p, enum dc_takes takes, struct dc_value *out)
{
    struct list list = {0};

    while (next_item(p)) {
        const struct dc_text item = item_at(p);
        struct dc_hire hire;
        if (!plan_item(p, takes, &hire)) {
            p->error[0] = '\0';
            return item_fail(p, item,
                             takes == DC_TAKES_HIRES
                                 ? "+N@MONTH, +N@MONTH! or -N@MONTH, such as +2@6 (whole N, "
                                   "at most 10000)"
                                 : "N@MONTH, such as 1@6 (whole N, at most 10000)");
        }
        if (hire.at_once && hire.seats < 0) {
            char buf[72];
            return dc_value_fail(p, DC_BAD_LIST,
                                 "'%s': leave the ! out; seats close on their day in any case",
                                 dc_value_quote(item.at, item.n, buf));
        }
        if (!make_room(p, &list, sizeof hire)) {
            return false;
        }
        ((struct dc_hire *)list.items)[list.n++] = hire;
    }
    out->hire = list.items;
    out->n = list.n;
    return list.n > 0 || dc_value_fail(p, DC_BAD_LIST, "the list has no items");
}

bool dc_value_list(struct dc_parser *p, const struct dc_param *param, struct dc_value *out)
{
    switch (param->takes) {
    case DC_TAKES_STAGES:
        return stages_parse(p, out);
    case DC_TAKES_TWELVE:
        return twelve_parse(p, out);
    case DC_TAKES_CURVE:
        return curve_parse(p, out);
    case DC_TAKES_MIX:
        return mix_parse(p, out);
    default:
        return plan_parse(p, param->takes, out);
    }
}
