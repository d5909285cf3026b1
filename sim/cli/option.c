/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/option.c - the rows of the options. */
#include "cli/option.h"

#include <stdio.h>
#include <string.h>

/* Enough for any machine; more is a slip of the finger. */
#define MOST_THREADS 1024
/* 100 million: 8 bytes for each of a team's rows would be terabytes long before. */
#define MOST_REPLICATIONS 100000000

/* clang-format off */
static const struct dc_option rows[DC_N_OPTIONS] = {
    [DC_OPT_RESOLVED] = { .name = "resolved", .kind = DC_ARG_MAY_WORD, .arg = "full", .words = "full",
        .help = "print the scenario as CSV: each row in force once, at the path where it was set; "
                "with `=full` every value for each team, segment and stage" },
    [DC_OPT_STRICT] = { .name = "strict",
        .help = "take every warning as an error" },
    [DC_OPT_TEAM] = { .name = "team", .letter = 't', .kind = DC_ARG_TEXT, .arg = "T",
        .help = "the team to watch; needed if the scenario has several" },
    [DC_OPT_REPLICATION] = { .name = "replication", .letter = 'r', .kind = DC_ARG_COUNT, .arg = "R",
        .max = MOST_REPLICATIONS, .help = "the replication to watch, counted from 0 (default: 0)" },
    [DC_OPT_SWEEP] = { .name = "sweep", .kind = DC_ARG_TEXT, .arg = "SWEEP.csv", .is_file = true,
        .help = "a CSV file with the header `name` and parameter paths: each row is a case, laid over FILE" },
    [DC_OPT_GRID] = { .name = "grid", .kind = DC_ARG_TEXTS, .arg = "PATH=A,B,C",
        .help = "a case for each value, split at commas outside parentheses; several grids multiply" },
    [DC_OPT_WITH] = { .name = "with", .kind = DC_ARG_TEXT, .arg = "STRESS.csv", .is_file = true,
        .help = "the file of stresses" },
    [DC_OPT_REVERSE] = { .name = "reverse",
        .help = "find how strong each stress must be for --metric to fall --below a value; 1 is as "
                "written, 10 is the strongest tried; prints, and writes nothing" },
    [DC_OPT_BELOW] = { .name = "below", .kind = DC_ARG_AMOUNT, .arg = "X",
        .help = "with --reverse: the value that the mean of the metric must not fall below" },
    [DC_OPT_PROBABILITY] = { .name = "probability", .kind = DC_ARG_SHARE, .arg = "P%",
        .help = "with --reverse: not the mean, but at most P% of the futures may be below" },
    [DC_OPT_SCENARIO] = { .name = "scenario", .kind = DC_ARG_TEXT, .arg = "NEW.csv", .is_file = true,
        .help = "the scenario to write; an existing file only if calibrate wrote it" },
    [DC_OPT_MAP] = { .name = "map", .kind = DC_ARG_TEXT, .arg = "MAP.csv", .is_file = true,
        .help = "a CSV file field,column,value,meaning: which column is what, and what its values mean" },
    [DC_OPT_JOIN] = { .name = "join", .kind = DC_ARG_TEXT, .arg = "COLUMN",
        .help = "the column by which rows of the second file belong to rows of the first" },
    [DC_OPT_AS_OF] = { .name = "as-of", .kind = DC_ARG_TEXT, .arg = "DATE",
        .help = "the day of the export, YYYY-MM-DD (default: the latest date in the file)" },
    [DC_OPT_DATES] = { .name = "dates", .kind = DC_ARG_WORD, .arg = "ORDER", .words = "dmy,mdy",
        .help = "how 3/4/2026 is meant: dmy (day first) or mdy" },
    [DC_OPT_SHOW_MAP] = { .name = "show-map",
        .help = "print what was recognised and which rules apply; fit and write nothing" },
    [DC_OPT_REPLICATIONS] = { .name = "replications", .letter = 'n', .kind = DC_ARG_COUNT, .arg = "N",
        .min = 1, .max = MOST_REPLICATIONS,
        .help = "how many futures to simulate for each team (default: scenario.replications)" },
    [DC_OPT_PRECISION] = { .name = "precision", .letter = 'p', .kind = DC_ARG_SHARE, .arg = "P%",
        .help = "stop as soon as the 95% interval of the mean is within P% of it, for every team; "
                "at most --replications" },
    [DC_OPT_SELECT] = { .name = "select", .kind = DC_ARG_SHARE, .arg = "P%",
        .help = "go on until the best team is chosen with probability P, and drop on the way those "
                "that cannot be it; at most --replications of each team, if given" },
    [DC_OPT_INDIFFERENCE] = { .name = "indifference", .kind = DC_ARG_AMOUNT, .arg = "AMOUNT",
        .help = "with --select: the smallest lead that matters, in the metric's unit; teams "
                "closer than that may be taken for each other" },
    [DC_OPT_BUDGET] = { .name = "budget", .kind = DC_ARG_COUNT, .arg = "N", .min = 1,
        .max = MOST_REPLICATIONS,
        .help = "with --select: at most N replications of all teams together, each team's share "
                "by how hard it is to tell from the best" },
    [DC_OPT_METRIC] = { .name = "metric", .letter = 'm', .kind = DC_ARG_TEXT, .arg = "M",
        .help = "rank teams by this metric, and stop or select by it (default: contribution)" },
    [DC_OPT_SEED] = { .name = "seed", .letter = 's', .kind = DC_ARG_COUNT, .arg = "S", .max = UINT64_MAX,
        .help = "another seed, another set of futures (default: scenario.seed)" },
    [DC_OPT_SET] = { .name = "set", .kind = DC_ARG_TEXTS, .arg = "PATH=VALUE",
        .help = "lay a parameter over the scenario, in its own unit; may be repeated" },
    [DC_OPT_TEAMS] = { .name = "teams", .kind = DC_ARG_TEXT, .arg = "A,B",
        .help = "only these teams" },
    [DC_OPT_REQUIRE] = { .name = "require", .kind = DC_ARG_TEXTS, .arg = "'METRIC[TEAM] STATISTIC OP VALUE'",
        .judges = true,
        .help = "exit with status 3 unless the condition holds, such as "
                "'bookings[hybrid] p10 >= 2e6'; may be repeated" },
    [DC_OPT_OUT] = { .name = "out", .letter = 'o', .kind = DC_ARG_TEXT, .arg = "DIR", .unrecorded = true,
        .help = "the folder for the results" },
    [DC_OPT_PLOTS] = { .name = "plots", .kind = DC_ARG_WORDS, .arg = "svg,png,pdf", .words = "svg,png,pdf",
        .help = "draw plots in these forms" },
    [DC_OPT_NO_PLOTS] = { .name = "no-plots",
        .help = "draw no plots" },
    [DC_OPT_KEEP_REPLICATIONS] = { .name = "keep-replications",
        .help = "write the headline metrics of every replication, too (replications.csv)" },
    [DC_OPT_XLSX] = { .name = "xlsx",
        .help = "write the results as a workbook for a spreadsheet, too (workbook.xlsx)" },
    [DC_OPT_FORMAT] = { .name = "format", .letter = 'f', .kind = DC_ARG_WORD, .arg = "FORMAT",
        .words = "text,csv,json", .judges = true, .help = "what to print: text (default), csv or json" },
    [DC_OPT_THREADS] = { .name = "threads", .letter = 'j', .kind = DC_ARG_COUNT, .arg = "T", .min = 1,
        .max = MOST_THREADS, .unrecorded = true,
        .help = "how many cores to use (default: all); results do not depend on it" },
    [DC_OPT_ALLOW_OUTSIDE] = { .name = "allow-outside",
        .help = "let file names in a scenario leave the scenario's folder" },
    [DC_OPT_QUIET] = { .name = "quiet", .letter = 'q', .unrecorded = true,
        .help = "no progress bar and no notes; warnings and errors stay" },
    [DC_OPT_HELP] = { .name = "help", .letter = 'h', .unrecorded = true,
        .help = "print this help" },
    [DC_OPT_VERSION] = { .name = "version", .letter = 'V', .unrecorded = true,
        .help = "print the version and the licences" },
};
/* clang-format on */

const struct dc_option *dc_option_at(unsigned id)
{
    return &rows[id];
}

bool dc_option_word(const struct dc_option *option, unsigned i, char *buf, size_t size)
{
    const char *at = option->words;

    for (; i > 0 && at != NULL; i--) {
        at = strchr(at, ',');
        at = at != NULL ? at + 1 : NULL;
    }
    if (at == NULL) {
        return false;
    }
    snprintf(buf, size, "%.*s", (int)strcspn(at, ","), at);
    return true;
}
