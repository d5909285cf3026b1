/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/factor.h - what is uncertain in a model: every value that is drawn once per
 * replication and differs between replications by itself. */
#ifndef DC_SCENARIO_FACTOR_H
#define DC_SCENARIO_FACTOR_H

#include "scenario/env.h"

struct dc_factor {
    const char *name; /* NAME of input.NAME, or the row's path; lives as long as the arena */
    bool is_input;    /* its draw is env->input[i], else env->once[i] */
    uint32_t i;
};

/* The first `room` of them, inputs first, into out; *n how many. Names are taken from the
 * arena. false: memory. */
DC_MUST_CHECK bool dc_factors_list(const struct dc_model *model, struct dc_arena *arena,
                                   struct dc_factor out[], uint32_t room, uint32_t *n);

static inline double dc_factor_at(const struct dc_factor *factor, const struct dc_env *env)
{
    return factor->is_input ? env->input[factor->i] : env->once[factor->i];
}

#endif
