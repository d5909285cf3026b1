/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/read.c - the rows of an export, one after the other: only numbers are kept. */
#include <stdlib.h>
#include <string.h>

#include "calibrate/stage_read.h"
#include "csv/reader.h"
#include "csv/sniff.h"
#include "num/rng.h"

#define LARGEST_EXPORT ((size_t)4 << 30)
enum { MOST_COLUMNS = 4096, NO_COLUMN = -1 };

/* Goes through the text row by row; cells are trimmed, and unquoted into `room` if need be. */
struct scan {
    const char *file, *text;
    size_t n, at;
    uint32_t line, row_line;
    char separator;
    struct dc_text cell[MOST_COLUMNS];
    size_t n_cells;
    char *room; /* as long as the text: no row needs more */
    bool is_open_quote, is_too_wide;
};

/* From behind an opening quote to behind the closing one. */
static size_t quoted_take(struct scan *s, char **to)
{
    size_t n = 0;
    while (s->at < s->n) {
        const char c = s->text[s->at++];
        if (c == '"' && (s->at >= s->n || s->text[s->at] != '"')) {
            return n;
        }
        s->at += c == '"' ? 1 : 0;
        s->line += c == '\n' ? 1 : 0;
        *(*to)++ = c;
        n++;
    }
    s->is_open_quote = true;
    return n;
}

static void cell_take(struct scan *s, char **to)
{
    const char *start = s->text + s->at;
    size_t n = 0;
    const bool is_quoted = s->at < s->n && s->text[s->at] == '"';
    if (is_quoted) {
        start = *to;
        s->at++;
        n = quoted_take(s, to);
    }
    const char *const rest = s->text + s->at;
    while (s->at < s->n && s->text[s->at] != s->separator && s->text[s->at] != '\n' &&
           s->text[s->at] != '\r') {
        s->at++;
    }
    if (!is_quoted) {
        n = (size_t)(s->text + s->at - rest);
    }
    if (s->n_cells < MOST_COLUMNS) {
        s->cell[s->n_cells++] = dc_text_trim(start, n);
    } else {
        s->is_too_wide = true;
    }
}

/* false at the end. */
static bool row_take(struct scan *s)
{
    char *to = s->room;
    s->n_cells = 0;
    if (s->at >= s->n) {
        return false;
    }
    s->row_line = s->line;
    for (;;) {
        cell_take(s, &to);
        if (s->at >= s->n || s->text[s->at] != s->separator) {
            break;
        }
        s->at++;
    }
    if (s->at < s->n && s->text[s->at] == '\r') {
        s->at++;
    }
    if (s->at < s->n && s->text[s->at] == '\n') {
        s->at++;
    }
    s->line++;
    return true;
}

static bool is_blank(const struct scan *s)
{
    for (size_t i = 0; i < s->n_cells; i++) {
        if (s->cell[i].n > 0) {
            return false;
        }
    }
    return true;
}

static bool report(const struct scan *s, uint32_t line, struct dc_diags *diags,
                   const char *text)
{
    const struct dc_span at = {.file = s->file, .line = line};
    return dc_report(diags, DC_BAD_HEADER, at, NULL, "%s", text);
}

static bool scan_open(struct scan *s, struct dc_deals *deals, struct dc_diags *diags)
{
    if (!dc_csv_slurp(s->file, LARGEST_EXPORT, &deals->arena, diags, &s->text, &s->n)) {
        return false;
    }
    const struct dc_sniff sniff = dc_sniff(s->file, s->text, s->n, diags);
    s->at = sniff.rows_start;
    s->separator = sniff.separator;
    s->line = s->at > 3 ? 2 : 1;
    s->room = dc_arena_take(&deals->arena, s->n + 1);
    if (sniff.is_bad || s->room == NULL) {
        return false;
    }
    while (row_take(s)) {
        const bool is_comment = s->cell[0].n > 1 && memcmp(s->cell[0].at, "# ", 2) == 0;
        if (!is_blank(s) && !is_comment) {
            return s->n_cells > 1 ||
                   report(s, s->row_line, diags,
                          "the header has one column only: separate by commas, semicolons or "
                          "tabs");
        }
    }
    return report(s, 1, diags, "the file is empty: it needs a header and rows");
}

