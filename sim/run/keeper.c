/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/keeper.c - when finished work goes to disk: every few seconds of a long run, and
 * when it is stopped. A short run writes nothing. */
#include "run/crew.h"

#define KEEP_SECONDS 5.0

double dc_keeper_seconds(const struct dc_run_options *options)
{
    return options->keep_seconds > 0.0 ? options->keep_seconds : KEEP_SECONDS;
}

void dc_keeper_keep(struct dc_crew *crew, const struct dc_task *task)
{
    struct dc_job *const job = task->job;
    for (uint32_t t = task->i_team; t < task->i_team_end; t++) {
        if (!dc_job_keep(job, task->i_block, t)) {
            atomic_store(&crew->cannot_keep, true);
        }
    }
}

/* Those units of a block that are done. */
static void keep_done(struct dc_crew *crew, struct dc_job *job, uint64_t i_block)
{
    for (uint32_t t = 0; t < job->n_teams; t++) {
        if (dc_job_has_unit(job, i_block, t) && !dc_job_keep(job, i_block, t)) {
            atomic_store(&crew->cannot_keep, true);
        }
    }
}

/* Whether the job has blocks in memory that may be written; it is held until dc_crew_leave. */
static bool hold(struct dc_crew *crew, struct dc_job *job)
{
    pthread_mutex_lock(&crew->lock);
    const bool ok = job->state != DC_JOB_NEW && job->state != DC_JOB_OPENING &&
                    job->state != DC_JOB_LEAVING && job->tally != NULL &&
                    job->status != DC_FAILED;
    if (ok) {
        job->n_workers++;
    }
    pthread_mutex_unlock(&crew->lock);
    return ok;
}

static void let_go(struct dc_crew *crew, struct dc_job *job)
{
    pthread_mutex_lock(&crew->lock);
    dc_crew_leave(crew, job);
    pthread_mutex_unlock(&crew->lock);
}

static void keep_finished(struct dc_crew *crew)
{
    for (size_t i = 0; i < crew->n_jobs && !atomic_load(&crew->halt); i++) {
        struct dc_job *const job = &crew->job[i];
        if (!hold(crew, job)) {
            continue;
        }
        for (uint64_t b = 0; b < job->n_blocks; b++) {
            keep_done(crew, job, b);
        }
        let_go(crew, job);
    }
}

static bool is_time(struct dc_crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    const bool yes = !crew->keeping && dc_crew_seconds() >= crew->next_keep_seconds;
    crew->keeping = crew->keeping || yes;
    pthread_mutex_unlock(&crew->lock);
    return yes;
}

void dc_keeper_look(struct dc_crew *crew)
{
    if (crew->checkpoint == NULL || !is_time(crew)) {
        return;
    }
    keep_finished(crew);
    pthread_mutex_lock(&crew->lock);
    crew->keeping = false;
    crew->next_keep_seconds = dc_crew_seconds() + dc_keeper_seconds(crew->options);
    pthread_mutex_unlock(&crew->lock);
}

void dc_keeper_keep_all(struct dc_crew *crew)
{
    for (size_t i = 0; i < crew->n_jobs; i++) {
        if (!dc_job_keep_all(&crew->job[i])) {
            atomic_store(&crew->cannot_keep, true);
        }
    }
}
