/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_moments.c - merging moments has an identity and does not lose anything. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_statistics_double.h>

#include "tally/moments.h"
#include "tests/support/near.h"

#define N_SAMPLE 9
/* No simple relation between the values, so that a dropped term shows. */
static const double sample[N_SAMPLE] = {2.385,  17.25,  -3.125, 0.875, 41.5,
                                        -11.75, 6.0625, 1e3,    0.3};

static void merging_any_split_equals_one_pass(void **state)
{
    (void)state;
    const struct dc_moments whole = dc_moments_of(sample, N_SAMPLE);
    for (size_t cut = 0; cut <= N_SAMPLE; cut++) {
        struct dc_moments a = dc_moments_of(sample, cut);
        const struct dc_moments b = dc_moments_of(sample + cut, N_SAMPLE - cut);
        dc_moments_merge(&a, &b);
        assert_int_equal(a.n, whole.n);
        assert_near("mean", a.mean, whole.mean, 1e-14);
        assert_near("ssd", a.ssd, whole.ssd, 1e-14);
    }
}

static void adding_one_by_one_equals_one_pass(void **state)
{
    (void)state;
    struct dc_moments m = {0};
    for (size_t i = 0; i < N_SAMPLE; i++) {
        dc_moments_add(&m, sample[i]);
    }
    double variance;
    assert_true(dc_moments_variance(&m, &variance));
    assert_near("mean", m.mean, gsl_stats_mean(sample, 1, N_SAMPLE), 1e-14);
    assert_near("variance", variance, gsl_stats_variance(sample, 1, N_SAMPLE), 1e-13);
}

static void merge_with_empty_changes_nothing(void **state)
{
    (void)state;
    const struct dc_moments empty = {0};
    const struct dc_moments some = dc_moments_of(sample, 5);
    struct dc_moments a = some;
    struct dc_moments b = empty;
    dc_moments_merge(&a, &empty);
    dc_moments_merge(&b, &some);
    assert_memory_equal(&a, &some, sizeof a);
    assert_memory_equal(&b, &some, sizeof b);
}

static void two_empties_merge_to_empty(void **state)
{
    (void)state;
    struct dc_moments a = {0};
    const struct dc_moments b = {0};
    double variance = -7.0;
    dc_moments_merge(&a, &b);
    assert_int_equal(a.n, 0);
    assert_false(dc_moments_variance(&a, &variance));
    assert_true(variance == -7.0);
}

static void one_value_has_no_variance(void **state)
{
    (void)state;
    double variance = -7.0;
    const struct dc_moments one = dc_moments_of(sample, 1);
    assert_true(one.mean == sample[0]);
    assert_false(dc_moments_variance(&one, &variance));
}

/* 0.1 has no exact double: a plain sum of it drifts. */
static void equal_values_have_exactly_their_mean_and_no_variance(void **state)
{
    (void)state;
    double same[64];
    struct dc_moments all = {0};
    for (size_t i = 0; i < 64; i++) {
        same[i] = 0.1;
    }
    for (int block = 0; block < 157; block++) {
        const struct dc_moments here = dc_moments_of(same, 64);
        dc_moments_merge(&all, &here);
    }
    assert_true(all.mean == 0.1 && dc_moments_mean(&all) == 0.1);
    assert_true(all.ssd == 0.0);
}

static void means_are_right_to_the_last_digit(void **state)
{
    (void)state;
    struct dc_moments all = {0};
    uint64_t sum = 0;
    for (int block = 0; block < 15625; block++) {
        double x[64];
        for (int i = 0; i < 64; i++) {
            const unsigned v = (unsigned)(block * 64 + i) * 2654435761u % 7;
            sum += v;
            x[i] = v;
        }
        const struct dc_moments here = dc_moments_of(x, 64);
        dc_moments_merge(&all, &here);
    }
    if (dc_moments_mean(&all) != (double)sum / 1e6) {
        fail_msg("expected %.17g, observed %.17g", (double)sum / 1e6, dc_moments_mean(&all));
    }
}

static void large_values_that_cancel_leave_the_small_one(void **state)
{
    (void)state;
    const double x[] = {1e300, 3.5, -1e300};
    const struct dc_moments m = dc_moments_of(x, 3);
    assert_true(dc_moments_mean(&m) == 3.5 / 3.0);
}

static void values_whose_sum_overflows_still_have_a_finite_mean(void **state)
{
    (void)state;
    struct dc_moments m = {0};
    for (int i = 0; i < 5; i++) {
        dc_moments_add(&m, 1.5e308);
    }
    assert_true(isfinite(dc_moments_mean(&m)));
    assert_near("mean", dc_moments_mean(&m), 1.5e308, 1e-15);
}

static void a_large_offset_leaves_the_variance_alone(void **state)
{
    (void)state;
    double shifted[N_SAMPLE];
    for (size_t i = 0; i < N_SAMPLE; i++) {
        shifted[i] = sample[i] + 1e9;
    }
    const struct dc_moments m = dc_moments_of(shifted, N_SAMPLE);
    assert_near("ssd", m.ssd, dc_moments_of(sample, N_SAMPLE).ssd, 1e-7);
}

/* Signs, sizes far apart, whole numbers and a run of equal ones. */
static double any_value(size_t i)
{
    const double u = (double)(i * 2654435761u % 1000003u) / 1000003.0;
    const double value[] = {u - 0.5, 1e9 * u, -1e-7 * u, floor(40.0 * u), 1e140 * (u - 0.5)};
    return i / 64 % 5 == 3 ? 17.25 : value[i % 5];
}

static void runs_side_by_side_have_the_same_bits_as_one_by_one(void **state)
{
    (void)state;
    enum { RUNS = 19 };
    static double x[RUNS * DC_MOMENTS_RUN];
    struct dc_moments observed[RUNS];
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        x[i] = any_value(i);
    }
    for (size_t n = 0; n <= RUNS; n++) {
        dc_moments_of_runs(x, n, observed);
        for (size_t k = 0; k < n; k++) {
            const struct dc_moments expected =
                dc_moments_of(&x[k * DC_MOMENTS_RUN], DC_MOMENTS_RUN);
            assert_memory_equal(&observed[k], &expected, sizeof expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merging_any_split_equals_one_pass),
        cmocka_unit_test(adding_one_by_one_equals_one_pass),
        cmocka_unit_test(merge_with_empty_changes_nothing),
        cmocka_unit_test(two_empties_merge_to_empty),
        cmocka_unit_test(one_value_has_no_variance),
        cmocka_unit_test(equal_values_have_exactly_their_mean_and_no_variance),
        cmocka_unit_test(means_are_right_to_the_last_digit),
        cmocka_unit_test(large_values_that_cancel_leave_the_small_one),
        cmocka_unit_test(values_whose_sum_overflows_still_have_a_finite_mean),
        cmocka_unit_test(a_large_offset_leaves_the_variance_alone),
        cmocka_unit_test(runs_side_by_side_have_the_same_bits_as_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
