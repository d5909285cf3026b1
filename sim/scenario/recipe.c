/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/recipe.c - from how a value is stated to what draws it. */
#include "scenario/recipe.h"

#include <string.h>

/* NULL: no bound. */
static struct dc_bound bound_at(const struct dc_term *term, const double input[])
{
    return (struct dc_bound){term != NULL, term != NULL ? dc_term_at(term, input) : 0.0};
}

static const char *form_solve(const struct dc_recipe *r, const double input[],
                              struct dc_arena *arena, struct dc_dist *out)
{
    double arg[DC_ARG_MAX];

    for (int i = 0; i < DC_ARG_MAX; i++) {
        arg[i] = r->given[i] ? dc_term_at(&r->arg[i], input) : r->form->missing[i];
    }
    return dc_dist_solve(r->form, arg, bound_at(r->has_min ? &r->min : NULL, input),
                         bound_at(r->has_max ? &r->max : NULL, input), arena, out);
}

static const char *table_solve(const struct dc_recipe *r, const double input[],
                               struct dc_arena *arena, struct dc_dist *out)
{
    const struct dc_bound none = {false, 0.0};

    if (r->data != NULL) {
        return dc_dist_table(r->data, r->data_weight, r->n, none, none, arena, out);
    }
    double *value = dc_arena_take(arena, r->n * sizeof *value);
    double *weight = dc_arena_take(arena, r->n * sizeof *weight);
    if (value == NULL || weight == NULL) {
        return dc_dist_no_memory;
    }
    for (uint32_t i = 0; i < r->n; i++) {
        value[i] = dc_term_at(&r->arg[i], input);
        weight[i] = dc_term_at(&r->weight[i], input);
    }
    return dc_dist_table(value, weight, r->n, none, none, arena, out);
}

static const char *mix_solve(const struct dc_recipe *r, const double input[],
                             struct dc_arena *arena, struct dc_dist *out)
{
    struct dc_dist *part = dc_arena_take(arena, r->n * sizeof *part);
    double *weight = dc_arena_take(arena, r->n * sizeof *weight);

    if (part == NULL || weight == NULL) {
        return dc_dist_no_memory;
    }
    for (uint32_t i = 0; i < r->n; i++) {
        const char *wrong = dc_recipe_solve(&r->part[i], input, arena, &part[i]);
        if (wrong != NULL) {
            return wrong;
        }
        weight[i] = dc_term_at(&r->weight[i], input);
    }
    return dc_dist_mix(part, weight, r->n, bound_at(r->has_min ? &r->min : NULL, input),
                       bound_at(r->has_max ? &r->max : NULL, input), arena, out);
}

const char *dc_recipe_solve(const struct dc_recipe *recipe, const double input[],
                            struct dc_arena *arena, struct dc_dist *out)
{
    switch (recipe->kind) {
    case DC_RECIPE_NUMBER:
        *out = dc_dist_constant(dc_term_at(&recipe->number, input));
        return NULL;
    case DC_RECIPE_FORM:
        return form_solve(recipe, input, arena, out);
    case DC_RECIPE_TABLE:
        return table_solve(recipe, input, arena, out);
    case DC_RECIPE_MIX:
        return mix_solve(recipe, input, arena, out);
    }
    return NULL;
}

static const struct dc_form *poisson_form(void)
{
    const struct dc_form *form = dc_forms;
    while (form->name != NULL && strcmp(form->name, "poisson") != 0) {
        form++;
    }
    return form;
}

static const char *count_solve(double mean, struct dc_arena *arena, struct dc_dist *out)
{
    const struct dc_bound none = {false, 0.0};
    double arg[DC_ARG_MAX] = {mean};

    for (int i = 1; i < DC_ARG_MAX; i++) {
        arg[i] = NAN;
    }
    if (!(mean > 0.0)) {
        *out = dc_dist_constant(0.0);
        return NULL;
    }
    return dc_dist_solve(poisson_form(), arg, none, none, arena, out);
}

const char *dc_draws_solve(const struct dc_draws *draws, const double input[],
                           struct dc_arena *arena, struct dc_dist *out)
{
    const struct dc_recipe *recipe = draws->recipe;
    const struct dc_range *range = draws->range;

    if (recipe->kind == DC_RECIPE_NUMBER) {
        const double x = dc_term_at(&recipe->number, input) * draws->times / draws->over;
        if (draws->is_count) {
            return count_solve(dc_range_keep(range, x), arena, out);
        }
        *out = dc_dist_constant(dc_range_keep(range, x));
        return NULL;
    }
    const char *wrong = dc_recipe_solve(recipe, input, arena, out);
    if (wrong == NULL && draws->times != draws->over) {
        wrong = dc_dist_scale(out, draws->times / draws->over, arena);
    }
    if (wrong == NULL) {
        out->lo = fmax(out->lo, range->keep_lo);
        out->hi = fmin(out->hi, range->keep_hi);
    }
    return wrong;
}

double dc_range_keep(const struct dc_range *range, double x)
{
    return fmin(fmax(x, range->keep_lo), range->keep_hi);
}

bool dc_range_holds(const struct dc_range *range, double x)
{
    return x >= range->lo && x <= range->hi && !(range->open_lo && x == range->lo) &&
           !(range->open_hi && x == range->hi);
}
