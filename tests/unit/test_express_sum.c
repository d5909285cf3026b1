/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_express_sum.c - sums in vectors are those of dc_fixed_of one by one. */
#include <stdlib.h>

#include "path/express_sum.h"
#include "tests/support/oracle.h"

#define N DC_SUM_MOST

static void assert_fixed(dc_fixed observed, dc_fixed expected)
{
    if (observed != expected) {
        fail_msg("observed %.17g, expected %.17g, apart %g", dc_fixed_double(observed),
                 dc_fixed_double(expected), dc_fixed_double(observed - expected));
    }
}

/* Some of each size up to 2^50, both signs, with halves of 2^-32 among them. */
static void numbers_draw(double x[N], uint64_t seed)
{
    for (uint64_t i = 0; i < N; i++) {
        x[i] = ldexp(uniform_of(seed, i) - 0.3, (int)(i % 51));
        if (i % 5 == 0) {
            x[i] = floor(x[i] * 0x1p32) * 0x1p-32 + 0x1p-33;
        }
    }
}

static void times_draw(double t[N], uint64_t seed)
{
    for (uint64_t i = 0; i < N; i++) {
        t[i] = i % 7 == 0 ? 30.4375 * (double)(i % 4) : 90.0 * uniform_of(seed, i);
    }
}

static void numbers_split_between_two_times_are_their_fixed_sum(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= N; n += 17) {
        double x[N];
        double t[N];
        struct dc_split split;
        numbers_draw(x, n);
        times_draw(t, n + 1);
        assert_true(dc_split_of(x, n, &split));
        for (uint32_t m = 0; m < 3; m++) {
            const double from = m * 30.4375;
            const double to = (m + 1) * 30.4375;
            const struct dc_split_sum sum = dc_split_between(&split, t, n, from, to);
            dc_fixed expected = 0;
            uint32_t n_within = 0;
            for (uint32_t i = 0; i < n; i++) {
                n_within += t[i] >= from && t[i] < to;
                expected += t[i] >= from && t[i] < to ? dc_fixed_of(x[i]) : 0;
            }
            assert_int_equal(sum.n, n_within);
            assert_int_equal(dc_times_count(t, n, from, to), n_within);
            assert_fixed(dc_split_fixed(&sum), expected);
        }
    }
}

static void a_number_too_large_or_none_is_not_split(void **state)
{
    static const double odd[] = {0x1p51, -0x1p60, 1e300, INFINITY, -INFINITY, NAN};
    (void)state;
    for (size_t k = 0; k < sizeof(odd) / sizeof(odd[0]); k++) {
        double x[N] = {0.0};
        const double from[N] = {0.0};
        double to[N];
        struct dc_split split;
        struct dc_split_sum sum;
        for (uint32_t i = 0; i < N; i++) {
            to[i] = 1.0;
        }
        assert_true(dc_split_of(x, N, &split));
        assert_true(dc_sum_money_days(x, from, to, N, &sum));
        x[131] = odd[k];
        assert_false(dc_split_of(x, N, &split));
        assert_false(dc_sum_money_days(x, from, to, N, &sum));
    }
}

static void days_add_up_to_their_fixed_sum(void **state)
{
    double from[N];
    double to[N];
    double t[N];
    double value[N];
    dc_fixed days = 0;
    dc_fixed since = 0;
    dc_fixed small = 0;
    dc_fixed stage = 0;
    dc_fixed money = 0;
    struct dc_split_sum sum;
    (void)state;
    times_draw(from, 3);
    times_draw(to, 4);
    numbers_draw(value, 5);
    for (uint32_t i = 0; i < N; i++) {
        value[i] = fmod(value[i], 1e9);
        days += dc_fixed_of(to[i] - from[i]);
        since += dc_fixed_of(to[i] - 17.3);
        small += dc_fixed_of(to[i]);
        t[i] = from[i];
        stage += dc_fixed_of((from[i] + to[i]) - from[i]);
        money += dc_fixed_of(value[i] * (to[i] - from[i]));
    }
    assert_fixed(dc_sum_days(from, to, N), days);
    assert_fixed(dc_sum_days_since(17.3, to, N), since);
    assert_fixed(dc_sum_small(to, N), small);
    assert_fixed(dc_sum_stage(t, to, N), stage);
    assert_true(t[200] == from[200] + to[200]);
    assert_true(dc_sum_money_days(value, from, to, N, &sum));
    assert_fixed(dc_split_fixed(&sum), money);
}

static void the_span_of_times_is_their_first_and_last(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= N; n += 11) {
        double t[N];
        double first = INFINITY;
        double last = 0.0;
        double observed[2];
        times_draw(t, n);
        for (uint32_t i = 0; i < n; i++) {
            first = t[i] < first ? t[i] : first;
            last = t[i] > last ? t[i] : last;
        }
        dc_times_span(t, n, &observed[0], &observed[1]);
        assert_true(observed[0] == first && observed[1] == last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_split_between_two_times_are_their_fixed_sum),
        cmocka_unit_test(a_number_too_large_or_none_is_not_split),
        cmocka_unit_test(days_add_up_to_their_fixed_sum),
        cmocka_unit_test(the_span_of_times_is_their_first_and_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
