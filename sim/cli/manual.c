/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/manual.c - dealcycle(1) as scdoc text, from the tables of commands and options. */
#include "cli/help.h"
#include "cli/scdoc.h"

static void print_option(FILE *to, const struct dc_option *option)
{
    char name[64], arg[64] = "";

    if (option->letter != 0) {
        snprintf(name, sizeof name, "-%c, --%s", option->letter, option->name);
    } else {
        snprintf(name, sizeof name, "--%s", option->name);
    }
    if (option->arg != NULL) {
        snprintf(arg, sizeof arg, option->kind == DC_ARG_MAY_WORD ? "[=%s]" : " %s",
                 option->arg);
    }
    dc_scdoc_item(to, name, arg, option->help);
}

static void print_options(FILE *to, uint64_t options)
{
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        if ((options & DC_OPT_BIT(id)) != 0) {
            print_option(to, dc_option_at(id));
        }
    }
}

static void print_command(FILE *to, const struct dc_command *command)
{
    fprintf(to, "## %s %s\n\n", command->name, command->operands);
    dc_scdoc_paragraph(to, command->details);
    print_options(to, command->options & ~command->shared);
    if (command->shared != 0) {
        dc_scdoc_paragraph(to, "And the options of every simulating command, below.");
    }
}

static void print_synopsis(FILE *to)
{
    const struct dc_command *command;

    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        fprintf(to, "*%s %s* [options] ", DC_PROGRAM, command->name);
        dc_scdoc_words(to, command->operands);
        fputs(dc_command_at(i + 1) != NULL ? "++\n" : "\n", to);
    }
}

static void print_examples(FILE *to)
{
    const struct dc_command *command;

    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        for (size_t j = 0; j < 4 && command->example[j].what != NULL; j++) {
            dc_scdoc_item(to, command->example[j].line, NULL, command->example[j].what);
        }
    }
}

static void print_exits(FILE *to)
{
    const struct dc_exit_row *row;
    char status[12];

    for (size_t i = 0; (row = dc_exit_at(i)) != NULL; i++) {
        snprintf(status, sizeof status, "%d", row->status);
        dc_scdoc_item(to, status, NULL, row->meaning);
    }
}

/* clang-format off */
static const struct { const char *name, *what; } files[] = {
    { "results/NAME/",          "the results folder of a scenario NAME.csv; it appears whole or not at all, and replaces an "
                                "older one only if the program wrote that" },
    { "results/.NAME.partial/", "finished parts of a run that was interrupted" },
    { "report.html",            "the answer, pictures, tables and assumptions on one page" },
    { "summary.csv",            "every metric of every team with interval and quantiles" },
    { "monthly.csv",            "the same by month" },
    { "compare.csv",            "each pair of teams: the difference, its interval, how often which is better" },
    { "best.csv",               "each team: how often it is best, and what choosing it would cost on average" },
    { "selection.csv",          "who was chosen, and who was dropped when and by whom (with --select)" },
    { "distribution.csv",       "densities and exceedance curves of bookings, contribution and cash" },
    { "attainment.csv",         "how many rep-periods reached which share of quota" },
    { "replications.csv",       "headline metrics of every replication (with --keep-replications)" },
    { "workbook.xlsx",          "all of it for a spreadsheet (with --xlsx)" },
    { "manifest.json",          "version, command, seed, hashes of the inputs, and where each value comes from" },
    { "plots/",                 "pictures, and the gnuplot scripts that draw them from the CSV files" },
};
/* clang-format on */

static const char *const how_many[] = {
    "Without further options every team is simulated in as many futures as the scenario or "
    "--replications says. --precision goes on until the mean of every team is known well "
    "enough; "
    "--select until it is clear which team is the best, which is often much sooner, since all "
    "teams live in the same futures.",
    "--select P --indifference AMOUNT drops a team as soon as it is too far behind another "
    "one, "
    "and simulates it no further. If one team truly leads all others by AMOUNT or more, it is "
    "the "
    "one that is chosen with a probability of at least P (the procedure KN++ of Kim and "
    "Nelson, "
    "2006, on common random numbers). `run` and `compare` choose among all teams of all files, "
    "`batch` and `stress` in each case. Teams then have different numbers of futures (the "
    "column "
    "n): differences are over those that both went through, chances to be the best over those "
    "that all went through. Intervals are the plain ones of these futures; as a run ends when "
    "a "
    "lead is large, they hold the truth a little less often than they say, in 92% to 97% of "
    "experiments.",
    "With --budget N there are N futures to spend, for all teams together, and each gets more "
    "of "
    "them the harder it is to tell from the best (OCBA of Chen and others, 2000, for shared "
    "futures). The budget is not used up if it is clear sooner; P is then an estimate.",
};

static void print_commands(FILE *to)
{
    const struct dc_command *command;

    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        print_command(to, command);
    }
}

enum dc_status dc_topic_manual(FILE *to, enum dc_format format)
{
    (void)format;
    fprintf(to, "%s(1) \"%s %s\" \"User Commands\"\n", DC_PROGRAM, DC_PROGRAM, DC_VERSION);
    dc_scdoc_section(to, "NAME");
    fprintf(to, "%s - simulates sales teams and says which is best\n", DC_PROGRAM);
    dc_scdoc_section(to, "SYNOPSIS");
    print_synopsis(to);
    dc_scdoc_section(to, "DESCRIPTION");
    dc_scdoc_paragraph(to, dc_help_purpose);
    dc_scdoc_paragraph(
        to, "A scenario is a CSV file that states the market, the sales process and "
            "the teams: see dealcycle-scenario(5). Results for people go to standard "
            "output, progress and warnings to standard error. Options may be "
            "shortened as long as they stay unique.");
    print_options(to, DC_OPT_BIT(DC_OPT_HELP) | DC_OPT_BIT(DC_OPT_VERSION));
    dc_scdoc_section(to, "COMMANDS");
    print_commands(to);
    dc_scdoc_section(to, "OPTIONS OF EVERY SIMULATING COMMAND");
    print_options(to, DC_SIMULATING);
    dc_scdoc_section(to, "HOW MANY FUTURES");
    for (size_t i = 0; i < sizeof how_many / sizeof how_many[0]; i++) {
        dc_scdoc_paragraph(to, how_many[i]);
    }
    dc_scdoc_section(to, "EXIT STATUS");
    print_exits(to);
    dc_scdoc_section(to, "FILES");
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        dc_scdoc_item(to, files[i].name, NULL, files[i].what);
    }
    dc_scdoc_section(to, "EXAMPLES");
    print_examples(to);
    dc_scdoc_section(to, "ENVIRONMENT");
    dc_scdoc_item(to, "NO_COLOR", NULL, "if set and not empty, no colour on a terminal");
    dc_scdoc_item(to, "TERM", NULL, "if `dumb`, no progress bar");
    dc_scdoc_section(to, "SEE ALSO");
    fprintf(to, "*%s-scenario*(5), *gnuplot*(1)\n", DC_PROGRAM);
    return DC_OK;
}
