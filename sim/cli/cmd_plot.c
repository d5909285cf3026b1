/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_plot.c - draws the plots of results folders again, or writes their report again. */
#include "cli/command.h"
#include "cli/load.h"
#include "cli/say.h"

/* Carries out redraw(dir) for each folder, and names what it made. */
static enum dc_status
each_folder(const struct dc_args *args, const char *what, const char *made,
            enum dc_status (*redraw)(const struct dc_args *args, const char *dir,
                                     struct dc_diags *diags))
{
    struct dc_diags *const diags = dc_diags_new();
    enum dc_status status = DC_OK;

    if (diags == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    for (size_t i = 0; i < args->n_files; i++) {
        if (redraw(args, args->file[i], diags) == DC_OK) {
            printf("%s: %s/%s\n", what, args->file[i], made);
        } else {
            status = DC_FAILED;
        }
    }
    dc_say_diags(diags);
    dc_diags_free(diags);
    return status;
}

static enum dc_status plot_one(const struct dc_args *args, const char *dir,
                               struct dc_diags *diags)
{
    return dc_emit_plots(dir, dc_load_plots(args, DC_PLOT_SVG | DC_PLOT_PNG), diags);
}

static enum dc_status report_one(const struct dc_args *args, const char *dir,
                                 struct dc_diags *diags)
{
    (void)args;
    return dc_emit_report(dir, diags);
}

static enum dc_status plot_run(const struct dc_args *args)
{
    return each_folder(args, "Plots", "plots", plot_one);
}

static enum dc_status report_run(const struct dc_args *args)
{
    return each_folder(args, "Report", "report.html", report_one);
}

const struct dc_command dc_cmd_plot = {
    .name = "plot",
    .operands = "DIR...",
    .operand = DC_RESULTS_FOLDER,
    .min_files = 1,
    .max_files = SIZE_MAX,
    .summary = "draws the plots of a results folder again",
    .details = "Draws the plots of a results folder again from its CSV files, by the gnuplot "
               "scripts in its "
               "plots folder: change a script there, and the picture follows.",
    .options = DC_OPT_BIT(DC_OPT_PLOTS),
    .example = {{"dealcycle plot results/quickstart --plots pdf", "for print"}},
    .run = plot_run,
};

const struct dc_command dc_cmd_report = {
    .name = "report",
    .operands = "DIR...",
    .operand = DC_RESULTS_FOLDER,
    .min_files = 1,
    .max_files = SIZE_MAX,
    .summary = "writes the report of a results folder again",
    .details = "Writes report.html of a results folder again from its tables and pictures: "
               "after `plot`, "
               "or for a case of a batch, which has none of its own.",
    .example = {{"dealcycle report results/plan-batch/grid-0004", "the page of one case"}},
    .run = report_run,
};
