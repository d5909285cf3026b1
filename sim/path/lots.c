/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots.c - which lots there are, and where their batches lie. */
#include "path/lots.h"

#include <string.h>

#include "path/lots_draw.h"

#define LINE (64 / sizeof(double))
#define MOST_LEADS 65536        /* of a segment that a lot has room for */
#define MOST_DOUBLES (1u << 20) /* of all lots together */

static bool is_alike(const struct dc_lot *a, const struct dc_lot *b)
{
    return a->i_segment == b->i_segment && a->purpose == b->purpose && a->kind == b->kind &&
           memcmp(a->i_chance, b->i_chance, sizeof(a->i_chance)) == 0 && a->width == b->width &&
           (a->work == NULL) == (b->work == NULL) &&
           (a->work == NULL || dc_lots_work_alike(a->work, b->work));
}

/* The lot that draws the same, or a new one. Where two ways lead, all leads come. */
static struct dc_lot *lot_of(struct dc_path *p, struct dc_lot lot)
{
    for (uint32_t i = 0; i < p->n_lots; i++) {
        struct dc_lot *other = &p->lot[i];
        if (is_alike(other, &lot)) {
            other->before = other->before == lot.before ? lot.before : NULL;
            return other;
        }
    }
    lot.n_doubles = DC_LOT_SLOTS + lot.width * DC_LEAD_BATCH;
    p->lot[p->n_lots] = lot;
    return &p->lot[p->n_lots++];
}

static uint32_t chance_of(const struct dc_chance *c)
{
    return c->given && !c->is_zero ? c->i : DC_NONE;
}

/* Whether it is the same in every replication. */
static bool is_settled(const struct dc_path *p, const struct dc_chance *c)
{
    return c->is_zero || (dc_lot_is_fixed(p, c) && dc_env_is_settled(&p->env, c->i));
}

/* Whether the effort of the work is, and what each of its touches takes. */
static bool is_timed(const struct dc_path *p, const struct dc_work *work)
{
    bool timed = work->has_touches && is_settled(p, &work->effort);
    for (int k = 0; k < DC_N_TOUCHES; k++) {
        timed = timed && (work->touch[k].is_zero || is_settled(p, &work->touch_time[k]));
    }
    return timed;
}

static struct dc_lot *task_lot(struct dc_path *p, const struct dc_work *work, struct dc_lot lot)
{
    const bool narrow = !work->delay_lost.given && is_settled(p, &work->value_factor);
    lot.kind = DC_LOT_TASK;
    lot.i_chance[0] = chance_of(&work->delay);
    lot.i_chance[1] = chance_of(&work->delay_lost);
    lot.i_chance[2] = chance_of(&work->value_factor);
    lot.i_work = narrow ? DC_OUTCOME_NARROW : DC_OUTCOME_WIDTH;
    lot.work = dc_lots_work_steady(work) ? work : NULL;
    lot.touches_only = lot.work != NULL && is_timed(p, work);
    lot.width = lot.i_work + (lot.touches_only ? 1 : lot.work != NULL ? DC_WORK_WIDTH : 0);
    return lot_of(p, lot);
}

static void team_register(struct dc_path *p, const struct dc_team *team, struct dc_lot **out)
{
    const uint32_t n_steps = team->n_stages + team->n_followup;
    for (uint32_t i = 0; i < p->model->n_segments * n_steps; i++) {
        const struct dc_step *step = &team->step[i];
        const struct dc_stage *stage = &p->model->stage[step->stage];
        const struct dc_lot lot = {
            .i_segment = i / n_steps,
            .purpose = stage->p_stage,
            .stage = stage,
            .before = i % n_steps > 0 ? out[2 * (i - 1)] : NULL,
        };
        for (int by = 0; by < (step->escalates ? 2 : 1); by++) {
            out[2 * i + by] = task_lot(p, &step->by[by], lot);
        }
    }
}

static void segment_register(struct dc_path *p, uint32_t i_segment)
{
    const struct dc_segment *s = &p->model->segment[i_segment];
    const struct dc_lot lot = {
        .kind = DC_LOT_LEAD,
        .width = DC_LEAD_WIDTH,
        .i_segment = i_segment,
        .i_chance = {chance_of(&s->decision_makers), chance_of(&s->patience)},
        .purpose = p->luck.lead,
    };
    p->market[i_segment].lot = lot_of(p, lot);
}

