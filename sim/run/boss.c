/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/boss.c - what only the calling thread does: progress, and complete cases in order. */
#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "run/crew.h"

#define REPORT_SECONDS 0.1

static uint64_t not_below_0(int64_t x)
{
    return x > 0 ? (uint64_t)x : 0;
}

/* How much there is to do in all, but no more than keeps the share done from falling: what a
 * race needs is only known about until it is over. */
static uint64_t hold_share(struct dc_crew *crew, uint64_t n_all)
{
    const double n_done = (double)crew->n_shown;
    const double share = n_all > 0 ? fmin(1.0, n_done / (double)n_all) : 0.0;
    if (share >= crew->share_shown) {
        crew->share_shown = share;
        return n_all;
    }
    const uint64_t n_held = (uint64_t)(n_done / crew->share_shown);
    if (n_held > 0) {
        crew->share_shown = fmin(1.0, n_done / (double)n_held); /* as it is shown, rounded */
    }
    return n_held;
}

/* Never less than was shown before, never more than all. */
static void report(struct dc_crew *crew)
{
    int64_t n_done = atomic_load(&crew->n_resumed);
    for (int i = 0; i < crew->n_workers; i++) {
        n_done += (int64_t)atomic_load(&crew->worker[i].n_done);
    }
    const uint64_t n_all =
        not_below_0((int64_t)crew->n_planned - atomic_load(&crew->n_unneeded));
    const uint64_t n_now = n_done > (int64_t)n_all ? n_all : not_below_0(n_done);
    crew->n_shown = n_now > crew->n_shown ? n_now : crew->n_shown;
    const uint64_t n_held = hold_share(crew, n_all);
    const struct dc_progress progress = {
        .n_done = crew->n_shown < n_held ? crew->n_shown : n_held,
        .n_all = n_held,
        .n_cases_done = crew->i_first,
        .n_cases = crew->n_jobs,
    };
    crew->options->progress(crew->options->self, &progress);
}

static void report_if_time(struct dc_crew *crew)
{
    if (crew->options->progress == NULL) {
        return;
    }
    const double now = dc_crew_seconds();
    if (now >= crew->next_report_seconds) {
        crew->next_report_seconds = now + REPORT_SECONDS;
        report(crew);
    }
}

void dc_boss_report_last(struct dc_crew *crew)
{
    if (crew->options->progress != NULL) {
        report(crew);
    }
}

/* The first case not delivered, if it is complete and nobody works on it; it is leaving then.
 */
static struct dc_job *next_complete(struct dc_crew *crew)
{
    struct dc_job *found = NULL;
    pthread_mutex_lock(&crew->lock);
    if (crew->i_first < crew->n_jobs && !atomic_load(&crew->halt)) {
        struct dc_job *const job = &crew->job[crew->i_first];
        if (job->state == DC_JOB_COMPLETE && job->n_workers == 0) {
            job->state = DC_JOB_LEAVING;
            found = job;
        }
    }
    pthread_mutex_unlock(&crew->lock);
    return found;
}

void dc_boss_complain(struct dc_crew *crew, const struct dc_job *job)
{
    const bool is_memory = strcmp(job->trouble, "memory ran out") == 0;
    const enum dc_code code = job->status == DC_BAD_INPUT ? DC_USAGE
                              : is_memory                 ? DC_NO_MEMORY
                                                          : DC_TOO_LARGE;
    dc_report(crew->diags, code, dc_nowhere, NULL, "%s: %s",
              dc_plan_name(crew->plan, (size_t)(job - crew->job)), job->trouble);
}

/* Frees what a case holds, where nobody asks for it any more. */
static void forget(struct dc_crew *crew, struct dc_job *job)
{
    const struct dc_run_options *const options = crew->options;
    if (!options->forget || (size_t)(job - crew->job) < options->n_kept) {
        return;
    }
    if (!options->keep_work) {
        dc_job_forget_log(job);
    }
    if (options->keep_work && job->status == DC_OK && !dc_job_keep_all(job)) {
        atomic_store(&crew->cannot_keep, true);
    }
    dc_job_free(job);
}

static enum dc_status deliver(struct dc_crew *crew, struct dc_job *job)
{
    const struct dc_run_options *const options = crew->options;
    if (job->status == DC_OK) {
        dc_job_close(job);
    } else {
        dc_boss_complain(crew, job);
    }
    enum dc_status status = DC_OK;
    if (options->on_case != NULL) {
        status = options->on_case(options->self, (size_t)(job - crew->job), crew->results);
    }
    if (status == DC_OK) {
        forget(crew, job);
    }
    return status;
}

static void deliver_complete(struct dc_crew *crew)
{
    struct dc_job *job;
    atomic_store(&crew->due, false);
    while ((job = next_complete(crew)) != NULL) {
        const enum dc_status status = deliver(crew, job);
        pthread_mutex_lock(&crew->lock);
        job->state = DC_JOB_DELIVERED;
        crew->i_first++;
        pthread_cond_broadcast(&crew->changed);
        pthread_mutex_unlock(&crew->lock);
        if (status != DC_OK) {
            dc_crew_halt(crew, status);
        }
    }
}

/* Only the calling thread looks at the caller's flag, which is no atomic. */
static void halt_if_told(struct dc_crew *crew)
{
    if (crew->options->stop != NULL && *crew->options->stop != 0) {
        dc_crew_halt(crew, DC_INTERRUPTED);
    }
}

void dc_boss_look(struct dc_crew *crew)
{
    halt_if_told(crew);
    if (atomic_load(&crew->due)) {
        deliver_complete(crew);
    }
    report_if_time(crew);
}
