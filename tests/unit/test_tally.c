/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_tally.c - columns and what they come to, against GSL and the formulas. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "tally/quantile.h"
#include "tally/tally.h"
#include "tests/support/cmocka_all.h"
#include "tests/support/near.h"
#include "tests/support/toy.h"

#define N 1000

struct fixture {
    struct toy toy;
    struct dc_tally *tally;
    double x[N]; /* bookings */
};

static int setup(void **state)
{
    struct fixture *const f = calloc(1, sizeof *f);
    toy_new(&f->toy);
    f->tally = dc_tally_new(&f->toy.model, 0, N);
    for (uint64_t i = 0; i < N; i++) {
        const uint64_t r = i * 773 % N; /* any order will do */
        toy_vary(&f->toy, r);
        f->x[r] = f->toy.month[7].bookings_money;
        assert_true(dc_tally_add(f->tally, r, &f->toy.record));
    }
    dc_tally_close(f->tally, N);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *const f = *state;
    dc_tally_free(f->tally);
    free(f);
    return 0;
}

static uint32_t row_of(const struct fixture *f, const char *metric, const char *segment)
{
    const uint32_t i = dc_tally_find(f->tally, metric, segment, NULL, -1);
    assert_int_not_equal(i, UINT32_MAX);
    return i;
}

static void a_column_holds_each_replication_in_its_place(void **state)
{
    const struct fixture *const f = *state;
    const uint32_t i = row_of(f, "bookings", NULL);
    double column[N], x;
    assert_int_equal(dc_tally_n(f->tally), N);
    assert_int_equal(dc_tally_column(f->tally, i, column), N);
    for (uint64_t r = 0; r < N; r++) {
        assert_true(dc_tally_value(f->tally, i, r, &x));
        assert_true(x == f->x[r] && column[r] == f->x[r]);
    }
    assert_false(dc_tally_value(f->tally, i, N, &x));
}

static void statistics_equal_gsl(void **state)
{
    struct fixture *const f = *state;
    struct dc_stats s;
    double sorted[N];
    assert_int_equal(dc_tally_stats(f->tally, row_of(f, "bookings", NULL), &s), DC_OK);
    const double mean = gsl_stats_mean(f->x, 1, N);
    const double sd = gsl_stats_sd(f->x, 1, N);
    const double half = gsl_cdf_tdist_Pinv(0.975, N - 1) * sd / sqrt(N);
    memcpy(sorted, f->x, sizeof sorted);
    gsl_sort(sorted, 1, N);
    assert_int_equal(s.n, N);
    assert_true(s.has_spread);
    assert_near("mean", s.mean, mean, 1e-13);
    assert_near("sd", s.sd, sd, 1e-13);
    assert_near("ci_low", s.ci_low, mean - half, 1e-12);
    assert_near("ci_high", s.ci_high, mean + half, 1e-12);
    const double levels[] = {0, .05, .1, .25, .5, .75, .9, .95, 1};
    const double *const observed = &s.min;
    for (int k = 0; k < 9; k++) {
        assert_near("quantile", observed[k],
                    gsl_stats_quantile_from_sorted_data(sorted, 1, N, levels[k]), 1e-13);
    }
}

static void a_metric_missing_in_k_replications_says_so(void **state)
{
    struct fixture *const f = *state;
    struct dc_stats s;
    double values[N], x;
    uint64_t n = 0;
    const uint32_t i = row_of(f, "average_deal", NULL);
    for (uint64_t r = TOY_WITHOUT; r < N; r++) {
        values[n++] = f->x[r] / (double)(3 + r % 17);
    }
    assert_int_equal(dc_tally_stats(f->tally, i, &s), DC_OK);
    assert_int_equal(s.n, N - TOY_WITHOUT);
    assert_near("mean", s.mean, gsl_stats_mean(values, 1, n), 1e-13);
    assert_near("ci_high", s.ci_high - s.mean,
                gsl_cdf_tdist_Pinv(0.975, (double)n - 1) * gsl_stats_sd(values, 1, n) /
                    sqrt((double)n),
                1e-11);
    assert_false(dc_tally_value(f->tally, i, TOY_WITHOUT - 1, &x));
    assert_true(dc_tally_value(f->tally, i, TOY_WITHOUT, &x));
}

static void all_values_of_a_row_are_those_asked_for_one_by_one(void **state)
{
    struct fixture *const f = *state;
    const uint32_t i = row_of(f, "average_deal", NULL);
    double x[N], one;
    bool has[N];
    assert_int_equal(dc_tally_values(f->tally, i, N - 7, x, has), N - 7 - TOY_WITHOUT);
    for (uint64_t r = 0; r < N - 7; r++) {
        assert_int_equal(has[r], dc_tally_value(f->tally, i, r, &one));
        assert_true(x[r] == (has[r] ? one : 0.0));
    }
}

