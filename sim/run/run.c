/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/run.c - simulating a plan: sets up the crew, lets it work, hands over what came of it. */
#include "dealcycle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "num/rng.h"
#include "run/crew.h"
#include "run/race.h"
#include "run/sum_up.h"
#include "run/together.h"

struct dc_results {
    const struct dc_plan *plan;
    struct dc_job *job; /* [n_cases] */
    size_t n_jobs;
    struct dc_race *race; /* [n_races] who is chosen */
    size_t n_races;
    struct dc_checkpoint *checkpoint; /* its lock is held while results live */
    bool is_held;                     /* by the caller, and longer */
};

/* Cases open at once for each worker, at most: bounds memory, and how far a fast core may run
 * ahead of a slow case. */
#define WINDOW_PER_WORKER 4
/* Replications that a team may need in a race, until a look says more: rather too many, so that
 * the share done need not stand still. */
#define FIRST_GUESS 5000

static void work(void *crew, int i)
{
    dc_worker_work(&((struct dc_crew *)crew)->worker[i]);
}

/* What a log belongs to: the inputs, the seed and the version. */
static uint64_t identity_of(const struct dc_model *model)
{
    const uint64_t words[3] = {dc_model_hash(model), dc_model_seed(model),
                               dc_hash_text(DC_VERSION)};
    return dc_hash((const char *)words, sizeof words);
}

static bool is_name_of_a_case(const void *self, const char *name)
{
    const struct dc_results *const results = self;
    for (size_t i = 0; i < results->n_jobs; i++) {
        const char *const log = results->job[i].log.name;
        const size_t n = strcspn(log, ".") + 1; /* a state's name differs behind the dot */
        if (strncmp(log, name, n) == 0) {
            return true;
        }
    }
    return false;
}

/* How many cases before this one have the same inputs. */
static uint32_t ordinal_of(const struct dc_results *results, size_t i_job, uint64_t identity)
{
    uint32_t n = 0;
    for (size_t i = 0; i < i_job; i++) {
        n += results->job[i].log.identity == identity;
    }
    return n;
}

static void name_logs(struct dc_results *results)
{
    for (size_t i = 0; i < results->n_jobs; i++) {
        struct dc_job *const job = &results->job[i];
        const uint64_t identity = identity_of(job->model);
        char name[DC_LOG_NAME_SIZE];
        dc_log_name(name, identity, ordinal_of(results, i, identity));
        job->log = dc_log_new(results->checkpoint, name, identity, 0);
        job->has_log = true;
    }
}

static enum dc_status open_checkpoint(struct dc_results *results,
                                      const struct dc_run_options *options,
                                      struct dc_diags *diags)
{
    if (options->partial == NULL) {
        return DC_OK;
    }
    results->is_held = options->held != NULL;
    results->checkpoint = options->held;
    const enum dc_status status =
        results->is_held ? DC_OK
                         : dc_checkpoint_open(options->partial, diags, &results->checkpoint);
    if (status == DC_OK) {
        name_logs(results);
        dc_checkpoint_prune(results->checkpoint, is_name_of_a_case, results);
    }
    return status;
}

static struct dc_results *results_new(const struct dc_plan *plan)
{
    struct dc_results *const results = calloc(1, sizeof *results);
    if (results == NULL) {
        return NULL;
    }
    results->plan = plan;
    results->n_jobs = dc_plan_n_cases(plan);
    results->job = calloc(results->n_jobs + 1, sizeof *results->job);
    if (results->job == NULL) {
        free(results);
        return NULL;
    }
    for (size_t i = 0; i < results->n_jobs; i++) {
        dc_job_new(&results->job[i], plan, i);
    }
    return results;
}

void dc_results_free(struct dc_results *results)
{
    if (results == NULL) {
        return;
    }
    for (size_t i = 0; i < results->n_jobs; i++) {
        dc_job_free(&results->job[i]);
        pthread_mutex_destroy(&results->job[i].log_lock);
    }
    for (size_t i = 0; i < results->n_races; i++) {
        dc_race_free(&results->race[i]);
    }
    if (!results->is_held) {
        dc_checkpoint_close(results->checkpoint);
    }
    free(results->race);
    free(results->job);
    free(results);
}

static void crew_new(struct dc_crew *crew, const struct dc_plan *plan,
                     const struct dc_run_options *options)
{
    memset(crew, 0, sizeof *crew);
    crew->plan = plan;
    crew->options = options;
    crew->n_workers = dc_together_threads(options->threads);
    crew->window = WINDOW_PER_WORKER * ((size_t)crew->n_workers + 1);
    crew->next_keep_seconds = dc_crew_seconds() + dc_keeper_seconds(options);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&crew->changed, &attr);
    pthread_condattr_destroy(&attr);
}

static void crew_free(struct dc_crew *crew)
{
    for (int i = 0; crew->worker != NULL && i < crew->n_workers; i++) {
        dc_worker_free(&crew->worker[i]);
    }
    pthread_mutex_destroy(&crew->lock);
    pthread_cond_destroy(&crew->changed);
    free(crew->worker);
}

