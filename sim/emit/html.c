/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/html.c - escaping, and result tables read back. */
#include "emit/html.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "emit/fs.h"

enum { LARGEST_TABLE = 1 << 28 };

static void put_character(FILE *to, char c)
{
    switch (c) {
    case '&':
        fputs("&amp;", to);
        break;
    case '<':
        fputs("&lt;", to);
        break;
    case '>':
        fputs("&gt;", to);
        break;
    case '"':
        fputs("&quot;", to);
        break;
    case '\'':
        fputs("&#39;", to);
        break;
    default:
        fputc((unsigned char)c < 0x20 || c == 0x7F ? ' ' : c, to);
        break;
    }
}

/* How many characters from here on stand for themselves. */
static size_t plain(const char *at)
{
    size_t n = 0;
    while ((unsigned char)at[n] >= 0x20 && at[n] != 0x7F && strchr("&<>\"'", at[n]) == NULL) {
        n++;
    }
    return n;
}

void dc_html_text(FILE *to, const char *text)
{
    for (const char *at = text; at != NULL && *at != '\0';) {
        const size_t n = plain(at);
        fwrite(at, 1, n, to);
        at += n;
        if (*at != '\0') {
            put_character(to, *at++);
        }
    }
}

void dc_html_print(FILE *to, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    for (const char *at = fmt; *at != '\0'; at++) {
        const size_t n = strcspn(at, "%");
        fwrite(at, 1, n, to);
        at += n;
        if (*at == '\0') {
            break;
        }
        if (*++at == 's') {
            dc_html_text(to, va_arg(args, const char *));
        } else if (*at == 'd') {
            fprintf(to, "%d", va_arg(args, int));
        } else if (*at == 'z') {
            fprintf(to, "%zu", va_arg(args, size_t));
            at++;
        } else {
            fputc('%', to);
        }
    }
    va_end(args);
}

bool dc_table_load(const char *dir, const char *name, struct dc_arena *arena,
                   struct dc_table *out)
{
    char *const path = dc_fs_join(dir, name);
    struct dc_diags *const diags = dc_diags_new();
    size_t n = 0;
    char *const text = path != NULL ? dc_fs_read(path, LARGEST_TABLE, &n) : NULL;
    const bool ok = text != NULL && diags != NULL &&
                    dc_csv_parse(name, text, n, ',', 0, arena, diags, &out->csv) &&
                    out->csv.n_rows > 0;
    free(text);
    free(path);
    dc_diags_free(diags);
    return ok;
}

size_t dc_table_n(const struct dc_table *table)
{
    return table->csv.n_rows - 1;
}

const char *dc_table_cell(const struct dc_table *table, size_t i, const char *column)
{
    const struct dc_csv_row *const head = &table->csv.row[0];
    const struct dc_csv_row *const row = &table->csv.row[i + 1];
    for (uint32_t k = 0; k < head->n_cells && k < row->n_cells; k++) {
        if (strcmp(head->cell[k].text, column) == 0) {
            return row->cell[k].text;
        }
    }
    return "";
}

bool dc_table_number(const struct dc_table *table, size_t i, const char *column, double *out)
{
    const char *const text = dc_table_cell(table, i, column);
    return dc_number_parse(text, strlen(text), out);
}
