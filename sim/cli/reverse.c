/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/reverse.c - rounds of runs: in each, every search that is not at its end tries one
 * strength, all of them over all cores; what a try says of other teams is told to them, too. */
#include "cli/reverse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/said.h"
#include "cli/say.h"

struct reverse {
    const struct dc_args *args;
    char *const *name; /* of stresses; [0] is the base */
    size_t n_names;
    struct dc_model *base;
    uint32_t n_teams;
    struct dc_reverse *search; /* [stress * n_teams + team], stress from 1 */
    struct dc_bar bar;
    struct dc_said said;
};

/* One round: a try is a case of the plan. */
struct round {
    struct reverse *r;
    struct dc_plan *plan;
    struct dc_diags *diags;
    struct dc_model **model; /* [n_room] */
    size_t *stress;          /* of each try */
    double *scale;
    size_t n, n_room;
};

static struct dc_reverse *search_at(struct reverse *r, size_t stress, uint32_t team)
{
    return &r->search[stress * r->n_teams + team];
}

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

/* Tells every team's search of a stress what a try says; the base's try is of all stresses. */
static enum dc_status tell(struct round *round, const struct dc_results *results, size_t i)
{
    struct reverse *const r = round->r;
    double room, half;

    for (uint32_t t = 0; t < r->n_teams; t++) {
        if (room_of(r->args, dc_results_tally(results, i, t), &room, &half) != DC_OK) {
            return DC_FAILED;
        }
        for (size_t s = 1; s < r->n_names; s++) {
            if (round->stress[i] == 0 || round->stress[i] == s) {
                dc_reverse_tell(search_at(r, s, t), round->scale[i], room, half);
            }
        }
    }
    return DC_OK;
}

static enum dc_status add_try(struct round *round, size_t stress, double scale)
{
    struct reverse *const r = round->r;
    const struct dc_more more = {
        .stress_file = stress > 0 ? r->args->opt[DC_OPT_WITH].text : NULL,
        .stress_name = stress > 0 ? r->name[stress] : NULL,
        .has_scale = stress > 0,
        .scale = scale,
    };
    struct dc_model *model = NULL;
    struct dc_diags *const diags = dc_diags_new();
    enum dc_status status =
        diags != NULL ? dc_load(r->args, r->args->file[0], &more, diags, &model) : no_memory();

    if (diags != NULL) {
        dc_said_diags(&r->said, diags);
    }
    dc_diags_free(diags);
    if (status != DC_OK) {
        return status;
    }
    round->model[round->n] = model;
    round->stress[round->n] = stress;
    round->scale[round->n++] = scale;
    status =
        dc_plan_add(round->plan, r->name[stress], model, dc_load_replications(r->args, model));
    return status == DC_OK ? DC_OK : no_memory();
}

static bool is_planned(const struct round *round, size_t stress, double scale)
{
    for (size_t i = 0; i < round->n; i++) {
        if (round->stress[i] == stress && round->scale[i] == scale) {
            return true;
        }
    }
    return false;
}

/* The next strength of every search; the first is the base, once for all. */
static enum dc_status plan_round(struct round *round)
{
    struct reverse *const r = round->r;
    enum dc_status status = DC_OK;
    double scale;

    if (search_at(r, 1, 0)->n == 0) {
        return add_try(round, 0, 0.0);
    }
    for (size_t s = 1; s < r->n_names; s++) {
        for (uint32_t t = 0; t < r->n_teams && status == DC_OK; t++) {
            if (dc_reverse_next(search_at(r, s, t), &scale) && !is_planned(round, s, scale)) {
                status = add_try(round, s, scale);
            }
        }
    }
    return status;
}

static enum dc_status run_round(struct round *round)
{
    const struct dc_run_options options = {
        .threads = (int)round->r->args->opt[DC_OPT_THREADS].count,
        .progress = dc_bar_progress,
        .self = &round->r->bar,
        .stop = dc_interrupt_flag(),
    };
    struct dc_results *results = NULL;
    enum dc_status status = dc_run(round->plan, &options, round->diags, &results);

    dc_bar_end(&round->r->bar);
    for (size_t i = 0; status == DC_OK && i < round->n; i++) {
        status = tell(round, results, i);
    }
    dc_results_free(results);
    dc_say_diags(round->diags);
    return status;
}

static bool round_begin(struct round *round, struct reverse *r)
{
    *round = (struct round){.r = r, .n_room = r->n_names * r->n_teams + 1};
    round->plan = dc_plan_new();
    round->diags = dc_diags_new();
    round->model = calloc(round->n_room, sizeof(struct dc_model *));
    round->stress = calloc(round->n_room, sizeof *round->stress);
    round->scale = calloc(round->n_room, sizeof *round->scale);
    return round->plan != NULL && round->diags != NULL && round->model != NULL &&
           round->stress != NULL && round->scale != NULL;
}

