/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_metric.c - every metric of the manual's table is there, with its rows, and computes what
 * its definition says. Expected values are the definitions written out in C on the toy's
 * numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "path/fixed.h"
#include "tests/support/cmocka_all.h"
#include "tests/support/toy.h"

enum { SEG = 1, ROLE = 2, MONTH = 4, STAGE = 8, HEAD = 16, LOW = 32, TAIL = 64, TARGET = 128, ONLY = 256 };

/* The contract, in its order. ONLY: no total row. */
static const struct {
    const char *name, *unit;
    unsigned has;
} table[] = {
    {"leads", "count", SEG | MONTH},
    {"won", "count", SEG | ROLE | MONTH | HEAD},
    {"lost", "count", SEG | MONTH | LOW},
    {"expired", "count", SEG | LOW},
    {"open", "count", SEG | MONTH},
    {"lead_conversion", "share", SEG},
    {"opportunities", "count", 0},
    {"win_rate", "share", SEG | HEAD},
    {"stage_wait.K", "days", STAGE},
    {"stage_time.K", "days", STAGE},
    {"stage_entries.K", "count", STAGE},
    {"stage_conversion.K", "share", STAGE},
    {"bookings", "money", SEG | MONTH | HEAD | TAIL},
    {"revenue", "money", SEG | MONTH | HEAD | TAIL},
    {"gross_profit", "money", MONTH | TAIL},
    {"contribution", "money", MONTH | HEAD | TAIL},
    {"cash", "money", MONTH | HEAD | TAIL},
    {"npv", "money", HEAD | TAIL},
    {"cash_low", "money", HEAD},
    {"cash_low_month", "month", 0},
    {"arr", "money per year", MONTH},
    {"customers", "count", MONTH},
    {"growth", "share per year", 0},
    {"average_deal", "money", SEG},
    {"open_pipeline", "money", MONTH},
    {"pipeline_coverage", "ratio", 0},
    {"cycle_length", "days", SEG | LOW},
    {"cycle_p50", "days", LOW},
    {"cycle_p90", "days", LOW},
    {"response_time", "days", SEG | MONTH | HEAD | LOW},
    {"response_p90", "days", LOW},
    {"pipeline_velocity", "money per day", 0},
    {"slot_use", "share", ROLE},
    {"utilisation", "share", ROLE | MONTH | HEAD},
    {"calls", "count", ROLE},
    {"voicemails", "count", 0},
    {"emails", "count", ROLE},
    {"social", "count", 0},
    {"meetings", "count", ROLE},
    {"in_person_meetings", "count", 0},
    {"talk_hours", "hours", ROLE},
    {"travel_hours", "hours", ROLE | LOW},
    {"travel_cost", "money", ROLE | LOW},
    {"meeting_conversion", "share", 0},
    {"remote_selling_share", "share", 0},
    {"attainment", "share", ROLE | MONTH | HEAD},
    {"at_quota", "share", ROLE},
    {"revenue_per_rep", "money", 0},
    {"bookings_per_rep", "money", ROLE},
    {"headcount", "seats", ROLE | MONTH},
    {"hires", "count", ROLE | MONTH},
    {"leavers", "count", ROLE | MONTH | LOW},
    {"vacancy_days", "days", ROLE | LOW},
    {"cost", "money", ROLE | MONTH | LOW},
    {"cost.salary", "money", ROLE | MONTH | LOW},
    {"cost.commission", "money", ROLE | MONTH | LOW},
    {"cost.oncost", "money", ROLE | MONTH | LOW},
    {"cost.tools", "money", ROLE | MONTH | LOW},
    {"cost.overhead", "money", ROLE | MONTH | LOW},
    {"cost.travel", "money", ROLE | MONTH | LOW},
    {"cost.hiring", "money", ROLE | MONTH | LOW},
    {"cost.training", "money", ROLE | MONTH | LOW},
    {"cost.management", "money", ROLE | MONTH | LOW},
    {"cost.leads", "money", ROLE | MONTH | LOW},
    {"cac", "money", HEAD | LOW},
    {"clv", "money", 0},
    {"clv_cac", "ratio", 0},
    {"payback", "months", LOW},
    {"break_even", "months", LOW},
    {"roi", "ratio", 0},
    {"churn_rate", "share per year", LOW},
    {"retention", "share", SEG},
    {"churned", "count", LOW},
    {"csat", "points", 0},
    {"target_hit", "share", HEAD | TARGET},
    {"shortfall", "money", LOW | TARGET},
    {"cumulative_contribution", "money", MONTH | ONLY},
    {"cumulative_cash", "money", MONTH | ONLY},
    {"productive_headcount", "seats", MONTH | ONLY},
};
#define N_TABLE (sizeof table / sizeof *table)

