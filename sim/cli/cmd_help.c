/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_help.c - help COMMAND, help TOPIC. */
#include <string.h>

#include "cli/help.h"
#include "cli/say.h"

static const struct dc_topic *find_topic(const char *name)
{
    const struct dc_topic *topic;

    for (size_t i = 0; (topic = dc_topic_at(i)) != NULL; i++) {
        if (strcmp(topic->name, name) == 0) {
            return topic;
        }
    }
    return NULL;
}

static enum dc_status refuse(const char *name)
{
    const char *candidate[64];
    size_t n = 0;

    for (size_t i = 0; dc_command_at(i) != NULL && n < 64; i++) {
        candidate[n++] = dc_command_at(i)->name;
    }
    for (size_t i = 0; dc_topic_at(i) != NULL && n < 64; i++) {
        candidate[n++] = dc_topic_at(i)->name;
    }
    const char *const near = dc_suggest_nearest(name, strlen(name), candidate, n);
    if (near != NULL) {
        dc_say("help: there is no command or topic '%s'; did you mean '%s'?", name, near);
    } else {
        dc_say("help: there is no command or topic '%s'", name);
    }
    return DC_BAD_INPUT;
}

static enum dc_status help_run(const struct dc_args *args)
{
    if (args->n_files == 0) {
        dc_help_overview(stdout);
        return DC_OK;
    }
    const struct dc_command *const command = dc_command_find(args->file[0]);
    if (command != NULL) {
        dc_help_command(command, stdout);
        return DC_OK;
    }
    const struct dc_topic *const topic = find_topic(args->file[0]);
    return topic != NULL ? topic->print(stdout, dc_args_format(args)) : refuse(args->file[0]);
}

const struct dc_command dc_cmd_help = {
    .name = "help",
    .operands = "[COMMAND | TOPIC]",
    .operand = DC_TOPIC_NAME,
    .max_files = 1,
    .summary = "explains a command, or prints a table: parameters, metrics, ...",
    .details =
        "Explains a command, or prints one of the tables that the program itself works by; "
        "--format csv or json prints parameters, distributions, metrics and messages for a "
        "spreadsheet or a script.",
    .options = DC_OPT_BIT(DC_OPT_FORMAT),
    .example = {{"dealcycle help parameters", "every parameter with unit, default and meaning"},
                {"dealcycle help metrics --format csv > metrics.csv",
                 "the same of the results"}},
    .run = help_run,
};
