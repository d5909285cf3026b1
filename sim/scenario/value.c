/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/value.c - the text of a value to what it says, by what its parameter takes. */
#include "scenario/value.h"

#include <string.h>

#include "base/suggest.h"
#include "scenario/draft.h"

/* `0,5` or `1.234,56`: a decimal comma, or commas between thousands. */
static bool has_comma(const struct dc_parser *p)
{
    size_t n_commas = 0;
    size_t n_digits = 0;

    for (size_t i = 0; i < p->n; i++) {
        const char c = p->text[i];
        n_commas += c == ',' ? 1 : 0;
        n_digits += dc_char_is_digit(c) ? 1 : 0;
        if (!dc_char_is_digit(c) && strchr(",.+-_%kM", c) == NULL) {
            return false;
        }
    }
    return n_commas > 0 && n_digits > 0;
}

static bool comma_fail(struct dc_parser *p)
{
    char buf[72];
    return dc_value_fail(p, DC_BAD_NUMBER,
                         "'%s' has a comma: write a number with a decimal point and nothing "
                         "between the thousands, such as 0.5 or 1250000",
                         dc_value_quote(p->text, p->n, buf));
}

static bool not_a_number(struct dc_parser *p, const char *what)
{
    char buf[72];
    return dc_value_fail(p, DC_BAD_NUMBER, "'%s' is not %s", dc_value_quote(p->text, p->n, buf),
                         what);
}

static bool rest_fail(struct dc_parser *p, const char *what)
{
    char buf[72];
    const char c = dc_value_peek(p);

    if (c == '*') {
        return dc_value_fail(p, DC_BAD_NUMBER,
                             "a product holds only numbers and $NAMEs; for part of a "
                             "distribution, state it as input.NAME and multiply $NAME");
    }
    const bool is_last = dc_text_trim(p->text + p->at, p->n - p->at).n == 1;
    if (is_last && (c == '%' || c == 'k' || c == 'M')) {
        return dc_value_fail(p, DC_BAD_NUMBER,
                             "'%s': write %c right behind the number, without a blank",
                             dc_value_quote(p->text, p->n, buf), c);
    }
    return not_a_number(p, what);
}

/* Products begin with a number or `$`; anything else must be a distribution. */
static bool draw_parse(struct dc_parser *p, struct dc_recipe *out)
{
    const char *const what = "a number or distribution";
    char buf[72];

    *out = (struct dc_recipe){.kind = DC_RECIPE_NUMBER};
    if (has_comma(p)) {
        return comma_fail(p);
    }
    const bool is_plain = dc_value_at_number(p);
    if (is_plain || dc_value_peek(p) == '$') {
        if (!dc_value_term(p, &out->number)) {
            if (is_plain && !p->has_inputs && p->code == DC_BAD_NUMBER) {
                p->error[0] = '\0'; /* the whole value says more than the part that failed */
                return not_a_number(p, what);
            }
            return false;
        }
    } else {
        const struct dc_text name = dc_value_word(p);
        if (name.n == 0 || !dc_value_take(p, '(')) {
            return not_a_number(p, what);
        }
        if (!dc_value_dist(p, name, out)) {
            return false;
        }
    }
    if (dc_value_peek(p) != '\0' || p->at < p->n) {
        return out->kind == DC_RECIPE_NUMBER
                   ? rest_fail(p, what)
                   : dc_value_fail(p, DC_BAD_DISTRIBUTION,
                                   "'%s' stands behind the distribution",
                                   dc_value_quote(p->text + p->at, p->n - p->at, buf));
    }
    out->has_inputs = p->has_inputs;
    out->has_suffix = p->has_suffix;
    return true;
}

/* A plain number, also as a product of numbers. */
static bool amount_parse(struct dc_parser *p, struct dc_recipe *out)
{
    if (!draw_parse(p, out)) {
        if (p->code == DC_BAD_NUMBER && strstr(p->error, "number or distribution") != NULL) {
            p->error[0] = '\0';
            return not_a_number(p, "a number");
        }
        return false;
    }
    if (out->kind != DC_RECIPE_NUMBER || out->has_inputs) {
        return dc_value_fail(p, DC_NOT_DRAWN, "only a plain number can stand here, not a %s",
                             out->kind != DC_RECIPE_NUMBER ? "distribution" : "$NAME");
    }
    return true;
}

