/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_fit.c - fits find the parameters that our own data were drawn with.
 *
 * Seeds are fixed; a bound of 4 standard errors errs once in 16,000 estimates. */
#include "tests/support/cmocka_all.h"

#include <math.h>
#include <stdio.h>

#include "num/exact.h"
#include "num/fit.h"
#include "num/rng.h"
#include "num/survival.h"
#include "tests/support/near.h"

enum { N = 3000 };

static double uniform(uint64_t number, uint64_t purpose)
{
    const struct dc_key key = {20260131, 77};
    return dc_uniform(dc_rng_at(key, 0, number, purpose, 0).w[0]);
}

/* Of weibull(shape 1.37, scale 41), its logarithm's exponent as the others need it. */
static double draw(enum dc_fit_family family, uint64_t i)
{
    const double u = uniform(i, 1);
    switch (family) {
    case DC_FIT_EXPONENTIAL:
        return -37.5 * dc_log(u);
    case DC_FIT_WEIBULL:
        return 41.0 * dc_pow(-dc_log(u), 1.0 / 1.37);
    case DC_FIT_GAMMA: /* shape 3: the sum of three exponential times */
        return -11.5 * (dc_log(u) + dc_log(uniform(i, 2)) + dc_log(uniform(i, 3)));
    case DC_FIT_LOGNORMAL:
        return dc_exp(3.31 + 0.83 * dc_normal_quantile(u));
    case DC_FIT_LOGLOGISTIC:
        return 27.0 * dc_pow(u / (1.0 - u), 1.0 / 2.3);
    case DC_N_FIT_FAMILIES:
        break;
    }
    return 1.0;
}
static const double truth[DC_N_FIT_FAMILIES][2] = {
    {37.5, 0.0}, {1.37, 41.0}, {3.0, 11.5}, {3.31, 0.83}, {2.3, 27.0}};

static void assert_truth(const struct dc_fit *fit)
{
    for (unsigned k = 0; k < fit->n_par; k++) {
        char what[64];
        snprintf(what, sizeof what, "%s %s", dc_fit_name(fit->family),
                 dc_fit_argument(fit->family, k));
        assert_within(what, fit->par[k], truth[fit->family][k], 4.0 * fit->se[k]);
        assert_within("standard error", fit->se[k], 0.04 * fit->par[k], 0.039 * fit->par[k]);
    }
}

/* Censored at a uniform time, entered late by another: what a CRM export sees. */
static size_t sample_draw(enum dc_fit_family family, struct dc_obs obs[N])
{
    size_t n = 0;
    for (uint64_t i = 0; i < N; i++) {
        const double t = draw(family, i);
        const double limit = 90.0 * uniform(i, 4) + 5.0;
        const double entry = i % 3 == 0 ? 20.0 * uniform(i, 5) : 0.0;
        const double x = fmin(t, limit);
        if (x > entry) {
            obs[n++] = (struct dc_obs){x, entry, 1.0, t <= limit, 0.0};
        }
    }
    return n;
}

static void censored_and_truncated_fits_find_the_truth(void **state)
{
    (void)state;
    static struct dc_obs obs[N];
    for (unsigned f = 0; f < DC_N_FIT_FAMILIES; f++) {
        struct dc_fit fit;
        const struct dc_sample sample = {.obs = obs, .n = sample_draw(f, obs)};
        assert_true(dc_fit_ml(&sample, f, &fit));
        assert_truth(&fit);
    }
}

static void a_fit_that_forgets_the_censoring_is_far_off(void **state)
{
    (void)state;
    static struct dc_obs obs[N];
    struct dc_fit fit;
    const struct dc_sample sample = {.obs = obs, .n = sample_draw(DC_FIT_WEIBULL, obs)};
    for (size_t i = 0; i < sample.n; i++) {
        obs[i].is_event = true;
    }
    assert_true(dc_fit_ml(&sample, DC_FIT_WEIBULL, &fit));
    assert_true(fabs(fit.par[1] - 41.0) > 8.0 * fit.se[1]);
}

