/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_quantile.c - order statistics against GSL, qsort and the binomial law. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics_double.h>

#include "tally/quantile.h"
#include "tally/sketch.h"

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Values of every kind a column may hold: signs, ties, zeros, whole numbers, extremes. */
static double odd_value(const gsl_rng *rng, size_t i)
{
    static const double special[] = {0.0, 1.0, -1.0, 5e-324, -5e-324, 1.7e308, -1.7e308, 0.1};
    switch (i % 5) {
    case 0:
        return special[i / 5 % 8];
    case 1:
        return floor(gsl_ran_flat(rng, 0.0, 40.0));
    case 2:
        return gsl_ran_gaussian(rng, 1e6) - 2e5;
    default:
        return gsl_ran_lognormal(rng, 11.3, 0.7) * (i % 2 == 0 ? 1.0 : -1.0);
    }
}

static void sorting_equals_qsort_for_any_length(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 2, 3, 47, 48, 49, 255, 1000, 4099, 70001};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        const size_t n = lengths[k];
        double *const x = malloc((n + 1) * sizeof *x);
        double *const wanted = malloc((n + 1) * sizeof *x);
        double *const spare = malloc((n + 1) * sizeof *x);
        for (size_t i = 0; i < n; i++) {
            x[i] = wanted[i] = odd_value(rng, i);
        }
        dc_quantile_sort(x, spare, n);
        qsort(wanted, n, sizeof *wanted, by_value);
        for (size_t i = 0; i < n; i++) {
            if (x[i] != wanted[i]) {
                fail_msg("n %zu, place %zu: expected %.17g, observed %.17g", n, i, wanted[i],
                         x[i]);
            }
        }
        free(x);
        free(wanted);
        free(spare);
    }
    gsl_rng_free(rng);
}

static void quantiles_equal_gsl(void **state)
{
    (void)state;
    static const double levels[] = {0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0, 0.3171};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (size_t n = 1; n < 400; n += 37) {
        double x[400], spare[400];
        for (size_t i = 0; i < n; i++) {
            x[i] = gsl_ran_gaussian(rng, 3.7) + 1.1;
        }
        dc_quantile_sort(x, spare, n);
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
            const double expected = gsl_stats_quantile_from_sorted_data(x, 1, n, levels[k]);
            const double observed = dc_quantile_at(x, n, levels[k]);
            if (!(fabs(observed - expected) <= 1e-14 * (1.0 + fabs(expected)))) {
                fail_msg("n %zu, p %g: expected %.17g, observed %.17g", n, levels[k], expected,
                         observed);
            }
        }
    }
    gsl_rng_free(rng);
}

/* R: quantile(c(3, 1, 4, 1.5, 9), c(.05, .25, .5, .9)) = 1.1 1.5 3.0 7.0 */
static void quantiles_equal_r_type_7(void **state)
{
    (void)state;
    const double sorted[] = {1.0, 1.5, 3.0, 4.0, 9.0};
    assert_true(fabs(dc_quantile_at(sorted, 5, 0.05) - 1.1) < 1e-15);
    assert_true(dc_quantile_at(sorted, 5, 0.25) == 1.5);
    assert_true(dc_quantile_at(sorted, 5, 0.5) == 3.0);
    assert_true(fabs(dc_quantile_at(sorted, 5, 0.9) - 7.0) < 1e-14);
}

/* P(x(low) <= q < x(high)) = P(low <= B < high), B ~ binomial(n, p): at least the level, and
 * no longer so with either rank moved inward. */
static void ranks_hold_their_level_and_no_narrower_ones_do(void **state)
{
    (void)state;
    static const unsigned sizes[] = {72, 100, 640, 1000, 9999, 250000};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        const unsigned n = sizes[k];
        uint64_t low, high;
        assert_true(dc_quantile_ranks(n, 0.05, 0.95, &low, &high));
        const double below = low == 0 ? 0.0 : gsl_cdf_binomial_P((unsigned)low - 1, 0.05, n);
        const double above = gsl_cdf_binomial_Q((unsigned)high - 1, 0.05, n);
        const double below_next = gsl_cdf_binomial_P((unsigned)low, 0.05, n);
        const double above_next = gsl_cdf_binomial_Q((unsigned)high - 2, 0.05, n);
        if (below > 0.025 || above > 0.025 || below_next <= 0.025 || above_next <= 0.025) {
            fail_msg("n %u: ranks %lu to %lu leave %g and %g, the next ones in %g and %g", n,
                     (unsigned long)low, (unsigned long)high, below, above, below_next,
                     above_next);
        }
    }
}