static unsigned flags_of(const struct dc_metric *m)
{
    return (m->by_segment ? SEG : 0) | (m->by_role ? ROLE : 0) | (m->by_month ? MONTH : 0) |
           (m->by_stage ? STAGE : 0) | (m->headline ? HEAD : 0) | (m->lower_better ? LOW : 0) |
           (m->has_tail ? TAIL : 0) | (m->needs_target ? TARGET : 0) | (m->total ? 0 : ONLY);
}

static void every_metric_has_its_unit_meaning_and_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_TABLE; i++) {
        const struct dc_metric *const m = dc_metric_at(i);
        if (m == NULL || strcmp(m->name, table[i].name) != 0) {
            fail_msg("metric %zu: expected %s, observed %s", i, table[i].name,
                     m == NULL ? "none" : m->name);
            return;
        }
        assert_string_equal(m->unit, table[i].unit);
        assert_true(strlen(m->meaning) > 5);
        if (flags_of(m) != table[i].has) {
            fail_msg("%s: expected rows and marks %x, observed %x", m->name, table[i].has,
                     flags_of(m));
        }
    }
    assert_null(dc_metric_at(N_TABLE));
}

static void names_find_their_metric(void **state)
{
    (void)state;
    assert_string_equal(dc_metric_find("cost.oncost")->name, "cost.oncost");
    assert_string_equal(dc_metric_find("stage_wait.closing")->name, "stage_wait.K");
    assert_null(dc_metric_find("stage_wait."));
    assert_null(dc_metric_find("stage_wait"));
    assert_null(dc_metric_find("cost.tea"));
    assert_null(dc_metric_find(""));
}

struct fixture {
    struct toy toy;
    struct dc_tally *tally;
};

static int setup(void **state)
{
    struct fixture *const f = calloc(1, sizeof *f);
    toy_new(&f->toy);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    assert_non_null(f->tally);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *const f = *state;
    dc_tally_free(f->tally);
    free(f);
    return 0;
}

static void add(struct fixture *f)
{
    assert_true(dc_tally_add(f->tally, 0, &f->toy.record));
    dc_tally_close(f->tally, 1);
}

static void expect(const struct fixture *f, const char *metric, const char *segment,
                   const char *role, int32_t month, double expected)
{
    double x;
    char what[200];
    const uint32_t i = dc_tally_find(f->tally, metric, segment, role, month);
    snprintf(what, sizeof what, "%s (%s, %s, month %d)", metric, segment == NULL ? "all" : segment,
             role == NULL ? "all" : role, (int)month);
    if (i == UINT32_MAX) {
        fail_msg("%s: no such row", what);
    } else if (!dc_tally_value(f->tally, i, 0, &x)) {
        fail_msg("%s: expected %.17g, observed no value", what, expected);
    } else if (!(fabs(x - expected) <= 1e-14 * fabs(expected))) {
        fail_msg("%s: expected %.17g, observed %.17g", what, expected, x);
    }
}

static void expect_all(const struct fixture *f, const char *metric, double expected)
{
    expect(f, metric, NULL, NULL, -1, expected);
}

static void expect_missing(const struct fixture *f, const char *metric, const char *role)
{
    double x;
    const uint32_t i = dc_tally_find(f->tally, metric, NULL, role, -1);
    assert_int_not_equal(i, UINT32_MAX);
    if (dc_tally_value(f->tally, i, 0, &x)) {
        fail_msg("%s: expected no value, observed %.17g", metric, x);
    }
}

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

