/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_exact.c - the exact functions against the 64-bit mantissas of long double, and those
 * without such a twin against GSL. Errors are in units of the last place of the result. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#include "num/exact.h"
#include "num/kernel.h"
#include "num/special.h"
#include "tests/support/oracle.h"

#define N 300000
#define PI_L 3.14159265358979323846264338327950288L

static double ulps(double observed, long double expected)
{
    int e;
    (void)frexp((double)expected, &e);
    const double unit = fmax(ldexp(1.0, e - 53), 0x1p-1074);
    return (double)(fabsl(observed - expected) / unit);
}

struct range {
    const char *label;
    double (*f)(double x);
    long double (*twin)(long double x);
    double lo, hi;
    bool is_geometric; /* points evenly in the logarithm of |x| */
    double bound;
};

static long double logit_twin(long double p)
{
    return log1pl((2.0L * p - 1.0L) / (1.0L - p));
}

static long double logistic_twin(long double x)
{
    return 1.0L / (1.0L + expl(-x));
}

static long double lower_normal(long double x)
{
    return 0.5L * erfcl(-x / sqrtl(2.0L));
}

static const struct range ranges[] = {
    {"exp", dc_exp, expl, -708.0, 709.0, false, 1.0},
    {"exp near 0", dc_exp, expl, -1.0, 1.0, false, 1.0},
    {"exp of tiny", dc_exp, expl, 1e-300, 1.0, true, 1.0},
    {"exp to subnormal", dc_exp, expl, -745.0, -708.0, false, 1.0},
    {"expm1", dc_expm1, expm1l, -3.0, 3.0, false, 2.0},
    {"expm1, large", dc_expm1, expm1l, -50.0, 709.0, false, 2.0},
    {"expm1, tiny", dc_expm1, expm1l, 1e-300, 1.0, true, 2.0},
    {"expm1, tiny below 0", dc_expm1, expm1l, -1e-300, -1.0, true, 2.0},
    {"log", dc_log, logl, 1e-307, 1e308, true, 1.0},
    {"log near 1", dc_log, logl, 0.5, 2.0, false, 1.0},
    {"log of subnormal", dc_log, logl, 1e-323, 1e-308, true, 1.0},
    {"log1p", dc_log1p, log1pl, -0.999, 3.0, false, 2.0},
    {"log1p, tiny", dc_log1p, log1pl, 1e-300, 1e300, true, 2.0},
    {"log1p, tiny below 0", dc_log1p, log1pl, -1e-300, -0.9999, true, 2.0},
    {"logit", dc_logit, logit_twin, 1e-6, 0.999999, false, 4.0},
    {"logistic", dc_logistic, logistic_twin, -700.0, 40.0, false, 4.0},
};

static void each_is_within_its_bound(void **state)
{
    (void)state;
    for (size_t k = 0; k < DC_COUNT_OF(ranges); k++) {
        const struct range *r = &ranges[k];
        double worst = 0.0;
        double at = 0.0;
        for (uint64_t i = 0; i < N; i++) {
            const double u = uniform_of(k, i);
            const double x =
                r->is_geometric ? r->lo * pow(r->hi / r->lo, u) : r->lo + u * (r->hi - r->lo);
            const double off = ulps(r->f(x), r->twin(x));
            if (off > worst) {
                worst = off;
                at = x;
            }
        }
        if (worst > r->bound) {
            fail_msg("%s: %.3f ulp at %.17g, allowed %.1f", r->label, worst, at, r->bound);
        }
    }
}

static void powers_are_within_one_ulp(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < N; i++) {
        const double spread = i % 3 == 0 ? 1400.0 : i % 3 == 1 ? 2.0 : 1e-6;
        const double x = exp((uniform_of(1, i) - 0.5) * spread);
        const double y = (uniform_of(2, i) - 0.5) * 1400.0 / fabs(log(x));
        const long double want = powl(x, y);
        if (want > 1e-307L && want < 1e308L && ulps(dc_pow(x, y), want) > 1.0) {
            fail_msg("pow(%.17g, %.17g): expected %.20Lg, observed %.17g", x, y, want,
                     dc_pow(x, y));
        }
    }
}

