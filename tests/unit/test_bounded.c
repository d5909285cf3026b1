/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_bounded.c - a tally of more replications than are stored, against one that stores. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tally/tally.h"
#include "tests/support/cmocka_all.h"
#include "tests/support/near.h"
#include "tests/support/toy.h"

#define N 1000

/* The bounded mode: one tally told that more may come than it stores, one that stores. */
struct two {
    struct toy toy;
    struct dc_tally *stored, *bounded;
};

static void make_two(struct two *two, uint64_t n)
{
    toy_new(&two->toy);
    two->toy.model.horizon_months = two->toy.record.n_months = 8; /* few rows: months 4 to 7 */
    two->stored = dc_tally_new(&two->toy.model, 0, n);
    two->bounded = dc_tally_new(&two->toy.model, 0, DC_TALLY_STORED + 1);
    for (uint64_t r = 0; r < n; r++) {
        toy_vary(&two->toy, r);
        assert_true(dc_tally_add(two->stored, r, &two->toy.record));
        assert_true(dc_tally_add(two->bounded, r, &two->toy.record));
        if (r % DC_BLOCK == DC_BLOCK - 1) {
            assert_true(dc_tally_settle(two->bounded, r / DC_BLOCK, DC_BLOCK));
        }
    }
    dc_tally_close(two->stored, n);
    dc_tally_close(two->bounded, n);
}

static void free_two(struct two *two)
{
    dc_tally_free(two->stored);
    dc_tally_free(two->bounded);
}

static void bounded_moments_are_exact_and_quantiles_keep_their_error(void **state)
{
    (void)state;
    struct two two;
    make_two(&two, N);
    for (uint32_t i = 0; i < dc_tally_n_rows(two.stored); i++) {
        struct dc_stats a, b;
        assert_int_equal(dc_tally_stats(two.stored, i, &a), DC_OK);
        assert_int_equal(dc_tally_stats(two.bounded, i, &b), DC_OK);
        assert_true(a.n == b.n && a.mean == b.mean && a.sd == b.sd && a.ci_low == b.ci_low);
        assert_true(a.min == b.min && a.max == b.max);
        const double *const exact = &a.min;
        const double *const near = &b.min;
        for (int k = 0; k < 9; k++) {
            const double error = 1.01 * DC_TALLY_SKETCH_ERROR * fmax(fabs(a.min), fabs(a.max));
            assert_true(fabs(exact[k] - near[k]) <= error);
        }
    }
    free_two(&two);
}

static void bounded_headlines_keep_their_values(void **state)
{
    (void)state;
    struct two two;
    struct dc_tail a, b;
    double x, y;
    make_two(&two, N);
    const uint32_t i = dc_tally_find(two.stored, "bookings", NULL, NULL, -1);
    const uint32_t other = dc_tally_find(two.stored, "gross_profit", NULL, NULL, -1);
    for (uint64_t r = 0; r < N; r += 7) {
        assert_true(dc_tally_value(two.stored, i, r, &x));
        assert_true(dc_tally_value(two.bounded, i, r, &y));
        assert_true(x == y);
    }
    assert_false(dc_tally_value(two.bounded, other, 3, &x));
    for (enum dc_tail_kind kind = 0; kind < DC_N_TAILS; kind++) {
        assert_int_equal(dc_tally_tail(two.stored, i, kind, &a), DC_OK);
        assert_int_equal(dc_tally_tail(two.bounded, i, kind, &b), DC_OK);
        assert_near("tail", b.estimate, a.estimate, 2 * DC_TALLY_SKETCH_ERROR);
        assert_near("tail's interval", b.ci_high, a.ci_high, 4 * DC_TALLY_SKETCH_ERROR);
    }
    assert_memory_equal(dc_tally_attainment(two.stored, 0), dc_tally_attainment(two.bounded, 0),
                        DC_ATTAINMENT_BINS * sizeof(uint64_t));
    free_two(&two);
}

/* A growing heap of bytes, read from its start. */
struct heap {
    unsigned char *bytes;
    size_t n, at, room;
};

static bool put(void *self, const void *bytes, size_t n)
{
    struct heap *const heap = self;
    if (heap->n + n > heap->room) {
        heap->room = 2 * (heap->n + n);
        heap->bytes = realloc(heap->bytes, heap->room);
        assert_non_null(heap->bytes);
    }
    memcpy(heap->bytes + heap->n, bytes, n);
    heap->n += n;
    return true;
}

static bool get(void *self, void *bytes, size_t n)
{
    struct heap *const heap = self;
    if (heap->n - heap->at < n) {
        return false;
    }
    memcpy(bytes, heap->bytes + heap->at, n);
    heap->at += n;
    return true;
}

static void a_state_survives_writing_and_reading(void **state)
{
    (void)state;
    struct two two;
    struct heap heap = {NULL, 0, 0, 0};
    make_two(&two, 960); /* 15 whole blocks, all settled */
    assert_true(dc_tally_state_write(two.bounded, put, &heap));
    struct dc_tally *const again = dc_tally_new(&two.toy.model, 0, DC_TALLY_STORED + 1);
    assert_true(dc_tally_state_read(again, get, &heap));
    assert_int_equal(heap.at, heap.n);
    dc_tally_close(again, 960);
    for (uint32_t i = 0; i < dc_tally_n_rows(again); i++) {
        struct dc_stats a, b;
        double x[N], y[N];
        assert_int_equal(dc_tally_stats(two.bounded, i, &a), DC_OK);
        assert_int_equal(dc_tally_stats(again, i, &b), DC_OK);
        assert_memory_equal(&a, &b, sizeof a);
        const uint64_t n = dc_tally_column(two.bounded, i, x);
        assert_int_equal(dc_tally_column(again, i, y), n);
        assert_memory_equal(x, y, n * sizeof *x);
    }
    dc_tally_free(again);
    free(heap.bytes);
    free_two(&two);
}

static void a_state_cut_short_is_refused(void **state)
{
    (void)state;
    struct two two;
    struct heap heap = {NULL, 0, 0, 0};
    make_two(&two, 128);
    assert_true(dc_tally_state_write(two.bounded, put, &heap));
    const size_t n = heap.n;
    for (size_t cut = 0; cut < n; cut += n / 37 + 1) {
        struct dc_tally *const again = dc_tally_new(&two.toy.model, 0, DC_TALLY_STORED + 1);
        heap.n = cut;
        heap.at = 0;
        assert_false(dc_tally_state_read(again, get, &heap));
        dc_tally_free(again);
    }
    free(heap.bytes);
    free_two(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounded_moments_are_exact_and_quantiles_keep_their_error),
        cmocka_unit_test(bounded_headlines_keep_their_values),
        cmocka_unit_test(a_state_survives_writing_and_reading),
        cmocka_unit_test(a_state_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
