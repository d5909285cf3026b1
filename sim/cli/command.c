/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/command.c - the table of commands, and which one was asked for. */
#include "cli/command.h"

#include <string.h>

#include "cli/help.h"
#include "cli/say.h"

extern const struct dc_command dc_cmd_init, dc_cmd_check, dc_cmd_run, dc_cmd_compare,
    dc_cmd_batch, dc_cmd_stress, dc_cmd_trace, dc_cmd_calibrate, dc_cmd_plot, dc_cmd_report,
    dc_cmd_help;

/* In the order of the manual. */
static const struct dc_command *const commands[] = {
    &dc_cmd_init,  &dc_cmd_check,  &dc_cmd_run,   &dc_cmd_compare,
    &dc_cmd_batch, &dc_cmd_stress, &dc_cmd_trace, &dc_cmd_calibrate,
    &dc_cmd_plot,  &dc_cmd_report, &dc_cmd_help,
};
#define N_COMMANDS (sizeof commands / sizeof commands[0])

const struct dc_command *dc_command_at(size_t i)
{
    return i < N_COMMANDS ? commands[i] : NULL;
}

const struct dc_command *dc_command_find(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

const char *dc_command_suggest(const char *name)
{
    const char *candidate[N_COMMANDS];

    for (size_t i = 0; i < N_COMMANDS; i++) {
        candidate[i] = commands[i]->name;
    }
    return dc_suggest_nearest(name, strlen(name), candidate, N_COMMANDS);
}

static enum dc_status refuse(const char *word)
{
    const char *const near = dc_command_suggest(word);

    if (word[0] == '-') {
        dc_say("a command comes first, then its options: %s COMMAND %s ...", DC_PROGRAM, word);
    } else if (near != NULL) {
        dc_say("there is no command '%s'; did you mean '%s'?", word, near);
    } else {
        dc_say("there is no command '%s'", word);
    }
    dc_say_plain("Try '%s help'.", DC_PROGRAM);
    return DC_BAD_INPUT;
}

static enum dc_status carry_out(const struct dc_command *command, int argc, char **argv)
{
    struct dc_args args;
    enum dc_status status = DC_BAD_INPUT;

    if (dc_args_read(&args, command, argc, argv, 2)) {
        if (args.opt[DC_OPT_HELP].given) {
            dc_help_command(command, stdout);
            status = DC_OK;
        } else {
            status = command->run(&args);
        }
    }
    dc_args_free(&args);
    return status;
}

int dc_command_main(int argc, char **argv)
{
    const char *const word = argc > 1 ? argv[1] : NULL;

    if (word == NULL) {
        dc_help_overview(stderr);
        return DC_BAD_INPUT;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        dc_help_overview(stdout);
        return DC_OK;
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        dc_help_version(stdout);
        return DC_OK;
    }
    const struct dc_command *const command = dc_command_find(word);
    return command != NULL ? carry_out(command, argc, argv) : refuse(word);
}
