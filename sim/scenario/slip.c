/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/slip.c - what a user of a spreadsheet most likely meant by what is no number. */
#include "scenario/slip.h"

#include <stdio.h>
#include <string.h>

static const char blank_between[] = "; write nothing, or _, between the thousands";
static const char thousands[] = "; thousands are a small k";
static const char millions[] = "; millions are a capital M";
static const char spreadsheet_error[] =
    "; the spreadsheet could not work out this cell: save it with a number in it";
static const char formula[] = "; a formula is not worked out here: save its value";
static const char negative[] = "; a number below 0 begins with -";
static const char product_only[] = "; a $NAME can be multiplied only, as in -0.5*$market";
static const char default_holds[] = "; to have the default, leave the row out";

static bool is_digit_or_mark(char c)
{
    return dc_char_is_digit(c) || c == '.' || c == '_';
}

/* What stands behind the digits that the value begins with, or all of it. */
static struct dc_text rest_of(const struct dc_row *row)
{
    struct dc_text text = dc_text_trim(row->value, row->n_value);
    size_t i = text.n > 0 && (text.at[0] == '-' || text.at[0] == '+') ? 1 : 0;

    if (i < text.n && dc_char_is_digit(text.at[i])) {
        while (i < text.n && is_digit_or_mark(text.at[i])) {
            i++;
        }
        text = dc_text_trim(text.at + i, text.n - i);
    }
    return text;
}

static bool is_one_of(struct dc_text text, const char *const word[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (dc_text_alike(text, word[i])) {
            return true;
        }
    }
    return false;
}

/* A number and letters: its unit, or the name of a size. */
static void unit_write(const struct dc_row *row, const char *currency, struct dc_text rest,
                       char buf[DC_SLIP_SIZE])
{
    static const char *const many[] = {"k", "thousand", "tsd", "t"};
    static const char *const very_many[] = {"m", "mm", "mn", "mio", "million", "millions"};
    char own[DC_UNIT_TEXT_SIZE];

    if (is_one_of(rest, many, sizeof many / sizeof many[0])) {
        snprintf(buf, DC_SLIP_SIZE, "%s", thousands);
    } else if (is_one_of(rest, very_many, sizeof very_many / sizeof very_many[0])) {
        snprintf(buf, DC_SLIP_SIZE, "%s", millions);
    } else if (!row->is_set) {
        snprintf(buf, DC_SLIP_SIZE, "; a unit stands in the column `unit`, not in the value");
    } else {
        dc_unit_write(dc_params[row->place.param].dimension, currency, own);
        snprintf(buf, DC_SLIP_SIZE, "; write the number alone%s%.80s",
                 own[0] != '\0' ? ", in " : "", own);
    }
}

static const char *plain_slip(struct dc_text text, struct dc_text rest)
{
    static const char *const none[] = {"none", "endless", "default", "n/a", "na", "-", "tbd"};

    if (is_one_of(text, none, sizeof none / sizeof none[0])) {
        return default_holds;
    }
    if (memchr(text.at, '$', text.n) != NULL) {
        return product_only;
    }
    switch (text.n > 0 ? text.at[0] : '\0') {
    case '#':
        return spreadsheet_error;
    case '=':
        return formula;
    case '(':
        return negative;
    default:
        return rest.at > text.at && rest.n > 0 && is_digit_or_mark(rest.at[0]) ? blank_between
                                                                               : "";
    }
}

/* No unit has a digit, so `1e999` and `3 of 7` are something else. */
static bool is_word(struct dc_text text)
{
    const char first = text.n > 0 ? dc_char_lower(text.at[0]) : '0';

    for (size_t i = 0; i < text.n; i++) {
        if (dc_char_is_digit(text.at[i])) {
            return false;
        }
    }
    if (text.n == 1) { /* else a slip of the finger, such as 5O */
        return strchr("dhwmyk", first) != NULL;
    }
    return (first >= 'a' && first <= 'z') || (unsigned char)first >= 0x80;
}

void dc_slip_write(const struct dc_row *row, const char *currency, char buf[DC_SLIP_SIZE])
{
    const struct dc_text text = dc_text_trim(row->value, row->n_value);
    const struct dc_text rest = rest_of(row);

    if (rest.at > text.at && is_word(rest)) {
        unit_write(row, currency, rest, buf);
    } else {
        snprintf(buf, DC_SLIP_SIZE, "%s", plain_slip(text, rest));
    }
}
