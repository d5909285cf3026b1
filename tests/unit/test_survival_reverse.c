/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_survival_reverse.c - times that are in the data only because they were short enough. */
#include "tests/support/cmocka_all.h"

#include <math.h>
#include <stdio.h>

#include "num/exact.h"
#include "num/fit.h"
#include "num/rng.h"
#include "num/survival.h"
#include "tests/support/near.h"

enum { N = 4000 };

static double uniform(uint64_t number, uint64_t purpose)
{
    const struct dc_key key = {20260227, 78};
    return dc_uniform(dc_rng_at(key, 0, number, purpose, 0).w[0]);
}

static double weibull(uint64_t i, double shape, double scale)
{
    return scale * dc_pow(-dc_log(uniform(i, 1)), 1.0 / shape);
}

/* Won deals (0.4 of all) take weibull(1.4, 25), lost ones weibull(1.1, 60); a file of those
 * that closed within a limit of up to 150 days. */
static size_t closed_draw(struct dc_end end[N])
{
    size_t n = 0;
    for (uint64_t i = 0; i < N; i++) {
        const bool is_won = uniform(i, 2) < 0.4;
        const double t = is_won ? weibull(i, 1.4, 25.0) : weibull(i, 1.1, 60.0);
        const double limit = 150.0 * uniform(i, 3);
        if (t <= limit) {
            end[n++] = (struct dc_end){.t = t, .cause = is_won ? 1 : 2, .limit = limit};
        }
    }
    return n;
}

/* Both known up to an end by day 140. */
static double truth_won(double t)
{
    const double won = 1.0 - exp(-pow(fmin(t, 140.0) / 25.0, 1.4));
    const double all =
        0.4 * (1.0 - exp(-pow(140.0 / 25.0, 1.4))) + 0.6 * (1.0 - exp(-pow(140.0 / 60.0, 1.1)));
    return 0.4 * won / all;
}

/* About 2,200 deals: a bound of 0.05 is more than four standard errors. */
static void truncated_shares_are_those_of_all_deals(void **state)
{
    (void)state;
    static struct dc_end end[N];
    static struct dc_survival_step step[N];
    size_t n_steps;
    size_t n_won = 0;
    const size_t n = closed_draw(end);
    for (size_t i = 0; i < n; i++) {
        n_won += end[i].cause == 1 ? 1 : 0;
    }
    assert_true(dc_survival_reverse(end, n, step, &n_steps));
    double at20 = 0.0;
    for (size_t i = 0; i < n_steps && step[i].t <= 20.0; i++) {
        at20 = step[i].share[0];
    }
    assert_within("won by day 20", at20, truth_won(20.0), 0.05);
    assert_within("won in the end", step[n_steps - 1].share[0], truth_won(1e9), 0.05);
    assert_within("nothing is left", step[n_steps - 1].survival, 0.0, 1e-12);
    assert_true((double)n_won / (double)n > truth_won(1e9) + 0.05); /* the plain share errs */
}

static void without_limits_it_is_the_plain_share(void **state)
{
    (void)state;
    struct dc_end end[] = {
        {5, 0, 1, 99}, {2, 0, 2, 99}, {9, 0, 1, 99}, {5, 0, 2, 99}, {7, 0, 1, 99}};
    struct dc_survival_step step[5];
    size_t n;
    assert_true(dc_survival_reverse(end, 5, step, &n));
    assert_int_equal(n, 4);
    assert_within("survival past 5", step[1].survival, 0.4, 1e-15);
    assert_within("first cause", step[3].share[0], 0.6, 1e-15);
    assert_within("its error", step[3].se_share[0], sqrt(0.6 * 0.4 / 5.0), 1e-12);
}

/* Backwards: one of three at risk at 8 ends there, one of two at 6. With a limit of 7 the
 * second is not at risk at 8, and all of what was left is. */
static void a_worked_example_backwards(void **state)
{
    (void)state;
    struct dc_end end[] = {{3, 0, 1, 9}, {8, 0, 1, 10}, {6, 0, 2, 9}};
    struct dc_end less[] = {{3, 0, 1, 9}, {8, 0, 1, 10}, {6, 0, 2, 7}};
    struct dc_survival_step step[3];
    size_t n;
    assert_true(dc_survival_reverse(end, 3, step, &n));
    assert_int_equal(n, 3);
    assert_within("mass at 8", step[1].survival, 1.0 / 3.0, 1e-15);
    assert_within("mass at 6", step[1].share[1], 2.0 / 3.0 / 2.0, 1e-15);
    assert_within("mass at 3", step[0].share[0], 1.0 / 3.0, 1e-15);
    assert_true(dc_survival_reverse(less, 3, step, &n));
    assert_within("at risk at 8", step[2].n_risk, 2.0, 0.0);
    assert_within("mass at 8 then", step[1].survival, 0.5, 1e-15);
    assert_within("mass at 6 then", step[1].share[1], 0.25, 1e-15);
}

static void likelihood_with_limits_finds_the_truth(void **state)
{
    (void)state;
    static struct dc_obs obs[N];
    struct dc_fit fit;
    struct dc_sample sample = {.obs = obs};
    for (uint64_t i = 0; i < N; i++) {
        const double t = weibull(i, 1.37, 41.0);
        const double limit = 120.0 * uniform(i, 3);
        if (t <= limit) {
            obs[sample.n++] = (struct dc_obs){t, 0.0, 1.0, true, limit};
        }
    }
    assert_true(dc_fit_ml(&sample, DC_FIT_WEIBULL, &fit));
    assert_within("shape", fit.par[0], 1.37, 4.0 * fit.se[0]);
    assert_within("scale", fit.par[1], 41.0, 4.0 * fit.se[1]);
    for (size_t i = 0; i < sample.n; i++) {
        obs[i].limit = 0.0;
    }
    assert_true(dc_fit_ml(&sample, DC_FIT_WEIBULL, &fit));
    assert_true(fabs(fit.par[1] - 41.0) > 8.0 * fit.se[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(truncated_shares_are_those_of_all_deals),
        cmocka_unit_test(without_limits_it_is_the_plain_share),
        cmocka_unit_test(a_worked_example_backwards),
        cmocka_unit_test(likelihood_with_limits_finds_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
