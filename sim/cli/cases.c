/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cases.c - cases in chunks, the blocks of a chunk's cases in one run. */
#include "cli/cases.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cases_item.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/line.h"
#include "cli/say.h"
#include "cli/select.h"

struct chunk {
    struct dc_cases *cases;
    struct dc_plan *plan;
    struct dc_model **model; /* [DC_CASES_RUN], of the plan's cases */
    size_t *item;            /* [DC_CASES_RUN] which item a case of the plan is */
    size_t n;                /* of the plan */
    struct dc_diags *diags;  /* of the run */
    double began_seconds;
};

/* The first error of a list, as a case's reason. */
static char *reason_of(const struct dc_diags *diags)
{
    char line[1024] = "failed";
    const struct dc_diag *diag;

    for (size_t i = 0; (diag = dc_diags_at(diags, i)) != NULL; i++) {
        if (diag->severity == DC_ERROR) {
            dc_diag_write(diag, line, sizeof line);
            break;
        }
    }
    return strdup(line);
}

static void fail(struct dc_cases *cases, struct dc_cases_item *item, struct dc_diags *diags)
{
    dc_diags_sort(diags);
    item->error = reason_of(diags);
    cases->n_failed++;
}

static enum dc_status plan_case(struct chunk *chunk, size_t i, struct dc_model *model)
{
    struct dc_cases *const cases = chunk->cases;
    const uint64_t n_replications = dc_load_replications(cases->args, model);

    chunk->model[chunk->n] = model;
    chunk->item[chunk->n++] = i;
    if (dc_plan_add(chunk->plan, cases->item[i].name, model, n_replications) != DC_OK) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    return DC_OK;
}

/* A case that is done, or that cannot be, is passed over. */
static enum dc_status add_case(struct chunk *chunk, size_t i, struct dc_model *model,
                               struct dc_diags *diags)
{
    struct dc_cases *const cases = chunk->cases;
    struct dc_cases_item *const item = &cases->item[i];
    enum dc_status status = DC_OK;

    item->command = dc_cases_item_command(cases, item, model);
    if (item->command == NULL) {
        dc_say("memory ran out");
        status = DC_FAILED;
    } else if (!dc_cases_item_may_begin(cases, item, model, diags)) {
        fail(cases, item, diags);
    } else if (dc_cases_item_is_done(cases, item, model)) {
        item->is_done = true;
        cases->n_old++;
        status = dc_cases_item_judge(cases, item, diags);
    } else {
        return plan_case(chunk, i, model);
    }
    dc_model_free(model);
    return status;
}

/* A case whose teams --select cannot choose among: as bad as one that cannot be loaded. */
static bool is_selectable(struct dc_cases *cases, struct dc_cases_item *item,
                          const struct dc_model *model)
{
    char why[DC_SELECT_WHY];

    if (dc_select_among(cases->args, dc_model_n_teams(model), why)) {
        return true;
    }
    if (cases->n_failed++ == 0) { /* the others are told in the table of cases */
        dc_say("%s: %s: %s", cases->args->command->name, item->name, why);
    }
    item->error = strdup(why);
    return false;
}

static enum dc_status load_case(struct chunk *chunk, size_t i)
{
    struct dc_cases *const cases = chunk->cases;
    struct dc_cases_item *const item = &cases->item[i];
    struct dc_diags *const diags = dc_diags_new();
    struct dc_model *model = NULL;