static void edges_are_as_stated(void **state)
{
    (void)state;
    assert_true(dc_exp(-INFINITY) == 0.0 && dc_exp(INFINITY) == INFINITY && dc_exp(0.0) == 1.0);
    assert_true(dc_exp(-800.0) == 0.0 && dc_exp(710.0) == INFINITY && isnan(dc_exp(NAN)));
    assert_true(dc_expm1(-INFINITY) == -1.0 && dc_expm1(INFINITY) == INFINITY);
    assert_true(dc_expm1(0.0) == 0.0 && isnan(dc_expm1(NAN)));
    assert_true(dc_log(0.0) == -INFINITY && dc_log(INFINITY) == INFINITY && dc_log(1.0) == 0.0);
    assert_true(isnan(dc_log(-1.0)) && isnan(dc_log(NAN)));
    assert_true(dc_log1p(-1.0) == -INFINITY && dc_log1p(INFINITY) == INFINITY);
    assert_true(isnan(dc_log1p(-1.5)) && isnan(dc_log1p(NAN)) && dc_log1p(0.0) == 0.0);
    assert_true(dc_logit(0.0) == -INFINITY && dc_logit(1.0) == INFINITY &&
                dc_logit(0.5) == 0.0);
    assert_true(dc_logistic(-INFINITY) == 0.0 && dc_logistic(INFINITY) == 1.0);
    assert_true(dc_logistic(0.0) == 0.5);
    assert_true(dc_pow(0.0, 2.5) == 0.0 && dc_pow(0.0, -2.5) == INFINITY &&
                dc_pow(3.5, 0.0) == 1.0);
    assert_true(dc_pow(0.0, 0.0) == 1.0 && dc_pow(INFINITY, -0.5) == 0.0);
    assert_true(dc_pow(0.5, INFINITY) == 0.0 && dc_pow(2.0, -INFINITY) == 0.0);
    assert_true(dc_pow(0.5, -INFINITY) == INFINITY && isnan(dc_pow(-1.0, 2.0)));
    assert_true(dc_pow(7.0, 2.0) == 49.0 && dc_pow(2.0, 0.5) == sqrt(2.0));
    for (double n = 1.0; n <= 200.0; n += 1.0) {
        assert_true(dc_pow(n, 1.0) == n && dc_pow(n, 2.0) == n * n);
        assert_true(dc_pow(n, 3.0) == n * n * n && dc_pow(n * n, 0.5) == n);
    }
    assert_true(dc_pow(10.0, 400.0) == INFINITY && dc_pow(10.0, -400.0) == 0.0);
    assert_true(dc_normal_cdf(0.0) == 0.5 && dc_normal_quantile(0.5) == 0.0);
    assert_true(dc_normal_cdf(-INFINITY) == 0.0 && dc_normal_cdf(INFINITY) == 1.0);
    assert_true(dc_lgamma(1.0) == 0.0 && dc_lgamma(2.0) == 0.0 && dc_lgamma(0.0) == INFINITY);
}

/* The kernels state where they hold; there they are the functions themselves. */
static void kernels_give_the_same_bits(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < N; i++) {
        const double u = uniform_of(3, i);
        const double x = (u - 0.5) * 1500.0;
        assert_true(dc_bits_of(dc_exp_kernel(x)) == dc_bits_of(dc_exp(x)));
        assert_true(dc_bits_of(dc_log_kernel(u)) == dc_bits_of(dc_log(u)));
        expect_near("-log(1 - u)", "kernel", dc_neg_log_kernel(u, 1.0 - u), -dc_log1p(-u),
                    4e-16, 0.0);
    }
    for (double u = 1e-300; u < 0.5; u *= 1.7) {
        expect_near("-log(1 - u)", "tiny u", dc_neg_log_kernel(u, 1.0 - u), -dc_log1p(-u),
                    4e-16, 0.0);
    }
}

