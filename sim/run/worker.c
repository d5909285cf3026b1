/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/worker.c - one thread: its paths, and the replications of a block. */
#include <string.h>

#include "run/crew.h"
#include "run/race.h"

static struct dc_held_path *held_for(struct dc_worker *worker, const struct dc_model *model)
{
    struct dc_held_path *oldest = &worker->held[0];
    for (size_t i = 0; i < DC_PATHS_HELD; i++) {
        struct dc_held_path *const held = &worker->held[i];
        if (held->model == model) {
            return held;
        }
        if (held->last_use < oldest->last_use) {
            oldest = held;
        }
    }
    return oldest;
}

/* Within a replication: only the calling thread looks at the caller's flag, which is no atomic.
 */
static bool is_told_to_stop(const void *self)
{
    const struct dc_worker *const worker = self;
    const volatile int *const stop = worker->crew->options->stop;
    return atomic_load(&worker->crew->halt) ||
           (worker->number == 0 && stop != NULL && *stop != 0);
}

/* A path for the model: the one held, or a new one for the one not used longest. */
static struct dc_path *path_for(struct dc_worker *worker, const struct dc_model *model)
{
    struct dc_held_path *const held = held_for(worker, model);
    if (held->model != model) {
        dc_path_free(held->path);
        *held = (struct dc_held_path){model, dc_path_new(model), 0};
        if (held->path != NULL) {
            dc_path_heed(held->path, is_told_to_stop, worker);
        }
    }
    held->last_use = ++worker->n_tasks;
    if (held->path == NULL) {
        held->model = NULL;
    }
    return held->path;
}

void dc_worker_free(struct dc_worker *worker)
{
    for (size_t i = 0; i < DC_PATHS_HELD; i++) {
        dc_path_free(worker->held[i].path);
    }
    memset(worker->held, 0, sizeof worker->held);
}

/* Between replications: whether to leave, and worker 0's other duties. */
static bool is_told_to_leave(struct dc_worker *worker, const struct dc_task *task)
{
    const struct dc_job *const job = task->job;
    struct dc_crew *const crew = worker->crew;
    if (worker->number == 0) {
        dc_boss_look(crew);
    }
    if (job->race != NULL &&
        atomic_load(&job->race->racer[job->i_entrant + task->i_team].is_out)) {
        return true;
    }
    return atomic_load(&crew->halt) || atomic_load(&job->enough);
}

/* One team in the replication begun. */
static enum dc_status team_replicate(const struct dc_job *job, struct dc_path *path, uint64_t r,
                                     uint32_t i_team)
{
    const struct dc_record *record;
    const enum dc_status status = dc_path_run(path, i_team, NULL, &record);
    if (status != DC_OK) {
        return status;
    }
    return dc_tally_add(job->tally[i_team], r, record) ? DC_OK : DC_FAILED;
}

/* The task's teams in replication i of its block, but for those that have it. */
static enum dc_status replicate(struct dc_worker *worker, const struct dc_task *task,
                                struct dc_path *path, uint32_t i)
{
    struct dc_job *const job = task->job;
    const uint64_t r = task->i_block * DC_BLOCK + i;
    bool has_begun = false;
    for (uint32_t t = task->i_team; t < task->i_team_end; t++) {
        _Atomic unsigned char *const have = &job->have[dc_job_unit(job, task->i_block, t)];
        if (atomic_load(have) > i) {
            continue;
        }
        if (!has_begun && dc_path_begin(path, r) != DC_OK) {
            return DC_FAILED;
        }
        has_begun = true;
        const enum dc_status status = team_replicate(job, path, r, t);
        if (status != DC_OK) {
            return status;
        }
        atomic_fetch_add_explicit(&worker->n_done, 1, memory_order_relaxed);
        atomic_store(have, (unsigned char)(i + 1));
    }
    return DC_OK;
}

/* What is done of a block that takes long is kept on the way. */
static void keep_if_long(struct dc_crew *crew, const struct dc_task *task, double *kept_seconds)
{
    const double now = dc_crew_seconds();
    if (now - *kept_seconds > 2.0 * dc_keeper_seconds(crew->options)) {
        dc_keeper_keep(crew, task);
        *kept_seconds = dc_crew_seconds();
    }
}

/* The replication with which to go on: the first that some team has not. */
static uint32_t first_missing(const struct dc_task *task)
{
    uint32_t first = DC_BLOCK;
    for (uint32_t t = task->i_team; t < task->i_team_end; t++) {
        const uint32_t have =
            atomic_load(&task->job->have[dc_job_unit(task->job, task->i_block, t)]);
        first = have < first ? have : first;
    }
    return first;
}

enum dc_status dc_worker_block(struct dc_worker *worker, const struct dc_task *task,
                               const char **trouble)
{
    struct dc_job *const job = task->job;
    const uint32_t n = dc_job_n_of_block(job, task->i_block);
    struct dc_path *const path = path_for(worker, job->model);
    if (path == NULL) {
        return DC_FAILED;
    }
    double kept_seconds = dc_crew_seconds();
    for (uint32_t i = first_missing(task); i < n; i++) {
        if (is_told_to_leave(worker, task)) {
            return DC_INTERRUPTED;
        }
        keep_if_long(worker->crew, task, &kept_seconds);
        const enum dc_status status = replicate(worker, task, path, i);
        if (status == DC_INTERRUPTED) {
            (void)is_told_to_leave(worker, task); /* tells the others */
            return status;
        }
        if (status != DC_OK) {
            *trouble = dc_path_trouble(path);
            return status;
        }
    }
    return DC_OK;
}

static enum dc_status do_task(struct dc_worker *worker, const struct dc_task *task,
                              const char **trouble)
{
    if (task->kind == DC_TASK_BLOCK) {
        return dc_worker_block(worker, task, trouble);
    }
    const struct dc_race *const race = task->job->race;
    *trouble = race != NULL ? dc_race_trouble(race) : NULL;
    if (*trouble != NULL) {
        return DC_BAD_INPUT;
    }
    const enum dc_status status = dc_job_open(task->job, worker->crew->options);
    if (status == DC_BAD_INPUT) {
        *trouble = "a team has no values of the metric that --precision or --select is about";
    }
    return status;
}

void dc_worker_work(struct dc_worker *worker)
{
    struct dc_crew *const crew = worker->crew;
    struct dc_task task;
    while (dc_crew_take(crew, worker, &task)) {
        const char *trouble = NULL;
        const enum dc_status status = do_task(worker, &task, &trouble);
        dc_crew_give(crew, &task, status, trouble);
        dc_keeper_look(crew);
        if (worker->number == 0) {
            dc_boss_look(crew);
        }
    }
    dc_worker_free(worker);
}
