/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_cascade.c - which row is in force: the cascade, `like`, includes, --set. */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From the least to the most specific; each new row must win over all before. */
static void the_more_specific_row_of_a_stage_wins(void **state)
{
    static const char *const rows[] = {
        "stage.close.dm_effect",
        "segment.large.stage.close.dm_effect",
        "channel.inside.stage.close.dm_effect",
        "channel.inside.segment.large.stage.close.dm_effect",
        "team.in.stage.close.dm_effect",
        "team.in.segment.large.stage.close.dm_effect",
    };
    char text[3000] = SCRIPT_BASE;
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s,%zu.25\n", rows[i],
                 i + 1);
        struct script s = script_read(text, NULL);
        script_expect_model(&s);
        script_near(rows[i], script_once(&s, script_work(&s, 0, 1)->dm_effect, 0),
                    (double)i + 1.25);
        script_free(&s);
    }
}

static void rows_of_other_segments_channels_and_teams_do_not_reach(void **state)
{
    (void)state;
    struct script s = script_read(SCRIPT_BASE "stage.close.effort,1\n"
                                              "segment.small.stage.close.effort,2\n"
                                              "channel.outside.stage.close.effort,3\n"
                                              "team.out.segment.small.stage.close.effort,4\n",
                                  NULL);
    script_expect_model(&s);
    script_near("in, small", script_chance(&s, &script_work(&s, 0, 0)->effort, 0.5, 0), 2);
    script_near("in, large", script_chance(&s, &script_work(&s, 0, 1)->effort, 0.5, 0), 1);
    script_near("out, small", script_chance(&s, &script_work(&s, 1, 0)->effort, 0.5, 0), 4);
    script_near("out, large", script_chance(&s, &script_work(&s, 1, 1)->effort, 0.5, 0), 3);
    script_free(&s);
}

static void the_channel_is_that_of_the_role_after_escalation(void **state)
{
    (void)state;
    struct script s = script_read(SCRIPT_BASE "team.in.role.visitor.headcount,1\n"
                                              "team.in.stage.close.escalate_role,visitor\n"
                                              "team.in.stage.close.escalate_above,35k\n"
                                              "channel.inside.stage.close.delay,11\n"
                                              "channel.outside.stage.close.delay,17\n",
                                  NULL);
    script_expect_model(&s);
    const struct dc_step *step = &s.model->team[0].step[1];
    assert_true(step->escalates);
    script_near("above", step->escalate_above, 35000);
    script_near("inside", script_chance(&s, &step->by[0].delay, 0.5, 0), 11);
    script_near("outside", script_chance(&s, &step->by[1].delay, 0.5, 0), 17);
    script_free(&s);
}

static void the_more_specific_row_of_a_role_wins(void **state)
{
    static const char *const rows[] = {"channel.inside.role.oncost", "role.rep.oncost",
                                       "team.in.role.rep.oncost"};
    char text[3000] = SCRIPT_BASE;
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(rows); i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s,0.%zu\n", rows[i], i + 1);
        struct script s = script_read(text, NULL);
        script_expect_model(&s);
        script_near(rows[i], script_once(&s, s.model->team[0].role[0].oncost, 0),
                    (double)(i + 1) / 10);
        script_near("outside", script_once(&s, s.model->team[1].role[0].oncost, 0), 0);
        script_free(&s);
    }
}

#define LIKE                                                                                   \
    SCRIPT_BASE "team.two.like,in\nteam.two.role.rep.headcount,5\nteam.three.like,two\n"       \
                "team.in.label,The first\nteam.in.span,8\nteam.in.manager_salary,90000\n"      \
                "team.in.role.rep.hires,+1@3\nteam.in.handoff_loss,0.125\n"

