/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dist_quantile.c - every form's quantile against GSL's distribution function (or a
 * published formula), to 1e-9 relative in both tails, 1e-9 of the sd near a quantile of 0. */
#include <string.h>

#include "num/rng.h"
#include "tests/support/oracle.h"

/* What rounding in the oracle's own tails may add to a probability. */
#define ORACLE 2e-12

struct place {
    const char *label;
    double u, v, x, sd;
};

/* Fails unless the oracle's quantile is within 1e-9 of x: relative, or of the sd where the
 * support goes on below 0 and the quantile passes it. */
static void check(const struct oracle *o, const struct place *at, bool passes_zero)
{
    const double far = 1e-9 * (passes_zero && fabs(at->x) < at->sd ? at->sd : fabs(at->x));
    const bool low = at->u <= at->v;
    const double goal = low ? at->u : at->v;
    const double before = low ? o->lower(at->x - far, o->p) : o->upper(at->x + far, o->p);
    const double after = low ? o->lower(at->x + far, o->p) : o->upper(at->x - far, o->p);
    if (!(before <= goal * (1.0 + ORACLE) && after >= goal * (1.0 - ORACLE))) {
        fail_msg("%s: at %s %.17g: x = %.17g, its tail within %.3g of it is %.17g to %.17g",
                 o->label, low ? "u" : "1 - u", goal, at->x, far, before, after);
    }
}

static void every_form_is_right_in_both_tails(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct oracle *o = &oracles[k];
        const struct dc_dist d = oracle_dist(o, &arena);
        double lo;
        double hi;
        dc_dist_support(&d, &lo, &hi);
        for (double p = 1e-12; p < 0.5; p *= 1.0471) {
            const struct place low = {o->label, p, 1.0 - p, dc_dist_at(&d, p), o->sd};
            const double u = 1.0 - p;
            const struct place high = {o->label, u, 1.0 - u, dc_dist_at(&d, u), o->sd};
            check(o, &low, lo < 0.0 && hi > 0.0);
            check(o, &high, lo < 0.0 && hi > 0.0);
        }
    }
    dc_arena_free(&arena);
}

static void the_distribution_function_is_the_oracles(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct oracle *o = &oracles[k];
        const struct dc_dist d = oracle_dist(o, &arena);
        for (uint64_t i = 0; i < 500; i++) {
            const double x = dc_dist_at(&d, uniform_of(k, i));
            expect_near(o->label, "cdf", dc_dist_cdf(&d, x), o->lower(x, o->p), 1e-10, 1e-15);
            expect_near(o->label, "upper", dc_dist_upper(&d, x), o->upper(x, o->p), 1e-10,
                        1e-15);
        }
    }
    dc_arena_free(&arena);
}

static void means_and_deviations_are_the_textbooks(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct dc_dist d = oracle_dist(&oracles[k], &arena);
        expect_near(oracles[k].label, "mean", dc_dist_mean(&d), oracles[k].mean, 1e-12, 0.0);
        expect_near(oracles[k].label, "sd", dc_dist_sd(&d), oracles[k].sd, 1e-12, 0.0);
    }
    dc_arena_free(&arena);
}

/* Neighbouring uniforms, steps of every size. */
static void quantiles_grow_with_u(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct dc_dist d = oracle_dist(&oracles[k], &arena);
        double last = -INFINITY;
        for (int i = 1; i < 200000; i++) {
            const double x = dc_dist_at(&d, i / 200000.0);
            if (!(x >= last)) {
                fail_msg("%s falls at u = %.17g: %.17g after %.17g", oracles[k].label,
                         i / 200000.0, x, last);
            }
            last = x;
        }
        for (uint64_t i = 0; i < 20000; i++) {
            const double u = uniform_of(k, i);
            const double more = u + 1e-12 * u;
            assert_true(more >= 1.0 || dc_dist_at(&d, more) >= dc_dist_at(&d, u));
        }
    }
    dc_arena_free(&arena);
}

