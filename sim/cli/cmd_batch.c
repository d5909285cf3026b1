/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_batch.c - many scenarios: files, the rows of a sweep, or the product of grids. */
#include <stdlib.h>
#include <string.h>

#include "cli/cases.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/line.h"
#include "cli/say.h"

struct batch {
    const struct dc_args *args;
    struct dc_diags *diags;
    struct dc_sweep *sweep;  /* NULL: files are the cases */
    struct dc_session place; /* where it goes */
    struct dc_cases cases;
    const char **path, **value; /* of the sweep, for the table */
    char **name;                /* of files */
    struct dc_batch_case *out;
};

static bool check_forms(const struct dc_args *args)
{
    const bool has_sweep = args->opt[DC_OPT_SWEEP].given;
    const bool has_grid = args->opt[DC_OPT_GRID].given;

    if (has_sweep && has_grid) {
        dc_say("batch: either --sweep or --grid, not both");
        return false;
    }
    if ((has_sweep || has_grid) && args->n_files > 1) {
        dc_say("batch: --%s is laid over one scenario, not %zu", has_sweep ? "sweep" : "grid",
               args->n_files);
        return false;
    }
    return true;
}

/* A path cannot be both varied and set. */
static bool check_set(const struct batch *b)
{
    const struct dc_given *const set = &b->args->opt[DC_OPT_SET];
    bool ok = true;

    for (size_t i = 0; b->sweep != NULL && i < set->n_list; i++) {
        const size_t n = strcspn(set->list[i], "=");
        for (size_t j = 0; j < dc_sweep_n_paths(b->sweep); j++) {
            const char *const path = dc_sweep_path(b->sweep, j);
            if (strlen(path) == n && strncmp(path, set->list[i], n) == 0) {
                dc_say("batch: --set: %s is what the batch varies", path);
                ok = false;
            }
        }
    }
    return ok;
}

static enum dc_status read_sweep(struct batch *b)
{
    const struct dc_given *const grid = &b->args->opt[DC_OPT_GRID];

    if (b->args->opt[DC_OPT_SWEEP].given) {
        return dc_sweep_read(b->args->opt[DC_OPT_SWEEP].text, b->diags, &b->sweep);
    }
    return grid->given ? dc_sweep_grid(grid->list, grid->n_list, b->diags, &b->sweep) : DC_OK;
}

static bool take_sweep(struct batch *b)
{
    const size_t n_paths = dc_sweep_n_paths(b->sweep);

    b->path = calloc(n_paths + 1, sizeof *b->path);
    b->value = calloc(b->cases.n * n_paths + 1, sizeof *b->value);
    if (b->path == NULL || b->value == NULL) {
        return false;
    }
    for (size_t j = 0; j < n_paths; j++) {
        b->path[j] = dc_sweep_path(b->sweep, j);
    }
    for (size_t i = 0; i < b->cases.n; i++) {
        b->cases.item[i].name = dc_sweep_name(b->sweep, i);
        b->cases.item[i].file = b->args->file[0];
        b->cases.item[i].more = (struct dc_more){.set = dc_sweep_set(b->sweep, i),
                                                 .set_at = dc_sweep_set_at(b->sweep, i),
                                                 .n_set = dc_sweep_n_set(b->sweep, i)};
        for (size_t j = 0; j < n_paths; j++) {
            b->value[i * n_paths + j] = dc_sweep_value(b->sweep, i, j);
        }
        b->out[i].value = &b->value[i * n_paths];
    }
    return true;
}

static bool take_files(struct batch *b)
{
    b->name = calloc(b->cases.n, sizeof *b->name);
    for (size_t i = 0; b->name != NULL && i < b->cases.n; i++) {
        b->name[i] = dc_line_stem(b->args->file[i]);
        b->cases.item[i].name = b->name[i];
        b->cases.item[i].file = b->args->file[i];
        if (b->name[i] == NULL) {
            return false;
        }
    }
    return b->name != NULL;
}

/* Names are folders side by side. */
static bool check_names(const struct batch *b)
{
    bool ok = true;

    for (size_t i = 0; b->sweep == NULL && i < b->cases.n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(b->name[i], b->name[j]) == 0) {
                dc_say("batch: two scenarios are called '%s': rename one file", b->name[i]);
                ok = false;
            }
        }
        if (!dc_sweep_is_name(b->name[i])) {
            dc_say(
                "batch: '%s' cannot be the name of a case: use 1 to 80 of A-Z, a-z, 0-9, '.', "
                "'_' and '-'",
                b->name[i]);
            ok = false;
        }
    }
    return ok;
}

static enum dc_status take_cases(struct batch *b)
{
    b->cases.n = b->sweep != NULL ? dc_sweep_n_cases(b->sweep) : b->args->n_files;
    b->cases.item = calloc(b->cases.n, sizeof *b->cases.item);
    b->out = calloc(b->cases.n, sizeof *b->out);
    const bool ok = b->cases.item != NULL && b->out != NULL &&
                    (b->sweep != NULL ? take_sweep(b) : take_files(b));
    if (!ok) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    return check_names(b) ? DC_OK : DC_BAD_INPUT;
}

/* results/NAME-batch, of the first file's name. */
static enum dc_status place(struct batch *b)
{
    char *const name = dc_line_stem(b->args->file[0]);
    const size_t size = (name != NULL ? strlen(name) : 0) + sizeof "-batch";
    char *const full = malloc(size);
    enum dc_status status = DC_FAILED;

    if (name != NULL && full != NULL) {
        snprintf(full, size, "%s-batch", name);
        status = dc_session_place(&b->place, full);
    }
    free(name);
    free(full);
    b->cases.dir = b->place.dir;
    b->cases.partial = b->place.partial;
    return status;
}