static double cost_of(const struct fixture *f, int first, int end)
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
    struct fixture *const f = *state;
    const struct dc_segment_sum *const s = f->toy.of_segment;
    add(f);
    expect_all(f, "leads", COUNT(n_leads));
    expect_all(f, "won", COUNT(n_won));
    expect_all(f, "lost", COUNT(n_lost));
    expect_all(f, "expired", COUNT(n_expired));
    expect_all(f, "open", 44 + 45);
    expect_all(f, "lead_conversion", (111.0 + 124.0) / (1900.0 + 1937.0));
    expect_all(f, "opportunities", 2222);
    expect_all(f, "win_rate", (109.0 + 122.0) / (109.0 + 122.0 + 301.0 + 302.0));
    expect_all(f, "meeting_conversion", 171.0 / 900.0);
    expect(f, "leads", "corp", NULL, -1, 1937);
    expect(f, "won", "corp", NULL, -1, 124);
    expect(f, "lost", "smb", NULL, -1, 700);
    expect(f, "expired", "corp", NULL, -1, 20);
    expect(f, "open", "corp", NULL, -1, 45);
    expect(f, "lead_conversion", "corp", NULL, -1, 124.0 / 1937.0);
    expect(f, "win_rate", "corp", NULL, -1, 122.0 / (122.0 + 302.0));
    expect(f, "bookings", "corp", NULL, -1, s[1].bookings_money);
    expect(f, "revenue", "smb", NULL, -1, s[0].revenue_money);
    expect(f, "average_deal", "corp", NULL, -1, s[1].bookings_money / 124.0);
    expect(f, "cycle_length", "corp", NULL, -1, s[1].cycle_days / 124.0);
    expect(f, "response_time", "smb", NULL, -1, s[0].response_days / 1313.0);
    expect(f, "retention", "corp", NULL, -1, 1.0 - 11.0 / 97.0);
}

static void stages_have_their_times(void **state)
{
    struct fixture *const f = *state;
    add(f);
    expect_all(f, "stage_wait.first", 512.5 / 3700.0);
    expect_all(f, "stage_time.close", 9002.25 / 2700.0);
    expect_all(f, "stage_entries.first", 3800);
    expect_all(f, "stage_conversion.close", 700.0 / 2700.0);
    expect_all(f, "stage_wait.care", 514.5 / 1900.0);
    expect_all(f, "stage_time.care", 9003.25 / 1800.0);
    expect_all(f, "stage_entries.care", 2000);
    assert_int_equal(dc_tally_find(f->tally, "stage_conversion.care", NULL, NULL, -1), UINT32_MAX);
    assert_int_equal(dc_tally_find(f->tally, "stage_wait.K", NULL, NULL, -1), UINT32_MAX);
}

static void money_adds_up(void **state)
{
    struct fixture *const f = *state;
    const double cost = cost_of(f, TOY_WARMUP, TOY_MONTHS);
    const double bookings = SUM(bookings_money);
    double last = 0.0, before = 0.0;
    for (int i = 0; i < 12; i++) {
        last += f->toy.month[TOY_MONTHS - 12 + i].bookings_money;
        before += f->toy.month[TOY_MONTHS - 24 + i].bookings_money;
    }
    add(f);
    expect_all(f, "bookings", bookings);
    expect_all(f, "revenue", SUM(revenue_money));
    expect_all(f, "gross_profit", SUM(gross_profit_money));
    expect_all(f, "contribution", SUM(gross_profit_money) - cost);
    expect_all(f, "cash", SUM(cash_money));
    expect_all(f, "npv", 123456.5);
    expect_all(f, "cash_low", -9000.5 * 8); /* months 4 to 11 */
    expect_all(f, "cash_low_month", 8);
    expect_all(f, "arr", 5e5 + 29);
    expect_all(f, "customers", 78);
    expect_all(f, "growth", last / before - 1.0);
    expect_all(f, "average_deal", bookings / COUNT(n_won));
    expect_all(f, "open_pipeline", 8e5 - 87.0);
    expect_all(f, "pipeline_coverage",
               4.5e8 / (26.0 * DC_MONTH_DAYS) / (bookings / 26.0 * 3.0));
    expect_all(f, "target_hit", bookings >= 2.6e6);
    expect_all(f, "shortfall", bookings >= 2.6e6 ? 0.0 : 2.6e6 - bookings);
}

static void speed_is_measured(void **state)
{
    struct fixture *const f = *state;
    const double cycle = (4500.5 + 4599.5) / 235.0;
    add(f);
    expect_all(f, "cycle_length", cycle);
    expect_all(f, "cycle_p50", 17.25);
    expect_all(f, "cycle_p90", 44.5);
    expect_all(f, "response_time", (222.25 + 223.25) / (1313.0 + 1314.0));
    expect_all(f, "response_p90", 1.375);
    expect_all(f, "pipeline_velocity",
               23456.75 / (26.0 * DC_MONTH_DAYS) * (231.0 / 834.0) *
                   (SUM(bookings_money) / COUNT(n_won)) / cycle);
}

