/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/replay_files.h - a fuzz target that takes whole files, on every shipped and bad
 * one, and on what fuzzing found. */
#ifndef DC_TESTS_REPLAY_FILES_H
#define DC_TESTS_REPLAY_FILES_H

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

static int replay_files(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_scenarios_pass),
        cmocka_unit_test(bad_files_pass),
        cmocka_unit_test(what_fuzzing_found_passes),
    };
    return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

#endif
