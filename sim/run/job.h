/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/job.h - one case on its way from nothing to closed tallies.
 *
 * Work is counted in units: unit b * n_teams + t is block b of team t. Who may touch what:
 * fields marked L belong to the crew's lock; a tally's blocks belong to the worker that was
 * handed them until they are done; `folding`, `log` and what they guard are held by one worker
 * at a time. */
#ifndef DC_RUN_JOB_H
#define DC_RUN_JOB_H

#include <pthread.h>
#include <stdatomic.h>

#include "dealcycle/run.h"
#include "run/checkpoint.h"
#include "run/stop.h"

struct dc_race;

enum dc_job_state {
    DC_JOB_NEW,
    DC_JOB_OPENING,  /* one worker takes memory and reads the log */
    DC_JOB_OPEN,     /* blocks are handed out */
    DC_JOB_COMPLETE, /* enough is done, or it failed: delivered once the last worker has left */
    DC_JOB_LEAVING,  /* being delivered */
    DC_JOB_DELIVERED,
};

/* The records of a team's block in the log: the one that says less is written over, so that a
 * kill in the middle leaves the other. */
struct dc_kept {
    unsigned char n[2]; /* replications; 0: no such record */
    uint64_t i_record[2];
};

struct dc_job {
    const struct dc_model *model;
    uint64_t n; /* replications, the most that may be used */
    uint64_t n_blocks;
    uint32_t n_teams;
    enum dc_job_state state;     /* L */
    enum dc_status status;       /* L: DC_INTERRUPTED until complete */
    const char *trouble;         /* L: static text, of a job that failed */
    struct dc_tally **tally;     /* [n_teams] */
    _Atomic unsigned char *have; /* [n_blocks * n_teams] replications done of each unit */
    struct dc_kept *kept;        /* [same] what of these is in the log; under log_lock */
    uint64_t i_next;             /* L: block to look at for handing out */
    uint32_t i_next_team;        /* L: and its team, where that is handed out team by team */
    uint64_t n_folded;           /* L: blocks folded, a prefix */
    uint64_t n_wanted;           /* L: blocks to hand out before others' */
    uint32_t n_workers;          /* L: at work on it */
    bool folding;                /* L */
    atomic_bool enough;          /* leave it: what is still being computed is not needed */
    bool has_stop, reached;
    struct dc_stop stop;
    struct dc_moments *moments; /* [n_teams] of the metric that stops it */
    uint32_t *i_row;            /* [n_teams] its row */
    uint64_t n_used;            /* replications, once complete; in a race the most of a team */
    struct dc_race *race;       /* the contest its teams are in, or NULL */
    uint32_t i_entrant;         /* its first team's number there */
    pthread_mutex_t log_lock;
    bool has_log;
    bool is_bounded;           /* its tallies are: it keeps a state, not blocks */
    double next_state_seconds; /* the folding worker only */
    struct dc_log log;
};

/* Sets up a job without taking memory. */
void dc_job_new(struct dc_job *job, const struct dc_plan *plan, size_t i_case);
/* Takes its memory and reads its log, if it has one. DC_FAILED: memory; DC_BAD_INPUT: a team
 * lacks the metric that stops it. */
DC_MUST_CHECK enum dc_status dc_job_open(struct dc_job *job,
                                         const struct dc_run_options *options);
/* Tallies anew. false: memory. */
DC_MUST_CHECK bool dc_job_open_tallies(struct dc_job *job);
/* Takes what is on disk of the case into new tallies. false: memory. */
DC_MUST_CHECK bool dc_job_read_kept(struct dc_job *job);
uint32_t dc_job_n_of_block(const struct dc_job *job, uint64_t i_block);
uint64_t dc_job_unit(const struct dc_job *job, uint64_t i_block, uint32_t i_team);
/* Done to its last replication: of one team, of all. */
bool dc_job_has_unit(const struct dc_job *job, uint64_t i_block, uint32_t i_team);
bool dc_job_has_block(const struct dc_job *job, uint64_t i_block);
/* Folds block n_folded, which is done; *ends: the case needs no more. false: memory. */
DC_MUST_CHECK bool dc_job_fold(struct dc_job *job, bool *ends);
/* The blocks that the next look needs, or all. */
uint64_t dc_job_wanted(const struct dc_job *job);
/* Closes the tallies at n_used replications. */
void dc_job_close(struct dc_job *job);
/* Writes the state of a bounded job that has a log; the folding worker only. */
DC_MUST_CHECK bool dc_job_keep_state(struct dc_job *job);
/* Writes a team's block to the log unless what is done of it is there; false: it cannot be
 * written. */
DC_MUST_CHECK bool dc_job_keep(struct dc_job *job, uint64_t i_block, uint32_t i_team);
/* The same for all that is done of all blocks. */
DC_MUST_CHECK bool dc_job_keep_all(struct dc_job *job);
void dc_job_free(struct dc_job *job); /* its tallies and memory; the log stays on disk */
void dc_job_forget_log(struct dc_job *job);

#endif
