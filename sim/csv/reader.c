/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv/reader.c - RFC 4180 text to cells that know where they stand.
 *
 * libcsv splits and unquotes but does not tell positions. So it is fed in runs that end
 * at a byte that may end a cell: when it hands out a cell, the cell ends at the last byte
 * of the run, and began behind the one that ended the cell before. */
#include "csv/reader.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "csv/sniff.h"

/* As many columns as a spreadsheet has. */
#define MOST_COLUMNS 16384

struct reading {
    struct csv_parser parser;
    struct dc_csv *out;
    struct dc_arena *arena;
    struct dc_diags *diags;
    const char *text;
    size_t n;
    size_t max_rows;

    size_t at;         /* the byte fed last, or n at the end */
    uint32_t line;     /* of `at`, from 1 */
    size_t line_start; /* offset of that line's first byte */

    size_t cell_start; /* offset behind the separator before */
    uint32_t cell_line;
    size_t cell_line_start;

    struct dc_cell *cell; /* of the row at hand */
    size_t n_cells, room_cells;
    size_t room_rows, room_comments;
    char *to; /* where the next cell's text goes: cells and their NULs need no more
                 than the file, since each ends with a byte that is not its own */
    const char *end;
    bool at_row_start;
    bool no_memory, stop;
    bool ok;
};

static struct dc_span place(const struct reading *r, size_t offset, uint32_t line,
                            size_t line_start)
{
    return (struct dc_span){r->out->file, line, (uint32_t)(offset - line_start + 1), 1};
}

static const char *text_keep(struct reading *r, struct dc_text text)
{
    char *kept = r->to;
    DC_BUG_UNLESS(text.n < (size_t)(r->end - kept));
    if (text.n > 0) {
        memcpy(kept, text.at, text.n);
    }
    kept[text.n] = '\0';
    r->to += text.n + 1;
    return kept;
}

/* libcsv hands out a cell: it ends before the byte at hand. */
static void cell_ends(void *text, size_t n, void *data)
{
    struct reading *r = data;
    const struct dc_text raw = dc_text_trim(r->text + r->cell_start, r->at - r->cell_start);
    const struct dc_text value = dc_text_trim(text, n);

    if (r->n_cells < MOST_COLUMNS && dc_arena_grow(r->arena, (void **)&r->cell, &r->room_cells,
                                                   r->n_cells + 1, sizeof(*r->cell))) {
        const size_t start = (size_t)(raw.at - r->text);
        r->cell[r->n_cells++] = (struct dc_cell){
            .text = text_keep(r, value),
            .n = (uint32_t)value.n,
            .line = r->cell_line,
            .column = (uint32_t)(start - r->cell_line_start + 1),
            .width = (uint32_t)raw.n,
        };
    } else if (r->n_cells < MOST_COLUMNS) {
        r->no_memory = true;
    } else if (r->n_cells == MOST_COLUMNS) {
        r->n_cells++; /* told once, when the row ends */
    }
    r->cell_start = r->at + 1;
    r->cell_line = r->line;
    r->cell_line_start = r->line_start;
}

static void comment_add(struct reading *r, const char *text)
{
    struct dc_csv *out = r->out;
    if (!dc_arena_grow(r->arena, (void **)&out->comment, &r->room_comments, out->n_comments + 1,
                       sizeof(*out->comment))) {
        r->no_memory = true;
        return;
    }
    out->comment[out->n_comments++] = text;
}

/* Cells without text at the end are kept only as far as the header has columns. */
static size_t cells_that_count(const struct reading *r)
{
    const size_t n_header = r->out->n_rows > 0 ? r->out->row[0].n_cells : 0;
    size_t n = r->n_cells;
    size_t n_text = n;

    while (n_text > 0 && r->cell[n_text - 1].n == 0) {
        n_text--;
    }
    if (n_text == 0) {
        return 0;
    }
    while (n > n_text && n > n_header) {
        n--;
    }
    return n;
}

