/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_check.c - validates scenarios, or shows one with every reference resolved. */
#include "cli/command.h"
#include "cli/load.h"
#include "cli/say.h"

/* The diagnostics of all files as one table. */
static void list_diags(struct dc_listing *listing, const char *file, struct dc_diags *diags)
{
    const struct dc_diag *diag;

    dc_diags_sort(diags);
    for (size_t i = 0; (diag = dc_diags_at(diags, i)) != NULL; i++) {
        dc_listing_text(listing, file);
        dc_listing_text(listing, diag->severity == DC_ERROR ? "error" : "warning");
        dc_listing_text(listing, diag->slug);
        dc_listing_text(listing, diag->at.file);
        dc_listing_count(listing, diag->at.line);
        dc_listing_count(listing, diag->at.column);
        dc_listing_text(listing, diag->path);
        dc_listing_text(listing, diag->text);
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* One line that says how it went, for people. */
static void print_outcome(const char *file, const struct dc_model *model,
                          const struct dc_diags *diags)
{
    const size_t n_warnings = dc_diags_warnings(diags);
    const size_t n_errors = dc_diags_errors(diags);
    const char *const name = file[0] == '-' && file[1] == '\0' ? "standard input" : file;

    if (model == NULL || n_errors > 0) {
        dc_say_plain("%s: %zu error%s, %zu warning%s", name, n_errors, plural(n_errors),
                     n_warnings, plural(n_warnings));
        return;
    }
    const uint32_t n_teams = dc_model_n_teams(model);
    printf("%s: can be simulated: %u team%s, %u months, %u replications", name, n_teams,
           plural(n_teams), dc_model_horizon_months(model), dc_model_replications(model));
    if (n_warnings > 0) {
        printf("; %zu warning%s", n_warnings, plural(n_warnings));
    }
    putchar('\n');
}

/* A scenario as far as it can be read, and what was said about it. */
struct checked {
    struct dc_diags *diags;
    struct dc_model *model;
    enum dc_status status;
};

static void checked_open(struct checked *c, const struct dc_args *args, const char *file)
{
    c->model = NULL;
    c->status = DC_FAILED;
    c->diags = dc_diags_new();
    if (c->diags == NULL) {
        dc_say("memory ran out");
        return;
    }
    if (args->opt[DC_OPT_STRICT].given) {
        dc_diags_be_strict(c->diags);
    }
    c->status = dc_load(args, file, NULL, c->diags, &c->model);
    if (c->status == DC_OK && dc_diags_errors(c->diags) > 0) {
        c->status = DC_BAD_INPUT;
    }
}

static void checked_close(struct checked *c)
{
    dc_model_free(c->model);
    dc_diags_free(c->diags);
}

static enum dc_status check_file(const struct dc_args *args, const char *file,
                                 struct dc_listing *listing)
{
    struct checked c;

    checked_open(&c, args, file);
    if (c.diags != NULL && listing != NULL) {
        list_diags(listing, file, c.diags);
    } else if (c.diags != NULL) {
        dc_say_diags(c.diags);
        print_outcome(file, c.model, c.diags);
    }
    checked_close(&c);
    return c.status;
}

static enum dc_status end_listing(struct dc_listing *listing)
{
    if (listing != NULL && dc_listing_end(listing) != DC_OK) {
        dc_say("standard output could not be written");
        return DC_FAILED;
    }
    return DC_OK;
}

static enum dc_status worse(enum dc_status a, enum dc_status b)
{
    if (a == DC_FAILED || b == DC_FAILED) {
        return DC_FAILED;
    }
    return a != DC_OK ? a : b;
}

static enum dc_status check_files(const struct dc_args *args)
{
    static const char *const column[] = {"scenario", "severity", "code",      "file",
                                         "line",     "column",   "parameter", "message"};
    const enum dc_format format = dc_args_format(args);
    struct dc_listing *listing = NULL;
    enum dc_status status = DC_OK;

    if (format != DC_TEXT && (listing = dc_listing_new(format, column, 8, stdout)) == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    for (size_t i = 0; i < args->n_files; i++) {
        status = worse(status, check_file(args, args->file[i], listing));
    }
    return worse(status, end_listing(listing));
}

/* Twelve digits are enough to read, and 20000 is not 19999.999999999985. */
static double digits_shown(double x)
{
    char text[40];
    double shown = x;
    const int n = snprintf(text, sizeof text, "%.12g", x);

    return dc_number_parse(text, (size_t)n, &shown) ? shown : x;
}

static void list_resolved(void *self, const struct dc_resolved_row *row)
{
    struct dc_listing *const listing = self;
    char from[4096];

    dc_listing_text(listing, row->path);
    dc_listing_text(listing, row->value);
    dc_listing_text(listing, row->unit);
    dc_listing_text(listing, row->source);
    if (row->line > 0) {
        snprintf(from, sizeof from, "%s:%u", row->file, row->line);
    }
    dc_listing_text(listing, row->line > 0 ? from : row->file);
    dc_listing_text(listing, row->used_by);
    const double value[] = {row->mean, row->p10, row->p50, row->p90};
    for (size_t i = 0; i < 4; i++) {
        if (row->is_random) {
            dc_listing_number(listing, digits_shown(value[i]));
        } else {
            dc_listing_text(listing, NULL);
        }
    }
}

static enum dc_status print_resolved(const struct dc_args *args, const struct dc_model *model)
{
    static const char *const column[] = {"parameter", "value", "unit", "source", "from",
                                         "used_by",   "mean",  "p10",  "p50",    "p90"};
    const enum dc_format format = dc_args_format(args) == DC_JSON ? DC_JSON : DC_CSV;
    struct dc_listing *const listing = dc_listing_new(format, column, 10, stdout);

    if (listing == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    dc_model_each(model, args->opt[DC_OPT_RESOLVED].words != 0 ? DC_EACH_USE : DC_EACH_ROW,
                  list_resolved, listing);
    return end_listing(listing);
}

static enum dc_status check_resolved(const struct dc_args *args)
{
    struct checked c;

    checked_open(&c, args, args->file[0]);
    if (c.diags != NULL) {
        dc_say_diags(c.diags);
    }
    if (c.status == DC_OK) {
        c.status = print_resolved(args, c.model);
    }
    checked_close(&c);
    return c.status;
}

static enum dc_status check_run(const struct dc_args *args)
{
    if (!args->opt[DC_OPT_RESOLVED].given) {
        return check_files(args);
    }
    if (args->n_files > 1) {
        dc_say("check: --resolved prints one scenario, not %zu", args->n_files);
        return DC_BAD_INPUT;
    }
    return check_resolved(args);
}

const struct dc_command dc_cmd_check = {
    .name = "check",
    .operands = "FILE...",
    .operand = DC_SCENARIO_FILE,
    .min_files = 1,
    .max_files = SIZE_MAX,
    .summary = "says all that is wrong or doubtful in scenarios",
    .details =
        "Reads scenarios and says, with file, line and column, what could not be simulated as "
        "written (errors) and what is only doubtful (warnings). Nothing is simulated.\n"
        "With --resolved it prints the scenario itself as CSV: each row in force once, each "
        "default that applies, where it comes from, which teams use it, and the mean and "
        "quantiles of each distribution. Saved under the same name in the same folder that "
        "text "
        "is a scenario with the same results.",
    .options = DC_OPT_BIT(DC_OPT_RESOLVED) | DC_OPT_BIT(DC_OPT_STRICT) |
               DC_OPT_BIT(DC_OPT_SET) | DC_OPT_BIT(DC_OPT_TEAMS) | DC_OPT_BIT(DC_OPT_FORMAT) |
               DC_OPT_BIT(DC_OPT_ALLOW_OUTSIDE),
    .example = {{"dealcycle check quickstart.csv", "is it sound?"},
                {"dealcycle check --resolved=full quickstart.csv > values.csv",
                 "every value of every team, segment and stage, and the line it comes from"}},
    .run = check_run,
};
