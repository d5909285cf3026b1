/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/inputs.h - the named uncertain inputs: their order, correlations and draws. */
#ifndef DC_SCENARIO_INPUTS_H
#define DC_SCENARIO_INPUTS_H

#include "num/copula.h"
#include "scenario/draft.h"

/* Inputs whose normals are drawn together: u = Phi(L z). */
struct dc_copula {
    uint32_t n;
    const uint32_t *input; /* in alphabetical order */
    const double *factor;  /* lower triangle by rows: n (n + 1) / 2 */
};

struct dc_input {
    const char *name;
    uint64_t entity; /* hash of its path */
    uint32_t draws;
    uint32_t ops;   /* of stresses on the input itself; plain numbers only */
    bool is_random; /* a distribution, or holds one */
    bool takes_u;   /* a distribution: draws a uniform */
};

/* The model's inputs in alphabetical order, and what env.c draws of them. */
struct dc_inputs {
    uint32_t n;
    struct dc_input *input;
    const uint32_t *order; /* each after those that it is stated by */
    uint32_t n_copulas;
    const struct dc_copula *copula;
    uint32_t n_random; /* once values that are not constants */
    const uint32_t *random;
    uint32_t n_dynamic; /* draws whose arguments hold an input */
    const uint32_t *dynamic;
    uint32_t most_correlated; /* of the largest copula */
};

/* Numbers the inputs, reads their rows and finds the order of drawing. */
DC_MUST_CHECK bool dc_inputs_parse(struct dc_draft *d);
/* Reads the correlations into copulas; reports those that contradict each other. */
void dc_inputs_correlate(struct dc_draft *d);
/* Notes the stresses on the inputs themselves. */
void dc_inputs_stress(struct dc_draft *d);
/* Lists what has to be drawn in each replication, once everything is built. */
DC_MUST_CHECK bool dc_inputs_list_random(struct dc_draft *d);
/* By rank; what is not known yet is 1. */
const double *dc_inputs_medians(const struct dc_draft *d);

#endif
