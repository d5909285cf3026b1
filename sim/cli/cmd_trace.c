/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_trace.c - every event of one replication of one team, as CSV. */
#include <string.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/say.h"

#define NO_TEAM UINT32_MAX

/* The team that was asked for; the only one if none was. Says what is wrong. */
static uint32_t find_team(const struct dc_model *model, const char *name)
{
    const char *candidate[DC_MAX_TEAMS];
    const uint32_t n = dc_model_n_teams(model);

    if (name == NULL && n == 1) {
        return 0;
    }
    for (uint32_t i = 0; i < n && i < DC_MAX_TEAMS; i++) {
        candidate[i] = dc_model_team(model, i);
        if (name != NULL && strcmp(name, candidate[i]) == 0) {
            return i;
        }
    }
    if (name == NULL) {
        dc_say("trace: the scenario has %u teams; say which: --team %s", n,
               dc_model_team(model, 0));
        return NO_TEAM;
    }
    const char *const near = dc_suggest_nearest(name, strlen(name), candidate, n);
    dc_say("trace: --team: there is no team '%s'; did you mean '%s'?", name,
           near != NULL ? near : dc_model_team(model, 0));
    return NO_TEAM;
}

static enum dc_status write_trace(const struct dc_args *args, const struct dc_model *model,
                                  uint32_t i_team, struct dc_diags *diags)
{
    const uint64_t replication = args->opt[DC_OPT_REPLICATION].count;
    struct dc_trace_writer *const writer = dc_trace_new(model, i_team, replication, stdout);

    if (writer == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    const struct dc_observer observer = dc_trace_observer(writer);
    enum dc_status status = dc_run_watch(model, i_team, replication, &observer, diags);
    if (dc_trace_end(writer) != DC_OK && status == DC_OK) {
        dc_say("standard output could not be written");
        status = DC_FAILED;
    }
    return status;
}

static enum dc_status trace_run(const struct dc_args *args)
{
    struct dc_diags *const diags = dc_diags_new();
    struct dc_model *model = NULL;

    if (diags == NULL) {
        dc_say("memory ran out");
        return DC_FAILED;
    }
    enum dc_status status = dc_load(args, args->file[0], NULL, diags, &model);
    if (status == DC_OK) {
        const uint32_t i_team = find_team(model, args->opt[DC_OPT_TEAM].text);
        status = i_team == NO_TEAM ? DC_BAD_INPUT : write_trace(args, model, i_team, diags);
    }
    dc_say_diags(diags);
    dc_model_free(model);
    dc_diags_free(diags);
    return status;
}

const struct dc_command dc_cmd_trace = {
    .name = "trace",
    .operands = "FILE --team T --replication R",
    .operand = DC_SCENARIO_FILE,
    .min_files = 1,
    .max_files = 1,
    .summary = "prints every event of one replication as CSV, for audit",
    .details =
        "Runs one replication of one team and prints what happens, event by event, in order "
        "of time: leads, starts of work, outcomes, wins, people who come and go. It is the "
        "same replication as in a run with the same seed.",
    .options = DC_OPT_BIT(DC_OPT_TEAM) | DC_OPT_BIT(DC_OPT_REPLICATION) |
               DC_OPT_BIT(DC_OPT_SEED) | DC_OPT_BIT(DC_OPT_SET) |
               DC_OPT_BIT(DC_OPT_ALLOW_OUTSIDE),
    .example = {{"dealcycle trace quickstart.csv --team hybrid --replication 12 > trace.csv",
                 "the thirteenth future of the hybrid team"}},
    .run = trace_run,
};
