/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/env.c - the values in force in one replication. */
#include "scenario/env.h"

#include <string.h>

#include "num/rng.h"
#include "scenario/inputs.h"
#include "scenario/recipe.h"

#define P_ONCE UINT64_C(0x6f6e6365)  /* "once" */
#define P_INPUT UINT64_C(0x696e7075) /* "inpu" */

static double uniform_at(const struct dc_env *env, uint64_t entity, uint64_t replication,
                         uint64_t purpose)
{
    const struct dc_key key = {env->model->seed, entity};
    return dc_uniform(dc_rng_at(key, replication, 0, purpose, 0).w[0]);
}

bool dc_env_new(struct dc_env *env, const struct dc_model *model, struct dc_arena *keep,
                struct dc_arena *scratch)
{
    *env = (struct dc_env){.model = model, .scratch = scratch};
    env->input = dc_arena_zero(keep, (size_t)model->n_inputs + 1, sizeof *env->input);
    env->once = dc_arena_zero(keep, (size_t)model->n_once + 1, sizeof *env->once);
    env->dist = dc_arena_zero(keep, (size_t)model->n_chance + 1, sizeof *env->dist);
    if (env->input == NULL || env->once == NULL || env->dist == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < model->n_once; i++) {
        env->once[i] = model->once[i].value;
    }
    for (uint32_t i = 0; i < model->n_chance; i++) {
        env->dist[i] = model->chance[i].dist;
    }
    return true;
}

/* Uniforms of correlated inputs: u = Phi(L z). */
static bool copulas_draw(struct dc_env *env, double u[])
{
    const struct dc_inputs *inputs = env->model->inputs;
    const size_t room = (size_t)inputs->most_correlated + 1;
    double *own = dc_arena_take(env->scratch, 2 * room * sizeof *own);

    if (own == NULL) {
        return false;
    }
    for (uint32_t c = 0; c < inputs->n_copulas; c++) {
        const struct dc_copula *copula = &inputs->copula[c];
        for (uint32_t i = 0; i < copula->n; i++) {
            own[i] = u[copula->input[i]];
        }
        dc_copula_draw(copula->factor, copula->n, own, own + room);
        for (uint32_t i = 0; i < copula->n; i++) {
            u[copula->input[i]] = own[i];
        }
    }
    return true;
}

/* What a recipe whose arguments hold inputs draws now. Arguments that no distribution has
 * (an unbounded input far out) leave the one at the inputs' medians. */
static bool dist_ready(struct dc_env *env, uint32_t i)
{
    const struct dc_draws *draws = &env->model->chance[i];
    const char *wrong = dc_draws_solve(draws, env->input, env->scratch, &env->dist[i]);

    if (wrong != NULL) {
        env->dist[i] = draws->dist;
    }
    return wrong != dc_dist_no_memory;
}

bool dc_env_is_settled(const struct dc_env *env, uint32_t i)
{
    return !env->model->chance[i].is_dynamic;
}

static bool inputs_draw(struct dc_env *env, uint64_t replication)
{
    const struct dc_inputs *inputs = env->model->inputs;
    double *u = dc_arena_take(env->scratch, ((size_t)inputs->n + 1) * sizeof *u);

    if (u == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < inputs->n; i++) {
        if (inputs->input[i].takes_u) {
            u[i] = uniform_at(env, inputs->input[i].entity, replication, P_INPUT);
        }
    }
    if (inputs->n_copulas > 0 && !copulas_draw(env, u)) {
        return false;
    }
    for (uint32_t k = 0; k < inputs->n; k++) {
        const uint32_t i = inputs->order[k];
        const struct dc_input *input = &inputs->input[i];
        if (env->model->chance[input->draws].is_dynamic && !dist_ready(env, input->draws)) {
            return false;
        }
        const double x = dc_dist_at(&env->dist[input->draws], input->takes_u ? u[i] : 0.5);
        env->input[i] = input->ops != 0 ? dc_env_ops(env, input->ops, x, 0.0) : x;
    }
    return true;
}

bool dc_env_draw_dists(struct dc_env *env, uint64_t replication)
{
    const struct dc_inputs *inputs = env->model->inputs;

    dc_arena_reset(env->scratch);
    if (inputs->n > 0 && !inputs_draw(env, replication)) {
        return false;
    }
    for (uint32_t k = 0; k < inputs->n_dynamic; k++) {
        if (!dist_ready(env, inputs->dynamic[k])) {
            return false;
        }
    }
    return true;
}

bool dc_env_draw(struct dc_env *env, uint64_t replication)
{
    const struct dc_model *model = env->model;
    const struct dc_inputs *inputs = model->inputs;

    if (!dc_env_draw_dists(env, replication)) {
        return false;
    }
    for (uint32_t k = 0; k < inputs->n_random; k++) {
        const uint32_t i = inputs->random[k];
        const struct dc_once *once = &model->once[i];
        const double u = uniform_at(env, once->entity, replication, P_ONCE);
        env->once[i] = dc_dist_at(&env->dist[once->draws], u) * once->times / once->over;
    }
    return true;
}

static double op_apply(const struct dc_env *env, const struct dc_op *op, double x)
{
    const double v = env->once[op->value.i];

    switch (op->kind) {
    case DC_OP_TIMES:
        return x * (op->scale == 1.0 ? v : 1.0 + (v - 1.0) * op->scale);
    case DC_OP_PLUS:
        return x + v * op->scale;
    case DC_OP_SET:
        return op->scale == 1.0 ? v : x + (v - x) * op->scale;
    }
    return x;
}

double dc_env_ops(const struct dc_env *env, uint32_t ops, double x, double t_days)
{
    const struct dc_ops *list = &env->model->ops[ops];

    for (uint32_t i = 0; i < list->n; i++) {
        const struct dc_op *op = &list->op[i];
        if (t_days >= op->from_months * DC_MONTH_DAYS &&
            t_days < op->to_months * DC_MONTH_DAYS) {
            x = op_apply(env, op, x);
        }
    }
    return list->n > 0 ? fmin(fmax(x, list->op[0].lo), list->op[0].hi) : x;
}