static void a_metric_without_any_value_has_n_0(void **state)
{
    struct fixture *const f = *state;
    struct dc_stats s;
    struct dc_tail tail;
    const uint32_t i = row_of(f, "retention", "smb"); /* one-off */
    assert_int_equal(dc_tally_stats(f->tally, i, &s), DC_OK);
    assert_int_equal(s.n, 0);
    assert_false(s.has_spread);
    assert_int_equal(dc_tally_tail(f->tally, i, DC_CVAR95, &tail), DC_OK);
    assert_int_equal(tail.n, 0);
}

static void one_replication_has_a_mean_and_no_interval(void **state)
{
    struct fixture *const f = *state;
    struct dc_stats s;
    struct dc_tail tail;
    dc_tally_close(f->tally, 1);
    assert_int_equal(dc_tally_stats(f->tally, row_of(f, "bookings", NULL), &s), DC_OK);
    assert_int_equal(s.n, 1);
    assert_false(s.has_spread);
    assert_true(s.mean == f->x[0] && s.min == f->x[0] && s.p90 == f->x[0]);
    assert_int_equal(dc_tally_tail(f->tally, row_of(f, "bookings", NULL), DC_VAR95, &tail),
                     DC_OK);
    assert_true(tail.n == 1 && tail.estimate == f->x[0] && !tail.has_interval);
}

static void only_counted_replications_count(void **state)
{
    struct fixture *const f = *state;
    struct dc_stats s;
    dc_tally_close(f->tally, 640);
    assert_int_equal(dc_tally_stats(f->tally, row_of(f, "bookings", NULL), &s), DC_OK);
    assert_int_equal(s.n, 640);
    assert_near("mean", s.mean, gsl_stats_mean(f->x, 1, 640), 1e-13);
}

/* var95: the 5% quantile between its order statistics; cvar95: the mean of the 50 lowest,
 * standard error from the influence function written out. */
static void tail_risk_equals_its_formulas(void **state)
{
    struct fixture *const f = *state;
    struct dc_tail var, cvar;
    double sorted[N], z[N], lowest = 0.0;
    uint64_t low, high;
    const uint32_t i = row_of(f, "bookings", NULL);
    assert_int_equal(dc_tally_tail(f->tally, i, DC_VAR95, &var), DC_OK);
    assert_int_equal(dc_tally_tail(f->tally, i, DC_CVAR95, &cvar), DC_OK);
    memcpy(sorted, f->x, sizeof sorted);
    gsl_sort(sorted, 1, N);
    const double q = gsl_stats_quantile_from_sorted_data(sorted, 1, N, 0.05);
    for (int k = 0; k < N; k++) {
        lowest += k < 50 ? sorted[k] / 50.0 : 0.0;
        z[k] = q - fmax(0.0, q - sorted[k]) / 0.05;
    }
    const double half = gsl_cdf_tdist_Pinv(0.975, N - 1) * gsl_stats_sd(z, 1, N) / sqrt(N);
    assert_true(dc_quantile_ranks(N, 0.05, 0.95, &low, &high));
    assert_near("var95", var.estimate, q, 1e-13);
    assert_true(var.ci_low == sorted[low - 1] && var.ci_high == sorted[high - 1]);
    assert_near("cvar95", cvar.estimate, lowest, 1e-12);
    assert_near("low", cvar.ci_low, lowest - half, 1e-11);
    assert_near("high", cvar.ci_high, lowest + half, 1e-11);
    assert_string_equal(dc_tail_suffix(DC_CVAR95), ".cvar95");
}

/* 400 samples of 500 standard normals: the 5% quantile is -1.6449, the mean below it
 * -2.0627. At 95% coverage the count has sd 4.4; 360 is 4.6 of them away. */
static void tail_intervals_cover_the_truth(void **state)
{
    struct fixture *const f = *state;
    enum { EXPERIMENTS = 400, SAMPLE = 500 };
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    int n_var = 0, n_cvar = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        struct dc_tail t;
        for (uint64_t r = 0; r < SAMPLE; r++) {
            f->toy.month[7].bookings_money = gsl_ran_gaussian(rng, 1.0);
            assert_true(dc_tally_add(f->tally, r, &f->toy.record));
        }
        dc_tally_close(f->tally, SAMPLE);
        assert_int_equal(dc_tally_tail(f->tally, row_of(f, "bookings", NULL), DC_VAR95, &t),
                         DC_OK);
        n_var += t.ci_low <= -1.644854 && -1.644854 <= t.ci_high;
        assert_int_equal(dc_tally_tail(f->tally, row_of(f, "bookings", NULL), DC_CVAR95, &t),
                         DC_OK);
        n_cvar += t.ci_low <= -2.062713 && -2.062713 <= t.ci_high;
    }
    gsl_rng_free(rng);
    print_message("var95 covered %d, cvar95 %d of %d\n", n_var, n_cvar, EXPERIMENTS);
    if (n_var < 360 || n_cvar < 350) {
        fail_msg("var95 covered %d, cvar95 %d of %d", n_var, n_cvar, EXPERIMENTS);
    }
}

