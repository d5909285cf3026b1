/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/sniff.c - what a file's bytes are, before they are split. */
#include "csv/sniff.h"

#include <string.h>

#include "base/text.h"

struct source {
    const char *file, *text;
    size_t n;
};

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool has_bom(const struct source *r)
{
    return r->n >= 3 && memcmp(r->text, "\xEF\xBB\xBF", 3) == 0;
}

/* Where a byte stands: for errors only, so it may count from the start. */
static struct dc_span place_of(const struct source *r, size_t offset)
{
    uint32_t line = 1;
    size_t line_start = has_bom(r) ? 3 : 0; /* the mark is no column */

    for (size_t i = line_start; i < offset; i++) {
        const char next = i + 1 < r->n ? r->text[i + 1] : '\0';
        if (r->text[i] == '\n' || (r->text[i] == '\r' && next != '\n')) {
            line++;
            line_start = i + 1;
        }
    }
    return (struct dc_span){r->file, line, (uint32_t)(offset - line_start + 1), 1};
}

/* UTF-16 is what "Unicode text" means to some programs. */
static void bytes_check(const struct source *r, struct dc_diags *diags, struct dc_sniff *out)
{
    const char *const text = r->text;
    const char *nul = r->n > 0 ? memchr(text, '\0', r->n) : NULL;
    const size_t bad = dc_text_bad_utf8(text, r->n);

    out->is_bad = nul != NULL || bad < r->n;
    out->is_binary = nul != NULL;
    if (r->n >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        out->is_binary = true;
        (void)dc_report(diags, DC_NOT_UTF8, place_of(r, 0), NULL,
                        "the file is UTF-16; save it as CSV in UTF-8");
    } else if (nul != NULL) {
        (void)dc_report(diags, DC_NOT_UTF8, place_of(r, (size_t)(nul - text)), NULL,
                        "a NUL byte: this is not a text file; save it as CSV in UTF-8");
    } else if (bad < r->n) {
        (void)dc_report(diags, DC_NOT_UTF8, place_of(r, bad), NULL,
                        "byte 0x%02X is not UTF-8; save the file as CSV in UTF-8",
                        (unsigned)(unsigned char)text[bad]);
    }
}

/* Offset behind the row at i, quoted line breaks not ending it. Counts what separates. */
static size_t header_scan(const struct source *r, size_t i, size_t count[3])
{
    bool quoted = false;

    for (; i < r->n && (quoted || !is_break(r->text[i])); i++) {
        const char c = r->text[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted) {
            count[0] += c == ',' ? 1 : 0;
            count[1] += c == ';' ? 1 : 0;
            count[2] += c == '\t' ? 1 : 0;
        }
    }
    return i;
}

/* The header is the first row that is neither blank nor a comment, quoted ones included. */
static char separator_find(const struct source *r, size_t i)
{
    size_t count[3] = {0, 0, 0};

    while (i < r->n) {
        const size_t blank = dc_text_blank(r->text + i, r->n - i);
        const bool is_quoted_comment = r->n - i >= 2 && memcmp(r->text + i, "\"#", 2) == 0;
        size_t ignored[3] = {0, 0, 0};
        if (blank > 0) {
            i += blank;
        } else if (is_quoted_comment) {
            i = header_scan(r, i, ignored);
        } else if (r->text[i] == '#') {
            while (i < r->n && !is_break(r->text[i])) {
                i++;
            }
        } else {
            (void)header_scan(r, i, count);
            break;
        }
    }
    if (count[0] > 0 || (count[1] == 0 && count[2] == 0)) {
        return ',';
    }
    return count[1] > 0 ? ';' : '\t';
}

/* `sep=;` alone in the first line is how a spreadsheet is told the separator. */
static size_t sep_line(const struct source *r, size_t i, char *separator)
{
    const struct dc_text rest = {r->text + i, r->n - i};

    if (rest.n >= 5 && memcmp(rest.at, "sep=", 4) == 0 && strchr(",;\t", rest.at[4]) != NULL &&
        rest.at[4] != '\0' && (rest.n == 5 || is_break(rest.at[5]))) {
        *separator = rest.at[4];
        return i + 5;
    }
    return i;
}

struct dc_sniff dc_sniff(const char *file, const char *text, size_t n, struct dc_diags *diags)
{
    const struct source r = {file, text, n};
    struct dc_sniff out = {0};

    bytes_check(&r, diags, &out);
    out.text_start = has_bom(&r) ? 3 : 0;
    out.rows_start = sep_line(&r, out.text_start, &out.separator);
    if (out.separator == '\0') {
        out.separator = separator_find(&r, out.text_start);
    }
    return out;
}