static void capped_data_show_the_whole_family(void **state)
{
    (void)state;
    static struct dc_obs obs[N];
    struct dc_fit fit;
    struct dc_sample sample = {.obs = obs, .low = 9.0, .cap = 61.0};
    for (uint64_t i = 0; i < N; i++) {
        const double x = draw(DC_FIT_LOGNORMAL, i);
        if (x > 9.0 && x <= 61.0) {
            obs[sample.n++] = (struct dc_obs){x, 0.0, 1.0, true, 0.0};
        }
    }
    assert_true(dc_fit_ml(&sample, DC_FIT_LOGNORMAL, &fit));
    assert_within("mu", fit.par[0], 3.31, 4.0 * fit.se[0]);
    assert_within("sigma", fit.par[1], 0.83, 4.0 * fit.se[1]);
    assert_within("nothing above the cap", dc_fit_survival(&fit, &sample, 61.0), 0.0, 1e-12);
    assert_within("all above the floor", dc_fit_survival(&fit, &sample, 9.0), 1.0, 1e-12);
}

static void a_never_closing_share_is_found(void **state)
{
    (void)state;
    static struct dc_obs obs[N];
    struct dc_fit fit;
    for (uint64_t i = 0; i < N; i++) {
        const bool closes = uniform(i, 6) < 0.31;
        const double t = draw(DC_FIT_LOGNORMAL, i);
        const double limit = 200.0 * uniform(i, 4);
        obs[i] = (struct dc_obs){closes ? fmin(t, limit) : limit, 0.0, 1.0,
                                 closes && t <= limit, 0.0};
    }
    const struct dc_sample sample = {.obs = obs, .n = N};
    assert_true(dc_fit_cure(&sample, DC_FIT_LOGNORMAL, &fit));
    assert_within("share", fit.share, 0.31, 4.0 * fit.se_share);
    assert_within("mu", fit.par[0], 3.31, 4.0 * fit.se[0]);
    assert_true(fit.se_share < 0.03);
}

static void weights_are_repeats(void **state)
{
    (void)state;
    const struct dc_obs one[] = {
        {3.5, 0, 2, true, 0}, {8.0, 0, 1, true, 0}, {13.0, 0, 3, false, 0}};
    const struct dc_obs each[] = {{3.5, 0, 1, true, 0}, {13.0, 0, 1, false, 0},
                                  {8.0, 0, 1, true, 0}, {13.0, 0, 1, false, 0},
                                  {3.5, 0, 1, true, 0}, {13.0, 0, 1, false, 0}};
    struct dc_fit a;
    struct dc_fit b;
    assert_true(dc_fit_ml(&(struct dc_sample){.obs = one, .n = 3}, DC_FIT_WEIBULL, &a));
    assert_true(dc_fit_ml(&(struct dc_sample){.obs = each, .n = 6}, DC_FIT_WEIBULL, &b));
    assert_within("log-likelihood", a.loglik, b.loglik, 1e-10);
    assert_within("shape", a.par[0], b.par[0], 1e-9);
}

/* Differences of the logarithms, near and far from the middle. */
static void scores_are_slopes(void **state)
{
    (void)state;
    static const double x[] = {0.03, 4.7, 38.0, 611.0};
    const double h = 1e-6;
    for (unsigned f = 0; f < DC_N_FIT_FAMILIES; f++) {
        const unsigned n = f == DC_FIT_EXPONENTIAL ? 1 : 2;
        const double theta[2] = {f == DC_FIT_EXPONENTIAL || f == DC_FIT_LOGNORMAL ? 3.4 : 0.31,
                                 f == DC_FIT_LOGNORMAL ? -0.2 : 3.3};
        for (size_t i = 0; i < DC_COUNT_OF(x); i++) {
            double density[2];
            double survival[2];
            const double log_x = dc_log(x[i]);
            const bool has = dc_fit_score_density(f, theta, log_x, density) &&
                             dc_fit_score_survival(f, theta, log_x, survival);
            assert_int_equal(has, f != DC_FIT_GAMMA);
            for (unsigned k = 0; has && k < n; k++) {
                double up[2] = {theta[0], theta[1]};
                double down[2] = {theta[0], theta[1]};
                up[k] += h;
                down[k] -= h;
                const double d = (dc_fit_log_density(f, up, x[i], log_x) -
                                  dc_fit_log_density(f, down, x[i], log_x)) /
                                 (2.0 * h);
                const double s = (dc_fit_log_survival(f, up, x[i], log_x) -
                                  dc_fit_log_survival(f, down, x[i], log_x)) /
                                 (2.0 * h);
                assert_within(dc_fit_name(f), density[k], d, 1e-6 * (1.0 + fabs(d)));
                assert_within(dc_fit_name(f), survival[k], s, 1e-6 * (1.0 + fabs(s)));
            }
        }
    }
}

