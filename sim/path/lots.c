/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots.c - which lots there are, and where their batches lie. */
#include "path/lots.h"

#include <string.h>

#include "path/lots_draw.h"

#define MOST_LEADS 65536        /* of a segment that a lot has room for */
#define MOST_DOUBLES (1u << 20) /* of all lots together */

/* The lot that draws the same, or a new one. */
static uint32_t lot_of(struct dc_path *p, struct dc_lot lot)
{
    for (uint32_t i = 0; i < p->n_lots; i++) {
        const struct dc_lot *other = &p->lot[i];
        if (other->i_segment == lot.i_segment && other->purpose == lot.purpose &&
            other->kind == lot.kind && other->i_chance == lot.i_chance &&
            (lot.kind != DC_LOT_WORK || dc_lots_work_alike(other->work, lot.work))) {
            return i;
        }
    }
    lot.width = dc_lot_width(lot.kind);
    p->lot[p->n_lots] = lot;
    return p->n_lots++;
}

/* A stress acts on the value when it is asked for: that one is not kept. */
static uint32_t chance_lot(struct dc_path *p, struct dc_lot lot, const struct dc_chance *c)
{
    if (!c->given || c->is_zero || c->ops != 0) {
        return DC_NONE;
    }
    lot.i_chance = c->i;
    return lot_of(p, lot);
}

static struct dc_work_lots work_lots(struct dc_path *p, uint32_t i_segment,
                                     const struct dc_stage *stage, const struct dc_work *work)
{
    struct dc_lot lot = {.i_segment = i_segment, .purpose = stage->p_stage, .stage = stage};
    struct dc_work_lots out;
    lot.kind = DC_LOT_OUTCOME;
    lot.i_chance = work->delay.is_zero ? DC_NONE : work->delay.i;
    out.outcome = work->delay.ops == 0 ? lot_of(p, lot) : DC_NONE;
    lot.kind = DC_LOT_WORD_1;
    out.delay_lost = chance_lot(p, lot, &work->delay_lost);
    lot.kind = DC_LOT_WORD_3;
    out.value_factor = chance_lot(p, lot, &work->value_factor);
    lot.kind = DC_LOT_WORK;
    lot.work = work;
    lot.i_chance = DC_NONE;
    out.work = dc_lots_work_steady(work) ? lot_of(p, lot) : DC_NONE;
    return out;
}

static void team_register(struct dc_path *p, const struct dc_team *team,
                          struct dc_work_lots *out)
{
    const uint32_t n_steps = team->n_stages + team->n_followup;
    for (uint32_t i = 0; i < p->model->n_segments * n_steps; i++) {
        const struct dc_step *step = &team->step[i];
        for (int by = 0; by < (step->escalates ? 2 : 1); by++) {
            out[2 * i + by] =
                work_lots(p, i / n_steps, &p->model->stage[step->stage], &step->by[by]);
        }
    }
}

static void segment_register(struct dc_path *p, uint32_t i_segment)
{
    const struct dc_segment *s = &p->model->segment[i_segment];
    struct dc_lot lot = {.i_segment = i_segment, .purpose = p->luck.lead};
    lot.kind = DC_LOT_WORD_2;
    p->market[i_segment].lot_decision_makers = chance_lot(p, lot, &s->decision_makers);
    lot.kind = DC_LOT_WORD_3;
    p->market[i_segment].lot_patience = chance_lot(p, lot, &s->patience);
}

/* Response delays, by team, role and segment. */
static void roles_register(struct dc_path *p, uint32_t *out)
{
    for (uint32_t t = 0; t < p->model->n_teams; t++) {
        const struct dc_team *team = &p->model->team[t];
        for (uint32_t i = 0; i < team->n_roles * p->model->n_segments; i++) {
            const struct dc_role *role = &team->role[i / p->model->n_segments];
            const struct dc_lot lot = {.i_segment = i % p->model->n_segments,
                                       .purpose = p->luck.reach,
                                       .kind = DC_LOT_WORD_1};
            *out++ = chance_lot(p, lot, &role->response_delay);
        }
    }
}

static size_t rules_of(const struct dc_model *model, const struct dc_team *team)
{
    return 2 * (size_t)model->n_segments * (team->n_stages + team->n_followup);
}

