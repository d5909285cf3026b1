/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/finish.c - what comes after the run: the folder, the answer, the conditions. */
#include <stdlib.h>

#include "cli/colour.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/say.h"
#include "cli/select.h"
#include "cli/session.h"

static void say_unreached(const struct dc_session *s)
{
    char n[DC_COUNT_SIZE];

    const size_t n_cases = dc_plan_n_cases(s->plan);
    dc_select_say(s->args, s->results, 0, n_cases,
                  n_cases > 1 ? s->args->command->name : dc_plan_name(s->plan, 0));
    if (!s->args->opt[DC_OPT_PRECISION].given) {
        return;
    }
    for (size_t i = 0; i < dc_plan_n_cases(s->plan); i++) {
        const char *const name = dc_plan_name(s->plan, i);
        dc_count_write(dc_results_replications(s->results, i), n);
        if (!dc_results_reached(s->results, i)) {
            dc_say("warning: %s: %s replications were not enough for --precision %s", name, n,
                   s->args->opt[DC_OPT_PRECISION].text);
        } else if (!s->args->opt[DC_OPT_QUIET].given) {
            dc_say("%s: --precision %s took %s replications", name,
                   s->args->opt[DC_OPT_PRECISION].text, n);
        }
    }
}

static enum dc_status write_folder(struct dc_session *s)
{
    const struct dc_emit_options options = {
        .dir = s->dir,
        .command = s->args->line,
        .plots = dc_load_plots(s->args, DC_PLOT_SVG | DC_PLOT_PNG),
        .keep_replications = s->args->opt[DC_OPT_KEEP_REPLICATIONS].given,
        .xlsx = s->args->opt[DC_OPT_XLSX].given,
        .wall_seconds = dc_clock_seconds() - s->began_seconds,
        .stop = dc_interrupt_flag(),
    };
    dc_bar_note(&s->bar, options.plots != 0 ? "Writing results, drawing plots ..."
                                            : "Writing results ...");
    const enum dc_status status = dc_emit_results(s->results, s->finding, &options, s->diags);
    dc_bar_end(&s->bar);

    dc_session_say(s);
    if (status != DC_OK) {
        dc_results_keep(s->results);
    }
    if (status != DC_OK && *dc_interrupt_flag() != 0) {
        dc_say("stopped; the replications are kept in %s; the same command goes on from there",
               s->partial);
        return DC_INTERRUPTED;
    }
    if (status != DC_OK) {
        dc_say("no results folder was written; what was simulated is kept in %s as far as it "
               "could be, and the same command goes on from there",
               s->partial);
    }
    return status;
}

/* What was found of the conditions, a line each, to say after the answer. */
struct judged {
    char *met, *unmet; /* to free */
    size_t n_met, n_unmet;
};

/* Judges every condition, met or not; before anything is written, since one that names what
 * is not there is bad input. */
static enum dc_status judge(struct dc_session *s, struct judged *judged)
{
    const struct dc_given *const require = &s->args->opt[DC_OPT_REQUIRE];
    FILE *const met = open_memstream(&judged->met, &judged->n_met);
    FILE *const unmet = open_memstream(&judged->unmet, &judged->n_unmet);
    enum dc_status worst = met != NULL && unmet != NULL ? DC_OK : DC_FAILED;
    char line[512];

    for (size_t i = 0; i < require->n_list && worst != DC_FAILED; i++) {
        const enum dc_status status =
            dc_require(s->results, require->list[i], s->diags, line, sizeof line);
        if (status == DC_OK || status == DC_NOT_MET) {
            fprintf(status == DC_OK ? met : unmet, "%s\n", line);
        }
        worst =
            worst == DC_OK || status == DC_BAD_INPUT || status == DC_FAILED ? status : worst;
    }
    if (met != NULL) {
        fclose(met);
    }
    if (unmet != NULL) {
        fclose(unmet);
    }
    return worst;
}

static enum dc_status print_comparison(const void *session, FILE *to)
{
    const struct dc_session *const s = session;

    return dc_emit_comparison(s->results, s->finding, dc_args_format(s->args), to);
}

static enum dc_status print_answer(const struct dc_session *s, const struct judged *judged)
{
    const enum dc_format format = dc_args_format(s->args);

    if (dc_colour_answer(print_comparison, s) != DC_OK) {
        dc_say("standard output could not be written");
        return DC_FAILED;
    }
    if (format == DC_TEXT) {
        printf("\nResults: %s\nReport:  %s/report.html\n%s", s->dir, s->dir, judged->met);
    }
    fputs(judged->unmet, stderr);
    return DC_OK;
}

static enum dc_status finish(struct dc_session *s, struct judged *judged)
{
    const enum dc_status verdict = judge(s, judged);

    if (verdict != DC_OK && verdict != DC_NOT_MET) {
        return verdict;
    }
    enum dc_status status = write_folder(s);
    if (status == DC_OK) {
        dc_run_done(s->partial);
        status = print_answer(s, judged);
    }
    return status == DC_OK ? verdict : status;
}

enum dc_status dc_session_finish(struct dc_session *s)
{
    struct judged judged = {.met = NULL};
    enum dc_status status =
        dc_decide(s->results, s->args->opt[DC_OPT_METRIC].text, s->diags, &s->finding);

    if (status == DC_OK) {
        say_unreached(s);
        status = finish(s, &judged);
    }
    free(judged.met);
    free(judged.unmet);
    return status;
}
