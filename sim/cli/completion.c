/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/completion.c - completion scripts for bash and zsh, from the tables. */
#include "cli/help.h"

static void print_words(FILE *to, const struct dc_option *option, const char *between)
{
    char word[32];

    for (unsigned i = 0; dc_option_word(option, i, word, sizeof word); i++) {
        fprintf(to, "%s%s", i > 0 ? between : "", word);
    }
}

static void print_option_names(FILE *to, uint64_t options)
{
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        if ((options & DC_OPT_BIT(id)) != 0) {
            fprintf(to, " --%s", dc_option_at(id)->name);
        }
    }
}

static void print_command_names(FILE *to)
{
    const struct dc_command *command;

    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        fprintf(to, " %s", command->name);
    }
}

static void print_topic_names(FILE *to)
{
    const struct dc_topic *topic;

    print_command_names(to);
    for (size_t i = 0; (topic = dc_topic_at(i)) != NULL; i++) {
        fprintf(to, " %s", topic->name);
    }
}

/* What completes the words of a command that are no options. */
static void print_bash_operands(FILE *to, const struct dc_command *command)
{
    switch (command->operand) {
    case DC_SCENARIO_FILE:
        fputs("COMPREPLY=($(compgen -f -X '!*.csv' -- \"$cur\") $(compgen -d -- \"$cur\"))",
              to);
        break;
    case DC_RESULTS_FOLDER:
        fputs("COMPREPLY=($(compgen -d -- \"$cur\"))", to);
        break;
    case DC_STARTER_NAME:
        fprintf(
            to,
            "COMPREPLY=($(compgen -W \"$(%s init | sed -n 's/^  \\([a-z][^ ]*\\) .*/\\1/p')\" "
            "-- \"$cur\"))",
            DC_PROGRAM);
        break;
    case DC_TOPIC_NAME:
        fputs("COMPREPLY=($(compgen -W \"", to);
        print_topic_names(to);
        fputs("\" -- \"$cur\"))", to);
        break;
    case DC_NO_OPERAND:
        fputs(":", to);
        break;
    }
}

static void print_bash_command(FILE *to, const struct dc_command *command)
{
    fprintf(to, "    %s)\n        opts=\"", command->name);
    print_option_names(to, command->options | DC_OPT_BIT(DC_OPT_HELP));
    fputs("\"\n        if [[ $cur != -* ]]; then ", to);
    print_bash_operands(to, command);
    fputs("; fi ;;\n", to);
}

/* The values of the option that stands before. */
static void print_bash_values(FILE *to)
{
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        const struct dc_option *const option = dc_option_at(id);
        if (option->words != NULL && option->kind != DC_ARG_MAY_WORD) {
            fprintf(to, "    --%s) COMPREPLY=($(compgen -W \"", option->name);
            print_words(to, option, " ");
            fputs("\" -- \"$cur\")); return ;;\n", to);
        }
    }
    fputs("    --out) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n", to);
}

enum dc_status dc_topic_bash(FILE *to, enum dc_format format)
{
    const struct dc_command *command;

    (void)format;
    fprintf(to, "# bash completion for %s, printed by `%s help bash-completion`\n", DC_PROGRAM,
            DC_PROGRAM);
    fprintf(to,
            "_%s() {\n    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} "
            "opts=\n    COMPREPLY=()\n    if ((COMP_CWORD == 1)); then\n"
            "        COMPREPLY=($(compgen -W \"",
            DC_PROGRAM);
    print_command_names(to);
    fputs(" --help --version\" -- \"$cur\"))\n        return\n    fi\n    case $prev in\n", to);
    print_bash_values(to);
    fputs("    esac\n    case ${COMP_WORDS[1]} in\n", to);
    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        print_bash_command(to, command);
    }
    fprintf(to,
            "    esac\n    if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$opts\" -- "
            "\"$cur\")); fi\n}\ncomplete -o filenames -F _%s %s\n",
            DC_PROGRAM, DC_PROGRAM);
    return DC_OK;
}

/* Text inside a single-quoted zsh spec, where quotes, brackets and colons mean something. */
static void print_zsh_text(FILE *to, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", to);
        } else if (*text == '[' || *text == ']' || *text == ':' || *text == '\\') {
            fprintf(to, "\\%c", *text);
        } else {
            fputc(*text, to);
        }
    }
}

static void print_zsh_option(FILE *to, const struct dc_option *option)
{
    const bool repeats = option->kind == DC_ARG_TEXTS;

    fprintf(to, "            '%s--%s%s[", repeats ? "*" : "", option->name,
            option->arg != NULL ? option->kind == DC_ARG_MAY_WORD ? "=-" : "=" : "");
    print_zsh_text(to, option->help);
    fputc(']', to);
    if (option->arg != NULL) {
        fprintf(to, "%s:", option->kind == DC_ARG_MAY_WORD ? ":" : "");
        print_zsh_text(to, option->name);
        fputc(':', to);
        if (option->words != NULL) {
            fputc('(', to);
            print_words(to, option, " ");
            fputc(')', to);
        }
    }
    fputs("' \\\n", to);
}

static void print_zsh_operands(FILE *to, const struct dc_command *command)
{
    switch (command->operand) {
    case DC_SCENARIO_FILE:
        fputs("            '*:scenario:_files -g \"*.csv\"' ;;\n", to);
        break;
    case DC_RESULTS_FOLDER:
        fputs("            '*:folder:_files -/' ;;\n", to);
        break;
    case DC_STARTER_NAME:
        fprintf(
            to,
            "            \"1:starter:($(%s init | sed -n 's/^  \\([a-z][^ ]*\\) .*/\\1/p'))\" "
            "'2:file:_files' ;;\n",
            DC_PROGRAM);
        break;
    case DC_TOPIC_NAME:
        fputs("            '1:topic:(", to);
        print_topic_names(to);
        fputs(")' ;;\n", to);
        break;
    case DC_NO_OPERAND:
        fputs("            ;;\n", to);
        break;
    }
}

static void print_zsh_command(FILE *to, const struct dc_command *command)
{
    fprintf(to, "    %s)\n        _arguments \\\n", command->name);
    for (unsigned id = 0; id < DC_N_OPTIONS; id++) {
        if (((command->options | DC_OPT_BIT(DC_OPT_HELP)) & DC_OPT_BIT(id)) != 0) {
            print_zsh_option(to, dc_option_at(id));
        }
    }
    print_zsh_operands(to, command);
}

enum dc_status dc_topic_zsh(FILE *to, enum dc_format format)
{
    const struct dc_command *command;

    (void)format;
    fprintf(to, "#compdef %s\n# zsh completion, printed by `%s help zsh-completion`\n",
            DC_PROGRAM, DC_PROGRAM);
    fputs("if ((CURRENT == 2)); then\n    local -a commands=(\n", to);
    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        fprintf(to, "        '%s:", command->name);
        print_zsh_text(to, command->summary);
        fputs("'\n", to);
    }
    fputs("    )\n    _describe command commands\n    return\nfi\n"
          "shift words\n((CURRENT--))\ncase $words[1] in\n",
          to);
    for (size_t i = 0; (command = dc_command_at(i)) != NULL; i++) {
        print_zsh_command(to, command);
    }
    fputs("esac\n", to);
    return DC_OK;
}
