/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_metric.c - every metric of the manual's table is there, with its rows, and in
 * its place. */
#include <string.h>

#include "tests/support/toy_tally.h"

enum {
    SEG = 1,
    ROLE = 2,
    MONTH = 4,
    STAGE = 8,
    HEAD = 16,
    LOW = 32,
    TAIL = 64,
    TARGET = 128,
    ONLY = 256
};

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

static void rows_stand_in_the_stated_order(void **state)
{
    struct toy_tally *const f = *state;
    static const char *const monthly[] = {"leads",
                                          "won",
                                          "lost",
                                          "bookings",
                                          "revenue",
                                          "gross_profit",
                                          "contribution",
                                          "cumulative_contribution",
                                          "cost",
                                          "cost.salary",
                                          "cost.commission",
                                          "cost.oncost",
                                          "cost.tools",
                                          "cost.overhead",
                                          "cost.travel",
                                          "cost.hiring",
                                          "cost.training",
                                          "cost.management",
                                          "cost.leads",
                                          "cash",
                                          "cumulative_cash",
                                          "arr",
                                          "customers",
                                          "hires",
                                          "leavers",
                                          "headcount",
                                          "productive_headcount",
                                          "utilisation",
                                          "open",
                                          "open_pipeline",
                                          "response_time",
                                          "attainment"};
    const uint32_t n = dc_tally_n_summary_rows(f->tally);
    const uint32_t n_monthly = sizeof monthly / sizeof *monthly;
    int part = 0; /* 0 totals, 1 segments, 2 roles */
    for (uint32_t i = 0; i < n; i++) {
        const struct dc_tally_row *const row = dc_tally_row(f->tally, i);
        const int here = row->i_role != UINT32_MAX ? 2 : row->i_segment != UINT32_MAX ? 1 : 0;
        assert_true(here >= part);
        assert_int_equal(row->month, -1);
        part = here;
    }
    assert_int_equal(part, 2);
    assert_int_equal(dc_tally_n_rows(f->tally), n + 26 * n_monthly);
    for (uint32_t i = 0; i < 26 * n_monthly; i++) {
        const struct dc_tally_row *const row = dc_tally_row(f->tally, n + i);
        assert_string_equal(row->name, monthly[i % n_monthly]);
        assert_int_equal(row->month, 4 + i / n_monthly);
    }
}

static void units_name_the_currency(void **state)
{
    struct toy_tally *const f = *state;
    const struct dc_tally *const t = f->tally;
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "bookings", NULL, NULL, -1))->unit,
                        "EUR");
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "arr", NULL, NULL, -1))->unit,
                        "EUR per year");
    assert_string_equal(
        dc_tally_row(t, dc_tally_find(t, "pipeline_velocity", NULL, NULL, -1))->unit,
        "EUR per day");
    assert_string_equal(dc_tally_row(t, dc_tally_find(t, "won", NULL, NULL, -1))->unit,
                        "count");
}

static void without_a_target_there_are_no_rows_of_it(void **state)
{
    struct toy_tally *const f = *state;
    f->toy.model.has_target = false;
    dc_tally_free(f->tally);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    assert_int_equal(dc_tally_find(f->tally, "target_hit", NULL, NULL, -1), UINT32_MAX);
    assert_int_equal(dc_tally_find(f->tally, "shortfall", NULL, NULL, -1), UINT32_MAX);
}

#define WITH_TOY(test) cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_metric_has_its_unit_meaning_and_rows),
        cmocka_unit_test(names_find_their_metric),
        WITH_TOY(rows_stand_in_the_stated_order),
        WITH_TOY(units_name_the_currency),
        WITH_TOY(without_a_target_there_are_no_rows_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