/* By hand: a double does not hold every number of 64 bits. */
static bool seed_parse(struct dc_parser *p, uint64_t *out)
{
    uint64_t x = 0;
    for (size_t i = 0; i < p->n; i++) {
        const uint64_t digit = (uint64_t)(unsigned char)(p->text[i] - '0');
        if (digit > 9 || x > (UINT64_MAX - digit) / 10) {
            char buf[72];
            return dc_value_fail(p, DC_OUT_OF_RANGE,
                                 "'%s' is not a whole number from 0 to 18446744073709551615",
                                 dc_value_quote(p->text, p->n, buf));
        }
        x = 10 * x + digit;
    }
    *out = x;
    return true;
}

static bool date_parse(struct dc_parser *p, uint32_t *out)
{
    uint32_t year = 0;
    uint32_t month = 0;
    char buf[72];
    bool ok = p->n == 7 && p->text[4] == '-';

    for (size_t i = 0; ok && i < 7; i++) {
        ok = i == 4 || dc_char_is_digit(p->text[i]);
    }
    if (ok) {
        for (size_t i = 0; i < 4; i++) {
            year = 10 * year + (uint32_t)(p->text[i] - '0');
        }
        month = 10 * (uint32_t)(p->text[5] - '0') + (uint32_t)(p->text[6] - '0');
    }
    if (!ok || year < 1 || month < 1 || month > 12) {
        return dc_value_fail(p, DC_BAD_DATE,
                             "'%s' is not a month as YYYY-MM, such as 2026-01 (where a "
                             "spreadsheet turns it into a date, format the cell as text)",
                             dc_value_quote(p->text, p->n, buf));
    }
    *out = 12 * year + month - 1;
    return true;
}

static bool word_parse(struct dc_parser *p, const char *words, uint32_t *out)
{
    struct dc_text rest = {words, strlen(words)};
    struct dc_text word;
    char buf[72];
    char allowed[120];
    size_t n = 0;

    *out = 0;
    while (dc_text_next(&rest, " ", &word)) {
        if (word.n == p->n && memcmp(word.at, p->text, p->n) == 0) {
            return true;
        }
        for (size_t i = 0; i <= word.n && n + 3 < sizeof allowed; i++) {
            if (i < word.n) {
                allowed[n++] = word.at[i];
            } else if (rest.at != NULL) {
                allowed[n++] = ',';
                allowed[n++] = ' ';
            }
        }
        (*out)++;
    }
    allowed[n] = '\0';
    return dc_value_fail(p, DC_BAD_WORD, "'%s' is not one of: %s",
                         dc_value_quote(p->text, p->n, buf), allowed);
}

static bool name_parse(struct dc_parser *p, struct dc_names *names, const char *kind,
                       uint32_t *out)
{
    char buf[72];
    if (!dc_text_is_name(p->text, p->n)) {
        return dc_value_fail(p, DC_UNKNOWN_NAME, "'%s' is not the name of a %s",
                             dc_value_quote(p->text, p->n, buf), kind);
    }
    *out = dc_names_add(names, p->draft->arena, p->text, p->n);
    return *out != DC_NONE || dc_draft_no_memory(p->draft);
}

bool dc_value_parse(struct dc_parser *p, const struct dc_param *param, struct dc_value *out)
{
    struct dc_vocabulary *words = &p->draft->words;

    *out = (struct dc_value){.is_none = dc_param_is_none(param, p->text)};
    if (out->is_none) {
        return true;
    }
    switch (param->takes) {
    case DC_TAKES_DRAW:
        return draw_parse(p, &out->recipe);
    case DC_TAKES_AMOUNT:
    case DC_TAKES_WHOLE:
        return amount_parse(p, &out->recipe);
    case DC_TAKES_SEED:
        return seed_parse(p, &out->seed);
    case DC_TAKES_DATE:
        return date_parse(p, &out->i);
    case DC_TAKES_WORD:
        return word_parse(p, param->words, &out->i);
    case DC_TAKES_STAGE:
        return name_parse(p, &words->stage, "stage", &out->i);
    case DC_TAKES_ROLE:
        return name_parse(p, &words->role, "role", &out->i);
    case DC_TAKES_TEAM:
        return name_parse(p, &words->team, "team", &out->i);
    case DC_TAKES_STAGES:
    case DC_TAKES_TWELVE:
    case DC_TAKES_CURVE:
    case DC_TAKES_MIX:
    case DC_TAKES_HIRES:
    case DC_TAKES_LEAVERS:
        return dc_value_list(p, param, out);
    case DC_TAKES_TEXT:
    case DC_TAKES_FILE:
        return true;
    }
    return true;
}
