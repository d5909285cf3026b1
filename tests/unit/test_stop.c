/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_stop.c - the stopping rule stops where it should, and intervals keep their coverage.
 *
 * Coverage: 3 seeds of 4,000 experiments a law, 12,000 in all; at a true coverage of 0.947
 * the share has a standard error of 0.0021, so one below 0.94 has probability 0.0005. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "run/stop.h"

typedef double law(const gsl_rng *rng);

static double normal(const gsl_rng *rng)
{
    return 3.0 + gsl_ran_gaussian_ziggurat(rng, 1.7);
}

static double exponential(const gsl_rng *rng)
{
    return -3.0 * log(gsl_rng_uniform_pos(rng));
}

/* mean 3, sd 2.1 */
static double skewed(const gsl_rng *rng)
{
    const double sigma = sqrt(log1p(0.49));
    return 3.0 * exp(gsl_ran_gaussian_ziggurat(rng, sigma) - 0.5 * sigma * sigma);
}

struct outcome {
    uint64_t n;
    bool reached, covers;
    unsigned n_looks;
};

static struct outcome experiment(law *draw, double mean, double precision, uint64_t n_limit,
                                 const gsl_rng *rng)
{
    struct dc_moments m;
    struct dc_stop stop;
    struct outcome out = {0, false, false, 0};
    dc_stop_begin(&stop, precision, n_limit, 1, &m);
    do {
        while (m.n < stop.n_look) {
            dc_moments_add(&m, draw(rng));
        }
        out.n = stop.n_look;
        out.reached = dc_stop_judge(&stop);
        out.n_looks++;
    } while (!out.reached && out.n < n_limit);
    double variance = 0.0;
    assert_true(dc_moments_variance(&m, &variance));
    const double n = (double)m.n;
    const double half = gsl_cdf_tdist_Pinv(0.975, n - 1.0) * sqrt(variance / n);
    out.covers = fabs(m.mean - mean) <= half;
    if (out.reached && half > precision * fabs(m.mean)) {
        fail_msg("stopped at %g with half-width %g", n, half / fabs(m.mean));
    }
    return out;
}

static void assert_covers(const char *name, law *draw, double precision)
{
    enum { N = 4000 };
    unsigned n_covered = 0;
    double n_values = 0.0;
    for (unsigned seed = 1; seed <= 3; seed++) {
        gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
        gsl_rng_set(rng, seed);
        for (int i = 0; i < N; i++) {
            const struct outcome o = experiment(draw, 3.0, precision, 100000, rng);
            n_covered += o.covers;
            n_values += (double)o.n;
        }
        gsl_rng_free(rng);
    }
    const double share = n_covered / (3.0 * N);
    print_message("%s at %g: coverage %.4f, mean number %.0f\n", name, precision, share,
                  n_values / (3.0 * N));
    if (share < 0.94 || share > 0.96) {
        fail_msg("%s at %g: coverage %.4f, expected 0.94 to 0.96", name, precision, share);
    }
}

static void intervals_keep_their_coverage(void **state)
{
    (void)state;
    assert_covers("normal", normal, 0.05);
    assert_covers("normal", normal, 0.037);
    assert_covers("exponential", exponential, 0.083);
    assert_covers("exponential", exponential, 0.06);
    assert_covers("lognormal", skewed, 0.057);
    assert_covers("lognormal", skewed, 0.041);
}

static void looks_are_whole_blocks_or_the_limit(void **state)
{
    (void)state;
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct dc_moments m;
    struct dc_stop stop;
    dc_stop_begin(&stop, 0.0031, 7777, 1, &m);
    uint64_t before = 0;
    do {
        assert_true(stop.n_look > before && (stop.n_look % 64 == 0 || stop.n_look == 7777));
        before = stop.n_look;
        while (m.n < stop.n_look) {
            dc_moments_add(&m, normal(rng));
        }
    } while (!dc_stop_judge(&stop) && stop.n_look > before);
    assert_int_equal(before, 7777);
    gsl_rng_free(rng);
}

static void a_limit_below_the_first_look_is_the_only_look(void **state)
{
    (void)state;
    struct dc_moments m[2];
    struct dc_stop stop;
    dc_stop_begin(&stop, 0.01, 37, 2, m);
    assert_int_equal(stop.n_look, 37);
}

static void the_worst_team_decides(void **state)
{
    (void)state;
    struct dc_moments m[3];
    struct dc_stop stop;
    dc_stop_begin(&stop, 0.05, 1000000, 3, m);
    m[0] = (struct dc_moments){
        .n = 512, .mean = 100.0, .ssd = 511.0 * 100.0}; /* half-width 0.9% */
    m[1] =
        (struct dc_moments){.n = 512, .mean = -100.0, .ssd = 511.0 * 200.0 * 200.0}; /* 17% */
    m[2] = (struct dc_moments){.n = 512, .mean = 100.0, .ssd = 0.0};
    assert_false(dc_stop_judge(&stop));
    assert_int_equal(stop.n_look, 2048); /* at most four times as many */
    m[1].ssd = 511.0 * 50.0 * 50.0;      /* 4.3%, times the margin 4.6% */
    stop.n_look = 512;
    assert_true(dc_stop_judge(&stop));
}

static void values_all_zero_are_precise_and_missing_ones_are_not(void **state)
{
    (void)state;
    struct dc_moments m[1];
    struct dc_stop stop;
    dc_stop_begin(&stop, 0.05, 1000000, 1, m);
    m[0] = (struct dc_moments){.n = 512, .mean = 0.0, .ssd = 0.0};
    assert_true(dc_stop_judge(&stop));
    m[0] = (struct dc_moments){.n = 512, .mean = 0.0, .ssd = 3.0};
    assert_false(dc_stop_judge(&stop));
    m[0] = (struct dc_moments){0};
    assert_false(dc_stop_judge(&stop));
    assert_int_equal(stop.n_look, 512 * 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_keep_their_coverage),
        cmocka_unit_test(looks_are_whole_blocks_or_the_limit),
        cmocka_unit_test(a_limit_below_the_first_look_is_the_only_look),
        cmocka_unit_test(the_worst_team_decides),
        cmocka_unit_test(values_all_zero_are_precise_and_missing_ones_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
