/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/cell.c - dates, amounts and words as exports write them. */
#include <string.h>

#include "calibrate/deals.h"
#include "dealcycle/text.h"

bool dc_cell_is_missing(struct dc_text text)
{
    static const char *const word[] = {"",   "na",      "n/a", "null", "none", "-",
                                       "--", "unknown", "nan", "#n/a", "nil",  "(blank)"};
    for (size_t i = 0; i < DC_COUNT_OF(word); i++) {
        if (dc_text_alike(text, word[i])) {
            return true;
        }
    }
    return false;
}

/* Howard Hinnant's days_from_civil. */
int32_t dc_day_of(int year, int month, int day)
{
    const int y = year - (month <= 2 ? 1 : 0);
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yoe = y - era * 400;
    const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void dc_day_month(int32_t day, int *year, int *month, int *day_of_month)
{
    int y = 1970 + day / 366 - 1;
    while (dc_day_of(y + 1, 1, 1) <= day) {
        y++;
    }
    int m = 1;
    while (m < 12 && dc_day_of(y, m + 1, 1) <= day) {
        m++;
    }
    *year = y;
    *month = m;
    *day_of_month = day - dc_day_of(y, m, 1) + 1;
}

static bool is_date(int y, int m, int d)
{
    static const int length[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return y >= 1900 && y <= 2200 && m >= 1 && m <= 12 && d >= 1 && d <= length[m - 1] &&
           (m != 2 || d < 29 || is_leap);
}

/* Up to three numbers separated by one of - / . ; what follows a blank or T is a time. */
static size_t numbers_of(struct dc_text text, int number[3], size_t digits[3], char *separator)
{
    size_t n = 0;
    size_t i = 0;
    *separator = '\0';
    while (n < 3) {
        const size_t first = i;
        number[n] = 0;
        while (i < text.n && dc_char_is_digit(text.at[i]) && i - first < 8) {
            number[n] = number[n] * 10 + (text.at[i++] - '0');
        }
        digits[n] = i - first;
        if (digits[n] == 0) {
            return 0;
        }
        n++;
        if (i == text.n || text.at[i] == ' ' || text.at[i] == 'T') {
            return n;
        }
        const char c = text.at[i++];
        if ((c != '-' && c != '/' && c != '.') || (*separator != '\0' && c != *separator)) {
            return 0;
        }
        *separator = c;
    }
    return 0;
}

static struct dc_day known(int y, int m, int d)
{
    struct dc_day out = {.kind = DC_DAY_BAD};
    if (is_date(y, m, d)) {
        out.kind = DC_DAY_KNOWN;
        out.day = dc_day_of(y, m, d);
    }
    return out;
}

/* ISO, YYYYMMDD, d.m.y (points are European), and a/b/y, which waits for the whole column. */
struct dc_day dc_day_parse(struct dc_text text)
{
    int number[3];
    size_t digits[3];
    char separator;
    const struct dc_day bad = {.kind = DC_DAY_BAD};
    const size_t n = numbers_of(text, number, digits, &separator);
    if (n == 1 && digits[0] == 8) {
        return known(number[0] / 10000, number[0] / 100 % 100, number[0] % 100);
    }
    if (n != 3) {
        return bad;
    }
    if (digits[0] == 4) {
        return known(number[0], number[1], number[2]);
    }
    const int year = digits[2] == 2 ? 2000 + number[2] : number[2];
    if (separator == '.') {
        return known(year, number[1], number[0]);
    }
    const bool either =
        is_date(year, number[0], number[1]) || is_date(year, number[1], number[0]);
    return either ? (struct dc_day){.kind = DC_DAY_SLASHED,
                                    .year = (int16_t)year,
                                    .a = (uint8_t)number[0],
                                    .b = (uint8_t)number[1]}
                  : bad;
}

/* Whether every separator c stands before groups of three digits. */
static bool is_thousands(const char *text, char c)
{
    const char *at = strchr(text, c);
    bool all = at != NULL && at != text && at - text <= 4;
    while (at != NULL) {
        const char *const next = strchr(at + 1, c);
        const size_t n = next != NULL ? (size_t)(next - at - 1) : strcspn(at + 1, ".,");
        all = all && n == 3;
        at = next;
    }
    return all;
}

static void remove_all(char *text, char c)
{
    char *to = text;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at != c) {
            *to++ = *at;
        }
    }
    *to = '\0';
}

