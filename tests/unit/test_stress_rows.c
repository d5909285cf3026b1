/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_stress_rows.c - what stress rows do to values in force. */
#include "script.h"

#include <stdio.h>
#include <string.h>

#define HEADER "stress,parameter,operation,value,from,to,source\n"

/* The base under the stress `s` of these rows, at a strength. */
static struct script stressed(const char *rows, const char *stress, double scale)
{
    char text[3000];
    snprintf(text, sizeof text, HEADER "%s", stress);
    const struct dc_overlay overlay = {.stress_file = script_file("stress.csv", text),
                                       .stress_name = "s",
                                       .stress_scale = scale,
                                       .has_stress_scale = true};
    return script_read(rows, &overlay);
}

static struct script under(const char *stress)
{
    return stressed(SCRIPT_BASE, stress, 1.0);
}

static void rows_act_in_file_order_within_their_months(void **state)
{
    (void)state;
    struct script s = under("s,segment.small.leads,*,0.5,,,\n"
                            "s,segment.small.leads,+,7,6,12,\n"
                            "s,segment.small.leads,=,3,20,,\n"
                            "other,segment.small.leads,=,1,,,\n");
    script_expect_model(&s);
    const struct dc_ref leads = s.model->segment[0].leads;
    script_near("at first", script_once(&s, leads, 5.999), 15);
    script_near("from is inclusive", script_once(&s, leads, 6), 22);
    script_near("to is exclusive", script_once(&s, leads, 12), 15);
    script_near("set", script_once(&s, leads, 20), 3);
    script_near("not the other", script_once(&s, s.model->segment[1].leads, 6), 4);
    script_free(&s);
}

static void a_star_and_what_is_left_out_fit_all(void **state)
{
    (void)state;
    struct script s = under("s,segment.*.leads,*,2,,,\n"
                            "s,stage.close.delay,+,3,,,\n"
                            "s,channel.outside.stage.*.effort,+,5,,,\n"
                            "s,team.in.stage.close.conversion,*,0.5,,,\n"
                            "s,role.rep.attrition,=,0.4,,,\n");
    script_expect_model(&s);
    script_near("leads", script_once(&s, s.model->segment[1].leads, 0), 8);
    for (uint32_t t = 0; t < 2; t++) { /* the delay is a default */
        script_near("delay", script_chance(&s, &script_work(&s, t, 1)->delay, 0.5, 0), 3);
    }
    assert_true(script_work(&s, 0, 0)->effort.is_zero);
    script_near("effort", script_chance(&s, &script_work(&s, 1, 0)->effort, 0.5, 0), 5);
    script_near("in", script_once(&s, script_work(&s, 0, 0)->conversion, 0), 0.125);
    script_near("out", script_once(&s, script_work(&s, 1, 0)->conversion, 0), 0.25);
    script_near("rep", script_once(&s, s.model->team[0].role[0].attrition, 0), 0.4);
    script_near("visitor", script_once(&s, s.model->team[1].role[0].attrition, 0), 0);
    script_free(&s);
}

static void a_stress_names_what_is_stressed_not_where_it_is_set(void **state)
{
    (void)state;
    /* Set for the team, stressed for the segment. */
    struct script s = stressed(SCRIPT_BASE "team.in.stage.close.dm_effect,1\n",
                               "s,segment.large.stage.close.dm_effect,*,3,,,\n", 1.0);
    script_expect_model(&s);
    script_near("large", script_once(&s, script_work(&s, 0, 1)->dm_effect, 0), 3);
    script_near("small", script_once(&s, script_work(&s, 0, 0)->dm_effect, 0), 1);
    script_free(&s);
}

static void results_keep_within_the_range(void **state)
{
    (void)state;
    struct script s = under("s,stage.close.conversion,*,9,,,\ns,stage.close.delay,+,-4,,,\n"
                            "s,role.rep.attrition,+,3,,,\n");
    script_expect_model(&s);
    script_near("a share is at most 1", script_once(&s, script_work(&s, 0, 0)->conversion, 0),
                1);
    script_near("a time is not below 0",
                script_chance(&s, &script_work(&s, 0, 0)->delay, 0.5, 0), 0);
    assert_true(script_once(&s, s.model->team[0].role[0].attrition, 0) < 1);
    assert_true(script_once(&s, s.model->team[0].role[0].attrition, 0) > 0.999);
    script_free(&s);
}

