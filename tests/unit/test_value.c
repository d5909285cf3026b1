/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_value.c - what the text of a value means. */
#include "script.h"

#include <stdio.h>
#include <string.h>

#include "scenario/param.h"

/* scenario.target takes any plain amount, so it shows how a number is read. */
static void numbers_carry_suffixes(void **state)
{
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        {"17", 17},      {"0.375", 0.375},  {".5", 0.5},
        {"1e3", 1000},   {"2.5E-2", 0.025}, {"35k", 35000},
        {"1.2M", 1.2e6}, {"45%", 0.45},     {"1_250_000", 1250000},
        {"+8", 8},       {"1.5e1k", 15000}, {"2*3.5", 7},
        {" 12 ", 12},    {"2k*50%", 1000},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        char set[100];
        double target = -1.0;
        snprintf(set, sizeof set, "scenario.target=%s", rows[i].text);
        struct script s = script_set(SCRIPT_BASE, set, NULL);
        script_expect_model(&s);
        assert_true(dc_model_target(s.model, &target));
        script_near(rows[i].text, target, rows[i].value);
        script_free(&s);
    }
}

static void texts_that_are_no_numbers_are_refused(void **state)
{
    static const struct {
        const char *text, *slug, *part;
    } rows[] = {
        {"ninety", "bad-number", "'ninety' is not a number"},
        {"0,5", "bad-number", "has a comma"},
        {"1.234,56", "bad-number", "decimal point"},
        {"1,250,000", "bad-number", "thousands"},
        {"12 k", "bad-number", "right behind the number"},
        {"12kk", "bad-number", "is not a number"},
        {"12%%", "bad-number", "is not a number"},
        {"0x10", "bad-number", "is not a number"},
        {"inf", "bad-number", "is not a number"},
        {"nan", "bad-number", "is not a number"},
        {"1e999", "bad-number", "is not a number"},
        {"--3", "bad-number", "is not a number"},
        {"3*", "bad-number", "only numbers and $NAMEs"},
        {"$", "bad-number", "begins the name of an input"},
        {"$35000", "bad-number", "begins the name of an input"},
        {"$nobody", "unknown-input", "no row input.nobody"},
        {"normal(mean=3, sd=1)", "not-drawn", "plain number"},
        {"-1", "out-of-range", "0 or more"},
        {"1e200*1e200", "bad-number", ""},
        {"none of it", "bad-number", "is not a number"},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        char set[100];
        snprintf(set, sizeof set, "scenario.target=%s", rows[i].text);
        struct script s = script_set(SCRIPT_BASE, set, NULL);
        if (s.model != NULL) {
            fail_msg("'%s' was taken", rows[i].text);
        }
        script_expect(&s, rows[i].slug, rows[i].part);
        script_free(&s);
    }
}

static void distributions_that_cannot_be_are_refused(void **state)
{
    static const struct {
        const char *text, *slug, *part;
    } rows[] = {
        {"lognorml(mean=3, sd=1)", "bad-distribution", "did you mean lognormal?"},
        {"lognormal(3, 1)", "bad-distribution", "has no name"},
        {"lognormal(mean=3)", "bad-distribution", "mean, sd or mu, sigma"},
        {"lognormal(mean=3, sd=1", "bad-distribution", "never closed"},
        {"lognormal(mean=3, sd=1) + 2", "bad-distribution", "stands behind"},
        {"lognormal(mean=3, mean=4)", "bad-distribution", "twice"},
        {"lognormal(mean=3, sd=1, mode=2)", "bad-distribution", "no argument 'mode'"},
        {"2*lognormal(mean=3, sd=1)", "bad-number", "state it as input.NAME"},
        {"uniform(min=5, max=3)", "bad-argument", ""},
        {"normal(mean=3, sd=-1)", "bad-argument", "sd"},
        {"gamma(mean=3, sd=1, min=9, max=8)", "bad-argument", ""},
        {"discrete(1:2, 3)", "bad-distribution", "VALUE:WEIGHT"},
        {"discrete(1:-2)", "bad-argument", "weight"},
        {"mixture(exponential(mean=3))", "bad-distribution", "WEIGHT*DISTRIBUTION"},
        {"mixture(0.5*exponential(mean=3), mean=2)", "bad-distribution", "min= and max="},
        {"poisson(mean=3, min=1)", "bad-distribution", "no argument 'min'"},
        {"uniform(min=-1, max=3)", "support-outside", "-1 to 3"},
        {"empirical(file=nowhere.csv)", "bad-distribution", "column=NAME"},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        char set[160];
        snprintf(set, sizeof set, "stage.close.delay=%s", rows[i].text);
        struct script s = script_set(SCRIPT_BASE, set, NULL);
        if (s.model != NULL) {
            fail_msg("'%s' was taken", rows[i].text);
        }
        script_expect(&s, rows[i].slug, rows[i].part);
        script_free(&s);
    }
}

