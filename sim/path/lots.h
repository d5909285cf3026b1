/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots.h - what is drawn for inbound leads, many leads at a time, and kept for every team.
 *
 * A variate depends on the lead, not on when it is asked for, so those of 64 leads are drawn
 * together in loops that vectorise; and as teams share their luck, the next team finds them. A
 * lot is what one segment's leads carry, or what one stage takes from them. It remembers the
 * latest batches, and of a later stage the leads that are likely to come so far: what is not
 * there (an outbound lead, a very old one, an unlikely one) is drawn by itself, with the same
 * bits. */
#ifndef DC_PATH_LOTS_H
#define DC_PATH_LOTS_H

#include "num/family.h"
#include "path/state.h"

/* What a lead has in a DC_LOT_LEAD, and of the outcome in a DC_LOT_TASK. */
enum { DC_LEAD_DECISION_MAKERS, DC_LEAD_PATIENCE, DC_LEAD_WIDTH };
enum {
    DC_OUTCOME_UNIFORM,
    DC_OUTCOME_DELAY,
    DC_OUTCOME_NARROW, /* where neither of the next can vary */
    DC_OUTCOME_DELAY_LOST = DC_OUTCOME_NARROW,
    DC_OUTCOME_VALUE_FACTOR,
    DC_OUTCOME_WIDTH
};

/* Each batch: the slots of its leads, a byte each, and their rows; whole lines of the cache. */
#define DC_LOT_SLOTS (DC_LEAD_BATCH / sizeof(double))
#define DC_LOT_NO_SLOT UINT8_MAX

static inline double *dc_lot_batch(const struct dc_lot *lot, uint32_t batch)
{
    return lot->x + (size_t)(batch & lot->mask) * lot->n_doubles;
}

/* Registers what the model's teams may ask for; false: memory. */
DC_MUST_CHECK bool dc_lots_new(struct dc_path *p);
void dc_lots_free(struct dc_path *p);
/* A replication begins: its rates are known, nothing is drawn yet. */
void dc_lots_begin(struct dc_path *p);

/* The lots of the team at hand. */
void dc_lots_of_team(struct dc_path *p);

/* Draws a batch; false if a later one has its room. */
DC_MUST_CHECK bool dc_lot_fill(struct dc_path *p, struct dc_lot *lot, uint32_t batch);

/* The batch that has the lead of this number; NULL: none has, it is drawn by itself. */
static inline const double *dc_lot_find(struct dc_path *p, struct dc_lot *lot, uint64_t number)
{
    const uint32_t batch = (uint32_t)((number - 1) / DC_LEAD_BATCH);
    if (DC_UNLIKELY(lot->holds[batch & lot->mask] != batch + 1) &&
        !dc_lot_fill(p, lot, batch)) {
        return NULL;
    }
    return dc_lot_batch(lot, batch);
}

/* The lead's row in a lot, as wide as that is; NULL: drawn by itself. */
static inline const double *dc_lot_at(struct dc_path *p, struct dc_lot *lot,
                                      const struct dc_deal *d)
{
    if (d->source_role != DC_NONE) {
        return NULL;
    }
    const double *x = dc_lot_find(p, lot, d->number);
    if (DC_UNLIKELY(x == NULL)) {
        return NULL;
    }
    const uint8_t slot = ((const uint8_t *)x)[(d->number - 1) % DC_LEAD_BATCH];
    return DC_LIKELY(slot != DC_LOT_NO_SLOT) ? x + DC_LOT_SLOTS + slot * lot->width : NULL;
}

/* That of the lead of this number, with those of the next ones of its batch behind it, in a lot
 * (NULL: none) to which every lead comes, so wide. */
static inline const double *dc_lot_rows(struct dc_path *p, struct dc_lot *lot, uint64_t number,
                                        uint32_t width)
{
    const double *x = lot != NULL ? dc_lot_find(p, lot, number) : NULL;
    return x != NULL ? x + DC_LOT_SLOTS + (number - 1) % DC_LEAD_BATCH * width : NULL;
}

/* Whether every draw of the replication gives the same. */
static inline bool dc_lot_is_fixed(const struct dc_path *p, const struct dc_chance *c)
{
    return c->is_zero || p->env.dist[c->i].family == &dc_family_constant;
}

/* One variate of the deal by itself, from a word of a purpose. */
double dc_lot_one(const struct dc_path *p, const struct dc_deal *d, const struct dc_chance *c,
                  uint64_t purpose, unsigned word);

/* A variate as the stresses of now have it. */
static inline double dc_lot_now(const struct dc_path *p, const struct dc_chance *c, double x)
{
    return DC_LIKELY(c->ops == 0) ? x : dc_env_ops(&p->env, c->ops, x, p->now);
}

static inline double dc_lot_draw(struct dc_path *p, const struct dc_deal *d,
                                 const struct dc_chance *c, uint64_t purpose, unsigned word,
                                 const double *x)
{
    return x != NULL ? dc_lot_now(p, c, *x) : dc_lot_one(p, d, c, purpose, word);
}

/* Decision makers of the lead, and its patience, by themselves. */
double dc_lot_lead_one(const struct dc_path *p, const struct dc_deal *d, double *patience_days);

/* Decision makers of the lead, and its patience. */
static inline double dc_lot_lead(const struct dc_path *p, const struct dc_deal *d,
                                 const struct dc_segment *s, const double *x,
                                 double *patience_days)
{
    if (DC_UNLIKELY(x == NULL)) {
        return dc_lot_lead_one(p, d, patience_days);
    }
    *patience_days = dc_lot_now(p, &s->patience, x[DC_LEAD_PATIENCE]);
    return dc_lot_now(p, &s->decision_makers, x[DC_LEAD_DECISION_MAKERS]);
}

/* Days until the role that has its first stage answers the lead. */
static inline double dc_lot_response(struct dc_path *p, const struct dc_deal *d,
                                     const double *x)
{
    return dc_lot_draw(p, d, &d->rule->desk->role->response_delay, p->luck.reach, 1, x);
}

/* What the stage makes of the deal's value. */
static inline double dc_lot_value_factor(struct dc_path *p, const struct dc_deal *d)
{
    const struct dc_chance *factor = &dc_path_work(d)->value_factor;
    const double *x = dc_lot_is_fixed(p, factor) ? NULL : dc_lot_at(p, d->rule->lot, d);
    return dc_lot_draw(p, d, factor, dc_path_stage(d)->p_stage, 3,
                       x == NULL ? NULL : x + DC_OUTCOME_VALUE_FACTOR);
}

#endif
