/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/test_replay_scenario.c - the fuzz target of the scenario on every shipped and bad
 * file, and on what fuzzing found. */
#include "fuzz_scenario.c"
#include "replay_files.h"

int main(void)
{
    return replay_files("replay scenario");
}
