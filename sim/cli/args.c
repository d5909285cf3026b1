/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/args.c - reads a command line by the rows, and says all that is wrong with it. */
#include "cli/args.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/line.h"
#include "cli/say.h"
#include "cli/value.h"

struct reader {
    struct dc_args *args;
    struct dc_line record;
    int argc, i;
    char **argv;
    unsigned n_mistakes;
    bool unknown; /* an option that nobody knows: what stands behind it may be its value */
};

static uint64_t accepted(const struct dc_args *args)
{
    return args->command->options | DC_OPT_BIT(DC_OPT_HELP);
}

static bool keep(struct reader *r, struct dc_given *given, const char *text)
{
    if (given->list == NULL) {
        given->list = calloc((size_t)r->argc, sizeof *given->list);
    }
    if (given->list == NULL) {
        dc_say("memory ran out");
        return false;
    }
    given->list[given->n_list++] = text;
    return true;
}

/* Reads the value of an option; says what is wrong with it. */
static bool take_value(struct reader *r, unsigned id, const char *text)
{
    const struct dc_option *const option = dc_option_at(id);
    struct dc_given *const given = &r->args->opt[id];
    const char *const command = r->args->command->name;

    given->given = true;
    given->text = text;
    switch (option->kind) {
    case DC_ARG_NOTHING:
        return true;
    case DC_ARG_TEXT:
        return dc_value_text(command, option, text);
    case DC_ARG_TEXTS:
        return dc_value_text(command, option, text) && keep(r, given, text);
    case DC_ARG_COUNT:
        return dc_value_count(command, option, text, &given->count);
    case DC_ARG_SHARE:
        return dc_value_share(command, option, text, &given->number);
    case DC_ARG_AMOUNT:
        return dc_value_amount(command, option, text, &given->number);
    case DC_ARG_WORD:
    case DC_ARG_WORDS:
    case DC_ARG_MAY_WORD:
        given->words = 0;
        return text == NULL || dc_value_words(command, option, text, &given->words);
    }
    return false;
}

static void take_option(struct reader *r, unsigned id, const char *text)
{
    dc_line_option(&r->record, id, text, (r->args->command->shared & DC_OPT_BIT(id)) != 0);
    if (!take_value(r, id, text)) {
        r->n_mistakes++;
    }
}

/* The next word of the command line, as the value of an option. */
static void take_next(struct reader *r, unsigned id)
{
    const struct dc_option *const option = dc_option_at(id);

    if (r->i + 1 >= r->argc) {
        dc_say("%s: --%s needs a value: --%s %s", r->args->command->name, option->name,
               option->name, option->arg);
        r->n_mistakes++;
        return;
    }
    take_option(r, id, r->argv[++r->i]);
}

/* Options that `name[0, n)` may stand for: how many, and the first; an exact name is alone. */
static unsigned count_matches(uint64_t among, const char *name, size_t n, unsigned *first)
{
    unsigned n_matches = 0;

    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        const char *const other = dc_option_at(id)->name;
        if ((among & DC_OPT_BIT(id)) == 0 || strncmp(other, name, n) != 0) {
            continue;
        }
        if (n_matches == 0 || other[n] == '\0') {
            *first = id;
        }
        if (other[n] == '\0') {
            return 1;
        }
        n_matches++;
    }
    return n_matches;
}

static void say_ambiguous(struct reader *r, const char *name, size_t n)
{
    char list[256];
    size_t used = 0;

    for (unsigned id = 0; id < DC_N_OPTIONS && used < sizeof list; id++) {
        const char *const other = dc_option_at(id)->name;
        if ((accepted(r->args) & DC_OPT_BIT(id)) != 0 && strncmp(other, name, n) == 0) {
            used += (size_t)snprintf(list + used, sizeof list - used, " --%s", other);
        }
    }
    dc_say("%s: --%.*s may be any of%s", r->args->command->name, (int)n, name, list);
}

/* The command that takes an option this one does not, for the message. */
static const char *owner_of(unsigned id)
{
    const struct dc_command *command;

    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        if ((command->options & DC_OPT_BIT(id)) != 0) {
            return command->name;
        }
    }
    return NULL;
}

static void say_unknown(struct reader *r, const char *name, size_t n)
{
    const char *const command = r->args->command->name;
    const char *candidate[DC_N_OPTIONS];
    size_t n_candidates = 0;
    unsigned id = 0;

    for (unsigned i = 0; i < DC_N_OPTIONS; i++) {
        if ((accepted(r->args) & DC_OPT_BIT(i)) != 0) {
            candidate[n_candidates++] = dc_option_at(i)->name;
        }
    }
    const char *const near = dc_suggest_nearest(name, n, candidate, n_candidates);
    if (count_matches(~accepted(r->args), name, n, &id) == 1 && owner_of(id) != NULL) {
        dc_say("%s: --%s is an option of '%s', not of '%s'", command, dc_option_at(id)->name,
               owner_of(id), command);
    } else if (near != NULL) {
        dc_say("%s: there is no option --%.*s; did you mean --%s?", command, (int)n, name,
               near);
    } else {
        dc_say("%s: there is no option --%.*s", command, (int)n, name);
    }
}

