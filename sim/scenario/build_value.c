/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build_value.c - one value in force to what the engine reads of it. */
#include <string.h>

#include "num/rng.h"
#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/inputs.h"
#include "scenario/recipe.h"
#include "scenario/rows.h"
#include "scenario/stress.h"

static bool is_chosen(const struct dc_draft *d)
{
    return (d->team_mask & d->chosen) != 0 || d->team_mask == 0;
}

static uint32_t once_add(struct dc_draft *d, const struct dc_once *once)
{
    void *items = d->once;
    if (!dc_arena_grow(d->arena, &items, &d->room_once, d->n_once + 1, sizeof *d->once)) {
        dc_draft_no_memory(d);
        return 0;
    }
    d->once = items;
    d->once[d->n_once] = *once;
    return (uint32_t)d->n_once++;
}

struct dc_ref dc_build_constant(struct dc_draft *d, double x)
{
    const struct dc_once once = {.value = x, .draws = DC_NO_DRAWS, .times = 1.0, .over = 1.0};
    return (struct dc_ref){once_add(d, &once), 0};
}

/* Months of the role's quota period, where the unit of a quota names another one. */
static uint32_t quota_months(struct dc_draft *d, const struct dc_place *use)
{
    struct dc_place period = *use;
    period.param = DC_P_QUOTA_PERIOD;
    return dc_build_period(d, &period);
}

/* Variant of a row's once value: 0, or by the quota period that it is converted to. */
static uint32_t once_variant(struct dc_draft *d, const struct dc_place *use,
                             const struct dc_row *row, double *times, double *over)
{
    *times = 1.0;
    *over = 1.0;
    if (use->param != DC_P_QUOTA || row->factor.quota_months == 0) {
        return 0;
    }
    const uint32_t months = quota_months(d, use);
    *times = months;
    *over = row->factor.quota_months;
    return months == 12 ? 2 : months == 3 ? 1 : 0;
}

static uint32_t row_once(struct dc_draft *d, const struct dc_place *use, struct dc_row *row)
{
    double times;
    double over;
    const uint32_t variant = once_variant(d, use, row, &times, &over);

    if (row->once[variant] == DC_NONE) {
        const struct dc_draws *draws = &d->draws[row->draws];
        const double u = 0.5;
        const bool is_fixed = !draws->is_dynamic && dc_dist_is_constant(&draws->dist);
        const struct dc_once once = {
            .value = dc_dist_at(&draws->dist, u) * times / over,
            .draws = is_fixed ? DC_NO_DRAWS : row->draws,
            .entity = dc_hash_text(row->path),
            .times = times,
            .over = over,
        };
        row->once[variant] = once_add(d, &once);
    }
    if (is_chosen(d)) {
        d->once[row->once[variant]].is_needed = true;
        d->draws[row->draws].is_needed = true;
    }
    return row->once[variant];
}

/* The default's value; 0 where there is none, which nobody reads. */
static uint32_t default_once(struct dc_draft *d, uint32_t param)
{
    if (d->default_once[param] == DC_NONE) {
        double x = 0.0;
        (void)dc_param_has_default(&dc_params[param], &x);
        d->default_once[param] = dc_build_constant(d, x).i;
    }
    return d->default_once[param];
}

struct dc_ref dc_build_ref(struct dc_draft *d, const struct dc_place *use, bool *given)
{
    struct dc_row *row = dc_cascade_read(d, use);
    double ignored;

    *given = row != NULL && !row->parsed.is_none;
    if (*given && (!row->is_ok || row->draws == DC_NO_DRAWS)) {
        return (struct dc_ref){default_once(d, use->param), 0};
    }
    if (*given) {
        return (struct dc_ref){row_once(d, use, row), dc_stress_ops(d, use)};
    }
    *given = dc_param_has_default(&dc_params[use->param], &ignored);
    if (*given) {
        return (struct dc_ref){default_once(d, use->param), dc_stress_ops(d, use)};
    }
    const struct dc_stress_row *setter = dc_stress_setter(d, use);
    *given = setter != NULL;
    return setter != NULL ? (struct dc_ref){setter->once, dc_stress_ops(d, use)}
                          : (struct dc_ref){default_once(d, use->param), 0};
}

/* A product with $NAMEs, in the parameter's own unit. */
static uint32_t product_draws(struct dc_draft *d, const struct dc_recipe *recipe,
                              const struct dc_range *range)
{
    struct dc_draws draws = {.recipe = recipe,
                             .times = 1.0,
                             .over = 1.0,
                             .range = range,
                             .is_dynamic = recipe->has_inputs,
                             .is_needed = true};
    if (dc_draws_solve(&draws, dc_inputs_medians(d), d->arena, &draws.dist) != NULL) {
        draws.dist = dc_dist_constant(0.0);
    }
    return dc_rows_draws(d, &draws, NULL, "");
}

