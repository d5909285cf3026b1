/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_order.c - numbers come in the order that the C library's sort gives them. */
#include <stdlib.h>

#include "base/order.h"
#include "tests/support/oracle.h"

#define MOST 3001

static int by_size(const void *a, const void *b)
{
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return p < q ? -1 : p > q;
}

/* All different, few values, all but one alike, rising, falling, a hill. */
enum { N_KINDS = 6 };
static double value_of(unsigned kind, size_t i, size_t n)
{
    const double u = uniform_of(40 + kind, i);
    const double at = (double)i;
    switch (kind) {
    case 0:
        return 1e6 * u - 3.7e5;
    case 1:
        return (double)(int)(7.0 * u);
    case 2:
        return i == n / 3 ? -0.25 : 2.5;
    case 3:
        return at;
    case 4:
        return -at;
    default:
        return i < n / 2 ? at : (double)(n - i);
    }
}

static void numbers_come_in_order(void **state)
{
    (void)state;
    static double x[MOST];
    static double expected[MOST];
    for (size_t n = 0; n <= MOST; n = n < 40 ? n + 1 : 3 * n / 2 + 1) {
        for (unsigned kind = 0; kind < N_KINDS; kind++) {
            for (size_t i = 0; i < n; i++) {
                x[i] = expected[i] = value_of(kind, i, n);
            }
            dc_sort(x, n);
            qsort(expected, n, sizeof *x, by_size);
            for (size_t i = 0; i < n; i++) {
                if (x[i] != expected[i]) {
                    fail_msg("kind %u of %zu, place %zu: expected %.17g, observed %.17g", kind,
                             n, i, expected[i], x[i]);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
