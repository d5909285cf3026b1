/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/unit_take.c - the words of a unit, taken off the front of a text. */
#include "base/unit_take.h"

#include <stdio.h>
#include <string.h>

const struct dc_period dc_periods[DC_N_PERIODS] = {
    [DC_HOUR] = {"hour", "hours", {1, 24}},
    [DC_DAY] = {"day", "days", {1, 1}},
    [DC_WEEK] = {"week", "weeks", {7, 1}},
    [DC_MONTH] = {"month", "months", {1461, 48}},
    [DC_QUARTER] = {"quarter", "quarters", {1461, 16}},
    [DC_YEAR] = {"year", "years", {1461, 4}},
};

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b != 0) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

void dc_ratio_scale(struct dc_ratio *r, uint64_t times, uint64_t over)
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
bool dc_take(struct dc_text *text, const char *phrase)
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

bool dc_take_per(struct dc_text *text)
{
    if (text->n > 0 && text->at[0] == '/') {
        skip(text, 1);
        skip(text, blanks(*text));
        return true;
    }
    return dc_take(text, "per");
}

const struct dc_period *dc_take_period(struct dc_text *text, int from)
{
    for (int i = from; i < DC_N_PERIODS; i++) {
        if (dc_take(text, dc_periods[i].one)) {
            return &dc_periods[i];
        }
    }
    return NULL;
}

/* `USD`, `kUSD`, `k USD`, `M USD`; the currency as written, so `k` is never part of it. */
bool dc_take_money(struct dc_text *text, const char *currency, struct dc_ratio *r)
{
    struct dc_text rest = *text;
    const size_t n = strlen(currency);
    uint64_t times = 1;

    if (dc_take(text, "money")) {
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
    dc_ratio_scale(r, times, 1);
    return true;
}

bool dc_take_share(struct dc_text *text, struct dc_ratio *r)
{
    if (text->n > 0 && text->at[0] == '%') {
        skip(text, 1);
        skip(text, blanks(*text));
        dc_ratio_scale(r, 1, 100);
        return true;
    }
    return dc_take(text, "share");
}

/* The longest of the words that stands there; an empty one matches anything. */
bool dc_take_word(struct dc_text *text, const char *words)
{
    struct dc_text list = {words, strlen(words)};
    struct dc_text word;
    struct dc_text best = *text;
    bool found = false;

    while (dc_text_next(&list, "|", &word)) {
        char phrase[32];
        struct dc_text rest = *text;
        snprintf(phrase, sizeof(phrase), "%.*s", (int)word.n, word.at);
        if (word.n == 0 || dc_take(&rest, phrase)) {
            found = true;
            best = rest.n < best.n ? rest : best;
        }
    }
    *text = best;
    return found;
}

bool dc_take_calendar(struct dc_text *text, int own, struct dc_ratio *r)
{
    for (int i = 0; i < DC_N_PERIODS; i++) {
        if (i != DC_QUARTER &&
            (dc_take(text, dc_periods[i].one) || dc_take(text, dc_periods[i].many))) {
            dc_ratio_scale(r, dc_periods[i].days.times, dc_periods[i].days.over);
            dc_ratio_scale(r, dc_periods[own].days.over, dc_periods[own].days.times);
            return true;
        }
    }
    return false;
}

bool dc_take_working(struct dc_text *text, struct dc_ratio *r)
{
    if (dc_take(text, "minutes") || dc_take(text, "minute")) {
        dc_ratio_scale(r, 1, 60);
        return true;
    }
    return dc_take(text, "hours") || dc_take(text, "hour");
}
