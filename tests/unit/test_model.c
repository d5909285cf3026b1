/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_model.c - scenario text to what the engine reads. */
#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "scenario/env.h"

static struct dc_model *model_of(const char *file)
{
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;

    if (dc_model_load(file, NULL, diags, &model) != DC_OK) {
        for (size_t i = 0; dc_diags_at(diags, i) != NULL; i++) {
            char line[1000];
            dc_diag_write(dc_diags_at(diags, i), line, sizeof line);
            print_error("%s\n", line);
        }
        fail_msg("%s cannot be read", file);
    }
    dc_diags_free(diags);
    return model;
}

static void the_queue_of_the_benchmarks_is_read_whole(void **state)
{
    (void)state;
    struct dc_model *m = model_of("tests/bench/r1.csv");
    const struct dc_team *team = &m->team[0];

    assert_string_equal(m->title, "R1: one queue");
    assert_string_equal(m->name, "r1");
    assert_int_equal(m->horizon_months, 12);
    assert_int_equal(team->n_stages, 4);
    assert_int_equal(team->role[0].headcount, 40);
    assert_int_equal(team->role[0].max_open_deals, 1);
    assert_true(team->step[1].by[0].effort.is_zero);
    assert_false(team->step[1].by[0].delay.is_zero);
    assert_false(team->step[1].by[0].delay_lost.given);
    assert_false(m->segment[0].patience.given);
    dc_model_free(m);
}

static void a_once_value_is_drawn_anew_in_each_replication(void **state)
{
    (void)state;
    struct dc_model *m = model_of("tests/bench/r2.csv");
    struct dc_arena keep = {0};
    struct dc_arena scratch = {0};
    struct dc_env env;
    double before = 0.0;

    assert_true(dc_env_new(&env, m, &keep, &scratch));
    for (uint64_t r = 0; r < 20; r++) {
        assert_true(dc_env_draw(&env, r));
        const double leads = dc_env_at(&env, m->segment[0].leads, 0.0);
        assert_true(leads != before);
        /* 0.25*$market shares the draw of $market */
        assert_true(dc_env_at(&env, m->segment[1].leads, 0.0) == 0.25 * leads);
        before = leads;
    }
    dc_arena_free(&keep);
    dc_arena_free(&scratch);
    dc_model_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_queue_of_the_benchmarks_is_read_whole),
        cmocka_unit_test(a_once_value_is_drawn_anew_in_each_replication),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
