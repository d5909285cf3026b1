/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/scdoc.h - text for scdoc, the writer of man pages. */
#ifndef DC_CLI_SCDOC_H
#define DC_CLI_SCDOC_H

#include <stdio.h>

/* Text with every character that means something to scdoc taken as it is. A newline begins
 * a new paragraph with `indent` before it. */
void dc_scdoc_text(FILE *to, const char *text, const char *indent);
/* The same for words inside a line. */
void dc_scdoc_words(FILE *to, const char *text);
/* `# TITLE` and the empty lines it needs. */
void dc_scdoc_section(FILE *to, const char *title);
/* A paragraph. */
void dc_scdoc_paragraph(FILE *to, const char *text);
/* `*name*args`, and below it, set in, what it means. args may be NULL. */
void dc_scdoc_item(FILE *to, const char *name, const char *args, const char *text);
/* Lines as they are, one line of text each. */
void dc_scdoc_literal(FILE *to, const char *text);

#endif
