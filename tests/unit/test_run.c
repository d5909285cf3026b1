/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_run.c - the same results whoever computes them; cases in order; failures said once.
 * Linked with --wrap=dc_path_run. */
#include <pthread.h>
#include <string.h>

#include "path/path.h"
#include "tests/support/paths.h"
#include "tests/support/runs.h"

static void any_number_of_threads_gives_the_same_columns(void **state)
{
    struct runs *const f = *state;
    static const int threads[] = {2, 3, 8};
    runs_add(f, 3, 301);
    runs_add(f, 4, 64);
    runs_add(f, 5, 1);
    const uint64_t one = runs_digest(f, &(struct dc_run_options){.threads = 1});
    for (size_t i = 0; i < 3; i++) {
        const uint64_t d = runs_digest(f, &(struct dc_run_options){.threads = threads[i]});
        if (d != one) {
            fail_msg("%d threads: expected %lx, observed %lx", threads[i], (unsigned long)one,
                     (unsigned long)d);
        }
    }
}

/* The runner's columns are what paths leave, one after the other. */
static void columns_are_those_of_plain_paths(void **state)
{
    struct runs *const f = *state;
    const struct dc_record *record;
    runs_add(f, 3, 130);
    struct dc_results *const results =
        runs_run(f, &(struct dc_run_options){.threads = 3}, DC_OK);
    struct dc_tally *const plain = dc_tally_new(f->model[0], 1, 130);
    struct dc_path *const path = dc_path_new(f->model[0]);
    for (uint64_t r = 0; r < 130; r++) {
        assert_int_equal(dc_path_begin(path, r), DC_OK);
        assert_int_equal(dc_path_run(path, 1, NULL, &record), DC_OK);
        assert_true(dc_tally_add(plain, r, record));
    }
    dc_tally_close(plain, 130);
    for (uint32_t i = 0; i < dc_tally_n_rows(plain); i++) {
        double a[130], b[130];
        const uint64_t n = dc_tally_column(plain, i, a);
        assert_int_equal(dc_tally_column(dc_results_tally(results, 0, 1), i, b), n);
        assert_memory_equal(a, b, n * sizeof *a);
    }
    dc_path_free(path);
    dc_tally_free(plain);
    dc_results_free(results);
}

static bool is_same(const struct dc_stats *a, const struct dc_stats *b)
{
    return a->n == b->n && a->has_spread == b->has_spread && a->mean == b->mean &&
           a->sd == b->sd && a->ci_low == b->ci_low && a->ci_high == b->ci_high &&
           a->min == b->min && a->p5 == b->p5 && a->p10 == b->p10 && a->p25 == b->p25 &&
           a->p50 == b->p50 && a->p75 == b->p75 && a->p90 == b->p90 && a->p95 == b->p95 &&
           a->max == b->max;
}

/* 1,500 replications of 100 rows are more values than one thread sums up alone. */
static void statistics_worked_out_together_are_those_worked_out_one_by_one(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 1500);
    struct dc_results *const results =
        runs_run(f, &(struct dc_run_options){.threads = 2}, DC_OK);
    const struct dc_tally *const tally = dc_results_tally(results, 0, 1);
    const uint32_t n = dc_tally_n_rows(tally);
    assert_true(n >= 100);
    struct dc_stats *const expected = calloc(n, sizeof *expected);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(dc_tally_stats(tally, i, &expected[i]), DC_OK);
    }
    dc_results_sum_up(results, 3);
    for (uint32_t i = 0; i < n; i++) {
        struct dc_stats observed;
        assert_int_equal(dc_tally_stats(tally, i, &observed), DC_OK);
        if (!is_same(&observed, &expected[i])) {
            fail_msg("row %u: expected a mean of %.17g and a median of %.17g, observed %.17g "
                     "and %.17g",
                     i, expected[i].mean, expected[i].p50, observed.mean, observed.p50);
        }
    }
    free(expected);
    dc_results_free(results);
}

static void progress_goes_forward_to_all_and_not_too_often(void **state)
{
    struct runs *const f = *state;
    struct runs_watch w = runs_watch_here();
    runs_add(f, 3, 640);
    runs_add(f, 4, 640);
    dc_results_free(runs_run(
        f, &(struct dc_run_options){.threads = 3, .progress = runs_see, .self = &w}, DC_OK));
    assert_false(w.went_back);
    assert_int_equal(w.last.n_done, 4 * 640);
    assert_int_equal(w.last.n_all, 4 * 640);
    assert_int_equal(w.last.n_cases_done, 2);
    const double seconds = (double)(w.latest.tv_sec - w.first.tv_sec) +
                           1e-9 * (double)(w.latest.tv_nsec - w.first.tv_nsec);
    assert_true(w.n_calls <= 3 + (unsigned)(10.0 * seconds));
}

