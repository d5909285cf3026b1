/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_stress.c - a scenario and what stresses do to it, on common random numbers. */
#include <stdlib.h>
#include <string.h>

#include "cli/cases.h"
#include "cli/colour.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/line.h"
#include "cli/reverse.h"
#include "cli/say.h"

/* The base and its stresses are one run, so that differences are within futures. */
#define MOST_STRESSES 500

struct stress {
    const struct dc_args *args;
    struct dc_diags *diags;
    struct dc_session place;
    struct dc_cases cases;
    char *name[MOST_STRESSES + 1]; /* the base first */
    size_t n;
    bool ok;
    struct dc_stress_table *table;
    struct dc_batch_case *out;
};

static void take_name(void *self, const char *name)
{
    struct stress *const s = self;

    if (s->n > MOST_STRESSES) {
        s->ok = false;
        return;
    }
    s->name[s->n] = strdup(name);
    s->ok = s->ok && s->name[s->n] != NULL;
    s->n += s->name[s->n] != NULL ? 1 : 0;
}

static bool check_names(const struct stress *s)
{
    bool ok = true;

    for (size_t i = 1; i < s->n; i++) {
        if (strcmp(s->name[i], "base") == 0 || !dc_sweep_is_name(s->name[i])) {
            dc_say("stress: a stress cannot be called '%s': use 1 to 80 of A-Z, a-z, 0-9, '.', "
                   "'_' "
                   "and '-', but not 'base'",
                   s->name[i]);
            ok = false;
        }
    }
    return ok;
}

static enum dc_status read_names(struct stress *s)
{
    const char *const file = s->args->opt[DC_OPT_WITH].text;

    s->ok = true;
    take_name(s, "base");
    const enum dc_status status = dc_stress_each(file, s->diags, take_name, s);
    if (status != DC_OK) {
        return status;
    }
    if (!s->ok) {
        dc_say("stress: %s has more than %d stresses", file, MOST_STRESSES);
        return DC_BAD_INPUT;
    }
    return check_names(s) ? DC_OK : DC_BAD_INPUT;
}

static enum dc_status take_cases(struct stress *s)
{
    s->cases.n = s->n;
    s->cases.item = calloc(s->n, sizeof *s->cases.item);
    s->out = calloc(s->n, sizeof *s->out);
    if (s->cases.item == NULL || s->out == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    for (size_t i = 0; i < s->n; i++) {
        s->cases.item[i].name = s->name[i];
        s->cases.item[i].file = s->args->file[0];
        s->out[i].name = s->name[i];
        if (i > 0) {
            s->cases.item[i].more = (struct dc_more){
                .stress_file = s->args->opt[DC_OPT_WITH].text, .stress_name = s->name[i]};
        }
    }
    return DC_OK;
}

/* results/NAME-stress-FILE; `more` goes behind it. */
static enum dc_status place(struct stress *s, const char *more)
{
    char *const name = dc_line_stem(s->args->file[0]);
    char *const file = dc_line_stem(s->args->opt[DC_OPT_WITH].text);
    enum dc_status status = DC_FAILED;

    if (name != NULL && file != NULL) {
        const size_t size = strlen(name) + strlen(file) + strlen(more) + sizeof "-stress-";
        char *const full = malloc(size);
        if (full != NULL) {
            snprintf(full, size, "%s-stress-%s%s", name, file, more);
            status = dc_session_place(&s->place, full);
        }
        free(full);
        s->table = dc_stress_new(name, s->args->opt[DC_OPT_METRIC].text);
    }
    free(name);
    free(file);
    s->cases.dir = s->place.dir;
    s->cases.partial = s->place.partial;
    return s->table != NULL ? status : DC_FAILED;
}

static struct dc_batch folder_of(const struct stress *s)
{
    return (struct dc_batch){
        .dir = s->place.dir,
        .command = s->args->line,
        .metric = s->args->opt[DC_OPT_METRIC].text,
        .item = s->out,
        .n_cases = s->n,
        .plots = dc_load_plots(s->args, DC_PLOT_SVG | DC_PLOT_PNG),
        .xlsx = s->args->opt[DC_OPT_XLSX].given,
        .stress = s->table,
        .stop = dc_interrupt_flag(),
    };
}

static enum dc_status begin(void *self)
{
    struct stress *const s = self;
    const struct dc_batch folder = folder_of(s);

    return dc_batch_begin(&folder, s->diags);
}

static enum dc_status see(void *self, size_t i, const struct dc_results *results, size_t i_case,
                          struct dc_diags *diags)
{
    struct stress *const s = self;

    (void)diags;
    if (dc_stress_add(s->table, results, i_case, s->name[i]) != DC_OK) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    return DC_OK;
}

static enum dc_status print_table(const void *stress, FILE *to)
{
    const struct stress *const s = stress;

    return dc_stress_print(s->table, dc_args_format(s->args), to);
}

static enum dc_status report(struct stress *s)
{
    const struct dc_batch folder = folder_of(s);
    const enum dc_format format = dc_args_format(s->args);
    const enum dc_status status = dc_batch_end(&folder, s->diags);

