/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/slots.c - places that come free. */
#include "path/slots.h"

#include <math.h>

#include "path/queue.h"

bool dc_slots_begin(struct dc_slots *slots, uint32_t n, struct dc_growth *growth)
{
    slots->n_free = n;
    slots->n_taken = 0;
    slots->first_days = INFINITY;
    return dc_pool_grow(&slots->until, n, sizeof(uint64_t), growth);
}

void dc_slots_free(struct dc_slots *slots)
{
    dc_pool_free(&slots->until);
}

/* Times go by their bits: these are in the order of times, as none is negative, and whole
 * numbers may be compared in any order. */
bool dc_slots_release(struct dc_slots *slots, double now)
{
    uint64_t *until = slots->until.items;
    const uint64_t now_bits = dc_bits_of(now);
    uint32_t n = 0;
    for (uint32_t i = 0; i < slots->n_taken; i++) { /* without a branch on chance */
        const uint64_t x = until[i];
        until[n] = x;
        n += x > now_bits;
    }
    slots->n_free += slots->n_taken - n;
    slots->n_taken = n;
    slots->first_days = n > 0 ? dc_double_of(dc_least(until, n)) : INFINITY;
    return slots->n_free > 0;
}

void dc_slots_pass_on(struct dc_slots *slots, double until_days)
{
    uint64_t *until = slots->until.items;
    until[dc_place_of(until, slots->n_taken, dc_bits_of(slots->first_days))] =
        dc_bits_of(until_days);
    slots->first_days = dc_double_of(dc_least(until, slots->n_taken));
}
