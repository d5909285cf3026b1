/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_dist_mixture.c - a mixture's quantile inverts the weighted sum of its parts'
 * distribution functions, jumps and gaps included. */
#include "tests/support/oracle.h"

#define PARTS 4

struct mixture {
    struct dc_arena arena;
    struct dc_dist part[PARTS], d;
    double weight[PARTS];
    size_t n;
};

static const struct dc_bound none = {false, 0.0};

static void part_add(struct mixture *m, double weight, struct dc_dist d)
{
    m->weight[m->n] = weight;
    m->part[m->n++] = d;
}

static void part_of(struct mixture *m, double weight, const char *form, const char *first,
                    double a, double b)
{
    const double arg[] = {a, b, 0.0, 1.0, 0.0, 0.0};
    part_add(m, weight, dist_of(form, first, arg, &m->arena));
}

/* The sum over parts just below x, at x, and above. */
static double mix(const struct mixture *m, double x,
                  double (*f)(const struct dc_dist *, double))
{
    double sum = 0.0;
    double total = 0.0;
    for (size_t i = 0; i < m->n; i++) {
        sum += m->weight[i] * f(&m->part[i], x);
        total += m->weight[i];
    }
    return sum / total;
}

static void check_at(const char *label, const struct mixture *m, double u, double scale)
{
    const double x = dc_dist_at(&m->d, u);
    const double far = fmax(1e-9 * fmax(fabs(x), scale), 1e-300); /* more than a jump at x */
    const bool low = u < 0.5;
    const double goal = low ? u : 1.0 - u;
    const double more = 1.0 + 1e-11 + 4e-16 / goal;
    const double before = low ? mix(m, x - far, dc_dist_cdf) : mix(m, x - far, dc_dist_upper);
    const double after = low ? mix(m, x + far, dc_dist_cdf) : mix(m, x + far, dc_dist_upper);
    if (low ? !(before <= goal * more && after * more >= goal)
            : !(before * more >= goal && after <= goal * more)) {
        fail_msg("%s: at %s %.17g: x = %.17g, tails around it %.17g, %.17g", label,
                 low ? "u" : "1 - u", goal, x, before, after);
    }
}

static void check_mixture(const char *label, struct mixture *m, double mean, double sd,
                          double scale)
{
    const char *wrong = dc_dist_mix(m->part, m->weight, m->n, none, none, &m->arena, &m->d);
    if (wrong != NULL) {
        fail_msg("%s: %s", label, wrong);
    }
    for (double p = 1e-12; p < 0.5; p *= 1.0171) {
        check_at(label, m, p, scale);
        check_at(label, m, 1.0 - p, scale);
    }
    double last = -INFINITY;
    for (int i = 1; i < 100000; i++) {
        const double x = dc_dist_at(&m->d, i / 100000.0);
        assert_true(x >= last);
        last = x;
    }
    expect_near(label, "mean", dc_dist_mean(&m->d), mean, 1e-12, 1e-15);
    expect_near(label, "sd", dc_dist_sd(&m->d), sd, 1e-12, 0.0);
    dc_arena_free(&m->arena);
}

static void mixtures_of_smooth_parts_are_right(void **state)
{
    (void)state;
    struct mixture a = {0};
    part_of(&a, 0.7, "lognormal", "mean", 5.0, 5.0);
    part_of(&a, 0.3, "gamma", "mean", 20.0, 3.0);
    check_mixture("lognormal and gamma", &a, 9.5,
                  sqrt(0.7 * (25.0 + 20.25) + 0.3 * (9.0 + 110.25)), 0.0);
    struct mixture b = {0};
    part_of(&b, 2.0, "normal", "mean", 0.0, 1.0);
    part_of(&b, 1.0, "normal", "mean", 100.0, 1.0);
    check_mixture("two far normals", &b, 100.0 / 3.0, sqrt(1.0 + 20000.0 / 9.0), 40.0);
    struct mixture c = {0};
    part_of(&c, 0.6, "gamma", "shape", 0.1, 1.0);
    part_of(&c, 0.4, "exponential", "mean", 3.0, 0.0);
    check_mixture("small shape and exponential", &c, 1.26,
                  sqrt(0.6 * (0.1 + 1.16 * 1.16) + 0.4 * (9.0 + 1.74 * 1.74)), 0.0);
    struct mixture d = {0};
    part_of(&d, 0.5, "beta", "alpha", 3.0, 3.0);
    part_of(&d, 0.5, "normal", "mean", 0.5, 1e-3);
    check_mixture("beta and spike", &d, 0.5, sqrt(0.5 / 28.0 + 0.5e-6), 0.16);
}

