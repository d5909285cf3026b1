/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_gap.c - differences in words have the unit that a person would use. */
#include <string.h>

#include "decide/finding.h"
#include "tests/support/cmocka_all.h"

/* A finding that knows its metric and unit, and the best one's mean. */
struct bare {
    struct dc_finding finding;
    struct dc_standing standing;
};

static struct dc_finding *bare_new(struct bare *b, const char *metric, const char *unit,
                                   double mean)
{
    memset(b, 0, sizeof *b);
    b->standing.mean = mean;
    b->finding.standing = &b->standing;
    b->finding.metric = dc_metric_find(metric);
    b->finding.name = metric;
    b->finding.unit = unit;
    assert_non_null(b->finding.metric);
    return &b->finding;
}

static void assert_words(const char *expected, const char *observed)
{
    if (strcmp(expected, observed) != 0) {
        fail_msg("expected: %s\nobserved: %s", expected, observed);
    }
}

static void shares_differ_by_points(void **state)
{
    (void)state;
    struct bare b;
    struct dc_finding *const f = bare_new(&b, "win_rate", "share", 0.31);
    assert_words("2.35 points", dc_gap_words(f, 0.0235));
    assert_words("1 point", dc_gap_words(f, 0.01));
    assert_words("2.35 points of win rate", dc_gap_lead(f, 0.0235));
    assert_words("95%: -0.5 to 4", dc_gap_interval(f, -0.005, 0.04));
    assert_words("2.35 points", dc_gap_loss(f, 0.0235));
    dc_arena_free(&f->arena);
    bare_new(&b, "churn_rate", "share per year", 0.2);
    assert_words("1 point per year", dc_gap_words(f, 0.01));
    dc_arena_free(&f->arena);
}

static void waits_below_a_day_differ_by_hours(void **state)
{
    (void)state;
    struct bare b;
    struct dc_finding *f = bare_new(&b, "response_time", "days", 0.4);
    assert_words("3 hours less response time", dc_gap_lead(f, 0.125));
    assert_words("95%: 1.5 to 4.5", dc_gap_interval(f, 0.0625, 0.1875));
    dc_arena_free(&f->arena);
    f = bare_new(&b, "response_time", "days", 3.7);
    assert_words("0.13 days less response time", dc_gap_lead(f, 0.125));
    assert_words("1 day", dc_gap_words(f, 1.0));
    dc_arena_free(&f->arena);
}

static void money_is_lost_without_saying_which(void **state)
{
    (void)state;
    struct bare b;
    struct dc_finding *f = bare_new(&b, "contribution", "EUR", 1e6);
    assert_words("412k EUR contribution", dc_gap_lead(f, 412345.0));
    assert_words("96.1k", dc_gap_loss(f, 96123.0));
    dc_arena_free(&f->arena);
    f = bare_new(&b, "won", "count", 31.0);
    assert_words("3.5 won", dc_gap_lead(f, 3.5));
    assert_words("3.5", dc_gap_loss(f, 3.5));
    dc_arena_free(&f->arena);
    f = bare_new(&b, "payback", "months", 11.0);
    assert_words("2.25 months", dc_gap_loss(f, 2.25));
    dc_arena_free(&f->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_differ_by_points),
        cmocka_unit_test(waits_below_a_day_differ_by_hours),
        cmocka_unit_test(money_is_lost_without_saying_which),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
