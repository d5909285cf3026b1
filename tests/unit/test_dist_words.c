/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dist_words.c - what cannot be a distribution says why; what leaves one value is that
 * value; what is extreme is right or says that it is out of range. */
#include <string.h>

#include "num/exact.h"
#include "num/special.h"
#include "tests/support/oracle.h"

struct bad {
    const char *form, *first;
    double arg[5], min, max;
    const char *words; /* how the answer begins */
};

#define NO_CUT NAN, NAN
static const struct bad bads[] = {
    {"uniform", "min", {5.0, 3.0}, NO_CUT, "max must not be below min"},
    {"uniform", "min", {-1e308, 1.7e308}, NO_CUT, "max is out of range"},
    {"uniform", "min", {1.0, 3.0}, 2.0, NAN, "min and max: the distribution is bounded"},
    {"triangular", "min", {1.0, 5.0, 3.0}, NO_CUT, "mode must be between min and max"},
    {"triangular", "min", {4.0, 4.5, 3.0}, NO_CUT, "max must not be below min"},
    {"pert", "min", {1.0, 2.0, 3.0, -1.0}, NO_CUT, "shape is out of range"},
    {"pert", "min", {1.0, 0.5, 3.0, 4.0}, NO_CUT, "mode must be between min and max"},
    {"pert", "min", {1.0, 2.0, 3.0, 4.0}, NAN, 2.0, "min and max: the distribution is bounded"},
    {"normal", "mean", {1.0, -0.5}, NO_CUT, "sd must be 0 or more"},
    {"normal", "mean", {NAN, 1.0}, NO_CUT, "an argument is not a finite number"},
    {"normal", "mean", {0.0, INFINITY}, NO_CUT, "an argument is not a finite number"},
    {"normal", "mean", {0.0, 1.0}, 3.0, 3.0, "max must be above min"},
    {"normal", "mean", {0.0, 1.0}, 60.0, NAN, "min and max leave nothing of the distribution"},
    {"lognormal", "mean", {-4.0, 1.0}, NO_CUT, "mean must be above 0"},
    {"lognormal", "mean", {4.0, -1.0}, NO_CUT, "sd must be 0 or more"},
    {"lognormal", "mean", {1e-300, 1e300}, NO_CUT, "sd is out of range for this mean"},
    {"lognormal", "mu", {900.0, 1.0}, NO_CUT, "mu is out of range"},
    {"lognormal", "mu", {1.0, -1.0}, NO_CUT, "sigma must be 0 or more"},
    {"lognormal", "median", {60.0, 5.0}, NO_CUT, "p90 must be above the median"},
    {"lognormal", "median", {0.0, 5.0}, NO_CUT, "median must be above 0"},
    {"lognormal", "p10", {60.0, 5.0}, NO_CUT, "p90 must be above p10"},
    {"lognormal", "p10", {-1.0, 5.0}, NO_CUT, "p10 must be above 0"},
    {"lognormal",
     "mean",
     {3.0, 1.0},
     -9.0,
     -1.0,
     "min and max leave nothing of the distribution"},
    {"gamma", "mean", {0.0, 1.0}, NO_CUT, "mean must be above 0"},
    {"gamma", "mean", {1.0, -1.0}, NO_CUT, "sd must be 0 or more"},
    {"gamma", "mean", {1.0, 1e-9}, NO_CUT, "sd is out of range"},
    {"gamma", "mean", {1.0, 1e4}, NO_CUT, "sd is out of range"},
    {"gamma", "shape", {-2.0, 1.0}, NO_CUT, "shape must be above 0"},
    {"gamma", "shape", {1e-7, 1.0}, NO_CUT, "shape is out of range"},
    {"gamma", "shape", {1e16, 1.0}, NO_CUT, "shape is out of range"},
    {"gamma", "shape", {2.0, 0.0}, NO_CUT, "scale must be above 0"},
    {"weibull", "shape", {0.0, 1.0}, NO_CUT, "shape must be above 0"},
    {"weibull", "shape", {1e-4, 1.0}, NO_CUT, "shape is out of range"},
    {"weibull", "mean", {1.0, 1e9}, NO_CUT, "sd is out of range"},
    {"loglogistic", "shape", {2.0, -1.0}, NO_CUT, "scale must be above 0"},
    {"pareto", "shape", {-2.0, 1.0}, NO_CUT, "shape must be above 0"},
    {"exponential", "mean", {-2.0}, NO_CUT, "mean must be 0 or more"},
    {"beta", "alpha", {0.0, 1.0, 0.0, 1.0}, NO_CUT, "alpha must be above 0"},
    {"beta", "alpha", {1.0, -1.0, 0.0, 1.0}, NO_CUT, "beta must be above 0"},
    {"beta", "alpha", {1e13, 1.0, 0.0, 1.0}, NO_CUT, "alpha is out of range"},
    {"beta", "alpha", {1.0, 1.0, 3.0, 2.0}, NO_CUT, "high must be above low"},
    {"beta", "mean", {0.5, 0.6, 0.0, 1.0}, NO_CUT, "sd is too large"},
    {"beta", "mean", {1.5, 0.1, 0.0, 1.0}, NO_CUT, "mean must be between low and high"},
    {"beta", "mean", {0.5, 1e-9, 0.0, 1.0}, NO_CUT, "sd is out of range"},
    {"beta", "successes", {-1.0, 5.0, 0.0, 1.0}, NO_CUT, "successes must be 0 or more"},
    {"beta", "successes", {6.0, 5.0, 0.0, 1.0}, NO_CUT, "trials must not be fewer"},
    {"metalog", "p10", {1.0, 0.5, 7.0, NAN, NAN}, NO_CUT, "p10, p50 and p90 must increase"},
    {"metalog", "p10", {1.0, 1.5, 7.0, NAN, NAN}, NO_CUT, "p50 is too near p10 or p90"},
    {"metalog", "p10", {1.0, 6.5, 7.0, NAN, NAN}, NO_CUT, "p50 is too near p10 or p90"},
    {"metalog", "p10", {1.0, 1.01, 7.0, 0.0, NAN}, NO_CUT, "p50 is too near p10 or p90"},
    {"metalog", "p10", {1.0, 3.0, 7.0, 1.0, NAN}, NO_CUT, "low must be below p10"},
    {"metalog", "p10", {1.0, 3.0, 7.0, NAN, 6.0}, NO_CUT, "high must be above p90"},
    {"poisson", "mean", {-1.0}, NO_CUT, "mean must be 0 or more"},
    {"poisson", "mean", {1e13}, NO_CUT, "mean is out of range"},
    {"poisson", "mean", {3.0}, 1.0, NAN, "min and max truncate continuous distributions only"},
    {"negbinomial", "mean", {3.0, 0.0}, NO_CUT, "dispersion must be above 0"},
    {"negbinomial", "mean", {3.0, 1e-9}, NO_CUT, "dispersion is out of range"},
    {"bernoulli", "p", {1.5}, NO_CUT, "p must be between 0 and 1"},
};

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < DC_COUNT_OF(bads); k++) {
        const struct bad *b = &bads[k];
        struct dc_dist d;
        const struct dc_bound min = {b->min == b->min, b->min};
        const struct dc_bound max = {b->max == b->max, b->max};
        const char *said =
            dc_dist_solve(form_of(b->form, b->first), b->arg, min, max, &arena, &d);
        if (said == NULL || strncmp(said, b->words, strlen(b->words)) != 0) {
            fail_msg("%s(%s = %g, %g): expected `%s`, observed `%s`", b->form, b->first,
                     b->arg[0], b->arg[1], b->words, said != NULL ? said : "a distribution");
        }
    }
    dc_arena_free(&arena);
}

