/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/args.h - a command line, read by the rows of cli/option.h. */
#ifndef DC_CLI_ARGS_H
#define DC_CLI_ARGS_H

#include "cli/option.h"
#include "dealcycle/emit.h"

struct dc_command;

/* What was said for one option. */
struct dc_given {
    bool given;
    const char *text;  /* the last value as written; NULL: none */
    uint64_t count;    /* DC_ARG_COUNT */
    double number;     /* DC_ARG_SHARE, DC_ARG_AMOUNT */
    unsigned words;    /* bit i: word i of the row was said */
    const char **list; /* DC_ARG_TEXTS */
    size_t n_list;
};

/* Standard input as a scenario (`-`), which many cases may begin with; read when it is asked
 * for. */
struct dc_input {
    bool is_read;
    char *text;
    size_t n;
};

struct dc_args {
    const struct dc_command *command;
    const char **file; /* what is no option, in order */
    size_t n_files;
    struct dc_given opt[DC_N_OPTIONS];
    char *line;   /* the command as reports show it (cli/line.h) */
    char *shared; /* of its options, as they stand there, those that all simulating commands
                     take */
    struct dc_input *input;
};

/* Reads argv[first, argc) for a command. Every mistake is said on standard error; false if
 * there was one, or if memory ran out. Free with dc_args_free in any case. */
bool dc_args_read(struct dc_args *args, const struct dc_command *command, int argc, char **argv,
                  int first);
void dc_args_free(struct dc_args *args);

/* --format, or text. */
enum dc_format dc_args_format(const struct dc_args *args);

#endif