static void mixtures_in_each_other_end_somewhere(void **state)
{
    char set[4000] = "stage.close.delay=";
    (void)state;
    for (int i = 0; i < 200; i++) {
        strcat(set, "mixture(1*");
    }
    struct script s = script_set(SCRIPT_BASE, set, NULL);
    assert_null(s.model);
    script_expect(&s, "bad-distribution", "deep");
    script_free(&s);
}

/* Rows of a file with units; the value in force is asked for in the model's own unit. */
struct unit_case {
    const char *row;
    size_t field; /* of the segment; a chance value */
    double own;
};

static void units_convert_what_is_drawn(void **state)
{
    static const struct unit_case rows[] = {
        {"segment.small.patience,36,hours", offsetof(struct dc_segment, patience), 1.5},
        {"segment.small.patience,2,weeks", offsetof(struct dc_segment, patience), 14},
        {"segment.small.patience,2,months", offsetof(struct dc_segment, patience), 60.875},
        {"segment.small.patience,0.4,years", offsetof(struct dc_segment, patience), 146.1},
        {"segment.small.travel_time,90,minutes", offsetof(struct dc_segment, travel_time), 1.5},
        {"segment.small.travel_cost,0.19,kUSD", offsetof(struct dc_segment, travel_cost), 190},
        {"segment.small.travel_cost,0.19,k USD", offsetof(struct dc_segment, travel_cost), 190},
        {"segment.small.travel_cost,190,", offsetof(struct dc_segment, travel_cost), 190},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        char text[2000];
        snprintf(text, sizeof text, "parameter,value,unit\n" SCRIPT_BASE "%s\n", rows[i].row);
        struct script s = script_load(script_file("unit.csv", text), NULL);
        script_expect_model(&s);
        struct dc_chance chance;
        memcpy(&chance, (const char *)&s.model->segment[0] + rows[i].field, sizeof chance);
        script_near(rows[i].row, script_chance(&s, &chance, 0.3, 0.0), rows[i].own);
        script_free(&s);
    }
}

static void a_unit_applies_to_the_draw_of_a_distribution(void **state)
{
    (void)state;
    struct script days = script_load(
        script_file("days.csv", "parameter,value,unit\n" SCRIPT_BASE
                                "segment.small.patience,\"weibull(shape=0.8, scale=3)\",weeks\n"
                                "stage.close.delay,\"gamma(mean=3, sd=2, min=1)\",weeks\n"),
        NULL);
    struct script own =
        script_read(SCRIPT_BASE "segment.small.patience,\"weibull(shape=0.8, scale=21)\"\n"
                                "stage.close.delay,\"gamma(mean=21, sd=14, min=7)\"\n",
                    NULL);
    script_expect_model(&days);
    script_expect_model(&own);
    for (int i = 1; i < 20; i++) {
        const double u = i / 20.0;
        const double a = script_chance(&days, &days.model->segment[0].patience, u, 0);
        const double b = script_chance(&own, &own.model->segment[0].patience, u, 0);
        assert_true(fabs(a - b) < 1e-9 * b);
        const double c = script_chance(&days, &script_work(&days, 0, 0)->delay, u, 0);
        const double e = script_chance(&own, &script_work(&own, 0, 0)->delay, u, 0);
        if (!(fabs(c - e) < 1e-8 * e)) {
            fail_msg("u %g: %.17g in weeks, %.17g in days", u, c, e);
        }
    }
    script_free(&days);
    script_free(&own);
}