struct point {
    const char *form, *first;
    double arg[5], x;
};
static const struct point points[] = {
    {"uniform", "min", {4.5, 4.5}, 4.5},
    {"triangular", "min", {-1.5, -1.5, -1.5}, -1.5},
    {"pert", "min", {2.5, 2.5, 2.5, 4.0}, 2.5},
    {"normal", "mean", {-3.5, 0.0}, -3.5},
    {"lognormal", "mean", {20000.0, 0.0}, 20000.0},
    {"lognormal", "mean", {0.0, 0.0}, 0.0},
    {"lognormal", "median", {7.0, 7.0}, 7.0},
    {"lognormal", "p10", {7.0, 7.0}, 7.0},
    {"gamma", "mean", {3.0, 0.0}, 3.0},
    {"weibull", "mean", {3.0, 0.0}, 3.0},
    {"exponential", "mean", {0.0}, 0.0},
    {"beta", "mean", {0.25, 0.0, 0.0, 1.0}, 0.25},
    {"beta", "mean", {1.0, 0.0, 0.0, 1.0}, 1.0},
    {"beta", "alpha", {2.0, 3.0, 6.0, 6.0}, 6.0},
    {"metalog", "p10", {5.0, 5.0, 5.0, NAN, NAN}, 5.0},
    {"poisson", "mean", {0.0}, 0.0},
    {"negbinomial", "mean", {0.0, 2.0}, 0.0},
    {"bernoulli", "p", {0.0}, 0.0},
    {"bernoulli", "p", {1.0}, 1.0},
};