static void a_team_takes_over_what_it_does_not_set(void **state)
{
    (void)state;
    struct script s =
        script_read(LIKE "team.three.role.rep.hires,none\nteam.three.span,none\n", NULL);
    script_expect_model(&s);
    const struct dc_team *in = &s.model->team[0];
    const struct dc_team *two = &s.model->team[2];
    const struct dc_team *three = &s.model->team[3];
    assert_string_equal(two->name, "two");
    assert_string_equal(two->label, "two"); /* not the label */
    assert_int_equal(two->role[0].headcount, 5);
    assert_int_equal(three->role[0].headcount, 5); /* along the chain */
    assert_int_equal(two->n_stages, 1);
    assert_int_equal(two->role[0].n_hires, 1);
    assert_int_equal(three->role[0].n_hires, 0); /* none takes a list away */
    assert_int_equal(two->span, 8);
    assert_int_equal(three->span, 0);
    assert_int_equal(in->handoff_loss.i, three->handoff_loss.i);
    script_free(&s);
}

static void a_row_taken_over_is_the_same_row_with_one_draw(void **state)
{
    (void)state;
    struct script s = script_set(LIKE, "team.in.turnover_loss=beta(mean=0.3, sd=0.1)", NULL);
    script_expect_model(&s);
    assert_int_equal(s.model->team[0].turnover_loss.i, s.model->team[2].turnover_loss.i);
    script_free(&s);
    /* Set by the team itself it is another row, and another draw. */
    const char *const set[] = {"team.in.turnover_loss=beta(mean=0.3, sd=0.1)",
                               "team.two.turnover_loss=beta(mean=0.3, sd=0.1)"};
    s = script_set(LIKE, set[0], set[1]);
    script_expect_model(&s);
    assert_true(script_once(&s, s.model->team[0].turnover_loss, 0) !=
                script_once(&s, s.model->team[2].turnover_loss, 0));
    script_free(&s);
}

/* A taken-over row is as specific as one of the team's own: it holds before segment rows. */
static void what_is_taken_over_stands_in_the_cascade_where_it_stood(void **state)
{
    (void)state;
    struct script s = script_set(LIKE "segment.large.stage.close.dm_effect,2\n",
                                 "team.in.stage.close.dm_effect=1", NULL);
    script_expect_model(&s);
    script_near("two", script_once(&s, script_work(&s, 2, 1)->dm_effect, 0), 1);
    script_free(&s);
}

static void likes_in_a_circle_are_refused(void **state)
{
    (void)state;
    struct script s = script_set(LIKE, "team.in.like=three", NULL);
    script_expect(&s, "like-cycle", "like itself");
    script_free(&s);
    s = script_set(LIKE, "team.in.like=in", NULL);
    script_expect(&s, "like-cycle", "like itself");
    script_free(&s);
    s = script_set(LIKE, "team.in.like=thre", NULL);
    script_expect(&s, "unknown-name", "no team is called 'thre'");
    script_free(&s);
}

static void an_upper_file_lies_over_the_one_it_includes(void **state)
{
    (void)state;
    script_file("low/base.csv", "parameter,value\n" SCRIPT_BASE "stage.close.delay,3\n");
    script_file("low/mid.csv",
                "parameter,value\nscenario.include,base.csv\nstage.close.delay,5\n"
                "segment.small.leads,31\n");
    struct script s = script_load(
        script_file("top.csv",
                    "value,parameter\nlow/mid.csv,scenario.include\n32,segment.small.leads\n"),
        NULL);
    script_expect_model(&s);
    script_near("delay", script_chance(&s, &script_work(&s, 0, 0)->delay, 0.5, 0), 5);
    script_near("leads", script_once(&s, s.model->segment[0].leads, 0), 32);
    assert_string_equal(s.model->name, "top");
    assert_string_equal(s.model->team[0].name, "in"); /* in the order of the lowest file */
    script_free(&s);
    const char *const set[] = {"segment.small.leads=33", "segment.small.leads=34"};
    const struct dc_overlay overlay = {.set = set, .n_set = 2};
    char top[300];
    snprintf(top, sizeof top, "%s/top.csv", script_folder());
    s = script_load(top, &overlay);
    script_expect_model(&s);
    script_near("leads", script_once(&s, s.model->segment[0].leads, 0), 34);
    script_free(&s);
}

