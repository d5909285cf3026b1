/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/value_number.c - numbers with their suffixes, products, and the parser's steps. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "scenario/draft.h"

bool dc_value_fail(struct dc_parser *p, enum dc_code code, const char *fmt, ...)
{
    if (p->error[0] == '\0') {
        va_list args;
        va_start(args, fmt);
        vsnprintf(p->error, sizeof p->error, fmt, args);
        va_end(args);
        p->code = code;
    }
    return false;
}

/* Cut between characters, so that what is shown is UTF-8 as what was written. */
const char *dc_value_quote(const char *text, size_t n, char buf[72])
{
    size_t kept = n;
    if (kept > 60) {
        kept = 57;
        while (kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80) {
            kept--;
        }
    }
    snprintf(buf, 72, "%.*s%s", (int)kept, text, kept < n ? "..." : "");
    return buf;
}

void dc_value_skip(struct dc_parser *p)
{
    size_t n;
    while ((n = dc_text_blank(p->text + p->at, p->n - p->at)) > 0) {
        p->at += n;
    }
}

char dc_value_peek(struct dc_parser *p)
{
    dc_value_skip(p);
    return p->at < p->n ? p->text[p->at] : '\0';
}

bool dc_value_take(struct dc_parser *p, char c)
{
    if (dc_value_peek(p) != c || p->at >= p->n) {
        return false;
    }
    p->at++;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct dc_text dc_value_word(struct dc_parser *p)
{
    dc_value_skip(p);
    const size_t from = p->at;
    if (p->at < p->n && is_letter(p->text[p->at])) {
        while (p->at < p->n &&
               (is_letter(p->text[p->at]) || dc_char_is_digit(p->text[p->at]))) {
            p->at++;
        }
    }
    return (struct dc_text){p->text + from, p->at - from};
}

bool dc_value_at_number(struct dc_parser *p)
{
    const char c = dc_value_peek(p);
    return dc_char_is_digit(c) || c == '.' || c == '+' || c == '-';
}

/* Bytes of the number at the place, without its suffix. */
static size_t number_width(const struct dc_parser *p)
{
    const char *s = p->text + p->at;
    const size_t n = p->n - p->at;
    size_t i = n > 0 && (s[0] == '+' || s[0] == '-') ? 1 : 0;

    while (i < n && (dc_char_is_digit(s[i]) || s[i] == '_' || s[i] == '.')) {
        i++;
    }
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        size_t j = i + 1;
        j += j < n && (s[j] == '+' || s[j] == '-') ? 1 : 0;
        if (j < n && dc_char_is_digit(s[j])) {
            while (j < n && (dc_char_is_digit(s[j]) || s[j] == '_')) {
                j++;
            }
            i = j;
        }
    }
    return i;
}

/* `35%` is 35 / 100, the double that 0.35 is. */
static bool suffix_take(struct dc_parser *p, double *x)
{
    const char c = p->at < p->n ? p->text[p->at] : '\0';
    const char next = p->at + 1 < p->n ? p->text[p->at + 1] : '\0';

    if (c != '%' && c != 'k' && c != 'M') {
        return !is_letter(c);
    }
    if (is_letter(next) || dc_char_is_digit(next) || next == '%') {
        return false;
    }
    *x = c == '%' ? *x / 100.0 : *x * (c == 'k' ? 1e3 : 1e6);
    p->at++;
    p->has_suffix = true;
    return isfinite(*x);
}

/* What stands at the place up to the next blank or mark, for messages. */
static const char *token_quote(struct dc_parser *p, char buf[72])
{
    size_t n = 0;
    while (p->at + n < p->n && strchr(" \t,;()*:=", p->text[p->at + n]) == NULL) {
        n++;
    }
    return dc_value_quote(p->text + p->at, n, buf);
}

bool dc_value_number(struct dc_parser *p, double *out)
{
    char buf[72];
    double x = 0.0;

    dc_value_skip(p);
    const size_t from = p->at;
    const size_t n = number_width(p);
    if (n > 0 && dc_number_parse(p->text + from, n, &x)) {
        p->at += n;
        if (suffix_take(p, &x)) {
            *out = x;
            return true;
        }
    }
    p->at = from;
    return dc_value_fail(p, DC_BAD_NUMBER, "'%s' is not a number", token_quote(p, buf));
}

static uint32_t input_find(const struct dc_draft *d, struct dc_text name)
{
    const uint32_t i = dc_names_find(&d->words.input, name.at, name.n);
    return i != DC_NONE ? d->input_rank[i] : DC_NONE;
}

static bool input_unknown(struct dc_parser *p, struct dc_text name)
{
    const struct dc_draft *d = p->draft;
    struct dc_suggest s = {.word = name.at, .n = name.n};
    char buf[72];

    for (size_t i = 0; i < d->words.input.n && i < 4096; i++) {
        if (d->input_rank[i] != DC_NONE) {
            dc_suggest_offer(&s, d->words.input.name[i]);
        }
    }
    const char *quoted = dc_value_quote(name.at, name.n, buf);
    if (name.n == 0) {
        return dc_value_fail(p, DC_BAD_NUMBER,
                             "$ begins the name of an input, such as $market; write an amount "
                             "as a plain number and its currency in the unit column");
    }
    if (s.best != NULL) {
        return dc_value_fail(p, DC_UNKNOWN_INPUT, "$%s has no row input.%s; did you mean $%s?",
                             quoted, quoted, s.best);
    }
    return dc_value_fail(p, DC_UNKNOWN_INPUT,
                         "$%s has no row input.%s; add one that states it as a number or "
                         "distribution",
                         quoted, quoted);
}

static bool input_take(struct dc_parser *p, struct dc_term *term, size_t *room)
{
    const struct dc_text name = dc_value_word(p);
    const uint32_t i = input_find(p->draft, name);
    void *items = (void *)(uintptr_t)term->input;

    if (i == DC_NONE) {
        return input_unknown(p, name);
    }
    if (!dc_arena_grow(p->draft->arena, &items, room, (size_t)term->n + 1,
                       sizeof *term->input)) {
        return dc_draft_no_memory(p->draft);
    }
    ((uint32_t *)items)[term->n++] = i;
    term->input = items;
    p->has_inputs = true;
    p->draft->row[p->draft->input_row[i]].is_used = true;
    return true;
}

static bool factor_take(struct dc_parser *p, struct dc_term *term, size_t *room)
{
    double x = 0.0;
    char buf[72];

    if (dc_value_take(p, '$')) {
        return input_take(p, term, room);
    }
    if (!dc_value_at_number(p)) {
        return dc_value_fail(p, DC_BAD_NUMBER, "'%s' is not a number or $NAME",
                             token_quote(p, buf));
    }
    if (!dc_value_number(p, &x)) {
        return false;
    }
    term->number *= x;
    return true;
}

/* Ends before a `*` that no number or $NAME follows: a mixture's weight. */
bool dc_value_term(struct dc_parser *p, struct dc_term *out)
{
    size_t room = 0;

    *out = (struct dc_term){.number = 1.0};
    if (!factor_take(p, out, &room)) {
        return false;
    }
    for (;;) {
        const size_t before = p->at;
        if (!dc_value_take(p, '*')) {
            break;
        }
        const char next = dc_value_peek(p);
        if (next != '$' && !dc_value_at_number(p)) {
            p->at = before;
            break;
        }
        if (!factor_take(p, out, &room)) {
            return false;
        }
    }
    return isfinite(out->number) ||
           dc_value_fail(p, DC_BAD_NUMBER, "the product is too large for a number");
}
