/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_idlers.c - the seat idle longest is first, held against a list that is
 * searched from end to end. No chance is involved. */
#include "path/queue.h"

#include <stdlib.h>

#include "tests/support/cmocka_all.h"

#define MOST_SEATS 341 /* on both sides of where vectors begin */
#define FIRST 5        /* seat of the role, so that others' are not looked at */

static uint32_t below(uint64_t *state, uint32_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % n;
}

/* Seats that came free at `since`, or are not free (0). */
static uint32_t searched(const uint64_t since[], uint32_t n, uint32_t *n_idle)
{
    uint32_t best = UINT32_MAX;
    *n_idle = 0;
    for (uint32_t i = 0; i < n; i++) {
        *n_idle += since[i] > 0;
        if (since[i] > 0 && (best == UINT32_MAX || since[i] < since[best])) {
            best = i;
        }
    }
    return FIRST + best;
}

static void seats_come_and_go(uint32_t n_seats)
{
    uint64_t times[FIRST + MOST_SEATS];
    uint64_t since[MOST_SEATS] = {0};
    struct dc_idlers idlers = {times, FIRST, n_seats, 0};
    uint64_t state = n_seats;
    uint64_t now = 1;
    for (uint32_t i = 0; i < FIRST + n_seats; i++) {
        times[i] = i < FIRST ? 0 : DC_NOT_IDLE;
    }
    for (uint32_t k = 0; k < 4000; k++) {
        const uint32_t i = below(&state, n_seats);
        uint32_t n_idle;
        now += below(&state, 2); /* some come free together */
        if (since[i] == 0) {
            since[i] = now;
            dc_idlers_add(&idlers, FIRST + i, (double)now * 0.37);
        } else {
            since[i] = 0;
            dc_idlers_remove(&idlers, FIRST + i);
            dc_idlers_remove(&idlers, FIRST + i);
        }
        const uint32_t expected = searched(since, n_seats, &n_idle);
        assert_int_equal(idlers.n, n_idle);
        if (n_idle > 0 && dc_idlers_first(&idlers) != expected) {
            fail_msg("%u seats, step %u: seat %u, expected %u", n_seats, k,
                     dc_idlers_first(&idlers), expected);
        }
    }
}

static void the_seat_idle_longest_is_first_then_the_lowest(void **state)
{
    (void)state;
    seats_come_and_go(1);
    seats_come_and_go(7);
    seats_come_and_go(12);
    seats_come_and_go(13);
    seats_come_and_go(40);
    seats_come_and_go(MOST_SEATS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seat_idle_longest_is_first_then_the_lowest),
    };
    return cmocka_run_group_tests_name("idlers", tests, NULL, NULL);
}
