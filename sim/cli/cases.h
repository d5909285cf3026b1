/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cases.h - many cases, computed together over all cores, each into its own folder. */
#ifndef DC_CLI_CASES_H
#define DC_CLI_CASES_H

#include "cli/load.h"
#include "cli/progress.h"
#include "cli/said.h"
#include "cli/session.h"

/* As many models are held in memory at a time. Large enough that the idle end of a run, at
 * most one block a core, does not show. */
#define DC_CASES_RUN 512

struct dc_cases_item {
    const char *name; /* its folder */
    const char *file;
    struct dc_more more;
    char *command; /* the `run` that gives the same results, but for the replications */
    char *error;   /* why it failed; NULL: it did not */
    bool is_done;
};

struct dc_cases {
    const struct dc_args *args;
    const char *dir, *partial;
    struct dc_cases_item *item;
    size_t n;
    /* The cases belong together: all are computed, in one run (at most DC_CASES_RUN of them) in
     * which case 0 stays; nothing is simulated if any cannot be. Else each is on its own, and
     * what an earlier batch did is not done again. */
    bool is_one_run;
    /* Called once, before the first case is computed: nothing is written if none can be. */
    enum dc_status (*begin)(void *self);
    /* Called for each case that is complete, before it is forgotten; may be NULL. */
    enum dc_status (*see)(void *self, size_t i, const struct dc_results *results, size_t i_case,
                          struct dc_diags *diags);
    void *self;

    struct dc_checkpoint *held; /* the lock of `partial`, from the first write on */
    struct dc_said said;        /* the rest is the cases's own; all-zero */
    struct dc_bar bar;
    size_t n_old, n_new, n_failed; /* found done, done now, failed */
    bool has_begun;
    bool is_unmet;   /* a condition was not met in some case */
    bool is_refused; /* some case's folder is not ours to replace */
};

/* Computes every case that is not done. DC_OK also if cases failed (see n_failed);
 * DC_INTERRUPTED: stopped; DC_FAILED: it cannot go on, for example because the disk is full. */
DC_MUST_CHECK enum dc_status dc_cases_run(struct dc_cases *cases);
/* Takes the lock if it is not taken, so that no other batch writes to the same folder. */
DC_MUST_CHECK enum dc_status dc_cases_hold(struct dc_cases *cases);
void dc_cases_free(struct dc_cases *cases); /* the items' texts and the items, not the cases */

#endif