/* Response delays, by team, role and segment. */
static void roles_register(struct dc_path *p, struct dc_lot **out)
{
    for (uint32_t t = 0; t < p->model->n_teams; t++) {
        const struct dc_team *team = &p->model->team[t];
        for (uint32_t i = 0; i < team->n_roles * p->model->n_segments; i++) {
            const struct dc_chance *c = &team->role[i / p->model->n_segments].response_delay;
            const struct dc_lot lot = {
                .kind = DC_LOT_RESPONSE,
                .width = 1,
                .i_segment = i % p->model->n_segments,
                .i_chance = {chance_of(c)},
                .purpose = p->luck.reach,
            };
            *out++ = lot.i_chance[0] == DC_NONE ? NULL : lot_of(p, lot);
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
    const size_t most = n_rules + (n_roles + 1) * model->n_segments;
    p->lot = dc_arena_zero(&p->keep, most + 1, sizeof(*p->lot));
    p->task_lots = dc_arena_zero(&p->keep, n_rules + 1, sizeof(*p->task_lots));
    p->response_lots =
        dc_arena_zero(&p->keep, n_roles * model->n_segments + 1, sizeof(*p->response_lots));
    if (p->lot == NULL || p->task_lots == NULL || p->response_lots == NULL) {
        return false;
    }
    struct dc_lot **out = p->task_lots;
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
    p->first_task_lots = (uint32_t)i;
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

/* An outcome's uniform up to which a lead is likely to go on: the conversion, with better odds
 * where some are more skilled or some leads easier. Who goes on against it is drawn alone. */
static double likely_of(const struct dc_path *p, const struct dc_team *team,
                        const struct dc_work *work)
{
    const double conversion = dc_env_at(&p->env, work->conversion, 0.0);
    const double easier = dc_env_at(&p->env, work->dm_effect, 0.0) > 0.0 ? 1.0 : 0.0;
    const double skill = dc_env_at(&p->env, team->role[work->role].skill_sd, 0.0);
    const double odds = (1.0 + easier + skill) * conversion;
    return odds / (odds + 1.0 - conversion);
}

static void step_likely(struct dc_path *p, const struct dc_team *team,
                        const struct dc_step *step, struct dc_lot *const lots[4])
{
    double u = likely_of(p, team, &step[0].by[0]);
    if (step[0].escalates) {
        u = fmax(u, likely_of(p, team, &step[0].by[1]));
    }
    for (int by = 0; by < (step[1].escalates ? 2 : 1); by++) {
        lots[2 + by]->u_most = fmax(lots[2 + by]->u_most, u);
    }
}

/* Of each lot that follows another, the highest of the chances to come to it. */
static void ways_begin(struct dc_path *p)
{
    struct dc_lot *const *lots = p->task_lots;
    for (uint32_t i = 0; i < p->n_lots; i++) {
        p->lot[i].u_most = 0.0;
    }
    for (uint32_t t = 0; t < p->model->n_teams; t++) {
        const struct dc_team *team = &p->model->team[t];
        const uint32_t n_steps = team->n_stages + team->n_followup;
        for (uint32_t i = 1; i < p->model->n_segments * n_steps; i++) {
            if (i % n_steps > 0) {
                step_likely(p, team, &team->step[i - 1], lots + 2 * (i - 1));
            }
        }
        lots += rules_of(p->model, team);
    }
}

void dc_lots_begin(struct dc_path *p)
{
    size_t n_doubles = LINE;
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
        n_doubles += (size_t)(lot->mask + 1) * lot->n_doubles;
    }
    if (!dc_pool_grow(&p->lot_doubles, n_doubles, sizeof(double), &p->growth) ||
        !dc_pool_grow(&p->lot_holds, n_rooms, sizeof(uint32_t), &p->growth)) {
        return; /* the trouble is kept */
    }
    ways_begin(p);
    double *x = p->lot_doubles.items;
    x += (LINE - (uintptr_t)x / sizeof(double) % LINE) % LINE;
    uint32_t *holds = p->lot_holds.items;
    memset(holds, 0, n_rooms * sizeof(*holds));
    for (uint32_t i = 0; i < p->n_lots; i++) {
        struct dc_lot *lot = &p->lot[i];
        lot->x = x;
        lot->holds = holds;
        x += (size_t)(lot->mask + 1) * lot->n_doubles;
        holds += lot->mask + 1;
    }
}

double dc_lot_one(const struct dc_path *p, const struct dc_deal *d, const struct dc_chance *c,
                  uint64_t purpose, unsigned word)
{
    return dc_path_chance(p, c,
                          dc_lot_is_fixed(p, c) ? 0 : dc_path_deal_word(p, d, purpose, word));
}

double dc_lot_lead_one(const struct dc_path *p, const struct dc_deal *d, double *patience_days)
{
    const struct dc_segment *s = &p->model->segment[d->i_segment];
    uint64_t word[2];
    dc_rng_half(d->key, p->replication, d->number, p->luck.lead, 1, word);
    *patience_days = dc_path_chance(p, &s->patience, word[1]);
    return dc_path_chance(p, &s->decision_makers, word[0]);
}
