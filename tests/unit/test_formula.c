/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_formula.c - every metric computes what its definition says: expected values are the
 * definitions written out in C on the toy's numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "path/fixed.h"
#include "tests/support/cmocka_all.h"
#include "tests/support/toy_tally.h"

/* Sum of a month's field over counted months. */
#define SUM(field) sum_of(&f->toy, &f->toy.month[0].field)
static double sum_of(const struct toy *toy, const double *field)
{
    const size_t at = (size_t)((const char *)field - (const char *)&toy->month[0]);
    double sum = 0.0;
    for (int i = TOY_WARMUP; i < TOY_MONTHS; i++) {
        double x;
        memcpy(&x, (const char *)&toy->month[i] + at, sizeof x);
        sum += x;
    }
    return sum;
}
static double count_of(const struct toy *toy, const uint64_t *field)
{
    const size_t at = (size_t)((const char *)field - (const char *)&toy->month[0]);
    uint64_t sum = 0;
    for (int i = TOY_WARMUP; i < TOY_MONTHS; i++) {
        uint64_t n;
        memcpy(&n, (const char *)&toy->month[i] + at, sizeof n);
        sum += n;
    }
    return (double)sum;
}
#define COUNT(field) count_of(&f->toy, &f->toy.month[0].field)

static double cost_of(const struct toy_tally *f, int first, int end)
{
    double sum = 0.0;
    for (int i = first; i < end; i++) {
        for (int c = 0; c < DC_N_COSTS; c++) {
            sum += f->toy.month[i].cost_money[c];
        }
    }
    return sum;
}

static void deals_are_counted(void **state)
{
    struct toy_tally *const f = *state;
    const struct dc_segment_sum *const s = f->toy.of_segment;
    toy_add(f);
    toy_expect_all(f, "leads", COUNT(n_leads));
    toy_expect_all(f, "won", COUNT(n_won));
    toy_expect_all(f, "lost", COUNT(n_lost));
    toy_expect_all(f, "expired", COUNT(n_expired));
    toy_expect_all(f, "open", 44 + 45);
    toy_expect_all(f, "lead_conversion", (111.0 + 124.0) / (1900.0 + 1937.0));
    toy_expect_all(f, "opportunities", 2222);
    toy_expect_all(f, "win_rate", (109.0 + 122.0) / (109.0 + 122.0 + 301.0 + 302.0));
    toy_expect_all(f, "meeting_conversion", 171.0 / 900.0);
    toy_expect(f, "leads", "corp", NULL, -1, 1937);
    toy_expect(f, "won", "corp", NULL, -1, 124);
    toy_expect(f, "lost", "smb", NULL, -1, 700);
    toy_expect(f, "expired", "corp", NULL, -1, 20);
    toy_expect(f, "open", "corp", NULL, -1, 45);
    toy_expect(f, "lead_conversion", "corp", NULL, -1, 124.0 / 1937.0);
    toy_expect(f, "win_rate", "corp", NULL, -1, 122.0 / (122.0 + 302.0));
    toy_expect(f, "bookings", "corp", NULL, -1, s[1].bookings_money);
    toy_expect(f, "revenue", "smb", NULL, -1, s[0].revenue_money);
    toy_expect(f, "average_deal", "corp", NULL, -1, s[1].bookings_money / 124.0);
    toy_expect(f, "cycle_length", "corp", NULL, -1, s[1].cycle_days / 124.0);
    toy_expect(f, "response_time", "smb", NULL, -1, s[0].response_days / 1313.0);
    toy_expect(f, "retention", "corp", NULL, -1, 1.0 - 11.0 / 97.0);
}

static void stages_have_their_times(void **state)
{
    struct toy_tally *const f = *state;
    toy_add(f);
    toy_expect_all(f, "stage_wait.first", 512.5 / 3700.0);
    toy_expect_all(f, "stage_time.close", 9002.25 / 2700.0);
    toy_expect_all(f, "stage_entries.first", 3800);
    toy_expect_all(f, "stage_conversion.close", 700.0 / 2700.0);
    toy_expect_all(f, "stage_wait.care", 514.5 / 1900.0);
    toy_expect_all(f, "stage_time.care", 9003.25 / 1800.0);
    toy_expect_all(f, "stage_entries.care", 2000);
    assert_int_equal(dc_tally_find(f->tally, "stage_conversion.care", NULL, NULL, -1),
                     UINT32_MAX);
    assert_int_equal(dc_tally_find(f->tally, "stage_wait.K", NULL, NULL, -1), UINT32_MAX);
}

