/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_odds.c - two groups in strata against arithmetic, and a paradox that was published. */
#include "tests/support/cmocka_all.h"

#include <math.h>
#include <stdio.h>

#include "num/odds.h"
#include "tests/support/near.h"

static void one_stratum_is_the_plain_ratio(void **state)
{
    (void)state;
    const struct dc_odds_table t = {17, 29, 11, 43};
    const struct dc_odds o = dc_odds_of(&t, 1);
    assert_within("log ratio", o.log_ratio, log(17.0 * 43.0 / (29.0 * 11.0)), 1e-13);
    assert_within("Woolf", o.se, sqrt(1.0 / 17 + 1.0 / 29 + 1.0 / 11 + 1.0 / 43), 1e-13);
}

static void strata_of_one_ratio_have_it_in_common(void **state)
{
    (void)state;
    double df;
    const struct dc_odds_table t[] = {{18, 12, 8, 12}, {6, 14, 4, 21}, {45, 5, 40, 10}};
    assert_within("log ratio", dc_odds_of(t, 3).log_ratio, log(2.25), 1e-13);
    assert_within("homogeneity", dc_odds_homogeneity(t, 3, 2.25, &df), 0.0, 1e-20);
    assert_within("degrees of freedom", df, 2.0, 0.0);
}

/* Stones of the kidney: open surgery against the percutaneous kind, small stones and large ones
 * (Charig et al. 1986). */
static void a_published_paradox_turns_the_sign(void **state)
{
    (void)state;
    double share[2];
    const struct dc_odds_table t[] = {{81, 6, 234, 36}, {192, 71, 55, 25}};
    const struct dc_odds_table raw = {273, 77, 289, 61};
    const double r = 81.0 * 36 / 357 + 192.0 * 25 / 343;
    const double s = 6.0 * 234 / 357 + 71.0 * 55 / 343;
    assert_within("raw", dc_odds_of(&raw, 1).log_ratio, log(273.0 * 61 / (77.0 * 289)), 1e-13);
    assert_true(dc_odds_of(&raw, 1).log_ratio < 0.0);
    assert_within("like for like", dc_odds_of(t, 2).log_ratio, log(r / s), 1e-13);
    assert_true(dc_odds_of(t, 2).log_ratio > 0.0);
    dc_odds_standardise(t, 2, share);
    assert_within("open", share[0], (357.0 * 81 / 87 + 343.0 * 192 / 263) / 700, 1e-13);
    assert_within("percutaneous", share[1], (357.0 * 234 / 270 + 343.0 * 55 / 80) / 700, 1e-13);
}

/* With a ratio of 1 the expected counts are products of margins. */
static void unlike_strata_are_found_unlike(void **state)
{
    (void)state;
    double df;
    double expected = 0.0;
    const struct dc_odds_table t[] = {{30, 10, 13, 27}, {9, 31, 28, 12}, {0, 0, 5, 7}};
    for (size_t i = 0; i < 2; i++) {
        const double n = t[i].a + t[i].b + t[i].c + t[i].d;
        const double a = (t[i].a + t[i].b) * (t[i].a + t[i].c) / n;
        const double b = t[i].a + t[i].b - a;
        const double c = t[i].a + t[i].c - a;
        const double d = n - a - b - c;
        expected += (t[i].a - a) * (t[i].a - a) * (1 / a + 1 / b + 1 / c + 1 / d);
    }
    assert_within("statistic", dc_odds_homogeneity(t, 3, 1.0, &df), expected, 1e-9);
    assert_within("a stratum of one group is none", df, 1.0, 0.0);
    assert_true(expected > 20.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_stratum_is_the_plain_ratio),
        cmocka_unit_test(strata_of_one_ratio_have_it_in_common),
        cmocka_unit_test(a_published_paradox_turns_the_sign),
        cmocka_unit_test(unlike_strata_are_found_unlike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
