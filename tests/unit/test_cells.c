/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_cells.c - the run's cells, and time covered in them. */
#include "path/cells.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* Cells of a model of n months whose one value in force is changed from and to these. */
static struct dc_cells cells_of(struct dc_arena *arena, uint32_t n_months, double from,
                                double to)
{
    struct dc_op op[2] = {{.from_months = from, .to_months = to},
                          {.from_months = to, .to_months = INFINITY}};
    struct dc_ops ops[2] = {{NULL, 0}, {op, 2}};
    const struct dc_model model = {.horizon_months = n_months, .n_ops = 2, .ops = ops};
    struct dc_cells cells;
    assert_true(dc_cells_new(&cells, &model, arena));
    return cells;
}

static void without_cuts_cells_are_months(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_cells cells = cells_of(&arena, 17, 0.0, INFINITY);
    assert_int_equal(cells.n, 17);
    for (uint32_t m = 0; m < 17; m++) {
        assert_true(cells.edge_days[m] == m * 30.4375);
        assert_int_equal(cells.month[m], m);
        assert_int_equal(cells.first[m], m);
    }
    assert_true(cells.edge_days[17] == cells.horizon_days);
    dc_arena_free(&arena);
}

static void a_change_within_a_month_cuts_it_once(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_cells cells = cells_of(&arena, 5, 2.25, 2.75); /* 2.75 stands twice */
    const double edge[8] = {0, 1, 2, 2.25, 2.75, 3, 4, 5};
    const uint32_t month[7] = {0, 1, 2, 2, 2, 3, 4};
    assert_int_equal(cells.n, 7);
    for (uint32_t c = 0; c < 7; c++) {
        assert_true(cells.edge_days[c] == edge[c] * 30.4375);
        assert_int_equal(cells.month[c], month[c]);
    }
    assert_int_equal(cells.first[2], 2);
    assert_int_equal(cells.first[3], 5);
    assert_int_equal(cells.first[5], 7);
    dc_arena_free(&arena);
}

static void a_cut_outside_the_run_is_none(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_cells cells = cells_of(&arena, 4, 4.5, 300.25);
    assert_int_equal(cells.n, 4);
    dc_arena_free(&arena);
}

/* Every edge, and the doubles next to it, over 20 years. */
static void an_edge_belongs_to_the_month_it_begins(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_cells cells = cells_of(&arena, 240, 7.3, 200.7);
    for (uint32_t m = 1; m <= 240; m++) {
        const double edge = m * 30.4375;
        assert_int_equal(dc_cells_month(&cells, edge), m);
        assert_int_equal(dc_cells_month(&cells, nextafter(edge, 0.0)), m - 1);
        assert_int_equal(dc_cells_month(&cells, nextafter(edge, 1e9)), m);
    }
    for (uint32_t c = 0; c < cells.n; c++) {
        assert_int_equal(dc_cells_at(&cells, cells.edge_days[c]), c);
        assert_int_equal(dc_cells_at(&cells, dc_cells_middle(&cells, c)), c);
        assert_int_equal(dc_cells_at(&cells, nextafter(cells.edge_days[c + 1], 0.0)), c);
    }
    assert_int_equal(dc_cells_month(&cells, 1e300), 240);
    assert_int_equal(dc_cells_at(&cells, INFINITY), cells.n);
    dc_arena_free(&arena);
}

/* Spans of every kind against the overlap of each with each cell. */
static void covered_days_are_the_overlaps(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_cells cells = cells_of(&arena, 9, 3.4, 6.6);
    const double end = cells.horizon_days;
    const double span[][2] = {{0.0, end},        {0.0, 0.0},       {17.1, 18.9},
                              {30.4375, 60.875}, {30.4375, 100.7}, {100.7, end},
                              {103.4875, 110},   {end, end},       {273.9374, 273.9375}};
    struct dc_cover cover[11] = {{0, 0}};
    assert_int_equal(cells.n, 11);
    for (size_t i = 0; i < sizeof span / sizeof span[0]; i++) {
        dc_cover_add(&cells, cover, span[i][0], span[i][1]);
    }
    dc_cover_close(&cells, cover);
    for (uint32_t c = 0; c < cells.n; c++) {
        double want = 0.0;
        for (size_t i = 0; i < sizeof span / sizeof span[0]; i++) {
            want += fmax(0.0, fmin(span[i][1], cells.edge_days[c + 1]) -
                                  fmax(span[i][0], cells.edge_days[c]));
        }
        if (!(fabs(dc_fixed_double(cover[c].part) - want) <= 4e-10)) {
            fail_msg("cell %u: expected %.12g, observed %.12g", c, want,
                     dc_fixed_double(cover[c].part));
        }
    }
    dc_arena_free(&arena);
}

/* No sum of amounts can overflow, and nonsense counts nothing. */
static void fixed_amounts_saturate(void **state)
{
    (void)state;
    assert_true(dc_fixed_double(dc_fixed_of(-1234567.875)) == -1234567.875);
    assert_true(dc_fixed_double(dc_fixed_of(9.9e17)) == 9.9e17);
    assert_true(dc_fixed_double(dc_fixed_of(INFINITY)) == 0x1p68);
    assert_true(dc_fixed_double(dc_fixed_of(-1e300)) == -0x1p68);
    assert_true(dc_fixed_of(NAN) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_cuts_cells_are_months),
        cmocka_unit_test(a_change_within_a_month_cuts_it_once),
        cmocka_unit_test(a_cut_outside_the_run_is_none),
        cmocka_unit_test(an_edge_belongs_to_the_month_it_begins),
        cmocka_unit_test(covered_days_are_the_overlaps),
        cmocka_unit_test(fixed_amounts_saturate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
