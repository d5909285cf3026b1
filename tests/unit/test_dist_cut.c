/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dist_cut.c - truncation by min= and max= goes through the distribution function, from
 * the nearer tail, however far out; means and deviations are of what is left. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

#include "tests/support/oracle.h"

/* Bounds as quantiles; 0 and 1: none. */
static const double cuts[][2] = {{0.2, 1.0},      {0.0, 0.9},  {0.13, 0.71}, {0.98, 1.0},
                                 {0.999, 0.9999}, {0.0, 1e-6}, {1e-9, 1e-3}, {0.5, 0.50001}};

struct cut_case {
    const struct oracle *o;
    double min, max;
    double below, within, above; /* the oracle's probabilities */
};

static struct cut_case cut_case(const struct oracle *o, const struct dc_dist *whole,
                                const double cut[2])
{
    struct cut_case c = {.o = o, .min = NAN, .max = NAN};
    double lo;
    double hi;
    dc_dist_support(whole, &lo, &hi);
    const double a = cut[0] > 0.0 ? dc_dist_at(whole, cut[0]) : lo;
    const double b = cut[1] < 1.0 ? dc_dist_at(whole, cut[1]) : hi;
    c.min = cut[0] > 0.0 ? a : NAN;
    c.max = cut[1] < 1.0 ? b : NAN;
    c.below = cut[0] > 0.0 ? o->lower(a, o->p) : 0.0;
    c.above = cut[1] < 1.0 ? o->upper(b, o->p) : 0.0;
    c.within = cut[0] > 0.5 ? o->upper(a, o->p) - c.above : 1.0 - c.above - c.below;
    if (cut[1] < 0.5) {
        c.within = o->lower(b, o->p) - c.below;
    }
    return c;
}

/* Every form that may be cut, by each of the cuts. */
static void each_cut(void (*check)(const struct cut_case *c, const struct dc_dist *d))
{
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct oracle *o = &oracles[k];
        const struct dc_dist whole = oracle_dist(o, &arena);
        for (size_t j = 0; !o->is_bounded && j < DC_COUNT_OF(cuts); j++) {
            const struct cut_case c = cut_case(o, &whole, cuts[j]);
            const struct dc_dist d = dist_cut(o->form, o->first, o->arg, c.min, c.max, &arena);
            check(&c, &d);
        }
    }
    dc_arena_free(&arena);
}

/* What the oracle's 1e-12 may make of a probability between two that nearly cancel. */
static double slack(const struct cut_case *c)
{
    return 1e-9 +
           4e-12 / c->within *
               fmin(fmax(c->below, 1e-300) + c->within, fmax(c->above, 1e-300) + c->within);
}

static void check_draw(const struct cut_case *c, const struct dc_dist *d, double u)
{
    const double x = dc_dist_at(d, u);
    const double v = 1.0 - u;
    const double p = (c->o->lower(x, c->o->p) - c->below) / c->within;
    const double q = (c->o->upper(x, c->o->p) - c->above) / c->within;
    assert_true(!(x < c->min) && !(x > c->max));
    /* whichever of the oracle's tails is small has the digits */
    const bool low = c->below + c->within < 0.5 || (c->above + c->within >= 0.5 && u < 0.5);
    expect_near(c->o->label, "probability below the draw", low ? p : 1.0 - q, u, 0.0, slack(c));
    expect_near(c->o->label, "cdf", dc_dist_cdf(d, x), u, 0.0, slack(c));
    expect_near(c->o->label, "upper", dc_dist_upper(d, x), v, 0.0, slack(c));
}

static void check_draws(const struct cut_case *c, const struct dc_dist *d)
{
    for (double u = 1e-12; u < 1.0; u = u < 0.1 ? u * 3.3 : u + 0.0713) {
        check_draw(c, d, u);
    }
    check_draw(c, d, 1.0 - 1e-9);
}

static void draws_keep_the_shape_between_the_bounds(void **state)
{
    (void)state;
    each_cut(check_draws);
}

