/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots.h - what is drawn for inbound leads, many leads at a time, and kept for every team.
 *
 * A variate depends on the lead, not on when it is asked for, so those of 64 leads are drawn
 * together in loops that vectorise; and as teams share their luck, the next team finds them. A
 * lot is one kind of variate of one segment's leads. It remembers the latest batches: what is
 * not there (an outbound lead, a very old one, a value under a stress) is drawn by itself, with
 * the same bits. */
#ifndef DC_PATH_LOTS_H
#define DC_PATH_LOTS_H

#include "path/state.h"

/* Registers what the model's teams may ask for; false: memory. */
DC_MUST_CHECK bool dc_lots_new(struct dc_path *p);
void dc_lots_free(struct dc_path *p);
/* A replication begins: its rates are known, nothing is drawn yet. */
void dc_lots_begin(struct dc_path *p);

/* The lots of the team at hand. */
void dc_lots_of_team(struct dc_path *p);

/* Draws a batch; false if a later one has its room. */
DC_MUST_CHECK bool dc_lot_fill(struct dc_path *p, struct dc_lot *lot, uint32_t batch);

/* The lead's variates, as many as the kind has; NULL: drawn by itself. */
static inline const double *dc_lot_at(struct dc_path *p, uint32_t i_lot,
                                      const struct dc_deal *d)
{
    if (i_lot == DC_NONE || d->source_role != DC_NONE) {
        return NULL;
    }
    struct dc_lot *lot = &p->lot[i_lot];
    const uint64_t k = d->number - 1;
    const uint32_t batch = (uint32_t)(k / DC_LEAD_BATCH);
    const uint32_t room = batch & lot->mask;
    if (DC_UNLIKELY(lot->holds[room] != batch + 1) && !dc_lot_fill(p, lot, batch)) {
        return NULL;
    }
    return lot->x + (room * DC_LEAD_BATCH + k % DC_LEAD_BATCH) * lot->width;
}

/* A variate of the deal: from its lot, or drawn by itself from a word of a purpose. */
double dc_lot_draw(struct dc_path *p, const struct dc_deal *d, uint32_t i_lot,
                   const struct dc_chance *c, uint64_t purpose, unsigned word);
/* The uniform of its stage's outcome, and the buyer's delay. */
double dc_lot_outcome(struct dc_path *p, const struct dc_deal *d, double *delay_days);

#endif