static void the_strength_scales_each_kind_of_row(void **state)
{
    static const char rows[] = "s,segment.small.leads,*,0.6,,,\n"
                               "s,segment.large.leads,+,2,,,\n"
                               "s,segment.small.growth,=,0.5,,,\n"
                               "s,team.in.role.rep.headcount,*,0.5,,,\n"
                               "s,team.out.role.visitor.headcount,=,7,,,\n"
                               "s,team.in.role.rep.departures,=,2@8,,,\n"
                               "s,team.out.role.visitor.hires,=,none,4,8,\n";
    static const struct {
        double scale, small, large, growth;
        uint32_t n_in, n_out, n_leave;
        double freeze_end;
    } want[] = {
        {0.0, 30, 4, 0, 3, 2, 0, 0},
        {0.5, 24, 5, 0.25, 2, 5, 1, 6}, /* 2.25 and 4.5 seats, rounded half up */
        {1.0, 18, 6, 0.5, 2, 7, 2, 8},
        {2.0, 6, 8, 1.0, 0, 12, 4, 12},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(want); i++) {
        struct script s = stressed(SCRIPT_BASE, rows, want[i].scale);
        script_expect_model(&s);
        script_near("small", script_once(&s, s.model->segment[0].leads, 0), want[i].small);
        script_near("large", script_once(&s, s.model->segment[1].leads, 0), want[i].large);
        script_near("growth", script_once(&s, s.model->segment[0].growth, 0), want[i].growth);
        assert_int_equal(s.model->team[0].role[0].headcount, want[i].n_in);
        assert_int_equal(s.model->team[1].role[0].headcount, want[i].n_out);
        const struct dc_role *in = &s.model->team[0].role[0];
        const struct dc_role *out = &s.model->team[1].role[0];
        assert_int_equal(in->n_departures > 0 ? in->departures[0].seats : 0, want[i].n_leave);
        assert_int_equal(out->n_freezes, want[i].scale > 0 ? 1 : 0);
        if (out->n_freezes > 0) {
            script_near("freeze begins", out->freezes[0].from_days, 4 * DC_MONTH_DAYS);
            script_near("freeze ends", out->freezes[0].to_days,
                        want[i].freeze_end * DC_MONTH_DAYS);
        }
        script_free(&s);
    }
}

static void plans_words_and_limits_are_replaced(void **state)
{
    (void)state;
    struct script s = under("s,team.*.role.rep.hires,=,+1@4,,,\n"
                            "s,role.*.order,=,newest,,,\n"
                            "s,team.in.assignment,=,random,,,\n"
                            "s,role.rep.max_open_deals,=,5,,,\n"
                            "s,team.*.span,=,4,,,\n");
    script_expect_model(&s);
    assert_int_equal(s.model->team[0].role[0].n_hires, 1);
    assert_int_equal(s.model->team[0].role[0].n_seats, 4);
    assert_int_equal(s.model->team[1].role[0].order, DC_NEWEST);
    assert_int_equal(s.model->team[0].assignment, DC_RANDOM);
    assert_int_equal(s.model->team[1].assignment, DC_LEAST_LOADED);
    assert_int_equal(s.model->team[0].role[0].max_open_deals, 5);
    assert_int_equal(s.model->team[1].role[0].max_open_deals, DC_NONE);
    assert_int_equal(s.model->team[1].span, 4);
    script_free(&s);
}