static void the_normal_is_exact_in_both_directions(void **state)
{
    (void)state;
    for (double x = -37.0; x < 8.0; x += 0.0137) {
        expect_near("normal", "cdf", dc_normal_cdf(x), (double)lower_normal(x), 2e-15, 0.0);
    }
    for (uint64_t i = 0; i < N / 4; i++) {
        const double p = exp(-690.0 * uniform_of(4, i) * uniform_of(5, i));
        if (p >= 0.5) {
            continue;
        }
        /* one step of Newton's method in long double from our answer is the true one */
        const long double z = dc_normal_quantile(p);
        const long double density = expl(-z * z / 2.0L) / sqrtl(2.0L * PI_L);
        const long double truth = z - (lower_normal(z) - p) / density;
        expect_near("normal", "quantile", (double)z, (double)truth, 1e-15, 0.0);
        if (p > 1e-9) {
            assert_true(dc_normal_quantile(1.0 - p) == -dc_normal_quantile(1.0 - (1.0 - p)));
        }
    }
    for (double gap = 1e-15; gap < 0.4; gap *= 1.9) { /* near the middle: relative too */
        const double u = 0.5 + gap;
        const double series = (u - 0.5) * 2.50662827463100050242;
        expect_near("normal", "middle", dc_normal_quantile(u), series, gap * gap * 3.0 + 4e-16,
                    0.0);
    }
}

/* The median of a uniform grid of shapes hides nothing: bounds hold for each point. */
static void incomplete_functions_agree_with_gsl(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 40000; i++) {
        const double a = exp(-5.0 + 14.0 * uniform_of(6, i));
        const double b = exp(-5.0 + 14.0 * uniform_of(7, i));
        const double z = 14.0 * (uniform_of(8, i) - 0.5);
        const double x = a * pow(fmax(0.02, 1.0 + z / (3.0 * sqrt(a)) - 1.0 / (9.0 * a)), 3.0);
        const double p = gsl_cdf_gamma_P(x, a, 1.0);
        const double q = gsl_cdf_gamma_Q(x, a, 1.0);
        expect_near("gamma", "p", dc_gamma_p(a, x), p, p > 1e-290 ? 1e-9 : 1.0, 1e-300);
        expect_near("gamma", "q", dc_gamma_q(a, x), q, q > 1e-290 ? 1e-9 : 1.0, 1e-300);
        const double y = uniform_of(9, i);
        expect_near("beta", "p", dc_beta_p(a, b, y), gsl_cdf_beta_P(y, a, b), 1e-8, 1e-250);
    }
}

/* Exact values: P(1, x) = 1 - e^-x, P(1/2, x) = erf(sqrt x), Q(n, x) = e^-x sum x^k / k!;
 * I_x(a, 1) = x^a, I_x(1/2, 1/2) = 2/pi asin(sqrt x). */
static void incomplete_functions_have_their_closed_forms(void **state)
{
    (void)state;
    for (double x = 1e-12; x < 600.0; x *= 1.31) {
        expect_near("gamma", "P(1, x)", dc_gamma_p(1.0, x), -expm1(-x), 1e-14, 0.0);
        expect_near("gamma", "Q(1, x)", dc_gamma_q(1.0, x), exp(-x), 1e-13, 0.0);
        expect_near("gamma", "P(1/2, x)", dc_gamma_p(0.5, x), erf(sqrt(x)), 1e-14, 0.0);
        expect_near("gamma", "Q(1/2, x)", dc_gamma_q(0.5, x), erfc(sqrt(x)), 1e-13, 0.0);
        expect_near("gamma", "Q(3, x)", dc_gamma_q(3.0, x), exp(-x) * (1.0 + x + x * x / 2.0),
                    1e-13, 0.0);
    }
    for (double x = 1e-12; x < 1.0; x = x < 0.5 ? x * 1.31 : x + 0.013) {
        expect_near("beta", "I(2.5, 1)", dc_beta_p(2.5, 1.0, x), pow(x, 2.5), 1e-13, 0.0);
        expect_near("beta", "I(1/2, 1/2)", dc_beta_p(0.5, 0.5, x),
                    2.0 / (double)PI_L * asin(sqrt(x)), 1e-13, 0.0);
        const double many = 12345.0; /* I(1, n) = 1 - (1 - x)^n: the panels */
        expect_near("beta", "I(1, 12345)", dc_beta_p(1.0, many, x), -expm1(many * log1p(-x)),
                    1e-12, 0.0);
    }
}

