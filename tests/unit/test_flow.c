/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_flow.c - growing yearly values against their integrals. */
#include "path/flow.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void growth_is_exact_at_every_rate(void **state)
{
    (void)state;
    const double rate[] = {0.0, 1e-300, 1e-15, -1e-11, 2.7e-10, 1e-4, -0.02, 0.3};
    const double days[] = {0.0, 1e-9, 0.5, 30.4375, 7305.0};
    for (size_t i = 0; i < sizeof rate / sizeof rate[0]; i++) {
        for (size_t k = 0; k < sizeof days / sizeof days[0]; k++) {
            const long double x = (long double)rate[i] * (long double)days[k];
            const double want = rate[i] == 0.0
                                    ? days[k] / 365.25
                                    : (double)(expm1l(x) / ((long double)rate[i] * 365.25L));
            const double got = dc_growth_years(rate[i], days[k]);
            if (x < 700.0L && !(fabs(got - want) <= 4e-16 * fabs(want))) {
                fail_msg("rate %g over %g days: expected %.17g, observed %.17g", rate[i],
                         days[k], want, got);
            }
        }
    }
}

/* Two come, one of them goes: each cell is the sum of both integrals, by long doubles. */
static void cells_earn_the_integral_of_those_present(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_model model = {.horizon_months = 40};
    struct dc_cells cells;
    assert_true(dc_cells_new(&cells, &model, &arena));
    const double rate = 0.0021; /* more than doubles a year */
    const double from[2] = {3.3, 100.0};
    const double to[2] = {900.1, INFINITY};
    const double value[2] = {1234.5, 77.7};

    struct dc_flow flow[40];
    memset(flow, 0, sizeof flow);
    for (int k = 0; k < 2; k++) {
        dc_flow_come(&cells, flow, rate, from[k], value[k]);
    }
    dc_flow_go(&cells, flow, rate, to[0], value[0] * dc_growth_factor(rate, to[0] - from[0]));
    dc_flow_close(&cells, flow, rate);
    for (uint32_t c = 0; c < 40; c++) {
        long double want = 0.0L;
        for (int k = 0; k < 2; k++) {
            const double a = fmin(fmax(cells.edge_days[c], from[k]), to[k]);
            const double b = fmin(fmax(cells.edge_days[c + 1], from[k]), to[k]);
            want += value[k] / (rate * 365.25L) *
                    (expm1l(rate * (long double)(b - from[k])) -
                     expm1l(rate * (long double)(a - from[k])));
        }
        if (!(fabsl(dc_fixed_double(flow[c].money) - want) <= 1e-9L + 1e-13L * want)) {
            fail_msg("cell %u: expected %.17Lg, observed %.17g", c, want,
                     dc_fixed_double(flow[c].money));
        }
    }
    assert_int_equal(flow[0].n, 1);
    assert_int_equal(flow[4].n, 2);
    assert_int_equal(flow[39].n, 1);
    dc_arena_free(&arena);
}

/* At and after the horizon nothing comes and nothing goes. */
static void nothing_happens_at_the_horizon(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_model model = {.horizon_months = 2};
    struct dc_cells cells;
    assert_true(dc_cells_new(&cells, &model, &arena));
    struct dc_flow flow[2] = {{0, 0, 0}};
    dc_flow_come(&cells, flow, 0.001, 60.875, 5.0);
    dc_flow_go(&cells, flow, 0.001, INFINITY, 5.0);
    dc_flow_close(&cells, flow, 0.001);
    assert_true(flow[1].money == 0 && flow[1].n == 0);
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growth_is_exact_at_every_rate),
        cmocka_unit_test(cells_earn_the_integral_of_those_present),
        cmocka_unit_test(nothing_happens_at_the_horizon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