static bool row_keep(struct reading *r, size_t n_cells)
{
    struct dc_csv *out = r->out;
    struct dc_cell *cell = dc_arena_take(r->arena, n_cells * sizeof(*cell));

    if (cell == NULL || !dc_arena_grow(r->arena, (void **)&out->row, &r->room_rows,
                                       out->n_rows + 1, sizeof(*out->row))) {
        r->no_memory = true;
        return false;
    }
    memcpy(cell, r->cell, n_cells * sizeof(*cell));
    out->row[out->n_rows++] = (struct dc_csv_row){cell, (uint32_t)n_cells};
    return true;
}

static void row_add(struct reading *r)
{
    if (r->n_cells > MOST_COLUMNS) {
        r->ok = dc_report(r->diags, DC_BAD_CSV, dc_cell_span(r->out, &r->cell[0]), NULL,
                          "this row has more than %d columns", MOST_COLUMNS);
        r->n_cells = MOST_COLUMNS;
    }
    const size_t n = cells_that_count(r);
    if (n == 0) {
        return;
    }
    if (r->cell[0].text[0] == '#') { /* a spreadsheet quotes a comment with a comma in it */
        comment_add(r, r->cell[0].text + 1);
    } else if (r->max_rows > 0 && r->out->n_rows > r->max_rows) {
        r->stop = true;
        r->ok = dc_report(r->diags, DC_TOO_LARGE, dc_cell_span(r->out, &r->cell[0]), NULL,
                          "more than %zu rows below the header", r->max_rows);
    } else {
        (void)row_keep(r, n);
    }
}

