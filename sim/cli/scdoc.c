/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/scdoc.c - text for scdoc. */
#include "cli/scdoc.h"

#include <string.h>

void dc_scdoc_text(FILE *to, const char *text, const char *indent)
{
    bool line_begins = true;

    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            fprintf(to, "\n%s%s", text[1] == '\n' ? "" : "\n", text[1] == '\n' ? "" : indent);
            line_begins = true;
            continue;
        }
        /* `+` only at a line's end, `-`, `.`, `#` and the like only at its beginning */
        if (strchr("*_\\`<>~", *text) != NULL || (line_begins && strchr("-.#|:[];", *text) != NULL) ||
            (*text == '+' && text[1] == '+')) {
            fputc('\\', to);
        }
        fputc(*text, to);
        line_begins = false;
    }
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
    dc_scdoc_text(to, name, "");
    fputc('*', to);
    if (args != NULL && args[0] != '\0') {
        fputc(' ', to);
        dc_scdoc_text(to, args, "");
    }
    fputs("\n\t", to);
    dc_scdoc_text(to, text, "\t");
    fputs("\n\n", to);
}

void dc_scdoc_literal(FILE *to, const char *text)
{
    fprintf(to, "```\n%s\n```\n\n", text);
}
