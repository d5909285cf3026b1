/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_slots.c - places taken and given back, held against a list of times that is
 * searched from end to end. No chance is involved. */
#include <math.h>
#include <stdlib.h>

#include "path/slots.h"

#include "tests/support/cmocka_all.h"
#include "tests/support/draw.h"

#define MOST 67

struct list {
    struct dc_slots slots;
    struct dc_growth growth;
    double until[MOST];
    uint32_t n;
    struct draw chance;
};

/* The place that is free first. */
static uint32_t first_of(const struct list *l)
{
    uint32_t first = 0;
    for (uint32_t i = 1; i < l->n; i++) {
        first = l->until[i] < l->until[first] ? i : first;
    }
    return first;
}

/* Somebody comes: takes a free place, or the first one as soon as it is free. Returns the
 * start. */
static double come(struct list *l, double now)
{
    const uint32_t first = first_of(l);
    const double free_days = l->until[first];
    const double days =
        draw_below(&l->chance, 40) == 0 ? INFINITY : 0.25 * draw_below(&l->chance, 97);
    const double start = free_days > now ? free_days : now;
    assert_int_equal(dc_slots_any(&l->slots, now), free_days <= now);
    l->until[first] = start + days;
    if (free_days <= now) {
        dc_slots_take(&l->slots, start + days);
    } else if (l->slots.first_days == free_days) {
        dc_slots_pass_on(&l->slots, start + days);
    } else {
        fail_msg("the first is free from %.17g on, not %.17g", free_days, l->slots.first_days);
    }
    return start;
}

static void places_come_free_in_their_order(void **state)
{
    struct list l = {.chance = {.state = 20261122}};
    (void)state;
    for (uint32_t run = 0; run < 300; run++) {
        double now = 0.0;
        l.n = 1 + (uint32_t)draw_below(&l.chance, MOST);
        for (uint32_t i = 0; i < l.n; i++) {
            l.until[i] = 0.0;
        }
        assert_true(dc_slots_begin(&l.slots, l.n, &l.growth));
        for (uint32_t k = 0; k < 900 && now < INFINITY; k++) {
            const double start = come(&l, now);
            const bool waits =
                draw_below(&l.chance, 5) < 4; /* who comes next comes after who waited */
            now = waits && start > now ? start
                                       : now + 0.25 * draw_below(&l.chance, 1 + (int)(run % 7));
        }
    }
    assert_null(l.growth.trouble);
    dc_slots_free(&l.slots);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_come_free_in_their_order),
    };
    return cmocka_run_group_tests_name("slots", tests, NULL, NULL);
}
