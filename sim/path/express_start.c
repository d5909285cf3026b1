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

/* Each takes the earliest place, or waits for it: what the stages take is added one after the
 * other, as the event loop does; nothing where a deal does not come. */
static void start_in_turn(struct dc_path *p, struct dc_express_batch *b, uint32_t i)
{
    const uint32_t n = b->n - i;
    struct dc_stays stays = {.days = b->delay_days[0] + i, .n_stages = b->n_worked};
    for (; stays.n_stages < DC_STAYS_LEAST; stays.n_stages++) {
        memset(b->delay_days[stays.n_stages], 0, sizeof(b->delay_days[0]));
    }
    dc_places_in_turn(&p->places, &stays, b->at_days + i, n, b->start_days + i,
                      b->end_days + i);
    b->at_once = memcmp(b->start_days, b->at_days, b->n * sizeof(*b->at_days)) == 0;
}

void dc_express_start(struct dc_path *p, struct dc_express_batch *b)
{
    struct dc_places *s = &p->places;
    uint32_t i = 0;
    b->at_once = true;
    if (s->n > 0 && !dc_places_reserve(s, b->at_days[0], b->n, &p->growth)) {
        start_at_once(b);
        return; /* the trouble is kept */
    }
    if (s->in_order && dc_places_are_free(s, b->at_days[0])) {
        dc_places_break_up(s, b->at_days[0]);
    }
    if (!s->in_order) {
        start_at_once(b);
        i = s->n > 0 ? dc_places_note(s, b->at_days, b->end_days, b->n) : b->n;
    }
    if (i < b->n) {
        if (!s->in_order) {
            dc_places_line_up(s, b->at_days[i]);
        }
        start_in_turn(p, b, i);
    }
}