bool dc_lots_new(struct dc_path *p)
{
    const struct dc_model *model = p->model;
    size_t n_rules = 0;
    size_t n_roles = 0;
    for (uint32_t t = 0; t < model->n_teams; t++) {
        n_rules += rules_of(model, &model->team[t]);
        n_roles += model->team[t].n_roles;
    }
    const size_t most = 4 * n_rules + n_roles * model->n_segments + 2 * model->n_segments;
    p->lot = dc_arena_zero(&p->keep, most + 1, sizeof(*p->lot));
    p->work_lots = dc_arena_zero(&p->keep, n_rules + 1, sizeof(*p->work_lots));
    p->response_lots =
        dc_arena_zero(&p->keep, n_roles * model->n_segments + 1, sizeof(*p->response_lots));
    if (p->lot == NULL || p->work_lots == NULL || p->response_lots == NULL) {
        return false;
    }
    struct dc_work_lots *out = p->work_lots;
    for (uint32_t t = 0; t < model->n_teams; t++) {
        team_register(p, &model->team[t], out);
        out += rules_of(model, &model->team[t]);
    }
    for (uint32_t i = 0; i < model->n_segments; i++) {
        segment_register(p, i);
    }
    roles_register(p, p->response_lots);
    return true;
}

void dc_lots_of_team(struct dc_path *p)
{
    size_t i = 0;
    p->first_response_lots = 0;
    for (uint32_t t = 0; t < p->i_team; t++) {
        i += rules_of(p->model, &p->model->team[t]);
        p->first_response_lots += p->model->team[t].n_roles * p->model->n_segments;
    }
    p->first_work_lots = (uint32_t)i;
}

void dc_lots_free(struct dc_path *p)
{
    dc_pool_free(&p->lot_doubles);
    dc_pool_free(&p->lot_holds);
}

/* Batches there is room for: a power of 2, enough for the leads to come if they are not many.
 */
static uint32_t rooms_of(const struct dc_path *p, const struct dc_lot *lot, uint32_t most)
{
    const struct dc_market *m = &p->market[lot->i_segment];
    const double expected = 1.25 * m->mass[p->model->horizon_months] + 4.0 * DC_LEAD_BATCH;
    uint32_t n = 4;
    while (n < most && (double)n * DC_LEAD_BATCH < expected) {
        n *= 2;
    }
    return n;
}

void dc_lots_begin(struct dc_path *p)
{
    size_t n_doubles = 0;
    size_t n_rooms = 0;
    uint32_t width = 1;
    for (uint32_t i = 0; i < p->n_lots; i++) {
        width += p->lot[i].width;
    }
    uint32_t most = MOST_LEADS / DC_LEAD_BATCH;
    while (most > 4 && (size_t)most * DC_LEAD_BATCH * width > MOST_DOUBLES) {
        most /= 2;
    }
    for (uint32_t i = 0; i < p->n_lots; i++) {
        struct dc_lot *lot = &p->lot[i];
        lot->mask = rooms_of(p, lot, most) - 1;
        n_rooms += lot->mask + 1;
        n_doubles += (size_t)(lot->mask + 1) * DC_LEAD_BATCH * lot->width;
    }
    if (!dc_pool_grow(&p->lot_doubles, n_doubles, sizeof(double), &p->growth) ||
        !dc_pool_grow(&p->lot_holds, n_rooms, sizeof(uint32_t), &p->growth)) {
        return; /* the trouble is kept */
    }
    double *x = p->lot_doubles.items;
    uint32_t *holds = p->lot_holds.items;
    memset(holds, 0, n_rooms * sizeof(*holds));
    for (uint32_t i = 0; i < p->n_lots; i++) {
        struct dc_lot *lot = &p->lot[i];
        lot->x = x;
        lot->holds = holds;
        x += (size_t)(lot->mask + 1) * DC_LEAD_BATCH * lot->width;
        holds += lot->mask + 1;
    }
}

double dc_lot_draw(struct dc_path *p, const struct dc_deal *d, uint32_t i_lot,
                   const struct dc_chance *c, uint64_t purpose, unsigned word)
{
    const double *x = dc_lot_at(p, i_lot, d);
    return x != NULL ? *x : dc_path_chance(p, c, dc_path_deal_word(p, d, purpose, word));
}

double dc_lot_outcome(struct dc_path *p, const struct dc_deal *d, double *delay_days)
{
    const double *x = dc_lot_at(p, d->rule->lots.outcome, d);
    if (x != NULL) {
        *delay_days = x[1];
        return x[0];
    }
    const struct dc_bits bits = dc_path_deal_bits(p, d, dc_path_stage(d)->p_stage, 0);
    *delay_days = dc_path_chance(p, &dc_path_work(d)->delay, bits.w[1]);
    return dc_uniform(bits.w[0]);
}
