/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_draw.c - what leads bring and stages take: a stage at a time, for those that
 * reach it. */
#include <string.h>

#include "path/express_batch.h"

#define N DC_EXPRESS_BATCH

static void leads_draw(struct dc_path *p, struct dc_express_batch *b)
{
    const struct dc_segment *s = &p->model->segment[b->i_segment];
    const uint32_t n = dc_market_likely(p, b->i_segment);
    b->first = p->market[b->i_segment].n_drawn + 1;
    memcpy(b->drawn, dc_rng_in_turn, sizeof(b->drawn));
    dc_market_draw(p, b->i_segment, b->at_days, b->value_money, n);
    b->n = n;
    while (b->n > 0 && !(b->at_days[b->n - 1] < p->horizon_days)) {
        b->n--;
    }
    for (uint32_t i = 0; s->deal_value.ops != 0 && i < b->n; i++) {
        b->value_money[i] =
            dc_env_ops(&p->env, s->deal_value.ops, b->value_money[i], b->at_days[i]);
    }
}

struct stage_draws {
    double outcome[N], u[N], delay[N];
};

/* Of those that come to stage k, in whole vectors. */
static void stage_draw(const struct dc_path *p, const struct dc_express_batch *b, uint32_t k,
                       const struct dc_rule *rule, struct stage_draws *out)
{
    const struct dc_rng_purpose of = {p->model->segment[b->i_segment].key, p->replication,
                                      rule->stage->p_stage, 0};
    const size_t n =
        dc_rng_uniforms(&of, b->first, b->reach[k], b->n_reach[k], out->outcome, out->u);
    if (rule->work->delay.is_zero) {
        memset(out->delay, 0, n * sizeof(double));
    } else {
        dc_dist_run(&p->env.dist[rule->work->delay.i], out->u, out->delay, n);
    }
    for (uint32_t j = 0; rule->work->delay_lost.given && j < b->n_reach[k]; j++) {
        if (!(out->outcome[j] < rule->conversion)) {
            out->delay[j] = dc_env_chance(&p->env, &rule->work->delay_lost, out->u[j], 0.0);
        }
    }
}

/* Those that go on come to the next stage, without a branch on chance. */
static void stage_decide(struct dc_express_batch *b, uint32_t k, double conversion,
                         const struct stage_draws *draws)
{
    const uint8_t *restrict at = b->reach[k];
    uint8_t *restrict next = b->reach[k + 1];
    double *restrict delay = b->delay_days[k];
    const uint32_t n = b->n_reach[k];
    uint32_t n_next = 0;
    memset(delay, 0, b->n * sizeof(*delay));
    for (uint32_t j = 0; j < n; j++) {
        delay[at[j]] = draws->delay[j];
        next[n_next] = at[j];
        n_next += draws->outcome[j] < conversion;
    }
    b->n_reach[k + 1] = n_next;
}

bool dc_express_draw(struct dc_path *p, struct dc_express_batch *b)
{
    struct stage_draws draws;
    leads_draw(p, b);
    memcpy(b->reach[0], dc_rng_in_turn, sizeof(b->reach[0]));
    b->n_reach[0] = b->n;
    b->n_worked = 0;
    for (uint32_t k = 0; k < p->n_steps; k++) {
        const struct dc_rule *rule = (const struct dc_rule *)p->rules.items +
                                     2 * ((size_t)b->i_segment * p->n_steps + k);
        b->n_reach[k + 1] = 0;
        if (b->n_reach[k] > 0) {
            b->n_worked = k + 1;
            stage_draw(p, b, k, rule, &draws);
            stage_decide(b, k, rule->conversion, &draws);
        }
    }
    return b->n > 0;
}
