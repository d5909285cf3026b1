/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_draw.c - what leads bring and stages take: a stage at a time, for those that
 * reach it. */
#include <string.h>

#include "num/kernel.h"
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
    _Alignas(64) double outcome[N], u[N], delay[N];
};

/* Of those that come to stage k, in whole vectors. */
static void stage_draw(const struct dc_path *p, const struct dc_express_batch *b, uint32_t k,
                       const struct dc_rule *rule, struct stage_draws *out, double delay[])
{
    const struct dc_rng_purpose of = {p->model->segment[b->i_segment].key, p->replication,
                                      rule->stage->p_stage, 0};
    const size_t n =
        dc_rng_uniforms(&of, b->first, b->reach[k], b->n_reach[k], out->outcome, out->u);
    if (rule->work->delay.is_zero) {
        memset(delay, 0, n * sizeof(double));
    } else {
        dc_dist_run(&p->env.dist[rule->work->delay.i], out->u, delay, n);
    }
    for (uint32_t j = 0; rule->work->delay_lost.given && j < b->n_reach[k]; j++) {
        if (!(out->outcome[j] < rule->conversion)) {
            delay[j] = dc_env_chance(&p->env, &rule->work->delay_lost, out->u[j], 0.0);
        }
    }
}

DC_EACH_CPU static void advances_of(const double outcome[restrict], uint8_t advances[restrict],
                                    uint32_t n, double conversion)
{
    for (uint32_t j = 0; j < n; j++) {
        advances[j] = outcome[j] < conversion;
    }
}

/* The places, from 0 to 3, of the bits of a number, and how many they are. */
static const struct {
    uint8_t at[4];
} places_of_bits[16] = {
    {{0, 0, 0, 0}}, {{0, 0, 0, 0}}, {{1, 0, 0, 0}}, {{0, 1, 0, 0}},
    {{2, 0, 0, 0}}, {{0, 2, 0, 0}}, {{1, 2, 0, 0}}, {{0, 1, 2, 0}},
    {{3, 0, 0, 0}}, {{0, 3, 0, 0}}, {{1, 3, 0, 0}}, {{0, 1, 3, 0}},
    {{2, 3, 0, 0}}, {{0, 2, 3, 0}}, {{1, 2, 3, 0}}, {{0, 1, 2, 3}},
};

/* The places of those that go on, four flags at a time, without a branch on chance. */
static uint32_t places_of(const uint8_t advances[], uint32_t n, uint8_t place[])
{
    uint32_t n_next = 0;
    for (uint32_t j = 0; j < n; j += 4) {
        uint32_t flags;
        uint32_t at;
        memcpy(&flags, advances + j, sizeof(flags));
        const uint32_t bits = flags * 0x01020408u >> 24 & 15;
        memcpy(&at, places_of_bits[bits].at, sizeof(at));
        at += j * 0x01010101u;
        memcpy(place + n_next, &at, sizeof(at));
        n_next += flags * 0x01010101u >> 24;
    }
    return n_next;
}
/* Those that go on come to the next stage. */
static void stage_decide(struct dc_express_batch *b, uint32_t k, double conversion,
                         const double outcome[N])
{
    uint8_t advances[N + 4];
    uint8_t place[N];
    const uint32_t n = b->n_reach[k];
    const uint8_t *restrict at = b->reach[k];
    uint8_t *restrict next = b->reach[k + 1];
    advances_of(outcome, advances, DC_RNG_BLOCKS(n), conversion);
    memset(advances + n, 0, 4);
    if (k == 0) { /* all, in turn */
        b->n_reach[1] = places_of(advances, n, next);
        return;
    }
    b->n_reach[k + 1] = places_of(advances, n, place);
    for (uint32_t j = 0; j < b->n_reach[k + 1]; j++) {
        next[j] = at[place[j]];
    }
}

/* What the stage takes of each lead: nothing of those that do not come. */
static void stage_spread(struct dc_express_batch *b, uint32_t k, const double from[])
{
    const uint8_t *restrict at = b->reach[k];
    double *restrict delay = b->delay_days[k];
    memset(delay, 0, b->n * sizeof(*delay));
    for (uint32_t j = 0; j < b->n_reach[k]; j++) {
        delay[at[j]] = from[j];
    }
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
            stage_draw(p, b, k, rule, &draws, k == 0 ? b->delay_days[0] : draws.delay);
            stage_decide(b, k, rule->conversion, draws.outcome);
        }
        if (k > 0) {
            stage_spread(b, k, draws.delay);
        }
    }
    return b->n > 0;
}
