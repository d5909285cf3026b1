/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_run.c - one scenario: its teams side by side. */
#include "cli/command.h"
#include "cli/session.h"

static enum dc_status simulate(struct dc_session *s)
{
    enum dc_status status = dc_session_load(s, s->args->file[0], NULL);

    if (status == DC_OK) {
        status = dc_session_place(s, dc_model_name(s->model[0]));
    }
    if (status == DC_OK) {
        status = dc_session_simulate(s);
    }
    return status == DC_OK ? dc_session_finish(s) : status;
}

static enum dc_status run_run(const struct dc_args *args)
{
    struct dc_session s;
    enum dc_status status = dc_session_open(&s, args);

    if (status == DC_OK) {
        status = simulate(&s);
    }
    dc_session_close(&s);
    return status;
}

const struct dc_command dc_cmd_run = {
    .name = "run",
    .operands = "FILE",
    .operand = DC_SCENARIO_FILE,
    .min_files = 1,
    .max_files = 1,
    .summary = "simulates every team of a scenario and says which is best",
    .details =
        "Simulates every team of a scenario over the same leads and the same luck, prints "
        "which "
        "one is best, by how much and how sure that is, and writes results, plots and a report "
        "to results/NAME. FILE may be `-` for standard input. Interrupted, it keeps what is "
        "finished, and the same command goes on from there.",
    .options = DC_SIMULATING,
    .shared = DC_SIMULATING,
    .example = {{"dealcycle run quickstart.csv", "which team?"},
                {"dealcycle run quickstart.csv --set segment.commercial.leads=80 -n 10k",
                 "with fewer leads and more futures"},
                {"dealcycle run plan.csv --quiet --require 'bookings[hybrid] p10 >= 2e6'",
                 "for a script: status 3 unless one in ten futures at most is worse"},
                {"dealcycle run plan.csv --select 95% --indifference 50k",
                 "as many futures as it takes to choose, unless less than 50k apart"}},
    .run = run_run,
};
