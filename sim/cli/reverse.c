/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/reverse.c - rounds of runs: in each, every search that is not at its end tries one
 * strength, all of them over all cores, and only the teams that ask for it. */
#include "cli/reverse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/line.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/reverse_search.h"
#include "cli/said.h"
#include "cli/say.h"

struct reverse {
    struct dc_searches searches;
    const char *partial;        /* where finished work is kept */
    struct dc_checkpoint *held; /* the lock of that */
    uint64_t identity;          /* of all that the tries follow from */
    struct dc_bar bar;
    struct dc_said said;
};

/* A strength of a stress, for the teams whose searches ask for it: a case of the round's plan.
 */
struct attempt {
    size_t stress; /* 0: the base */
    double scale;
    bool *wants; /* [n_teams] */
    struct dc_model *model;
};
struct round {
    struct reverse *r;
    struct dc_plan *plan;
    struct dc_diags *diags;
    struct attempt *attempt; /* [n_room] */
    bool *wants;             /* [n_room * n_teams] */
    size_t n, n_room;
};

static enum dc_status no_memory(void)
{
    dc_say("memory ran out");
    return DC_FAILED;
}

/* How far the condition is from failing, with the half-width of its 95% interval. A metric
 * without a value fails. */
static enum dc_status room_of(const struct dc_args *args, const struct dc_tally *tally,
                              double *room, double *half)
{
    const char *const metric = args->opt[DC_OPT_METRIC].text;
    const uint32_t i_row = dc_tally_find(tally, metric, NULL, NULL, -1);
    const double below = args->opt[DC_OPT_BELOW].number;
    struct dc_stats stats;

    *room = -1.0;
    *half = 0.0;
    if (i_row == UINT32_MAX) {
        return DC_OK;
    }
    if (!args->opt[DC_OPT_PROBABILITY].given) {
        if (dc_tally_stats(tally, i_row, &stats) != DC_OK) {
            return no_memory();
        }
        if (stats.n > 0) {
            *room = stats.mean - below;
            *half = stats.has_spread ? 0.5 * (stats.ci_high - stats.ci_low) : 0.0;
        }
        return DC_OK;
    }
    double *const x = calloc((size_t)dc_tally_n_stored(tally) + 1, sizeof *x);
    if (x == NULL) {
        return no_memory();
    }
    const uint64_t n = dc_tally_column(tally, i_row, x);
    uint64_t n_below = 0;
    for (uint64_t i = 0; i < n; i++) {
        n_below += x[i] < below ? 1 : 0;
    }
    free(x);
    if (n > 0) {
        const double p = (double)n_below / (double)n;
        *room = args->opt[DC_OPT_PROBABILITY].number - p;
        /* 1/n keeps a share of 0 or 1 from being certain */
        *half = 1.96 * sqrt((p * (1.0 - p) + 1.0 / (double)n) / (double)n);
    }
    return DC_OK;
}

/* Tells the searches that asked; the base is of all stresses. */
static enum dc_status tell(struct round *round, const struct dc_results *results, size_t i)
{
    const struct dc_searches *const s = &round->r->searches;
    const struct attempt *const attempt = &round->attempt[i];
    double room, half;
    uint32_t i_team = 0; /* in the try, which has only the teams asked for */

    for (uint32_t t = 0; t < s->n_teams; t++) {
        if (!attempt->wants[t]) {
            continue;
        }
        if (room_of(s->args, dc_results_tally(results, i, i_team++), &room, &half) != DC_OK) {
            return DC_FAILED;
        }
        for (size_t k = 1; k < s->n_names; k++) {
            if (attempt->stress == 0 || attempt->stress == k) {
                dc_reverse_tell(dc_searches_at(s, k, t), attempt->scale, room, half);
            }
        }
    }
    return DC_OK;
}

