/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/fits.c - the tables of a calibration grow; from reading to rows. */
#include "calibrate/ends.h"
#include "calibrate/stage_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/system.h"

static bool room_for(struct dc_calibration *c, void **items, size_t *room, size_t n,
                     size_t size)
{
    const bool ok = dc_arena_grow(&c->deals.arena, items, room, n + 1, size);
    c->is_short = c->is_short || !ok;
    return ok;
}

void dc_fits_add(struct dc_calibration *c, struct dc_fit_row row)
{
    void *items = c->fit;
    if (room_for(c, &items, &c->room_fits, c->n_fits, sizeof *c->fit)) {
        c->fit = items;
        c->fit[c->n_fits++] = row;
    }
}

void dc_fits_curve(struct dc_calibration *c, struct dc_curve_row row)
{
    void *items = c->curve;
    if (room_for(c, &items, &c->room_curves, c->n_curves, sizeof *c->curve)) {
        c->curve = items;
        c->curve[c->n_curves++] = row;
    }
}

void dc_fits_row(struct dc_calibration *c, const char *path, const char *value,
                 const char *unit, const char *source)
{
    void *items = c->row;
    if (room_for(c, &items, &c->room_rows, c->n_rows, sizeof *c->row)) {
        c->row = items;
        c->row[c->n_rows++] = (struct dc_scenario_row){path, value, unit, source};
    }
}

static const char *text_of(struct dc_calibration *c, const char *fmt, va_list args)
{
    char buf[4096];
    const int n = vsnprintf(buf, sizeof buf, fmt, args);
    const size_t size = n < 0 ? 0 : (size_t)n < sizeof buf ? (size_t)n : sizeof buf - 1;
    const char *const text = dc_arena_text(&c->deals.arena, buf, size);
    c->is_short = c->is_short || text == NULL;
    return text != NULL ? text : "";
}

const char *dc_fits_text(struct dc_calibration *c, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *const text = text_of(c, fmt, args);
    va_end(args);
    return text;
}

static void say(struct dc_calibration *c, const char ***list, size_t *n, size_t *room,
                const char *text)
{
    void *items = (void *)*list;
    if (room_for(c, &items, room, *n, sizeof **list)) {
        *list = items;
        (*list)[(*n)++] = text;
    }
}

void dc_fits_say(struct dc_calibration *c, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *const text = text_of(c, fmt, args);
    va_end(args);
    say(c, &c->sentence, &c->n_sentences, &c->room_sentences, text);
}

void dc_fits_note(struct dc_calibration *c, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *const text = text_of(c, fmt, args);
    va_end(args);
    say(c, &c->note, &c->n_notes, &c->room_notes, text);
}

const char *dc_calibration_note(const struct dc_calibration *c, size_t i)
{
    return i < c->n_notes ? c->note[i] : NULL;
}

const char *dc_calibration_sentence(const struct dc_calibration *c, size_t i)
{
    return i < c->n_sentences ? c->sentence[i] : NULL;
}

static bool files_read(struct dc_calibration *c, struct dc_diags *diags)
{
    const struct dc_calibrate_options *const o = &c->options;
    if (o->map_file != NULL && !dc_map_read(&c->deals, o->map_file, diags)) {
        return false;
    }
    if (!dc_deals_read(&c->deals, o->file, o->join_column, diags)) {
        return false;
    }
    const size_t n_main = c->deals.n;
    if (o->join_file == NULL) {
        return true;
    }
    bool is_history = false;
    c->deals.is_second = true;
    return dc_deals_read(&c->deals, o->join_file, o->join_column, diags) &&
           dc_stage_history_take(&c->deals, n_main, &is_history) &&
           (is_history || dc_deals_join(&c->deals, n_main));
}

static bool fields_check(struct dc_calibration *c, struct dc_diags *diags)
{
    struct dc_deals *const d = &c->deals;
    const struct dc_span at = {.file = dc_diags_file(diags, c->options.file), .line = 1};
    bool ok = true;
    for (size_t i = 0; i < d->n_meanings; i++) {
        if (d->meaning[i].value != NULL && !d->meaning[i].is_used) {
            dc_fits_note(c, "map: no row has the value '%s' as %s", d->meaning[i].value,
                         dc_field_name(d->meaning[i].field));
        }
    }
    if (d->column[DC_FIELD_OUTCOME] == NULL && !d->is_win_date) {
        ok =
            dc_report(diags, DC_BAD_HEADER, at, NULL,
                      "no column says what became of a deal (outcome, stage, status ...); name "
                      "it by --map: outcome,COLUMN,VALUE,won");
    }
    if (d->column[DC_FIELD_CYCLE] == NULL && d->column[DC_FIELD_OPENED] == NULL) {
        ok =
            dc_report(diags, DC_BAD_HEADER, at, NULL,
                      "no column says when a deal was opened (created, opened ...) or how long "
                      "it took (days in cycle); name it by --map: opened,COLUMN");
    }
    return ok;
}

