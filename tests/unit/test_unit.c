/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_unit.c - the units a scenario may state. */
#include "tests/support/cmocka_all.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/unit.h"

#define MONTH (365.25 / 12.0)

static void values_become_those_of_the_own_unit(void **state)
{
    static const struct {
        enum dc_dimension dimension;
        const char *unit;
        double written, own;
    } row[] = {
        {DC_DIM_DAYS, "", 17.5, 17.5},
        {DC_DIM_DAYS, " \xC2\xA0 ", 17.5, 17.5},
        {DC_DIM_DAYS, "hours", 36, 1.5},
        {DC_DIM_DAYS, "Hour", 36, 1.5},
        {DC_DIM_DAYS, "weeks", 3, 21},
        {DC_DIM_DAYS, "month", 2, 60.875},
        {DC_DIM_DAYS, "years", 2, 730.5},
        {DC_DIM_MONTHS, "years", 1.5, 18},
        {DC_DIM_MONTHS, "days", 60.875, 2},
        {DC_DIM_MONTHS, "weeks", 60.875, 14},
        {DC_DIM_MONTHS, "hours", 730.5, 1},
        {DC_DIM_HOURS, "minutes", 45, 0.75},
        {DC_DIM_HOURS, "hours", 3.5, 3.5},
        {DC_DIM_HOURS_PER_WEEK, "hours per week", 37.5, 37.5},
        {DC_DIM_HOURS_PER_WEEK, "hours", 37.5, 37.5},
        {DC_DIM_MONEY, "USD", 35, 35},
        {DC_DIM_MONEY, "kUSD", 35, 35000},
        {DC_DIM_MONEY, "k USD", 35, 35000},
        {DC_DIM_MONEY, "M\xC2\xA0USD", 1.2, 1200000},
        {DC_DIM_MONEY, "MUSD", 1.2, 1200000},
        {DC_DIM_MONEY, "money", 7, 7},
        {DC_DIM_MONEY_PER_YEAR, "USD per year", 85000, 85000},
        {DC_DIM_MONEY_PER_YEAR, "kUSD per month", 7, 84000},
        {DC_DIM_MONEY_PER_YEAR, "USD/quarter", 20000, 80000},
        {DC_DIM_MONEY_PER_YEAR, "USD per week", 700, 36525},
        {DC_DIM_MONEY_PER_YEAR, "USD per day", 100, 36525},
        {DC_DIM_MONEY_PER_MONTH, "USD per year", 1200, 100},
        {DC_DIM_MONEY_PER_MONTH, "USD / month", 150, 150},
        {DC_DIM_MONEY_PER_LEAD, "USD per lead", 45, 45},
        {DC_DIM_MONEY_PER_LEAD, "USD", 45, 45},
        {DC_DIM_MONEY_PER_QUOTA, "kUSD", 800, 800000},
        {DC_DIM_SHARE, "%", 35, 0.35},
        {DC_DIM_SHARE, "share", 0.35, 0.35},
        {DC_DIM_SHARE_OF_PAY, "% of pay", 22, 0.22},
        {DC_DIM_SHARE_OF_PAY, "%", 22, 0.22},
        {DC_DIM_SHARE_PER_YEAR, "% per year", 29, 0.29},
        {DC_DIM_SHARE_PER_YEAR, "%/year", 29, 0.29},
        {DC_DIM_SHARE_PER_YEAR, "%", 29, 0.29},
        {DC_DIM_SHARE_PER_MONTH, "share per month", 0.02, 0.02},
        {DC_DIM_PER_MONTH, "per month", 37.5, 37.5},
        {DC_DIM_PER_MONTH, "per year", 300, 25},
        {DC_DIM_PER_MONTH, "leads per week", 14, 60.875},
        {DC_DIM_PER_MONTH, "Leads/Day", 10, 304.375},
        {DC_DIM_PER_MONTH, "per quarter", 30, 10},
        {DC_DIM_PER_MONTH_SEAT, "per month and seat", 4, 4},
        {DC_DIM_PER_MONTH_SEAT, "leads per week and seat", 14, 60.875},
        {DC_DIM_PER_MONTH_SEAT, "leads per seat and year", 300, 25},
        {DC_DIM_PER_MONTH_SEAT, "per quarter", 12, 4},
        {DC_DIM_COUNT, "count", 3, 3},
        {DC_DIM_SEATS, "seats", 3, 3},
        {DC_DIM_POINTS, "points", 4.5, 4.5},
        {DC_DIM_ANY, "%", 12, 0.12},
        {DC_DIM_ANY, "kUSD per call", 3, 3000},
        {DC_DIM_ANY, "leads per fair", 3, 3},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        struct dc_unit unit = {0};
        char error[DC_UNIT_TEXT_SIZE] = "";
        if (!dc_unit_parse(row[i].unit, strlen(row[i].unit), row[i].dimension, "USD", &unit,
                           error)) {
            fail_msg("%s in '%s': %s", dc_unit_name(row[i].dimension), row[i].unit, error);
        }
        const double own = dc_unit_own(unit, row[i].written);
        if (own != row[i].own) {
            fail_msg("%g '%s' is %.17g %s, expected %.17g", row[i].written, row[i].unit, own,
                     dc_unit_name(row[i].dimension), row[i].own);
        }
    }
}

