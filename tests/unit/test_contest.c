/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_contest.c - who goes on and who is dropped, on values made for it. How often that is
 * right is in test_coverage.c. */
#include <math.h>

#include "run/contest.h"
#include "tests/support/cmocka_all.h"

/* Values without luck: mean m, and a wave around it so that there is a variance. */
static double wave(double m, uint64_t r)
{
    return m + ((double)((r * 37u) % 64u) - 31.5) / 7.0;
}

/* Contender i has mean[i] plus shift[i] times a wave of its own. */
static void play_look(struct dc_contest *c, const double mean[], const double spread[])
{
    for (uint32_t i = 0; i < c->n; i++) {
        while (c->entrant[i].n < c->entrant[i].n_want) {
            const uint64_t r = c->entrant[i].n;
            const double x = mean[i] + spread[i] * wave(0.0, r + 5 * i);
            assert_true(dc_contest_add(c, i, &x, NULL, 1));
        }
    }
}

static void play(struct dc_contest *c, const double mean[], const double spread[])
{
    do {
        play_look(c, mean, spread);
    } while (!dc_contest_judge(c));
}

static void the_hopeless_go_first_and_the_leader_stays(void **state)
{
    (void)state;
    static const double mean[] = {1.0, 3.7, 3.1, -6.2};
    static const double spread[] = {1.3, 1.1, 0.7, 0.9};
    const struct dc_contest_rule rule = {.p = 0.95, .indifference = 0.05, .n_limit = 100000};
    struct dc_contest c;
    assert_true(dc_contest_new(&c, &rule, 4));
    play(&c, mean, spread);
    assert_true(c.is_reached);
    assert_int_equal(c.i_leader, 1);
    assert_false(c.entrant[1].is_out);
    assert_true(c.entrant[3].n <= c.entrant[0].n && c.entrant[0].n <= c.entrant[2].n);
    assert_int_equal(c.entrant[1].n, c.entrant[2].n);
    assert_int_equal(c.entrant[2].i_better, 1);
    dc_contest_free(&c);
}

static void lower_is_better_where_the_metric_says_so(void **state)
{
    (void)state;
    static const double mean[] = {5.1, 2.2, 3.3};
    static const double spread[] = {0.3, 0.2, 0.5};
    const struct dc_contest_rule rule = {
        .p = 0.9, .indifference = 0.5, .lower_better = true, .n_limit = 5000};
    struct dc_contest c;
    assert_true(dc_contest_new(&c, &rule, 3));
    play(&c, mean, spread);
    assert_int_equal(c.i_leader, 1);
    dc_contest_free(&c);
}

static void of_two_exactly_alike_the_first_stays(void **state)
{
    (void)state;
    const struct dc_contest_rule rule = {.p = 0.95, .indifference = 1e-9, .n_limit = 5000};
    struct dc_contest c;
    assert_true(dc_contest_new(&c, &rule, 2));
    for (uint32_t i = 0; i < 2; i++) {
        while (c.entrant[i].n < c.entrant[i].n_want) {
            const double x = wave(2.0, c.entrant[i].n);
            assert_true(dc_contest_add(&c, i, &x, NULL, 1));
        }
    }
    assert_true(dc_contest_judge(&c));
    assert_true(c.is_reached && c.entrant[1].is_out && !c.entrant[0].is_out);
    assert_int_equal(dc_contest_spent(&c), 256);
    dc_contest_free(&c);
}

/* Within the indifference amount it ends all the same, when the margin is down to 0:
 * n = 2 h S^2 / d^2. */
static void nearly_equal_ones_do_not_go_on_for_ever(void **state)
{
    (void)state;
    static const double mean[] = {1.0, 1.0001};
    static const double spread[] = {1.0, -1.0};
    const struct dc_contest_rule rule = {.p = 0.95, .indifference = 0.3, .n_limit = 1000000};
    struct dc_contest c;
    double variance;
    assert_true(dc_contest_new(&c, &rule, 2));
    play(&c, mean, spread);
    const struct dc_moments gap = dc_contest_gap(&c, 0, 1);
    assert_true(dc_moments_variance(&gap, &variance));
    const double n_end = 2.0 * -log(2.0 * 0.05) * variance / 0.09;
    print_message("ended after %g, expected about %g\n", (double)gap.n, n_end);
    assert_true(c.is_reached);
    assert_true(fabs((double)gap.n - n_end) < 64.0 + 0.05 * n_end);
    dc_contest_free(&c);
}

static void a_limit_ends_it_with_the_better_mean_ahead(void **state)
{
    (void)state;
    static const double mean[] = {1.0, 1.01, 0.99};
    static const double spread[] = {1.0, -1.0, 0.3};
    const struct dc_contest_rule rule = {.p = 0.99, .indifference = 1e-6, .n_limit = 333};
    struct dc_contest c;
    assert_true(dc_contest_new(&c, &rule, 3));
    play(&c, mean, spread);
    assert_false(c.is_reached);
    assert_int_equal(c.entrant[c.i_leader].n, 333);
    assert_int_equal(dc_contest_spent(&c), 999);
    dc_contest_free(&c);
}