/* `a,b`: the teams that ask, to free. */
static char *teams_of(const struct dc_searches *s, const bool *wants)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);
    bool is_first = true;

    for (uint32_t t = 0; to != NULL && t < s->n_teams; t++) {
        if (wants[t]) {
            fprintf(to, "%s%s", is_first ? "" : ",", dc_model_team(s->base, t));
            is_first = false;
        }
    }
    if (to == NULL || fclose(to) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

/* The scenario under a stress of this strength; what is said of it goes to `diags`. */
static enum dc_status load_stressed(const struct dc_searches *s, const struct attempt *attempt,
                                    struct dc_diags *diags, struct dc_model **out)
{
    const bool is_stress = attempt->stress > 0;
    char *const teams = teams_of(s, attempt->wants);
    const struct dc_more more = {
        .stress_file = is_stress ? s->args->opt[DC_OPT_WITH].text : NULL,
        .stress_name = is_stress ? s->name[attempt->stress] : NULL,
        .has_scale = is_stress,
        .scale = attempt->scale,
        .teams = teams,
    };
    const enum dc_status status =
        teams != NULL ? dc_load(s->args, s->args->file[0], &more, diags, out) : no_memory();

    free(teams);
    return status;
}

static enum dc_status load_attempt(struct round *round, struct attempt *attempt)
{
    struct reverse *const r = round->r;
    struct dc_diags *const diags = dc_diags_new();
    enum dc_status status = diags != NULL
                                ? load_stressed(&r->searches, attempt, diags, &attempt->model)
                                : no_memory();

    if (diags != NULL && status != DC_OK) { /* warnings were said of the stress as written */
        dc_said_diags(&r->said, diags);
    }
    dc_diags_free(diags);
    if (status != DC_OK) {
        return status;
    }
    const uint64_t n = dc_load_replications(r->searches.args, attempt->model);
    status = dc_plan_add(round->plan, r->searches.name[attempt->stress], attempt->model, n);
    return status == DC_OK ? DC_OK : no_memory();
}

/* The try of this strength, made if need be. */
static struct attempt *attempt_at(struct round *round, size_t stress, double scale)
{
    for (size_t i = 0; i < round->n; i++) {
        if (round->attempt[i].stress == stress && round->attempt[i].scale == scale) {
            return &round->attempt[i];
        }
    }
    struct attempt *const attempt = &round->attempt[round->n];
    *attempt = (struct attempt){.stress = stress, .scale = scale};
    attempt->wants = &round->wants[round->n++ * round->r->searches.n_teams];
    return attempt;
}

/* The next strength of every search; the first is the base, once for all. */
static enum dc_status plan_round(struct round *round)
{
    const struct dc_searches *const s = &round->r->searches;
    enum dc_status status = DC_OK;
    double scale;

    for (size_t i = 1; i < s->n_names; i++) {
        for (uint32_t t = 0; t < s->n_teams; t++) {
            const struct dc_reverse *const search = dc_searches_at(s, i, t);
            if (dc_reverse_next(search, &scale)) {
                attempt_at(round, search->n == 0 ? 0 : i, scale)->wants[t] = true;
            }
        }
    }
    for (size_t i = 0; i < round->n && status == DC_OK; i++) {
        status = load_attempt(round, &round->attempt[i]);
    }
    return status;
}

static enum dc_status run_round(struct round *round)
{
    struct reverse *const r = round->r;
    const struct dc_run_options options = {
        .threads = (int)r->searches.args->opt[DC_OPT_THREADS].count,
        .progress = dc_bar_progress,
        .self = &r->bar,
        .stop = dc_interrupt_flag(),
        .partial = r->partial,
        .held = r->held,
    };
    struct dc_results *results = NULL;
    enum dc_status status = dc_run(round->plan, &options, round->diags, &results);

    dc_bar_end(&r->bar);
    for (size_t i = 0; status == DC_OK && i < round->n; i++) {
        status = tell(round, results, i);
    }
    dc_results_free(results);
    dc_say_diags(round->diags);
    if (status == DC_OK && !dc_searches_write(&r->searches, r->partial, r->identity)) {
        dc_say("warning: what is found so far cannot be kept in %s", r->partial);
    }
    return status;
}

static bool round_begin(struct round *round, struct reverse *r)
{
    const struct dc_searches *const s = &r->searches;

    *round = (struct round){.r = r, .n_room = s->n_names * s->n_teams + 1};
    round->plan = dc_plan_new();
    round->diags = dc_diags_new();
    round->attempt = calloc(round->n_room, sizeof *round->attempt);
    round->wants = calloc(round->n_room * s->n_teams, sizeof *round->wants);
    return round->plan != NULL && round->diags != NULL && round->attempt != NULL &&
           round->wants != NULL;
}

static void round_end(struct round *round)
{
    dc_plan_free(round->plan);
    for (size_t i = 0; i < round->n; i++) {
        dc_model_free(round->attempt[i].model);
    }
    free(round->attempt);
    free(round->wants);
    dc_diags_free(round->diags);
}

/* *more: whether any search had something to try. */
static enum dc_status next_round(struct reverse *r, bool *more)
{
    struct round round;
    enum dc_status status = round_begin(&round, r) ? plan_round(&round) : no_memory();

    *more = status == DC_OK && round.n > 0;
    if (*more) {
        status = run_round(&round);
    }
    round_end(&round);
    return status;
}

static enum dc_status search_all(struct reverse *r)
{
    enum dc_status status = DC_OK;
    bool more = true;

    dc_interrupt_begin();
    dc_bar_begin(&r->bar, r->searches.args);
    for (size_t i = 0; more && status == DC_OK; i++) {
        dc_bar_round(&r->bar, i + 1);
        status = next_round(r, &more);
    }
    if (status == DC_INTERRUPTED) {
        dc_say(
            "stopped; what is found so far is kept in %s; the same command goes on from there",
            r->partial);
    }
    return status;
}

/* Loads the base and every stress as written: says what is wrong with any of them, and what the
 * tries follow from. */
static enum dc_status look_at_all(struct reverse *r)
{
    struct dc_searches *const s = &r->searches;
    bool *const wants = calloc(s->n_teams, sizeof *wants);
    enum dc_status worst = wants != NULL ? DC_OK : no_memory();

    for (uint32_t t = 0; worst == DC_OK && t < s->n_teams; t++) {
        wants[t] = true;
    }
    r->identity = dc_searches_mix(dc_searches_question(s->args), s->args, s->base);
    for (size_t i = 1; i < s->n_names && worst != DC_FAILED; i++) {
        struct attempt attempt = {.stress = i, .scale = 1.0, .wants = wants};
        struct dc_diags *const diags = dc_diags_new();
        const enum dc_status status =
            diags != NULL ? load_stressed(s, &attempt, diags, &attempt.model) : no_memory();
        if (diags != NULL) {
            dc_said_diags(&r->said, diags);
        }
        if (status == DC_OK) {
            r->identity = dc_searches_mix(r->identity, s->args, attempt.model);
        }
        worst = status == DC_OK ? worst : status;
        dc_model_free(attempt.model);
        dc_diags_free(diags);
    }
    free(wants);
    return worst;
}

/* `results` of `results/.NAME.partial`, to free. */
static char *parent_of(const char *partial)
{
    const char *const slash = strrchr(partial, '/');

    return slash != NULL ? strndup(partial, (size_t)(slash - partial)) : strdup(".");
}

/* From what is kept, or from the beginning. The folder above is taken away again if it was made
 * for this. */
static enum dc_status search(struct reverse *r)
{
    char *const parent = parent_of(r->partial);
    const bool is_new = parent != NULL && access(parent, F_OK) != 0;
    enum dc_status status = look_at_all(r);
    struct dc_diags *const diags = dc_diags_new();

    if (status == DC_OK) {
        status = diags != NULL ? dc_run_hold(r->partial, diags, &r->held) : no_memory();
    }
    if (diags != NULL) {
        dc_say_diags(diags);
    }
    dc_diags_free(diags);
    if (status == DC_OK && dc_searches_read(&r->searches, r->partial, r->identity)) {
        dc_say("going on from what is kept in %s", r->partial);
    }
    status = status == DC_OK ? search_all(r) : status;
    if (status == DC_OK) {
        dc_searches_done(r->partial);
    }
    dc_run_let_go(r->held);
    if (is_new && status != DC_INTERRUPTED) {
        (void)rmdir(parent);
    }
    free(parent);
    return status;
}

enum dc_status dc_reverse_stress(const struct dc_args *args, char *const name[], size_t n,
                                 const char *partial)
{
    struct reverse r = {.searches = {.args = args, .name = name, .n_names = n},
                        .partial = partial};
    struct dc_searches *const s = &r.searches;
    struct dc_diags *const diags = dc_diags_new();
    enum dc_status status =
        diags != NULL ? dc_load(args, args->file[0], NULL, diags, &s->base) : no_memory();

    if (diags != NULL) {
        dc_said_diags(&r.said, diags);
    }
    dc_diags_free(diags);
    if (status == DC_OK) {
        s->n_teams = dc_model_n_teams(s->base);
        s->search = calloc(n * s->n_teams, sizeof *s->search);
        status = s->search != NULL ? search(&r) : no_memory();
    }
    dc_said_end(&r.said);
    if (status == DC_OK) {
        status = dc_searches_print(s);
    }
    free(s->search);
    dc_model_free(s->base);
    return status;
}
