/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/test_replay_overlay.c - the fuzz target of overlays on every shipped and bad
 * file as each kind of overlay, and on what fuzzing found. */
#include "fuzz_overlay.c"
#include "replay.h"

/* Every file of the folder behind the letter that says what it is. */
static size_t folder_as(char kind, const char *folder)
{
    replay_prefix = kind;
    const size_t n = replay_folder(folder, "");
    replay_prefix = '\0';
    return n;
}

static void shipped_stresses_and_sweeps_pass(void **state)
{
    (void)state;
    assert_true(folder_as('s', "scenarios/stress") > 5);
    assert_true(folder_as('w', "scenarios/sweep") > 0);
}

static void each_bad_file_passes_as_each_kind(void **state)
{
    const char kinds[] = "sw=g";
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(folder_as(kinds[i], "tests/bad") > 30);
    }
}

static void the_scenario_below_is_a_good_one(void **state)
{
    struct dc_diags *diags = dc_diags_new();
    (void)state;
    assert_true(model_try(NULL, diags));
    dc_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scenario_below_is_a_good_one),
        cmocka_unit_test(shipped_stresses_and_sweeps_pass),
        cmocka_unit_test(each_bad_file_passes_as_each_kind),
        cmocka_unit_test(what_fuzzing_found_passes),
    };
    return cmocka_run_group_tests_name("replay overlay", tests, NULL, NULL);
}
