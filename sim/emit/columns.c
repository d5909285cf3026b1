/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/columns.c - cells of a table on a terminal. */
#include "emit/columns.h"

#include <string.h>

#include "base/text.h"
#include "decide/words.h"

enum { WIDTH = 79 };

/* How many bytes the first `most` characters take. */
static size_t bytes_of(const char *text, size_t most)
{
    size_t n = 0;

    for (; text[n] != '\0' && most > 0; most--) {
        n++;
        while (((unsigned char)text[n] & 0xC0) == 0x80) {
            n++;
        }
    }
    return n;
}

void dc_column_left(FILE *to, const char *text, int width)
{
    char tamed[256];

    snprintf(tamed, sizeof tamed, "%s", text);
    tamed[dc_text_tame(tamed, strlen(tamed))] = '\0';
    const int wide = (int)dc_text_columns(tamed, strlen(tamed));
    if (wide < width) {
        fprintf(to, "%s%*s", tamed, width - wide, "");
    } else {
        fprintf(to, "%.*s~ ", (int)bytes_of(tamed, (size_t)width - 2), tamed);
    }
}

void dc_column_right(FILE *to, const char *text, int width)
{
    const int wide = (int)dc_text_columns(text, strlen(text));

    fprintf(to, "%*s%s", width > wide ? width - wide : 1, "", text);
}

void dc_column_number(FILE *to, double x, const char *unit, int width)
{
    char words[DC_WORDS_SIZE];
    const bool is_share = strncmp(unit, "share", 5) == 0;

    dc_column_right(
        to, is_share || x == 0.0 ? dc_words_bare(x, unit, words) : dc_words_column(x, words),
        width);
}

void dc_column_wrapped(FILE *to, const char *text)
{
    struct dc_text rest = {text, strlen(text)};
    struct dc_text word;
    size_t used = 0;

    while (dc_text_next(&rest, " ", &word)) {
        const size_t wide = dc_text_columns(word.at, word.n);
        if (used > 0 && used + 1 + wide > WIDTH) {
            fputc('\n', to);
            used = 0;
        }
        fprintf(to, "%s%.*s", used > 0 ? " " : "", (int)word.n, word.at);
        used += wide + (used > 0 ? 1 : 0);
    }
    fputc('\n', to);
}