static void what_cannot_be_fitted_is_refused(void **state)
{
    (void)state;
    const struct dc_obs same[] = {{7, 0, 1, true, 0}, {7, 0, 1, true, 0}, {7, 0, 1, true, 0}};
    const struct dc_obs open[] = {{7, 0, 1, false, 0}, {9, 0, 1, false, 0}};
    struct dc_fit fit;
    assert_false(dc_fit_ml(&(struct dc_sample){.obs = same, .n = 3}, DC_FIT_WEIBULL, &fit));
    assert_false(dc_fit_ml(&(struct dc_sample){.obs = open, .n = 2}, DC_FIT_LOGNORMAL, &fit));
    assert_false(dc_fit_ml(&(struct dc_sample){.obs = open, .n = 0}, DC_FIT_EXPONENTIAL, &fit));
}

/* Without censoring the curve is the share that is left, and its errors are binomial. */
static void the_curve_of_complete_data_is_a_share(void **state)
{
    (void)state;
    struct dc_end end[] = {
        {5, 0, 1, 0}, {2, 0, 2, 0}, {9, 0, 1, 0}, {5, 0, 2, 0}, {7, 0, 1, 0}};
    struct dc_survival_step step[5];
    size_t n;
    assert_true(dc_survival_curve(end, 5, step, &n));
    assert_int_equal(n, 4);
    assert_within("survival", step[1].survival, 0.4, 1e-15);
    assert_within("Greenwood", step[1].se, sqrt(0.4 * 0.6 / 5.0), 1e-15);
    assert_within("first cause", step[3].share[0], 0.6, 1e-15);
    assert_within("second cause", step[3].share[1], 0.4, 1e-15);
    assert_within("its error", step[3].se_share[1], sqrt(0.4 * 0.6 / 5.0), 1e-12);
}

/* A worked example by hand: 4 at risk at 2 (one entered at 1), censored at 3, entered at 4. */
static void late_entries_are_at_risk_only_then(void **state)
{
    (void)state;
    struct dc_end end[] = {
        {2, 0, 1, 0}, {3, 0, 0, 0}, {6, 1, 1, 0}, {8, 0, 2, 0}, {9, 4, 1, 0}};
    struct dc_survival_step step[5];
    size_t n;
    assert_true(dc_survival_curve(end, 5, step, &n));
    assert_int_equal(n, 4);
    assert_within("at risk at 2", step[0].n_risk, 4.0, 0.0);
    assert_within("at risk at 6", step[1].n_risk, 3.0, 0.0);
    assert_within("survival at 6", step[1].survival, 0.75 * 2.0 / 3.0, 1e-15);
    assert_within("second cause at 8", step[2].share[1], 0.5 * 0.5, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(censored_and_truncated_fits_find_the_truth),
        cmocka_unit_test(a_fit_that_forgets_the_censoring_is_far_off),
        cmocka_unit_test(capped_data_show_the_whole_family),
        cmocka_unit_test(a_never_closing_share_is_found),
        cmocka_unit_test(weights_are_repeats),
        cmocka_unit_test(scores_are_slopes),
        cmocka_unit_test(what_cannot_be_fitted_is_refused),
        cmocka_unit_test(the_curve_of_complete_data_is_a_share),
        cmocka_unit_test(late_entries_are_at_risk_only_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