/* ote is the base salary, delay_lost the delay, until a stress parts them. */
static void what_follows_another_value_by_default_parts_from_it(void **state)
{
    (void)state;
    struct script s = stressed(SCRIPT_BASE "role.rep.base_salary,50000\nstage.close.delay,20\n",
                               "s,role.rep.ote,*,1.5,,,\ns,role.rep.base_salary,+,1000,,,\n"
                               "s,stage.close.delay_lost,*,2,,,\ns,stage.close.delay,+,1,,,\n",
                               1.0);
    script_expect_model(&s);
    const struct dc_role *rep = &s.model->team[0].role[0];
    const struct dc_work *work = script_work(&s, 0, 0);
    assert_true(rep->has_ote);
    script_near("ote", script_once(&s, rep->ote, 0), 76500);
    script_near("delay", script_chance(&s, &work->delay, 0.5, 0), 21);
    script_near("delay_lost", script_chance(&s, &work->delay_lost, 0.5, 0), 42);
    script_free(&s);
    s = under("s,segment.small.patience,=,5,,,\ns,role.rep.quota,=,80000,,,\n");
    script_expect_model(&s);
    script_near("patience", script_chance(&s, &s.model->segment[0].patience, 0.5, 0), 5);
    assert_true(s.model->team[0].role[0].has_quota);
    script_near("quota", script_once(&s, s.model->team[0].role[0].quota, 0), 80000);
    script_free(&s);
}

static void a_stress_may_use_inputs_and_act_on_them(void **state)
{
    static const char rows[] = SCRIPT_BASE "input.fall,\"uniform(min=0.5, max=0.9)\"\n"
                                           "input.size,3\nsegment.small.customers,2*$size\n"
                                           "segment.small.contract,recurring\n";
    (void)state;
    struct script s =
        stressed(rows, "s,segment.small.leads,*,$fall*0.5,,,\ns,input.size,+,1,,,\n", 1);
    script_expect_model(&s);
    const double fall = s.env.input[0];
    assert_true(fall > 0.5 && fall < 0.9);
    script_near("leads", script_once(&s, s.model->segment[0].leads, 0), 15 * fall);
    script_near("customers", script_once(&s, s.model->segment[0].customers, 0), 8);
    script_free(&s);
}

static void events_are_in_force_before_a_stress(void **state)
{
    char set[400];
    char text[1000];
    (void)state;
    snprintf(text, sizeof text,
             "parameter,value\nscenario.events,more/events.csv\n" SCRIPT_BASE);
    char file[300];
    snprintf(file, sizeof file, "%s", script_file("main.csv", text));
    script_file("more/events.csv", "stress,parameter,operation,value,from,to\n"
                                   "pay round,role.rep.base_salary,+,1000,12,\n"
                                   "campaign,segment.small.leads,+,10,,\n");
    snprintf(set, sizeof set, "%s",
             script_file("with.csv", HEADER "s,segment.small.leads,*,3,,,\n"));
    const struct dc_overlay overlay = {.stress_file = set, .stress_name = "s"};
    struct script s = script_load(file, NULL);
    script_expect_model(&s);
    script_near("events", script_once(&s, s.model->segment[0].leads, 0), 40);
    script_near("pay", script_once(&s, s.model->team[0].role[0].base_salary, 13), 1000);
    const uint64_t hash = dc_model_hash(s.model);
    script_free(&s);
    s = script_load(file, &overlay);
    script_expect_model(&s);
    script_near("both", script_once(&s, s.model->segment[0].leads, 0), 120);
    assert_true(dc_model_hash(s.model) != hash);
    script_free(&s);
}

static void a_draw_keeps_its_luck_under_stress(void **state)
{
    static const char rows[] = SCRIPT_BASE "stage.close.delay,\"gamma(mean=9, sd=5)\"\n"
                                           "role.rep.skill_sd,\"uniform(min=0.1, max=0.4)\"\n";
    (void)state;
    struct script plain = script_read(rows, NULL);
    struct script s =
        stressed(rows, "s,stage.close.delay,*,2,3,,\ns,role.rep.skill_sd,+,1,,,\n", 1);
    script_expect_model(&s);
    const struct dc_chance *a = &script_work(&plain, 0, 0)->delay;
    const struct dc_chance *b = &script_work(&s, 0, 0)->delay;
    script_near("before", script_chance(&s, b, 0.37, 2), script_chance(&plain, a, 0.37, 2));
    script_near("after", script_chance(&s, b, 0.37, 3), 2 * script_chance(&plain, a, 0.37, 3));
    script_near("skill", script_once(&s, s.model->team[0].role[0].skill_sd, 0),
                1 + script_once(&plain, plain.model->team[0].role[0].skill_sd, 0));
    script_free(&plain);
    script_free(&s);
}