struct delivery {
    size_t next;
    uint64_t n_used;
    const struct dc_tally *seen[8];
    size_t fail_at;
};

static enum dc_status deliver(void *self, size_t i_case, const struct dc_results *results)
{
    struct delivery *const d = self;
    assert_int_equal(i_case, d->next);
    d->next++;
    d->seen[i_case] = dc_results_tally(results, i_case, 0);
    assert_int_equal(dc_results_status(results, i_case), DC_OK);
    assert_non_null(d->seen[i_case]);
    d->n_used += dc_results_replications(results, i_case);
    return i_case == d->fail_at ? DC_FAILED : DC_OK;
}

static void cases_are_delivered_in_order_and_forgotten(void **state)
{
    struct runs *const f = *state;
    struct delivery d = {.fail_at = SIZE_MAX};
    for (unsigned i = 0; i < 8; i++) {
        runs_add(f, i, i % 2 == 0 ? 200 : 3);
    }
    struct dc_results *const results = runs_run(
        f,
        &(struct dc_run_options){.threads = 3, .on_case = deliver, .self = &d, .forget = true},
        DC_OK);
    assert_int_equal(d.next, 8);
    assert_int_equal(d.n_used, 4 * 203);
    assert_null(dc_results_tally(results, 3, 0));
    assert_int_equal(dc_results_status(results, 3), DC_OK);
    dc_results_free(results);
}

static void a_refused_delivery_ends_the_run(void **state)
{
    struct runs *const f = *state;
    struct delivery d = {.fail_at = 1};
    for (unsigned i = 0; i < 5; i++) {
        runs_add(f, i, 70);
    }
    const struct dc_run_options options = {
        .threads = 2, .on_case = deliver, .self = &d, .forget = true};
    assert_null(runs_run(f, &options, DC_FAILED));
    assert_int_equal(d.next, 2);
}

static void a_case_that_fails_ends_the_run_and_is_said_once(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 200);
    runs_add(f, 4, 200);
    paths_fail(f->model[1], 77);
    assert_null(runs_run(f, &(struct dc_run_options){.threads = 3}, DC_FAILED));
    assert_int_equal(dc_diags_errors(f->diags), 1);
    assert_string_equal(dc_diags_at(f->diags, 0)->text,
                        "case-1: more deals are open than anybody can count");
    paths_fail(NULL, 0);
}

struct verdict {
    enum dc_status status[3];
    size_t n;
};

static enum dc_status note(void *self, size_t i_case, const struct dc_results *results)
{
    struct verdict *const v = self;
    v->status[i_case] = dc_results_status(results, i_case);
    assert_true((dc_results_tally(results, i_case, 0) != NULL) == (v->status[i_case] == DC_OK));
    v->n++;
    return DC_OK;
}

static void a_case_that_fails_does_not_stop_others_that_keep_going(void **state)
{
    struct runs *const f = *state;
    struct verdict v = {{DC_OK, DC_OK, DC_OK}, 0};
    for (unsigned i = 0; i < 3; i++) {
        runs_add(f, i, 150);
    }
    paths_fail(f->model[1], 30);
    struct dc_results *const results = runs_run(
        f,
        &(struct dc_run_options){.threads = 3, .on_case = note, .self = &v, .keep_going = true},
        DC_OK);
    assert_int_equal(v.n, 3);
    assert_int_equal(v.status[0], DC_OK);
    assert_int_equal(v.status[1], DC_FAILED);
    assert_int_equal(v.status[2], DC_OK);
    assert_int_equal(dc_diags_errors(f->diags), 1);
    dc_results_free(results);
    paths_fail(NULL, 0);
}

static void no_replications_is_a_complete_case(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 0);
    struct dc_results *const results =
        runs_run(f, &(struct dc_run_options){.threads = 2}, DC_OK);
    struct dc_stats s;
    assert_int_equal(dc_tally_stats(dc_results_tally(results, 0, 0), 0, &s), DC_OK);
    assert_int_equal(s.n, 0);
    dc_results_free(results);
}

