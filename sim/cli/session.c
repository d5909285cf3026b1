/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/session.c - from a command line to a results folder. */
#include "cli/session.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/say.h"
#include "cli/select.h"
#include "cli/interrupt.h"

static enum dc_status no_memory(void)
{
    dc_say("memory ran out");
    return DC_FAILED;
}

/* Names of metrics that a ranking can go by, for a suggestion. */
static const char *nearest_metric(const char *name)
{
    const char *candidate[256];
    const struct dc_metric *metric;
    size_t n = 0;

    for (size_t i = 0; (metric = dc_metric_at(i)) != NULL && n < 256; i++) {
        if (metric->total) {
            candidate[n++] = metric->name;
        }
    }
    return dc_suggest_nearest(name, strlen(name), candidate, n);
}

static bool check_metric(const struct dc_args *args)
{
    const char *const name = args->opt[DC_OPT_METRIC].text;

    if (name == NULL) {
        return true;
    }
    const struct dc_metric *const metric = dc_metric_find(name);
    if (metric != NULL && metric->total) {
        return true;
    }
    const char *const near = nearest_metric(name);
    if (near != NULL) {
        dc_say("%s: --metric: there is no metric '%s'; did you mean '%s'?", args->command->name,
               name, near);
    } else {
        dc_say("%s: --metric: there is no metric '%s'; '%s help metrics' lists them",
               args->command->name, name, DC_PROGRAM);
    }
    return false;
}

static bool check_plots(const struct dc_args *args)
{
    if (args->opt[DC_OPT_PLOTS].given && args->opt[DC_OPT_NO_PLOTS].given) {
        dc_say("%s: --plots and --no-plots contradict each other", args->command->name);
        return false;
    }
    return true;
}

static bool check_conditions(const struct dc_args *args, struct dc_diags *diags)
{
    const struct dc_given *const require = &args->opt[DC_OPT_REQUIRE];
    bool ok = true;

    for (size_t i = 0; i < require->n_list; i++) {
        ok = dc_require_check(require->list[i], diags) == DC_OK && ok;
    }
    return ok;
}

bool dc_session_check(const struct dc_args *args, struct dc_diags *diags)
{
    bool ok = check_metric(args);

    ok = check_plots(args) && ok;
    ok = dc_select_check(args) && ok;
    return check_conditions(args, diags) && ok;
}

enum dc_status dc_session_open(struct dc_session *s, const struct dc_args *args)
{
    memset(s, 0, sizeof *s);
    s->args = args;
    s->began_seconds = dc_clock_seconds();
    s->diags = dc_diags_new();
    s->plan = dc_plan_new();
    if (s->diags == NULL || s->plan == NULL) {
        return no_memory();
    }
    const bool ok = dc_session_check(args, s->diags);
    return ok ? DC_OK : DC_BAD_INPUT;
}

/* What was recorded and not said yet: errors that kept the run from beginning. */
static void say_rest(struct dc_session *s)
{
    const size_t n = dc_diags_errors(s->diags);

    dc_say_diags(s->diags);
    if (n > 0 && s->results == NULL) {
        dc_say("%zu error%s: nothing was simulated or written", n, n == 1 ? "" : "s");
    }
}

void dc_session_close(struct dc_session *s)
{
    if (s->diags != NULL) {
        say_rest(s);
    }
    dc_finding_free(s->finding);
    dc_results_free(s->results);
    dc_plan_free(s->plan);
    for (size_t i = 0; i < s->n_models; i++) {
        dc_model_free(s->model[i]);
    }
    free(s->model);
    dc_diags_free(s->diags);
    free(s->dir);
    free(s->partial);
}

void dc_session_say(struct dc_session *s)
{
    struct dc_diags *const next = dc_diags_new();

    if (dc_diags_errors(s->diags) + dc_diags_warnings(s->diags) > 0) {
        dc_say_diags(s->diags);
    }
    if (next != NULL) {
        dc_diags_free(s->diags);
        s->diags = next;
    }
}