static void rows_that_cannot_be_applied_are_refused(void **state)
{
    static const struct {
        const char *row, *slug, *part;
    } rows[] = {
        {"s,segment.smal.leads,*,2,,,\n", "touches-nothing", "would change nothing"},
        {"s,stage.closing.delay,*,2,,,\n", "touches-nothing", "would change nothing"},
        {"s,segment.small.growth,*,2,3,,\n", "stress-months", "whole run"},
        {"s,team.in.role.rep.hires,=,+1@3,3,,\n", "stress-months", "frozen"},
        {"s,team.in.role.rep.hires,*,2,,,\n", "bad-stress", "must be ="},
        {"s,team.in.role.rep.hires,=,2,,,\n", "bad-list", "is not +N@MONTH"},
        {"s,role.rep.order,*,newest,,,\n", "bad-stress", "must be ="},
        {"s,segment.small.leads,/,2,,,\n", "bad-stress", "must be * (times)"},
        {"s,segment.small.leads,*,2,8,8,\n", "bad-stress", "ends before it begins"},
        {"s,segment.small.leads,*,2,soon,,\n", "bad-stress", "a month is a number"},
        {"s,segment.small.leads,*,\"normal(mean=1, sd=0.1)\",,,\n", "not-drawn", "$NAME"},
        {"s,stage.close.conversion,=,1.5,,,\n", "out-of-range", "0 to 1"},
        {"s,team.in.stages,=,close,,,\n", "bad-stress", "cannot change"},
        {"s,segment.small,*,2,,,\n", "unknown-path", "no parameter"},
        {"s,segment.small.leads,*,,,,\n", "bad-stress", "no value"},
        {",segment.small.leads,*,2,,,\n", "unknown-stress", "no stress"},
    };
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        struct script s = under(rows[i].row);
        if (s.model != NULL) {
            fail_msg("'%s' was taken", rows[i].row);
        }
        script_expect(&s, rows[i].slug, rows[i].part);
        script_free(&s);
    }
}

struct seen {
    char names[200];
};

static void name_see(void *self, const char *name)
{
    struct seen *seen = self;
    strcat(seen->names, name);
    strcat(seen->names, "|");
}

static void stresses_are_listed_in_order_of_appearance(void **state)
{
    struct seen seen = {""};
    struct dc_diags *diags = dc_diags_new();
    (void)state;
    const char *file =
        script_file("list.csv", HEADER "price war,segment.*.deal_value,*,0.8,,,\n"
                                       "slump,segment.*.leads,*,0.7,,,\n"
                                       "price war,stage.*.delay,*,1.2,,,\n");
    assert_int_equal(dc_stress_each(file, diags, name_see, &seen), DC_OK);
    assert_string_equal(seen.names, "price war|slump|");
    dc_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_act_in_file_order_within_their_months),
        cmocka_unit_test(a_star_and_what_is_left_out_fit_all),
        cmocka_unit_test(a_stress_names_what_is_stressed_not_where_it_is_set),
        cmocka_unit_test(results_keep_within_the_range),
        cmocka_unit_test(the_strength_scales_each_kind_of_row),
        cmocka_unit_test(plans_words_and_limits_are_replaced),
        cmocka_unit_test(what_follows_another_value_by_default_parts_from_it),
        cmocka_unit_test(a_stress_may_use_inputs_and_act_on_them),
        cmocka_unit_test(events_are_in_force_before_a_stress),
        cmocka_unit_test(a_draw_keeps_its_luck_under_stress),
        cmocka_unit_test(rows_that_cannot_be_applied_are_refused),
        cmocka_unit_test(stresses_are_listed_in_order_of_appearance),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    script_clean();
    return failed;
}
