/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/recipe.h - from how a value is stated to what draws it, given the inputs. */
#ifndef DC_SCENARIO_RECIPE_H
#define DC_SCENARIO_RECIPE_H

#include "scenario/draft.h"

/* `number` times the inputs' draws. */
static inline double dc_term_at(const struct dc_term *term, const double input[])
{
    double x = term->number;
    for (uint32_t i = 0; i < term->n; i++) {
        x *= input[term->input[i]];
    }
    return x;
}

/* What the recipe draws with these inputs, in its own terms (no unit, no range). NULL, or
 * what is wrong. Tables go into the arena. */
DC_MUST_CHECK const char *dc_recipe_solve(const struct dc_recipe *recipe, const double input[],
                                          struct dc_arena *arena, struct dc_dist *out);

/* The same in the parameter's unit and kept within its range; a number is a constant, or
 * the mean of a Poisson count. */
DC_MUST_CHECK const char *dc_draws_solve(const struct dc_draws *draws, const double input[],
                                         struct dc_arena *arena, struct dc_dist *out);

/* Calls see(self, input) for each $NAME inside until it says false; false then. */
bool dc_recipe_each_input(const struct dc_recipe *recipe,
                          bool (*see)(void *self, uint32_t input), void *self);

/* x kept within the range. */
double dc_range_keep(const struct dc_range *range, double x);
bool dc_range_holds(const struct dc_range *range, double x);

#endif