static void read_long(struct reader *r, const char *name)
{
    const char *const equals = strchr(name, '=');
    const size_t n = equals != NULL ? (size_t)(equals - name) : strlen(name);
    unsigned id = 0;
    const unsigned n_matches = count_matches(accepted(r->args), name, n, &id);

    if (n_matches != 1) {
        r->n_mistakes++;
        r->unknown = true;
        if (n_matches > 1) {
            say_ambiguous(r, name, n);
        } else {
            say_unknown(r, name, n);
        }
        return;
    }
    const enum dc_option_kind kind = dc_option_at(id)->kind;
    if (equals != NULL && kind == DC_ARG_NOTHING) {
        dc_say("%s: --%s takes no value", r->args->command->name, dc_option_at(id)->name);
        r->n_mistakes++;
    } else if (equals != NULL || kind == DC_ARG_NOTHING || kind == DC_ARG_MAY_WORD) {
        take_option(r, id, equals != NULL ? equals + 1 : NULL);
    } else {
        take_next(r, id);
    }
}

static bool find_letter(const struct dc_args *args, char letter, unsigned *out)
{
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        if ((accepted(args) & DC_OPT_BIT(id)) != 0 && dc_option_at(id)->letter == letter) {
            *out = id;
            return true;
        }
    }
    return false;
}

/* `-q`, `-n 500`, `-n500`, `-qn 500`. */
static void read_letters(struct reader *r, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        unsigned id = 0;
        if (!find_letter(r->args, *letters, &id)) {
            dc_say("%s: there is no option -%c", r->args->command->name, *letters);
            r->n_mistakes++;
            r->unknown = true;
            return;
        }
        if (dc_option_at(id)->kind == DC_ARG_NOTHING) {
            take_option(r, id, NULL);
            continue;
        }
        if (letters[1] != '\0') {
            take_option(r, id, letters + 1);
        } else {
            take_next(r, id);
        }
        return;
    }
}

static void read_words(struct reader *r)
{
    bool only_files = false;

    for (; r->i < r->argc; r->i++) {
        const char *const word = r->argv[r->i];
        if (only_files || word[0] != '-' || word[1] == '\0') {
            r->args->file[r->args->n_files++] = word;
            dc_line_file(&r->record, word);
        } else if (strcmp(word, "--") == 0) {
            only_files = true;
        } else if (word[1] == '-') {
            read_long(r, word + 2);
        } else {
            read_letters(r, word + 1);
        }
    }
}

static void check_operands(struct reader *r)
{
    const struct dc_args *const args = r->args;
    const struct dc_command *const command = args->command;

    if (args->opt[DC_OPT_HELP].given || r->unknown) {
        return;
    }
    if (args->n_files < command->min_files) {
        dc_say("%s: something is missing: %s %s %s", command->name, DC_PROGRAM, command->name,
               command->operands);
        r->n_mistakes++;
    } else if (args->n_files > command->max_files) {
        dc_say("%s: '%s' is one too many: %s %s %s", command->name,
               args->file[command->max_files], DC_PROGRAM, command->name, command->operands);
        r->n_mistakes++;
    }
}

/* Reads everything; false: memory. */
static bool read_all(struct reader *r)
{
    r->args->file = calloc((size_t)r->argc, sizeof *r->args->file);
    dc_line_begin(&r->record);
    if (r->args->file != NULL) {
        read_words(r);
        check_operands(r);
    }
    return dc_line_end(&r->record, r->args->command->name, &r->args->line, &r->args->shared) &&
           r->args->file != NULL;
}

bool dc_args_read(struct dc_args *args, const struct dc_command *command, int argc, char **argv,
                  int first)
{
    struct reader r = {.args = args, .argc = argc, .argv = argv, .i = first};

    memset(args, 0, sizeof *args);
    args->command = command;
    args->input = calloc(1, sizeof *args->input);
    if (args->input == NULL || !read_all(&r)) {
        dc_say("memory ran out");
        return false;
    }
    if (r.n_mistakes > 0) {
        dc_say_plain("Try '%s help %s'.", DC_PROGRAM, command->name);
    }
    return r.n_mistakes == 0;
}

void dc_args_free(struct dc_args *args)
{
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        free(args->opt[id].list);
    }
    free(args->file);
    free(args->line);
    free(args->shared);
    if (args->input != NULL) {
        free(args->input->text);
    }
    free(args->input);
}

enum dc_format dc_args_format(const struct dc_args *args)
{
    switch (args->opt[DC_OPT_FORMAT].words) {
    case 1u << 1:
        return DC_CSV;
    case 1u << 2:
        return DC_JSON;
    default:
        return DC_TEXT;
    }
}
