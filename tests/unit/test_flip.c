/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_flip.c - the inputs that turn the ranking are named, and only those. */
#include <stdio.h>
#include <string.h>

#include "tests/support/lab.h"

/* A small team and a large one: the small one wins only where there are few leads. */
static const char rows[] = "scenario.horizon,12\n"
                           "input.market,\"uniform(min=5, max=60)\"\n"
                           "input.mood,\"uniform(min=0.97, max=1.03)\"\n"
                           "segment.smb.leads,$market*$mood\n"
                           "segment.smb.deal_value,10000\n"
                           "stage.closing.conversion,0.3\n"
                           "stage.closing.effort,20\n"
                           "role.ae.channel,inside\n"
                           "role.ae.base_salary,80000\n"
                           "team.small.stages,closing\n"
                           "team.small.stage.closing.role,ae\n"
                           "team.small.role.ae.headcount,2\n"
                           "team.big.stages,closing\n"
                           "team.big.stage.closing.role,ae\n"
                           "team.big.role.ae.headcount,6\n";

static struct dc_finding *decide(const struct dc_model *model, uint64_t n,
                                 struct dc_plan **plan, struct dc_results **results)
{
    struct dc_diags *const diags = dc_diags_new();
    struct dc_finding *finding = NULL;
    const struct dc_run_options options = {.threads = 1};
    *plan = dc_plan_new();
    *results = NULL;
    if (dc_plan_add(*plan, "flip", model, n) != DC_OK ||
        dc_run(*plan, &options, diags, results) != DC_OK ||
        dc_decide(*results, NULL, diags, &finding) != DC_OK) {
        fail_msg("no finding");
    }
    dc_diags_free(diags);
    return finding;
}

static bool says(const struct dc_finding *finding, const char *part)
{
    const char *text;
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL; i++) {
        if (strstr(text, part) != NULL) {
            return true;
        }
    }
    return false;
}

static void run_and_ask(uint64_t n, bool expected)
{
    struct dc_plan *plan;
    struct dc_results *results;
    struct dc_model *const model = lab_model(rows);
    struct dc_finding *const finding = decide(model, n, &plan, &results);
    assert_true(says(finding, "Big "));
    if (says(finding, "Small wins when market is in its lowest tenth (at most 1") != expected) {
        fail_msg("%llu futures: expected %d", (unsigned long long)n, expected);
    }
    assert_false(says(finding, "mood"));
    dc_finding_free(finding);
    dc_results_free(results);
    dc_plan_free(plan);
    dc_model_free(model);
}

static void lowest_tenth_that_turns_the_ranking_is_named(void **state)
{
    (void)state;
    run_and_ask(500, true);
}

/* The teams may stand in two files: they live in the same futures. */
static void the_ranking_of_two_scenarios_is_turned_too(void **state)
{
    (void)state;
    struct dc_diags *const diags = dc_diags_new();
    struct dc_plan *const plan = dc_plan_new();
    struct dc_model *model[2];
    struct dc_results *results = NULL;
    struct dc_finding *finding = NULL;
    const struct dc_run_options options = {.threads = 2};
    const char *const big = strstr(rows, "team.big");
    char text[2][1200];
    snprintf(text[0], sizeof text[0], "%.*s", (int)(big - rows), rows);
    snprintf(text[1], sizeof text[1], "%.*s%s", (int)(strstr(rows, "team.small") - rows), rows,
             big);
    for (int i = 0; i < 2; i++) {
        model[i] = lab_model(text[i]);
        assert_int_equal(dc_plan_add(plan, i == 0 ? "small" : "big", model[i], 500), DC_OK);
    }
    assert_int_equal(dc_run(plan, &options, diags, &results), DC_OK);
    assert_int_equal(dc_decide(results, NULL, diags, &finding), DC_OK);
    assert_true(says(finding, "wins when market is in its lowest tenth (at most 1"));
    assert_false(says(finding, "mood"));
    dc_finding_free(finding);
    dc_results_free(results);
    dc_plan_free(plan);
    dc_model_free(model[0]);
    dc_model_free(model[1]);
    dc_diags_free(diags);
}

static void too_few_futures_name_nothing(void **state)
{
    (void)state;
    run_and_ask(150, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lowest_tenth_that_turns_the_ranking_is_named),
        cmocka_unit_test(the_ranking_of_two_scenarios_is_turned_too),
        cmocka_unit_test(too_few_futures_name_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
