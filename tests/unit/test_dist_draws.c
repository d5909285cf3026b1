/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dist_draws.c - a million draws of every form, counts and tables too: Kolmogorov-Smirnov
 * distance, mean and sd against theory. Seeds are fixed; at other seeds each check would fail
 * about once in 10^5, all together once in 500 runs. */
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "tests/support/oracle.h"

#define N 1000000
#define ERRORS 4.5

static double u[N];
static double x[N];

static int by_size(const void *a, const void *b)
{
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return p < q ? -1 : p > q;
}

static void draw(const struct dc_dist *d, uint64_t stream)
{
    for (uint64_t i = 0; i < N; i++) {
        u[i] = uniform_of(1000 + stream, i);
    }
    dc_dist_run(d, u, x, N);
}

/* The sd's error from the sample's own fourth moment. */
static void check_moments(const char *label, double mean, double sd, bool is_skew)
{
    double sum = 0.0;
    double square = 0.0;
    double fourth = 0.0;
    for (size_t i = 0; i < N; i++) {
        sum += x[i] - mean;
    }
    const double off = sum / N;
    for (size_t i = 0; i < N; i++) {
        const double s = (x[i] - mean - off) * (x[i] - mean - off);
        square += s;
        fourth += s * s;
    }
    const double variance = square / N;
    const double error = sqrt((fourth / N - variance * variance) / N);
    expect_near(label, "sample mean", mean + off, mean, 0.0, ERRORS * sd / 1000.0);
    if (!is_skew) {
        expect_near(label, "sample variance", variance, sd * sd, 0.0, ERRORS * error);
    }
}

/* P(sqrt(n) D > 2.5) = 2 exp(-12.5) = 7e-6; at each 500th order statistic. */
static void check_distance(const struct oracle *o)
{
    qsort(x, N, sizeof *x, by_size);
    for (size_t i = 0; i < N; i += 500) {
        expect_near(o->label, "Kolmogorov-Smirnov", o->lower(x[i], o->p), ((double)i + 0.5) / N,
                    0.0, 2.5 / sqrt(N));
    }
}

static void a_million_draws_of_every_form_fit_theory(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct oracle *o = &oracles[k];
        const struct dc_dist d = oracle_dist(o, &arena);
        draw(&d, k);
        check_moments(o->label, o->mean, o->sd, o->is_skew);
        check_distance(o);
    }
    dc_arena_free(&arena);
}

struct count {
    const char *form, *first;
    double arg[2];
    double (*at)(unsigned k, const double arg[]); /* GSL's probability of k or fewer */
    double mean, sd;
};

static double poisson(unsigned k, const double arg[])
{
    return gsl_cdf_poisson_P(k, arg[0]);
}

static double negbinomial(unsigned k, const double arg[])
{
    return gsl_cdf_negative_binomial_P(k, arg[1] / (arg[0] + arg[1]), arg[1]);
}

static double bernoulli(unsigned k, const double arg[])
{
    return k == 0 ? 1.0 - arg[0] : 1.0;
}

static const struct count counts[] = {
    {"poisson", "mean", {0.37}, poisson, 0.37, 0.60827625302982},
    {"poisson", "mean", {6.25}, poisson, 6.25, 2.5},
    {"poisson", "mean", {1234.5}, poisson, 1234.5, 35.1354521815218},
    {"poisson", "mean", {250000.0}, poisson, 250000.0, 500.0},
    {"negbinomial", "mean", {3.5, 0.75}, negbinomial, 3.5, 4.45346307196246282},
    {"negbinomial", "mean", {40.0, 12.5}, negbinomial, 40.0, 12.9614813968157},
    {"bernoulli", "p", {0.3125}, bernoulli, 0.3125, 0.46351240544347894},
};

