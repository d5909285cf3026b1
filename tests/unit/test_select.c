/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_select.c - a quantile by selection is that of the sorted values. */
#include <stdlib.h>

#include "path/select.h"
#include "tests/support/oracle.h"

#define MOST 700

static int by_size(const void *a, const void *b)
{
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return p < q ? -1 : p > q;
}

/* R's type 7, of values in order. */
static double quantile_sorted(const double x[], size_t n, double share)
{
    const double at = share * (double)(n - 1);
    const size_t k = (size_t)at;
    const double next = k + 1 < n ? x[k + 1] : x[k];
    return x[k] + (at - (double)k) * (next - x[k]);
}

/* One in five kinds: all different, many alike, in order, over all sizes that numbers have, and
 * some of them nothing. */
static double value_of(uint64_t kind, uint64_t round, uint64_t i)
{
    const double u = uniform_of(700 + round, i);
    switch (kind) {
    case 0:
        return 17.3 * u;
    case 1:
        return floor(5.0 * u) + 1.0;
    case 2:
        return 0.7 * (double)(i + 1);
    case 3:
        return ldexp(1.0 + u, (int)(2000.0 * uniform_of(1700 + round, i)) - 1000);
    default:
        return u < 0.3 ? 0.0 : u;
    }
}

static void selected(uint64_t kind, uint64_t round, double share)
{
    static double x[2 * MOST];
    static double sorted[2 * MOST];
    const size_t n = 1 + (size_t)(uniform_of(9, round) * MOST);
    const size_t n_zeros = round % 4 == 0 ? (size_t)(uniform_of(10, round) * MOST) : 0;
    for (size_t i = 0; i < n; i++) {
        x[i] = sorted[i] = value_of(kind, round, i);
    }
    for (size_t i = n; i < n + n_zeros; i++) {
        sorted[i] = 0.0;
    }
    qsort(sorted, n + n_zeros, sizeof(*sorted), by_size);
    const double expected = quantile_sorted(sorted, n + n_zeros, share);
    const double median = dc_select_quantile(x, n, n_zeros, 0.5);
    const double observed = dc_select_quantile(x, n, n_zeros, share);
    if (observed != expected || median != quantile_sorted(sorted, n + n_zeros, 0.5)) {
        fail_msg("kind %u of %zu and %zu zeros at %g: expected %.17g, observed %.17g",
                 (unsigned)kind, n, n_zeros, share, expected, observed);
    }
}

static void a_selected_quantile_is_that_of_the_sorted_values(void **state)
{
    (void)state;
    const double share[] = {0.9, 0.0, 1.0, 0.31, 0.999};
    for (uint64_t round = 0; round < 400; round++) {
        for (uint64_t kind = 0; kind < 5; kind++) {
            selected(kind, round, share[round % 5]);
        }
    }
    assert_true(dc_select_quantile(NULL, 0, 0, 0.5) == 0.0);
    assert_true(dc_select_quantile(NULL, 0, 7, 0.9) == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_selected_quantile_is_that_of_the_sorted_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
