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
    for (uint32_t i = 0; i < n; i++) {
        b->number[i] = p->market[b->i_segment].n_drawn + 1 + i;
    }
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

/* Leads that reach a stage, by place in the batch. */
struct alive {
    uint32_t n;
    uint8_t at[N];
};

struct stage_draws {
    double outcome[N], u[N], delay[N];
};

static void stage_draw(const struct dc_path *p, const struct dc_express_batch *b,
                       const struct dc_rule *rule, const struct alive *alive,
                       struct stage_draws *out)
{
    const struct dc_rng_purpose of = {p->model->segment[b->i_segment].key, p->replication,
                                      rule->stage->p_stage, 0};
    if (alive->n == 0) {
        return;
    }
    const size_t n =
        dc_rng_uniforms(&of, b->number[0], alive->at, alive->n, out->outcome, out->u);
    if (rule->work->delay.is_zero) {
        memset(out->delay, 0, n * sizeof(double));
    } else {
        dc_dist_run(&p->env.dist[rule->work->delay.i], out->u, out->delay, n);
    }
    for (uint32_t j = 0; rule->work->delay_lost.given && j < alive->n; j++) {
        if (!(out->outcome[j] < rule->conversion)) {
            out->delay[j] = dc_env_chance(&p->env, &rule->work->delay_lost, out->u[j], 0.0);
        }
    }
}

/* Those that go on are left in `alive`, without a branch on chance. */
static void stage_decide(struct dc_express_batch *b, uint32_t k, double conversion,
                         const struct stage_draws *draws, struct alive *alive)
{
    uint32_t n = 0;
    for (uint32_t j = 0; j < alive->n; j++) {
        const uint8_t i = alive->at[j];
        b->delay_days[k][i] = draws->delay[j];
        b->n_stages[i] = (uint8_t)(k + 1);
        alive->at[n] = i;
        n += draws->outcome[j] < conversion;
    }
    alive->n = n;
}

bool dc_express_draw(struct dc_path *p, struct dc_express_batch *b)
{
    struct alive alive = {0};
    struct stage_draws draws;
    leads_draw(p, b);
    alive.n = b->n;
    for (uint32_t i = 0; i < b->n; i++) {
        alive.at[i] = (uint8_t)i;
    }
    for (uint32_t k = 0; k < p->n_steps; k++) {
        const struct dc_rule *rule = (const struct dc_rule *)p->rules.items +
                                     2 * ((size_t)b->i_segment * p->n_steps + k);
        b->n_reach[k] = alive.n;
        memset(b->delay_days[k], 0, b->n * sizeof(double));
        stage_draw(p, b, rule, &alive, &draws);
        stage_decide(b, k, rule->conversion, &draws, &alive);
    }
    b->n_reach[p->n_steps] = alive.n;
    memset(b->won, 0, b->n * sizeof(b->won[0]));
    for (uint32_t j = 0; j < alive.n; j++) {
        b->won[alive.at[j]] = true;
    }
    return b->n > 0;
}