/* One race of each case's teams, or one of all. false: memory. */
static bool set_races(struct dc_crew *crew, struct dc_results *results)
{
    const struct dc_run_options *const options = crew->options;
    if (options->select <= 0.0 || results->n_jobs == 0) {
        return true;
    }
    const size_t n_each = options->select_of_each ? 1 : results->n_jobs;
    const size_t n_races = results->n_jobs / n_each;
    results->race = calloc(n_races, sizeof *results->race);
    for (size_t i = 0; results->race != NULL && i < n_races; i++, results->n_races++) {
        struct dc_race *const race = &results->race[i];
        if (!dc_race_new(race, &results->job[i * n_each], n_each, options)) {
            dc_race_free(race);
            return false;
        }
        dc_crew_expect(crew, race, FIRST_GUESS * race->n);
    }
    crew->window = crew->window > n_each ? crew->window : n_each;
    return results->race != NULL;
}

static bool hire(struct dc_crew *crew, struct dc_results *results)
{
    crew->results = results;
    crew->job = results->job;
    crew->n_jobs = results->n_jobs;
    crew->checkpoint = results->checkpoint;
    for (size_t i = 0; i < crew->n_jobs; i++) {
        crew->n_planned += crew->job[i].n * crew->job[i].n_teams;
    }
    crew->worker = calloc((size_t)crew->n_workers, sizeof *crew->worker);
    for (int i = 0; crew->worker != NULL && i < crew->n_workers; i++) {
        crew->worker[i].crew = crew;
        crew->worker[i].number = i;
    }
    return crew->worker != NULL;
}

static bool has_complete(const struct dc_results *results)
{
    return results->n_jobs > 0 && results->job[0].state == DC_JOB_DELIVERED;
}

static bool is_metric(const struct dc_run_options *options, struct dc_diags *diags)
{
    if ((options->precision <= 0.0 && options->select <= 0.0) || options->metric == NULL) {
        return true;
    }
    const struct dc_metric *const metric = dc_metric_find(options->metric);
    return (metric != NULL && metric->total) ||
           dc_report(diags, DC_USAGE, dc_nowhere, NULL, "there is no metric '%s'",
                     options->metric);
}

static enum dc_status no_memory(struct dc_diags *diags)
{
    dc_report(diags, DC_NO_MEMORY, dc_nowhere, NULL, "memory ran out");
    return DC_FAILED;
}

static enum dc_status run_all(struct dc_crew *crew, struct dc_results *results,
                              struct dc_diags *diags)
{
    crew->diags = diags;
    const enum dc_status status = open_checkpoint(results, crew->options, diags);
    if (status != DC_OK) {
        return status;
    }
    if (!hire(crew, results) || !set_races(crew, results)) {
        return no_memory(diags);
    }
    dc_together(crew->n_workers, work, crew);
    if (crew->status == DC_OK) {
        dc_boss_report_last(crew);
    } else {
        dc_keeper_keep_all(crew);
    }
    if (crew->failed != NULL) {
        dc_boss_complain(crew, crew->failed);
    }
    if (atomic_load(&crew->cannot_keep)) {
        dc_report(diags, DC_NOT_KEPT, dc_nowhere, NULL,
                  "finished work could not all be written to %s", crew->options->partial);
    }
    return crew->status;
}

enum dc_status dc_run(const struct dc_plan *plan, const struct dc_run_options *options,
                      struct dc_diags *diags, struct dc_results **out)
{
    *out = NULL;
    if (!is_metric(options, diags)) {
        return DC_BAD_INPUT;
    }
    struct dc_results *results = results_new(plan);
    if (results == NULL) {
        return no_memory(diags);
    }
    struct dc_crew crew;
    crew_new(&crew, plan, options);
    const enum dc_status status = run_all(&crew, results, diags);
    crew_free(&crew);
    if (status == DC_OK || (status == DC_INTERRUPTED && has_complete(results))) {
        *out = results;
    } else {
        dc_results_free(results);
    }
    return status;
}

void dc_results_sum_up(struct dc_results *results, int threads)
{
    for (size_t i = 0; i < results->n_jobs; i++) {
        const struct dc_job *const job = &results->job[i];
        const bool is_there = dc_results_status(results, i) == DC_OK && job->tally != NULL;
        for (uint32_t t = 0; is_there && t < job->n_teams; t++) {
            dc_sum_up(job->tally[t], dc_together_threads(threads));
        }
    }
}

void dc_results_keep(struct dc_results *results)
{
    for (size_t i = 0; i < results->n_jobs; i++) {
        if (!dc_job_keep_all(&results->job[i])) {
            return; /* what could not be written will be computed again */
        }
    }
}

const struct dc_plan *dc_results_plan(const struct dc_results *results)
{
    return results->plan;
}

enum dc_status dc_results_status(const struct dc_results *results, size_t i_case)
{
    const struct dc_job *const job = &results->job[i_case];
    const bool is_out = job->state == DC_JOB_LEAVING || job->state == DC_JOB_DELIVERED;
    return is_out ? job->status : DC_INTERRUPTED;
}

const struct dc_tally *dc_results_tally(const struct dc_results *results, size_t i_case,
                                        uint32_t i_team)
{
    const struct dc_job *const job = &results->job[i_case];
    const bool is_there = dc_results_status(results, i_case) == DC_OK && job->tally != NULL;
    return is_there ? job->tally[i_team] : NULL;
}

uint64_t dc_results_replications(const struct dc_results *results, size_t i_case)
{
    return results->job[i_case].n_used;
}

bool dc_results_selection(const struct dc_results *results, size_t i_case, uint32_t i_team,
                          struct dc_selection *out)
{
    const struct dc_job *const job = &results->job[i_case];
    return job->race != NULL &&
           dc_race_selection(job->race, job->i_entrant + i_team, results->job, out);
}

bool dc_results_reached(const struct dc_results *results, size_t i_case)
{
    return results->job[i_case].reached;
}
