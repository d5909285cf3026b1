/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/runs.h - plans of a small busy scenario, run under watch, and digests of
 * their results. */
#ifndef DC_TESTS_RUNS_H
#define DC_TESTS_RUNS_H

#include <pthread.h>
#include <time.h>

#include "tests/support/lab.h"

/* Two teams that differ, an uncertain input, waiting, turnover: every replication is another.
 */
struct dc_model *runs_model(unsigned seed);

#define RUNS_MODELS 8
struct runs {
    struct dc_diags *diags;
    struct dc_plan *plan;
    struct dc_model *model[RUNS_MODELS];
    size_t n_models;
    char folder[96], root[64]; /* where finished work may be kept, in a folder of its own */
};
int runs_setup(void **state);
int runs_teardown(void **state); /* fails if anything but finished work was left in root */

/* One more case, `case-N`, of a model of its own. */
void runs_add(struct runs *f, unsigned seed, uint64_t n);
/* Starts the plan again, with the i-th model as its only case. */
void runs_plan_again(struct runs *f, size_t i_model, uint64_t n);

/* Fails, with the diagnostics, unless the run ends with the status wanted. */
struct dc_results *runs_run(struct runs *f, const struct dc_run_options *options,
                            enum dc_status wanted);
/* Hashes begin so, and take in a number, or the first n cells of every row. */
#define RUNS_HASH 1469598103934665603u
uint64_t runs_hash(uint64_t h, uint64_t number);
uint64_t runs_hash_cells(uint64_t h, const struct dc_tally *tally, uint64_t n);
/* A hash of every cell of every row, and of the rep-periods. */
uint64_t runs_digest_of(const struct dc_results *results);
/* The same of a run, whose results are freed. */
uint64_t runs_digest(struct runs *f, const struct dc_run_options *options);

/* Progress that is checked. */
struct runs_watch {
    struct dc_progress last;
    uint64_t n_at_first; /* replications done at the first report */
    unsigned n_calls;
    bool went_back;
    struct timespec first, latest;
    pthread_t thread;
};
struct runs_watch runs_watch_here(void); /* of runs that this thread starts */
void runs_see(void *watch, const struct dc_progress *progress);

#endif
