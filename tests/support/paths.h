/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/paths.h - paths that are counted, and fail or stop the run at the one a test
 * says. For programs linked with --wrap=dc_path_run: name them in the Makefile. */
#ifndef DC_TESTS_PATHS_H
#define DC_TESTS_PATHS_H

#include "tests/support/runs.h"

/* Paths run since the start, by any thread. */
unsigned paths_run(void);

/* Paths of this model fail from this replication on; a model of NULL: none does. */
void paths_fail(const struct dc_model *model, uint64_t replication);

/* Runs the plan, stopped and resumed each time some `step` paths more are run, each time with
 * other threads: the results once it is complete. Fails unless it stops at least twice. */
struct dc_results *paths_in_parts(struct runs *f, struct dc_run_options options, unsigned step);

#endif