static void rates_convert_in_proportion(void **state)
{
    (void)state;
    struct script s = script_load(
        script_file(
            "rates.csv",
            "parameter,value,unit\n" SCRIPT_BASE
            "segment.small.growth,7,% per year\nrole.rep.base_salary,4,kUSD per month\n"
            "role.rep.tools,3652.5,USD per year\nrole.rep.sourced_leads,2,per week and seat\n"
            "role.rep.quota,120,kUSD per year\nrole.rep.quota_period,quarter,\n"
            "role.rep.hours_per_week,1500,minutes\n"),
        NULL);
    script_expect_model(&s);
    const struct dc_role *rep = &s.model->team[0].role[0];
    script_near("growth", script_once(&s, s.model->segment[0].growth, 0), 0.07);
    script_near("salary", script_once(&s, rep->base_salary, 0), 48000);
    script_near("tools", script_once(&s, rep->tools, 0), 304.375);
    script_near("sourced", script_once(&s, rep->sourced_leads, 0), 2 / 7.0 * 30.4375);
    script_near("quota of a quarter", script_once(&s, rep->quota, 0), 30000);
    script_near("hours", script_once(&s, rep->hours_per_week, 0), 25);
    script_free(&s);
}

/* A mean of 4 calls is a Poisson count; a distribution is drawn as it stands. */
static void a_plain_number_of_touches_is_a_mean(void **state)
{
    (void)state;
    struct script s = script_read(
        SCRIPT_BASE "stage.close.calls,4\nstage.close.emails,discrete(3:1)\n"
                    "stage.close.meetings,0\nstage.close.social,\"uniform(min=1, max=2)\"\n"
                    "input.n,\"uniform(min=5, max=9)\"\nstage.close.voicemails,2*$n\n"
                    "segment.small.decision_makers,2.5\n",
        NULL);
    script_expect_model(&s);
    const struct dc_work *work = script_work(&s, 0, 0);
    /* Poisson(4): 0.4335 below or at 3, 0.6288 at 4 (any table). */
    script_near("calls, low", script_chance(&s, &work->touch[DC_CALLS], 0.43, 0), 3);
    script_near("calls, mid", script_chance(&s, &work->touch[DC_CALLS], 0.44, 0), 4);
    script_near("calls, high", script_chance(&s, &work->touch[DC_CALLS], 0.63, 0), 5);
    script_near("emails", script_chance(&s, &work->touch[DC_EMAILS], 0.9, 0), 3);
    script_near("social", script_chance(&s, &work->touch[DC_SOCIAL], 0.25, 0), 1.25);
    assert_true(work->touch[DC_MEETINGS].is_zero);
    assert_true(work->has_touches);
    const double n = s.env.input[0];
    assert_true(n > 5 && n < 9);
    const double median = script_chance(&s, &work->touch[DC_VOICEMAILS], 0.5, 0);
    assert_true(median > 2 * n - 2 && median < 2 * n + 2 && median == floor(median));
    script_near("decision makers",
                script_chance(&s, &s.model->segment[0].decision_makers, 0.123, 0), 2.5);
    script_free(&s);
}

static void lists_are_separated_as_one_likes(void **state)
{
    static const char *const texts[] = {
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "1,2,3,4,5,6,7,8,9,10,11,12",
        "1;2; 3;4;5;6;7;8;9;10;11;12",
        "1, 2  3;4 ,5,6,7,8,9,10,11,12,",
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(texts); i++) {
        char set[120];
        snprintf(set, sizeof set, "segment.small.seasonality=%s", texts[i]);
        struct script s = script_set(SCRIPT_BASE, set, NULL);
        script_expect_model(&s);
        for (int m = 0; m < 12; m++) {
            script_near(texts[i], s.model->segment[0].season[m], (m + 1) / 6.5);
        }
        script_free(&s);
    }
}

