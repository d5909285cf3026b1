/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_words.c - numbers as people read them. */
#include "tests/support/cmocka_all.h"

#include "decide/words.h"
#include "emit/table_text.h"

static void short_numbers_have_three_digits(void **state)
{
    (void)state;
    static const struct {
        double x;
        const char *text;
    } row[] = {
        {0.0, "0"},           {-0.0, "0"},          {1.0, "1"},       {7.256, "7.26"},
        {-31.46, "-31.5"},    {999.4, "999"},       {999.5, "1k"},    {412345.0, "412k"},
        {1236000.0, "1.24M"}, {-96449.0, "-96.4k"}, {999500.0, "1M"}, {2.5e9, "2.5bn"},
        {0.042, "0.042"},     {0.00031, "0.00031"}, {1e300, "1e300"}, {3.2e12, "3200bn"},
    };
    char buf[DC_WORDS_SIZE];
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        assert_string_equal(dc_words_short(row[i].x, buf), row[i].text);
    }
    assert_string_equal(dc_words_column(1236000.0, buf), "1.24 M");
}

static void fixed_rounds_half_away_from_zero_and_has_no_minus_zero(void **state)
{
    (void)state;
    char buf[DC_WORDS_SIZE];
    assert_string_equal(dc_words_fixed(2.5, 0, buf), "3");
    assert_string_equal(dc_words_fixed(-2.5, 0, buf), "-3");
    assert_string_equal(dc_words_fixed(-0.004, 2, buf), "0.00");
    assert_string_equal(dc_words_fixed(-1.05e3, 1, buf), "-1050.0");
    assert_string_equal(dc_words_fixed(0.0625, 3, buf), "0.063");
}

static void shares_never_round_to_certainty(void **state)
{
    (void)state;
    char buf[DC_WORDS_SIZE];
    assert_string_equal(dc_words_share(0.0, buf), "0%");
    assert_string_equal(dc_words_share(1.0, buf), "100%");
    assert_string_equal(dc_words_share(0.99961, buf), "more than 99.9%");
    assert_string_equal(dc_words_share(0.0004, buf), "less than 0.1%");
    assert_string_equal(dc_words_share(0.8749, buf), "87%");
    assert_string_equal(dc_words_share(0.0241, buf), "2.4%");
    assert_string_equal(dc_words_share(0.9949, buf), "99.5%");
}

static void quantities_carry_their_unit(void **state)
{
    (void)state;
    char buf[DC_WORDS_SIZE];
    assert_string_equal(dc_words_quantity(412345.0, "USD", buf), "412k USD");
    assert_string_equal(dc_words_quantity(0.832, "share", buf), "83.2%");
    assert_string_equal(dc_words_quantity(0.05, "share per year", buf), "5.0% per year");
    assert_string_equal(dc_words_quantity(3.21, "days", buf), "3.21 days");
    assert_string_equal(dc_words_quantity(455.0, "count", buf), "455");
}

static void cells_have_sensible_digits(void **state)
{
    (void)state;
    char buf[DC_WORDS_SIZE];
    assert_string_equal(dc_cell_words(1236000.0, "USD", buf), "1.24 M USD");
    assert_string_equal(dc_cell_words(0.832, "share", buf), "83.2%");
    assert_string_equal(dc_cell_words(12345.6, "count", buf), "12,346");
    assert_string_equal(dc_cell_words(-1234567.0, "count", buf), "-1,234,567");
    assert_string_equal(dc_cell_words(412.34, "count", buf), "412.3");
    assert_string_equal(dc_cell_words(0.1, "days", buf), "2.4 hours");
    assert_string_equal(dc_cell_words(3.14, "days", buf), "3.14 days");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_numbers_have_three_digits),
        cmocka_unit_test(fixed_rounds_half_away_from_zero_and_has_no_minus_zero),
        cmocka_unit_test(shares_never_round_to_certainty),
        cmocka_unit_test(quantities_carry_their_unit),
        cmocka_unit_test(cells_have_sensible_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
