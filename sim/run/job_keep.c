/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/job_keep.c - what a case keeps on disk, and reads back. */
#include <string.h>

#include "run/job.h"
#include "tally/tally.h"

/* Records are of one size, so that each has its place: that of the largest team. */
static size_t size_of_unit(const struct dc_job *job)
{
    size_t size = 0;
    for (uint32_t t = 0; t < job->n_teams; t++) {
        const size_t own = dc_tally_block_size(job->tally[t]);
        size = own > size ? own : size;
    }
    return size;
}

static unsigned char n_kept(const struct dc_kept *kept)
{
    return kept->n[0] > kept->n[1] ? kept->n[0] : kept->n[1];
}

/* Which of a unit's two records says less. */
static int lesser(const struct dc_kept *kept)
{
    return kept->n[1] < kept->n[0];
}

/* A record of the log. One of more replications than are wanted now is of no use: its sums of
 * rep-periods hold them all. */
static bool read_unit(void *self, uint64_t i_record, uint64_t i_unit, uint32_t n,
                      const void *cells)
{
    struct dc_job *const job = self;
    const uint64_t i_block = i_unit / job->n_teams;
    if (i_block >= job->n_blocks || n > dc_job_n_of_block(job, i_block)) {
        return true;
    }
    struct dc_kept *const kept = &job->kept[i_unit];
    const bool says_most = n > n_kept(kept);
    const int i = lesser(kept);
    kept->n[i] = (unsigned char)n;
    kept->i_record[i] = i_record;
    if (says_most && !dc_tally_block_read(job->tally[i_unit % job->n_teams], i_block, cells)) {
        return false;
    }
    atomic_store(&job->have[i_unit], n_kept(kept));
    return true;
}

static bool keep_unit(struct dc_job *job, uint64_t i_unit, unsigned char n)
{
    const struct dc_tally *const tally = job->tally[i_unit % job->n_teams];
    unsigned char *const to = dc_log_cells(&job->log);
    if (to == NULL) {
        return false;
    }
    const size_t size = dc_tally_block_size(tally);
    dc_tally_block_write(tally, i_unit / job->n_teams, to);
    memset(to + size, 0, job->log.size - size);
    struct dc_kept *const kept = &job->kept[i_unit];
    const int i = lesser(kept);
    const uint64_t i_record = kept->n[i] == 0 ? job->log.n_records : kept->i_record[i];
    if (!dc_log_write(&job->log, i_record, i_unit, n)) {
        return false;
    }
    kept->n[i] = n;
    kept->i_record[i] = i_record;
    return true;
}

/* What must be the same for a state to be of use, and what comes with it. */
struct job_state {
    uint64_t n, n_teams, n_folded, n_used, reached;
    uint64_t i_row, n_look; /* of the stopping rule */
    double precision;
};

static struct job_state state_of(const struct dc_job *job)
{
    struct job_state state = {.n = job->n,
                              .n_teams = job->n_teams,
                              .n_folded = job->n_folded,
                              .n_used = job->n_used,
                              .reached = job->reached};
    if (job->has_stop) {
        state.i_row = job->i_row[0];
        state.n_look = job->stop.n_look;
        state.precision = job->stop.precision;
    }
    return state;
}

static bool write_state(void *owner, bool (*put)(void *to, const void *bytes, size_t n),
                        void *to)
{
    const struct dc_job *const job = owner;
    const struct job_state state = state_of(job);
    bool ok = put(to, &state, sizeof state);
    if (ok && job->has_stop) {
        ok = put(to, job->moments, job->n_teams * sizeof *job->moments);
    }
    for (uint32_t t = 0; ok && t < job->n_teams; t++) {
        ok = dc_tally_state_write(job->tally[t], put, to);
    }
    return ok;
}

/* The same stopping rule; and the same number of replications, unless both go on after whole
 * blocks without one. */
static bool fits(const struct dc_job *job, const struct job_state *state)
{
    const struct job_state own = state_of(job);
    const uint64_t n_whole = state->n_folded * DC_BLOCK;
    const bool goes_on = !job->has_stop && n_whole <= state->n && n_whole <= own.n;
    return state->n_teams == own.n_teams && state->i_row == own.i_row &&
           state->precision == own.precision && (state->n == own.n || goes_on);
}

static bool read_state(void *owner, bool (*get)(void *from, void *bytes, size_t n), void *from)
{
    struct dc_job *const job = owner;
    struct job_state state;
    if (!get(from, &state, sizeof state) || !fits(job, &state)) {
        return false;
    }
    bool ok = !job->has_stop || get(from, job->moments, job->n_teams * sizeof *job->moments);
    for (uint32_t t = 0; ok && t < job->n_teams; t++) {
        ok = dc_tally_state_read(job->tally[t], get, from);
    }
    if (ok) {
        job->n_folded = state.n_folded;
        job->n_used = state.n_used;
        job->reached = state.reached != 0;
        job->stop.n_look = state.n_look;
    }
    return ok;
}

static void has_folded_blocks(struct dc_job *job)
{
    for (uint64_t u = 0; u < job->n_folded * job->n_teams; u++) {
        atomic_store(&job->have[u], (unsigned char)dc_job_n_of_block(job, u / job->n_teams));
    }
}

/* A state that is not whole may have left its marks: the tallies are made anew. */
static bool read_bounded(struct dc_job *job)
{
    const struct dc_stop stop = job->stop;
    const struct dc_state_body body = {write_state, read_state, job};
    if (dc_state_read(&job->log, &body)) {
        has_folded_blocks(job);
        return true;
    }
    if (job->has_stop) {
        dc_stop_begin(&job->stop, stop.precision, stop.n_limit, stop.n_teams, stop.team);
    }
    job->n_folded = 0;
    job->reached = false;
    return dc_job_open_tallies(job);
}

bool dc_job_read_kept(struct dc_job *job)
{
    if (job->is_bounded) {
        return read_bounded(job);
    }
    job->log.size = size_of_unit(job);
    dc_log_read(&job->log, read_unit, job);
    return true;
}

bool dc_job_keep_state(struct dc_job *job)
{
    const struct dc_state_body body = {write_state, read_state, job};
    return !job->has_log || dc_state_write(&job->log, &body);
}

bool dc_job_keep(struct dc_job *job, uint64_t i_block, uint32_t i_team)
{
    const uint64_t u = dc_job_unit(job, i_block, i_team);
    if (!job->has_log || job->is_bounded) {
        return true;
    }
    pthread_mutex_lock(&job->log_lock);
    const unsigned char n = atomic_load(&job->have[u]);
    const bool ok = n_kept(&job->kept[u]) == n || job->log.failed || keep_unit(job, u, n);
    pthread_mutex_unlock(&job->log_lock);
    return ok;
}

bool dc_job_keep_all(struct dc_job *job)
{
    bool ok = true;
    const bool has_work = job->have != NULL && job->status != DC_FAILED && job->has_log;
    if (has_work && job->is_bounded) {
        return dc_job_keep_state(job);
    }
    for (uint64_t u = 0; has_work && u < job->n_blocks * job->n_teams; u++) {
        const uint32_t t = (uint32_t)(u % job->n_teams);
        ok = (atomic_load(&job->have[u]) == 0 || dc_job_keep(job, u / job->n_teams, t)) && ok;
    }
    return ok;
}

void dc_job_forget_log(struct dc_job *job)
{
    if (job->has_log) {
        pthread_mutex_lock(&job->log_lock);
        dc_log_remove(&job->log);
        job->has_log = false;
        pthread_mutex_unlock(&job->log_lock);
    }
}
