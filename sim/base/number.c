/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/number.c - text to double and back. The C library converts exactly, but by the
 * locale: it is asked under the "C" locale, for this thread and this moment only. */
#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Longer texts are refused: no one means them. */
#define LONGEST 512
#define DIGITS_MAX 17

/* glibc hands out its one static "C" locale here, so nothing is allocated. */
static locale_t locale_enter(locale_t *c)
{
    *c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return *c != (locale_t)0 ? uselocale(*c) : (locale_t)0;
}

static void locale_leave(locale_t c, locale_t before)
{
    if (c != (locale_t)0) {
        uselocale(before);
        freelocale(c);
    }
}

/* Copies a run of digits, `_` between two of them left out; false if a `_` stands
 * elsewhere. Moves *i behind the run. */
static bool digits_copy(const char *text, size_t n, size_t *i, char *to, size_t *n_to)
{
    const size_t start = *i;

    while (*i < n && (dc_char_is_digit(text[*i]) || text[*i] == '_')) {
        if (text[*i] != '_') {
            to[(*n_to)++] = text[*i];
        } else if (*i == start || *i + 1 == n || !dc_char_is_digit(text[*i - 1]) ||
                   !dc_char_is_digit(text[*i + 1])) {
            return false;
        }
        (*i)++;
    }
    return true;
}

static void sign_copy(const char *text, size_t n, size_t *i, char *to, size_t *n_to)
{
    if (*i < n && (text[*i] == '+' || text[*i] == '-')) {
        to[(*n_to)++] = text[(*i)++];
    }
}

static bool exponent_copy(const char *text, size_t n, size_t *i, char *to, size_t *n_to)
{
    if (*i == n || (text[*i] != 'e' && text[*i] != 'E')) {
        return true;
    }
    to[(*n_to)++] = text[(*i)++];
    sign_copy(text, n, i, to, n_to);
    const size_t before = *n_to;
    return digits_copy(text, n, i, to, n_to) && *n_to > before;
}

/* Checks the grammar and copies what strtod shall see: no `_`, NUL-ended. */
static bool number_copy(const char *text, size_t n, char *to)
{
    size_t i = 0;
    size_t n_to = 0;

    sign_copy(text, n, &i, to, &n_to);
    const size_t before = n_to;
    if (!digits_copy(text, n, &i, to, &n_to)) {
        return false;
    }
    size_t n_digits = n_to - before;
    if (i < n && text[i] == '.') {
        to[n_to++] = text[i++];
        const size_t whole = n_to;
        if (!digits_copy(text, n, &i, to, &n_to)) {
            return false;
        }
        n_digits += n_to - whole;
    }
    if (n_digits == 0 || !exponent_copy(text, n, &i, to, &n_to)) {
        return false;
    }
    to[n_to] = '\0';
    return i == n;
}

bool dc_number_parse(const char *text, size_t n, double *out)
{
    char plain[LONGEST + 1];
    locale_t c;

    if (n == 0 || n > LONGEST || !number_copy(text, n, plain)) {
        return false;
    }
    const locale_t before = locale_enter(&c);
    const double x = strtod(plain, NULL);
    locale_leave(c, before);
    if (!isfinite(x)) {
        return false;
    }
    *out = x + 0.0; /* -0 has no meaning in a scenario */
    return true;
}

/* `d.ddde+xx` of x > 0 with n digits; true if it reads back as x. */
static bool digits_try(double x, int n_digits, char buf[DC_NUMBER_SIZE])
{
    snprintf(buf, DC_NUMBER_SIZE, "%.*e", n_digits - 1, x);
    return strtod(buf, NULL) == x;
}

/* Below a power of two doubles lie twice as close as above, so the 16-digit number
 * nearest to x may miss while one above x would do: it is the nearest to the middle of
 * the interval that reads back as x. */
static bool power_of_two_try(double x, char buf[DC_NUMBER_SIZE])
{
    int exponent;
    if (frexp(x, &exponent) != 0.5) {
        return false;
    }
    const long double middle = (long double)x * (1.0L + 0x1p-56L);
    snprintf(buf, DC_NUMBER_SIZE, "%.15Le", middle);
    return strtod(buf, NULL) == x;
}

/* The shortest `d.ddde+xx` of x > 0. Any decimal of up to 15 digits survives the way to
 * a normal double and back, so no normal one needs a try with fewer. */
static void digits_find(double x, char buf[DC_NUMBER_SIZE])
{
    int n_digits = x < DBL_MIN ? 1 : 15;

    while (!digits_try(x, n_digits, buf) && n_digits < DIGITS_MAX) {
        if (n_digits == 16 && power_of_two_try(x, buf)) {
            return;
        }
        n_digits++;
    }
}

/* Digits and decimal exponent out of `d.ddde+xx`; trailing zeros are cut. */
static size_t digits_read(const char *text, char digit[DIGITS_MAX + 1], int *exponent)
{
    size_t n = 0;

    for (; *text != 'e'; text++) {
        if (dc_char_is_digit(*text)) {
            digit[n++] = *text;
        }
    }
    *exponent = (int)strtol(text + 1, NULL, 10);
    while (n > 1 && digit[n - 1] == '0') {
        n--;
    }
    digit[n] = '\0';
    return n;
}

/* Plain notation from 1e-6 up to 21 digits before the point, so that spreadsheets and
 * people read it; else an exponent. */
static int layout(const char *digit, int n, int exponent, char *to, size_t room)
{
    if (exponent >= n - 1 && exponent < 21) {
        return snprintf(to, room, "%s%.*s", digit, exponent - n + 1, "00000000000000000000");
    }
    if (exponent >= 0 && exponent < 21) {
        return snprintf(to, room, "%.*s.%s", exponent + 1, digit, digit + exponent + 1);
    }
    if (exponent < 0 && exponent >= -6) {
        return snprintf(to, room, "0.%.*s%s", -exponent - 1, "00000", digit);
    }
    if (n == 1) {
        return snprintf(to, room, "%se%d", digit, exponent);
    }
    return snprintf(to, room, "%c.%se%d", digit[0], digit + 1, exponent);
}

/* Whole numbers below 2^53, which most cells are, need no search. */
static size_t whole_write(double x, char buf[DC_NUMBER_SIZE])
{
    return (size_t)snprintf(buf, DC_NUMBER_SIZE, "%lld", (long long)x);
}

size_t dc_number_write(double x, char buf[DC_NUMBER_SIZE])
{
    char scientific[DC_NUMBER_SIZE];
    char digit[DIGITS_MAX + 1];
    int exponent = 0;
    locale_t c;

    DC_BUG_UNLESS(isfinite(x));
    if (fabs(x) < 0x1p53 && x == floor(x)) {
        return whole_write(x, buf);
    }
    const locale_t before = locale_enter(&c);
    digits_find(fabs(x), scientific);
    locale_leave(c, before);
    const size_t n = digits_read(scientific, digit, &exponent);
    size_t at = 0;
    if (x < 0) {
        buf[at++] = '-';
    }
    return at + (size_t)layout(digit, (int)n, exponent, buf + at, DC_NUMBER_SIZE - at);
}
