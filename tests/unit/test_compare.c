/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_compare.c - paired differences, standings and regret against numbers worked out by hand.
 */
#include "tests/support/cmocka_all.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "tests/support/panels.h"

enum { N = 7 };
/* Column a, then b; the third future is a tie. */
static const double pair[2 * N] = {3.5,  -1.25, 7.75, 12.0, 0.5, 6.125, -4.0,
                                   2.25, -0.5,  7.75, 8.5,  1.5, 3.0,   -9.5};

static void assert_near(const char *what, double observed, double expected)
{
    if (!(fabs(observed - expected) <= 1e-12 * fmax(1.0, fabs(expected)))) {
        fail_msg("%s: expected %.17g, observed %.17g", what, expected, observed);
    }
}

static void difference_is_taken_future_by_future(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_panel panel = panel_of(pair, 2, N, &arena);
    const struct dc_difference d = dc_panel_difference(&panel, 0, 1);
    const double mean = (1.25 - 0.75 + 0.0 + 3.5 - 1.0 + 3.125 + 5.5) / 7.0;
    double ssd = 0.0;
    for (int r = 0; r < N; r++) {
        ssd += pow(pair[r] - pair[N + r] - mean, 2.0);
    }
    const double half = gsl_cdf_tdist_Pinv(0.975, 6.0) * sqrt(ssd / 6.0 / 7.0);
    const double alone = gsl_stats_variance(pair, 1, N) + gsl_stats_variance(pair + N, 1, N);
    assert_int_equal(d.n, N);
    assert_near("mean", d.mean, mean);
    assert_near("low", d.ci_low, mean - half);
    assert_near("high", d.ci_high, mean + half);
    assert_near("p", d.p_a_beats_b, 4.5 / 7.0);
    assert_true(d.has_ratio);
    assert_near("ratio", d.variance_ratio, alone / (ssd / 6.0));
    dc_arena_free(&arena);
}

static void lower_better_turns_the_odds_and_not_the_difference(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    struct dc_panel panel = panel_of(pair, 2, N, &arena);
    const double mean = dc_panel_difference(&panel, 0, 1).mean;
    panel.lower_better = true;
    const struct dc_difference d = dc_panel_difference(&panel, 0, 1);
    assert_near("mean", d.mean, mean);
    assert_near("p", d.p_a_beats_b, 2.5 / 7.0);
    dc_arena_free(&arena);
}

static void pair_uses_the_futures_in_which_both_have_a_value(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const double x[2 * 4] = {1.0, NAN, 5.5, 2.0, 4.0, 3.0, NAN, 2.75};
    const struct dc_panel panel = panel_of(x, 2, 4, &arena);
    const struct dc_difference d = dc_panel_difference(&panel, 0, 1);
    assert_int_equal(d.n, 2);
    assert_near("mean", d.mean, (-3.0 - 0.75) / 2.0);
    assert_near("p", d.p_a_beats_b, 0.0);
    dc_arena_free(&arena);
}

static void equal_columns_differ_by_exactly_nothing(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    double x[2 * N];
    memcpy(x, pair, N * sizeof *x);
    memcpy(x + N, pair, N * sizeof *x);
    const struct dc_panel panel = panel_of(x, 2, N, &arena);
    const struct dc_difference d = dc_panel_difference(&panel, 0, 1);
    assert_true(d.mean == 0.0 && d.ci_low == 0.0 && d.ci_high == 0.0);
    assert_true(d.p_a_beats_b == 0.5);
    assert_false(d.has_ratio);
    dc_arena_free(&arena);
}

static void constant_difference_has_no_width(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    double x[2 * N];
    for (int r = 0; r < N; r++) {
        x[r] = pair[r];
        x[N + r] = pair[r] - 0.625; /* exact in binary */
    }
    const struct dc_panel panel = panel_of(x, 2, N, &arena);
    const struct dc_difference d = dc_panel_difference(&panel, 0, 1);
    assert_true(d.mean == 0.625 && d.ci_low == 0.625 && d.ci_high == 0.625);
    dc_arena_free(&arena);
}

static void ties_share_the_first_place(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    struct dc_standing s[3];
    /*                     a wins, a = b, all tie, c wins */
    const double x[3 * 4] = {9.0, 4.0, 2.0, -1.0, 3.0, 4.0, 2.0, -7.5, 5.0, 1.0, 2.0, 0.25};
    const struct dc_panel panel = panel_of(x, 3, 4, &arena);
    dc_panel_standings(&panel, s);
    assert_near("p_best a", s[0].p_best, (1.0 + 0.5 + 1.0 / 3.0) / 4.0);
    assert_near("p_best b", s[1].p_best, (0.5 + 1.0 / 3.0) / 4.0);
    assert_near("p_best c", s[2].p_best, (1.0 / 3.0 + 1.0) / 4.0);
    assert_near("regret a", s[0].regret, (0.0 + 0.0 + 0.0 + 1.25) / 4.0);
    assert_near("regret b", s[1].regret, (6.0 + 0.0 + 0.0 + 7.75) / 4.0);
    assert_near("regret c", s[2].regret, (4.0 + 3.0 + 0.0 + 0.0) / 4.0);
    assert_near("beaten a", s[0].p_beaten, 0.25);
    assert_near("beaten c", s[2].p_beaten, 0.5);
    dc_arena_free(&arena);
}