static void money_adds_up(void **state)
{
    struct toy_tally *const f = *state;
    const double cost = cost_of(f, TOY_WARMUP, TOY_MONTHS);
    const double bookings = SUM(bookings_money);
    double last = 0.0, before = 0.0;
    for (int i = 0; i < 12; i++) {
        last += f->toy.month[TOY_MONTHS - 12 + i].bookings_money;
        before += f->toy.month[TOY_MONTHS - 24 + i].bookings_money;
    }
    toy_add(f);
    toy_expect_all(f, "bookings", bookings);
    toy_expect_all(f, "revenue", SUM(revenue_money));
    toy_expect_all(f, "gross_profit", SUM(gross_profit_money));
    toy_expect_all(f, "contribution", SUM(gross_profit_money) - cost);
    toy_expect_all(f, "cash", SUM(cash_money));
    toy_expect_all(f, "npv", 123456.5);
    toy_expect_all(f, "cash_low", -9000.5 * 8); /* months 4 to 11 */
    toy_expect_all(f, "cash_low_month", 8);
    toy_expect_all(f, "arr", 5e5 + 29);
    toy_expect_all(f, "customers", 78);
    toy_expect_all(f, "growth", last / before - 1.0);
    toy_expect_all(f, "average_deal", bookings / COUNT(n_won));
    toy_expect_all(f, "open_pipeline", 8e5 - 87.0);
    toy_expect_all(f, "pipeline_coverage",
                   4.5e8 / (26.0 * DC_MONTH_DAYS) / (bookings / 26.0 * 3.0));
    toy_expect_all(f, "target_hit", bookings >= 2.6e6);
    toy_expect_all(f, "shortfall", bookings >= 2.6e6 ? 0.0 : 2.6e6 - bookings);
}

static void speed_is_measured(void **state)
{
    struct toy_tally *const f = *state;
    const double cycle = (4500.5 + 4599.5) / 235.0;
    toy_add(f);
    toy_expect_all(f, "cycle_length", cycle);
    toy_expect_all(f, "cycle_p50", 17.25);
    toy_expect_all(f, "cycle_p90", 44.5);
    toy_expect_all(f, "response_time", (222.25 + 223.25) / (1313.0 + 1314.0));
    toy_expect_all(f, "response_p90", 1.375);
    toy_expect_all(f, "pipeline_velocity",
                   23456.75 / (26.0 * DC_MONTH_DAYS) * (231.0 / 834.0) *
                       (SUM(bookings_money) / COUNT(n_won)) / cycle);
}

static void people_are_counted(void **state)
{
    struct toy_tally *const f = *state;
    toy_add(f);
    toy_expect_all(f, "slot_use", 1234.5 / 2345.5);
    toy_expect_all(f, "utilisation", SUM(busy_days) / SUM(work_filled_days));
    toy_expect_all(f, "calls", 2010);
    toy_expect_all(f, "voicemails", 4010);
    toy_expect_all(f, "emails", 6010);
    toy_expect_all(f, "social", 8010);
    toy_expect_all(f, "meetings", 10010);
    toy_expect_all(f, "in_person_meetings", 77);
    toy_expect_all(f, "talk_hours", 3141.5 + 3142.5);
    toy_expect_all(f, "travel_hours", 271.75);
    toy_expect_all(f, "travel_cost", 8123.5);
    toy_expect_all(f, "remote_selling_share", 1.0 - 150.25 / (5000.0 - 271.75));
    toy_expect_all(f, "attainment", 0.9);
    toy_expect_all(f, "at_quota", 12.0 / 35.0);
    toy_expect_all(f, "revenue_per_rep", SUM(revenue_money) * 365.25 / 3000.25);
    toy_expect_all(f, "bookings_per_rep", SUM(bookings_money) * 365.25 / 3000.25);
    toy_expect_all(f, "headcount", (3000.25 + 3500.25) / (26.0 * DC_MONTH_DAYS));
    toy_expect_all(f, "hires", 11);
    toy_expect_all(f, "leavers", 7);
    toy_expect_all(f, "vacancy_days", 184);
}

