/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/overlaid.c - a number laid over a row that has a unit: --set, grids and sweeps have
 * no column for one, so that 70 over `60,kUSD per year` is 70 USD a year. It is told where the
 * number is nearer to what the row says than to what the row means. */
#include "scenario/rows.h"

#include <string.h>

#include "scenario/inputs.h"
#include "scenario/recipe.h"

const struct dc_row *dc_overlaid_below(struct dc_draft *d, const struct dc_row *known)
{
    if (known->is_set || known->unit[0] == '\0') {
        return known->below;
    }
    struct dc_row *kept = dc_arena_take(d->arena, sizeof *kept);
    if (kept == NULL) {
        (void)dc_draft_no_memory(d);
        return NULL;
    }
    *kept = *known;
    return kept;
}

/* The middle of what a recipe draws, as written; false where it is no number. */
static bool middle_of(struct dc_draft *d, const struct dc_recipe *recipe, double *out)
{
    struct dc_arena temporary = {0};
    struct dc_dist dist;
    bool ok = !recipe->has_inputs;

    if (ok && recipe->kind == DC_RECIPE_NUMBER) {
        *out = recipe->number.number;
    } else if (ok) {
        ok = dc_recipe_solve(recipe, dc_inputs_medians(d), &temporary, &dist) == NULL;
        *out = ok ? dc_dist_at(&dist, 0.5) : 0.0;
    }
    dc_arena_free(&temporary);
    return ok;
}

/* Reads the row below as far as the comparison needs it; what is wrong with it is no matter. */
static bool below_read(struct dc_draft *d, const struct dc_row *row, struct dc_unit *unit,
                       double *written)
{
    const struct dc_row *below = row->below;
    const struct dc_param *param = &dc_params[row->place.param];
    struct dc_parser p = {
        .text = below->value, .n = below->n_value, .draft = d, .folder = below->folder};
    char ignored[DC_UNIT_TEXT_SIZE];
    struct dc_value value;

    return dc_unit_parse(below->unit, strlen(below->unit), param->dimension, d->model->currency,
                         unit, ignored) &&
           unit->times != unit->over && dc_value_parse(&p, param, &value) && !value.is_none &&
           middle_of(d, &value.recipe, written);
}

void dc_overlaid_check(struct dc_draft *d, const struct dc_row *row)
{
    const struct dc_param *param = &dc_params[row->place.param];
    char own[DC_UNIT_TEXT_SIZE];
    struct dc_unit unit;
    double written;
    double now;

    if (row->below == NULL || row->place.param == DC_P_INPUT || row->parsed.is_none ||
        row->parsed.recipe.has_suffix || dc_unit_is_share(param->dimension) ||
        !middle_of(d, &row->parsed.recipe, &now) || !below_read(d, row, &unit, &written)) {
        return;
    }
    const double meant = dc_unit_own(unit, written);
    const double between =
        meant * written; /* the square of the middle of both, in logarithms */
    if (!(now > 0.0) || !(meant > 0.0) ||
        !(meant > written ? now * now < between : now * now > between)) {
        return;
    }
    dc_report_also(d->diags, DC_OTHER_UNIT, row->at_value, row->below->at_unit, row->path,
                   "'%s' has the unit '%s' here, and the row that it replaces has '%s'",
                   row->value, dc_unit_write(param->dimension, d->model->currency, own),
                   row->below->unit);
}
