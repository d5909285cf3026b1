/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_number.c - text to double and back. */
#include "tests/support/cmocka_all.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/number.h"
#include "tests/support/comma_locale.h"

/* clang-format off */
static void plain_decimals_are_read(void **state)
{
    static const struct {
        const char *text;
        double x;
    } row[] = {
        {"0", 0.0},          {"-17.25", -17.25},     {"+3", 3.0},           {".5", 0.5},
        {"5.", 5.0},         {"1e3", 1000.0},        {"2.5E-2", 0.025},     {"1_234_567.5", 1234567.5},
        {"0.1", 0.1},        {"1e-400", 0.0},        {"4.9e-324", 5e-324},  {"1.7976931348623157e308", DBL_MAX},
        {"0.0_5", 0.05},     {"00012", 12.0},        {"9007199254740993", 9007199254740992.0},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        double x = -1.0;
        if (!dc_number_parse(row[i].text, strlen(row[i].text), &x) || x != row[i].x) {
            fail_msg("'%s' is read as %.17g, expected %.17g", row[i].text, x, row[i].x);
        }
    }
}

static void everything_else_is_refused(void **state)
{
    static const char *const text[] = {
        "",     " ",    " 1",   "1 ",    "1,5",  "0x10", "inf",  "nan",   "-inf", "1e",   "e5",    ".",
        "-",    "+-1",  "1..2", "1_",    "_1",   "1__2", "1_.5", "1._5",  "1e_5", "1e5_", "1e400", "12a",
        "1.5.2", "--1", "1e+",  "1 000", "1\n",  "\xC2\xA0" "1", "1e5.5", "INFINITY",     "0b1",   "1f",
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(text); i++) {
        double x = -7.5;
        if (dc_number_parse(text[i], strlen(text[i]), &x) || x != -7.5) {
            fail_msg("'%s' is read as %.17g", text[i], x);
        }
    }
    double x = -7.5;
    assert_false(dc_number_parse("1\0002", 3, &x));
    char digits[2000];
    memset(digits, '7', sizeof(digits));
    assert_false(dc_number_parse(digits, sizeof(digits), &x));
}

/* clang-format on */
static void only_the_given_bytes_are_read(void **state)
{
    double x = 0.0;
    (void)state;
    assert_true(dc_number_parse("12345", 2, &x));
    if (x != 12.0) {
        fail_msg("read %.17g, expected 12", x);
    }
}

static void minus_zero_becomes_zero(void **state)
{
    double x = -1.0;
    char text[DC_NUMBER_SIZE];
    (void)state;
    assert_true(dc_number_parse("-0.0", 4, &x));
    assert_false(signbit(x));
    assert_int_equal(dc_number_write(-0.0, text), 1);
    assert_string_equal(text, "0");
}

static void numbers_are_written_as_people_write_them(void **state)
{
    static const struct {
        double x;
        const char *text;
    } row[] = {
        {0.1, "0.1"},
        {1.0 / 3.0, "0.3333333333333333"},
        {-2.5e-3, "-0.0025"},
        {123456789.125, "123456789.125"},
        {1e15, "1000000000000000"},
        {1e20, "100000000000000000000"},
        {1e21, "1e21"},
        {1.5e300, "1.5e300"},
        {0.000001, "0.000001"},
        {1e-7, "1e-7"},
        {1.25e-9, "1.25e-9"},
        {36028797018963970.0, "36028797018963970"},
        {5e-324, "5e-324"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {DBL_MAX, "1.7976931348623157e308"},
        {0x1p-44, "5.684341886080802e-14"}, /* the nearest 16 digits would not read back */
        {9.5367431640625e-7, "9.5367431640625e-7"},
        {-17.0, "-17"},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        char text[DC_NUMBER_SIZE];
        const size_t n = dc_number_write(row[i].x, text);
        if (strcmp(text, row[i].text) != 0 || n != strlen(text)) {
            fail_msg("%.17g is written '%s', expected '%s'", row[i].x, text, row[i].text);
        }
    }
}

/* xorshift64*: any bits will do, and these are the same each time. */
static uint64_t next_bits(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(2685821657736338717);
}

static size_t significant_digits(const char *text)
{
    size_t n = 0;
    size_t zeros = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text >= '1' && *text <= '9') {
            n += zeros + 1;
            zeros = 0;
        } else if (*text == '0' && n > 0) {
            zeros++;
        }
    }
    return n;
}

