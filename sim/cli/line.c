/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/line.c - a command line as reports show it. */
#include "cli/line.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

void dc_line_word(FILE *to, const char *before, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_./=,:%+@-";
    fputs(before, to);
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        fputs(word, to);
        return;
    }
    fputc('\'', to);
    for (; *word != '\0'; word++) {
        if (*word == '\'') {
            fputs("'\\''", to);
        } else {
            fputc(*word, to);
        }
    }
    fputc('\'', to);
}

const char *dc_line_base(const char *file)
{
    const char *const slash = strrchr(file, '/');

    return slash != NULL && slash[1] != '\0' ? slash + 1 : file;
}

char *dc_line_stem(const char *file)
{
    const char *const base = dc_line_base(file);
    const size_t n = strlen(base);
    const bool is_csv = n > 4 && strcmp(base + n - 4, ".csv") == 0;

    return strcmp(file, "-") == 0 ? strdup("stdin") : strndup(base, is_csv ? n - 4 : n);
}

void dc_line_begin(struct dc_line *r)
{
    FILE **const stream[] = {&r->files, &r->options, &r->shared};

    for (size_t i = 0; i < 3; i++) {
        r->text[i] = NULL;
        *stream[i] = open_memstream(&r->text[i], &r->n_text[i]);
    }
}

void dc_line_file(struct dc_line *r, const char *file)
{
    if (r->files != NULL) {
        dc_line_word(r->files, " ", dc_line_base(file));
    }
}

static void record_to(FILE *to, const struct dc_option *option, const char *text)
{
    fprintf(to, " --%s", option->name);
    if (text != NULL) {
        dc_line_word(to, option->kind == DC_ARG_MAY_WORD ? "=" : " ",
                     option->is_file ? dc_line_base(text) : text);
    }
}

void dc_line_option(struct dc_line *r, unsigned id, const char *text, bool is_shared)
{
    const struct dc_option *const option = dc_option_at(id);

    if (option->unrecorded || r->options == NULL || r->shared == NULL) {
        return;
    }
    record_to(r->options, option, text);
    if (is_shared && !option->judges) {
        record_to(r->shared, option, text);
    }
}

static bool join(const struct dc_line *r, const char *command, char **line)
{
    const size_t size = sizeof DC_PROGRAM + strlen(command) + r->n_text[0] + r->n_text[1] + 2;

    *line = malloc(size);
    if (*line == NULL) {
        return false;
    }
    snprintf(*line, size, "%s %s%s%s", DC_PROGRAM, command, r->text[0], r->text[1]);
    return true;
}

bool dc_line_end(struct dc_line *r, const char *command, char **line, char **shared)
{
    FILE *const stream[] = {r->files, r->options, r->shared};
    bool ok = true;

    for (size_t i = 0; i < 3; i++) {
        ok = stream[i] != NULL && fclose(stream[i]) == 0 && ok;
    }
    ok = ok && join(r, command, line);
    free(r->text[0]);
    free(r->text[1]);
    *shared = r->text[2];
    return ok;
}