static void precision_stops_at_the_same_number_for_any_threads(void **state)
{
    struct runs *const f = *state;
    uint64_t wanted = 0;
    runs_add(f, 3, 6000);
    for (int threads = 1; threads <= 8; threads += threads == 1 ? 1 : 3) {
        struct dc_results *const results =
            runs_run(f,
                     &(struct dc_run_options){
                         .threads = threads, .precision = 0.012, .metric = "bookings"},
                     DC_OK);
        const uint64_t n = dc_results_replications(results, 0);
        print_message("%d threads: %lu replications\n", threads, (unsigned long)n);
        assert_true(dc_results_reached(results, 0));
        assert_true(n % 64 == 0 && n < 6000 && n >= 512);
        assert_true(wanted == 0 || n == wanted);
        wanted = n;
        for (uint32_t t = 0; t < 2; t++) {
            struct dc_stats s;
            const struct dc_tally *const tally = dc_results_tally(results, 0, t);
            const uint32_t i = dc_tally_find(tally, "bookings", NULL, NULL, -1);
            assert_int_equal(dc_tally_stats(tally, i, &s), DC_OK);
            assert_int_equal(s.n, n);
            assert_true(s.ci_high - s.mean <= 0.012 * s.mean);
        }
        dc_results_free(results);
    }
}

static void precision_out_of_reach_uses_all(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 700);
    struct dc_results *const results =
        runs_run(f, &(struct dc_run_options){.threads = 2, .precision = 1e-6}, DC_OK);
    assert_false(dc_results_reached(results, 0));
    assert_int_equal(dc_results_replications(results, 0), 700);
    dc_results_free(results);
}

static void precision_of_an_unknown_metric_is_refused(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 70);
    runs_run(f, &(struct dc_run_options){.precision = 0.1, .metric = "joy"}, DC_BAD_INPUT);
    runs_run(f, &(struct dc_run_options){.precision = 0.1, .metric = "stage_wait.dance"},
             DC_BAD_INPUT);
    assert_int_equal(dc_diags_errors(f->diags), 2);
}

struct one_run {
    struct runs *f;
    struct dc_plan *plan;
    uint64_t digest;
};

static void *run_one(void *self)
{
    struct one_run *const one = self;
    struct dc_diags *const diags = dc_diags_new();
    struct dc_results *results = NULL;
    if (dc_run(one->plan, &(struct dc_run_options){.threads = 2}, diags, &results) == DC_OK) {
        one->digest = runs_digest_of(results);
    }
    dc_results_free(results);
    dc_diags_free(diags);
    return NULL;
}

static void two_threads_run_two_models_at_once(void **state)
{
    struct runs *const f = *state;
    struct one_run one[2] = {{f, dc_plan_new(), 0}, {f, dc_plan_new(), 0}};
    pthread_t thread[2];
    runs_add(f, 3, 130);
    runs_add(f, 4, 200);
    assert_int_equal(dc_plan_add(one[0].plan, "a", f->model[0], 130), DC_OK);
    assert_int_equal(dc_plan_add(one[1].plan, "b", f->model[1], 200), DC_OK);
    uint64_t alone[2];
    for (int i = 0; i < 2; i++) {
        run_one(&one[i]);
        alone[i] = one[i].digest;
        one[i].digest = 0;
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&thread[i], NULL, run_one, &one[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(thread[i], NULL);
        assert_true(alone[i] != 0 && one[i].digest == alone[i]);
        dc_plan_free(one[i].plan);
    }
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, runs_setup, runs_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(any_number_of_threads_gives_the_same_columns),
        WITH(columns_are_those_of_plain_paths),
        WITH(statistics_worked_out_together_are_those_worked_out_one_by_one),
        WITH(progress_goes_forward_to_all_and_not_too_often),
        WITH(cases_are_delivered_in_order_and_forgotten),
        WITH(a_refused_delivery_ends_the_run),
        WITH(a_case_that_fails_ends_the_run_and_is_said_once),
        WITH(a_case_that_fails_does_not_stop_others_that_keep_going),
        WITH(no_replications_is_a_complete_case),
        WITH(precision_stops_at_the_same_number_for_any_threads),
        WITH(precision_out_of_reach_uses_all),
        WITH(precision_of_an_unknown_metric_is_refused),
        WITH(two_threads_run_two_models_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
