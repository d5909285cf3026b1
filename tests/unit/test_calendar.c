/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_calendar.c - entries come out by time, rank and order of scheduling, held
 * against a list that is searched from end to end. No chance is involved. */
#include <math.h>
#include <stdlib.h>

#include "path/calendar.h"

#include "tests/support/cmocka_all.h"
#include "tests/support/scarce.h"

#define HORIZON 41.75
#define MOST 3000
#define STREAMS 3
#define ASIDE 5

struct entry {
    double at;
    enum dc_rank rank;
    uint32_t order; /* of scheduling */
    uint64_t what;
};

struct desk {
    struct dc_calendar calendar;
    struct dc_growth growth;
    struct entry list[MOST], aside[ASIDE];
    uint32_t n, n_aside, n_scheduled;
    double step; /* times are multiples of it */
    uint64_t chance;
};

static int setup(void **state)
{
    struct desk *const d = calloc(1, sizeof(*d));
    assert_non_null(d);
    d->calendar.growth = &d->growth;
    d->chance = 20261122;
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    struct desk *const d = *state;
    dc_calendar_free(&d->calendar);
    free(d);
    return 0;
}

static uint32_t below(struct desk *d, uint32_t n)
{
    d->chance = d->chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(d->chance >> 33) % n;
}

static void begin(struct desk *d, double expected)
{
    d->n = d->n_aside = 0;
    d->n_scheduled = 0;
    assert_true(dc_calendar_begin(&d->calendar, HORIZON, expected, STREAMS));
}

/* At most ten days on; `what` uses all bits, and none is another's. */
static struct entry entry_draw(struct desk *d, double now)
{
    const enum dc_rank rank = (enum dc_rank)below(d, 3);
    const double at = now + d->step * below(d, (uint32_t)(10.0 / d->step));
    return (struct entry){at, rank, d->n_scheduled++, d->chance};
}

static void note(struct desk *d, struct entry e)
{
    if (e.at < HORIZON) {
        d->list[d->n++] = e;
    }
}

static void add(struct desk *d, double now)
{
    const struct entry e = entry_draw(d, now);
    dc_calendar_add(&d->calendar, e.rank, e.at, e.what);
    note(d, e);
}

/* Before which nothing may be taken until what is kept aside is added. */
static double awaited(const struct desk *d)
{
    double at = INFINITY;
    for (uint32_t i = 0; i < d->n_aside; i++) {
        at = d->aside[i].at < at ? d->aside[i].at : at;
    }
    return at;
}

/* An entry that the calendar is only told to await. */
static void keep_aside(struct desk *d, double now)
{
    const struct entry e = entry_draw(d, now);
    if (e.at < HORIZON && d->n_aside < ASIDE) {
        d->aside[d->n_aside++] = e;
        dc_calendar_await(&d->calendar, e.at);
    }
}

static void add_aside(struct desk *d)
{
    dc_calendar_await_none(&d->calendar);
    for (uint32_t i = 0; i < d->n_aside; i++) {
        struct entry e = d->aside[i];
        e.order = d->n_scheduled++;
        dc_calendar_add(&d->calendar, e.rank, e.at, e.what);
        note(d, e);
    }
    d->n_aside = 0;
}

/* Two entries, of which the first takes its turn but comes last. */
static void add_in_turn(struct desk *d, double now)
{
    const struct entry e = entry_draw(d, now);
    const uint64_t turn = dc_calendar_turn(&d->calendar, e.rank);
    add(d, now);
    dc_calendar_add_in_turn(&d->calendar, (struct dc_due){turn, e.what}, e.at);
    note(d, e);
}

static bool is_before(const struct entry *a, const struct entry *b)
{
    if (a->at != b->at) {
        return a->at < b->at;
    }
    return a->rank != b->rank ? a->rank < b->rank : a->order < b->order;
}

static uint32_t first_of(const struct desk *d)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < d->n; i++) {
        best = is_before(&d->list[i], &d->list[best]) ? i : best;
    }
    return best;
}

/* A stream's next entry, soon: taken as it is where the calendar says that it is the first. */
static void stream_next(struct desk *d, uint32_t i_stream, double *now)
{
    bool taken = true;
    while (taken) {
        const uint64_t what = dc_due_what(DC_DUE_STREAM, i_stream, 0);
        const double at = below(d, 60) == 0 ? INFINITY : *now + d->step * below(d, 9);
        const struct entry e = {at, DC_RANK_EVENT, d->n_scheduled++, what};
        note(d, e);
        taken = dc_calendar_next(&d->calendar, i_stream, at);
        if (taken) {
            assert_true(at < awaited(d));
            const uint32_t first = first_of(d);
            assert_int_equal(d->list[first].what, what);
            d->list[first] = d->list[--d->n];
            *now = at;
        }
    }
}

/* Takes the next of both; false when both are empty. */
static bool pop(struct desk *d, double *now)
{
    double at = -1.0;
    uint64_t what = 0;
    const bool any = dc_calendar_pop(&d->calendar, &at, &what);
    assert_int_equal(any, d->n + d->n_aside > 0);
    if (!any) {
        return false;
    }
    if (what == dc_due_what(DC_DUE_AWAITED, 0, 0)) { /* no sooner than the first of them */
        assert_true(at == awaited(d));
        add_aside(d);
        return true;
    }
    assert_true(at < awaited(d));
    const uint32_t i = first_of(d);
    if (at != d->list[i].at || what != d->list[i].what) {
        fail_msg("%llu at %.17g, expected %llu at %.17g", (unsigned long long)what, at,
                 (unsigned long long)d->list[i].what, d->list[i].at);
    }
    d->list[i] = d->list[--d->n];
    *now = at;
    if (dc_due_kind(what) == DC_DUE_STREAM && dc_due_who(what) < STREAMS &&
        dc_due_stamp(what) == 0) {
        stream_next(d, dc_due_who(what), now);
    }
    return true;
}