static void a_form_of_one_value_is_that_value(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < DC_COUNT_OF(points); k++) {
        const struct point *p = &points[k];
        const struct dc_dist d = dist_of(p->form, p->first, p->arg, &arena);
        assert_true(dc_dist_is_constant(&d));
        for (double u = 0x1p-54; u < 1.0; u = u < 0.1 ? u * 1e4 : u + 0.2) {
            expect_near(p->form, "draw", dc_dist_at(&d, u), p->x, 0.0, 0.0);
        }
        expect_near(p->form, "mean", dc_dist_mean(&d), p->x, 0.0, 0.0);
        expect_near(p->form, "sd", dc_dist_sd(&d), 0.0, 0.0, 0.0);
        assert_true(dc_dist_cdf(&d, p->x) == 1.0 && dc_dist_upper(&d, p->x) == 0.0);
        double x;
        dc_dist_run(&d, &(double){0.3}, &x, 1);
        assert_true(x == p->x);
    }
    const double sd0[] = {5.0, 0.0};
    struct dc_dist d;
    const struct dc_bound six = {true, 6.0};
    assert_non_null(
        dc_dist_solve(form_of("normal", "mean"), sd0, six, (struct dc_bound){0}, &arena, &d));
    dc_arena_free(&arena);
}

struct extreme {
    const char *form, *first;
    double arg[5];
};
static const struct extreme extremes[] = {
    {"gamma", "shape", {0.01, 1.0}},
    {"gamma", "shape", {1e-4, 1.0}},
    {"gamma", "shape", {1e6, 1.0}},
    {"gamma", "shape", {1e15, 1.0}},
    {"gamma", "mean", {1e-9, 1e-9}},
    {"gamma", "mean", {1e12, 1e12}},
    {"gamma", "mean", {1e12, 1e6}},
    {"lognormal", "mean", {1e-9, 1e-9}},
    {"lognormal", "mean", {1e12, 1e15}},
    {"lognormal", "mean", {1.0, 1e-7}},
    {"lognormal", "mu", {700.0, 0.1}},
    {"lognormal", "mu", {0.0, 80.0}},
    {"weibull", "shape", {0.01, 1.0}},
    {"weibull", "shape", {1e6, 1.0}},
    {"weibull", "mean", {1e12, 1e6}},
    {"weibull", "mean", {5.0, 5e6}},
    {"loglogistic", "shape", {0.02, 1.0}},
    {"loglogistic", "shape", {1e9, 5.0}},
    {"pareto", "shape", {1e-3, 1.0}},
    {"pareto", "shape", {1e9, 1e12}},
    {"exponential", "mean", {1e-300}},
    {"exponential", "mean", {1e300}},
    {"normal", "mean", {1e12, 1e-3}},
    {"normal", "mean", {0.0, 1e300}},
    {"beta", "alpha", {0.01, 0.01, 0.0, 1.0}},
    {"beta", "alpha", {1e-3, 1e-3, 0.0, 1.0}},
    {"beta", "alpha", {1e-3, 1e12, 0.0, 1.0}},
    {"beta", "alpha", {1e12, 1e12, -1e6, 1e6}},
    {"beta", "alpha", {1e6, 1.0, 0.0, 1.0}},
    {"beta", "successes", {0.0, 0.0, 0.0, 1.0}},
    {"beta", "successes", {1e10, 1e11, 0.0, 1.0}},
    {"beta", "mean", {1e-6, 1e-6, 0.0, 1.0}},
    {"pert", "min", {0.0, 0.0, 1.0, 4.0}},
    {"pert", "min", {0.0, 0.5, 1.0, 0.0}},
    {"pert", "min", {-1e12, 3.0, 1e12, 1e9}},
    {"metalog", "p10", {1.0, 2.0, 6.9, NAN, NAN}},
    {"metalog", "p10", {1e-9, 1e-6, 1.0, 0.0, NAN}},
    {"poisson", "mean", {1e-9}},
    {"poisson", "mean", {1e8}},
    {"poisson", "mean", {1e12}},
    {"negbinomial", "mean", {1e-9, 1e-3}},
    {"negbinomial", "mean", {1e8, 0.5}},
    {"negbinomial", "mean", {50.0, 1e12}},
    {"negbinomial", "mean", {1e12, 1e12}},
    {"negbinomial", "mean", {1e6, 1e-3}},
    {"bernoulli", "p", {1e-300}},
    {"bernoulli", "p", {0.9999999999999999}},
};