/* Relative in what is left of the tail: the last uniforms and far bounds keep their digits. */
static void the_tails_left_keep_their_digits(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct oracle *o = &oracles[k];
        if (o->is_bounded) {
            continue;
        }
        const struct dc_dist whole = oracle_dist(o, &arena);
        const double min = dc_dist_at(&whole, 0.37);
        const struct dc_dist high = dist_cut(o->form, o->first, o->arg, min, NAN, &arena);
        const struct dc_dist low = dist_cut(o->form, o->first, o->arg, NAN, min, &arena);
        for (double tail = 1e-12; tail < 0.1; tail *= 7.7) {
            const double u = 1.0 - tail;
            const double x = dc_dist_at(&high, u);
            const double want = (1.0 - u) * o->upper(min, o->p);
            const double far = 1e-9 * fabs(x);
            assert_true(o->upper(x - far, o->p) >= want * (1.0 - 2e-12));
            assert_true(o->upper(x + far, o->p) <= want * (1.0 + 2e-12));
            const double y = dc_dist_at(&low, tail);
            const double near = 1e-9 * (y < 0.0 ? o->sd : y);
            assert_true(o->lower(y - near, o->p) <= tail * o->lower(min, o->p) * (1.0 + 2e-12));
            assert_true(o->lower(y + near, o->p) >= tail * o->lower(min, o->p) * (1.0 - 2e-12));
        }
    }
    dc_arena_free(&arena);
}

struct far_case {
    const char *form, *first;
    double arg[DC_ARG_MAX], at; /* min= */
};

/* From 1e-30 to 1e-200 of the distribution is left. Of forms whose arguments are the oracle's
 * parameters. */
static const struct far_case far[] = {
    {"normal", "mean", {0.0, 1.0}, 12.0},    {"normal", "mean", {5.0, 2.0}, 64.0},
    {"gamma", "shape", {2.5, 1.5}, 130.0},   {"gamma", "shape", {0.2, 1.0}, 400.0},
    {"gamma", "shape", {300.0, 1.0}, 700.0}, {"weibull", "shape", {1.5, 2.0}, 50.0},
    {"lognormal", "mu", {1.0, 0.5}, 4000.0},
};

static void a_bound_far_out_leaves_the_right_tail(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < DC_COUNT_OF(far); k++) {
        const struct far_case *c = &far[k];
        const struct dc_dist d = dist_cut(c->form, c->first, c->arg, c->at, NAN, &arena);
        const struct oracle *o = oracle_of(c->form, c->first);
        const double left = o->upper(c->at, c->arg);
        for (double u = 1e-9; u < 1.0; u = u < 0.1 ? u * 9.0 : u + 0.037) {
            const double x = dc_dist_at(&d, u);
            assert_true(x >= c->at);
            expect_near(c->form, "tail at a draw", o->upper(x, c->arg) / left, 1.0 - u, 1e-8,
                        0.0);
        }
        assert_true(dc_dist_mean(&d) > c->at && dc_dist_sd(&d) > 0.0);
    }
    dc_arena_free(&arena);
}

/* 1 - F of what is left, and (x - min) times it, by the oracle. */
struct integrand {
    const struct cut_case *c;
    double from;
    int power;
};

static double left_above(double x, void *params)
{
    const struct integrand *f = params;
    const double q = (f->c->o->upper(x, f->c->o->p) - f->c->above) / f->c->within;
    return f->power == 1 ? q : 2.0 * (x - f->from) * q;
}

static double integral(struct integrand *f, int power, double to)
{
    gsl_integration_workspace *w = gsl_integration_workspace_alloc(2000);
    gsl_function fn = {left_above, f};
    double sum;
    double error;
    f->power = power;
    gsl_set_error_handler_off();
    if (to == to) {
        gsl_integration_qags(&fn, f->from, to, 0.0, 1e-12, 2000, w, &sum, &error);
    } else {
        gsl_integration_qagiu(&fn, f->from, 0.0, 1e-12, 2000, w, &sum, &error);
    }
    gsl_integration_workspace_free(w);
    return sum;
}

/* E[x] = min + integral of 1 - F, E[(x - min)^2] = integral of 2 (x - min) (1 - F). */
static void check_moments(const struct cut_case *c, const struct dc_dist *d)
{
    if (c->min != c->min || c->within < 0.01) {
        return; /* the integral begins at min= */
    }
    struct integrand f = {c, c->min, 1};
    const double first = integral(&f, 1, c->max);
    const double second = integral(&f, 2, c->max);
    expect_near(c->o->label, "mean of what is left", dc_dist_mean(d), c->min + first, 1e-9,
                0.0);
    expect_near(c->o->label, "sd of what is left", dc_dist_sd(d), sqrt(second - first * first),
                1e-8, 0.0);
}