static void other_units_are_refused_with_what_is_allowed(void **state)
{
    static const struct {
        enum dc_dimension dimension;
        const char *unit, *told;
    } row[] = {
        {DC_DIM_DAYS, "fortnights", "hours, days, weeks, months, years"},
        {DC_DIM_DAYS, "quarters", "hours, days, weeks"},
        {DC_DIM_DAYS, "minutes", "calendar"},
        {DC_DIM_DAYS, "hours per week", "calendar"},
        {DC_DIM_DAYS, "daysx", "calendar"},
        {DC_DIM_HOURS, "days", "hours, minutes"},
        {DC_DIM_HOURS, "weeks", "working"},
        {DC_DIM_MONEY, "EUR", "USD, kUSD or MUSD"},
        {DC_DIM_MONEY, "usd", "USD, kUSD or MUSD"},
        {DC_DIM_MONEY, "mUSD", "USD"},
        {DC_DIM_MONEY, "USD per year", "USD"},
        {DC_DIM_MONEY, "USDX", "USD"},
        {DC_DIM_MONEY, "kkUSD", "USD"},
        {DC_DIM_MONEY_PER_YEAR, "USD", "per day, week, month, quarter or year"},
        {DC_DIM_MONEY_PER_YEAR, "USD per hour", "per day"},
        {DC_DIM_MONEY_PER_YEAR, "per year", "USD"},
        {DC_DIM_SHARE, "percent of", "share, %"},
        {DC_DIM_SHARE, "% per year", "share, %"},
        {DC_DIM_SHARE, "USD", "share, %"},
        {DC_DIM_SHARE_PER_YEAR, "% per month", "compounds"},
        {DC_DIM_SHARE_PER_MONTH, "share per year", "compounds"},
        {DC_DIM_PER_MONTH, "leads", "per day, week"},
        {DC_DIM_PER_MONTH, "per hour", "per day, week"},
        {DC_DIM_PER_MONTH_SEAT, "per month and manager", "and seat"},
        {DC_DIM_COUNT, "days", "count"},
        {DC_DIM_TEXT, "days", "no unit"},
        {DC_DIM_LOGIT, "%", "logit"},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        struct dc_unit unit;
        char error[DC_UNIT_TEXT_SIZE] = "";
        const bool ok = dc_unit_parse(row[i].unit, strlen(row[i].unit), row[i].dimension, "USD",
                                      &unit, error);
        if (ok || strstr(error, row[i].told) == NULL || strstr(error, row[i].unit) == NULL) {
            fail_msg("%s in '%s': '%s', expected to be told '%s'",
                     dc_unit_name(row[i].dimension), row[i].unit, error, row[i].told);
        }
    }
}

static void the_own_unit_written_is_read_back(void **state)
{
    static const char *const currency[] = {"USD", "\xE2\x82\xAC", "k", "kr", "M", "US dollars"};
    (void)state;
    for (int d = 0; d < DC_N_DIMENSIONS; d++) {
        for (size_t i = 0; i < DC_COUNT_OF(currency); i++) {
            struct dc_unit unit = {0};
            char text[DC_UNIT_TEXT_SIZE];
            char error[DC_UNIT_TEXT_SIZE] = "";
            dc_unit_write((enum dc_dimension)d, currency[i], text);
            if (!dc_unit_parse(text, strlen(text), (enum dc_dimension)d, currency[i], &unit,
                               error) ||
                unit.times != 1.0 || unit.over != 1.0) {
                fail_msg("'%s': %g / %g, %s", text, unit.times, unit.over, error);
            }
        }
        assert_true(strlen(dc_unit_allowed((enum dc_dimension)d)) > 0);
    }
}

static void a_quota_returns_the_period_that_its_unit_names(void **state)
{
    static const struct {
        const char *unit;
        uint32_t months;
    } row[] = {
        {"USD", 0},           {"kUSD per month", 1},       {"USD per quarter", 3},
        {"USD per year", 12}, {"USD per quota period", 0},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        struct dc_unit unit = {0};
        char error[DC_UNIT_TEXT_SIZE] = "";
        assert_true(dc_unit_parse(row[i].unit, strlen(row[i].unit), DC_DIM_MONEY_PER_QUOTA,
                                  "USD", &unit, error));
        assert_int_equal(unit.quota_months, row[i].months);
    }
}

static void a_long_unit_or_currency_stays_within_its_message(void **state)
{
    char text[5000];
    char currency[5000];
    char error[DC_UNIT_TEXT_SIZE];
    struct dc_unit unit;
    (void)state;
    memset(text, 'x', sizeof(text));
    memset(currency, 'y', sizeof(currency) - 1);
    currency[sizeof(currency) - 1] = '\0';
    assert_false(dc_unit_parse(text, sizeof(text), DC_DIM_MONEY, currency, &unit, error));
    assert_true(strlen(error) < DC_UNIT_TEXT_SIZE);
    dc_unit_write(DC_DIM_MONEY_PER_YEAR, currency, error);
    assert_true(strlen(error) < DC_UNIT_TEXT_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_become_those_of_the_own_unit),
        cmocka_unit_test(other_units_are_refused_with_what_is_allowed),
        cmocka_unit_test(the_own_unit_written_is_read_back),
        cmocka_unit_test(a_quota_returns_the_period_that_its_unit_names),
        cmocka_unit_test(a_long_unit_or_currency_stays_within_its_message),
    };
    return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
