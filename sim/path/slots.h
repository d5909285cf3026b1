/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/slots.h - when each of some identical places comes free.
 *
 * As long as one is known to be free nobody asks which come free when, so the times stand as
 * they came; when none is, all that have passed are free at once. Only where somebody waits the
 * first of them is looked for, among all, in vectors. */
#ifndef DC_PATH_SLOTS_H
#define DC_PATH_SLOTS_H

#include "num/kernel.h"
#include "path/pool.h"

#define DC_SLOTS_MOST 1024

struct dc_slots {
    struct dc_pool until; /* uint64_t [n_taken]: bits of times; not yet known to be free */
    uint32_t n_taken, n_free;
    double first_days; /* the least of until; INFINITY: none is taken */
};

/* n places, up to DC_SLOTS_MOST, all free; false: memory. */
DC_MUST_CHECK bool dc_slots_begin(struct dc_slots *slots, uint32_t n, struct dc_growth *growth);
void dc_slots_free(struct dc_slots *slots);

/* Those taken until now or before are free; whether any was. */
bool dc_slots_release(struct dc_slots *slots, double now);

/* Whether a place is free now. */
static inline bool dc_slots_any(struct dc_slots *slots, double now)
{
    return slots->n_free > 0 || (slots->first_days <= now && dc_slots_release(slots, now));
}

/* A free one is taken. */
static inline void dc_slots_take(struct dc_slots *slots, double until_days)
{
    slots->n_free--;
    ((uint64_t *)slots->until.items)[slots->n_taken++] = dc_bits_of(until_days);
    slots->first_days = until_days < slots->first_days ? until_days : slots->first_days;
}

/* The one that comes free first is taken again at once. */
void dc_slots_pass_on(struct dc_slots *slots, double until_days);

#endif