static void lgamma_is_right_near_its_zeros_and_far(void **state)
{
    (void)state;
    for (double x = 1e-10; x < 1e15; x *= 1.0173) {
        const double want = gsl_sf_lngamma(x);
        expect_near("lgamma", "value", dc_lgamma(x), want, 1e-14,
                    fabs(want) < 1.0 ? 1e-14 : 0.0);
    }
    for (double h = 1e-12; h < 0.3; h *= 2.3) { /* -0.5772 h and 0.4228 h: relative */
        const double euler = 0.57721566490153286;
        const double x = 1.0 + h;
        const double y = 2.0 + h;
        expect_near("lgamma", "1 + h", dc_lgamma(x), -euler * (x - 1.0), h * 2.0 + 1e-15, 0.0);
        expect_near("lgamma", "2 + h", dc_lgamma(y), (1.0 - euler) * (y - 2.0), h * 2.0 + 1e-15,
                    0.0);
    }
}

static void t_quantiles_agree_with_gsl_and_closed_forms(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 4000; i++) {
        const double nu =
            i % 2 ? exp(9.0 * uniform_of(10, i)) : 1.0 + floor(30.0 * uniform_of(11, i));
        const double tail = exp(-25.0 * uniform_of(12, i)) * 0.5;
        const double t = -dc_t_quantile(tail, nu);
        const double x = nu / (nu + t * t);
        expect_near("t", "tail of the quantile", 0.5 * gsl_sf_beta_inc(0.5 * nu, 0.5, x), tail,
                    1e-9, 0.0);
        assert_true(dc_t_quantile(1.0 - tail, nu) == -dc_t_quantile(1.0 - (1.0 - tail), nu));
    }
    for (double u = 1e-9; u < 0.5; u *= 1.7) {
        const double v = 1.0 - u;
        expect_near("t", "nu 1", dc_t_quantile(u, 1.0), (double)(-1.0L / tanl(PI_L * u)), 1e-12,
                    0.0);
        expect_near("t", "nu 2", dc_t_quantile(u, 2.0), (2.0 * u - 1.0) / sqrt(2.0 * u * v),
                    1e-12, 0.0);
    }
    expect_near("t", "97.5% of 9 (tables: 2.262157)", dc_t_quantile(0.975, 9.0),
                2.2621571627982053, 1e-12, 0.0);
    expect_near("t", "many", dc_t_quantile(0.975, 1e12), 1.959963984540054, 1e-11, 0.0);
    assert_true(dc_t_quantile(0.5, 3.0) == 0.0);
}

/* Waits from seconds to centuries; exponents that give normal numbers. */
static void kernels_with_a_domain_of_their_own_give_the_same_bits(void **state)
{
    (void)state;
    assert_true(dc_log1p_kernel(0.0) == 0.0);
    for (uint64_t i = 0; i < 200000; i++) {
        const double wait = ldexp(uniform_of(71, i), (int)(i % 70) - 30);
        const double x = (2.0 * uniform_of(72, i) - 1.0) * DC_EXP_NEAR;
        if (dc_log1p_kernel(wait) != dc_log1p(wait) || dc_exp_near_kernel(x) != dc_exp(x)) {
            fail_msg("log1p(%.17g) or exp(%.17g)", wait, x);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_within_its_bound),
        cmocka_unit_test(powers_are_within_one_ulp),
        cmocka_unit_test(edges_are_as_stated),
        cmocka_unit_test(kernels_give_the_same_bits),
        cmocka_unit_test(the_normal_is_exact_in_both_directions),
        cmocka_unit_test(incomplete_functions_agree_with_gsl),
        cmocka_unit_test(incomplete_functions_have_their_closed_forms),
        cmocka_unit_test(lgamma_is_right_near_its_zeros_and_far),
        cmocka_unit_test(t_quantiles_agree_with_gsl_and_closed_forms),
        cmocka_unit_test(kernels_with_a_domain_of_their_own_give_the_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