static void one_without_values_goes_and_none_with_values_ends_it(void **state)
{
    (void)state;
    static const bool nothing = false;
    const struct dc_contest_rule rule = {.p = 0.9, .indifference = 0.1, .n_limit = 1000};
    for (int who = 0; who < 2; who++) {
        struct dc_contest c;
        assert_true(dc_contest_new(&c, &rule, 2));
        for (uint32_t i = 0; i < 2; i++) {
            while (c.entrant[i].n < c.entrant[i].n_want) {
                const double x = wave(-5.0, c.entrant[i].n);
                const bool has = who == 1 && i == 1;
                assert_true(dc_contest_add(&c, i, &x, has ? NULL : &nothing, 1));
            }
        }
        assert_true(dc_contest_judge(&c));
        assert_int_equal(c.is_reached, who == 1);
        assert_int_equal(c.i_leader, who);
        dc_contest_free(&c);
    }
}

/* Three contenders whose gaps and spreads are known: shares in proportion to (s / d)^2, the
 * best as many as the most demanding. */
static void a_budget_goes_where_it_is_hard_to_tell(void **state)
{
    (void)state;
    static const double mean[] = {4.0, 3.9, 2.0, -3.0};
    static const double spread[] = {1.0, -1.0, -1.0, -1.0};
    const struct dc_contest_rule rule = {
        .p = 1.0 - 1e-12, .indifference = 0.01, .n_limit = 64000, .n_budget = 64000};
    struct dc_contest c;
    assert_true(dc_contest_new(&c, &rule, 4));
    play(&c, mean, spread);
    print_message("%g %g %g %g\n", (double)c.entrant[0].n, (double)c.entrant[1].n,
                  (double)c.entrant[2].n, (double)c.entrant[3].n);
    assert_true(dc_contest_spent(&c) <= 64000 && dc_contest_spent(&c) > 64000 - 64);
    assert_int_equal(c.i_leader, 0);
    assert_true(fabs((double)c.entrant[0].n - (double)c.entrant[1].n) <= 3200.0);
    assert_true(c.entrant[1].n > 40 * c.entrant[2].n);
    assert_true(c.entrant[3].n == 128);
    dc_contest_free(&c);
}

static void a_budget_is_not_spent_once_it_is_clear(void **state)
{
    (void)state;
    static const double mean[] = {4.0, 9.0};
    static const double spread[] = {0.1, 0.2};
    const struct dc_contest_rule rule = {
        .p = 0.99, .indifference = 0.5, .n_limit = 6400, .n_budget = 6400};
    struct dc_contest c;
    assert_true(dc_contest_new(&c, &rule, 2));
    play(&c, mean, spread);
    assert_true(c.is_reached && c.p_estimate > 0.99);
    assert_int_equal(dc_contest_spent(&c), 256);
    dc_contest_free(&c);
}

/* Blocks, or values one by one: the same decisions to the last bit. */
static void how_values_come_does_not_matter(void **state)
{
    (void)state;
    static const double mean[] = {1.0, 1.2, 1.1};
    static const double spread[] = {1.3, -1.1, 0.7};
    const struct dc_contest_rule rule = {.p = 0.95, .indifference = 0.1, .n_limit = 100000};
    struct dc_contest one, block;
    assert_true(dc_contest_new(&one, &rule, 3) && dc_contest_new(&block, &rule, 3));
    play(&one, mean, spread);
    do {
        for (uint32_t i = 0; i < 3; i++) {
            struct dc_entrant *const e = &block.entrant[i];
            while (e->n < e->n_want) {
                double x[DC_BLOCK];
                for (uint32_t k = 0; k < DC_BLOCK; k++) {
                    x[k] = mean[i] + spread[i] * wave(0.0, e->n + k + 5 * i);
                }
                assert_true(dc_contest_add(&block, i, x, NULL, DC_BLOCK));
            }
        }
    } while (!dc_contest_judge(&block));
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(one.entrant[i].n, block.entrant[i].n);
        assert_int_equal(one.entrant[i].is_out, block.entrant[i].is_out);
    }
    dc_contest_free(&one);
    dc_contest_free(&block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hopeless_go_first_and_the_leader_stays),
        cmocka_unit_test(lower_is_better_where_the_metric_says_so),
        cmocka_unit_test(of_two_exactly_alike_the_first_stays),
        cmocka_unit_test(nearly_equal_ones_do_not_go_on_for_ever),
        cmocka_unit_test(a_limit_ends_it_with_the_better_mean_ahead),
        cmocka_unit_test(one_without_values_goes_and_none_with_values_ends_it),
        cmocka_unit_test(a_budget_goes_where_it_is_hard_to_tell),
        cmocka_unit_test(a_budget_is_not_spent_once_it_is_clear),
        cmocka_unit_test(how_values_come_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
