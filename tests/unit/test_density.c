/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_density.c - the curve of distribution.csv against the law behind the sample. */
#include "tests/support/cmocka_all.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "emit/density.h"

static double area(const struct dc_density *curve)
{
    double sum = 0.0;
    for (int i = 1; i < DC_DENSITY_POINTS; i++) {
        sum +=
            0.5 * (curve->density[i] + curve->density[i - 1]) * (curve->x[i] - curve->x[i - 1]);
    }
    return sum;
}

static void assert_area_is_one(const struct dc_density *curve, double within)
{
    if (fabs(area(curve) - 1.0) > within) {
        fail_msg("area: expected 1, observed %.9g", area(curve));
    }
}

/* Normal scores: no chance, so no false alarms; the kernel widens the peak by about 3%. */
static void normal_sample_gives_the_normal_density(void **state)
{
    (void)state;
    enum { N = 4001 };
    static double x[N];
    struct dc_density curve;
    for (int i = 0; i < N; i++) {
        x[i] = 250.0 + 40.0 * gsl_cdf_ugaussian_Pinv((i + 0.5) / N);
    }
    dc_density_of(x, N, -INFINITY, &curve);
    assert_area_is_one(&curve, 1e-4);
    for (int i = 0; i < DC_DENSITY_POINTS; i++) {
        const double expected = gsl_ran_gaussian_pdf(curve.x[i] - 250.0, 40.0);
        if (fabs(curve.density[i] - expected) > 0.03 * gsl_ran_gaussian_pdf(0.0, 40.0)) {
            fail_msg("at %g: expected %g, observed %g", curve.x[i], expected, curve.density[i]);
        }
        const double above = gsl_cdf_gaussian_Q(curve.x[i] - 250.0, 40.0);
        if (fabs(curve.exceedance[i] - above) > 1.0 / N) {
            fail_msg("at %g: expected %g, observed %g", curve.x[i], above, curve.exceedance[i]);
        }
    }
}

static void exceedance_falls_from_one_to_none(void **state)
{
    (void)state;
    const double x[] = {-7.25, -7.25, 0.5, 3.0, 91.0};
    struct dc_density curve;
    dc_density_of(x, 5, -INFINITY, &curve);
    assert_true(curve.exceedance[0] == 1.0);
    assert_true(curve.exceedance[DC_DENSITY_POINTS - 1] == 0.0);
    for (int i = 1; i < DC_DENSITY_POINTS; i++) {
        assert_true(curve.exceedance[i] <= curve.exceedance[i - 1]);
        assert_true(curve.x[i] > curve.x[i - 1]);
    }
    assert_area_is_one(&curve, 0.02);
}

static void equal_values_are_a_narrow_peak(void **state)
{
    (void)state;
    const double same[][3] = {{5e6, 5e6, 5e6}, {0.0, 0.0, 0.0}, {-3.5, -3.5, -3.5}};
    for (size_t i = 0; i < DC_COUNT_OF(same); i++) {
        struct dc_density curve;
        dc_density_of(same[i], 3, -INFINITY, &curve);
        assert_area_is_one(&curve, 0.01);
        assert_true(curve.x[0] < same[i][0] && same[i][0] < curve.x[DC_DENSITY_POINTS - 1]);
    }
}

static void one_far_value_leaves_the_area(void **state)
{
    (void)state;
    enum { N = 500 };
    static double x[N];
    struct dc_density curve;
    for (int i = 0; i < N - 1; i++) {
        x[i] = 0.001 * i;
    }
    x[N - 1] = 1e7;
    dc_density_of(x, N, -INFINITY, &curve);
    assert_area_is_one(&curve, 0.02);
}

static void what_cannot_be_negative_has_no_density_there(void **state)
{
    (void)state;
    enum { N = 2001 };
    static double x[N];
    struct dc_density curve;
    for (int i = 0; i < N; i++) {
        x[i] = -30.0 * log(1.0 - (i + 0.5) / N); /* exponential: all its weight at the border */
    }
    dc_density_of(x, N, 0.0, &curve);
    assert_true(curve.x[0] == 0.0 && curve.exceedance[0] == 1.0);
    assert_area_is_one(&curve, 5e-3);
    if (fabs(curve.density[0] - 1.0 / 30.0) > 0.15 / 30.0) {
        fail_msg("at 0: expected %g, observed %g", 1.0 / 30.0, curve.density[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_sample_gives_the_normal_density),
        cmocka_unit_test(exceedance_falls_from_one_to_none),
        cmocka_unit_test(equal_values_are_a_narrow_peak),
        cmocka_unit_test(one_far_value_leaves_the_area),
        cmocka_unit_test(what_cannot_be_negative_has_no_density_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
