/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/number.c - text to double and back. The C library converts exactly, but by the
 * locale: it is asked under the "C" locale. */
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/text.h"

/* Longer texts are refused: no one means them. */
#define LONGEST 512

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
    struct dc_c_locale c;

    if (n == 0 || n > LONGEST || !number_copy(text, n, plain)) {
        return false;
    }
    dc_c_locale_enter(&c);
    const double x = strtod(plain, NULL);
    dc_c_locale_leave(&c);
    if (!isfinite(x)) {
        return false;
    }
    *out = x + 0.0; /* -0 has no meaning in a scenario */
    return true;
}

/* Appends n characters; returns behind them. */
static char *put(char *to, const char *from, size_t n)
{
    memcpy(to, from, n);
    return to + n;
}

static char *put_zeros(char *to, int n)
{
    memset(to, '0', (size_t)n);
    return to + n;
}

static char *put_exponent(char *to, int exponent)
{
    *to++ = 'e';
    if (exponent < 0) {
        *to++ = '-';
    }
    return to + dc_digits_whole((uint64_t)(exponent < 0 ? -exponent : exponent), to);
}

/* Plain notation from 1e-6 up to 21 digits before the point, so that spreadsheets and
 * people read it; else an exponent. */
static char *layout(const char *digit, int n, int exponent, char *to)
{
    const size_t n_all = (size_t)n;
    if (exponent >= n - 1 && exponent < 21) {
        return put_zeros(put(to, digit, n_all), exponent - n + 1);
    }
    if (exponent >= 0 && exponent < 21) {
        const size_t n_whole = (size_t)exponent + 1;
        to = put(put(to, digit, n_whole), ".", 1);
        return put(to, digit + n_whole, n_all - n_whole);
    }
    if (exponent < 0 && exponent >= -6) {
        return put(put_zeros(put(to, "0.", 2), -exponent - 1), digit, n_all);
    }
    to = put(to, digit, 1);
    if (n > 1) {
        to = put(put(to, ".", 1), digit + 1, n_all - 1);
    }
    return put_exponent(to, exponent);
}

/* Whole numbers below 2^53, which most cells are, need no search. */
size_t dc_number_write(double x, char buf[DC_NUMBER_SIZE])
{
    char digit[DC_DIGITS_SIZE];
    int exponent = 0;
    char *to = buf;

    DC_BUG_UNLESS(isfinite(x));
    if (x < 0) {
        *to++ = '-';
    }
    if (fabs(x) < 0x1p53 && x == floor(x)) {
        return (size_t)(to - buf) + dc_digits_whole((uint64_t)fabs(x), to);
    }
    const size_t n = dc_digits_find(fabs(x), digit, &exponent);
    to = layout(digit, (int)n, exponent, to);
    *to = '\0';
    return (size_t)(to - buf);
}