static void rep_periods_add_up_by_bin(void **state)
{
    const struct fixture *const f = *state;
    const uint64_t *const bins = dc_tally_attainment(f->tally, 0);
    assert_int_equal(bins[3], 2 * N); /* 0 + 1 + 2 + 3 + 4 in five replications */
    assert_int_equal(bins[9], 23 * N);
    assert_int_equal(bins[10], 12 * N);
    assert_int_equal(dc_tally_attainment(f->tally, 1)[9], 0);
}

static void the_last_replication_may_be_added_again(void **state)
{
    struct fixture *const f = *state;
    struct dc_tally *const tally = dc_tally_new(&f->toy.model, 0, N);
    for (uint64_t r = 0; r < 100; r++) {
        f->toy.bins[5] = 1000; /* cut short: to be replaced */
        assert_true(dc_tally_add(tally, r, &f->toy.record));
        f->toy.bins[5] = (uint32_t)r;
        assert_true(dc_tally_add(tally, r, &f->toy.record));
    }
    dc_tally_close(tally, 100);
    assert_int_equal(dc_tally_attainment(tally, 0)[5], 99 * 50);
    assert_int_equal(dc_tally_attainment(tally, 0)[9], 2300);
    dc_tally_free(tally);
}

static void a_block_survives_writing_and_reading(void **state)
{
    struct fixture *const f = *state;
    struct dc_tally *const other = dc_tally_new(&f->toy.model, 0, N);
    void *const bytes = malloc(dc_tally_block_size(f->tally));
    for (uint64_t b = 0; b < (N + 63) / 64; b++) {
        dc_tally_block_write(f->tally, b, bytes);
        assert_true(dc_tally_block_read(other, b, bytes));
    }
    dc_tally_close(other, N);
    for (uint32_t i = 0; i < dc_tally_n_rows(other); i++) {
        double a[N], b[N];
        const uint64_t n = dc_tally_column(f->tally, i, a);
        assert_int_equal(dc_tally_column(other, i, b), n);
        assert_memory_equal(a, b, n * sizeof *a);
    }
    assert_memory_equal(dc_tally_attainment(f->tally, 0), dc_tally_attainment(other, 0),
                        2 * DC_ATTAINMENT_BINS * sizeof(uint64_t));
    free(bytes);
    dc_tally_free(other);
}

static void zero_has_no_sign(void **state)
{
    struct fixture *const f = *state;
    double x;
    f->toy.record.npv_money = -0.0;
    assert_true(dc_tally_add(f->tally, 0, &f->toy.record));
    assert_true(dc_tally_value(f->tally, row_of(f, "npv", NULL), 0, &x));
    assert_true(x == 0.0 && !signbit(x));
}

static void what_is_not_finite_or_absurd_is_no_value(void **state)
{
    struct fixture *const f = *state;
    double x;
    f->toy.record.npv_money = INFINITY;
    assert_true(dc_tally_add(f->tally, 0, &f->toy.record));
    assert_false(dc_tally_value(f->tally, row_of(f, "npv", NULL), 0, &x));
    f->toy.record.npv_money = NAN;
    assert_true(dc_tally_add(f->tally, 0, &f->toy.record));
    assert_false(dc_tally_value(f->tally, row_of(f, "npv", NULL), 0, &x));
    f->toy.record.npv_money = -1e200;
    assert_true(dc_tally_add(f->tally, 0, &f->toy.record));
    assert_false(dc_tally_value(f->tally, row_of(f, "npv", NULL), 0, &x));
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(a_column_holds_each_replication_in_its_place),
        WITH(statistics_equal_gsl),
        WITH(a_metric_missing_in_k_replications_says_so),
        WITH(all_values_of_a_row_are_those_asked_for_one_by_one),
        WITH(a_metric_without_any_value_has_n_0),
        WITH(one_replication_has_a_mean_and_no_interval),
        WITH(only_counted_replications_count),
        WITH(tail_risk_equals_its_formulas),
        WITH(tail_intervals_cover_the_truth),
        WITH(rep_periods_add_up_by_bin),
        WITH(the_last_replication_may_be_added_again),
        WITH(a_block_survives_writing_and_reading),
        WITH(zero_has_no_sign),
        WITH(what_is_not_finite_or_absurd_is_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
