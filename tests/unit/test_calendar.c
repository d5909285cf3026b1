/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_calendar.c - entries come out by time, rank and order of scheduling, held
 * against a list that is searched from end to end. No chance is involved. */
#include <math.h>
#include <stdlib.h>

#include "path/calendar.h"

#include "tests/support/cmocka_all.h"

#define HORIZON 41.75
#define MOST 3000

struct entry {
    double at;
    uint64_t turn, what;
};

struct desk {
    struct dc_calendar calendar;
    struct dc_growth growth;
    struct entry list[MOST];
    uint32_t n;
    uint64_t chance;
};

static uint32_t below(struct desk *d, uint32_t n)
{
    d->chance = d->chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->chance >> 33) % n;
}

static void begin(struct desk *d, double expected)
{
    d->calendar.growth = &d->growth;
    d->n = 0;
    assert_true(dc_calendar_begin(&d->calendar, HORIZON, expected));
}

/* Quarter days, so that many entries are due together. */
static void add(struct desk *d, double now)
{
    const enum dc_rank rank = (enum dc_rank)below(d, 3);
    const double at = now + 0.25 * below(d, 40);
    const struct entry e = {
        at, (uint64_t)rank << DC_TURN_RANK | d->calendar.sequence << DC_TURN_LEAF,
        below(d, 999983)};
    dc_calendar_add(&d->calendar, rank, at, e.what);
    if (at < HORIZON) {
        d->list[d->n++] = e;
    }
}

static uint32_t first_of(const struct desk *d)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < d->n; i++) {
        const struct entry *a = &d->list[i];
        const struct entry *b = &d->list[best];
        best = a->at < b->at || (a->at == b->at && a->turn < b->turn) ? i : best;
    }
    return best;
}

/* Takes the next of both; false when both are empty. */
static bool pop(struct desk *d, double *now)
{
    double at = -1.0;
    uint64_t what = 0;
    const bool any = dc_calendar_pop(&d->calendar, &at, &what);
    assert_int_equal(any, d->n > 0);
    if (!any) {
        return false;
    }
    const uint32_t i = first_of(d);
    if (at != d->list[i].at || what != d->list[i].what) {
        fail_msg("%llu at %.17g, expected %llu at %.17g", (unsigned long long)what, at,
                 (unsigned long long)d->list[i].what, d->list[i].at);
    }
    d->list[i] = d->list[--d->n];
    *now = at;
    return true;
}

/* Runs with few entries and with many, with one bucket, some and as many as there may be, one
 * after the other in the same calendar. */
static void entries_come_out_in_their_order(void **state)
{
    struct desk *d = calloc(1, sizeof(*d));
    (void)state;
    assert_non_null(d);
    d->chance = 20261122;
    for (uint32_t run = 0; run < 60; run++) {
        const uint32_t n_first = run % 7 == 6 ? 1700 : below(d, 70);
        double now = 0.0;
        begin(d, run % 3 == 0 ? 100.0 : run % 3 == 1 ? 20000.0 : 1e9);
        for (uint32_t i = 0; i < n_first; i++) {
            add(d, 0.0);
        }
        while (pop(d, &now)) {
            for (uint32_t k = below(d, 3); k > 0 && d->n < MOST; k--) {
                add(d, now);
            }
        }
    }
    dc_calendar_free(&d->calendar);
    free(d);
}

static void a_turn_taken_before_holds(void **state)
{
    struct dc_calendar c = {0};
    struct dc_growth growth = {0};
    double at = 0.0;
    uint64_t what = 0;
    (void)state;
    c.growth = &growth;
    assert_true(dc_calendar_begin(&c, HORIZON, 7.0));
    const uint64_t turn = dc_calendar_turn(&c, DC_RANK_EXPIRY);
    dc_calendar_add(&c, DC_RANK_EXPIRY, 7.3, 11);
    dc_calendar_add(&c, DC_RANK_EVENT, 7.3, 13);
    dc_calendar_add_in_turn(&c, (struct dc_due){turn, 17}, 7.3);
    for (uint64_t i = 0; i < 3; i++) {
        static const uint64_t expected[] = {13, 17, 11};
        assert_true(dc_calendar_pop(&c, &at, &what));
        assert_int_equal(what, expected[i]);
    }
    assert_false(dc_calendar_pop(&c, &at, &what));
    dc_calendar_free(&c);
}

static void nothing_is_due_at_the_horizon_or_after(void **state)
{
    struct dc_calendar c = {0};
    struct dc_growth growth = {0};
    double at = 0.0;
    uint64_t what = 0;
    (void)state;
    c.growth = &growth;
    assert_true(dc_calendar_begin(&c, HORIZON, 7.0));
    dc_calendar_add(&c, DC_RANK_MONTH, HORIZON, 19);
    dc_calendar_add(&c, DC_RANK_EVENT, INFINITY, 23);
    dc_calendar_add(&c, DC_RANK_EVENT, 0x1.4dfffffffffffp5, 29); /* the last before it */
    assert_true(dc_calendar_pop(&c, &at, &what));
    assert_int_equal(what, 29);
    assert_false(dc_calendar_pop(&c, &at, &what));
    dc_calendar_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_out_in_their_order),
        cmocka_unit_test(a_turn_taken_before_holds),
        cmocka_unit_test(nothing_is_due_at_the_horizon_or_after),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