static void too_few_values_have_no_ranks(void **state)
{
    (void)state;
    uint64_t low, high;
    assert_false(dc_quantile_ranks(0, 0.05, 0.95, &low, &high));
    assert_false(dc_quantile_ranks(1, 0.05, 0.95, &low, &high));
    assert_false(dc_quantile_ranks(71, 0.05, 0.95, &low, &high)); /* 0.95^71 = 0.0262 */
    assert_true(dc_quantile_ranks(72, 0.05, 0.95, &low, &high));  /* 0.95^72 = 0.0249 */
}

static void sketched_quantiles_keep_their_stated_error(void **state)
{
    (void)state;
    enum { N = 50000 };
    static const double levels[] = {0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dc_sketch sketch = {0};
    double *const x = malloc(2 * N * sizeof *x);
    for (size_t i = 0; i < N; i++) {
        x[i] = gsl_ran_gaussian(rng, 7e5) + 1e5;
        assert_true(dc_sketch_add(&sketch, x[i]));
    }
    dc_quantile_sort(x, x + N, N);
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        const double expected = dc_quantile_at(x, N, levels[k]);
        const double observed = dc_sketch_quantile(&sketch, levels[k]);
        if (!(fabs(observed - expected) <= 0x1.0001p-11 * fabs(expected)) ||
            fabs(observed) > fabs(expected)) {
            fail_msg("p %g: expected %.17g, observed %.17g", levels[k], expected, observed);
        }
    }
    assert_true(sketch.min == x[0] && sketch.max == x[N - 1]);
    free(x);
    dc_sketch_free(&sketch);
    gsl_rng_free(rng);
}

static void sketched_whole_numbers_are_exact(void **state)
{
    (void)state;
    struct dc_sketch sketch = {0};
    for (int i = -4096; i <= 4096; i++) {
        assert_true(dc_sketch_add(&sketch, i));
    }
    for (int i = -4096; i <= 4096; i++) {
        const double observed = dc_sketch_order(&sketch, (uint64_t)(i + 4097));
        if (observed != i) {
            fail_msg("expected %d, observed %.17g", i, observed);
        }
    }
    dc_sketch_free(&sketch);
}

static void add_up(void *self, double value, uint64_t count)
{
    *(double *)self += value * (double)count;
}

static void merging_sketches_equals_one_sketch_in_any_order(void **state)
{
    (void)state;
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dc_sketch whole = {0}, a = {0}, b = {0}, ba = {0};
    for (size_t i = 0; i < 3001; i++) {
        const double x = gsl_ran_lognormal(rng, 2.0, 3.0) - 4.0;
        assert_true(dc_sketch_add(&whole, x));
        assert_true(dc_sketch_add(i % 3 == 0 ? &a : &b, x));
    }
    assert_true(dc_sketch_merge(&ba, &b));
    assert_true(dc_sketch_merge(&ba, &a));
    assert_int_equal(ba.n, whole.n);
    assert_true(ba.min == whole.min && ba.max == whole.max);
    for (uint64_t k = 1; k <= whole.n; k += 13) {
        assert_true(dc_sketch_order(&ba, k) == dc_sketch_order(&whole, k));
    }
    double sum = 0.0, wanted = 0.0;
    dc_sketch_each(&ba, add_up, &sum);
    dc_sketch_each(&whole, add_up, &wanted);
    assert_true(sum == wanted);
    dc_sketch_free(&whole);
    dc_sketch_free(&a);
    dc_sketch_free(&b);
    dc_sketch_free(&ba);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorting_equals_qsort_for_any_length),
        cmocka_unit_test(quantiles_equal_gsl),
        cmocka_unit_test(quantiles_equal_r_type_7),
        cmocka_unit_test(ranks_hold_their_level_and_no_narrower_ones_do),
        cmocka_unit_test(too_few_values_have_no_ranks),
        cmocka_unit_test(sketched_quantiles_keep_their_stated_error),
        cmocka_unit_test(sketched_whole_numbers_are_exact),
        cmocka_unit_test(merging_sketches_equals_one_sketch_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