struct header {
    int column[DC_N_FIELDS], join;
    struct dc_stage_columns stages;
    size_t n_cells;
    uint64_t hash;
};

static uint64_t row_hash(const struct scan *s)
{
    uint64_t h = 0;
    for (size_t i = 0; i < s->n_cells; i++) {
        h = h * 0x9E3779B97F4A7C15u + dc_hash(s->cell[i].at, s->cell[i].n);
    }
    return h;
}

/* A map's column first, then the surest usual name. */
static int column_find(const struct scan *s, const struct dc_deals *deals, enum dc_field field)
{
    int best = NO_COLUMN;
    int best_rank = 1 << 20;
    for (size_t i = 0; i < s->n_cells; i++) {
        for (size_t k = 0; k < deals->n_meanings; k++) {
            if (deals->meaning[k].field == field &&
                dc_text_alike(s->cell[i], deals->meaning[k].column)) {
                return (int)i;
            }
        }
        const int rank = dc_field_rank(field, s->cell[i]);
        if (rank >= 0 && rank < best_rank) {
            best = (int)i;
            best_rank = rank;
        }
    }
    return best;
}

static bool header_read(const struct scan *s, struct dc_deals *deals, const char *join_column,
                        struct header *h, struct dc_diags *diags)
{
    h->n_cells = s->n_cells;
    h->hash = row_hash(s);
    h->join = NO_COLUMN;
    for (unsigned f = 0; f < DC_N_FIELDS; f++) {
        h->column[f] = column_find(s, deals, f);
        if (h->column[f] != NO_COLUMN && deals->column[f] == NULL) {
            const struct dc_text name = s->cell[h->column[f]];
            deals->column[f] = dc_arena_text(&deals->arena, name.at, name.n);
        }
    }
    if (h->column[DC_FIELD_CLOSED] != NO_COLUMN) {
        deals->is_win_date =
            deals->is_win_date || dc_outcome_of(s->cell[h->column[DC_FIELD_CLOSED]]) == DC_WON;
    }
    for (size_t i = 0; i < s->n_cells && join_column != NULL; i++) {
        if (dc_text_alike(s->cell[i], join_column)) {
            h->join = (int)i;
        }
    }
    if (!dc_stage_columns_find(deals, s->cell, s->n_cells, h->column, &h->stages)) {
        return false;
    }
    return join_column == NULL || h->join != NO_COLUMN ||
           report(s, s->row_line, diags, "the header lacks the column of --join");
}

static struct dc_text field_of(const struct scan *s, const struct header *h, enum dc_field f)
{
    const struct dc_text none = {"", 0};
    const int i = h->column[f];
    return i != NO_COLUMN && (size_t)i < s->n_cells && !dc_cell_is_missing(s->cell[i])
               ? s->cell[i]
               : none;
}

/* What the map says a value means, or NULL. */
static const char *meaning_of(struct dc_deals *deals, enum dc_field field, struct dc_text value)
{
    for (size_t i = 0; i < deals->n_meanings; i++) {
        struct dc_meaning *const m = &deals->meaning[i];
        if (m->field == field && m->value != NULL && dc_text_alike(value, m->value)) {
            m->is_used = true;
            return m->meaning;
        }
    }
    return NULL;
}

/* A map that says what some channels are leaves all others out of the comparison. */
static enum dc_side side_read(struct dc_deals *deals, struct dc_text text)
{
    const char *const said = meaning_of(deals, DC_FIELD_CHANNEL, text);
    for (size_t i = 0; said == NULL && i < deals->n_meanings; i++) {
        if (deals->meaning[i].field == DC_FIELD_CHANNEL && deals->meaning[i].value != NULL) {
            return DC_SIDE_OTHER;
        }
    }
    return dc_side_of(said != NULL ? (struct dc_text){said, strlen(said)} : text);
}

static enum dc_outcome outcome_read(struct dc_deals *deals, struct dc_text text)
{
    const char *const said = meaning_of(deals, DC_FIELD_OUTCOME, text);
    if (text.n == 0) {
        return DC_OUTCOME_NONE;
    }
    const enum dc_outcome o = said != NULL ? dc_outcome_of((struct dc_text){said, strlen(said)})
                                           : dc_outcome_of(text);
    if (o == DC_OUTCOME_UNKNOWN) {
        (void)dc_label_at(&deals->unknown, &deals->arena, text);
    }
    return o;
}