/* Round trip through our own distribution function: no oracle reaches this far. Where rounding
 * of x itself moves the probability by more, that much is allowed. */
static void check_round_trip(const struct extreme *e, const struct dc_dist *d, double u)
{
    const double x = dc_dist_at(d, u);
    double lo;
    double hi;
    dc_dist_support(d, &lo, &hi);
    if (!(x >= lo && x <= hi && x == x)) {
        fail_msg("%s(%g, %g): draw %.17g at %.17g", e->form, e->arg[0], e->arg[1], x, u);
    }
    const double near_zero = lo < 0.0 && hi > 0.0 ? dc_dist_sd(d) : 0.0;
    const double far = 1e-9 * fmax(fabs(x), near_zero);
    const double goal = u <= 0.5 ? u : 1.0 - u;
    const double a = u <= 0.5 ? dc_dist_cdf(d, x - far) : dc_dist_upper(d, x + far);
    const double b = u <= 0.5 ? dc_dist_cdf(d, x + far) : dc_dist_upper(d, x - far);
    const bool at_end = x - far <= lo || x + far >= hi || x < 1e-290 || d->family->is_count;
    if (!at_end && !(a <= goal * (1.0 + 1e-10) && b >= goal * (1.0 - 1e-10))) {
        fail_msg("%s(%g, %g): at %.17g the draw %.17g has tails %.17g to %.17g", e->form,
                 e->arg[0], e->arg[1], u, x, a, b);
    }
}

static void extremes_are_right_to_the_last_uniform(void **state)
{
    (void)state;
    for (size_t k = 0; k < DC_COUNT_OF(extremes); k++) {
        const struct extreme *e = &extremes[k];
        struct dc_arena arena = {0};
        const struct dc_dist d = dist_of(e->form, e->first, e->arg, &arena);
        double last = -INFINITY;
        for (int i = 0; i < 4000; i++) {
            const double tail = pow(10.0, -16.0 + (i % 2000) * 0.00785);
            check_round_trip(e, &d, i < 2000 ? tail : 1.0 - tail);
        }
        for (int i = 1; i < 10000; i++) {
            const double x = dc_dist_at(&d, i / 10000.0);
            if (!(x >= last)) {
                fail_msg("%s(%g, %g) falls at %g: %.17g after %.17g", e->form, e->arg[0],
                         e->arg[1], i / 10000.0, x, last);
            }
            last = x;
        }
        const double mean = dc_dist_mean(&d);
        const double sd = dc_dist_sd(&d);
        assert_true(mean == mean && sd >= 0.0);
        dc_arena_free(&arena);
    }
}

static void optional_arguments_have_their_stated_values(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
        for (size_t i = 0; i < DC_ARG_MAX && f->arg[i] != NULL; i++) {
            assert_true(f->optional[i] || f->missing[i] == 0.0);
            assert_true(i == 0 || !f->optional[i - 1] ||
                        f->optional[i]); /* optional ones last */
        }
        assert_non_null(f->doc);
        assert_true((f->solve == NULL) == (f->arg[0] == NULL));
    }
    assert_true(form_of("pert", "min")->missing[3] == 4.0);
    assert_true(form_of("beta", "mean")->missing[3] == 1.0);
    assert_true(isnan(form_of("metalog", "p10")->missing[4]));
    dc_arena_free(&arena);
}

static void draws_stay_within_the_range_that_is_set(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const double arg[] = {0.5, 0.4};
    struct dc_dist d = dist_of("normal", "mean", arg, &arena);
    d.lo = 0.0;
    d.hi = 1.0;
    double u[200];
    double x[200];
    for (int i = 0; i < 200; i++) {
        u[i] = (i + 0.5) / 200.0;
    }
    dc_dist_run(&d, u, x, 200);
    for (int i = 0; i < 200; i++) {
        assert_true(x[i] >= 0.0 && x[i] <= 1.0 && x[i] == dc_dist_at(&d, u[i]));
    }
    assert_true(x[0] == 0.0 && x[199] == 1.0);
    expect_near("normal", "mean before the range", dc_dist_mean(&d), 0.5, 0.0, 0.0);
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_form_of_one_value_is_that_value),
        cmocka_unit_test(extremes_are_right_to_the_last_uniform),
        cmocka_unit_test(optional_arguments_have_their_stated_values),
        cmocka_unit_test(draws_stay_within_the_range_that_is_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