    if (status != DC_OK) {
        return status;
    }
    dc_run_done(s->place.partial);
    if (dc_colour_answer(print_table, s) != DC_OK) {
        dc_say("standard output could not be written");
        return DC_FAILED;
    }
    if (format == DC_TEXT) {
        printf("\nResults: %s/stress.csv\n", s->place.dir);
        dc_say_plot(s->place.dir, "stress");
    }
    return s->cases.is_unmet ? DC_NOT_MET : DC_OK;
}

static enum dc_status compute(struct stress *s)
{
    s->cases.is_one_run = true;
    s->cases.begin = begin;
    s->cases.see = see;
    s->cases.self = s;
    enum dc_status status = dc_cases_run(&s->cases);
    if (status == DC_OK && s->cases.n_failed == 0) {
        status = report(s);
    }
    if (status == DC_INTERRUPTED) {
        dc_say("stopped; what is finished is kept in %s; the same command goes on from there",
               s->place.partial);
    } else if (status == DC_BAD_INPUT) {
        dc_say("nothing was simulated or written");
    }
    return status == DC_OK && s->cases.n_failed > 0 ? DC_FAILED : status;
}

/* What --reverse needs, and what it has no use for, since it writes nothing. */
static bool check_reverse(const struct dc_args *args)
{
    static const enum dc_option_id only[] = {DC_OPT_BELOW, DC_OPT_PROBABILITY};
    static const enum dc_option_id never[] = {DC_OPT_REQUIRE,   DC_OPT_OUT,
                                              DC_OPT_PLOTS,     DC_OPT_KEEP_REPLICATIONS,
                                              DC_OPT_PRECISION, DC_OPT_SELECT};
    const bool is_reverse = args->opt[DC_OPT_REVERSE].given;
    bool ok = true;

    for (size_t i = 0; i < sizeof only / sizeof only[0] && !is_reverse; i++) {
        if (args->opt[only[i]].given) {
            dc_say("stress: --%s belongs to --reverse", dc_option_at(only[i])->name);
            ok = false;
        }
    }
    for (size_t i = 0; i < sizeof never / sizeof never[0] && is_reverse; i++) {
        if (args->opt[never[i]].given) {
            dc_say("stress: --reverse takes no --%s", dc_option_at(never[i])->name);
            ok = false;
        }
    }
    if (is_reverse && (!args->opt[DC_OPT_METRIC].given || !args->opt[DC_OPT_BELOW].given)) {
        dc_say("stress: --reverse needs --metric M and --below X");
        ok = false;
    }
    return ok;
}

static enum dc_status stress(struct stress *s)
{
    bool ok = dc_session_check(s->args, s->diags);

    ok = check_reverse(s->args) && ok;
    if (!s->args->opt[DC_OPT_WITH].given) {
        dc_say("stress: --with is missing: %s stress FILE --with STRESS.csv", DC_PROGRAM);
        ok = false;
    }
    enum dc_status status = ok ? read_names(s) : DC_BAD_INPUT;
    if (status == DC_OK && s->args->opt[DC_OPT_REVERSE].given) {
        status = place(s, "-reverse");
        return status == DC_OK ? dc_reverse_stress(s->args, s->name, s->n, s->place.partial)
                               : status;
    }
    if (status == DC_OK) {
        status = take_cases(s);
    }
    if (status == DC_OK) {
        status = place(s, "");
    }
    return status == DC_OK ? compute(s) : status;
}

static void stress_free(struct stress *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->name[i]);
    }
    free(s->out);
    free(s->place.dir);
    free(s->place.partial);
    dc_stress_free(s->table);
    dc_cases_free(&s->cases);
    dc_diags_free(s->diags);
    free(s);
}

static enum dc_status stress_run(const struct dc_args *args)
{
    struct stress *const s = calloc(1, sizeof *s);
    enum dc_status status = DC_FAILED;

    if (s == NULL || (s->diags = dc_diags_new()) == NULL) {
        dc_say("memory ran out");
        free(s);
        return DC_FAILED;
    }
    s->args = args;
    s->place.args = args;
    s->cases.args = args;
    status = stress(s);
    dc_say_diags(s->diags);
    stress_free(s);
    return status;
}

const struct dc_command dc_cmd_stress = {
    .name = "stress",
    .operands = "FILE --with STRESS.csv",
    .operand = DC_SCENARIO_FILE,
    .min_files = 1,
    .max_files = 1,
    .summary = "a scenario and what stresses do to it, side by side",
    .details =
        "Simulates a scenario and, in the same futures, the scenario under each stress of a "
        "stress "
        "file, and prints what each stress takes from each team. Results go to "
        "results/NAME-stress-FILE: a folder for each stress, and stress.csv over all of them.\n"
        "With --reverse it asks the other way round: how strong must each stress be until a "
        "metric "
        "falls below a value?",
    .options = DC_SIMULATING | DC_OPT_BIT(DC_OPT_WITH) | DC_OPT_BIT(DC_OPT_REVERSE) |
               DC_OPT_BIT(DC_OPT_BELOW) | DC_OPT_BIT(DC_OPT_PROBABILITY),
    .shared = DC_SIMULATING,
    .example = {{"dealcycle init stress/all stresses.csv", "nine stresses to begin with"},
                {"dealcycle stress quickstart.csv --with stresses.csv",
                 "what would each of them cost?"},
                {"dealcycle stress plan.csv --with s.csv --reverse -m cash_low --below -300k",
                 "how bad can it get before the money runs out?"}},
    .run = stress_run,
};