static void roles_have_their_own(void **state)
{
    struct toy_tally *const f = *state;
    double cost = 0.0;
    for (int c = 0; c < DC_N_COSTS; c++) {
        cost += f->toy.of_role[1].cost_money[c];
    }
    toy_add(f);
    toy_expect(f, "won", NULL, "field", -1, 77);
    toy_expect(f, "utilisation", NULL, "field", -1, 2001.5 / 3500.25);
    toy_expect(f, "slot_use", NULL, "field", -1, 1234.5 / 2345.5);
    toy_expect_missing(f, "slot_use", "ae");
    toy_expect(f, "headcount", NULL, "ae", -1, 3000.25 / (26.0 * DC_MONTH_DAYS));
    toy_expect(f, "hires", NULL, "field", -1, 6);
    toy_expect(f, "leavers", NULL, "field", -1, 4);
    toy_expect(f, "vacancy_days", NULL, "field", -1, 92.5);
    toy_expect(f, "attainment", NULL, "ae", -1, 0.9);
    toy_expect_missing(f, "attainment", "field");
    toy_expect(f, "at_quota", NULL, "ae", -1, 12.0 / 35.0);
    toy_expect(f, "bookings_per_rep", NULL, "field", -1, 801000.5 * 365.25 / 3500.25);
    toy_expect(f, "calls", NULL, "field", -1, 1010);
    toy_expect(f, "emails", NULL, "field", -1, 3010);
    toy_expect(f, "meetings", NULL, "field", -1, 5010);
    toy_expect(f, "talk_hours", NULL, "ae", -1, 3141.5);
    toy_expect(f, "travel_hours", NULL, "field", -1, 271.75);
    toy_expect(f, "travel_cost", NULL, "field", -1, 8123.5);
    toy_expect(f, "cost", NULL, "field", -1, cost);
    toy_expect(f, "cost.hiring", NULL, "field", -1, 20000.5 * 7 + 31.25);
    toy_expect(f, "cost.leads", NULL, "field", -1, 0.0);
}

static void cost_buys_what_it_buys(void **state)
{
    struct toy_tally *const f = *state;
    const double cost = cost_of(f, TOY_WARMUP, TOY_MONTHS);
    const double won = COUNT(n_won);
    toy_add(f);
    toy_expect_all(f, "cost", cost);
    toy_expect_all(f, "cost.salary", SUM(cost_money[DC_SALARY]));
    toy_expect_all(f, "cost.leads", SUM(cost_money[DC_LEADS]));
    toy_expect_all(f, "cac", cost / won);
    toy_expect_all(f, "clv", 7654321.0 / won);
    toy_expect_all(f, "clv_cac", 7654321.0 / cost);
    toy_expect_all(f, "payback", (cost / won) / (2.1e6 / won / 12.0));
    toy_expect_all(f, "roi", (SUM(gross_profit_money) - cost) / cost);
    toy_expect_all(f, "churn_rate", 1.0 - exp(-11.0 / (40000.5 / 365.25)));
    toy_expect_all(f, "retention", 86.0 / 97.0);
    toy_expect_all(f, "churned", 11);
    toy_expect_all(f, "csat", 950.5 / won);
}

/* Month 8's costs are 900,000 higher: cumulative contribution is below 0 from there to the
 * last month, and there is no break-even; a large profit in month 13 brings it, and lies at
 * counted month 10. */
static void break_even_is_the_last_crossing(void **state)
{
    struct toy_tally *const f = *state;
    toy_add(f);
    toy_expect_missing(f, "break_even", NULL);
    f->toy.month[13].gross_profit_money += 5e6;
    dc_tally_free(f->tally);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    toy_add(f);
    toy_expect_all(f, "break_even", 10);
}

static void break_even_at_once_is_month_1(void **state)
{
    struct toy_tally *const f = *state;
    f->toy.month[TOY_WARMUP].gross_profit_money += 5e6;
    toy_add(f);
    toy_expect_all(f, "break_even", 1);
}

static void cash_low_is_never_the_zero_before(void **state)
{
    struct toy_tally *const f = *state;
    for (int i = 0; i < TOY_MONTHS; i++) {
        f->toy.month[i].cash_money = 10.5 + i;
    }
    toy_add(f);
    toy_expect_all(f, "cash_low", 14.5);
    toy_expect_all(f, "cash_low_month", 1);
}

static void months_stand_as_they_are(void **state)
{
    struct toy_tally *const f = *state;
    const struct dc_month_sum *const m = &f->toy.month[17];
    toy_add(f);
    toy_expect(f, "leads", NULL, NULL, 17, 117);
    toy_expect(f, "won", NULL, NULL, 17, 9);
    toy_expect(f, "lost", NULL, NULL, 17, 43);
    toy_expect(f, "bookings", NULL, NULL, 17, m->bookings_money);
    toy_expect(f, "revenue", NULL, NULL, 17, m->revenue_money);
    toy_expect(f, "gross_profit", NULL, NULL, 17, m->gross_profit_money);
    toy_expect(f, "contribution", NULL, NULL, 17, m->gross_profit_money - cost_of(f, 17, 18));
    double sum = 0.0;
    for (int i = TOY_WARMUP; i <= 17; i++) {
        sum += f->toy.month[i].gross_profit_money;
    }
    toy_expect(f, "cumulative_contribution", NULL, NULL, 17, sum - cost_of(f, TOY_WARMUP, 18));
    toy_expect(f, "cost", NULL, NULL, 17, cost_of(f, 17, 18));
    toy_expect(f, "cost.training", NULL, NULL, 17, m->cost_money[DC_TRAINING]);
    toy_expect(f, "cash", NULL, NULL, 17, m->cash_money);
    toy_expect(f, "cumulative_cash", NULL, NULL, 17, -9000.5 * 8 + 12345.25 * 6);
    toy_expect(f, "arr", NULL, NULL, 17, 5e5 + 17);
    toy_expect(f, "customers", NULL, NULL, 17, 54);
    toy_expect(f, "hires", NULL, NULL, 17, 1);
    toy_expect(f, "leavers", NULL, NULL, 17, 2);
    toy_expect(f, "headcount", NULL, NULL, 17, 317.5 / DC_MONTH_DAYS);
    toy_expect(f, "productive_headcount", NULL, NULL, 17, 297.25 / DC_MONTH_DAYS);
    toy_expect(f, "utilisation", NULL, NULL, 17, 217.125 / 307.5);
    toy_expect(f, "open", NULL, NULL, 17, 77);
    toy_expect(f, "open_pipeline", NULL, NULL, 17, 8e5 - 51);
    toy_expect(f, "response_time", NULL, NULL, 17, 34.5 / 107.0);
    toy_expect(f, "attainment", NULL, NULL, 17, 0.5);
}

