/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/rows.c - the rows' texts to values. */
#include "scenario/rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "num/rng.h"
#include "scenario/inputs.h"
#include "scenario/recipe.h"
#include "scenario/slip.h"

bool dc_draft_error(struct dc_draft *d, const struct dc_row *row, enum dc_code code,
                    const char *fmt, ...)
{
    char text[640];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return dc_report(d->diags, code, row->at_value, row->path, "%s", text);
}

bool dc_draft_no_memory(struct dc_draft *d)
{
    if (!d->no_memory) {
        d->no_memory = true;
        dc_report(d->diags, DC_NO_MEMORY, (struct dc_span){d->file, 0, 0, 0}, NULL,
                  "memory ran out while reading the scenario");
    }
    return false;
}

static bool text_parse(struct dc_draft *d, struct dc_row *row)
{
    struct dc_parser p = {
        .text = row->value, .n = row->n_value, .draft = d, .folder = row->folder};

    if (!dc_value_parse(&p, &dc_params[row->place.param], &row->parsed)) {
        char slip[DC_SLIP_SIZE] = "";
        if (p.code == DC_BAD_NUMBER && strstr(p.error, "' is not a number") != NULL) {
            dc_slip_write(row, d->model->currency, slip);
        }
        return d->no_memory || dc_draft_error(d, row, p.code, "%s%s", p.error, slip);
    }
    return true;
}

static bool unit_parse(struct dc_draft *d, struct dc_row *row)
{
    const struct dc_param *param = &dc_params[row->place.param];
    char error[DC_UNIT_TEXT_SIZE];

    if (!dc_unit_parse(row->unit, strlen(row->unit), param->dimension, d->model->currency,
                       &row->factor, error)) {
        return dc_report(d->diags, DC_BAD_UNIT, row->at_unit, row->path, "%s", error);
    }
    if (row->parsed.recipe.has_suffix && row->unit[0] != '\0') {
        return dc_report(
            d->diags, DC_SUFFIX_AND_UNIT, row->at_unit, row->path,
            "the value '%s' carries a %%, k or M and the row has the unit '%s' too: "
            "write one of them only",
            row->value, row->unit);
    }
    return true;
}

double dc_row_amount(const struct dc_row *row)
{
    return dc_unit_own(row->factor, row->parsed.recipe.number.number);
}

static bool same_draws(const struct dc_draws *a, const struct dc_draws *b)
{
    return a->times == b->times && a->over == b->over && a->range == b->range &&
           a->is_count == b->is_count;
}

uint32_t dc_rows_draws(struct dc_draft *d, const struct dc_draws *draws, const char *text,
                       const char *folder)
{
    /* Only file names in the text depend on where it stands. */
    const char *where = text != NULL && strstr(text, "empirical") != NULL ? folder : "";
    const uint64_t hash =
        text != NULL ? dc_index_mix(dc_hash_text(text), dc_hash_text(where)) : 0;
    struct dc_probe probe = {hash, 0};
    uint32_t i;

    while (text != NULL && (i = dc_index_next(&d->draws_by_text, &probe)) != UINT32_MAX) {
        const struct dc_draws *known = &d->draws[i];
        if (same_draws(known, draws) && strcmp(known->text, text) == 0 &&
            strcmp(known->where, where) == 0) {
            return i;
        }
    }
    void *items = d->draws;
    if (!dc_arena_grow(d->arena, &items, &d->room_draws, d->n_draws + 1, sizeof *d->draws)) {
        dc_draft_no_memory(d);
        return DC_NO_DRAWS;
    }
    d->draws = items;
    if (text != NULL &&
        !dc_index_add(&d->draws_by_text, d->arena, hash, (uint32_t)d->n_draws)) {
        dc_draft_no_memory(d);
        return DC_NO_DRAWS;
    }
    d->draws[d->n_draws] = *draws;
    d->draws[d->n_draws].text = text;
    d->draws[d->n_draws].where = where;
    return (uint32_t)d->n_draws++;
}

/* Makes ready what a row draws; the first of equal rows solves for all. */
static bool row_draws(struct dc_draft *d, struct dc_row *row)
{
    const struct dc_param *param = &dc_params[row->place.param];
    const struct dc_draws want = {
        .recipe = &row->parsed.recipe,
        .times = row->factor.times,
        .over = row->factor.over,
        .range = param->range,
        .is_count =
            (param->bits & DC_COUNTS) != 0 && row->parsed.recipe.kind == DC_RECIPE_NUMBER,
        .is_dynamic = row->parsed.recipe.has_inputs,
    };
    const size_t n_before = d->n_draws;

    row->draws = dc_rows_draws(d, &want, row->value, row->folder);
    if (row->draws == DC_NO_DRAWS) {
        return false;
    }
    struct dc_draws *draws = &d->draws[row->draws];
    if (row->draws < n_before) {
        return !draws->is_bad;
    }
    const char *wrong = dc_draws_solve(draws, dc_inputs_medians(d), d->arena, &draws->dist);
    if (wrong != NULL) {
        draws->is_bad = true;
        draws->dist = dc_dist_constant(0.0);
        return wrong == dc_dist_no_memory
                   ? dc_draft_no_memory(d)
                   : dc_draft_error(d, row, DC_BAD_ARGUMENT, "'%s': %s", row->value, wrong);
    }
    return true;
}

void dc_row_parse(struct dc_draft *d, struct dc_row *row)
{
    const struct dc_param *param = &dc_params[row->place.param];

    row->is_ok = text_parse(d, row);
    row->is_ok = unit_parse(d, row) && row->is_ok;
    if (row->is_ok && param->takes == DC_TAKES_DRAW && !row->parsed.is_none) {
        row->is_ok = row_draws(d, row);
    }
    if (row->is_ok && param->range != NULL && !row->parsed.is_none) {
        row->is_ok = dc_range_check(d, row);
    }
    if (row->is_ok && param->range != NULL) {
        dc_overlaid_check(d, row);
    }
}

void dc_rows_parse(struct dc_draft *d)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.param != DC_P_INPUT) {
            dc_row_parse(d, &d->row[i]);
        }
    }
}
