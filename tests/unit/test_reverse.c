/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_reverse.c - the bisection for the strength of a stress. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include "dealcycle/reverse.h"

static double line_from(double scale, double at_0, double slope)
{
    return at_0 + slope * scale;
}

/* Tries until nothing is left, room on a straight line with a constant half-width. */
static struct dc_reverse_answer search(double at_0, double slope, double half, uint32_t *n)
{
    struct dc_reverse r = {0};
    double scale = 0.0;
    while (dc_reverse_next(&r, &scale)) {
        assert_true(r.n < DC_REVERSE_TRIES);
        dc_reverse_tell(&r, scale, line_from(scale, at_0, slope), half);
    }
    *n = r.n;
    return dc_reverse_answer(&r);
}

static void expect_near(const char *what, double got, double expected)
{
    if (fabs(got - expected) > 1e-9) {
        fail_msg("%s is %.12g, expected %.12g", what, got, expected);
    }
}

static void a_crossing_is_found_with_its_interval(void **state)
{
    (void)state;
    uint32_t n;
    const struct dc_reverse_answer a = search(7.31, -11.7, 0.93, &n);
    assert_int_equal(a.end, DC_REVERSE_FOUND);
    expect_near("scale", a.scale, 7.31 / 11.7);
    expect_near("low", a.low, (7.31 - 0.93) / 11.7);
    expect_near("high", a.high, (7.31 + 0.93) / 11.7);
    assert_true(a.has_low && a.has_high);
    assert_true(n <= 9);
}

static void a_crossing_above_1_is_found(void **state)
{
    (void)state;
    uint32_t n;
    const struct dc_reverse_answer a = search(7.31, -1.17, 0.0, &n);
    assert_int_equal(a.end, DC_REVERSE_FOUND);
    expect_near("scale", a.scale, 7.31 / 1.17);
    expect_near("low", a.low, a.scale);
}

static void what_fails_at_once_needs_one_try(void **state)
{
    (void)state;
    uint32_t n;
    const struct dc_reverse_answer a = search(-0.01, -3.0, 0.5, &n);
    assert_int_equal(a.end, DC_REVERSE_BEFORE);
    assert_int_equal(n, 1);
}

static void what_never_fails_needs_three_tries(void **state)
{
    (void)state;
    uint32_t n;
    const struct dc_reverse_answer a = search(5.0, -0.2, 0.5, &n);
    assert_int_equal(a.end, DC_REVERSE_NEVER);
    assert_int_equal(n, 3);
}

static void an_interval_may_go_on_beyond_the_strongest(void **state)
{
    (void)state;
    uint32_t n;
    const struct dc_reverse_answer a = search(9.9, -1.0, 0.5, &n);
    assert_int_equal(a.end, DC_REVERSE_FOUND);
    assert_true(a.has_low);
    assert_false(a.has_high);
}

static void an_interval_may_begin_below_0(void **state)
{
    (void)state;
    uint32_t n;
    const struct dc_reverse_answer a = search(0.2, -1.0, 0.5, &n);
    assert_int_equal(a.end, DC_REVERSE_FOUND);
    assert_false(a.has_low);
    expect_near("low", a.low, 0.0);
    expect_near("high", a.high, 0.7);
}

static void a_step_is_found_within_a_fiftieth(void **state)
{
    (void)state;
    struct dc_reverse r = {0};
    double scale = 0.0;
    while (dc_reverse_next(&r, &scale)) {
        dc_reverse_tell(&r, scale, scale < 0.377 ? 3.0 : -3.0, 0.1);
    }
    const struct dc_reverse_answer a = dc_reverse_answer(&r);
    if (fabs(a.scale - 0.377) > 0.02) {
        fail_msg("scale is %.6g, expected 0.377 within 0.02", a.scale);
    }
}

/* Costs that grow with the stress: no straight line, and the interval's end beyond 1. */
static void a_curve_needs_few_tries_and_has_both_ends(void **state)
{
    (void)state;
    struct dc_reverse r = {0};
    double scale = 0.0;
    while (dc_reverse_next(&r, &scale)) {
        dc_reverse_tell(&r, scale, 8.3 - 3.1 * scale - 4.9 * scale * scale, 2.7);
    }
    const struct dc_reverse_answer a = dc_reverse_answer(&r);
    const double root = (-3.1 + sqrt(3.1 * 3.1 + 4.0 * 4.9 * 8.3)) / 9.8;
    const double low = (-3.1 + sqrt(3.1 * 3.1 + 4.0 * 4.9 * 5.6)) / 9.8;
    const double high = (-3.1 + sqrt(3.1 * 3.1 + 4.0 * 4.9 * 11.0)) / 9.8;
    if (fabs(a.scale - root) > 0.003 || fabs(a.low - low) > 0.03 ||
        fabs(a.high - high) > 0.03) {
        fail_msg("%.4f (%.4f to %.4f), expected %.4f (%.4f to %.4f)", a.scale, a.low, a.high,
                 root, low, high);
    }
    assert_true(a.has_low && a.has_high);
    if (r.n > 9) {
        fail_msg("%u tries, expected 9 at most", r.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crossing_is_found_with_its_interval),
        cmocka_unit_test(a_crossing_above_1_is_found),
        cmocka_unit_test(what_fails_at_once_needs_one_try),
        cmocka_unit_test(what_never_fails_needs_three_tries),
        cmocka_unit_test(an_interval_may_go_on_beyond_the_strongest),
        cmocka_unit_test(an_interval_may_begin_below_0),
        cmocka_unit_test(a_curve_needs_few_tries_and_has_both_ends),
        cmocka_unit_test(a_step_is_found_within_a_fiftieth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
