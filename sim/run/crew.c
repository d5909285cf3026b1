/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/crew.c - handing out tasks and taking them back, under one lock, once per block. */
#include "run/crew.h"

#include <time.h>

#include "run/race.h"
#include "tally/tally.h"

/* Blocks per worker that may be computed ahead of the look of a stopping rule, when there is
 * nothing else to do, and ahead of folding where blocks are given back by it. */
#define AHEAD_OF_LOOK 2
#define AHEAD_OF_FOLD 16
/* A state is tens of megabytes: it is written after so many times the pause between blocks. */
#define STATE_PAUSE 4.0

double dc_crew_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void dc_crew_halt(struct dc_crew *crew, enum dc_status status)
{
    pthread_mutex_lock(&crew->lock);
    if (crew->status == DC_OK) {
        crew->status = status;
    }
    atomic_store(&crew->halt, true);
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

static uint64_t fewer(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The last blocks of all are handed out team by team, so that nobody waits long for the last
 * to be done; a team by itself has to begin each replication anew, so no more than these. */
static bool is_near_end(const struct dc_crew *crew, const struct dc_job *job, uint64_t end)
{
    return crew->n_workers > 1 && job == &crew->job[crew->n_jobs - 1] &&
           end - job->i_next <= (uint64_t)crew->n_workers;
}

/* The job's next block below `end`, or a team's part of it, that is not done or handed out. */
static bool next_block(const struct dc_crew *crew, struct dc_job *job, uint64_t end,
                       struct dc_task *task)
{
    while (job->i_next < end && dc_job_has_block(job, job->i_next)) {
        job->i_next++;
        job->i_next_team = 0;
    }
    if (job->i_next >= end) {
        return false;
    }
    const bool is_split = job->i_next_team > 0 || is_near_end(crew, job, end);
    const uint32_t i_end = is_split ? job->i_next_team + 1 : job->n_teams;
    *task = (struct dc_task){DC_TASK_BLOCK, job, job->i_next, job->i_next_team, i_end};
    job->i_next_team = i_end % job->n_teams;
    job->i_next += job->i_next_team == 0;
    return true;
}

/* A team's block: as far as the next look of the race wants, and a little further for those
 * still in, so that nobody idles at the look; with a budget every block is deliberate. */
static bool next_unit(const struct dc_crew *crew, struct dc_job *job, bool in_vain,
                      struct dc_task *task)
{
    struct dc_race *const race = job->race;
    const bool may = in_vain && race->contest.rule.n_budget == 0 && race->n_in > 0;
    const uint64_t ahead = may ? 1 + (uint64_t)crew->n_workers / race->n_in : 0;
    task->kind = DC_TASK_BLOCK;
    task->job = job;
    if (!dc_race_next(race, job, ahead, &task->i_block, &task->i_team)) {
        return false;
    }
    task->i_team_end = task->i_team + 1;
    return true;
}

static uint64_t last_block(const struct dc_crew *crew, const struct dc_job *job, uint64_t ahead)
{
    uint64_t end = fewer(job->n_blocks, job->n_wanted + ahead);
    if (dc_tally_is_bounded(job->tally[0])) {
        end = fewer(end, job->n_folded + AHEAD_OF_FOLD * (uint64_t)crew->n_workers);
    }
    return end;
}

static bool task_of(const struct dc_crew *crew, struct dc_job *job, uint64_t ahead,
                    struct dc_task *task)
{
    if (job->state == DC_JOB_NEW) {
        job->state = DC_JOB_OPENING;
        *task = (struct dc_task){.kind = DC_TASK_OPEN, .job = job};
        return true;
    }
    if (job->race != NULL) {
        return job->state == DC_JOB_OPEN && next_unit(crew, job, ahead > 0, task);
    }
    return job->state == DC_JOB_OPEN &&
           next_block(crew, job, last_block(crew, job, ahead), task);
}

/* What is wanted of any case comes before what may turn out to be in vain. */
static bool next_task(const struct dc_crew *crew, struct dc_task *task)
{
    const size_t end = fewer(crew->n_jobs, crew->i_first + crew->window);
    const uint64_t ahead = AHEAD_OF_LOOK * (uint64_t)crew->n_workers;
    for (int in_vain = 0; in_vain < 2; in_vain++) {
        for (size_t i = crew->i_first; i < end; i++) {
            if (task_of(crew, &crew->job[i], in_vain ? ahead : 0, task)) {
                task->job->n_workers++;
                return true;
            }
        }
    }
    return false;
}

static void look_around(struct dc_crew *crew)
{
    pthread_mutex_unlock(&crew->lock);
    dc_boss_look(crew);
    pthread_mutex_lock(&crew->lock);
}

/* Worker 0 looks around while it waits; the others wait for its broadcasts and each other's. */
static void wait_for_change(struct dc_crew *crew, const struct dc_worker *worker)
{
    if (worker->number > 0) {
        pthread_cond_wait(&crew->changed, &crew->lock);
        return;
    }
    if (atomic_load(&crew->due)) {
        look_around(crew);
        return;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += 50000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&crew->changed, &crew->lock, &until);
    look_around(crew);
}

static bool is_over(const struct dc_crew *crew)
{
    return atomic_load(&crew->halt) || crew->i_first == crew->n_jobs;
}

bool dc_crew_take(struct dc_crew *crew, struct dc_worker *worker, struct dc_task *task)
{
    bool found = false;
    pthread_mutex_lock(&crew->lock);
    while (!is_over(crew) && !(found = next_task(crew, task))) {
        wait_for_change(crew, worker);
    }
    pthread_mutex_unlock(&crew->lock);
    return found;
}

/* The job needs no more work. What was planned or computed beyond n_used was in vain. */
static void end_job(struct dc_crew *crew, struct dc_job *job, enum dc_status status)
{
    if (job->state == DC_JOB_OPEN || job->state == DC_JOB_OPENING) {
        job->state = DC_JOB_COMPLETE;
        job->status = status;
        atomic_store(&job->enough, true);
        const uint64_t n_used = status == DC_OK ? job->n_used : 0;
        if (job->race == NULL) {
            atomic_fetch_add(&crew->n_unneeded, (int64_t)((job->n - n_used) * job->n_teams));
        }
    }
}

static void fail_job(struct dc_crew *crew, struct dc_job *job, enum dc_status status,
                     const char *trouble)
{
    if (job->state == DC_JOB_COMPLETE) {
        return; /* one failure is enough */
    }
    job->trouble = trouble == NULL ? "memory ran out" : trouble;
    end_job(crew, job, status);
    if (!crew->options->keep_going && crew->status == DC_OK) {
        crew->status = status;
        crew->failed = job;
        atomic_store(&crew->halt, true);
    }
}

/* By the worker that folds: cases that give their blocks back keep a state now and then. */
static void keep_state(struct dc_crew *crew, struct dc_job *job)
{
    const double pause = STATE_PAUSE * dc_keeper_seconds(crew->options);
    const double now = dc_crew_seconds();
    if (job->next_state_seconds == 0.0) {
        job->next_state_seconds = now + pause;
    }
    if (now < job->next_state_seconds) {
        return;
    }
    if (!dc_job_keep_state(job)) {
        atomic_store(&crew->cannot_keep, true);
    }
    job->next_state_seconds = dc_crew_seconds() + pause;
}

/* Folds the blocks that are done, one worker at a time; called with the lock, which it lets go
 * of while it works. */
static void fold_ready(struct dc_crew *crew, struct dc_job *job)
{
    if (job->folding) {
        return;
    }
    job->folding = true;
    while (job->state == DC_JOB_OPEN && job->n_folded < job->n_blocks &&
           dc_job_has_block(job, job->n_folded)) {
        bool ends = false;
        pthread_mutex_unlock(&crew->lock);
        const bool ok = dc_job_fold(job, &ends);
        pthread_mutex_lock(&crew->lock);
        job->n_folded++;
        job->n_wanted = dc_job_wanted(job);
        if (!ok) {
            fail_job(crew, job, DC_FAILED, NULL);
        } else if (ends) {
            end_job(crew, job, DC_OK);
        } else if (job->is_bounded && job->has_log) {
            pthread_mutex_unlock(&crew->lock);
            keep_state(crew, job);
            pthread_mutex_lock(&crew->lock);
        }
    }
    job->folding = false;
}

void dc_crew_expect(struct dc_crew *crew, struct dc_race *race, uint64_t n)
{
    const int64_t n_unneeded = (int64_t)dc_race_planned(race) - (int64_t)n;
    atomic_fetch_add(&crew->n_unneeded, n_unneeded - race->n_unneeded);
    race->n_unneeded = n_unneeded;
}

/* The race is run: each of its cases is complete, and delivered by the last to leave it. */
static void end_race(struct dc_crew *crew, struct dc_race *race)
{
    dc_crew_expect(crew, race, dc_contest_spent(&race->contest));
    for (size_t k = 0; k < race->n_jobs; k++) {
        struct dc_job *const job = &race->job[k];
        job->n_used = 0;
        for (uint32_t t = 0; t < job->n_teams; t++) {
            const uint64_t n = dc_race_n(race, job->i_entrant + t);
            job->n_used = n > job->n_used ? n : job->n_used;
        }
        job->reached = race->contest.is_reached;
        end_job(crew, job, DC_OK);
        if (job->n_workers == 0) {
            atomic_store(&crew->due, true);
        }
    }
}

/* Looks at the race as often as all is there that the next look needs; called with the lock,
 * which it lets go of while it works. */
static void race_advance(struct dc_crew *crew, struct dc_race *race)
{
    if (race->folding) {
        return;
    }
    race->folding = true;
    while (!race->is_over && dc_race_is_ready(race)) {
        bool ends = false;
        pthread_mutex_unlock(&crew->lock);
        const enum dc_status status = dc_race_fold(race, &ends);
        pthread_mutex_lock(&crew->lock);
        if (status != DC_OK) {
            fail_job(crew, &race->job[0], status, NULL);
            break;
        }
        dc_race_settle(race, ends);
        dc_crew_expect(crew, race, race->contest.n_expected);
        if (ends) {
            end_race(crew, race);
        }
        pthread_cond_broadcast(&crew->changed);
    }
    race->folding = false;
}

static void job_opened(struct dc_crew *crew, struct dc_job *job)
{
    uint64_t n = 0;
    for (uint64_t u = 0; u < job->n_blocks * job->n_teams; u++) {
        n += atomic_load(&job->have[u]);
    }
    atomic_fetch_add(&crew->n_resumed, (int64_t)n);
    job->state = DC_JOB_OPEN;
    job->n_wanted = dc_job_wanted(job);
    if (job->race == NULL && (job->n_folded == job->n_blocks || job->reached)) {
        job->n_used = job->reached ? job->n_used : job->n;
        end_job(crew, job, DC_OK);
    }
}

void dc_crew_leave(struct dc_crew *crew, struct dc_job *job)
{
    job->n_workers--;
    if (job->state == DC_JOB_COMPLETE && job->n_workers == 0) {
        atomic_store(&crew->due, true);
    }
    pthread_cond_broadcast(&crew->changed);
}

void dc_crew_give(struct dc_crew *crew, const struct dc_task *task, enum dc_status status,
                  const char *trouble)
{
    struct dc_job *const job = task->job;
    pthread_mutex_lock(&crew->lock);
    if (status == DC_OK && task->kind == DC_TASK_OPEN) {
        job_opened(crew, job);
    }
    if (status == DC_FAILED || status == DC_BAD_INPUT) {
        fail_job(crew, job, status, trouble);
    } else if (job->race != NULL) {
        race_advance(crew, job->race);
    } else {
        fold_ready(crew, job);
    }
    dc_crew_leave(crew, job);
    pthread_mutex_unlock(&crew->lock);
}
