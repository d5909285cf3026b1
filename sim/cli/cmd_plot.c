/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_plot.c - draws the plots of results folders again. */
#include "cli/command.h"
#include "cli/load.h"
#include "cli/say.h"

static enum dc_status plot_run(const struct dc_args *args)
{
    struct dc_diags *const diags = dc_diags_new();
    const unsigned plots = dc_load_plots(args, DC_PLOT_SVG | DC_PLOT_PNG);
    enum dc_status status = DC_OK;

    if (diags == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    for (size_t i = 0; i < args->n_files; i++) {
        if (dc_emit_plots(args->file[i], plots, diags) != DC_OK) {
            status = DC_FAILED;
        } else {
            printf("Plots: %s/plots\n", args->file[i]);
        }
    }
    dc_say_diags(diags);
    dc_diags_free(diags);
    return status;
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