/* Runs with few entries and with many, with one bucket, some and as many as there may be, many
 * due together or few, one run after the other in the same calendar. */
static void entries_come_out_in_their_order(void **state)
{
    static const double expected[] = {100.0, 200000.0, 1e9};
    static const uint32_t n_buckets[] = {1, 390, 1 << 18};
    struct desk *const d = *state;
    for (uint32_t run = 0; run < 60; run++) {
        const uint32_t n_first = run % 7 == 6 ? 1700 : below(d, 70);
        double now = 0.0;
        begin(d, expected[run % 3]);
        assert_int_equal(d->calendar.n_buckets, n_buckets[run % 3]);
        d->step = run % 2 == 0 ? 0.25 : 0x1p-9;
        for (uint32_t i = 0; i < n_first; i++) {
            add(d, 0.0);
        }
        for (uint32_t i = 0; run % 4 > 0 && i < STREAMS; i++) {
            stream_next(d, i, &now);
        }
        while (pop(d, &now)) {
            for (uint32_t k = below(d, 3); k > 0 && d->n + ASIDE + 1 < MOST; k--) {
                (below(d, 5) == 0 ? add_in_turn : below(d, 6) == 0 ? keep_aside : add)(d, now);
            }
        }
        assert_false(pop(d, &now)); /* and stays empty */
    }
    assert_null(d->growth.trouble);
}

/* The entries that are left, and no other, come out in this order. */
static void expect_left(struct desk *d, const uint64_t *expected, uint32_t n)
{
    double at = 0.0;
    uint64_t what = 0;
    for (uint32_t i = 0; i < n; i++) {
        assert_true(dc_calendar_pop(&d->calendar, &at, &what));
        assert_int_equal(what, expected[i]);
    }
    assert_false(dc_calendar_pop(&d->calendar, &at, &what));
}

static void a_turn_taken_before_holds(void **state)
{
    struct desk *const d = *state;
    begin(d, 7.0);
    const uint64_t turn = dc_calendar_turn(&d->calendar, DC_RANK_EXPIRY);
    dc_calendar_add(&d->calendar, DC_RANK_EXPIRY, 7.3, 11);
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, 7.3, 13);
    dc_calendar_add_in_turn(&d->calendar, (struct dc_due){turn, 17}, 7.3);
    expect_left(d, (const uint64_t[]){13, 17, 11}, 3);
}

static void nothing_is_due_at_the_horizon_or_after(void **state)
{
    struct desk *const d = *state;
    begin(d, 7.0);
    dc_calendar_add(&d->calendar, DC_RANK_MONTH, HORIZON, 19);
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, INFINITY, 23);
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, 0x1.4dfffffffffffp5, 29); /* the last before */
    expect_left(d, (const uint64_t[]){29}, 1);
}

/* More turns than a key has room for end the run, and say so. */
static void too_many_events_are_told(void **state)
{
    struct desk *const d = *state;
    double at = 0.0;
    uint64_t what = 0;
    begin(d, 7.0);
    d->calendar.sequence = 59999999998;
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, 7.3, 31);
    assert_true(dc_calendar_pop(&d->calendar, &at, &what));
    assert_null(d->growth.trouble);
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, 7.3, 37);
    assert_false(dc_calendar_pop(&d->calendar, &at, &what));
    assert_string_equal(d->growth.trouble,
                        "more than 60,000,000,000 events happen in a replication");
}

/* More entries due together than a key has leaves for, as if 2^26 were in. */
static void too_many_entries_at_once_are_told(void **state)
{
    struct desk *const d = *state;
    begin(d, 7.0);
    d->calendar.n_leaves = 1u << 26;
    d->calendar.n_rest = 0;
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, 7.3, 41);
    assert_string_equal(d->growth.trouble, "more than 67,000,000 events are due at once");
}

/* No room for the leaves of 33 entries; those before them stay. */
static void memory_that_runs_out_is_told(void **state)
{
    struct desk *const d = *state;
    double at = 0.0;
    uint64_t what = 0;
    begin(d, 7.0);
    for (uint64_t i = 0; i < 32; i++) {
        dc_calendar_add(&d->calendar, DC_RANK_EVENT, 7.3, 43 + i);
    }
    assert_null(d->growth.trouble);
    scarce_from(1);
    dc_calendar_add(&d->calendar, DC_RANK_EVENT, 7.3, 47);
    scarce_end();
    assert_string_equal(d->growth.trouble, "memory ran out");
    assert_true(dc_calendar_pop(&d->calendar, &at, &what));
    assert_int_equal(what, 43);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(entries_come_out_in_their_order),        WITH(a_turn_taken_before_holds),
        WITH(nothing_is_due_at_the_horizon_or_after), WITH(too_many_events_are_told),
        WITH(too_many_entries_at_once_are_told),      WITH(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
