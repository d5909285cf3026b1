/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/race.c - between the crew, which hands out blocks, and the contest, which wants them. */
#include "run/race.h"

#include <stdlib.h>

#include "tally/tally.h"

static uint64_t blocks_of(uint64_t n)
{
    return (n + DC_BLOCK - 1) / DC_BLOCK;
}

static struct dc_contest_rule rule_of(const struct dc_race *race,
                                      const struct dc_run_options *options)
{
    const struct dc_metric *const metric =
        dc_metric_find(options->metric == NULL ? "contribution" : options->metric);
    struct dc_contest_rule rule = {.p = options->select,
                                   .indifference = options->indifference,
                                   .lower_better = metric != NULL && metric->lower_better,
                                   .n_limit = race->n_jobs > 0 ? race->job[0].n : 0,
                                   .n_budget = options->budget};
    for (size_t i = 1; i < race->n_jobs; i++) {
        rule.n_limit = race->job[i].n < rule.n_limit ? race->job[i].n : rule.n_limit;
    }
    return rule;
}

static void line_up(struct dc_race *race)
{
    uint32_t i = 0;
    for (size_t k = 0; k < race->n_jobs; k++) {
        struct dc_job *const job = &race->job[k];
        job->race = race;
        job->i_entrant = i;
        for (uint32_t t = 0; t < job->n_teams; t++, i++) {
            race->racer[i].job = job;
            race->racer[i].i_team = t;
        }
    }
}

static void want(struct dc_race *race)
{
    race->n_in = 0;
    for (uint32_t i = 0; i < race->n; i++) {
        const struct dc_entrant *const e = &race->contest.entrant[i];
        race->racer[i].n_wanted = e->n_want;
        race->racer[i].is_in = !e->is_out;
        race->n_in += !e->is_out;
        atomic_store(&race->racer[i].is_out, e->is_out);
    }
}

bool dc_race_new(struct dc_race *race, struct dc_job *job, size_t n_jobs,
                 const struct dc_run_options *options)
{
    *race = (struct dc_race){.job = job, .n_jobs = n_jobs};
    for (size_t k = 0; k < n_jobs; k++) {
        race->n += job[k].n_teams;
    }
    race->racer = calloc(race->n + 1, sizeof *race->racer);
    const struct dc_contest_rule rule = rule_of(race, options);
    if (race->racer == NULL || !dc_contest_new(&race->contest, &rule, race->n)) {
        return false;
    }
    line_up(race);
    want(race);
    return true;
}

void dc_race_free(struct dc_race *race)
{
    dc_contest_free(&race->contest);
    free(race->racer);
    race->racer = NULL;
}

const char *dc_race_trouble(const struct dc_race *race)
{
    const struct dc_contest_rule *const rule = &race->contest.rule;
    if (race->n < 2) {
        return "--select needs two teams to choose from";
    }
    if (!(rule->p * race->n > 1.0)) {
        return "--select asks for no more than chance gives: more than 1 / teams";
    }
    if (rule->n_budget > 0 && rule->n_budget / race->n < DC_BLOCK) {
        return "--budget is less than 64 futures for each team";
    }
    return rule->n_limit > DC_SELECT_MOST
               ? "--select simulates at most 1,000,000 futures of a team"
               : NULL;
}

static void skip_done(struct dc_racer *racer, uint64_t end)
{
    while (racer->i_next < end && dc_job_has_unit(racer->job, racer->i_next, racer->i_team)) {
        racer->i_next++;
    }
}

bool dc_race_next(struct dc_race *race, const struct dc_job *job, uint64_t ahead,
                  uint64_t *i_block, uint32_t *i_team)
{
    struct dc_racer *found = NULL;
    for (uint32_t t = 0; t < job->n_teams; t++) {
        struct dc_racer *const racer = &race->racer[job->i_entrant + t];
        uint64_t end = blocks_of(racer->n_wanted) + (racer->is_in ? ahead : 0);
        end = end < job->n_blocks ? end : job->n_blocks;
        skip_done(racer, end);
        if (racer->i_next < end && (found == NULL || racer->i_next < found->i_next)) {
            found = racer;
        }
    }
    if (found == NULL) {
        return false;
    }
    *i_block = found->i_next++;
    *i_team = found->i_team;
    return true;
}

bool dc_race_is_ready(const struct dc_race *race)
{
    for (uint32_t i = 0; i < race->n; i++) {
        const struct dc_racer *const racer = &race->racer[i];
        if (racer->job->state != DC_JOB_OPEN) {
            return false;
        }
        for (uint64_t b = racer->n_given / DC_BLOCK; b < blocks_of(racer->n_wanted); b++) {
            if (!dc_job_has_unit(racer->job, b, racer->i_team)) {
                return false;
            }
        }
    }
    return true;
}

/* The values of one racer up to what was wanted. */
static bool give(struct dc_race *race, uint32_t i)
{
    struct dc_racer *const racer = &race->racer[i];
    const struct dc_tally *const tally = racer->job->tally[racer->i_team];
    const uint32_t i_row = racer->job->i_row[racer->i_team];
    const uint64_t n_want = race->contest.entrant[i].n_want;
    bool ok = true;
    while (ok && racer->n_given < n_want) {
        double x[DC_BLOCK];
        bool has[DC_BLOCK];
        const uint64_t n_left = n_want - racer->n_given;
        const uint32_t n = n_left < DC_BLOCK ? (uint32_t)n_left : DC_BLOCK;
        dc_tally_block_values(tally, i_row, racer->n_given / DC_BLOCK, n, x, has);
        ok = dc_contest_add(&race->contest, i, x, has, n);
        racer->n_given += n;
    }
    return ok;
}

enum dc_status dc_race_fold(struct dc_race *race, bool *ends)
{
    for (uint32_t i = 0; i < race->n; i++) {
        if (!give(race, i)) {
            return DC_FAILED;
        }
    }
    *ends = dc_contest_judge(&race->contest);
    return DC_OK;
}

void dc_race_settle(struct dc_race *race, bool ends)
{
    want(race);
    race->is_over = ends;
    if (ends) {
        dc_contest_end(&race->contest);
    }
}

uint64_t dc_race_n(const struct dc_race *race, uint32_t i)
{
    return race->racer[i].n_given;
}

uint64_t dc_race_planned(const struct dc_race *race)
{
    uint64_t n = 0;
    for (size_t k = 0; k < race->n_jobs; k++) {
        n += race->job[k].n * race->job[k].n_teams;
    }
    return n;
}

bool dc_race_selection(const struct dc_race *race, uint32_t i, const struct dc_job *first,
                       struct dc_selection *out)
{
    const struct dc_contest *const contest = &race->contest;
    if (!race->is_over) {
        return false;
    }
    const struct dc_entrant *const e = &contest->entrant[i];
    *out = (struct dc_selection){.p = contest->rule.p,
                                 .indifference = contest->rule.indifference,
                                 .budget = contest->rule.n_budget,
                                 .is_reached = contest->is_reached,
                                 .p_estimate = contest->p_estimate,
                                 .is_chosen = i == contest->i_leader,
                                 .is_dropped = e->is_out,
                                 .n = dc_race_n(race, i)};
    if (e->is_out) {
        const struct dc_racer *const better = &race->racer[e->i_better];
        out->i_case_better = (size_t)(better->job - first);
        out->i_team_better = better->i_team;
    }
    return true;
}