static void files_stay_below_the_scenarios_folder(void **state)
{
    const struct dc_overlay outside = {.allow_outside = true};
    (void)state;
    script_file("base.csv", "parameter,value\n" SCRIPT_BASE);
    script_file("below/sister.csv", "parameter,value\nscenario.include,../base.csv\n");
    const char *file =
        script_file("below/up.csv", "parameter,value\nscenario.include,../base.csv\n");
    struct script s = script_load(file, NULL);
    script_expect(&s, "outside-folder", "not below");
    script_free(&s);
    s = script_load(file, &outside);
    script_expect_model(&s);
    script_free(&s);
    /* Up and down again within the folder is no way out. */
    s = script_load(
        script_file("here.csv", "parameter,value\nscenario.include,below/sister.csv\n"), NULL);
    script_expect_model(&s);
    script_free(&s);
    s = script_load(
        script_file("round.csv", "parameter,value\nscenario.include,below/../../x.csv\n"),
        NULL);
    script_expect(&s, "outside-folder", "not below");
    script_free(&s);
}

static void a_link_is_no_way_out_of_the_folder(void **state)
{
    char command[400];
    (void)state;
    const char *file =
        script_file("linked/main.csv", "parameter,value\nscenario.include,away/base.csv\n");
    script_file("elsewhere/base.csv", "parameter,value\n" SCRIPT_BASE);
    snprintf(command, sizeof command, "ln -sfn ../elsewhere '%s/linked/away'", script_folder());
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "%s/linked/main.csv", script_folder());
    struct script s = script_load(command, NULL);
    script_expect(&s, "outside-folder", "not below");
    script_free(&s);
    (void)file;
}

static void a_separator_in_the_header_is_taken_throughout(void **state)
{
    (void)state;
    struct script s = script_load(
        script_file(
            "semicolons.csv",
            "\xEF\xBB\xBFparameter;value;unit;;\r\nscenario.horizon;24;months;;\r\n"
            "segment.a.leads;30;;;\r\nsegment.a.deal_value;lognormal(mean=3, sd=1);;;\r\n"
            "stage.k.conversion;35;%;;\r\nrole.r.channel;inside;;;\r\n"
            "team.t.stages;k;;;\r\nteam.t.stage.k.role;r;;;\r\n;;;;\r\n"
            "team.t.role.r.headcount;1;;;\r\n"),
        NULL);
    script_expect_model(&s);
    script_near("conversion", script_once(&s, script_work(&s, 0, 0)->conversion, 0), 0.35);
    script_free(&s);
}

static void chosen_teams_are_simulated_and_all_are_checked(void **state)
{
    const struct dc_overlay one = {.teams = "out"};
    const struct dc_overlay typo = {.teams = "in, uot"};
    (void)state;
    struct script s = script_read(SCRIPT_BASE, &one);
    script_expect_model(&s);
    assert_int_equal(dc_model_n_teams(s.model), 1);
    assert_string_equal(dc_model_team(s.model, 0), "out");
    assert_null(dc_model_team(s.model, 1));
    assert_false(script_says(&s, "unused"));
    script_free(&s);
    s = script_read(SCRIPT_BASE, &typo);
    script_expect(&s, "unknown-name", "did you mean 'out'?");
    script_free(&s);
    s = script_read(SCRIPT_BASE "team.in.segment.large.stage.close.role,nobody\n", &one);
    script_expect(&s, "unknown-name", "no role 'nobody'");
    script_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_more_specific_row_of_a_stage_wins),
        cmocka_unit_test(rows_of_other_segments_channels_and_teams_do_not_reach),
        cmocka_unit_test(the_channel_is_that_of_the_role_after_escalation),
        cmocka_unit_test(the_more_specific_row_of_a_role_wins),
        cmocka_unit_test(a_team_takes_over_what_it_does_not_set),
        cmocka_unit_test(a_row_taken_over_is_the_same_row_with_one_draw),
        cmocka_unit_test(what_is_taken_over_stands_in_the_cascade_where_it_stood),
        cmocka_unit_test(likes_in_a_circle_are_refused),
        cmocka_unit_test(an_upper_file_lies_over_the_one_it_includes),
        cmocka_unit_test(files_stay_below_the_scenarios_folder),
        cmocka_unit_test(a_link_is_no_way_out_of_the_folder),
        cmocka_unit_test(a_separator_in_the_header_is_taken_throughout),
        cmocka_unit_test(chosen_teams_are_simulated_and_all_are_checked),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    script_clean();
    return failed;
}