static void a_batch_has_the_bits_of_single_draws(void **state)
{
    (void)state;
    enum { N = 1003 };
    static double u[N];
    static double x[N];
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct dc_dist d = oracle_dist(&oracles[k], &arena);
        for (uint64_t i = 0; i < N; i++) {
            u[i] = i % 17 == 0 ? ldexp(uniform_of(k, i), -(int)(i % 50)) : uniform_of(k, i);
            u[i] = i % 19 == 0 ? 1.0 - ldexp(uniform_of(k, i), -(int)(i % 52)) : u[i];
            u[i] = u[i] < 1.0 ? u[i] : dc_uniform(UINT64_MAX);
        }
        u[5] = 0x1p-54;
        u[6] = dc_uniform(UINT64_MAX);
        dc_dist_run(&d, u, x, N);
        for (size_t i = 0; i < N; i++) {
            const double one = dc_dist_at(&d, u[i]);
            if (memcmp(&one, &x[i], sizeof one) != 0) {
                fail_msg("%s at u = %.17g: single %.17g, batch %.17g", oracles[k].label, u[i],
                         one, x[i]);
            }
        }
    }
    dc_arena_free(&arena);
}

/* The smallest and the largest uniform there are. */
static void the_outermost_uniforms_give_finite_values(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct dc_dist d = oracle_dist(&oracles[k], &arena);
        double lo;
        double hi;
        dc_dist_support(&d, &lo, &hi);
        const double first = dc_dist_at(&d, dc_uniform(0));
        const double last = dc_dist_at(&d, dc_uniform(UINT64_MAX));
        if (!(isfinite(first) && isfinite(last) && first >= lo && last <= hi && first < last)) {
            fail_msg("%s: %.17g to %.17g", oracles[k].label, first, last);
        }
    }
    dc_arena_free(&arena);
}

static void percentile_forms_pass_through_their_percentiles(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    const double p90[] = {5.0, 60.0};
    const struct dc_dist a = dist_of("lognormal", "median", p90, &arena);
    const struct dc_dist b = dist_of("lognormal", "p10", p90, &arena);
    expect_near("median", "p50", dc_dist_at(&a, 0.5), 5.0, 1e-14, 0.0);
    expect_near("median", "p90", dc_dist_at(&a, 0.9), 60.0, 1e-14, 0.0);
    expect_near("p10", "p10", dc_dist_at(&b, 0.1), 5.0, 1e-14, 0.0);
    expect_near("p10", "p90", dc_dist_at(&b, 0.9), 60.0, 1e-14, 0.0);
    for (int kind = 0; kind < 4; kind++) {
        const double arg[] = {1.0, 3.0, 7.0, kind & 1 ? 0.0 : NAN, kind & 2 ? 12.0 : NAN};
        const struct dc_dist m = dist_of("metalog", "p10", arg, &arena);
        expect_near("metalog", "p10", dc_dist_at(&m, 0.1), 1.0, 1e-13, 0.0);
        expect_near("metalog", "p50", dc_dist_at(&m, 0.5), 3.0, 1e-13, 0.0);
        expect_near("metalog", "p90", dc_dist_at(&m, 0.9), 7.0, 1e-13, 0.0);
    }
    dc_arena_free(&arena);
}

/* Scaling is what a unit does to a draw. */
static void a_scaled_distribution_is_the_same_times_the_factor(void **state)
{
    (void)state;
    struct dc_arena arena = {0};
    for (size_t k = 0; k < n_oracles; k++) {
        const struct dc_dist d = oracle_dist(&oracles[k], &arena);
        struct dc_dist s = d;
        assert_null(dc_dist_scale(&s, 7.25, &arena));
        for (double u = 0.003; u < 1.0; u += 0.0271) {
            expect_near(oracles[k].label, "scaled", dc_dist_at(&s, u), 7.25 * dc_dist_at(&d, u),
                        1e-13, 1e-13);
        }
        expect_near(oracles[k].label, "scaled mean", dc_dist_mean(&s), 7.25 * oracles[k].mean,
                    1e-12, 0.0);
        expect_near(oracles[k].label, "scaled sd", dc_dist_sd(&s), 7.25 * oracles[k].sd, 1e-12,
                    0.0);
        expect_near(oracles[k].label, "scaled cdf", dc_dist_cdf(&s, dc_dist_at(&s, 0.3)), 0.3,
                    1e-9, 0.0);
    }
    dc_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_right_in_both_tails),
        cmocka_unit_test(the_distribution_function_is_the_oracles),
        cmocka_unit_test(means_and_deviations_are_the_textbooks),
        cmocka_unit_test(quantiles_grow_with_u),
        cmocka_unit_test(a_batch_has_the_bits_of_single_draws),
        cmocka_unit_test(the_outermost_uniforms_give_finite_values),
        cmocka_unit_test(percentile_forms_pass_through_their_percentiles),
        cmocka_unit_test(a_scaled_distribution_is_the_same_times_the_factor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
