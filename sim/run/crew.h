/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/crew.h - the workers of a run and what they share.
 *
 * Workers take tasks (opening a case, computing a block) of all cases from one place, in order
 * of cases, so cores stay busy to the last block. Worker 0 is the thread that called dc_run: it
 * computes as well, and between replications reports progress and delivers complete cases. */
#ifndef DC_RUN_CREW_H
#define DC_RUN_CREW_H

#include "path/path.h"
#include "run/job.h"

#define DC_PATHS_HELD 4

struct dc_crew;

struct dc_held_path {
    const struct dc_model *model;
    struct dc_path *path;
    uint64_t last_use;
};
/* One thread's own. */
struct dc_worker {
    struct dc_crew *crew;
    int number;
    struct dc_held_path held[DC_PATHS_HELD];
    uint64_t n_tasks;
    _Atomic uint64_t n_done; /* replications times teams */
    char apart[64];          /* keeps the next worker's count on another cache line */
};

enum dc_task_kind { DC_TASK_OPEN, DC_TASK_BLOCK };
struct dc_task {
    enum dc_task_kind kind;
    struct dc_job *job;
    uint64_t i_block;
    uint32_t i_team, i_team_end; /* of teams [i_team, i_team_end) */
};

struct dc_crew {
    const struct dc_plan *plan;
    const struct dc_run_options *options;
    struct dc_diags *diags; /* worker 0 only */
    struct dc_results *results;
    struct dc_job *job; /* [n_jobs] */
    size_t n_jobs;
    struct dc_worker *worker; /* [n_workers] */
    int n_workers;
    pthread_mutex_t lock;   /* guards what is marked L, here and in the jobs */
    pthread_cond_t changed; /* a task, an end, or a complete case may be there */
    size_t i_first;         /* L: the first case not delivered */
    size_t window;          /* cases from i_first that may be open at once */
    enum dc_status status;  /* L: how the run ends */
    atomic_bool halt;       /* leave at the next replication */
    atomic_bool due;        /* a case waits to be delivered */
    _Atomic int64_t n_resumed,
        n_unneeded; /* replications times teams: read from logs; done or planned in vain */
    uint64_t n_planned, n_shown;      /* worker 0 only */
    double share_shown;               /* worker 0 only */
    double next_report_seconds;       /* worker 0 only */
    struct dc_checkpoint *checkpoint; /* NULL: nothing is kept */
    double next_keep_seconds;         /* L */
    bool keeping;                     /* L */
    atomic_bool cannot_keep;          /* a log could not be written */
    struct dc_job *failed;            /* L: the job that ended the run */
};

double dc_crew_seconds(void); /* of a clock that only goes forward */

/* Works until nothing is left to do; every worker's whole life. */
void dc_worker_work(struct dc_worker *worker);
void dc_worker_free(struct dc_worker *worker);
/* Computes what is left of a block. DC_INTERRUPTED: told to leave; *trouble says what failed.
 */
DC_MUST_CHECK enum dc_status dc_worker_block(struct dc_worker *worker,
                                             const struct dc_task *task, const char **trouble);

/* The next task, waiting for one; false: the run is over. */
DC_MUST_CHECK bool dc_crew_take(struct dc_crew *crew, struct dc_worker *worker,
                                struct dc_task *task);
/* A task is done, or failed, or was left. */
void dc_crew_give(struct dc_crew *crew, const struct dc_task *task, enum dc_status status,
                  const char *trouble);
/* Ends the run; the first status given is the one it ends with. */
void dc_crew_halt(struct dc_crew *crew, enum dc_status status);

/* Worker 0, between replications: progress, and cases that are complete. */
void dc_boss_look(struct dc_crew *crew);
void dc_boss_report_last(struct dc_crew *crew);
/* Records why a job failed. */
void dc_boss_complain(struct dc_crew *crew, const struct dc_job *job);

double dc_keeper_seconds(const struct dc_run_options *options); /* between looks that write */
/* Puts finished blocks in the logs if it is time. */
void dc_keeper_look(struct dc_crew *crew);
/* Puts everything there. */
void dc_keeper_keep_all(struct dc_crew *crew);
/* Puts what is done of a task there; by the worker that is at it. */
void dc_keeper_keep(struct dc_crew *crew, const struct dc_task *task);

/* So many replications will be needed of a race, as far as can be told. Call with the lock
 * held. */
void dc_crew_expect(struct dc_crew *crew, struct dc_race *race, uint64_t n);

/* A worker of the job has left: it may be time to deliver. Call with the lock held. */
void dc_crew_leave(struct dc_crew *crew, struct dc_job *job);

#endif
