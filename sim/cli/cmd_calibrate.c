/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_calibrate.c - from a CRM export to a scenario. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/load.h"
#include "cli/say.h"

#define NOTHING_KEPT                                                                           \
    "dealcycle: stopped; nothing was written or replaced; the same command begins again"

static bool options_take(const struct dc_args *args, struct dc_calibrate_options *o)
{
    *o = (struct dc_calibrate_options){.file = args->file[0],
                                       .join_file = args->n_files > 1 ? args->file[1] : NULL,
                                       .join_column = args->opt[DC_OPT_JOIN].text,
                                       .map_file = args->opt[DC_OPT_MAP].text,
                                       .as_of = args->opt[DC_OPT_AS_OF].text,
                                       .scenario_file = args->opt[DC_OPT_SCENARIO].text};
    if (args->opt[DC_OPT_DATES].given) {
        o->dates = (args->opt[DC_OPT_DATES].words & 1) != 0 ? DC_DATES_DMY : DC_DATES_MDY;
    }
    if ((o->join_file != NULL) != (o->join_column != NULL)) {
        dc_say("calibrate: two files and --join COLUMN go together");
        return false;
    }
    if (args->opt[DC_OPT_SCENARIO].text == NULL && !args->opt[DC_OPT_SHOW_MAP].given) {
        dc_say(
            "calibrate: say where the scenario shall go: --scenario NEW.csv (or --show-map)");
        return false;
    }
    return true;
}

/* results/NEW-calibration; to free. */
static char *place_new(const char *scenario)
{
    const char *const slash = strrchr(scenario, '/');
    const char *const base = slash != NULL ? slash + 1 : scenario;
    const size_t n = strlen(base);
    const size_t stem = n > 4 && strcmp(base + n - 4, ".csv") == 0 ? n - 4 : n;
    const size_t size = stem + sizeof "results/-calibration";
    char *const place = malloc(size);
    if (place != NULL) {
        snprintf(place, size, "results/%.*s-calibration", (int)stem, base);
    }
    return place;
}

static void lines_say(const struct dc_calibration *c,
                      const char *line(const struct dc_calibration *c, size_t i))
{
    const char *text;
    for (size_t i = 0; (text = line(c, i)) != NULL; i++) {
        dc_say_wrapped(stdout, text, 0, 2, 79);
    }
}

static enum dc_status results_write(const struct dc_args *args, struct dc_calibration *c,
                                    struct dc_diags *diags)
{
    const char *const scenario = args->opt[DC_OPT_SCENARIO].text;
    const char *const out = args->opt[DC_OPT_OUT].text;
    char *const place = out != NULL ? strdup(out) : place_new(scenario);
    enum dc_status status = place != NULL ? DC_OK : DC_FAILED;
    if (status == DC_OK) {
        const struct dc_emit_options emit = {.dir = place,
                                             .command = args->line,
                                             .plots =
                                                 dc_load_plots(args, DC_PLOT_SVG | DC_PLOT_PNG),
                                             .stop = dc_interrupt_flag()};
        dc_interrupt_begin();
        status = dc_emit_calibration(c, scenario, &emit, diags);
    }
    if (status == DC_INTERRUPTED) {
        dc_say_plain("%s", NOTHING_KEPT);
    }
    if (status == DC_OK) {
        lines_say(c, dc_calibration_sentence);
        printf("\nScenario: %s\nHow it came about: %s/calibration.html\n", scenario, place);
    }
    free(place);
    return status;
}

static enum dc_status calibrate_run(const struct dc_args *args)
{
    struct dc_calibrate_options options;
    struct dc_calibration *c = NULL;
    if (!options_take(args, &options)) {
        return DC_BAD_INPUT;
    }
    struct dc_diags *const diags = dc_diags_new();
    if (diags == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    dc_interrupt_leave(NOTHING_KEPT "\n");
    enum dc_status status = dc_calibration_read(&options, diags, &c);
    if (status == DC_OK && args->opt[DC_OPT_SHOW_MAP].given) {
        lines_say(c, dc_calibration_note);
    } else if (status == DC_OK) {
        status = dc_calibration_fit(c, diags);
        status = status == DC_OK ? results_write(args, c, diags) : status;
    }
    dc_say_diags(diags);
    if (status == DC_FAILED && dc_diags_errors(diags) == 0) {
        dc_say("memory ran out");
    }
    dc_calibration_free(c);
    dc_diags_free(diags);
    return status;
}

const struct dc_command dc_cmd_calibrate = {
    .name = "calibrate",
    .operands = "EXPORT.csv [EXPORT2.csv]",
    .operand = DC_SCENARIO_FILE,
    .min_files = 1,
    .max_files = 2,
    .summary = "makes a scenario from a CRM export",
    .details =
        "Reads opportunities as a CRM exports them, fits what a scenario needs (arrivals, win "
        "rates, times, sizes, channels, stages, reps) and writes a scenario in which every row "
        "says where it comes from; what no CRM knows comes in as a marked assumption. Open "
        "deals count as not yet decided, and those that will never close are found.\n"
        "Columns are recognised by their usual names; --show-map prints which, and --map "
        "states "
        "them in rows field,column,value,meaning, such as channel,Route,Telesales,inside. A "
        "second file is laid over the first where the column of --join is equal. Every row "
        "that "
        "is rejected or changed is counted and listed in rejected.csv.\n"
        "Stages are taken from columns of dates ('Qualified Date', 'Date entered Demo', or of "
        "the map's field stage), or from a second file in which ids repeat: a history. What no "
        "family fits goes into NEW-empirical.csv beside the scenario, which reads it. The fits "
        "are in results/NEW-calibration, or --out.",
    .options = DC_OPT_BIT(DC_OPT_SCENARIO) | DC_OPT_BIT(DC_OPT_MAP) | DC_OPT_BIT(DC_OPT_JOIN) |
               DC_OPT_BIT(DC_OPT_AS_OF) | DC_OPT_BIT(DC_OPT_DATES) |
               DC_OPT_BIT(DC_OPT_SHOW_MAP) | DC_OPT_BIT(DC_OPT_OUT) | DC_OPT_BIT(DC_OPT_PLOTS) |
               DC_OPT_BIT(DC_OPT_NO_PLOTS),
    .example = {{"dealcycle calibrate export.csv --scenario mine.csv && dealcycle run mine.csv",
                 "what the team of the export will do next year"},
                {"dealcycle calibrate export.csv --show-map", "what is recognised"}},
    .run = calibrate_run,
};