static void people_are_counted(void **state)
{
    struct fixture *const f = *state;
    add(f);
    expect_all(f, "slot_use", 1234.5 / 2345.5);
    expect_all(f, "utilisation", SUM(busy_days) / SUM(work_filled_days));
    expect_all(f, "calls", 2010);
    expect_all(f, "voicemails", 4010);
    expect_all(f, "emails", 6010);
    expect_all(f, "social", 8010);
    expect_all(f, "meetings", 10010);
    expect_all(f, "in_person_meetings", 77);
    expect_all(f, "talk_hours", 3141.5 + 3142.5);
    expect_all(f, "travel_hours", 271.75);
    expect_all(f, "travel_cost", 8123.5);
    expect_all(f, "remote_selling_share", 1.0 - 150.25 / (5000.0 - 271.75));
    expect_all(f, "attainment", 0.9);
    expect_all(f, "at_quota", 12.0 / 35.0);
    expect_all(f, "revenue_per_rep", SUM(revenue_money) * 365.25 / 3000.25);
    expect_all(f, "bookings_per_rep", SUM(bookings_money) * 365.25 / 3000.25);
    expect_all(f, "headcount", (3000.25 + 3500.25) / (26.0 * DC_MONTH_DAYS));
    expect_all(f, "hires", 11);
    expect_all(f, "leavers", 7);
    expect_all(f, "vacancy_days", 184);
}

static void roles_have_their_own(void **state)
{
    struct fixture *const f = *state;
    double cost = 0.0;
    for (int c = 0; c < DC_N_COSTS; c++) {
        cost += f->toy.of_role[1].cost_money[c];
    }
    add(f);
    expect(f, "won", NULL, "field", -1, 77);
    expect(f, "utilisation", NULL, "field", -1, 2001.5 / 3500.25);
    expect(f, "slot_use", NULL, "field", -1, 1234.5 / 2345.5);
    expect_missing(f, "slot_use", "ae");
    expect(f, "headcount", NULL, "ae", -1, 3000.25 / (26.0 * DC_MONTH_DAYS));
    expect(f, "hires", NULL, "field", -1, 6);
    expect(f, "leavers", NULL, "field", -1, 4);
    expect(f, "vacancy_days", NULL, "field", -1, 92.5);
    expect(f, "attainment", NULL, "ae", -1, 0.9);
    expect_missing(f, "attainment", "field");
    expect(f, "at_quota", NULL, "ae", -1, 12.0 / 35.0);
    expect(f, "bookings_per_rep", NULL, "field", -1, 801000.5 * 365.25 / 3500.25);
    expect(f, "calls", NULL, "field", -1, 1010);
    expect(f, "emails", NULL, "field", -1, 3010);
    expect(f, "meetings", NULL, "field", -1, 5010);
    expect(f, "talk_hours", NULL, "ae", -1, 3141.5);
    expect(f, "travel_hours", NULL, "field", -1, 271.75);
    expect(f, "travel_cost", NULL, "field", -1, 8123.5);
    expect(f, "cost", NULL, "field", -1, cost);
    expect(f, "cost.hiring", NULL, "field", -1, 20000.5 * 7 + 31.25);
    expect(f, "cost.leads", NULL, "field", -1, 0.0);
}

static void cost_buys_what_it_buys(void **state)
{
    struct fixture *const f = *state;
    const double cost = cost_of(f, TOY_WARMUP, TOY_MONTHS);
    const double won = COUNT(n_won);
    add(f);
    expect_all(f, "cost", cost);
    expect_all(f, "cost.salary", SUM(cost_money[DC_SALARY]));
    expect_all(f, "cost.leads", SUM(cost_money[DC_LEADS]));
    expect_all(f, "cac", cost / won);
    expect_all(f, "clv", 7654321.0 / won);
    expect_all(f, "clv_cac", 7654321.0 / cost);
    expect_all(f, "payback", (cost / won) / (2.1e6 / won / 12.0));
    expect_all(f, "roi", (SUM(gross_profit_money) - cost) / cost);
    expect_all(f, "churn_rate", 1.0 - exp(-11.0 / (40000.5 / 365.25)));
    expect_all(f, "retention", 86.0 / 97.0);
    expect_all(f, "churned", 11);
    expect_all(f, "csat", 950.5 / won);
}

