/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/scdoc.c - text for scdoc. */
#include "cli/scdoc.h"

#include <stdbool.h>
#include <string.h>

/* Characters that mean something anywhere, and those that do so where a line begins. */
static bool is_special(const char *at, bool line_begins)
{
    return strchr("*_\\`<>~", *at) != NULL ||
           (line_begins && strchr("-.#|:[];", *at) != NULL) || (at[0] == '+' && at[1] == '+');
}

static void put(FILE *to, const char *text, const char *indent, bool line_begins)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            fprintf(to, text[1] == '\n' ? "\n" : "\n\n%s", indent);
            line_begins = true;
            continue;
        }
        fprintf(to, is_special(text, line_begins) ? "\\%c" : "%c", *text);
        line_begins = false;
    }
}

void dc_scdoc_text(FILE *to, const char *text, const char *indent)
{
    put(to, text, indent, true);
}

void dc_scdoc_words(FILE *to, const char *text)
{
    put(to, text, "", false);
}

void dc_scdoc_section(FILE *to, const char *title)
{
    fprintf(to, "\n# %s\n\n", title);
}

void dc_scdoc_paragraph(FILE *to, const char *text)
{
    dc_scdoc_text(to, text, "");
    fputs("\n\n", to);
}

void dc_scdoc_item(FILE *to, const char *name, const char *args, const char *text)
{
    fputc('*', to);
    dc_scdoc_words(to, name);
    fputc('*', to);
    if (args != NULL) {
        dc_scdoc_words(to, args);
    }
    fputs("\n\t", to);
    dc_scdoc_text(to, text, "\t");
    fputs("\n\n", to);
}

void dc_scdoc_literal(FILE *to, const char *text)
{
    fprintf(to, "```\n%s\n```\n\n", text);
}
