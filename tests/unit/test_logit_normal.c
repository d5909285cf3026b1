/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_logit_normal.c - whether reps differ, against reps that do and reps that do not.
 *
 * Seeds are fixed; a bound of 4 standard errors errs once in 16,000 estimates. */
#include "tests/support/cmocka_all.h"

#include <math.h>
#include <stdio.h>

#include "num/exact.h"
#include "num/logit_normal.h"
#include "num/rng.h"
#include "tests/support/near.h"

static double uniform(uint64_t world, uint64_t number, uint64_t purpose)
{
    const struct dc_key key = {20260219, 5};
    return dc_uniform(dc_rng_at(key, world, number, purpose, 0).w[0]);
}

static void reps_draw(uint64_t world, double sd, struct dc_trials rep[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const double skill = sd * dc_normal_quantile(uniform(world, i, 1));
        const double p = dc_logistic(-0.61 + skill);
        rep[i] = (struct dc_trials){.n = 35.0 + (double)(i % 11)};
        for (uint64_t k = 0; k < (uint64_t)rep[i].n; k++) {
            rep[i].won += uniform(world, i, 100 + k) < p ? 1.0 : 0.0;
        }
    }
}

static void reps_who_differ_are_found_to_and_by_how_much(void **state)
{
    (void)state;
    struct dc_trials rep[150];
    struct dc_logit_normal fit;
    reps_draw(1, 0.53, rep, 150);
    assert_true(dc_logit_normal_fit(rep, 150, &fit));
    assert_true(fit.has_sd);
    assert_within("log sd", log(fit.sd), log(0.53), 4.0 * fit.se_log_sd);
    assert_within("mu", fit.mu, -0.61, 4.0 * sqrt((0.53 * 0.53 + 0.11) / 150));
    assert_true(fit.p < 1e-6 && fit.se_log_sd < 0.2);
}

/* At 5% each, more than 9 of 60 err once in 1,000. */
static void reps_who_do_not_differ_are_seldom_said_to(void **state)
{
    (void)state;
    struct dc_trials rep[25];
    struct dc_logit_normal fit;
    unsigned n_said = 0;
    for (uint64_t w = 0; w < 60; w++) {
        reps_draw(1000 + w, 0.0, rep, 25);
        assert_true(dc_logit_normal_fit(rep, 25, &fit));
        n_said += fit.p < 0.05 ? 1 : 0;
    }
    if (n_said > 9) {
        fail_msg("%u of 60 worlds without a difference were said to have one", n_said);
    }
}

/* A fine and wide rule, with which no peak is missed. */
static double rate_of(const struct dc_trials *t, double mu, double sd)
{
    double sum = 0.0;
    double weighted = 0.0;
    const double at = log(t->won + 0.5) - log(t->n - t->won + 0.5);
    const double top = t->won * at - t->n * log1p(exp(at));
    for (int i = -80000; i <= 80000; i++) {
        const double z = i * 1e-4;
        const double eta = mu + sd * z;
        const double w = exp(t->won * eta - t->n * log1p(exp(eta)) - 0.5 * z * z - top);
        sum += w;
        weighted += w / (1.0 + exp(-eta));
    }
    return weighted / sum;
}

static void rates_are_shrunken_as_far_as_they_should(void **state)
{
    (void)state;
    const struct dc_trials t[] = {{1, 1}, {1, 0}, {23, 4}, {25000, 9134}, {0, 0}};
    for (size_t i = 0; i < 5; i++) {
        assert_within("rate", dc_logit_normal_rate(&t[i], -0.3, 0.57),
                      rate_of(&t[i], -0.3, 0.57), 1e-9);
    }
    assert_true(dc_logit_normal_rate(&t[0], -0.3, 0.57) < 0.51);
    assert_within("many deals speak for themselves", dc_logit_normal_rate(&t[3], -0.3, 0.57),
                  9134.0 / 25000, 6e-5);
}

static void who_never_or_always_wins_says_nothing(void **state)
{
    (void)state;
    struct dc_logit_normal fit;
    const struct dc_trials lost[] = {{7, 0}, {9, 0}};
    const struct dc_trials won[] = {{7, 7}, {9, 9}};
    assert_false(dc_logit_normal_fit(lost, 2, &fit));
    assert_false(dc_logit_normal_fit(won, 2, &fit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reps_who_differ_are_found_to_and_by_how_much),
        cmocka_unit_test(reps_who_do_not_differ_are_seldom_said_to),
        cmocka_unit_test(rates_are_shrunken_as_far_as_they_should),
        cmocka_unit_test(who_never_or_always_wins_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
