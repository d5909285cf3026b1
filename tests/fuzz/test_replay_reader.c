/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/test_replay_reader.c - the fuzz target of the reader on every shipped and bad
 * file, and on what fuzzing found. */
#include "fuzz_reader.c"
#include "replay_files.h"

int main(void)
{
    return replay_files("replay reader");
}