static void round_end(struct round *round)
{
    dc_plan_free(round->plan);
    for (size_t i = 0; i < round->n; i++) {
        dc_model_free(round->model[i]);
    }
    free(round->model);
    free(round->stress);
    free(round->scale);
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

static void put_answer(struct dc_listing *listing, const struct dc_args *args,
                       const char *stress, const char *team, const struct dc_reverse_answer *a)
{
    static const char *const ends[] = {"found", "without", "never"};
    const bool is_found = a->end == DC_REVERSE_FOUND;
    const struct dc_given *const probability = &args->opt[DC_OPT_PROBABILITY];
    const double number[] = {a->scale, a->low, a->high};
    const bool has[] = {is_found, is_found && a->has_low, is_found && a->has_high};

    dc_listing_text(listing, stress);
    dc_listing_text(listing, team);
    dc_listing_text(listing, args->opt[DC_OPT_METRIC].text);
    dc_listing_number(listing, args->opt[DC_OPT_BELOW].number);
    if (probability->given) {
        dc_listing_number(listing, probability->number);
    } else {
        dc_listing_text(listing, NULL);
    }
    dc_listing_text(listing, ends[a->end]);
    for (size_t i = 0; i < 3; i++) {
        if (has[i]) {
            dc_listing_number(listing, number[i]);
        } else {
            dc_listing_text(listing, NULL);
        }
    }
}

static enum dc_status list_answers(struct reverse *r, enum dc_format format)
{
    static const char *const column[] = {"stress", "team",        "metric",
                                         "below",  "probability", "end",
                                         "scale",  "scale_low",   "scale_high"};
    struct dc_listing *const listing = dc_listing_new(format, column, 9, stdout);

    if (listing == NULL) {
        return no_memory();
    }
    for (size_t s = 1; s < r->n_names; s++) {
        for (uint32_t t = 0; t < r->n_teams; t++) {
            const struct dc_reverse_answer a = dc_reverse_answer(search_at(r, s, t));
            put_answer(listing, r->args, r->name[s], dc_model_team(r->base, t), &a);
        }
    }
    return dc_listing_end(listing);
}

/* `0.62 (0.58 to 0.66)`; an end that is not known is `..`. */
static void write_answer(const struct dc_reverse_answer *a, char *buf, size_t size)
{
    char low[24] = "..", high[24] = "..";

    if (a->has_low) {
        snprintf(low, sizeof low, "%.2f", a->low);
    }
    if (a->has_high) {
        snprintf(high, sizeof high, "%.2f", a->high);
    }
    switch (a->end) {
    case DC_REVERSE_FOUND:
        snprintf(buf, size, "%.2f (%s to %s)", a->scale, low, high);
        break;
    case DC_REVERSE_BEFORE:
        snprintf(buf, size, "below without it");
        break;
    case DC_REVERSE_NEVER:
        snprintf(buf, size, "not even at %.0f", DC_REVERSE_MOST);
        break;
    }
}

static void print_question(const struct dc_args *args)
{
    const char *const metric = args->opt[DC_OPT_METRIC].text;
    const char *const below = args->opt[DC_OPT_BELOW].text;

    printf("How strong must a stress be (1 is as written) until ");
    if (args->opt[DC_OPT_PROBABILITY].given) {
        printf("%s is below %s\nin more than %s of futures? In parentheses: 95%% interval.\n",
               metric, below, args->opt[DC_OPT_PROBABILITY].text);
    } else {
        printf("the mean of %s\nis below %s? In parentheses: 95%% interval.\n", metric, below);
    }
}

static void print_answers(struct reverse *r)
{
    char text[80];

    print_question(r->args);
    for (uint32_t t = 0; t < r->n_teams; t++) {
        printf("\n%s\n", dc_model_team(r->base, t));
        for (size_t s = 1; s < r->n_names; s++) {
            const struct dc_reverse_answer a = dc_reverse_answer(search_at(r, s, t));
            write_answer(&a, text, sizeof text);
            printf("  %-30s %s\n", r->name[s], text);
        }
    }
}

static enum dc_status search_all(struct reverse *r)
{
    enum dc_status status = DC_OK;
    bool more = true;

    dc_interrupt_begin();
    dc_bar_begin(&r->bar, r->args);
    for (size_t i = 0; more && status == DC_OK; i++) {
        dc_bar_round(&r->bar, i + 1);
        status = next_round(r, &more);
    }
    dc_said_end(&r->said);
    if (status == DC_INTERRUPTED) {
        dc_say("stopped; nothing was written");
    }
    return status;
}

enum dc_status dc_reverse_stress(const struct dc_args *args, char *const name[], size_t n)
{
    struct reverse r = {.args = args, .name = name, .n_names = n};
    struct dc_diags *const diags = dc_diags_new();
    enum dc_status status =
        diags != NULL ? dc_load(args, args->file[0], NULL, diags, &r.base) : no_memory();

    if (diags != NULL && status != DC_OK) {
        dc_say_diags(diags);
    }
    if (status == DC_OK) {
        r.n_teams = dc_model_n_teams(r.base);
        r.search = calloc(n * r.n_teams, sizeof *r.search);
        status = r.search != NULL ? search_all(&r) : no_memory();
    }
    if (status == DC_OK && dc_args_format(args) != DC_TEXT) {
        status = list_answers(&r, dc_args_format(args));
    } else if (status == DC_OK) {
        print_answers(&r);
    }
    free(r.search);
    dc_model_free(r.base);
    dc_diags_free(diags);
    return status;
}
