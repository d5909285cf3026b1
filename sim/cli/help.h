/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/help.h - what the program says about itself, all from the tables. */
#ifndef DC_CLI_HELP_H
#define DC_CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/* Terminal lines and man pages alike are written for 80 columns. */
#define DC_HELP_WIDTH 79

/* What one run of the program ends with. */
struct dc_exit_row {
    int status;
    const char *meaning;
};
const struct dc_exit_row *dc_exit_at(size_t i); /* NULL past the last */

/* `help TOPIC` that is not a command. */
struct dc_topic {
    const char *name, *summary;
    enum dc_status (*print)(FILE *to, enum dc_format format);
};
const struct dc_topic *dc_topic_at(size_t i); /* NULL past the last */

void dc_help_overview(FILE *to);
void dc_help_version(FILE *to);
void dc_help_command(const struct dc_command *command, FILE *to);

/* The question that the program answers, for help and manual. */
extern const char dc_help_purpose[];

/* What a parameter means, its unit, when it is drawn, its range and default, in two lines. */
void dc_param_describe(const struct dc_param_row *row, char *buf, size_t size);

/* The topics' printers, one a file: topics.c, manual.c, manual_format.c, completion.c. */
enum dc_status dc_topic_parameters(FILE *to, enum dc_format format);
enum dc_status dc_topic_distributions(FILE *to, enum dc_format format);
enum dc_status dc_topic_metrics(FILE *to, enum dc_format format);
enum dc_status dc_topic_messages(FILE *to, enum dc_format format);
enum dc_status dc_topic_manual(FILE *to, enum dc_format format);
enum dc_status dc_topic_format(FILE *to, enum dc_format format);
enum dc_status dc_topic_bash(FILE *to, enum dc_format format);
enum dc_status dc_topic_zsh(FILE *to, enum dc_format format);

#endif
