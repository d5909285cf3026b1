/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/ran.h - scenarios from inline text, run through the public calls, and the
 * values of their metrics. */
#ifndef DC_TESTS_RAN_H
#define DC_TESTS_RAN_H

#include "lab.h"

/* A scenario of one team after n replications. */
struct run {
    struct dc_model *model;
    struct dc_plan *plan;
    struct dc_results *results;
    const struct dc_tally *tally; /* of the first team */
};

/* Runs it on one thread; fails the test if it is no scenario. */
struct run run_of(const char *rows, uint64_t n);
void run_free(struct run *run);

/* The row of a metric; fails if there is none. Month -1 and "all" for totals. */
uint32_t row_of(const struct run *run, const char *metric, const char *segment,
                const char *role, int32_t month);
/* Its value in replication r; fails if it has none. */
double value_in(const struct run *run, uint32_t i_row, uint64_t r);
/* A metric's value in replication 0. */
double value_of(const struct run *run, const char *metric, const char *segment,
                const char *role);
/* The total's mean over replications. */
struct lab_mean mean_of(const struct run *run, const char *metric);

#endif
