/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/digits.c - the fewest decimal digits that read back as a double.
 *
 * A double x = m 2^e reads back from every decimal between the middles of it and its
 * neighbours, (2m - 1) 2^(e-1) and (2m + 1) 2^(e-1), these included where m is even
 * (Steele & White 1990). Scaled by 10^k so that x has 17 digits, all three are whole
 * numbers of 128 bits over a power of two as long as 0 <= k <= 27: exact, without tables. */
#include "base/digits.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define MOST_DIGITS 17
#define SCIENTIFIC_SIZE 40
#define MOST_FIVES 27 /* 5^27 < 2^63 */

__extension__ typedef unsigned __int128 uint128;

/* glibc hands out its one static "C" locale here, so nothing is allocated. */
void dc_c_locale_enter(struct dc_c_locale *l)
{
    l->c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    l->before = l->c != (locale_t)0 ? uselocale(l->c) : (locale_t)0;
}

void dc_c_locale_leave(const struct dc_c_locale *l)
{
    if (l->c != (locale_t)0) {
        uselocale(l->before);
        freelocale(l->c);
    }
}

/* `d.ddde+xx` of x > 0 with n digits; true if it reads back as x. */
static bool digits_try(double x, int n_digits, char buf[SCIENTIFIC_SIZE])
{
    snprintf(buf, SCIENTIFIC_SIZE, "%.*e", n_digits - 1, x);
    return strtod(buf, NULL) == x;
}

/* Below a power of two doubles lie twice as close as above, so the 16-digit number
 * nearest to x may miss while one above x would do: it is the nearest to the middle of
 * the interval that reads back as x. */
static bool power_of_two_try(double x, char buf[SCIENTIFIC_SIZE])
{
    int exponent;
    if (frexp(x, &exponent) != 0.5) {
        return false;
    }
    const long double middle = (long double)x * (1.0L + 0x1p-56L);
    snprintf(buf, SCIENTIFIC_SIZE, "%.15Le", middle);
    return strtod(buf, NULL) == x;
}

/* The shortest `d.ddde+xx` of x > 0. Any decimal of up to 15 digits survives the way to
 * a normal double and back, so no normal one needs a try with fewer. */
static void digits_find(double x, char buf[SCIENTIFIC_SIZE])
{
    int n_digits = x < DBL_MIN ? 1 : 15;

    while (!digits_try(x, n_digits, buf) && n_digits < MOST_DIGITS) {
        if (n_digits == 16 && power_of_two_try(x, buf)) {
            return;
        }
        n_digits++;
    }
}

/* Digits and decimal exponent out of `d.ddde+xx`; trailing zeros are cut. */
static size_t digits_read(const char *text, char digit[DC_DIGITS_SIZE], int *exponent)
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

size_t dc_digits_try(double x, char digit[DC_DIGITS_SIZE], int *exponent)
{
    char scientific[SCIENTIFIC_SIZE];
    struct dc_c_locale c;

    dc_c_locale_enter(&c);
    digits_find(x, scientific);
    const size_t n = digits_read(scientific, digit, exponent);
    dc_c_locale_leave(&c);
    return n;
}

static const uint64_t ten_to_16 = UINT64_C(10000000000000000);

/* The whole numbers that read back as x, and x itself, all times 10^k. */
struct span {
    uint64_t lowest, highest;
    uint64_t whole; /* of x, and its rest: */
    bool has_rest;
    int rest_to_half; /* below 0, 0, above 0 as the rest is less than, equal to, more than 1/2
                       */
};

static uint64_t power(uint64_t base, int k)
{
    uint64_t p = 1;
    for (; k > 0; k--) {
        p *= base;
    }
    return p;
}

/* m 2^e times 10^k; false where it does not fit or is too coarse. */
static bool span_find(uint64_t m, int e, int k, struct span *out)
{
    if (k < 0 || k > MOST_FIVES) {
        return false;
    }
    const int shift = 1 - e - k; /* of the doubled numbers */
    if (shift < 1 || shift > 120) {
        return false;
    }
    const uint128 fives = power(5, k);
    const uint128 x = 2 * m * fives;
    const uint128 below = ((uint128)1 << shift) - 1; /* a unit, less one part */
    const uint64_t inside = m % 2 == 0 ? 0 : 1;      /* the ends are excluded */
    if (x >> shift >= UINT64_MAX / 4) {
        return false;
    }
    out->lowest = (uint64_t)((x - fives + inside + below) >> shift);
    out->highest = (uint64_t)((x + fives - inside) >> shift);
    out->whole = (uint64_t)(x >> shift);
    const uint128 rest = x & below;
    const uint128 half = (below >> 1) + 1;
    out->has_rest = rest != 0;
    out->rest_to_half = rest < half ? -1 : rest > half;
    return true;
}

/* Whether x lies nearer to under + step than to under; halfway goes to the even one, as
 * printf does it. */
static bool is_nearer_above(const struct span *s, uint64_t under, uint64_t step)
{
    const int64_t twice = (int64_t)(2 * (s->whole - under) - step);

    if (step == 1) {
        return s->rest_to_half > 0 || (s->rest_to_half == 0 && under % 2 == 1);
    }
    if (twice == 0 && !s->has_rest) {
        return under / step % 2 == 1;
    }
    return twice >= 0;
}

/* The multiple of `step` nearest to x, if it reads back; else 0. */
static uint64_t multiple_in(const struct span *s, uint64_t step)
{
    const uint64_t under = s->whole / step * step;
    const uint64_t near = is_nearer_above(s, under, step) ? under + step : under;

    return near >= s->lowest && near <= s->highest ? near : 0;
}

/* The fewest digits in the span. */
static uint64_t shortest_in(const struct span *s)
{
    uint64_t best = multiple_in(s, 1);
    for (uint64_t step = 10; best != 0 && step <= ten_to_16; step *= 10) {
        const uint64_t rounder = multiple_in(s, step);
        if (rounder == 0) {
            break;
        }
        best = rounder;
    }
    return best;
}

size_t dc_digits_whole(uint64_t x, char to[DC_WHOLE_SIZE])
{
    char backwards[DC_WHOLE_SIZE];
    size_t n = 0;
    do {
        backwards[n++] = (char)('0' + x % 10);
        x /= 10;
    } while (x > 0);
    for (size_t i = 0; i < n; i++) {
        to[i] = backwards[n - 1 - i];
    }
    to[n] = '\0';
    return n;
}

static size_t digits_print(uint64_t whole, int k, char digit[DC_DIGITS_SIZE], int *exponent)
{
    char text[DC_WHOLE_SIZE];
    size_t n = dc_digits_whole(whole, text);

    *exponent = (int)n - 1 - k;
    while (n > 1 && text[n - 1] == '0') {
        n--;
    }
    memcpy(digit, text, n);
    digit[n] = '\0';
    return n;
}

size_t dc_digits_find(double x, char digit[DC_DIGITS_SIZE], int *exponent)
{
    int e;
    const double fraction = frexp(x, &e);
    const uint64_t m = (uint64_t)(fraction * 0x1p53);
    const int tens = (int)floor((e - 1) * 0.30102999566398120); /* or one less than it is */
    struct span span;

    e -= 53;
    for (int k = 16 - tens; k >= 15 - tens && fraction != 0.5 && x >= DBL_MIN; k--) {
        if (!span_find(m, e, k, &span)) {
            break;
        }
        const uint64_t whole = span.whole < 10 * ten_to_16 ? shortest_in(&span) : 0;
        if (whole != 0) {
            return digits_print(whole, k, digit, exponent);
        }
    }
    return dc_digits_try(x, digit, exponent);
}
