/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/help.c - help for people at a terminal. */
#include "cli/help.h"

#include <string.h>

#include "cli/say.h"

const char dc_help_purpose[] =
    "Simulates inside, outside and hybrid sales teams over the same market, thousands of "
    "times, "
    "and says which one earns most, how sure that is, and what choosing wrong would cost.";

/* clang-format off */
static const struct dc_exit_row exits[] = {
    { DC_OK,          "done" },
    { DC_FAILED,      "the run failed: a file could not be read or written, or memory ran out" },
    { DC_BAD_INPUT,   "the command line or a scenario is wrong; nothing was simulated or written" },
    { DC_NOT_MET,     "done, but a stated condition (--require) was not met" },
    { DC_INTERRUPTED, "interrupted; what was finished is kept, and the same command goes on from there" },
};
static const struct dc_topic topics[] = {
    { "parameters",      "every parameter of a scenario",                       dc_topic_parameters },
    { "distributions",   "every distribution and the ways of stating it",       dc_topic_distributions },
    { "metrics",         "every metric of the results",                         dc_topic_metrics },
    { "messages",        "every message about a scenario, by its code",         dc_topic_messages },
    { "manual",          "the manual page dealcycle(1), as scdoc text",         dc_topic_manual },
    { "format",          "the page dealcycle-scenario(5), as scdoc text",       dc_topic_format },
    { "bash-completion", "a completion script for bash",                        dc_topic_bash },
    { "zsh-completion",  "a completion script for zsh",                         dc_topic_zsh },
};
/* clang-format on */

const struct dc_exit_row *dc_exit_at(size_t i)
{
    return i < sizeof exits / sizeof exits[0] ? &exits[i] : NULL;
}

const struct dc_topic *dc_topic_at(size_t i)
{
    return i < sizeof topics / sizeof topics[0] ? &topics[i] : NULL;
}

/* `  name      text`, the text in a column of its own. */
static void print_item(FILE *to, const char *name, const char *text, int column)
{
    const int n = fprintf(to, "  %s", name);

    if (n + 2 > column) {
        fprintf(to, "\n%*s", column, "");
    } else {
        fprintf(to, "%*s", column - n, "");
    }
    dc_say_wrapped(to, text, column, column, DC_HELP_WIDTH);
}

static void print_exits(FILE *to)
{
    const struct dc_exit_row *row;

    fputs("\nExit status:\n", to);
    for (size_t i = 0; (row = dc_exit_at(i)) != NULL; i++) {
        char status[12];
        snprintf(status, sizeof status, "%d", row->status);
        print_item(to, status, row->meaning, 8);
    }
}

void dc_help_overview(FILE *to)
{
    const struct dc_command *command;
    const struct dc_topic *topic;

    fprintf(to, "Usage: %s COMMAND [options] FILE...\n\n", DC_PROGRAM);
    dc_say_wrapped(to, dc_help_purpose, 0, 0, DC_HELP_WIDTH);
    fputs("\nCommands:\n", to);
    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        print_item(to, command->name, command->summary, 14);
    }
    fprintf(to, "\nFor one of them: %s help COMMAND. More topics:\n", DC_PROGRAM);
    for (size_t i = 0; (topic = dc_topic_at(i)) != NULL; i++) {
        print_item(to, topic->name, topic->summary, 20);
    }
    print_exits(to);
    fprintf(to, "\nFirst steps:\n  %s init quickstart\n  %s run quickstart.csv\n", DC_PROGRAM,
            DC_PROGRAM);
}

static void print_option(FILE *to, const struct dc_option *option)
{
    char name[80], letter[6] = "    ";
    const char *const open = option->kind == DC_ARG_MAY_WORD ? "[=" : " ";

    if (option->letter != 0) {
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    }
    snprintf(name, sizeof name, "%s--%s%s%s%s", letter, option->name,
             option->arg != NULL ? open : "", option->arg != NULL ? option->arg : "",
             option->kind == DC_ARG_MAY_WORD ? "]" : "");
    print_item(to, name, option->help, 30);
}

static void print_options(FILE *to, const char *title, uint64_t options)
{
    if (options == 0) {
        return;
    }
    fprintf(to, "\n%s:\n", title);
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        if ((options & DC_OPT_BIT(id)) != 0) {
            print_option(to, dc_option_at(id));
        }
    }
}

void dc_help_command(const struct dc_command *command, FILE *to)
{
    const uint64_t own = command->options & ~command->shared;

    fprintf(to, "Usage: %s %s [options]%s%s\n\n", DC_PROGRAM, command->name,
            command->operands[0] != '\0' ? " " : "", command->operands);
    dc_say_wrapped(to, command->details, 0, 0, DC_HELP_WIDTH);
    print_options(to, "Options", own | DC_OPT_BIT(DC_OPT_HELP));
    print_options(to, "Options of every simulating command", command->shared);
    if (command->example[0].what != NULL) {
        fputs("\nExamples:\n", to);
    }
    for (size_t i = 0; i < 4 && command->example[i].what != NULL; i++) {
        fprintf(to, "  %s\n      ", command->example[i].line);
        dc_say_wrapped(to, command->example[i].what, 6, 6, DC_HELP_WIDTH);
    }
}

/* The notice that the licence of the generator asks to be shown with every binary. */
static const char random123_notice[] =
    "Random numbers by Random123, which is under this licence:\n\n"
    "Copyright 2010-2021, D. E. Shaw Research. All rights reserved.\n\n"
    "Redistribution and use in source and binary forms, with or without modification, are "
    "permitted provided that the following conditions are met:\n\n"
    "* Redistributions of source code must retain the above copyright notice, this list of "
    "conditions, and the following disclaimer.\n"
    "* Redistributions in binary form must reproduce the above copyright notice, this list of "
    "conditions, and the following disclaimer in the documentation and/or other materials "
    "provided with the distribution.\n"
    "* Neither the name of D. E. Shaw Research nor the names of its contributors may be used "
    "to "
    "endorse or promote products derived from this software without specific prior written "
    "permission.\n\n"
    "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS \"AS IS\" AND ANY "
    "EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF "
    "MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL "
    "THE "
    "COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, "
    "EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF "
    "SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) "
    "HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR "
    "TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS "
    "SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.";

void dc_help_version(FILE *to)
{
    fprintf(to, "%s %s\n\n", DC_PROGRAM, DC_VERSION);
    dc_say_wrapped(
        to,
        "Free software under the GNU General Public License, version 3 or later "
        "<https://gnu.org/licenses/gpl.html>: you may change and redistribute it. There "
        "is no warranty, to the extent permitted by law.",
        0, 0, DC_HELP_WIDTH);
    fputc('\n', to);
    dc_say_wrapped(to, random123_notice, 0, 0, DC_HELP_WIDTH);
}