static void moments_are_of_what_is_left(void **state)
{
    (void)state;
    each_cut(check_moments);
}

/* Johnson, Kotz & Balakrishnan (1994), 13.10: the half normal and the shifted exponential. */
static void known_truncations_have_their_closed_moments(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const double standard[] = {0.0, 3.0};
    const struct dc_dist half = dist_cut("normal", "mean", standard, 0.0, NAN, &arena);
    expect_near("half normal", "mean", dc_dist_mean(&half), 3.0 * 0.79788456080286536, 1e-12,
                0.0);
    expect_near("half normal", "sd", dc_dist_sd(&half), 3.0 * 0.602810274989087, 1e-12, 0.0);
    const double mean[] = {2.5};
    const struct dc_dist late = dist_cut("exponential", "mean", mean, 40.0, NAN, &arena);
    expect_near("late exponential", "mean", dc_dist_mean(&late), 42.5, 1e-12, 0.0);
    expect_near("late exponential", "sd", dc_dist_sd(&late), 2.5, 1e-11, 0.0);
    const double heavy[] = {1.02, 2.0};
    const struct dc_dist pareto = dist_cut("pareto", "shape", heavy, 5.0, NAN, &arena);
    expect_near("pareto 1.02 above 5", "mean", dc_dist_mean(&pareto), 5.0 * 1.02 / 0.02, 2e-8,
                0.0);
    assert_true(dc_dist_sd(&pareto) == INFINITY);
    dc_arena_free(&arena);
}

static void moments_that_do_not_exist_are_infinite_until_cut(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const double heavy[] = {0.9, 2.0};
    const struct dc_dist whole = dist_of("pareto", "shape", heavy, &arena);
    const struct dc_dist cut = dist_cut("pareto", "shape", heavy, NAN, 2e6, &arena);
    assert_true(dc_dist_mean(&whole) == INFINITY && dc_dist_sd(&whole) == INFINITY);
    /* integral of x 0.9 2^0.9 x^-1.9 to b over 1 - (2/b)^0.9 */
    const double part = 0.9 * pow(2.0, 0.9) * (pow(2e6, 0.1) - pow(2.0, 0.1)) / 0.1;
    expect_near("pareto 0.9 to 2e6", "mean", dc_dist_mean(&cut), part / (1.0 - pow(1e-6, 0.9)),
                1e-11, 0.0);
    const double skew[] = {1.0, 20.0, 500.0, 0.0, NAN};
    const struct dc_dist metalog = dist_of("metalog", "p10", skew, &arena);
    assert_true(dc_dist_mean(&metalog) == INFINITY);
    const double down[] = {-500.0, -20.0, -1.0, NAN, 0.0};
    const struct dc_dist mirror = dist_of("metalog", "p10", down, &arena);
    assert_true(dc_dist_mean(&mirror) == -INFINITY);
    dc_arena_free(&arena);
}

static void bounds_that_cut_nothing_change_no_bit(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const double arg[] = {3.0, 1.5};
    const struct dc_dist whole = dist_of("gamma", "mean", arg, &arena);
    const struct dc_dist same = dist_cut("gamma", "mean", arg, -5.0, NAN, &arena);
    for (double u = 0.01; u < 1.0; u += 0.017) {
        assert_true(dc_dist_at(&whole, u) == dc_dist_at(&same, u));
    }
    double lo;
    double hi;
    dc_dist_support(&same, &lo, &hi);
    assert_true(lo == 0.0 && hi == INFINITY);
    const struct dc_dist cut = dist_cut("gamma", "mean", arg, 1.0, 9.0, &arena);
    dc_dist_support(&cut, &lo, &hi);
    assert_true(lo == 1.0 && hi == 9.0);
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_keep_the_shape_between_the_bounds),
        cmocka_unit_test(the_tails_left_keep_their_digits),
        cmocka_unit_test(a_bound_far_out_leaves_the_right_tail),
        cmocka_unit_test(moments_are_of_what_is_left),
        cmocka_unit_test(known_truncations_have_their_closed_moments),
        cmocka_unit_test(moments_that_do_not_exist_are_infinite_until_cut),
        cmocka_unit_test(bounds_that_cut_nothing_change_no_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