/* fsum-exact: cents that no double holds, whose plain sum drifts in the last digits. */
static void months_sum_exactly_to_the_total(void **state)
{
    struct toy_tally *const f = *state;
    for (int i = 0; i < TOY_MONTHS; i++) {
        f->toy.month[i].revenue_money = ldexp(round(ldexp(1e7 / 3.0 + 0.1 * i, 32)), -32);
    }
    dc_fixed exact = 0;
    for (int i = TOY_WARMUP; i < TOY_MONTHS; i++) {
        exact += (dc_fixed)ldexp(f->toy.month[i].revenue_money, 32);
    }
    toy_add(f);
    double x;
    const uint32_t i = dc_tally_find(f->tally, "revenue", NULL, NULL, -1);
    assert_true(dc_tally_value(f->tally, i, 0, &x));
    assert_true(x == (double)exact * 0x1p-32);
}

static void nothing_happened_leaves_ratios_without_values(void **state)
{
    struct toy_tally *const f = *state;
    static const char *const missing[] = {"lead_conversion",
                                          "win_rate",
                                          "stage_wait.first",
                                          "stage_time.care",
                                          "stage_conversion.close",
                                          "growth",
                                          "average_deal",
                                          "pipeline_coverage",
                                          "cycle_length",
                                          "cycle_p50",
                                          "cycle_p90",
                                          "response_time",
                                          "response_p90",
                                          "pipeline_velocity",
                                          "slot_use",
                                          "utilisation",
                                          "meeting_conversion",
                                          "remote_selling_share",
                                          "attainment",
                                          "at_quota",
                                          "revenue_per_rep",
                                          "bookings_per_rep",
                                          "cac",
                                          "clv",
                                          "clv_cac",
                                          "payback",
                                          "roi",
                                          "churn_rate",
                                          "retention",
                                          "csat"};
    static const char *const zero[] = {
        "leads",    "won", "open",      "bookings", "contribution", "cash",      "npv",
        "cash_low", "arr", "headcount", "cost",     "churned",      "target_hit"};
    toy_empty(&f->toy);
    toy_add(f);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        toy_expect_missing(f, missing[i], NULL);
    }
    for (size_t i = 0; i < sizeof zero / sizeof *zero; i++) {
        toy_expect_all(f, zero[i], 0.0);
    }
    toy_expect_all(f, "cash_low_month", 1);
    toy_expect_all(f, "break_even", 1); /* 0 is not below 0 */
    toy_expect_all(f, "shortfall", 2.6e6);
}

static void growth_needs_two_years(void **state)
{
    struct toy_tally *const f = *state;
    f->toy.model.warmup_months = f->toy.record.n_warmup = 7; /* 23 months count */
    dc_tally_free(f->tally);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    toy_add(f);
    toy_expect_missing(f, "growth", NULL);
}

#define WITH_TOY(test) cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TOY(deals_are_counted),
        WITH_TOY(stages_have_their_times),
        WITH_TOY(money_adds_up),
        WITH_TOY(speed_is_measured),
        WITH_TOY(people_are_counted),
        WITH_TOY(roles_have_their_own),
        WITH_TOY(cost_buys_what_it_buys),
        WITH_TOY(break_even_is_the_last_crossing),
        WITH_TOY(break_even_at_once_is_month_1),
        WITH_TOY(cash_low_is_never_the_zero_before),
        WITH_TOY(months_stand_as_they_are),
        WITH_TOY(months_sum_exactly_to_the_total),
        WITH_TOY(nothing_happened_leaves_ratios_without_values),
        WITH_TOY(growth_needs_two_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
