/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/line.h - a command line as reports show it: files without folders, then options by
 * their long names, none that changes no result. Equal inputs give equal reports. */
#ifndef DC_CLI_LINE_H
#define DC_CLI_LINE_H

#include <stdio.h>

#include "cli/option.h"

struct dc_line {
    FILE *files, *options, *shared; /* NULL where memory ran out */
    char *text[3];                  /* of these streams */
    size_t n_text[3];
};

void dc_line_begin(struct dc_line *r);
void dc_line_file(struct dc_line *r, const char *file);
/* `text` NULL: without a value. */
void dc_line_option(struct dc_line *r, unsigned id, const char *text, bool is_shared);
/* Closes it: `dealcycle COMMAND FILES OPTIONS` into *line, the shared options alone into
 * *shared, both to free; false: memory. */
bool dc_line_end(struct dc_line *r, const char *command, char **line, char **shared);

/* `before` and the word, quoted for a shell where it must be. */
void dc_line_word(FILE *to, const char *before, const char *word);
/* A file without its folder. */
const char *dc_line_base(const char *file);
/* The same without .csv, `stdin` for `-`; to free, NULL: memory. */
char *dc_line_stem(const char *file);

#endif
