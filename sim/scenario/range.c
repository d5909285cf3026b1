/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/range.c - whether a row's number or distribution keeps within its parameter's range. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "scenario/recipe.h"
#include "scenario/rows.h"

/* `9.5` for people: six digits are enough in a message. */
static const char *number_text(double x, char buf[32])
{
    snprintf(buf, 32, "%.6g", x);
    return buf;
}

static bool looks_like_percent(const struct dc_param *param, const struct dc_row *row, double x)
{
    return dc_unit_is_share(param->dimension) && !row->parsed.recipe.has_suffix &&
           row->unit[0] == '\0' && param->range->hi == 1.0 && x > 1.0 && x <= 100.0;
}

static bool number_check(struct dc_draft *d, const struct dc_row *row, double x)
{
    const struct dc_param *param = &dc_params[row->place.param];
    const bool is_whole = param->takes == DC_TAKES_WHOLE;
    char own[DC_UNIT_TEXT_SIZE];
    char buf[32];

    if (dc_range_holds(param->range, x) && (!is_whole || x == floor(x))) {
        return true;
    }
    if (looks_like_percent(param, row, x)) {
        return dc_draft_error(d, row, DC_PERCENT,
                              "'%s' is above 1: a share is %s, so write %s%% for per cent",
                              row->value, param->range->text, row->value);
    }
    const char *unit = dc_unit_write(param->dimension, d->model->currency, own);
    const bool is_other = row->unit[0] != '\0' && x != row->parsed.recipe.number.number;
    return dc_draft_error(d, row, DC_OUT_OF_RANGE, "'%s'%s%s%s%s is out of range: allowed is %s",
                          row->value, is_other ? ", which is " : "",
                          is_other ? number_text(x, buf) : "", is_other ? " " : "",
                          is_other ? unit : "", param->range->text);
}

bool dc_range_check(struct dc_draft *d, struct dc_row *row)
{
    const struct dc_recipe *recipe = &row->parsed.recipe;

    if (recipe->kind == DC_RECIPE_NUMBER && !recipe->has_inputs) {
        return number_check(d, row, dc_row_amount(row));
    }
    return true;
}