struct dc_ref dc_build_product(struct dc_draft *d, const struct dc_recipe *recipe)
{
    struct dc_recipe *kept = dc_arena_take(d->arena, sizeof *kept); /* the caller's may go */

    if (kept == NULL) {
        dc_draft_no_memory(d);
        return (struct dc_ref){0, 0};
    }
    *kept = *recipe;
    const uint32_t i = product_draws(d, kept, dc_params[DC_P_INPUT].range);
    const struct dc_once once = {.draws = i, .times = 1.0, .over = 1.0, .is_needed = true};
    return (struct dc_ref){i != DC_NO_DRAWS ? once_add(d, &once) : 0, 0};
}

static uint32_t default_draws(struct dc_draft *d, uint32_t param)
{
    if (d->default_draws[param] == DC_NO_DRAWS) {
        double x = 0.0;
        (void)dc_param_has_default(&dc_params[param], &x);
        struct dc_recipe *recipe = dc_arena_zero(d->arena, 1, sizeof *recipe);
        if (recipe == NULL) {
            dc_draft_no_memory(d);
            return 0;
        }
        recipe->number.number = x;
        const struct dc_draws draws = {.recipe = recipe,
                                       .times = 1.0,
                                       .over = 1.0,
                                       .range = dc_params[param].range,
                                       .dist = dc_dist_constant(x)};
        d->default_draws[param] = dc_rows_draws(d, &draws, NULL, "");
    }
    return d->default_draws[param];
}

struct dc_chance dc_build_factor_one(struct dc_draft *d)
{
    const uint32_t i = default_draws(d, DC_P_VALUE_FACTOR);
    d->draws[i].is_needed = true;
    return (struct dc_chance){.i = i, .given = true};
}

/* Times anything leaves a constant 0 what it is. */
static bool is_only_times(const struct dc_draft *d, uint32_t ops)
{
    for (uint32_t i = 0; i < d->ops[ops].n; i++) {
        if (d->ops[ops].op[i].kind != DC_OP_TIMES) {
            return false;
        }
    }
    return true;
}

static struct dc_chance chance_of(struct dc_draft *d, const struct dc_place *use, uint32_t i)
{
    struct dc_chance chance = {.i = i, .ops = dc_stress_ops(d, use), .given = true};

    if (i == DC_NO_DRAWS) {
        return (struct dc_chance){0};
    }
    struct dc_draws *draws = &d->draws[i];
    draws->is_needed = draws->is_needed || is_chosen(d);
    const bool is_fixed = !draws->is_dynamic && dc_dist_is_constant(&draws->dist);
    chance.is_zero =
        is_fixed && dc_dist_at(&draws->dist, 0.5) == 0.0 && is_only_times(d, chance.ops);
    chance.ops = chance.is_zero ? 0 : chance.ops;
    return chance;
}

struct dc_chance dc_build_follower(struct dc_draft *d, const struct dc_chance *own,
                                   const struct dc_chance *other, const struct dc_place *use)
{
    struct dc_chance chance = *other;

    if (own->given || !other->given) {
        return *own;
    }
    chance.ops = dc_stress_ops_after(d, other->ops, use);
    if (chance.ops == other->ops) {
        return *own; /* as the other, without a word */
    }
    chance.is_zero = other->is_zero && is_only_times(d, chance.ops);
    chance.ops = chance.is_zero ? 0 : chance.ops;
    return chance;
}

struct dc_chance dc_build_chance(struct dc_draft *d, const struct dc_place *use)
{
    struct dc_row *row = dc_cascade_read(d, use);
    double ignored;

    if (row != NULL && !row->parsed.is_none && row->is_ok) {
        return chance_of(d, use, row->draws);
    }
    if (dc_param_has_default(&dc_params[use->param], &ignored)) {
        return chance_of(d, use, default_draws(d, use->param));
    }
    const struct dc_stress_row *setter = dc_stress_setter(d, use);
    if (setter != NULL) {
        return chance_of(
            d, use, product_draws(d, &setter->row.parsed.recipe, dc_params[use->param].range));
    }
    return (struct dc_chance){.i = default_draws(d, use->param), .is_zero = true};
}