/* 1,234.50 and 1.234,50: the last kind of separator is the point, unless it groups thousands.
 */
static void separators_settle(char *text)
{
    const char *const comma = strrchr(text, ',');
    const char *const point = strrchr(text, '.');
    if (comma != NULL && point != NULL) {
        remove_all(text, comma > point ? '.' : ',');
    } else if (comma != NULL && is_thousands(text, ',')) {
        remove_all(text, ',');
    } else if (point != NULL && strchr(text, '.') != point && is_thousands(text, '.')) {
        remove_all(text, '.');
    }
    char *const left = strchr(text, ',');
    if (left != NULL) {
        *left = '.';
    }
}

/* Digits, separators and a sign into buf; false for other text than a currency before or after.
 * The multiple of a suffix into *scale. */
static bool amount_strip(struct dc_text text, char buf[64], double *scale)
{
    size_t n = 0;
    size_t n_letters = 0;
    char letter = '\0';
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.at[i];
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (dc_char_is_digit(c) || c == '.' || c == ',' || c == '-') {
            if (n >= 60) {
                return false;
            }
            buf[n++] = c;
        } else if (is_letter) {
            n_letters++;
            letter = c;
        } else if (c == '(' || c == ')') {
            return false;
        }
    }
    buf[n] = '\0';
    *scale = 1.0;
    if (n_letters == 1) {
        *scale = letter == 'k' || letter == 'K'   ? 1e3
                 : letter == 'm' || letter == 'M' ? 1e6
                                                  : 0.0;
    }
    return n > 0 && n_letters <= 3 && *scale > 0.0;
}

bool dc_amount_parse(struct dc_text text, double *out)
{
    char buf[64];
    double scale;
    if (!amount_strip(text, buf, &scale)) {
        return false;
    }
    separators_settle(buf);
    if (!dc_number_parse(buf, strlen(buf), out)) {
        return false;
    }
    *out *= scale;
    return true;
}

static bool has_word(struct dc_text text, const char *const word[])
{
    char lower[64];
    const size_t n = text.n < sizeof lower - 1 ? text.n : sizeof lower - 1;
    for (size_t i = 0; i < n; i++) {
        lower[i] = dc_char_lower(text.at[i]);
    }
    lower[n] = '\0';
    for (size_t i = 0; word[i] != NULL; i++) {
        if (strstr(lower, word[i]) != NULL) {
            return true;
        }
    }
    return false;
}

enum dc_outcome dc_outcome_of(struct dc_text text)
{
    static const char *const won[] = {"won", "win", "success", "converted", "signed", NULL};
    static const char *const lost[] = {"lost",        "loss",   "dead",      "abandon",
                                       "cancel",      "reject", "disqualif", "unqualif",
                                       "no decision", "declin", NULL};
    static const char *const open[] = {"open",    "progress", "prospect", "engag",    "qualif",
                                       "propos",  "negotia",  "discover", "demo",     "new",
                                       "pending", "active",   "lead",     "working",  "contact",
                                       "present", "verbal",   "review",   "pipeline", NULL};
    if (has_word(text, lost)) {
        return DC_LOST;
    }
    if (has_word(text, won) || dc_text_alike(text, "true") || dc_text_alike(text, "yes") ||
        dc_text_alike(text, "1")) {
        return DC_WON;
    }
    if (dc_text_alike(text, "false") || dc_text_alike(text, "no") || dc_text_alike(text, "0")) {
        return DC_LOST;
    }
    return has_word(text, open) ? DC_OPEN : DC_OUTCOME_UNKNOWN;
}

enum dc_side dc_side_of(struct dc_text text)
{
    static const char *const inside[] = {"inside", "tele", "phone",   "remote",  "inbound",
                                         "online", "call", "digital", "virtual", NULL};
    static const char *const outside[] = {"outside", "field",   "face",      "visit",
                                          "onsite",  "on-site", "in person", NULL};
    if (has_word(text, outside)) {
        return DC_SIDE_OUTSIDE;
    }
    return has_word(text, inside) ? DC_SIDE_INSIDE : DC_SIDE_OTHER;
}
