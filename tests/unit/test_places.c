/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_places.c - places come free as a list that is searched from end to end says.
 */
#include <stdlib.h>

#include "num/exact.h"
#include "path/places.h"
#include "tests/support/oracle.h"

#define N_DEALS 3000
#define N_BATCH 50

/* The earliest of n places, searched for. */
static double *earliest(double free_at[], uint32_t n)
{
    double *first = free_at;
    for (uint32_t i = 1; i < n; i++) {
        first = free_at[i] < *first ? &free_at[i] : first;
    }
    return first;
}

struct arrivals {
    double at[N_DEALS], takes[N_DEALS];
};

/* Deals that keep `load` of n places busy; in the middle third twice as many come. */
static void arrivals_draw(struct arrivals *a, uint32_t n, double load)
{
    double t = 0.0;
    for (uint64_t i = 0; i < N_DEALS; i++) {
        const double rate = load * n * (i / 1000 == 1 ? 2.0 : 1.0);
        t -= dc_log(1.0 - uniform_of(n, 2 * i)) / rate;
        a->at[i] = t;
        a->takes[i] = -dc_log(1.0 - uniform_of(n, 2 * i + 1));
    }
}

/* When deals [i, end) start, as the express way asks for it. */
static void start(struct dc_places *s, const struct arrivals *a, uint32_t i, uint32_t end,
                  double started[])
{
    if (s->in_order && dc_places_are_free(s, a->at[i])) {
        dc_places_break_up(s, a->at[i]);
    }
    double until[N_BATCH];
    for (uint32_t k = i; k < end; k++) {
        started[k] = a->at[k];
        until[k - i] = a->at[k] + a->takes[k];
    }
    i += s->in_order ? 0 : dc_places_note(s, a->at + i, until, end - i);
    if (i < end && !s->in_order) {
        dc_places_line_up(s, a->at[i]);
    }
    if (i < end) {
        static double days[DC_STAYS_LEAST][DC_STAYS_MOST];
        const struct dc_stays stays = {days[0], DC_STAYS_LEAST};
        memcpy(days[1], a->takes + i, (end - i) * sizeof(double));
        dc_places_in_turn(s, &stays, a->at + i, end - i, started + i, until);
    }
}

static void check(uint32_t n, double load)
{
    static struct arrivals a;
    static double started[N_DEALS];
    struct dc_growth growth = {0, NULL};
    struct dc_places s = {0};
    double *free_at = calloc(n, sizeof(*free_at));
    uint32_t n_waited = 0;
    assert_non_null(free_at);
    arrivals_draw(&a, n, load);
    assert_true(dc_places_begin(&s, n, N_DEALS, a.at[N_DEALS - 1] + 1.0, &growth));
    for (uint32_t i = 0; i < N_DEALS; i += N_BATCH) {
        assert_true(dc_places_reserve(&s, a.at[i], N_BATCH, &growth));
        start(&s, &a, i, i + N_BATCH, started);
    }
    for (uint32_t i = 0; i < N_DEALS; i++) {
        double *first = earliest(free_at, n);
        const double expected = *first > a.at[i] ? *first : a.at[i];
        if (started[i] != expected) {
            fail_msg("%u places, load %g, deal %u: expected %.17g, observed %.17g", n, load, i,
                     expected, started[i]);
        }
        n_waited += expected > a.at[i];
        *first = expected + a.takes[i];
    }
    if (load > 0.8 && n_waited == 0) {
        fail_msg("%u places, load %g: nobody waited", n, load);
    }
    free(free_at);
    dc_places_free(&s);
}

static void few_places_kept_sorted_are_those_of_a_search(void **state)
{
    (void)state;
    check(1, 0.7);
    check(7, 0.3);
    check(4, 1.1);
    check(5, 0.9);
    check(25, 0.93);
    check(36, 0.95);
    check(37, 1.2);
    check(64, 1.3);
}

static void many_places_in_a_tournament_are_those_of_a_search(void **state)
{
    (void)state;
    check(65, 0.4);
    check(65, 0.97);
    check(129, 1.1);
    check(300, 0.6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_places_kept_sorted_are_those_of_a_search),
        cmocka_unit_test(many_places_in_a_tournament_are_those_of_a_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