static struct dc_batch table_of(const struct batch *b)
{
    for (size_t i = 0; i < b->cases.n; i++) {
        b->out[i].name = b->cases.item[i].name;
        b->out[i].error = b->cases.item[i].error;
    }
    return (struct dc_batch){
        .dir = b->place.dir,
        .command = b->args->line,
        .metric = b->args->opt[DC_OPT_METRIC].text,
        .path = b->path,
        .n_paths = b->sweep != NULL ? dc_sweep_n_paths(b->sweep) : 0,
        .item = b->out,
        .n_cases = b->cases.n,
        .plots = dc_load_plots(b->args, DC_PLOT_SVG | DC_PLOT_PNG),
        .xlsx = b->args->opt[DC_OPT_XLSX].given,
        .stop = dc_interrupt_flag(),
    };
}

static void say_stopped(const struct batch *b)
{
    char done[DC_COUNT_SIZE], all[DC_COUNT_SIZE];

    dc_say("stopped: %s of %s cases are in %s; the same command goes on from there",
           dc_count_write(b->cases.n_old + b->cases.n_new, done),
           dc_count_write(b->cases.n, all), b->place.dir);
}

static void print_counts(const struct batch *b)
{
    const struct dc_cases *const cases = &b->cases;

    printf("\n%zu case%s: %zu done now", cases->n, cases->n == 1 ? "" : "s", cases->n_new);
    if (cases->n_old > 0) {
        printf(", %zu were done before", cases->n_old);
    }
    if (cases->n_failed > 0) {
        printf(", %zu failed", cases->n_failed);
    }
    printf("\nResults: %s/batch.csv\n", b->place.dir);
    dc_say_plot(b->place.dir, "sweep");
}

static enum dc_status report(struct batch *b)
{
    const struct dc_batch table = table_of(b);
    const enum dc_format format = dc_args_format(b->args);
    enum dc_status status = dc_cases_hold(&b->cases);

    if (status == DC_OK) {
        status = dc_batch_end(&table, b->diags);
    }

    if (status != DC_OK) {
        return status;
    }
    dc_run_done(b->place.partial);
    if (dc_batch_print(&table, format, stdout) != DC_OK) {
        dc_say("the cases could not be printed");
        return DC_FAILED;
    }
    if (format == DC_TEXT) {
        print_counts(b);
    }
    if (b->cases.n_failed > 0) {
        return DC_FAILED;
    }
    return b->cases.is_unmet ? DC_NOT_MET : DC_OK;
}

static enum dc_status begin(void *self)
{
    struct batch *const b = self;
    const struct dc_batch table = table_of(b);

    return dc_batch_begin(&table, b->diags);
}

static enum dc_status compute(struct batch *b)
{
    b->cases.begin = begin;
    b->cases.self = b;
    enum dc_status status = dc_cases_run(&b->cases);
    if (status == DC_OK && b->cases.n_new + b->cases.n_old == 0 && !b->cases.has_begun) {
        dc_say("no case can be simulated: nothing was written");
        return DC_BAD_INPUT;
    }
    if (status == DC_OK) {
        status = report(b);
    }
    if (status == DC_INTERRUPTED) {
        say_stopped(b);
    }
    return status;
}

static enum dc_status prepare(struct batch *b)
{
    bool ok = check_forms(b->args);

    ok = dc_session_check(b->args, b->diags) && ok;
    if (!ok) {
        return DC_BAD_INPUT;
    }
    enum dc_status status = read_sweep(b);
    if (status == DC_OK) {
        status = check_set(b) ? take_cases(b) : DC_BAD_INPUT;
    }
    return status == DC_OK ? place(b) : status;
}

static void batch_free(struct batch *b)
{
    for (size_t i = 0; b->name != NULL && i < b->cases.n; i++) {
        free(b->name[i]);
    }
    free(b->name);
    free(b->path);
    free(b->value);
    free(b->out);
    free(b->place.dir);
    free(b->place.partial);
    dc_cases_free(&b->cases);
    dc_sweep_free(b->sweep);
    dc_diags_free(b->diags);
}

static enum dc_status batch_run(const struct dc_args *args)
{
    struct batch b = {.args = args, .diags = dc_diags_new()};
    enum dc_status status = DC_FAILED;

    b.place.args = args;
    b.cases.args = args;
    if (b.diags != NULL) {
        status = prepare(&b);
        if (status == DC_OK) {
            status = compute(&b);
        }
        dc_say_diags(b.diags);
    }
    batch_free(&b);
    return status;
}

const struct dc_command dc_cmd_batch = {
    .name = "batch",
    .operands = "FILE...",
    .operand = DC_SCENARIO_FILE,
    .min_files = 1,
    .max_files = SIZE_MAX,
    .summary = "simulates many scenarios: files, a sweep, or a grid; resumable",
    .details =
        "Simulates many scenarios over all cores: several files, or one file and what a sweep "
        "file or grids lay over it. Each case has a folder of its own in results/NAME-batch, "
        "and "
        "batch.csv there has a row for each case, team and headline metric, for a pivot "
        "table.\n"
        "A case that fails does not stop the others; the status is then 1. The same command "
        "again "
        "computes only what is missing or has changed.",
    .options = DC_SIMULATING | DC_OPT_BIT(DC_OPT_SWEEP) | DC_OPT_BIT(DC_OPT_GRID),
    .shared = DC_SIMULATING,
    .example =
        {{"dealcycle batch plans/*.csv", "every plan, each with its own results"},
         {"dealcycle batch quickstart.csv --sweep seats.csv",
          "a case for each row of the sweep"},
         {"dealcycle batch plan.csv --grid role.ae.ramp=3,6 --grid scenario.horizon=12,24",
          "four cases: every combination"}},
    .run = batch_run,
};
