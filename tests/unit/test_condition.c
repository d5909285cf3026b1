/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_condition.c - conditions are read whole or refused. */
#include "tests/support/cmocka_all.h"

#include "decide/require.h"

static void a_condition_is_taken_apart(void **state)
{
    (void)state;
    struct dc_condition c;
    assert_null(dc_condition_parse("bookings[hybrid] p10 >= 2e6", &c));
    assert_true(dc_text_equals(c.metric, "bookings"));
    assert_true(dc_text_equals(c.team, "hybrid"));
    assert_int_equal(c.part.n, 0);
    assert_int_equal(c.statistic, DC_STAT_P10);
    assert_int_equal(c.relation, DC_AT_LEAST);
    assert_true(c.value == 2e6);
}

static void parts_suffixes_and_blanks_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *metric, *part;
        enum dc_statistic statistic;
        enum dc_relation relation;
        double value;
    } row[] = {
        {"win_rate@smb[a] mean>25%", "win_rate", "smb", DC_STAT_MEAN, DC_ABOVE, 0.25},
        {"  stage_wait.closing [ a ]  p95 <  1_000.5 ", "stage_wait.closing", "", DC_STAT_P95,
         DC_BELOW, 1000.5},
        {"cost.salary@role_x[a] ci_high <= 1.2M", "cost.salary", "role_x", DC_STAT_CI_HIGH,
         DC_AT_MOST, 1.2e6},
        {"won[a] n = 35k", "won", "", DC_STAT_N, DC_EQUAL, 35000.0},
        {"cash[a] cvar95 != -3", "cash", "", DC_STAT_CVAR95, DC_UNEQUAL, -3.0},
    };
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        struct dc_condition c;
        const char *const wrong = dc_condition_parse(row[i].text, &c);
        if (wrong != NULL) {
            fail_msg("'%s' %s", row[i].text, wrong);
        }
        assert_true(dc_text_equals(c.metric, row[i].metric));
        assert_true(dc_text_equals(c.part, row[i].part));
        assert_true(dc_text_equals(c.team, "a"));
        assert_int_equal(c.statistic, row[i].statistic);
        assert_int_equal(c.relation, row[i].relation);
        assert_true(c.value == row[i].value);
    }
}

static void what_is_no_condition_is_refused(void **state)
{
    (void)state;
    static const char *const text[] = {"",
                                       "bookings",
                                       "bookings[a] mean",
                                       "bookings mean >= 1",
                                       "bookings[a mean >= 1",
                                       "bookings[a] average >= 1",
                                       "bookings[a] mean >= ",
                                       "bookings[a] mean >= ten",
                                       "bookings[a] mean >= 5x",
                                       "bookings[a] mean p5 >= 1",
                                       ">= 1",
                                       "bookings[a] >= 1",
                                       "bookings[a] mean >= 1 2"};
    for (size_t i = 0; i < DC_COUNT_OF(text); i++) {
        struct dc_condition c;
        if (dc_condition_parse(text[i], &c) == NULL) {
            fail_msg("'%s' was taken", text[i]);
        }
    }
}

static void relations_hold_as_written(void **state)
{
    (void)state;
    assert_true(dc_relation_holds(DC_AT_LEAST, 2.0, 2.0));
    assert_false(dc_relation_holds(DC_ABOVE, 2.0, 2.0));
    assert_true(dc_relation_holds(DC_AT_MOST, 2.0, 2.0));
    assert_false(dc_relation_holds(DC_BELOW, 2.0, 2.0));
    assert_true(dc_relation_holds(DC_EQUAL, 2.0, 2.0));
    assert_false(dc_relation_holds(DC_UNEQUAL, 2.0, 2.0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_is_taken_apart),
        cmocka_unit_test(parts_suffixes_and_blanks_are_read),
        cmocka_unit_test(what_is_no_condition_is_refused),
        cmocka_unit_test(relations_hold_as_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