    if (diags == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    enum dc_status status = dc_load(cases->args, item->file, &item->more, diags, &model);
    if (status != DC_OK) {
        fail(cases, item, diags);
        status = DC_OK;
    } else if (is_selectable(cases, item, model)) {
        status = add_case(chunk, i, model, diags);
    } else {
        dc_model_free(model);
    }
    dc_said_diags(&cases->said, diags);
    dc_diags_free(diags);
    return status;
}

/* The folder of a case that is complete. */
static enum dc_status write_case(struct chunk *chunk, const struct dc_results *results,
                                 size_t i_case)
{
    struct dc_cases *const cases = chunk->cases;
    const struct dc_args *const args = cases->args;
    const struct dc_cases_item *const item = &cases->item[chunk->item[i_case]];
    char *const dir = dc_cases_item_folder(cases, item);
    struct dc_finding *finding = NULL;
    enum dc_status status = dc_decide_cases(results, i_case, 1, args->opt[DC_OPT_METRIC].text,
                                            chunk->diags, &finding);

    if (dir == NULL) {
        status = DC_FAILED;
    } else if (status == DC_OK) {
        const struct dc_emit_options options = {
            .dir = dir,
            .command = item->command,
            .plots = dc_load_plots(args, 0),
            .no_report = dc_load_plots(args, 0) == 0, /* one for each of many cases */
            .keep_replications = args->opt[DC_OPT_KEEP_REPLICATIONS].given,
            .xlsx = args->opt[DC_OPT_XLSX].given,
            .wall_seconds = dc_clock_seconds() - chunk->began_seconds,
            .stop = dc_interrupt_flag(),
        };
        status = dc_emit_results(results, finding, &options, chunk->diags);
    }
    dc_finding_free(finding);
    free(dir);
    return status;
}

/* Only what was not reached: of many cases a note each would be too much. */
static void say_selection(struct dc_cases *cases, const struct dc_results *results,
                          size_t i_case, const char *name)
{
    struct dc_selection s;

    if (dc_results_selection(results, i_case, 0, &s) && !s.is_reached) {
        dc_bar_end(&cases->bar);
        dc_select_say(cases->args, results, i_case, 1, name);
    }
}

static enum dc_status on_case(void *self, size_t i_case, const struct dc_results *results)
{
    struct chunk *const chunk = self;
    struct dc_cases *const cases = chunk->cases;
    const size_t i = chunk->item[i_case];
    struct dc_cases_item *const item = &cases->item[i];

    if (dc_results_status(results, i_case) != DC_OK) {
        fail(cases, item, chunk->diags);
        return DC_OK;
    }
    enum dc_status status = write_case(chunk, results, i_case);
    if (status == DC_OK) {
        status = dc_cases_item_judge(cases, item, chunk->diags);
    }
    if (status == DC_OK && cases->see != NULL) {
        status = cases->see(cases->self, i, results, i_case, chunk->diags);
    }
    item->is_done = status == DC_OK;
    cases->n_new += item->is_done ? 1 : 0;
    if (cases->args->opt[DC_OPT_PRECISION].given && !dc_results_reached(results, i_case)) {
        dc_bar_end(&cases->bar);
        dc_say("warning: %s: the replications were not enough for --precision %s", item->name,
               cases->args->opt[DC_OPT_PRECISION].text);
    }
    say_selection(cases, results, i_case, item->name);
    return status;
}

/* dc_run gives one pointer to both of its callbacks. */
static void on_progress(void *self, const struct dc_progress *progress)
{
    struct chunk *const chunk = self;

    dc_bar_progress(&chunk->cases->bar, progress);
}

static enum dc_status run_chunk(struct chunk *chunk)
{
    struct dc_cases *const cases = chunk->cases;
    const struct dc_args *const args = cases->args;
    struct dc_results *results = NULL;
    const struct dc_run_options options = {
        .threads = (int)args->opt[DC_OPT_THREADS].count,
        .progress = on_progress,
        .self = chunk,
        .stop = dc_interrupt_flag(),
        .partial = cases->partial,
        .held = cases->held,
        .precision = args->opt[DC_OPT_PRECISION].number,
        .metric = args->opt[DC_OPT_METRIC].text,
        .select = args->opt[DC_OPT_SELECT].number,
        .indifference = args->opt[DC_OPT_INDIFFERENCE].number,
        .budget = args->opt[DC_OPT_BUDGET].count,
        .select_of_each = true,
        .on_case = on_case,
        .forget = true,
        .n_kept = cases->is_one_run ? 1 : 0,
        .keep_work = cases->is_one_run,
        .keep_going = true,
    };