static void plans_are_sorted_by_time_and_counted(void **state)
{
    (void)state;
    struct script s = script_set(SCRIPT_BASE, "team.in.role.rep.hires=+2@6.5 -1@9 +1@3! -2@9",
                                 "team.in.role.rep.departures=2@8,1@1.5");
    script_expect_model(&s);
    const struct dc_role *rep = &s.model->team[0].role[0];
    assert_int_equal(rep->n_seats, 6);
    assert_int_equal(rep->n_hires, 4);
    assert_int_equal(rep->hires[0].seats, 1);
    assert_true(rep->hires[0].at_once);
    script_near("second hire", rep->hires[1].at_days, 6.5 * DC_MONTH_DAYS);
    assert_int_equal(rep->hires[2].seats, -1); /* equal times keep their order */
    assert_int_equal(rep->hires[3].seats, -2);
    assert_int_equal(rep->departures[0].seats, 1);
    script_free(&s);
}

static void closing_more_seats_than_are_open_is_refused(void **state)
{
    (void)state;
    struct script s = script_set(SCRIPT_BASE, "team.in.role.rep.hires=-3@2 +1@5 -2@6", NULL);
    script_expect(&s, "closing", "2 seats are to close at month 6 and only 1 are open then");
    script_free(&s);
    s = script_set(SCRIPT_BASE, "team.in.role.rep.hires=-1@2!", NULL);
    script_expect(&s, "bad-list", "leave the ! out");
    script_free(&s);
}

static void a_curve_is_read_in_hours_and_kept_in_days(void **state)
{
    (void)state;
    struct script s =
        script_set(SCRIPT_BASE, "segment.small.response_curve=0.5:1, 12:0.7; 48 : 0.2", NULL);
    script_expect_model(&s);
    assert_int_equal(s.model->segment[0].n_curve, 3);
    script_near("days", s.model->segment[0].curve_days[2], 2);
    script_near("log", s.model->segment[0].curve_log_days[1], -0.69314718055994530942);
    script_near("factor", s.model->segment[0].curve_factor[1], 0.7);
    script_free(&s);
    s = script_set(SCRIPT_BASE, "segment.small.response_curve=2:1, 1:0.5", NULL);
    script_expect(&s, "bad-list", "above those before");
    script_free(&s);
}

/* In the table every default is either a value of the parameter or a text that takes it away.
 */
static void every_default_can_be_written(void **state)
{
    struct dc_param_row row;
    (void)state;
    for (size_t i = 0; dc_param_at(i, &row); i++) {
        const struct dc_param *param = &dc_params[i];
        double x;
        const bool known = param->missing == NULL || param->takes == DC_TAKES_TEXT ||
                           dc_param_has_default(param, &x) ||
                           dc_param_is_none(param, param->missing) ||
                           param->takes == DC_TAKES_WORD || param->takes == DC_TAKES_DATE ||
                           param->takes == DC_TAKES_SEED;
        if (!known) {
            fail_msg("%s: default '%s'", row.path, param->missing);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_carry_suffixes),
        cmocka_unit_test(texts_that_are_no_numbers_are_refused),
        cmocka_unit_test(distributions_that_cannot_be_are_refused),
        cmocka_unit_test(mixtures_in_each_other_end_somewhere),
        cmocka_unit_test(units_convert_what_is_drawn),
        cmocka_unit_test(a_unit_applies_to_the_draw_of_a_distribution),
        cmocka_unit_test(rates_convert_in_proportion),
        cmocka_unit_test(a_plain_number_of_touches_is_a_mean),
        cmocka_unit_test(lists_are_separated_as_one_likes),
        cmocka_unit_test(plans_are_sorted_by_time_and_counted),
        cmocka_unit_test(closing_more_seats_than_are_open_is_refused),
        cmocka_unit_test(a_curve_is_read_in_hours_and_kept_in_days),
        cmocka_unit_test(every_default_can_be_written),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    script_clean();
    return failed;
}
