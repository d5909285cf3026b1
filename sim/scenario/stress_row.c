/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/stress_row.c - one row of a stress file, read and checked by itself. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "scenario/build.h"
#include "scenario/recipe.h"
#include "scenario/rows.h"
#include "scenario/source.h"
#include "scenario/stress.h"

struct reading {
    struct dc_draft *d;
    const struct dc_stress_file *f;
    const struct dc_csv_row *cells;
    struct dc_stress_row *out;
};

static bool fail_at(const struct reading *r, const struct dc_cell *cell, enum dc_code code,
                    const char *text)
{
    return dc_report(r->d->diags, code, dc_cell_span(&r->f->csv, cell), r->out->row.path, "%s",
                     text);
}

static const struct dc_cell *cell_needed(const struct reading *r, enum dc_stress_column c,
                                         const char *name)
{
    const struct dc_cell *cell = dc_stress_cell(r->f, r->cells, c);
    if (cell == NULL) {
        dc_report(r->d->diags, DC_BAD_STRESS, dc_cell_span(&r->f->csv, &r->cells->cell[0]),
                  r->out->row.path, "the row has no %s", name);
    }
    return cell;
}

static bool cells_read(struct reading *r)
{
    struct dc_row *row = &r->out->row;
    const struct dc_cell *stress = cell_needed(r, DC_COL_STRESS, "stress (a name)");
    const struct dc_cell *path = cell_needed(r, DC_COL_PARAMETER, "parameter");

    row->path = path != NULL ? path->text : NULL;
    if (r->cells->n_cells > r->f->csv.row[0].n_cells) {
        return fail_at(
            r, &r->cells->cell[r->f->csv.row[0].n_cells], DC_STRAY_CELL,
            "the row has more cells than the header: a value that holds a comma must "
            "stand in quotes");
    }
    const struct dc_cell *operation = cell_needed(r, DC_COL_OPERATION, "operation");
    const struct dc_cell *value = cell_needed(r, DC_COL_VALUE, "value");
    const struct dc_cell *source = dc_stress_cell(r->f, r->cells, DC_COL_SOURCE);
    if (stress == NULL || path == NULL || operation == NULL || value == NULL) {
        return false;
    }
    row->value = value->text;
    row->n_value = value->n;
    row->unit = "";
    row->source = source != NULL ? source->text : "";
    row->at_path = dc_cell_span(&r->f->csv, path);
    row->at_value = dc_cell_span(&r->f->csv, value);
    row->at_unit = row->at_value;
    row->folder = r->f->folder;
    row->factor = (struct dc_unit){1.0, 1.0, 0};
    row->draws = DC_NO_DRAWS;
    return true;
}

static bool operation_read(struct reading *r)
{
    const struct dc_cell *cell = dc_stress_cell(r->f, r->cells, DC_COL_OPERATION);
    const char *at = cell->n == 1 ? strchr("*+=", cell->text[0]) : NULL;

    if (at == NULL) {
        return fail_at(r, cell, DC_BAD_STRESS,
                       "the operation must be * (times), + (plus) or = (set to)");
    }
    r->out->kind = *at == '*' ? DC_OP_TIMES : *at == '+' ? DC_OP_PLUS : DC_OP_SET;
    return true;
}

static bool month_read(const struct reading *r, enum dc_stress_column c, double missing,
                       double *out)
{
    const struct dc_cell *cell = dc_stress_cell(r->f, r->cells, c);

    *out = missing;
    if (cell == NULL) {
        return true;
    }
    if (!dc_number_parse(cell->text, cell->n, out) || !(*out >= 0.0)) {
        return fail_at(r, cell, DC_BAD_STRESS,
                       "a month is a number from 0 on (0 is the first month of the run)");
    }
    return true;
}

static bool months_read(struct reading *r)
{
    struct dc_stress_row *out = r->out;
    const struct dc_cell *from = dc_stress_cell(r->f, r->cells, DC_COL_FROM);
    const struct dc_cell *to = dc_stress_cell(r->f, r->cells, DC_COL_TO);

    out->has_months = from != NULL || to != NULL;
    if (!month_read(r, DC_COL_FROM, 0.0, &out->from_months) ||
        !month_read(r, DC_COL_TO, INFINITY, &out->to_months)) {
        return false;
    }
    if (!(out->from_months < out->to_months)) {
        return fail_at(
            r, to != NULL ? to : from, DC_BAD_STRESS,
            "the stress ends before it begins: `to` is the month from which it no longer "
            "holds");
    }
    return true;
}

static bool place_read(struct reading *r)
{
    const struct dc_cell *cell = dc_stress_cell(r->f, r->cells, DC_COL_PARAMETER);
    struct dc_path path = {.text = cell->text,
                           .n = cell->n,
                           .words = &r->d->words,
                           .arena = r->d->arena,
                           .takes_stars = true,
                           .gives_hints = true};

    if (!dc_place_parse(&path, &r->out->row.place)) {
        return fail_at(r, cell, DC_UNKNOWN_PATH, path.error);
    }
    const struct dc_param *param = &dc_params[r->out->row.place.param];
    if (param->takes != DC_TAKES_DRAW && (param->bits & DC_REPLACED) == 0) {
        return fail_at(
            r, cell, DC_BAD_STRESS,
            "a stress cannot change this parameter; it changes numbers, plans of seats, "
            "assignment and order");
    }
    return true;
}