static uint32_t label_read(struct dc_deals *deals, struct dc_labels *labels,
                           struct dc_text text)
{
    return text.n > 0 ? dc_label_at(labels, &deals->arena, text) : DC_NO_LABEL;
}

static void deal_read(struct dc_deals *deals, const struct scan *s, const struct header *h,
                      struct dc_deal *d)
{
    struct dc_text text = field_of(s, h, DC_FIELD_ID);
    *d = (struct dc_deal){.line = s->row_line, .row = row_hash(s), .has_id = text.n > 0};
    d->id = dc_hash(text.at, text.n);
    if (h->join != NO_COLUMN && (size_t)h->join < s->n_cells) {
        d->key = dc_hash(s->cell[h->join].at, s->cell[h->join].n);
    }
    text = field_of(s, h, DC_FIELD_OPENED);
    d->opened = text.n > 0 ? dc_day_parse(text) : (struct dc_day){0};
    text = field_of(s, h, DC_FIELD_CLOSED);
    d->closed = text.n > 0 ? dc_day_parse(text) : (struct dc_day){0};
    text = field_of(s, h, DC_FIELD_AMOUNT);
    d->has_amount = text.n > 0 && dc_amount_parse(text, &d->amount);
    d->is_bad_amount = text.n > 0 && !d->has_amount;
    text = field_of(s, h, DC_FIELD_CYCLE);
    d->has_cycle = text.n > 0 && dc_amount_parse(text, &d->cycle_days);
    d->outcome = (uint8_t)outcome_read(deals, field_of(s, h, DC_FIELD_OUTCOME));
    d->owner = label_read(deals, &deals->owner, field_of(s, h, DC_FIELD_OWNER));
    text = field_of(s, h, DC_FIELD_CHANNEL);
    d->channel = label_read(deals, &deals->channel, text);
    d->side = (uint8_t)side_read(deals, text);
    text = field_of(s, h, DC_FIELD_SEGMENT);
    const char *const said = meaning_of(deals, DC_FIELD_SEGMENT, text);
    text = said != NULL ? (struct dc_text){said, strlen(said)} : text;
    d->segment = label_read(deals, &deals->segment, text);
}

static bool rows_read(struct scan *s, struct dc_deals *deals, const struct header *h)
{
    while (row_take(s)) {
        if (is_blank(s)) {
            continue;
        }
        deals->n_rows++;
        const bool is_header = s->n_cells == h->n_cells && row_hash(s) == h->hash;
        if (is_header || s->n_cells != h->n_cells) {
            dc_deals_touch(deals, NULL, s->row_line,
                           is_header ? DC_RULE_REPEATED_HEADER : DC_RULE_CELLS);
            continue;
        }
        if (deals->n == deals->room) {
            const size_t room = deals->room * 2 + 1024;
            struct dc_deal *const more = realloc(deals->deal, room * sizeof *more);
            if (more == NULL) {
                return false;
            }
            deals->deal = more;
            deals->room = room;
        }
        deal_read(deals, s, h, &deals->deal[deals->n++]);
        if (!dc_stage_row_take(deals, &h->stages, s->cell, s->n_cells, deals->n - 1)) {
            return false;
        }
    }
    return true;
}

bool dc_deals_read(struct dc_deals *deals, const char *file, const char *join_column,
                   struct dc_diags *diags)
{
    struct header header;
    struct scan *const s = calloc(1, sizeof *s);
    bool ok = s != NULL;
    if (ok) {
        s->file = dc_diags_file(diags, file);
        ok = scan_open(s, deals, diags) && header_read(s, deals, join_column, &header, diags);
    }
    if (ok && !deals->is_second) {
        deals->header_line = s->row_line;
        deals->separator = s->separator;
    }
    ok = ok && rows_read(s, deals, &header);
    if (ok && s->is_open_quote) {
        ok = report(s, s->row_line, diags, "a quote opens in this row and is never closed");
    }
    if (ok && deals->n == 0) {
        ok = report(s, s->row_line, diags,
                    "there are no rows below the header that can be read");
    }
    free(s);
    return ok;
}
