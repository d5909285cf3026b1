/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/race.h - a contest between the teams of some cases, while they are simulated.
 *
 * What is marked L belongs to the crew's lock; the contest to the one worker that folds. */
#ifndef DC_RUN_RACE_H
#define DC_RUN_RACE_H

#include "run/contest.h"
#include "run/job.h"

struct dc_racer {
    struct dc_job *job;
    uint32_t i_team;
    uint64_t i_next;    /* L: block to look at for handing out */
    uint64_t n_wanted;  /* L: replications until the next look */
    uint64_t n_given;   /* the folding worker's: replications that the contest has */
    bool is_in;         /* L */
    atomic_bool is_out; /* leave it: what is still being computed is not needed */
};

struct dc_race {
    struct dc_contest contest;
    struct dc_racer *racer; /* [n] */
    struct dc_job *job;     /* [n_jobs] whose teams they are */
    size_t n_jobs;
    uint32_t n, n_in;   /* n_in L */
    bool folding;       /* L */
    bool is_over;       /* L */
    int64_t n_unneeded; /* L: of what was planned, as the crew knows */
};

/* Sets up a race between the teams of jobs that are new. false: memory (free it all the same).
 */
DC_MUST_CHECK bool dc_race_new(struct dc_race *race, struct dc_job *job, size_t n_jobs,
                               const struct dc_run_options *options);
void dc_race_free(struct dc_race *race); /* all-zero is fine */
/* Static text: why this cannot be a race; or NULL. */
const char *dc_race_trouble(const struct dc_race *race);

/* With the lock. The job's next unit that nobody has been given, up to `ahead` blocks further
 * than wanted. */
bool dc_race_next(struct dc_race *race, const struct dc_job *job, uint64_t ahead,
                  uint64_t *i_block, uint32_t *i_team);
/* With the lock: whether all are open and have what was wanted. */
bool dc_race_is_ready(const struct dc_race *race);
/* Without: gives the contest its values and judges. DC_FAILED: memory. */
DC_MUST_CHECK enum dc_status dc_race_fold(struct dc_race *race, bool *ends);
/* With the lock, after a fold: wants what the contest wants. */
void dc_race_settle(struct dc_race *race, bool ends);

/* Replications of racer i that count, once it is over. */
uint64_t dc_race_n(const struct dc_race *race, uint32_t i);
uint64_t dc_race_planned(const struct dc_race *race); /* of all racers together, at most */
bool dc_race_selection(const struct dc_race *race, uint32_t i, const struct dc_job *first,
                       struct dc_selection *out);

#endif
