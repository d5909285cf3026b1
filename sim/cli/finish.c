/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/finish.c - what comes after the run: the folder, the answer, the conditions. */
#include "cli/say.h"
#include "cli/session.h"
#include "cli/interrupt.h"

static void say_unreached(const struct dc_session *s)
{
    char n[DC_COUNT_SIZE];

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

static unsigned plots_of(const struct dc_args *args)
{
    if (args->opt[DC_OPT_NO_PLOTS].given) {
        return 0;
    }
    /* the bits of the row's words are those of enum dc_plots */
    return args->opt[DC_OPT_PLOTS].given ? args->opt[DC_OPT_PLOTS].words
                                         : DC_PLOT_SVG | DC_PLOT_PNG;
}

static enum dc_status write_folder(struct dc_session *s)
{
    const struct dc_emit_options options = {
        .dir = s->dir,
        .command = s->args->line,
        .plots = plots_of(s->args),
        .keep_replications = s->args->opt[DC_OPT_KEEP_REPLICATIONS].given,
        .wall_seconds = dc_clock_seconds() - s->began_seconds,
    };
    const enum dc_status status = dc_emit_results(s->results, s->finding, &options, s->diags);

    dc_session_say(s);
    if (status != DC_OK && *dc_interrupt_flag() != 0) {
        dc_say("stopped; the replications are kept in %s; the same command goes on from there",
               s->partial);
        return DC_INTERRUPTED;
    }
    return status;
}

/* Every condition is judged, met or not. */
static enum dc_status judge(struct dc_session *s, enum dc_format format)
{
    const struct dc_given *const require = &s->args->opt[DC_OPT_REQUIRE];
    enum dc_status worst = DC_OK;
    char line[512];

    for (size_t i = 0; i < require->n_list; i++) {
        line[0] = '\0';
        const enum dc_status status =
            dc_require(s->results, require->list[i], s->diags, line, sizeof line);
        if (status == DC_NOT_MET || format != DC_TEXT) {
            dc_say_plain("%s", line);
        } else if (status == DC_OK) {
            printf("%s\n", line);
        }
        worst = worst == DC_OK || status == DC_BAD_INPUT ? status : worst;
    }
    dc_session_say(s);
    return worst;
}

enum dc_status dc_session_finish(struct dc_session *s)
{
    const enum dc_format format = dc_args_format(s->args);
    enum dc_status status =
        dc_decide(s->results, s->args->opt[DC_OPT_METRIC].text, s->diags, &s->finding);

    dc_session_say(s);
    if (status == DC_OK) {
        status = write_folder(s);
    }
    if (status != DC_OK) {
        return status;
    }
    say_unreached(s);
    if (dc_emit_comparison(s->results, s->finding, format, stdout) != DC_OK) {
        dc_say("standard output could not be written");
        return DC_FAILED;
    }
    if (format == DC_TEXT) {
        printf("\nResults: %s\n", s->dir);
    }
    return judge(s, format);
}