/* Month 8's costs are 900,000 higher: cumulative contribution is below 0 from there to the
 * last month, and there is no break-even; a large profit in month 13 brings it, and lies at
 * counted month 10. */
static void break_even_is_the_last_crossing(void **state)
{
    struct fixture *const f = *state;
    add(f);
    expect_missing(f, "break_even", NULL);
    f->toy.month[13].gross_profit_money += 5e6;
    dc_tally_free(f->tally);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    add(f);
    expect_all(f, "break_even", 10);
}

static void break_even_at_once_is_month_1(void **state)
{
    struct fixture *const f = *state;
    f->toy.month[TOY_WARMUP].gross_profit_money += 5e6;
    add(f);
    expect_all(f, "break_even", 1);
}

static void cash_low_is_never_the_zero_before(void **state)
{
    struct fixture *const f = *state;
    for (int i = 0; i < TOY_MONTHS; i++) {
        f->toy.month[i].cash_money = 10.5 + i;
    }
    add(f);
    expect_all(f, "cash_low", 14.5);
    expect_all(f, "cash_low_month", 1);
}

static void months_stand_as_they_are(void **state)
{
    struct fixture *const f = *state;
    const struct dc_month_sum *const m = &f->toy.month[17];
    add(f);
    expect(f, "leads", NULL, NULL, 17, 117);
    expect(f, "won", NULL, NULL, 17, 9);
    expect(f, "lost", NULL, NULL, 17, 43);
    expect(f, "bookings", NULL, NULL, 17, m->bookings_money);
    expect(f, "revenue", NULL, NULL, 17, m->revenue_money);
    expect(f, "gross_profit", NULL, NULL, 17, m->gross_profit_money);
    expect(f, "contribution", NULL, NULL, 17, m->gross_profit_money - cost_of(f, 17, 18));
    double sum = 0.0;
    for (int i = TOY_WARMUP; i <= 17; i++) {
        sum += f->toy.month[i].gross_profit_money;
    }
    expect(f, "cumulative_contribution", NULL, NULL, 17, sum - cost_of(f, TOY_WARMUP, 18));
    expect(f, "cost", NULL, NULL, 17, cost_of(f, 17, 18));
    expect(f, "cost.training", NULL, NULL, 17, m->cost_money[DC_TRAINING]);
    expect(f, "cash", NULL, NULL, 17, m->cash_money);
    expect(f, "cumulative_cash", NULL, NULL, 17, -9000.5 * 8 + 12345.25 * 6);
    expect(f, "arr", NULL, NULL, 17, 5e5 + 17);
    expect(f, "customers", NULL, NULL, 17, 54);
    expect(f, "hires", NULL, NULL, 17, 1);
    expect(f, "leavers", NULL, NULL, 17, 2);
    expect(f, "headcount", NULL, NULL, 17, 317.5 / DC_MONTH_DAYS);
    expect(f, "productive_headcount", NULL, NULL, 17, 297.25 / DC_MONTH_DAYS);
    expect(f, "utilisation", NULL, NULL, 17, 217.125 / 307.5);
    expect(f, "open", NULL, NULL, 17, 77);
    expect(f, "open_pipeline", NULL, NULL, 17, 8e5 - 51);
    expect(f, "response_time", NULL, NULL, 17, 34.5 / 107.0);
    expect(f, "attainment", NULL, NULL, 17, 0.5);
}

/* fsum-exact: cents that no double holds, whose plain sum drifts in the last digits. */
static void months_sum_exactly_to_the_total(void **state)
{
    struct fixture *const f = *state;
    for (int i = 0; i < TOY_MONTHS; i++) {
        f->toy.month[i].revenue_money = ldexp(round(ldexp(1e7 / 3.0 + 0.1 * i, 32)), -32);
    }
    dc_fixed exact = 0;
    for (int i = TOY_WARMUP; i < TOY_MONTHS; i++) {
        exact += (dc_fixed)ldexp(f->toy.month[i].revenue_money, 32);
    }
    add(f);
    double x;
    const uint32_t i = dc_tally_find(f->tally, "revenue", NULL, NULL, -1);
    assert_true(dc_tally_value(f->tally, i, 0, &x));
    assert_true(x == (double)exact * 0x1p-32);
}

