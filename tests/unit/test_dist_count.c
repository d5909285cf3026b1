/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dist_count.c - the quantile of a count is the smallest k with P(X <= k) >= u, by GSL
 * where it reaches, and by the law of its sums where it does not. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "tests/support/oracle.h"

#define SLACK 1e-11 /* what rounding in the oracle may add to a probability */

struct law {
    double (*lower)(double k, double mean, double dispersion); /* P(X <= k) */
    double (*upper)(double k, double mean, double dispersion);
};

static double poisson_lower(double k, double mean, double dispersion)
{
    (void)dispersion;
    return k < 0.0 ? 0.0 : gsl_cdf_gamma_Q(mean, k + 1.0, 1.0);
}

static double poisson_upper(double k, double mean, double dispersion)
{
    (void)dispersion;
    return k < 0.0 ? 1.0 : gsl_cdf_gamma_P(mean, k + 1.0, 1.0);
}

static double negbinomial_lower(double k, double mean, double dispersion)
{
    return k < 0.0 ? 0.0
                   : gsl_cdf_beta_P(dispersion / (dispersion + mean), dispersion, k + 1.0);
}

static double negbinomial_upper(double k, double mean, double dispersion)
{
    return k < 0.0 ? 1.0 : gsl_cdf_beta_P(mean / (dispersion + mean), k + 1.0, dispersion);
}

static void check(const char *form, const double arg[], const struct law *law, double u,
                  double k)
{
    const double v = 1.0 - u;
    if (k != floor(k) || k < 0.0) {
        fail_msg("%s(%g): %.17g is no count", form, arg[0], k);
    }
    const bool low = u < 0.5;
    const double goal = low ? u : v;
    const double at = low ? law->lower(k, arg[0], arg[1]) : law->upper(k, arg[0], arg[1]);
    const double before =
        low ? law->lower(k - 1.0, arg[0], arg[1]) : law->upper(k - 1.0, arg[0], arg[1]);
    const double more = 1.0 + SLACK * (1.0 + 1e-16 / goal / SLACK);
    if (low ? !(at * more >= goal && before < goal * more)
            : !(at <= goal * more && before * more > goal)) {
        fail_msg("%s(%g, %g): at %s %.17g: k = %.17g, tails %.17g, one before %.17g", form,
                 arg[0], arg[1], low ? "u" : "1 - u", goal, k, at, before);
    }
}

static void check_form(const char *form, const double arg[], const struct law *law)
{
    struct dc_arena arena = {0};
    const struct dc_dist d = dist_of(form, "mean", arg, &arena);
    double last = 0.0;
    for (double p = 1e-12; p < 0.5; p *= 1.013) {
        check(form, arg, law, p, dc_dist_at(&d, p));
        check(form, arg, law, 1.0 - p, dc_dist_at(&d, 1.0 - p));
    }
    for (int i = 1; i < 5000; i++) {
        const double k = dc_dist_at(&d, i / 5000.0);
        assert_true(k >= last);
        last = k;
    }
    for (double k = floor(arg[0] * 0.7); k < arg[0] * 1.3; k += 1.0 + floor(arg[0] / 40.0)) {
        const double p = law->lower(k, arg[0], arg[1]);
        expect_near(form, "cdf", dc_dist_cdf(&d, k), p, 1e-9, 1e-300);
        expect_near(form, "cdf between counts", dc_dist_cdf(&d, k + 0.5), p, 1e-9, 1e-300);
        expect_near(form, "upper", dc_dist_upper(&d, k), law->upper(k, arg[0], arg[1]), 1e-9,
                    1e-300);
    }
    assert_true(dc_dist_cdf(&d, -0.5) == 0.0 && dc_dist_upper(&d, -0.5) == 1.0);
    dc_arena_free(&arena);
}

static void poisson_counts_are_exact(void **state)
{
    (void)state;
    const struct law law = {poisson_lower, poisson_upper};
    const double mean[] = {1e-9,  0.01,   0.37,    1.0,     6.25, 48.5,
                           730.0, 8123.0, 11000.0, 65432.1, 1.0e6};
    for (size_t i = 0; i < DC_COUNT_OF(mean); i++) {
        const double arg[] = {mean[i], 0.0};
        check_form("poisson", arg, &law);
    }
}

static void negbinomial_counts_are_exact(void **state)
{
    (void)state;
    const struct law law = {negbinomial_lower, negbinomial_upper};
    const double arg[][2] = {{1e-3, 1.0},  {0.8, 0.05},    {3.5, 0.75},
                             {40.0, 12.5}, {40.0, 1.0},    {250.0, 1e6},
                             {900.0, 3.0}, {5000.0, 40.0}, {30.0, 0.02}};
    for (size_t i = 0; i < DC_COUNT_OF(arg); i++) {
        check_form("negbinomial", arg[i], &law);
    }
}