static void a_million_counts_fit_theory(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < DC_COUNT_OF(counts); k++) {
        const struct count *c = &counts[k];
        const struct dc_dist d = dist_of(c->form, c->first, c->arg, &arena);
        draw(&d, 100 + k);
        check_moments(c->form, c->mean, c->sd, false);
        expect_near(c->form, "mean", dc_dist_mean(&d), c->mean, 1e-13, 0.0);
        expect_near(c->form, "sd", dc_dist_sd(&d), c->sd, 1e-13, 0.0);
        qsort(x, N, sizeof *x, by_size);
        for (size_t i = 0; i + 1 < N; i++) {
            if (x[i + 1] > x[i]) { /* all draws up to this value */
                expect_near(c->form, "share of draws", ((double)i + 1.0) / N,
                            c->at((unsigned)x[i], c->arg), 0.0, 2.5 / sqrt(N));
            }
        }
    }
    dc_arena_free(&arena);
}

/* 10^6 draws of five values: each share within 4.5 errors. Values unsorted, one twice, one of
 * no weight. */
static void a_table_draws_each_value_by_its_weight(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_bound none = {false, 0.0};
    const double value[] = {7.5, -2.0, 3.25, 7.5, 100.0, 0.5};
    const double weight[] = {1.0, 4.0, 2.5, 0.5, 0.0, 2.0};
    struct dc_dist d;
    assert_null(dc_dist_table(value, weight, 6, none, none, &arena, &d));
    draw(&d, 200);
    const double expected[][2] = {
        {-2.0, 0.4}, {0.5, 0.2}, {3.25, 0.25}, {7.5, 0.15}, {100.0, 0.0}};
    for (size_t j = 0; j < DC_COUNT_OF(expected); j++) {
        double n = 0.0;
        for (size_t i = 0; i < N; i++) {
            n += x[i] == expected[j][0];
        }
        const double p = expected[j][1];
        expect_near("table", "share", n / N, p, 0.0, ERRORS * sqrt(p * (1.0 - p) / N));
    }
    expect_near("table", "mean", dc_dist_mean(&d), 1.2375, 1e-15, 0.0);
    expect_near("table", "sd", dc_dist_sd(&d), 3.34614983974119, 1e-12, 0.0);
    expect_near("table", "cdf", dc_dist_cdf(&d, 3.25), 0.85, 1e-15, 0.0);
    assert_true(dc_dist_cdf(&d, -2.5) == 0.0 && dc_dist_cdf(&d, 7.5) == 1.0);
    dc_arena_free(&arena);
}

/* 0.3 lognormal + 0.7 exponential: Kolmogorov-Smirnov against GSL, mean and sd by hand. */
static double mixture(double at)
{
    return 0.3 * gsl_cdf_lognormal_P(at, 1.3, 0.45) + 0.7 * gsl_cdf_exponential_P(at, 12.5);
}

static void a_mixture_draws_of_each_part_by_its_weight(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const struct dc_bound none = {false, 0.0};
    const double log_arg[] = {1.3, 0.45};
    const double exp_arg[] = {12.5};
    const double weight[] = {3.0, 7.0};
    const struct dc_dist part[] = {dist_of("lognormal", "mu", log_arg, &arena),
                                   dist_of("exponential", "mean", exp_arg, &arena)};
    struct dc_dist d;
    assert_null(dc_dist_mix(part, weight, 2, none, none, &arena, &d));
    draw(&d, 300);
    const double m = 4.06027213624866922;
    const double s = 1.92364400957923716;
    const double mean = 0.3 * m + 0.7 * 12.5;
    const double square = 0.3 * (m * m + s * s) + 0.7 * 2.0 * 12.5 * 12.5;
    check_moments("mixture", mean, sqrt(square - mean * mean), false);
    qsort(x, N, sizeof *x, by_size);
    for (size_t i = 0; i < N; i += 500) {
        expect_near("mixture", "Kolmogorov-Smirnov", mixture(x[i]), ((double)i + 0.5) / N, 0.0,
                    2.5 / sqrt(N));
    }
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_million_draws_of_every_form_fit_theory),
        cmocka_unit_test(a_million_counts_fit_theory),
        cmocka_unit_test(a_table_draws_each_value_by_its_weight),
        cmocka_unit_test(a_mixture_draws_of_each_part_by_its_weight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