static void row_ends(int end, void *data)
{
    struct reading *r = data;
    (void)end;
    if (r->n_cells > 0) {
        row_add(r);
    }
    r->n_cells = 0;
    r->at_row_start = true;
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* Counts the line break at `at`; of CR LF the LF counts. */
static void line_count(struct reading *r, size_t at)
{
    const char c = r->text[at];
    if (c == '\n' || (c == '\r' && (at + 1 == r->n || r->text[at + 1] != '\n'))) {
        r->line++;
        r->line_start = at + 1;
    }
}

/* Passes over blank lines and comment lines; *i is then where a row starts, or the end. */
static void lines_skip(struct reading *r, size_t *i)
{
    while (*i < r->n) {
        const struct dc_text rest = {r->text + *i, r->n - *i};
        const size_t blank =
            r->text[*i] == r->out->separator ? 0 : dc_text_blank(rest.at, rest.n);
        if (blank > 0) {
            line_count(r, *i);
            *i += blank;
        } else if (rest.at[0] == '#') {
            size_t n = 0;
            while (n < rest.n && !is_break(rest.at[n])) {
                n++;
            }
            comment_add(r, text_keep(r, (struct dc_text){rest.at + 1, n - 1}));
            *i += n;
        } else {
            break;
        }
    }
    r->cell_start = *i;
    r->cell_line = r->line;
    r->cell_line_start = r->line_start;
}

/* Bytes from i up to and with the first that can end a cell or a line. */
static size_t run_length(const struct reading *r, size_t i)
{
    const char separator = r->out->separator;
    size_t n = i;

    while (n < r->n && r->text[n] != separator && !is_break(r->text[n])) {
        n++;
    }
    return n < r->n ? n + 1 - i : r->n - i;
}

static bool parser_start(struct reading *r)
{
    if (csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        return false;
    }
    csv_set_realloc_func(&r->parser, realloc); /* ours, which a test may replace */
    csv_set_free_func(&r->parser, free);
    csv_set_delim(&r->parser, (unsigned char)r->out->separator);
    return true;
}

/* A quote out of place. Where the cell began lines above, that is where to look. */
static void quote_refuse(struct reading *r, size_t bad)
{
    const struct dc_span at = place(r, bad, r->line, r->line_start);
    const struct dc_span start = place(r, r->cell_start, r->cell_line, r->cell_line_start);

    if (r->text[bad] == '"') {
        (void)dc_report(
            r->diags, DC_BAD_CSV, at, NULL,
            "a quote inside a cell that does not begin with one; put the whole cell "
            "in quotes and write each quote inside it twice");
    } else {
        (void)dc_report_also(r->diags, DC_BAD_CSV, at,
                             r->cell_line < r->line ? start : dc_nowhere, NULL,
                             "text behind the quote that closes the cell; a quote inside a "
                             "quoted cell is written twice");
    }
    r->ok = false;
}

/* Tells, and goes on behind the line; without a header the rest means nothing. */
static size_t line_refuse(struct reading *r, size_t bad)
{
    size_t i = bad;

    quote_refuse(r, bad);
    while (i < r->n && !is_break(r->text[i])) {
        i++;
    }
    csv_free(&r->parser);
    r->no_memory = !parser_start(r) || r->no_memory;
    r->stop = r->out->n_rows == 0;
    r->n_cells = 0;
    r->at_row_start = true;
    return i;
}

static void feed(struct reading *r, size_t i)
{
    while (i < r->n && !r->no_memory && !r->stop) {
        if (r->at_row_start) {
            lines_skip(r, &i);
            r->at_row_start = false;
            continue;
        }
        const size_t n = run_length(r, i);
        const bool ends =
            r->text[i + n - 1] == r->out->separator || is_break(r->text[i + n - 1]);
        r->at = ends ? i + n - 1 : i + n;
        const size_t done = csv_parse(&r->parser, r->text + i, n, cell_ends, row_ends, r);
        if (done < n && csv_error(&r->parser) == CSV_EPARSE) {
            i = line_refuse(r, i + done);
        } else if (done < n) {
            r->no_memory = true;
        } else {
            if (ends && is_break(r->text[r->at])) {
                line_count(r, r->at);
            }
            i += n;
        }
    }
}

static void finish(struct reading *r)
{
    r->at = r->n;
    if (r->no_memory || r->stop || csv_fini(&r->parser, cell_ends, row_ends, r) == 0) {
        return;
    }
    if (csv_error(&r->parser) != CSV_EPARSE) {
        r->no_memory = true;
        return;
    }
    const struct dc_text raw = dc_text_trim(r->text + r->cell_start, r->n - r->cell_start);
    r->ok = dc_report(r->diags, DC_BAD_CSV,
                      place(r, (size_t)(raw.at - r->text), r->cell_line, r->cell_line_start),
                      NULL, "the quote that opens here is never closed");
}

bool dc_csv_parse(const char *file, const char *text, size_t n, char separator, size_t max_rows,
                  struct dc_arena *arena, struct dc_diags *diags, struct dc_csv *out)
{
    struct reading r = {.out = out, .arena = arena, .diags = diags, .text = text, .n = n};

    *out = (struct dc_csv){.file = file};
    if (n >= UINT32_MAX) {
        return dc_report(diags, DC_TOO_LARGE, (struct dc_span){file, 0, 0, 0}, NULL,
                         "the file is too large");
    }
    r.max_rows = max_rows;
    r.line = 1;
    r.at_row_start = true;
    const struct dc_sniff found = dc_sniff(file, text, n, diags);
    r.line_start = found.text_start;
    out->separator = separator != '\0' ? separator : found.separator;
    r.ok = !found.is_bad;
    r.stop = found.is_binary;
    r.to = dc_arena_take(arena, n + 2);
    r.end = r.to != NULL ? r.to + n + 2 : NULL;
    if (!parser_start(&r) || r.to == NULL) {
        return dc_report(diags, DC_NO_MEMORY, (struct dc_span){file, 0, 0, 0}, NULL,
                         "memory ran out while reading");
    }
    feed(&r, found.rows_start);
    finish(&r);
    csv_free(&r.parser);
    if (r.no_memory) {
        r.ok = dc_report(diags, DC_NO_MEMORY, (struct dc_span){file, 0, 0, 0}, NULL,
                         "memory ran out while reading");
    } else if (out->n_rows == 0 && r.ok) {
        r.ok = dc_report(diags, DC_BAD_HEADER, (struct dc_span){file, 1, 1, 1}, NULL,
                         "the file has no rows; the first must be the header");
    }
    return r.ok;
}

struct dc_span dc_cell_span(const struct dc_csv *csv, const struct dc_cell *cell)
{
    return (struct dc_span){csv->file, cell->line, cell->column, cell->width};
}