static void nothing_happened_leaves_ratios_without_values(void **state)
{
    struct fixture *const f = *state;
    static const char *const missing[] = {
        "lead_conversion", "win_rate", "stage_wait.first", "stage_time.care", "stage_conversion.close",
        "growth", "average_deal", "pipeline_coverage", "cycle_length", "cycle_p50", "cycle_p90",
        "response_time", "response_p90", "pipeline_velocity", "slot_use", "utilisation",
        "meeting_conversion", "remote_selling_share", "attainment", "at_quota", "revenue_per_rep",
        "bookings_per_rep", "cac", "clv", "clv_cac", "payback", "roi", "churn_rate", "retention",
        "csat"};
    static const char *const zero[] = {
        "leads", "won", "open", "bookings", "contribution", "cash", "npv", "cash_low", "arr",
        "headcount", "cost", "churned", "target_hit"};
    toy_empty(&f->toy);
    add(f);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        expect_missing(f, missing[i], NULL);
    }
    for (size_t i = 0; i < sizeof zero / sizeof *zero; i++) {
        expect_all(f, zero[i], 0.0);
    }
    expect_all(f, "cash_low_month", 1);
    expect_all(f, "break_even", 1); /* 0 is not below 0 */
    expect_all(f, "shortfall", 2.6e6);
}

static void growth_needs_two_years(void **state)
{
    struct fixture *const f = *state;
    f->toy.model.warmup_months = f->toy.record.n_warmup = 7; /* 23 months count */
    dc_tally_free(f->tally);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    add(f);
    expect_missing(f, "growth", NULL);
}

static void rows_stand_in_the_stated_order(void **state)
{
    struct fixture *const f = *state;
    static const char *const monthly[] = {
        "leads", "won", "lost", "bookings", "revenue", "gross_profit", "contribution",
        "cumulative_contribution", "cost", "cost.salary", "cost.commission", "cost.oncost",
        "cost.tools", "cost.overhead", "cost.travel", "cost.hiring", "cost.training",
        "cost.management", "cost.leads", "cash", "cumulative_cash", "arr", "customers", "hires",
        "leavers", "headcount", "productive_headcount", "utilisation", "open", "open_pipeline",
        "response_time", "attainment"};
    const uint32_t n = dc_tally_n_summary_rows(f->tally);
    const uint32_t n_monthly = sizeof monthly / sizeof *monthly;
    int part = 0; /* 0 totals, 1 segments, 2 roles */
    for (uint32_t i = 0; i < n; i++) {
        const struct dc_row *const row = dc_tally_row(f->tally, i);
        const int here = row->i_role != UINT32_MAX ? 2 : row->i_segment != UINT32_MAX ? 1 : 0;
        assert_true(here >= part);
        assert_int_equal(row->month, -1);
        part = here;
    }
    assert_int_equal(part, 2);
    assert_int_equal(dc_tally_n_rows(f->tally), n + 26 * n_monthly);
    for (uint32_t i = 0; i < 26 * n_monthly; i++) {
        const struct dc_row *const row = dc_tally_row(f->tally, n + i);
        assert_string_equal(row->name, monthly[i % n_monthly]);
        assert_int_equal(row->month, 4 + i / n_monthly);
    }
}

static void units_name_the_currency(void **state)
{
    struct fixture *const f = *state;
    const struct dc_tally *const t = f->tally;
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "bookings", NULL, NULL, -1))->unit, "EUR");
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "arr", NULL, NULL, -1))->unit,
                        "EUR per year");
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "pipeline_velocity", NULL, NULL, -1))->unit,
                        "EUR per day");
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "won", NULL, NULL, -1))->unit, "count");
}

static void without_a_target_there_are_no_rows_of_it(void **state)
{
    struct fixture *const f = *state;
    f->toy.model.has_target = false;
    dc_tally_free(f->tally);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    assert_int_equal(dc_tally_find(f->tally, "target_hit", NULL, NULL, -1), UINT32_MAX);
    assert_int_equal(dc_tally_find(f->tally, "shortfall", NULL, NULL, -1), UINT32_MAX);
}

#define WITH_TOY(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_metric_has_its_unit_meaning_and_rows),
        cmocka_unit_test(names_find_their_metric),
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
        WITH_TOY(rows_stand_in_the_stated_order),
        WITH_TOY(units_name_the_currency),
        WITH_TOY(without_a_target_there_are_no_rows_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