/* Where GSL's series give up: mean and variance of 200,000 draws by the quantiles at the
 * middles of as many cells, within the error of the last cells. */
static void huge_counts_keep_mean_and_sd(void **state)
{
    (void)state;
    const double arg[][2] = {{1e8, 0.0}, {1e12, 0.0}, {1e8, 0.5}, {1e6, 1e9}, {1e12, 3.0}};
    for (size_t i = 0; i < DC_COUNT_OF(arg); i++) {
        struct dc_arena arena = {0};
        const char *form = arg[i][1] > 0.0 ? "negbinomial" : "poisson";
        const struct dc_dist d = dist_of(form, "mean", arg[i], &arena);
        const int n = 20000;
        double sum = 0.0;
        double square = 0.0;
        for (int j = 0; j < n; j++) {
            const double off = dc_dist_at(&d, (j + 0.5) / n) - arg[i][0];
            sum += off / n;
            square += off * off / n;
        }
        const double sd = dc_dist_sd(&d);
        expect_near(form, "mean of quantiles", sum, 0.0, 0.0, 1e-3 * sd);
        expect_near(form, "sd of quantiles", sqrt(square), sd, 5e-3, 0.0);
        dc_arena_free(&arena);
    }
}

/* A larger mean, and a larger p, never give a smaller count at the same uniform. */
static void counts_grow_with_their_mean(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 300; i++) {
        const double u = uniform_of(1, i);
        double last = 0.0;
        for (double mean = 0.01; mean < 1e5; mean *= 1.7) {
            struct dc_arena arena = {0};
            const struct dc_dist d = dist_of("poisson", "mean", (double[]){mean}, &arena);
            const double k = dc_dist_at(&d, u);
            assert_true(k >= last);
            last = k;
            dc_arena_free(&arena);
        }
        for (double p = 0.0; p <= 1.0; p += 0.125) {
            struct dc_arena arena = {0};
            const struct dc_dist d = dist_of("bernoulli", "p", &p, &arena);
            assert_true(dc_dist_at(&d, u) == (u > 1.0 - p ? 1.0 : 0.0));
            dc_arena_free(&arena);
        }
    }
}

static void tables_refuse_what_they_cannot_draw(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_bound none = {false, 0.0};
    struct dc_dist d;
    const double value[] = {1.0, 2.0};
    const double nan_value[] = {1.0, NAN};
    const double minus[] = {1.0, -2.0};
    const double zero[] = {0.0, 0.0};
    assert_string_equal(dc_dist_table(nan_value, value, 2, none, none, &arena, &d),
                        "a value is not a finite number");
    assert_string_equal(dc_dist_table(value, minus, 2, none, none, &arena, &d),
                        "a weight must be 0 or more");
    assert_string_equal(dc_dist_table(value, zero, 2, none, none, &arena, &d),
                        "one weight at least must be above 0");
    assert_string_equal(dc_dist_table(value, value, 0, none, none, &arena, &d),
                        "one weight at least must be above 0");
    assert_string_equal(
        dc_dist_table(value, value, 2, (struct dc_bound){true, 1.0}, none, &arena, &d),
        "min and max truncate continuous distributions only");
    assert_null(dc_dist_table(value, (double[]){0.0, 5.0}, 2, none, none, &arena, &d));
    assert_true(dc_dist_is_constant(&d) && dc_dist_at(&d, 0.01) == 2.0);
    dc_arena_free(&arena);
}

/* 100,003 values of equal weight: the search table finds each in its own place. */
static void a_long_table_is_its_quantiles(void **state)
{
    (void)state;
    enum { MANY = 100003 };
    struct dc_arena arena = {0};
    const struct dc_bound none = {false, 0.0};
    double *value = dc_arena_take(&arena, MANY * sizeof *value);
    double *weight = dc_arena_take(&arena, MANY * sizeof *weight);
    for (int i = 0; i < MANY; i++) {
        value[i] = (double)((i * 7919L) % MANY); /* a permutation */
        weight[i] = 0.1;
    }
    struct dc_dist d;
    assert_null(dc_dist_table(value, weight, MANY, none, none, &arena, &d));
    for (int i = 0; i < MANY; i++) {
        expect_near("table", "value", dc_dist_at(&d, (i + 0.5) / MANY), i, 0.0, 0.0);
    }
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poisson_counts_are_exact),
        cmocka_unit_test(negbinomial_counts_are_exact),
        cmocka_unit_test(huge_counts_keep_mean_and_sd),
        cmocka_unit_test(counts_grow_with_their_mean),
        cmocka_unit_test(tables_refuse_what_they_cannot_draw),
        cmocka_unit_test(a_long_table_is_its_quantiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
