/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/run.h - simulating a plan on all cores, and what comes of it. */
#ifndef DEALCYCLE_RUN_H
#define DEALCYCLE_RUN_H

#include "dealcycle/plan.h"
#include "dealcycle/tally.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dc_results; /* per case and team one closed tally */

struct dc_progress {
    uint64_t n_done, n_all; /* replications of all cases and teams, resumed ones included */
    size_t n_cases_done, n_cases;
};

/* All-zero is a plain run on all cores. */
struct dc_run_options {
    int threads; /* 0: all cores */
    /* Called now and then (at most ten times a second) from one thread. */
    void (*progress)(void *self, const struct dc_progress *progress);
    void *self;
    /* Polled between blocks: not 0 stops with DC_INTERRUPTED. May be NULL. */
    const volatile int *stop;
    /* Folder for finished blocks (created; removed by dc_run_done), or NULL: none kept. */
    const char *partial;
    /* Sequential stopping: half-width of the 95% interval of `metric` (NULL: contribution) of
     * every team at most `precision` (share of the mean); 0: all replications. */
    double precision;
    const char *metric;
    /* Called once a case is complete, in order of cases, from one thread; its tallies are freed after
     * it when `forget` is true (batches), else they stay in the results. */
    enum dc_status (*on_case)(void *self, size_t i_case, const struct dc_results *results);
    bool forget;
};



/* On DC_OK and DC_INTERRUPTED *out is to be freed (NULL if nothing is complete). */
DC_MUST_CHECK enum dc_status dc_run(const struct dc_plan *plan, const struct dc_run_options *options,
                                    struct dc_diags *diags, struct dc_results **out);
void dc_results_free(struct dc_results *results);
const struct dc_plan *dc_results_plan(const struct dc_results *results);
const struct dc_tally *dc_results_tally(const struct dc_results *results, size_t i_case,
                                        uint32_t i_team);
uint64_t dc_results_replications(const struct dc_results *results, size_t i_case); /* those used */
bool dc_results_reached(const struct dc_results *results, size_t i_case); /* false: --precision stopped by the limit */

/* Every event of one team in one replication, told to an observer (`trace`). */
DC_MUST_CHECK enum dc_status dc_run_watch(const struct dc_model *model, uint32_t i_team,
                                          uint64_t replication, const struct dc_observer *observer,
                                          struct dc_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