const struct dc_value *dc_build_value(struct dc_draft *d, const struct dc_place *use,
                                      const struct dc_row **at)
{
    const struct dc_row *row = dc_cascade_read(d, use);
    const struct dc_value *value = row != NULL ? &row->parsed : NULL;
    const struct dc_row *over = dc_stress_row(d, use, &value);

    *at = over != NULL ? over : row;
    return *at != NULL && (*at)->is_ok && !value->is_none ? value : NULL;
}

bool dc_build_amount(struct dc_draft *d, const struct dc_place *use, double *out)
{
    const struct dc_row *row = dc_cascade_read(d, use);
    bool given = row != NULL && !row->parsed.is_none;

    *out = 0.0;
    if (given && row->is_ok) {
        *out = dc_row_amount(row);
    } else if (row == NULL) {
        given = dc_param_has_default(&dc_params[use->param], out);
    }
    dc_stress_amount(d, use, &given, out);
    return given;
}

uint32_t dc_build_word(struct dc_draft *d, const struct dc_place *use)
{
    const struct dc_row *at;
    const struct dc_value *value = dc_build_value(d, use, &at);
    const struct dc_param *param = &dc_params[use->param];
    struct dc_text rest = {param->words, strlen(param->words)};
    struct dc_text word;

    if (value != NULL) {
        return value->i;
    }
    for (uint32_t i = 0; param->missing != NULL && dc_text_next(&rest, " ", &word); i++) {
        if (dc_text_equals(word, param->missing)) {
            return i;
        }
    }
    return 0;
}

static void field_fill(struct dc_draft *d, const struct dc_place *place, char *base)
{
    const struct dc_param *param = &dc_params[place->param];

    if (dc_param_is_chance(param)) {
        const struct dc_chance chance = dc_build_chance(d, place);
        memcpy(base + param->field, &chance, sizeof chance);
        return;
    }
    bool given;
    const struct dc_ref ref = dc_build_ref(d, place, &given);
    memcpy(base + param->field, &ref, sizeof ref);
    if (param->flag != 0) {
        memcpy(base + param->flag, &given, sizeof given);
    }
}

static bool is_shut(const struct dc_fields *which, uint32_t param)
{
    for (size_t i = 0; i < which->n_shut; i++) {
        if (which->shut[i] == param) {
            return true;
        }
    }
    return false;
}

/* What is not read is as if it were not set. A stress on it changes nothing, but is not
 * amiss: the same stress may meet another segment or role where it matters. */
static void field_default(struct dc_draft *d, const struct dc_place *place, char *base)
{
    const struct dc_param *param = &dc_params[place->param];

    (void)dc_stress_setter(d, place);
    if (dc_param_is_chance(param)) {
        const uint32_t i = default_draws(d, place->param);
        double x = 0.0;
        const bool given = dc_param_has_default(param, &x);
        d->draws[i].is_needed = true;
        const struct dc_chance chance = {.i = i, .given = given, .is_zero = x == 0.0};
        memcpy(base + param->field, &chance, sizeof chance);
    } else {
        const struct dc_ref ref = {default_once(d, place->param), 0};
        memcpy(base + param->field, &ref, sizeof ref);
    }
}

uint32_t dc_build_period(struct dc_draft *d, const struct dc_place *use)
{
    const uint32_t word = dc_build_word(d, use); /* month quarter year */
    return word == 0 ? 1 : word == 1 ? 3 : 12;
}

void dc_build_fields(struct dc_draft *d, const struct dc_place *use,
                     const struct dc_fields *which, void *base)
{
    struct dc_place place = *use;

    for (uint32_t i = 0; i < DC_N_PARAMS; i++) {
        const struct dc_param *param = &dc_params[i];
        if (param->scope != which->scope || param->takes != DC_TAKES_DRAW ||
            param->field == 0 || (param->bits & which->bits) != which->bits) {
            continue;
        }
        place.param = i;
        if (is_shut(which, i)) {
            field_default(d, &place, base);
        } else if (param->missing != NULL || dc_build_check_set(d, &place, which->need)) {
            field_fill(d, &place, base);
        }
    }
}

bool dc_build_required(struct dc_draft *d, const struct dc_place *use, struct dc_need need)
{
    const struct dc_place place = dc_cascade_least(use);
    const char *path = dc_place_text(&place, &d->words, d->arena);
    return path != NULL
               ? dc_report(d->diags, DC_REQUIRED, need.at, path, "is not set: %s", need.why)
               : dc_draft_no_memory(d);
}

bool dc_build_check_set(struct dc_draft *d, const struct dc_place *use, struct dc_need need)
{
    const struct dc_row *row = dc_cascade_find(d, use);
    return (row != NULL && !row->parsed.is_none) || dc_build_required(d, use, need);
}