static bool keep_model(struct dc_session *s, struct dc_model *model)
{
    if (s->n_models == s->n_room) {
        const size_t n_room = s->n_room > 0 ? 2 * s->n_room : 8;
        struct dc_model **const grown = realloc(s->model, n_room * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        s->model = grown;
        s->n_room = n_room;
    }
    s->model[s->n_models++] = model;
    return true;
}

enum dc_status dc_session_load(struct dc_session *s, const char *file,
                               const struct dc_more *more)
{
    struct dc_model *model = NULL;
    const enum dc_status status = dc_load(s->args, file, more, s->diags, &model);

    if (status != DC_OK) {
        return status;
    }
    if (!keep_model(s, model)) {
        dc_model_free(model);
        return no_memory();
    }
    const enum dc_status added =
        dc_plan_add(s->plan, dc_model_name(model), model, dc_load_replications(s->args, model));
    return added == DC_OK ? DC_OK : no_memory();
}

/* `a/b` -> `a/.b.partial`, `b` -> `.b.partial`. */
static char *partial_of(const char *dir)
{
    const char *const slash = strrchr(dir, '/');
    const char *const name = slash != NULL ? slash + 1 : dir;
    const size_t size = strlen(dir) + sizeof "/..partial";
    char *const partial = malloc(size);

    if (partial != NULL) {
        snprintf(partial, size, "%.*s.%s.partial", (int)(name - dir), dir, name);
    }
    return partial;
}

/* --out without slashes behind; NULL if it names no folder that could be made. */
static char *trimmed(const char *out)
{
    char *const dir = strdup(out);
    size_t n = dir != NULL ? strlen(dir) : 0;

    while (n > 1 && dir[n - 1] == '/') {
        dir[--n] = '\0';
    }
    return dir;
}

static bool names_a_folder(const char *dir)
{
    const char *const slash = strrchr(dir, '/');
    const char *const name = slash != NULL ? slash + 1 : dir;

    return name[0] != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static char *default_dir(const char *name)
{
    const size_t size = strlen(name) + sizeof "results/";
    char *const dir = malloc(size);

    if (dir != NULL) {
        snprintf(dir, size, "results/%s", name);
    }
    return dir;
}

enum dc_status dc_session_place(struct dc_session *s, const char *name)
{
    const char *const out = s->args->opt[DC_OPT_OUT].text;

    s->dir = out != NULL ? trimmed(out) : default_dir(name);
    if (s->dir == NULL) {
        return no_memory();
    }
    if (!names_a_folder(s->dir)) {
        dc_say("%s: --out: '%s' cannot be replaced as a whole; name a folder in it",
               s->args->command->name, out);
        return DC_BAD_INPUT;
    }
    s->partial = partial_of(s->dir);
    return s->partial != NULL ? DC_OK : no_memory();
}

static void say_stopped(const struct dc_session *s)
{
    char done[DC_COUNT_SIZE], all[DC_COUNT_SIZE];

    dc_say("stopped; no results folder was written");
    dc_say("%s of %s replications are kept in %s; the same command goes on from there",
           dc_count_write(s->bar.last.n_done, done), dc_count_write(s->bar.last.n_all, all),
           s->partial);
}

/* Whether every condition names what is simulated. */
static bool conditions_fit(struct dc_session *s)
{
    const struct dc_given *const require = &s->args->opt[DC_OPT_REQUIRE];
    bool ok = true;

    for (size_t i = 0; i < require->n_list; i++) {
        ok = dc_require_plan(s->plan, require->list[i], s->diags) == DC_OK && ok;
    }
    return ok;
}

/* Whether any team has the metric they are to be ranked by. */
static bool metric_fits(struct dc_session *s)
{
    const char *const metric = s->args->opt[DC_OPT_METRIC].text;

    return metric == NULL || dc_decide_check(s->plan, metric, s->diags) == DC_OK;
}

enum dc_status dc_session_simulate(struct dc_session *s)
{
    const struct dc_args *const args = s->args;
    const struct dc_run_options options = {
        .threads = (int)args->opt[DC_OPT_THREADS].count,
        .progress = dc_bar_progress,
        .self = &s->bar,
        .stop = dc_interrupt_flag(),
        .partial = s->partial,
        .precision = args->opt[DC_OPT_PRECISION].number,
        .metric = args->opt[DC_OPT_METRIC].text,
        .select = args->opt[DC_OPT_SELECT].number,
        .indifference = args->opt[DC_OPT_INDIFFERENCE].number,
        .budget = args->opt[DC_OPT_BUDGET].count,
    };

    const bool selects = dc_select_fits(args, s->plan);
    if (!conditions_fit(s) || !selects || !metric_fits(s)) {
        return DC_BAD_INPUT;
    }
    if (dc_emit_may_replace(s->dir, s->diags) != DC_OK) {
        return DC_FAILED;
    }
    dc_session_say(s);
    dc_interrupt_begin();
    dc_bar_begin(&s->bar, args);
    const enum dc_status status = dc_run(s->plan, &options, s->diags, &s->results);
    if (status == DC_OK) {
        dc_results_sum_up(s->results, options.threads);
    }
    dc_bar_end(&s->bar);
    dc_session_say(s);
    if (status == DC_INTERRUPTED) {
        say_stopped(s);
    }
    return status;
}