static void mixtures_with_jumps_and_gaps_are_right(void **state)
{
    (void)state;
    struct mixture a = {0};
    part_add(&a, 0.9, dc_dist_constant(0.0));
    part_of(&a, 0.1, "lognormal", "mean", 5.0, 5.0);
    check_mixture("mostly nothing", &a, 0.5, sqrt(0.1 * 50.0 - 0.25), 0.0);
    struct mixture b = {0};
    part_of(&b, 0.5, "uniform", "min", 0.0, 1.0);
    part_of(&b, 0.5, "uniform", "min", 100.0, 101.0);
    check_mixture("gap", &b, 50.5, sqrt(1.0 / 12.0 + 2500.0), 0.0);
    struct mixture c = {0};
    part_of(&c, 0.7, "lognormal", "mean", 5.0, 5.0);
    part_of(&c, 0.3, "poisson", "mean", 4.0, 0.0);
    check_mixture("with a count", &c, 4.7, sqrt(0.7 * (25.0 + 0.09) + 0.3 * (4.0 + 0.49)), 0.0);
    struct mixture d = {0};
    part_of(&d, 0.4, "uniform", "min", -10.0, -5.0);
    part_of(&d, 0.6, "uniform", "min", -2.0, -1.0);
    check_mixture("below 0", &d, -3.9,
                  sqrt(0.4 * (25.0 / 12.0 + 3.6 * 3.6) + 0.6 * (1.0 / 12.0 + 2.4 * 2.4)), 0.0);
    struct mixture e = {0};
    part_of(&e, 0.25, "poisson", "mean", 4.0, 0.0);
    part_add(&e, 0.5, dc_dist_constant(2.5));
    part_of(&e, 0.25, "bernoulli", "p", 0.3, 0.0);
    check_mixture("all discrete", &e, 2.325,
                  sqrt(0.25 * (4.0 + 1.675 * 1.675) + 0.5 * 0.175 * 0.175 +
                       0.25 * (0.21 + 2.025 * 2.025)),
                  0.0);
}

static void a_jump_is_drawn_exactly(void **state)
{
    (void)state;
    struct mixture m = {0};
    part_add(&m, 0.5, dc_dist_constant(0.1)); /* not exp(log(0.1)) */
    part_of(&m, 0.5, "uniform", "min", 1.0, 2.0);
    assert_null(dc_dist_mix(m.part, m.weight, m.n, none, none, &m.arena, &m.d));
    for (double u = 0.01; u < 0.5; u += 0.01) {
        assert_true(dc_dist_at(&m.d, u) == 0.1);
    }
    assert_true(dc_dist_at(&m.d, 0.5 + 1e-12) >= 1.0);
    dc_arena_free(&m.arena);
}

static void truncation_weighs_the_parts_by_what_is_left(void **state)
{
    (void)state;
    struct mixture m = {0};
    part_of(&m, 0.5, "normal", "mean", 0.0, 1.0);
    part_of(&m, 0.5, "normal", "mean", 5.0, 1.0);
    const struct dc_bound zero = {true, 0.0};
    assert_null(dc_dist_mix(m.part, m.weight, m.n, zero, none, &m.arena, &m.d));
    const double left = 0.25 + 0.5 * 0.99999971334842812;
    for (double u = 0.001; u < 1.0; u += 0.013) {
        const double x = dc_dist_at(&m.d, u);
        const double p = (mix(&m, x, dc_dist_cdf) - (1.0 - left)) / left;
        expect_near("truncated mixture", "probability", p, u, 0.0, 1e-9);
    }
    /* 0.25 of a half normal, 0.5 of the other, which loses 2.87e-7 below 0 */
    const double other = 5.0 * 0.99999971334842812 + 1.4867195147342977e-06;
    expect_near("truncated mixture", "mean", dc_dist_mean(&m.d),
                (0.25 * 0.79788456080286536 + 0.5 * other) / left, 1e-11, 0.0);
    assert_string_equal(
        dc_dist_mix(m.part, m.weight, 2, (struct dc_bound){true, 60.0}, none, &m.arena, &m.d),
        "the weights leave nothing of the mixture");
    dc_arena_free(&m.arena);
}

static void parts_without_weight_and_single_parts_vanish(void **state)
{
    (void)state;
    struct mixture m = {0};
    part_of(&m, 0.0, "normal", "mean", 50.0, 1.0);
    part_of(&m, 2.0, "gamma", "mean", 5.0, 1.0);
    assert_null(dc_dist_mix(m.part, m.weight, m.n, none, none, &m.arena, &m.d));
    for (double u = 0.01; u < 1.0; u += 0.07) {
        assert_true(dc_dist_at(&m.d, u) == dc_dist_at(&m.part[1], u));
    }
    assert_string_equal(dc_dist_mix(m.part, m.weight, 0, none, none, &m.arena, &m.d),
                        "a mixture needs a part");
    m.weight[1] = -1.0;
    assert_string_equal(dc_dist_mix(m.part, m.weight, 2, none, none, &m.arena, &m.d),
                        "a weight must be 0 or more");
    m.weight[1] = 0.0;
    assert_string_equal(dc_dist_mix(m.part, m.weight, 2, none, none, &m.arena, &m.d),
                        "the weights leave nothing of the mixture");
    part_of(&m, 1.0, "poisson", "mean", 1e9, 0.0);
    m.weight[1] = 1.0;
    assert_non_null(dc_dist_mix(m.part, m.weight, 3, none, none, &m.arena, &m.d));
    dc_arena_free(&m.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mixtures_of_smooth_parts_are_right),
        cmocka_unit_test(mixtures_with_jumps_and_gaps_are_right),
        cmocka_unit_test(a_jump_is_drawn_exactly),
        cmocka_unit_test(truncation_weighs_the_parts_by_what_is_left),
        cmocka_unit_test(parts_without_weight_and_single_parts_vanish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
