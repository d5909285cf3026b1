/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/run.h - simulating a plan on all cores, and what comes of it. */
#ifndef DEALCYCLE_RUN_H
#define DEALCYCLE_RUN_H

#include "dealcycle/plan.h"
#include "dealcycle/tally.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dc_checkpoint;
struct dc_results; /* per case and team one closed tally */

#define DC_SELECT_MOST 1000000 /* replications of a team in a selection */

struct dc_progress {
    uint64_t n_done, n_all; /* replications of all cases and teams, resumed ones included */
    size_t n_cases_done, n_cases;
};

/* All-zero is a plain run on all cores. */
struct dc_run_options {
    int threads; /* 0: all cores */
    /* Called now and then (at most ten times a second) from the thread that called dc_run. */
    void (*progress)(void *self, const struct dc_progress *progress);
    void *self;
    /* Polled between replications by the thread that called dc_run: not 0 stops with
     * DC_INTERRUPTED. May be NULL. */
    const volatile int *stop;
    /* Folder for finished work (created, and locked until dc_results_free or, if there are no
     * results, the return; removed by dc_run_done), or NULL: none kept. What it holds of the
     * same inputs, seed and version is not computed again. */
    const char *partial;
    /* The lock on `partial`, where the caller holds it over several runs (dc_run_hold); NULL:
     * the run takes it for itself. */
    struct dc_checkpoint *held;
    double keep_seconds; /* how often finished work goes there; 0: every 5 seconds */
    /* Sequential stopping: half-width of the 95% interval of `metric` (NULL: contribution) of
     * every team at most `precision` (share of the mean); 0: all replications. */
    double precision;
    const char *metric;
    /* Ranking and selection among the teams by `metric`; 0: none, and not with `precision`.
     * A team that is certainly not the best is not simulated any further; each team goes
     * through at most the case's replications (DC_SELECT_MOST at most). */
    double select;       /* the probability of choosing the best, above 1 / teams, below 1 */
    double indifference; /* that it is to lead by, > 0, in the metric's unit */
    uint64_t budget;     /* replications of all teams together, spent where they matter; 0: as
                          * many as it takes */
    bool select_of_each; /* in each case its own best team; else one among all cases */
    /* Called once a case is complete, in order of cases, from the thread that called dc_run;
     * its tallies are freed after it, and its finished work thrown away, when `forget` is true
     * (batches), else they stay in the results. Any status but DC_OK ends the run with it. */
    enum dc_status (*on_case)(void *self, size_t i_case, const struct dc_results *results);
    bool forget;
    /* Of `forget`: the first n_kept cases stay in the results, and with keep_work the finished
     * work of all cases stays in the folder (for a table over all of them, that is not there
     * yet). */
    size_t n_kept;
    bool keep_work;
    /* A case that fails (memory, too many open deals) is recorded and does not stop the
     * others: on_case is called for it too, dc_results_status says what it is. */
    bool keep_going;
};

/* *out is to be freed on DC_OK and DC_INTERRUPTED, and is NULL else (and may be NULL if nothing
 * is complete). DC_FAILED: memory, more deals open than allowed, or a folder that cannot be
 * made or is in use; DC_BAD_INPUT: no such metric. */
DC_MUST_CHECK enum dc_status dc_run(const struct dc_plan *plan,
                                    const struct dc_run_options *options,
                                    struct dc_diags *diags, struct dc_results **out);
/* Works out what all columns come to, on so many threads (0: all cores), for results of which
 * all is to be shown; else each is worked out when it is asked for. */
void dc_results_sum_up(struct dc_results *results, int threads);
/* Puts all finished work in the folder of the run, if it had one: for when the results cannot
 * be written, or writing them was interrupted. */
void dc_results_keep(struct dc_results *results);
/* Makes a folder for finished work and locks it for the runs to come. DC_FAILED, recorded: it
 * cannot be made, or another run holds it. */
DC_MUST_CHECK enum dc_status dc_run_hold(const char *partial, struct dc_diags *diags,
                                         struct dc_checkpoint **out);
void dc_run_let_go(struct dc_checkpoint *held); /* NULL is fine */
/* Removes the folder of finished work, once the results are safe. */
void dc_run_done(const char *partial);
void dc_results_free(struct dc_results *results);
const struct dc_plan *dc_results_plan(const struct dc_results *results);
/* DC_OK: complete. DC_FAILED: it failed (keep_going). DC_INTERRUPTED: not complete. */
enum dc_status dc_results_status(const struct dc_results *results, size_t i_case);
/* NULL unless complete and not forgotten. */
const struct dc_tally *dc_results_tally(const struct dc_results *results, size_t i_case,
                                        uint32_t i_team);
uint64_t dc_results_replications(const struct dc_results *results,
                                 size_t i_case); /* those used; the most of any team */
bool dc_results_reached(const struct dc_results *results,
                        size_t i_case); /* false: --precision stopped by the limit */

/* What became of a team in a selection. */
struct dc_selection {
    double p, indifference; /* as asked for */
    uint64_t budget;        /* 0: none */
    bool is_reached;        /* as sure as asked for; false: the limit or budget came first */
    double p_estimate;      /* of a budget: that no team is better by the indifference amount */
    bool is_chosen;
    bool is_dropped; /* after n replications, by the team that was then furthest ahead */
    uint64_t n;      /* replications of this team */
    size_t i_case_better;
    uint32_t i_team_better;
};
/* false: the run selected nothing (or this case was not judged). */
bool dc_results_selection(const struct dc_results *results, size_t i_case, uint32_t i_team,
                          struct dc_selection *out);

/* Every event of one team in one replication, told to an observer (`trace`). */
DC_MUST_CHECK enum dc_status dc_run_watch(const struct dc_model *model, uint32_t i_team,
                                          uint64_t replication,
                                          const struct dc_observer *observer,
                                          struct dc_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
