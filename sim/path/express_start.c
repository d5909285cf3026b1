/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_start.c - when each deal is taken up: at once, or as the earliest place comes
 * free. */
#include <string.h>

#include "num/kernel.h"
#include "path/express_batch.h"
#include "path/places.h"

DC_EACH_CPU static void days_add(double t[restrict], const double days[restrict], uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        t[i] += days[i];
    }
}

/* All start as they come. */
static void start_at_once(struct dc_express_batch *b)
{
    memcpy(b->start_days, b->at_days, b->n * sizeof(*b->at_days));
    memcpy(b->end_days, b->at_days, b->n * sizeof(*b->at_days));
    for (uint32_t k = 0; k < b->n_worked; k++) {
        days_add(b->end_days, b->delay_days[k], b->n);
    }
}

/* The day deal i ends if it starts then: what the stages take is added one after the other, as
 * the event loop does; nothing where it does not come. */
static inline double end_of(const struct dc_express_batch *b, uint32_t i, double start_days)
{
    double end = start_days;
    for (uint32_t k = 0; k < b->n_worked; k++) {
        end += b->delay_days[k][i];
    }
    return end;
}

/* Each takes the earliest place; where one is free as it comes, all is known already. */
DC_EACH_CPU static void start_in_turn(struct dc_path *p, struct dc_express_batch *b, uint32_t i)
{
    for (; i < b->n; i++) {
        const double free = dc_places_first(&p->places);
        if (free > b->at_days[i]) {
            b->at_once = false;
            b->start_days[i] = free;
            b->end_days[i] = free < p->horizon_days ? end_of(b, i, free) : INFINITY;
        }
        dc_places_take(&p->places, b->end_days[i]);
    }
}

void dc_express_start(struct dc_path *p, struct dc_express_batch *b)
{
    struct dc_places *s = &p->places;
    start_at_once(b);
    b->at_once = true;
    if (s->n == 0 || !dc_places_reserve(s, b->at_days[0], b->n, &p->growth)) {
        return; /* any trouble is kept */
    }
    if (s->in_order && dc_places_is_free(s, b->at_days[0])) {
        dc_places_break_up(s, b->at_days[0]);
    }
    /* As long as a place certainly is free, deals start as they come. */
    const uint32_t i = s->in_order ? 0 : dc_places_note(s, b->at_days, b->end_days, b->n);
    if (i < b->n) {
        if (!s->in_order) {
            dc_places_line_up(s, b->at_days[i]);
        }
        start_in_turn(p, b, i);
        dc_places_count(s, b->end_days + i, b->n - i);
    }
}
