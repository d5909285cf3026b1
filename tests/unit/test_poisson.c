/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_poisson.c - regressions of counts against those that have closed forms. */
#include "tests/support/cmocka_all.h"

#include <math.h>
#include <stdio.h>

#include "num/poisson.h"
#include "tests/support/near.h"

static void one_rate_is_counts_over_exposure(void **state)
{
    (void)state;
    struct dc_poisson p;
    const struct dc_count c[] = {{7, 1.5, {1}}, {0, 0.3, {1}}, {11, 2.25, {1}}, {5, 1.0, {1}}};
    assert_true(dc_poisson_fit(c, 4, 1, &p));
    const double rate = 23.0 / 5.05;
    double pearson = 0.0;
    double loglik = 0.0;
    for (size_t i = 0; i < 4; i++) {
        const double m = rate * c[i].exposure;
        pearson += (c[i].n - m) * (c[i].n - m) / m;
        loglik += c[i].n * log(m) - m - lgamma(c[i].n + 1.0);
    }
    assert_within("log rate", p.beta[0], log(rate), 1e-12);
    assert_within("standard error", p.se[0], 1.0 / sqrt(23.0), 1e-12);
    assert_within("log-likelihood", p.loglik, loglik, 1e-11);
    assert_within("dispersion", p.dispersion, pearson / 3.0, 1e-11);
}

/* Two groups: the log of the ratio of their rates, with 1/n + 1/m of variance. */
static void two_groups_differ_by_the_log_of_their_ratio(void **state)
{
    (void)state;
    struct dc_poisson p;
    const struct dc_count c[] = {
        {19, 3, {1, 0}}, {23, 4, {1, 0}}, {61, 5, {1, 1}}, {8, 1, {1, 1}}};
    assert_true(dc_poisson_fit(c, 4, 2, &p));
    assert_within("first", p.beta[0], log(42.0 / 7), 1e-11);
    assert_within("difference", p.beta[1], log(69.0 / 6 * 7 / 42), 1e-11);
    assert_within("its error", p.se[1], sqrt(1.0 / 42 + 1.0 / 69), 1e-11);
    assert_within("correlation", p.correlation,
                  -1.0 / 42 / sqrt(1.0 / 42 * (1.0 / 42 + 1.0 / 69)), 1e-11);
}

/* 5.991 is the 95% point of chi-squared with 2 degrees of freedom, as every table has it. */
static void the_tail_of_chi_squared_is_that_of_the_tables(void **state)
{
    (void)state;
    assert_within("2 df", dc_chi_squared_above(5.991464547, 2.0), 0.05, 1e-10);
    assert_within("1 df", dc_chi_squared_above(3.841458821, 1.0), 0.05, 1e-10);
    assert_within("11 df", dc_chi_squared_above(24.72497031, 11.0), 0.01, 1e-9);
    assert_within("nothing", dc_chi_squared_above(0.0, 3.0), 1.0, 0.0);
}

static void counts_that_scatter_too_much_are_said_to(void **state)
{
    (void)state;
    struct dc_poisson p;
    struct dc_count c[24];
    for (size_t i = 0; i < 24; i++) {
        c[i] = (struct dc_count){.n = i % 2 == 0 ? 40 : 4, .exposure = 1.0, .x = {1}};
    }
    assert_true(dc_poisson_fit(c, 24, 1, &p));
    assert_within("dispersion", p.dispersion, 24.0 * 18 * 18 / 22 / 23, 1e-9);
    assert_true(p.p_dispersion < 1e-9);
    for (size_t i = 0; i < 24; i++) {
        c[i].n = 20 + (double)(i % 5);
    }
    assert_true(dc_poisson_fit(c, 24, 1, &p));
    assert_true(p.p_dispersion > 0.9);
}

static void what_has_no_answer_is_refused(void **state)
{
    (void)state;
    struct dc_poisson p;
    const struct dc_count none[] = {{0, 1, {1}}, {0, 2, {1}}};
    const struct dc_count same[] = {{3, 1, {1, 1}}, {5, 2, {1, 1}}, {2, 1, {1, 1}}};
    assert_false(dc_poisson_fit(none, 2, 1, &p));
    assert_false(dc_poisson_fit(same, 3, 2, &p));
    assert_false(dc_poisson_fit(same, 1, 2, &p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_rate_is_counts_over_exposure),
        cmocka_unit_test(two_groups_differ_by_the_log_of_their_ratio),
        cmocka_unit_test(the_tail_of_chi_squared_is_that_of_the_tables),
        cmocka_unit_test(counts_that_scatter_too_much_are_said_to),
        cmocka_unit_test(what_has_no_answer_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