static void contender_without_values_takes_no_part(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    struct dc_standing s[3];
    const double x[3 * 3] = {1.0, 2.0, NAN, NAN, NAN, NAN, 3.0, 1.5, 8.0};
    const struct dc_panel panel = panel_of(x, 3, 3, &arena);
    dc_panel_standings(&panel, s);
    assert_int_equal(s[0].n, 2);
    assert_int_equal(s[1].n, 0);
    assert_near("p_best a", s[0].p_best, 0.5);
    assert_near("p_best c", s[2].p_best, 0.5);
    assert_true(s[0].has_joint);
    assert_false(s[1].has_joint);
    dc_panel_rank(&panel, s);
    assert_int_equal(s[0].contender, 2); /* mean 2.25 over the two, against 1.5 */
    assert_int_equal(s[2].contender, 1);
    dc_arena_free(&arena);
}

static void one_contender_is_the_best_and_has_no_joint_interval(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    struct dc_standing s;
    const struct dc_panel panel = panel_of(pair, 1, N, &arena);
    dc_panel_standings(&panel, &s);
    assert_true(s.p_best == 1.0 && s.regret == 0.0 && s.p_beaten == 0.0);
    assert_false(s.has_joint);
    dc_arena_free(&arena);
}

/* Correlated normals: column i = shared + own noise + i * step. */
static void futures_draw(gsl_rng *rng, uint32_t n_columns, uint64_t n, double step, double *x)
{
    for (uint64_t r = 0; r < n; r++) {
        const double shared = gsl_ran_gaussian(rng, 3.0);
        for (uint32_t i = 0; i < n_columns; i++) {
            x[i * n + r] = shared + gsl_ran_gaussian(rng, 1.0 + 0.5 * i) + step * i;
        }
    }
}

/* 4,000 experiments: the share that covers is within 4 standard errors (0.0138) of 95%, so a
 * right program fails for one seed in 16,000. */
static void paired_interval_covers_as_often_as_it_says(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 4000, FUTURES = 25 };
    static double x[2 * FUTURES];
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20260117);
    int n_covers = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        struct dc_arena arena = {0};
        futures_draw(rng, 2, FUTURES, 0.35, x);
        const struct dc_panel panel = panel_of(x, 2, FUTURES, &arena);
        const struct dc_difference d = dc_panel_difference(&panel, 1, 0);
        n_covers += d.ci_low <= 0.35 && 0.35 <= d.ci_high;
        dc_arena_free(&arena);
    }
    gsl_rng_free(rng);
    const double share = (double)n_covers / EXPERIMENTS;
    if (fabs(share - 0.95) > 4.0 * sqrt(0.95 * 0.05 / EXPERIMENTS)) {
        fail_msg("coverage: expected 0.95, observed %.4f", share);
    }
}

/* All four intervals at once, on means of which two tie for the best: at least 95% less 4
 * standard errors, and not so wide that they always cover. */
static void joint_intervals_cover_together(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 4000, FUTURES = 30, TEAMS = 4 };
    static double x[TEAMS * FUTURES];
    static const double shift[TEAMS] = {0.0, 0.6, 0.6, -0.4};
    static const double truth[TEAMS] = {-0.6, 0.0, 0.0, -1.0};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20260118);
    int n_covers = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        struct dc_arena arena = {0};
        struct dc_standing s[TEAMS];
        bool all = true;
        futures_draw(rng, TEAMS, FUTURES, 0.0, x);
        for (int i = 0; i < TEAMS * FUTURES; i++) {
            x[i] += shift[i / FUTURES];
        }
        const struct dc_panel panel = panel_of(x, TEAMS, FUTURES, &arena);
        dc_panel_standings(&panel, s);
        for (int i = 0; i < TEAMS; i++) {
            all = all && s[i].joint_low <= truth[i] && truth[i] <= s[i].joint_high;
        }
        n_covers += all;
        dc_arena_free(&arena);
    }
    gsl_rng_free(rng);
    const double share = (double)n_covers / EXPERIMENTS;
    if (share < 0.95 - 4.0 * sqrt(0.95 * 0.05 / EXPERIMENTS) || share > 0.995) {
        fail_msg("joint coverage: expected 0.95 to 0.995, observed %.4f", share);
    }
}

static void joint_interval_of_lower_better_is_mirrored(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    struct dc_standing up[2];
    struct dc_standing down[2];
    struct dc_panel panel = panel_of(pair, 2, N, &arena);
    dc_panel_standings(&panel, up);
    panel.lower_better = true;
    dc_panel_standings(&panel, down);
    /* With two, the difference to the best of the others is the difference to the other. */
    const struct dc_difference d = dc_panel_difference(&panel, 0, 1);
    assert_near("up low", up[0].joint_low, d.ci_low);
    assert_near("down low", down[0].joint_low, d.ci_low);
    assert_near("down high", down[0].joint_high, d.ci_high);
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(difference_is_taken_future_by_future),
        cmocka_unit_test(lower_better_turns_the_odds_and_not_the_difference),
        cmocka_unit_test(pair_uses_the_futures_in_which_both_have_a_value),
        cmocka_unit_test(equal_columns_differ_by_exactly_nothing),
        cmocka_unit_test(constant_difference_has_no_width),
        cmocka_unit_test(ties_share_the_first_place),
        cmocka_unit_test(contender_without_values_takes_no_part),
        cmocka_unit_test(one_contender_is_the_best_and_has_no_joint_interval),
        cmocka_unit_test(paired_interval_covers_as_often_as_it_says),
        cmocka_unit_test(joint_intervals_cover_together),
        cmocka_unit_test(joint_interval_of_lower_better_is_mirrored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
