/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/job.c - one case: its memory, its log, folding its blocks in order. */
#include "run/job.h"

#include <stdlib.h>
#include <string.h>

#include "run/race.h"
#include "tally/tally.h"

void dc_job_new(struct dc_job *job, const struct dc_plan *plan, size_t i_case)
{
    memset(job, 0, sizeof *job);
    job->model = dc_plan_model(plan, i_case);
    job->n = dc_plan_replications(plan, i_case);
    job->n_blocks = dc_plan_n_blocks(plan, i_case);
    job->n_wanted = job->n_blocks;
    job->n_teams = dc_model_n_teams(job->model);
    job->status = DC_INTERRUPTED;
    job->log.fd = -1;
    pthread_mutex_init(&job->log_lock, NULL);
}

uint32_t dc_job_n_of_block(const struct dc_job *job, uint64_t i_block)
{
    const uint64_t left = job->n - i_block * DC_BLOCK;
    return left < DC_BLOCK ? (uint32_t)left : DC_BLOCK;
}

uint64_t dc_job_unit(const struct dc_job *job, uint64_t i_block, uint32_t i_team)
{
    return i_block * job->n_teams + i_team;
}

bool dc_job_has_unit(const struct dc_job *job, uint64_t i_block, uint32_t i_team)
{
    return atomic_load(&job->have[dc_job_unit(job, i_block, i_team)]) ==
           dc_job_n_of_block(job, i_block);
}

bool dc_job_has_block(const struct dc_job *job, uint64_t i_block)
{
    for (uint32_t t = 0; t < job->n_teams; t++) {
        if (!dc_job_has_unit(job, i_block, t)) {
            return false;
        }
    }
    return true;
}

static void close_tallies(struct dc_job *job)
{
    for (uint32_t t = 0; job->tally != NULL && t < job->n_teams; t++) {
        dc_tally_free(job->tally[t]);
    }
    free(job->tally);
    job->tally = NULL;
}

bool dc_job_open_tallies(struct dc_job *job)
{
    close_tallies(job);
    job->tally = calloc(job->n_teams, sizeof *job->tally);
    for (uint32_t t = 0; job->tally != NULL && t < job->n_teams; t++) {
        job->tally[t] = dc_tally_new(job->model, t, job->n);
        if (job->tally[t] == NULL) {
            return false;
        }
    }
    return job->tally != NULL;
}

static bool open_stop(struct dc_job *job, const struct dc_run_options *options)
{
    job->has_stop = options->precision > 0.0 && job->race == NULL;
    if (!job->has_stop && job->race == NULL) {
        return true;
    }
    job->i_row = calloc(job->n_teams, sizeof *job->i_row);
    if (job->i_row == NULL || job->race != NULL) {
        return job->i_row != NULL;
    }
    job->moments = calloc(job->n_teams, sizeof *job->moments);
    if (job->moments == NULL) {
        return false;
    }
    dc_stop_begin(&job->stop, options->precision, job->n, job->n_teams, job->moments);
    return true;
}

static enum dc_status find_rows(struct dc_job *job, const char *metric)
{
    for (uint32_t t = 0; job->i_row != NULL && t < job->n_teams; t++) {
        job->i_row[t] = dc_tally_find(job->tally[t], metric == NULL ? "contribution" : metric,
                                      NULL, NULL, -1);
        if (job->i_row[t] == UINT32_MAX) {
            return DC_BAD_INPUT;
        }
    }
    return DC_OK;
}

enum dc_status dc_job_open(struct dc_job *job, const struct dc_run_options *options)
{
    const uint64_t n_units = job->n_blocks * job->n_teams;
    job->have = calloc(n_units + 1, sizeof *job->have);
    if (job->have == NULL || !dc_job_open_tallies(job) || !open_stop(job, options)) {
        return DC_FAILED;
    }
    job->is_bounded = dc_tally_is_bounded(job->tally[0]);
    job->kept = calloc(job->is_bounded ? 1 : n_units + 1, sizeof *job->kept);
    if (job->kept == NULL) {
        return DC_FAILED;
    }
    const enum dc_status status = find_rows(job, options->metric);
    if (status == DC_OK && job->has_log && !dc_job_read_kept(job)) {
        return DC_FAILED;
    }
    return status;
}

static void fold_moments(struct dc_job *job, uint64_t i_block)
{
    for (uint32_t t = 0; t < job->n_teams; t++) {
        double x[DC_BLOCK];
        const uint32_t n = dc_tally_block_column(job->tally[t], job->i_row[t], i_block,
                                                 dc_job_n_of_block(job, i_block), x);
        const struct dc_moments here = dc_moments_of(x, n);
        dc_moments_merge(&job->moments[t], &here);
    }
}

/* Whether the replications folded are enough, or all. */
static bool is_enough(struct dc_job *job, uint64_t n_folded)
{
    const uint64_t n = n_folded == job->n_blocks ? job->n : n_folded * DC_BLOCK;
    job->n_used = n;
    if (job->has_stop && n == job->stop.n_look) {
        job->reached = dc_stop_judge(&job->stop);
    }
    return job->reached || n == job->n;
}

bool dc_job_fold(struct dc_job *job, bool *ends)
{
    const uint64_t b = job->n_folded;
    if (job->has_stop) {
        fold_moments(job, b);
    }
    for (uint32_t t = 0; t < job->n_teams; t++) {
        if (!dc_tally_settle(job->tally[t], b, dc_job_n_of_block(job, b))) {
            return false;
        }
    }
    *ends = is_enough(job, b + 1);
    return true;
}

uint64_t dc_job_wanted(const struct dc_job *job)
{
    return job->has_stop ? (job->stop.n_look + DC_BLOCK - 1) / DC_BLOCK : job->n_blocks;
}

void dc_job_close(struct dc_job *job)
{
    for (uint32_t t = 0; t < job->n_teams; t++) {
        const uint64_t n =
            job->race != NULL ? dc_race_n(job->race, job->i_entrant + t) : job->n_used;
        dc_tally_close(job->tally[t], n);
        for (uint64_t b = (n + DC_BLOCK - 1) / DC_BLOCK; b < job->n_blocks; b++) {
            /* computed ahead, not used, gone */
            atomic_store(&job->have[dc_job_unit(job, b, t)], 0);
        }
    }
}

void dc_job_free(struct dc_job *job)
{
    close_tallies(job);
    free(job->have);
    free(job->kept);
    free(job->moments);
    free(job->i_row);
    job->have = NULL;
    job->kept = NULL;
    job->moments = NULL;
    job->i_row = NULL;
    dc_log_close(&job->log);
}