static void expect_shortest(double x)
{
    char text[DC_NUMBER_SIZE];
    double back = NAN;
    const size_t n = dc_number_write(x, text);

    if (n >= DC_NUMBER_SIZE || !dc_number_parse(text, n, &back) || back != x) {
        fail_msg("%.17g is written '%s', which reads back as %.17g", x, text, back);
    }
    const size_t digits = significant_digits(text);
    char shorter[64];
    if (digits > 1) {
        snprintf(shorter, sizeof(shorter), "%.*e", (int)digits - 2, x);
        if (strtod(shorter, NULL) == x) {
            fail_msg("%.17g is written '%s' though '%s' would do", x, text, shorter);
        }
    }
}

static void expect_both_ways_agree(double x)
{
    char fast[DC_DIGITS_SIZE];
    char slow[DC_DIGITS_SIZE];
    int e_fast = 0;
    int e_slow = 0;

    dc_digits_find(x, fast, &e_fast);
    dc_digits_try(x, slow, &e_slow);
    if (strcmp(fast, slow) != 0 || e_fast != e_slow) {
        fail_msg("%.17g: %s e%d, by trying %s e%d", x, fast, e_fast, slow, e_slow);
    }
}

static void the_fast_digits_are_those_found_by_trying(void **state)
{
    uint64_t s = UINT64_C(0xD1B54A32D192ED03);
    (void)state;
    for (int i = 0; i < 300000; i++) {
        const uint64_t bits = next_bits(&s);
        const double uniform = (double)(bits >> 11) * 0x1p-53 + 0x1p-60;
        expect_both_ways_agree(uniform);
        expect_both_ways_agree(ldexp(uniform, (int)(bits % 100) - 40));
        expect_both_ways_agree((double)((bits >> 30) + 1) / 100.0);
        expect_both_ways_agree((double)((bits >> 20) + 1) / 1024.0);
    }
    for (int e = -60; e < 70; e++) {
        double x = ldexp(1.0, e);
        for (int i = 0; i < 20; i++, x = nextafter(x, 0.0)) {
            expect_both_ways_agree(x);
        }
        for (x = pow(10.0, e / 3.0); e % 3 == 0 && x < pow(10.0, e / 3.0) * 1.000001;
             x *= 1.0000001) {
            expect_both_ways_agree(x);
        }
    }
}

static void any_double_reads_back_and_none_is_longer_than_needed(void **state)
{
    uint64_t s = UINT64_C(0x9E3779B97F4A7C15);
    (void)state;
    for (int i = 0; i < 200000; i++) {
        const uint64_t bits = next_bits(&s);
        double x;
        memcpy(&x, &bits, sizeof(x));
        if (isfinite(x)) {
            expect_shortest(x);
        }
        expect_shortest((double)(int64_t)(bits >> 40) / 1000.0);
    }
    for (int e = -1074; e < 1024; e++) {
        expect_shortest(ldexp(1.0, e));
        expect_shortest(nextafter(ldexp(1.0, e), 0.0));
    }
}

static void the_locale_of_the_process_does_not_matter(void **state)
{
    char text[DC_NUMBER_SIZE];
    double x = 0.0;
    (void)state;

    if (!comma_locale_enter()) {
        skip(); /* the package `locales` is not there to make one with a decimal comma */
    }
    const bool ok = dc_number_parse("0.5", 3, &x);
    dc_number_write(0.125, text);
    char by_locale[16];
    snprintf(by_locale, sizeof(by_locale), "%g", 0.5);
    comma_locale_leave();
    assert_string_equal(by_locale, "0,5");
    assert_true(ok);
    assert_true(x == 0.5);
    assert_string_equal(text, "0.125");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_decimals_are_read),
        cmocka_unit_test(everything_else_is_refused),
        cmocka_unit_test(only_the_given_bytes_are_read),
        cmocka_unit_test(minus_zero_becomes_zero),
        cmocka_unit_test(numbers_are_written_as_people_write_them),
        cmocka_unit_test(the_fast_digits_are_those_found_by_trying),
        cmocka_unit_test(any_double_reads_back_and_none_is_longer_than_needed),
        cmocka_unit_test(the_locale_of_the_process_does_not_matter),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