    dc_bar_batch(&cases->bar, cases->n_old + cases->n_new + cases->n_failed, cases->n);
    const enum dc_status status = dc_run(chunk->plan, &options, chunk->diags, &results);
    dc_bar_end(&cases->bar);
    dc_said_diags(&cases->said, chunk->diags);
    dc_results_free(results);
    return status;
}

static bool chunk_begin(struct chunk *chunk)
{
    chunk->plan = dc_plan_new();
    chunk->diags = dc_diags_new();
    chunk->model = calloc(DC_CASES_RUN, sizeof(struct dc_model *));
    chunk->item = calloc(DC_CASES_RUN, sizeof *chunk->item);
    chunk->began_seconds = dc_clock_seconds();
    return chunk->plan != NULL && chunk->diags != NULL && chunk->model != NULL &&
           chunk->item != NULL;
}

static void chunk_end(struct chunk *chunk)
{
    dc_plan_free(chunk->plan);
    for (size_t i = 0; i < chunk->n; i++) {
        dc_model_free(chunk->model[i]);
    }
    free(chunk->model);
    free(chunk->item);
    dc_diags_free(chunk->diags);
}

enum dc_status dc_cases_hold(struct dc_cases *cases)
{
    struct dc_diags *const diags = cases->held == NULL ? dc_diags_new() : NULL;
    enum dc_status status = DC_OK;

    if (cases->held == NULL) {
        status = diags != NULL ? dc_run_hold(cases->partial, diags, &cases->held) : DC_FAILED;
    }
    if (diags != NULL) {
        dc_say_diags(diags);
    }
    dc_diags_free(diags);
    return status;
}

static enum dc_status begin(struct dc_cases *cases)
{
    if (cases->has_begun) {
        return DC_OK;
    }
    cases->has_begun = true;
    const bool is_new = access(cases->partial, F_OK) != 0;
    enum dc_status status = dc_cases_hold(cases);
    if (status != DC_OK) {
        return status;
    }
    status = cases->begin(cases->self);
    if (status != DC_OK && is_new) {
        dc_run_done(cases->partial);
    }
    return status;
}

/* Whether any team has the metric to be ranked by. */
static enum dc_status metric_fits(struct chunk *chunk)
{
    const char *const metric = chunk->cases->args->opt[DC_OPT_METRIC].text;
    const enum dc_status status =
        metric == NULL ? DC_OK : dc_decide_check(chunk->plan, metric, chunk->diags);

    if (status != DC_OK) {
        dc_said_diags(&chunk->cases->said, chunk->diags);
    }
    return status;
}

/* Loads the next cases, those that are done passed over, and computes them. */
static enum dc_status next_chunk(struct dc_cases *cases, size_t *next)
{
    struct chunk chunk = {.cases = cases};
    enum dc_status status = chunk_begin(&chunk) ? DC_OK : DC_FAILED;

    while (status == DC_OK && *next < cases->n && chunk.n < DC_CASES_RUN) {
        status = *dc_interrupt_flag() != 0 ? DC_INTERRUPTED : load_case(&chunk, (*next)++);
    }
    if (status == DC_OK && cases->is_one_run && cases->n_failed > 0) {
        status = cases->is_refused ? DC_FAILED : DC_BAD_INPUT;
    }
    if (status == DC_OK && chunk.n > 0) {
        status = metric_fits(&chunk);
    }
    if (status == DC_OK && chunk.n > 0) {
        status = begin(cases);
    }
    if (status == DC_OK && chunk.n > 0) {
        status = run_chunk(&chunk);
    }
    chunk_end(&chunk);
    return status;
}

enum dc_status dc_cases_run(struct dc_cases *cases)
{
    enum dc_status status = DC_OK;

    dc_interrupt_begin();
    dc_bar_begin(&cases->bar, cases->args);
    for (size_t next = 0; next < cases->n && status == DC_OK;) {
        status = next_chunk(cases, &next);
    }
    dc_said_end(&cases->said);
    return status;
}

void dc_cases_free(struct dc_cases *cases)
{
    for (size_t i = 0; cases->item != NULL && i < cases->n; i++) {
        free(cases->item[i].command);
        free(cases->item[i].error);
    }
    free(cases->item);
    dc_run_let_go(cases->held);
}
