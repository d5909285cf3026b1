/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dominance.c - dominance is found where it is and seldom where it is not. */
#include "tests/support/cmocka_all.h"

#include <gsl/gsl_randist.h>

#include "tests/support/panels.h"

enum { FUTURES = 800 };

static enum dc_dominance order_of(const double *x, uint64_t n)
{
    struct dc_arena arena = {0};
    enum dc_dominance order = DC_DOMINANCE_NONE;
    const struct dc_panel panel = panel_of(x, 2, n, &arena);
    if (!dc_panel_dominance(&panel, 0, 1, &arena, &order)) {
        fail_msg("memory ran out");
    }
    dc_arena_free(&arena);
    return order;
}

/* a = mean + sd * z, b = z + noise, on shared luck z. */
static void draw(unsigned long seed, double mean, double sd, double noise,
                 double x[2 * FUTURES])
{
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (int r = 0; r < FUTURES; r++) {
        const double z = gsl_ran_gaussian(rng, 1.0);
        x[r] = mean + sd * z;
        x[FUTURES + r] = z + gsl_ran_gaussian(rng, noise);
    }
    gsl_rng_free(rng);
}

static void a_shift_upwards_dominates_in_the_first_order(void **state)
{
    (void)state;
    static double x[2 * FUTURES];
    draw(71, 0.8, 1.0, 0.1, x);
    assert_int_equal(order_of(x, FUTURES), DC_DOMINANCE_FIRST);
}

static void less_spread_dominates_in_the_second_order_only(void **state)
{
    (void)state;
    static double x[2 * FUTURES];
    draw(72, 0.1, 0.6, 0.1, x);
    assert_int_equal(order_of(x, FUTURES), DC_DOMINANCE_SECOND);
}

static void more_mean_with_more_spread_dominates_in_no_order(void **state)
{
    (void)state;
    static double x[2 * FUTURES];
    draw(73, 0.3, 1.8, 0.1, x);
    assert_int_equal(order_of(x, FUTURES), DC_DOMINANCE_NONE);
}

static void equal_columns_dominate_in_no_order(void **state)
{
    (void)state;
    static double x[2 * FUTURES];
    draw(74, 0.0, 1.0, 0.1, x);
    for (int r = 0; r < FUTURES; r++) {
        x[FUTURES + r] = x[r];
    }
    assert_int_equal(order_of(x, FUTURES), DC_DOMINANCE_NONE);
}

static void lower_better_turns_the_order(void **state)
{
    (void)state;
    static double x[2 * FUTURES];
    struct dc_arena arena = {0};
    enum dc_dominance order;
    draw(75, 0.8, 1.0, 0.1, x);
    struct dc_panel panel = panel_of(x, 2, FUTURES, &arena);
    panel.lower_better = true;
    assert_true(dc_panel_dominance(&panel, 0, 1, &arena, &order));
    assert_int_equal(order, DC_DOMINANCE_NONE);
    assert_true(dc_panel_dominance(&panel, 1, 0, &arena, &order));
    assert_int_equal(order, DC_DOMINANCE_FIRST);
    dc_arena_free(&arena);
}

static void few_futures_establish_nothing(void **state)
{
    (void)state;
    const double x[2 * 3] = {9.0, 8.0, 7.5, 1.0, 2.0, 0.5};
    assert_int_equal(order_of(x, 3), DC_DOMINANCE_NONE);
}

/* Under equal laws each claim is wrong: at most 5%, and 5% + 4 standard errors here. */
static void equal_laws_seldom_look_dominant(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 400 };
    static double x[2 * FUTURES];
    int n_wrong = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        draw(1000 + (unsigned long)e, 0.0, 1.0, 0.0, x);
        gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
        gsl_rng_set(rng, 5000 + (unsigned long)e);
        for (int r = 0; r < FUTURES; r++) {
            x[FUTURES + r] = gsl_ran_gaussian(rng, 1.0);
        }
        gsl_rng_free(rng);
        n_wrong += order_of(x, FUTURES) != DC_DOMINANCE_NONE;
    }
    if (n_wrong > 0.0936 * EXPERIMENTS) {
        fail_msg("claimed wrongly: expected at most 5%%, observed %d of %d", n_wrong,
                 EXPERIMENTS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shift_upwards_dominates_in_the_first_order),
        cmocka_unit_test(less_spread_dominates_in_the_second_order_only),
        cmocka_unit_test(more_mean_with_more_spread_dominates_in_no_order),
        cmocka_unit_test(equal_columns_dominate_in_no_order),
        cmocka_unit_test(lower_better_turns_the_order),
        cmocka_unit_test(few_futures_establish_nothing),
        cmocka_unit_test(equal_laws_seldom_look_dominant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
