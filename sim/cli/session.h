/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/session.h - what the simulating commands have in common: scenarios in, a run with
 * progress that a signal stops, a results folder and the answer out.
 *
 * Every step says on standard error what went wrong and gives the exit status. */
#ifndef DC_CLI_SESSION_H
#define DC_CLI_SESSION_H

#include "cli/args.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "dealcycle.h"

struct dc_session {
    const struct dc_args *args;
    struct dc_diags *diags; /* since the last dc_session_say */
    struct dc_plan *plan;
    struct dc_model **model; /* in order of loading */
    size_t n_models, n_room;
    struct dc_results *results;
    struct dc_finding *finding;
    char *dir, *partial; /* final folder, and where finished blocks are kept */
    struct dc_bar bar;
    double began_seconds;
};

/* Checks of the simulating options what needs no scenario. */
bool dc_session_check(const struct dc_args *args, struct dc_diags *diags);
/* Checks, and makes ready. Close it in any case. */
DC_MUST_CHECK enum dc_status dc_session_open(struct dc_session *s, const struct dc_args *args);
void dc_session_close(struct dc_session *s);

/* Loads a scenario under the command line and `more` (may be NULL), as a case of its name. */
DC_MUST_CHECK enum dc_status dc_session_load(struct dc_session *s, const char *file,
                                             const struct dc_more *more);
/* Sets the results folder: --out, or results/NAME. */
DC_MUST_CHECK enum dc_status dc_session_place(struct dc_session *s, const char *name);
/* Simulates the plan. */
DC_MUST_CHECK enum dc_status dc_session_simulate(struct dc_session *s);
/* Decides, writes the folder, prints the answer and judges the conditions. */
DC_MUST_CHECK enum dc_status dc_session_finish(struct dc_session *s);

/* Says what was recorded so far, and begins anew. */
void dc_session_say(struct dc_session *s);

#endif
