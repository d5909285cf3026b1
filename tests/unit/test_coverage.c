/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_coverage.c - intervals hold the truth and selections are right as often as they say; a
 * short form of tests/bench/coverage.c (`make coverage`), which has 10,000 repeats.
 *
 * Seeds are fixed. Bounds lie four standard errors from the share promised, so a true share at
 * the promise falls outside with probability 6e-5 (two-sided), for another seed. */
#include <math.h>

#include "tests/support/cmocka_all.h"
#include "tests/support/truth.h"

static double four_errors(double share, unsigned n_repeats)
{
    return 4.0 * sqrt(share * (1.0 - share) / n_repeats);
}

static void assert_at_least(const char *what, double share, double promised, unsigned n_repeats)
{
    const double low = promised - four_errors(promised, n_repeats);
    print_message("%s: %.4f of %u, promised %.3f\n", what, share, n_repeats, promised);
    if (!(share >= low)) {
        fail_msg("%s: %.4f, expected at least %.4f", what, share, low);
    }
}

static void assert_exactly(const char *what, double share, double promised, unsigned n_repeats)
{
    const double high = promised + four_errors(promised, n_repeats);
    assert_at_least(what, share, promised, n_repeats);
    if (!(share <= high)) {
        fail_msg("%s: %.4f, expected at most %.4f", what, share, high);
    }
}

static const struct truth normal = {"normal",        TRUTH_NORMAL,    3,
                                    {3.0, 2.6, 1.1}, {1.7, 2.9, 0.8}, 0.6};
static const struct truth skewed = {"exponential", TRUTH_EXPONENTIAL, 2,
                                    {3.0, 2.5},    {3.0, 2.1},        0.6};

static void plain_intervals_hold_the_mean(void **state)
{
    (void)state;
    const struct truth_trial trial = {1, 1000, 200};
    assert_exactly("normal", truth_covers_mean(&normal, &trial), 0.95, trial.n_repeats);
}

static void paired_intervals_hold_the_difference(void **state)
{
    (void)state;
    const struct truth_trial trial = {2, 3000, 400};
    assert_exactly("normal", truth_covers_difference(&normal, &trial), 0.95, trial.n_repeats);
    assert_exactly("exponential", truth_covers_difference(&skewed, &trial), 0.95,
                   trial.n_repeats);
}

/* The joint intervals hold more than 95%: that they do not hold 99.9% shows that they are not
 * merely wide. */
static void joint_intervals_hold_all_differences_at_once(void **state)
{
    (void)state;
    static const struct truth equal = {"equal", TRUTH_NORMAL, 3, {1, 1, 1}, {2, 2, 2}, 0.4};
    const struct truth_trial trial = {3, 3000, 200};
    const double share = truth_covers_jointly(&equal, &trial);
    assert_at_least("equal", share, 0.95, trial.n_repeats);
    assert_true(share < 0.999);
    assert_at_least("normal", truth_covers_jointly(&normal, &trial), 0.95, trial.n_repeats);
}

static void intervals_after_stopping_hold_the_mean(void **state)
{
    (void)state;
    double n;
    const struct truth_trial trial = {1, 2000, 100000};
    assert_at_least("exponential", truth_covers_after(&skewed, &trial, 0.083, &n), 0.94,
                    trial.n_repeats);
    assert_true(n > 600.0 && n < 850.0);
}

/* The best leads each other by the indifference amount, the hardest case. */
static const struct truth slippage = {"slippage", TRUTH_NORMAL, 4, {1}, {12, 12, 12, 12}, 0.5};
static const struct truth uneven = {"uneven", TRUTH_NORMAL, 4, {1}, {5, 14, 9, 12}, 0.3};

static void the_best_is_selected_with_the_probability_asked_for(void **state)
{
    (void)state;
    double n, n_surer;
    const struct truth_trial trial = {2, 600, 30000};
    assert_at_least("slippage", truth_selects(&slippage, &trial, 0.9, 1.0, &n), 0.9,
                    trial.n_repeats);
    assert_at_least("uneven", truth_selects(&uneven, &trial, 0.9, 1.0, &n_surer), 0.9,
                    trial.n_repeats);
    assert_at_least("slippage", truth_selects(&slippage, &trial, 0.97, 1.0, &n_surer), 0.97,
                    trial.n_repeats);
    print_message("%.0f futures for 90%%, %.0f for 97%%\n", n, n_surer);
    assert_true(n_surer > 1.2 * n);
}

/* Far ahead costs little, and correlation pays. */
static void futures_are_spent_only_where_they_matter(void **state)
{
    (void)state;
    static const struct truth clear = {"clear", TRUTH_NORMAL, 4, {9}, {12, 12, 12, 12}, 0.5};
    static const struct truth alone = {"alone", TRUTH_NORMAL, 4, {1}, {12, 12, 12, 12}, 0.0};
    double n_clear, n, n_alone;
    const struct truth_trial trial = {3, 200, 30000};
    assert_true(truth_selects(&clear, &trial, 0.95, 1.0, &n_clear) > 0.99);
    truth_selects(&slippage, &trial, 0.95, 1.0, &n);
    truth_selects(&alone, &trial, 0.95, 1.0, &n_alone);
    print_message("%.0f futures far ahead, %.0f in slippage, %.0f on luck of their own\n",
                  n_clear, n, n_alone);
    assert_true(n_clear < 0.5 * n);
    assert_true(n < 0.75 * n_alone);
}

static void a_budget_beats_equal_numbers(void **state)
{
    (void)state;
    static const struct truth ladder = {
        "ladder", TRUTH_NORMAL, 8, {7, 6, 5, 4, 3, 2, 1, 0}, {12, 11, 10, 9, 8, 7, 6, 5}, 0.2};
    const struct truth_trial trial = {1, 1500, 320};
    const double within = truth_selects_within(&ladder, &trial, 0.5);
    const double equally = truth_selects_equally(&ladder, &trial);
    const double error =
        sqrt((within * (1.0 - within) + equally * (1.0 - equally)) / trial.n_repeats);
    print_message("%.4f with a budget, %.4f with equal numbers\n", within, equally);
    if (!(within > equally + 4.0 * error)) {
        fail_msg("%.4f with a budget, %.4f with equal numbers", within, equally);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_intervals_hold_the_mean),
        cmocka_unit_test(paired_intervals_hold_the_difference),
        cmocka_unit_test(joint_intervals_hold_all_differences_at_once),
        cmocka_unit_test(intervals_after_stopping_hold_the_mean),
        cmocka_unit_test(the_best_is_selected_with_the_probability_asked_for),
        cmocka_unit_test(futures_are_spent_only_where_they_matter),
        cmocka_unit_test(a_budget_beats_equal_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
