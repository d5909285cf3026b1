/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/table_text.c - the comparison for people, 80 columns wide: the verdict, then the teams
 * side by side. */
#include "emit/table_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
    WIDTH = 80,
    NAME_WIDTH = 26, /* the first column */
    GAP = 2
};

static size_t columns_of(const char *text)
{
    return dc_text_columns(text, strlen(text));
}

/* Prints text broken at blanks to fit the width. */
static void print_wrapped(FILE *to, const char *text)
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
        used += wide + (used > 0);
    }
    fputc('\n', to);
}

/* Every sentence of the verdict as one paragraph. */
static bool print_verdict(FILE *to, const struct dc_finding *finding)
{
    size_t size = 1;
    const char *text;
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL; i++) {
        size += strlen(text) + 1;
    }
    char *const all = calloc(size, 1);
    if (all == NULL) {
        return false;
    }
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL; i++) {
        strcat(strcat(all, i > 0 ? " " : ""), text);
    }
    all[dc_text_tame(all, strlen(all))] = '\0';
    print_wrapped(to, all);
    free(all);
    return true;
}

static void widths_find(const struct dc_text_table *table, uint32_t n, size_t width[])
{
    for (uint32_t i = 0; i < n; i++) {
        width[i] = 8;
        for (size_t l = 0; l < table->n_lines; l++) {
            const size_t wide = columns_of(table->line[l].cell[i]);
            width[i] = wide > width[i] ? wide : width[i];
        }
    }
}

/* Contenders [from, to) of every line. */
static void print_panel(FILE *stream, const struct dc_text_table *table, uint32_t from,
                        uint32_t to, const size_t width[])
{
    fputc('\n', stream);
    for (size_t l = 0; l < table->n_lines; l++) {
        const struct dc_text_line *const line = &table->line[l];
        fprintf(stream, "%-*s", NAME_WIDTH, line->name);
        for (uint32_t i = from; i < to; i++) {
            const size_t wide = columns_of(line->cell[i]);
            fprintf(stream, "%*s%s", (int)(width[i] + GAP - wide), "", line->cell[i]);
        }
        fputc('\n', stream);
    }
}

/* As many contenders side by side as fit, then the next. */
static void print_table(FILE *to, const struct dc_text_table *table, uint32_t n,
                        const size_t width[])
{
    uint32_t at = 0;
    while (at < n) {
        const uint32_t from = at;
        size_t used = NAME_WIDTH;
        while (at < n && (at == from || used + width[at] + GAP <= WIDTH)) {
            used += width[at++] + GAP;
        }
        print_panel(to, table, from, at, width);
    }
}

enum dc_status dc_comparison_print(const struct dc_finding *finding, FILE *to)
{
    struct dc_arena arena = {0};
    const uint32_t n = dc_finding_n(finding);
    struct dc_text_table *const table = dc_arena_zero(&arena, 1, sizeof *table);
    size_t *const width = dc_arena_zero(&arena, n + 1, sizeof *width);
    bool ok = table != NULL && width != NULL && print_verdict(to, finding);
    if (ok && n > 0 && dc_text_table_fill(table, finding, &arena)) {
        widths_find(table, n, width);
        print_table(to, table, n, width);
    } else {
        ok = ok && n == 0;
    }
    dc_arena_free(&arena);
    ok = ok && fflush(to) == 0 && ferror(to) == 0;
    return ok ? DC_OK : DC_FAILED;
}
