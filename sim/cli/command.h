/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/command.h - the table of commands. A command is one row, in its own cmd_ file. */
#ifndef DC_CLI_COMMAND_H
#define DC_CLI_COMMAND_H

#include "cli/args.h"
#include "dealcycle.h"

#define DC_PROGRAM "dealcycle"

/* What the arguments that are no options stand for: help and completion ask. */
enum dc_operand {
    DC_NO_OPERAND,
    DC_SCENARIO_FILE,
    DC_RESULTS_FOLDER,
    DC_STARTER_NAME,
    DC_TOPIC_NAME
};

struct dc_example {
    const char *line, *what; /* what: NULL ends the list */
};

struct dc_command {
    const char *name;
    const char *operands; /* as help shows them: `FILE...` */
    enum dc_operand operand;
    size_t min_files, max_files;
    const char *summary; /* a few words, for lists */
    const char *details; /* a paragraph or more, separated by newlines */
    uint64_t options;    /* of DC_OPT_BIT; --help is added to all */
    uint64_t shared;     /* of them, those that all simulating commands share: listed apart */
    struct dc_example example[4];
    enum dc_status (*run)(const struct dc_args *args);
};

/* What every simulating command takes. */
#define DC_SIMULATING                                                                          \
    (DC_OPT_BIT(DC_OPT_REPLICATIONS) | DC_OPT_BIT(DC_OPT_PRECISION) |                          \
     DC_OPT_BIT(DC_OPT_SELECT) | DC_OPT_BIT(DC_OPT_INDIFFERENCE) | DC_OPT_BIT(DC_OPT_BUDGET) | \
     DC_OPT_BIT(DC_OPT_METRIC) | DC_OPT_BIT(DC_OPT_SEED) | DC_OPT_BIT(DC_OPT_SET) |            \
     DC_OPT_BIT(DC_OPT_TEAMS) | DC_OPT_BIT(DC_OPT_REQUIRE) | DC_OPT_BIT(DC_OPT_OUT) |          \
     DC_OPT_BIT(DC_OPT_PLOTS) | DC_OPT_BIT(DC_OPT_NO_PLOTS) |                                  \
     DC_OPT_BIT(DC_OPT_KEEP_REPLICATIONS) | DC_OPT_BIT(DC_OPT_XLSX) |                          \
     DC_OPT_BIT(DC_OPT_FORMAT) | DC_OPT_BIT(DC_OPT_THREADS) |                                  \
     DC_OPT_BIT(DC_OPT_ALLOW_OUTSIDE) | DC_OPT_BIT(DC_OPT_QUIET))

/* The i-th command, in the order of the manual; NULL past the last. */
const struct dc_command *dc_command_at(size_t i);
const struct dc_command *dc_command_find(const char *name); /* NULL: none */
/* The command that was meant, or NULL. */
const char *dc_command_suggest(const char *name);

/* Everything behind main: the exit status. */
int dc_command_main(int argc, char **argv);

#endif
