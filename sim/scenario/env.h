/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/env.h - the values in force in one replication.
 *
 * dc_env_draw draws the named inputs (through the copula), then every once value, and
 * readies every distribution whose arguments hold an input. Constants are set up once,
 * by dc_env_new. Nothing allocates on a warm arena. */
#ifndef DC_SCENARIO_ENV_H
#define DC_SCENARIO_ENV_H

#include "scenario/model.h"

struct dc_env {
    const struct dc_model *model;
    double *input;            /* [n_inputs] */
    double *once;             /* [n_once], kept within the parameters' ranges */
    struct dc_dist *dist;     /* [n_chance] */
    struct dc_arena *scratch; /* tables of this replication; reset by dc_env_draw */
};

/* Takes its arrays from `keep` and draws tables into `scratch`; false: memory. */
DC_MUST_CHECK bool dc_env_new(struct dc_env *env, const struct dc_model *model,
                              struct dc_arena *keep, struct dc_arena *scratch);
/* The values of one replication. false: memory. */
DC_MUST_CHECK bool dc_env_draw(struct dc_env *env, uint64_t replication);
/* Its inputs and distributions alone. false: memory. */
DC_MUST_CHECK bool dc_env_draw_dists(struct dc_env *env, uint64_t replication);

/* Whether dist[i] is the same in every replication. */
bool dc_env_is_settled(const struct dc_env *env, uint32_t i);

double dc_env_ops(const struct dc_env *env, uint32_t ops, double x, double t_days);

/* The value in force at time t (days from the start; t matters only under a stress). */
static inline double dc_env_at(const struct dc_env *env, struct dc_ref ref, double t_days)
{
    const double x = env->once[ref.i];
    return DC_LIKELY(ref.ops == 0) ? x : dc_env_ops(env, ref.ops, x, t_days);
}

/* One variate at uniform u, drawn at time t. Only for a given one. */
static inline double dc_env_chance(const struct dc_env *env, const struct dc_chance *c,
                                   double u, double t_days)
{
    if (c->is_zero) {
        return 0.0;
    }
    const double x = dc_dist_at(&env->dist[c->i], u);
    return DC_LIKELY(c->ops == 0) ? x : dc_env_ops(env, c->ops, x, t_days);
}

#endif