static void notes_take(struct dc_calibration *c)
{
    const struct dc_deals *const d = &c->deals;
    int y, m, day;
    size_t n_out = 0;
    dc_fits_note(c, "%zu rows read below the header in line %u, separated by %s", d->n_rows,
                 d->header_line,
                 d->separator == '\t'  ? "tabs"
                 : d->separator == ';' ? "semicolons"
                                       : "commas");
    for (unsigned f = 0; f < DC_N_FIELDS; f++) {
        dc_fits_note(c, "%s: %s", dc_field_name(f),
                     d->column[f] != NULL ? d->column[f] : "(no column)");
    }
    for (size_t i = 0; i < d->n_stages; i++) {
        dc_fits_note(c, "stage: %s (%s)", d->stage[i],
                     d->n_history > 0 ? "of the history" : "a column of dates");
    }
    for (size_t i = 0; i < d->unknown.n && i < 8; i++) {
        dc_fits_note(c, "outcome '%s' is no usual word", d->unknown.text[i]);
    }
    for (unsigned r = 0; r < DC_N_RULES; r++) {
        n_out += dc_touch_rows[r].rejects ? d->n_rule[r] : 0;
        if (d->n_rule[r] > 0) {
            dc_fits_note(c, "%llu rows %s: %s", (unsigned long long)d->n_rule[r],
                         dc_touch_rows[r].rejects ? "rejected" : "kept", dc_touch_rows[r].text);
        }
    }
    if (d->has_as_of) {
        dc_day_month(d->as_of, &y, &m, &day);
        dc_fits_note(c, "as of %04d-%02d-%02d%s", y, m, day,
                     c->options.as_of == NULL ? " (the latest date in the file)" : "");
    }
    dc_fits_note(c, "%zu rejected in all; each is in rejected.csv", n_out);
}

enum dc_status dc_calibration_read(const struct dc_calibrate_options *options,
                                   struct dc_diags *diags, struct dc_calibration **out)
{
    struct dc_calibration *const c = calloc(1, sizeof *c);
    *out = c;
    if (c == NULL) {
        return DC_FAILED;
    }
    c->options = *options;
    if (!files_read(c, diags) || !fields_check(c, diags) ||
        !dc_deals_settle(&c->deals, options, diags)) {
        return dc_diags_errors(diags) > 0 ? DC_BAD_INPUT : DC_FAILED;
    }
    notes_take(c);
    return c->is_short ? DC_FAILED : DC_OK;
}

static enum dc_status fit(struct dc_calibration *c, struct dc_diags *diags)
{
    dc_fits_window(c);
    const bool ok = dc_fits_group(c) && dc_fits_stages(c) && dc_fits_channels(c) &&
                    dc_fits_cycles(c) && dc_fits_arrivals(c) && dc_fits_sizes(c) &&
                    dc_fits_reps(c);
    double n_won = 0.0;
    for (size_t g = 0; g < c->n_groups; g++) {
        n_won += c->group[g].n_won;
    }
    if (ok && n_won < 5.0) {
        const struct dc_span at = {.file = dc_diags_file(diags, c->options.file)};
        (void)dc_report(diags, DC_BAD_TABLE, at, NULL,
                        "only %.0f won deals: too few to fit anything (at least 5)", n_won);
        return DC_BAD_INPUT;
    }
    if (ok) {
        dc_fits_scenario(c);
    }
    return ok && !c->is_short ? DC_OK : DC_FAILED;
}

/* The rows' numbers are texts of a scenario: with points. */
enum dc_status dc_calibration_fit(struct dc_calibration *c, struct dc_diags *diags)
{
    const locale_t before = dc_point_enter();
    const enum dc_status status = fit(c, diags);
    dc_point_leave(before);
    return status;
}

void dc_calibration_free(struct dc_calibration *c)
{
    if (c != NULL) {
        free(c->deals.deal);
        free(c->deals.stage_at);
        free(c->deals.stage_day);
        free(c->ended);
        dc_arena_free(&c->deals.arena);
        free(c);
    }
}
