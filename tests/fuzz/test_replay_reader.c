/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/test_replay_reader.c - the fuzz target of the reader on every shipped and bad
 * file, and on what fuzzing found. */
#include "fuzz_reader.c"
#include "replay.h"

static void shipped_scenarios_pass(void **state)
{
    (void)state;
    assert_true(replay_folder("scenarios", "") > 3);
    replay_folder("scenarios/stress", "");
    replay_folder("scenarios/sweep", "");
}

static void bad_files_pass(void **state)
{
    (void)state;
    assert_true(replay_folder("tests/bad", "") > 30);
}

static void what_fuzzing_found_passes(void **state)
{
    (void)state;
    replay_folder("tests/fuzz/found", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_scenarios_pass),
        cmocka_unit_test(bad_files_pass),
        cmocka_unit_test(what_fuzzing_found_passes),
    };
    return cmocka_run_group_tests_name("replay reader", tests, NULL, NULL);
}