/* What months a freeze or a value may have. */
static bool months_check(const struct reading *r)
{
    const struct dc_param *param = &dc_params[r->out->row.place.param];
    const bool is_plan = param->takes == DC_TAKES_HIRES;
    const bool may =
        (param->bits & DC_BY_MONTH) != 0 && (!is_plan || r->out->row.parsed.is_none);

    if (!r->out->has_months || may) {
        return true;
    }
    const struct dc_cell *cell = dc_stress_cell(r->f, r->cells, DC_COL_FROM);
    cell = cell != NULL ? cell : dc_stress_cell(r->f, r->cells, DC_COL_TO);
    return fail_at(r, cell, DC_STRESS_MONTHS,
                   is_plan
                       ? "a hiring plan can be frozen for some months (= none), not replaced"
                       : "this value is not used as time passes, so a stress holds for the "
                         "whole run: leave from and to empty");
}

/* The operand of a drawn value: a number or a product, as a once value. */
static bool operand_read(struct reading *r)
{
    struct dc_draft *d = r->d;
    struct dc_row *row = &r->out->row;
    const struct dc_recipe *recipe = &row->parsed.recipe;

    if (recipe->kind != DC_RECIPE_NUMBER) {
        return dc_draft_error(
            d, row, DC_NOT_DRAWN,
            "a stress takes a number or a product with $NAMEs; for a distribution "
            "add input.NAME to the scenario and write $NAME");
    }
    if (recipe->has_inputs && row->place.param == DC_P_INPUT) {
        return dc_draft_error(d, row, DC_NOT_DRAWN,
                              "a stress on an input takes a plain number");
    }
    if (!recipe->has_inputs) {
        r->out->once = dc_build_constant(d, recipe->number.number).i;
        return true;
    }
    r->out->once = dc_build_product(d, recipe).i;
    return !d->no_memory;
}

/* A number set must be one that the parameter can have; a factor or summand may be any. */
static bool set_check(const struct reading *r)
{
    const struct dc_row *row = &r->out->row;
    const struct dc_param *param = &dc_params[row->place.param];
    const bool is_number =
        row->parsed.recipe.kind == DC_RECIPE_NUMBER && !row->parsed.recipe.has_inputs;

    if (r->out->kind != DC_OP_SET || !is_number || param->range == NULL ||
        row->parsed.is_none) {
        return true;
    }
    const double x = row->parsed.recipe.number.number;
    const bool is_whole = param->takes != DC_TAKES_WHOLE || x == floor(x);
    return (dc_range_holds(param->range, x) && is_whole) ||
           dc_draft_error(r->d, row, DC_OUT_OF_RANGE, "'%s' is out of range: allowed is %s",
                          row->value, param->range->text);
}

static bool operation_fits(const struct reading *r)
{
    const struct dc_param *param = &dc_params[r->out->row.place.param];
    const bool is_number = param->takes == DC_TAKES_DRAW || param->takes == DC_TAKES_AMOUNT ||
                           param->takes == DC_TAKES_WHOLE;

    return is_number || r->out->kind == DC_OP_SET ||
           fail_at(r, dc_stress_cell(r->f, r->cells, DC_COL_OPERATION), DC_BAD_STRESS,
                   "this parameter is no number: the operation must be =");
}

static bool value_read(struct reading *r)
{
    struct dc_draft *d = r->d;
    struct dc_row *row = &r->out->row;
    const struct dc_param *param = &dc_params[row->place.param];
    struct dc_parser p = {
        .text = row->value, .n = row->n_value, .draft = d, .folder = row->folder};

    if (!operation_fits(r)) {
        return false;
    }
    if (!dc_value_parse(&p, param, &row->parsed)) {
        return d->no_memory ? false : dc_draft_error(d, row, p.code, "%s", p.error);
    }
    if (row->parsed.is_none && param->takes == DC_TAKES_DRAW) {
        return dc_draft_error(d, row, DC_BAD_STRESS,
                              "a stress of this parameter needs a number");
    }
    row->is_ok = true;
    return set_check(r) && (param->takes != DC_TAKES_DRAW || operand_read(r));
}

bool dc_stress_row_read(struct dc_draft *d, const struct dc_stress_file *f,
                        const struct dc_csv_row *cells, struct dc_stress_row *out)
{
    *out =
        (struct dc_stress_row){.scale = f->scale, .row = {.once = {DC_NONE, DC_NONE, DC_NONE}}};
    struct reading r = {d, f, cells, out};

    if (!cells_read(&r) || !operation_read(&r) || !place_read(&r)) {
        return false;
    }
    const bool ok = months_read(&r);
    return value_read(&r) && ok && months_check(&r);
}
