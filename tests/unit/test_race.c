/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_race.c - selection while simulating: the same answer however it is computed, and no work
 * for who is out. Linked with --wrap=dc_path_run. */
#include <string.h>

#include "tests/support/paths.h"
#include "tests/support/runs.h"

/* Every value of every team's own futures, and what became of it. */
static uint64_t digest_of(const struct dc_results *results)
{
    uint64_t h = RUNS_HASH;
    const struct dc_plan *const plan = dc_results_plan(results);
    for (size_t c = 0; c < dc_plan_n_cases(plan); c++) {
        for (uint32_t t = 0; t < dc_model_n_teams(dc_plan_model(plan, c)); t++) {
            const struct dc_tally *const tally = dc_results_tally(results, c, t);
            struct dc_selection s;
            assert_non_null(tally);
            assert_true(dc_results_selection(results, c, t, &s));
            assert_int_equal(dc_tally_n(tally), s.n);
            h = runs_hash_cells(h, tally, s.n);
            h = runs_hash(h, s.n * 4 + (s.is_dropped ? 2 : 0) + (s.is_chosen ? 1 : 0));
        }
    }
    return h;
}

static const struct dc_run_options selecting = {
    .threads = 1, .select = 0.95, .indifference = 2100.0};

static uint64_t digest(struct runs *f, struct dc_run_options options)
{
    struct dc_results *const results = runs_run(f, &options, DC_OK);
    const uint64_t h = digest_of(results);
    dc_results_free(results);
    return h;
}

static void any_number_of_threads_drops_the_same_at_the_same_time(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 20000);
    runs_add(f, 4, 20000);
    struct dc_run_options options = selecting;
    options.indifference = 4100.0;
    const uint64_t alone = digest(f, options);
    for (int threads = 2; threads <= 5; threads += 3) {
        options.threads = threads;
        assert_true(digest(f, options) == alone);
    }
    options.budget = 3200;
    options.select = 0.999;
    const uint64_t budget = digest(f, options);
    options.threads = 1;
    assert_true(digest(f, options) == budget);
}

/* Only the best is simulated to the end: the others' futures are saved for real. */
static void who_is_out_is_simulated_no_further(void **state)
{
    struct runs *const f = *state;
    struct dc_selection s;
    uint64_t n_used = 0, n_most = 0;
    runs_add(f, 3, 20000);
    runs_add(f, 4, 20000);
    const unsigned n_before = paths_run();
    struct dc_results *const results = runs_run(f, &selecting, DC_OK);
    const unsigned n_paths = paths_run() - n_before;
    for (size_t c = 0; c < 2; c++) {
        for (uint32_t t = 0; t < 2; t++) {
            assert_true(dc_results_selection(results, c, t, &s));
            n_used += s.n;
            n_most = s.n > n_most ? s.n : n_most;
        }
    }
    print_message("%lu futures used, %u simulated, the longest %lu\n", (unsigned long)n_used,
                  n_paths, (unsigned long)n_most);
    assert_true(n_used < 3 * n_most);
    /* on one thread at most two blocks of each are begun ahead of a look */
    assert_true(n_paths >= n_used && n_paths <= n_used + 4 * 2 * 64);
    assert_true(dc_results_replications(results, 0) <= n_most);
    dc_results_free(results);
}

/* The chosen one is the one that many more futures of all say is best, and the dropped name who
 * was ahead of them. */
static void the_best_is_chosen(void **state)
{
    struct runs *const f = *state;
    struct dc_selection s[2];
    double mean[2];
    struct dc_stats stats;
    runs_add(f, 3, 3000);
    struct dc_results *results = runs_run(f, &(struct dc_run_options){.threads = 2}, DC_OK);
    for (uint32_t t = 0; t < 2; t++) {
        const struct dc_tally *const tally = dc_results_tally(results, 0, t);
        const uint32_t i_row = dc_tally_find(tally, "contribution", NULL, NULL, -1);
        assert_int_equal(dc_tally_stats(tally, i_row, &stats), DC_OK);
        mean[t] = stats.mean;
        assert_false(dc_results_selection(results, 0, t, &s[t]));
    }
    dc_results_free(results);
    results = runs_run(f, &selecting, DC_OK);
    const uint32_t best = mean[1] > mean[0];
    for (uint32_t t = 0; t < 2; t++) {
        assert_true(dc_results_selection(results, 0, t, &s[t]));
        assert_int_equal(s[t].is_chosen, t == best);
        assert_int_equal(s[t].is_dropped, t != best);
    }
    assert_int_equal(s[1 - best].i_team_better, best);
    assert_true(s[best].is_reached);
    dc_results_free(results);
}

static void stopped_and_resumed_selections_equal_an_unbroken_one(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 20000);
    runs_add(f, 4, 20000);
    struct dc_run_options options = selecting;
    options.indifference = 2900.0;
    const uint64_t unbroken = digest(f, options);
    struct dc_results *const results = paths_in_parts(f, options, 500);
    assert_true(digest_of(results) == unbroken);
    dc_results_free(results);
}

/* A dropped team leaves holes in what is kept; a run of all futures fills them. */
static void a_plain_run_goes_on_from_a_selection(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 1000);
    const struct dc_run_options plain = {.threads = 2};
    const uint64_t unbroken = runs_digest(f, &plain);
    struct dc_run_options options = selecting;
    options.partial = f->folder;
    struct dc_results *results = runs_run(f, &options, DC_OK);
    uint64_t n_kept = 0;
    for (uint32_t t = 0; t < 2; t++) {
        struct dc_selection s;
        assert_true(dc_results_selection(results, 0, t, &s));
        n_kept += s.n;
    }
    dc_results_keep(results);
    dc_results_free(results);
    const unsigned n_before = paths_run();
    results = runs_run(f, &(struct dc_run_options){.threads = 2, .partial = f->folder}, DC_OK);
    assert_true(runs_digest_of(results) == unbroken);
    assert_int_equal(paths_run() - n_before, 2000 - n_kept);
    dc_results_free(results);
}

static void each_case_may_choose_for_itself(void **state)
{
    struct runs *const f = *state;
    struct dc_selection s;
    runs_add(f, 3, 20000);
    runs_add(f, 4, 20000);
    struct dc_run_options options = selecting;
    options.select_of_each = true;
    options.threads = 3;
    struct dc_results *const results = runs_run(f, &options, DC_OK);
    for (size_t c = 0; c < 2; c++) {
        unsigned n_chosen = 0;
        for (uint32_t t = 0; t < 2; t++) {
            assert_true(dc_results_selection(results, c, t, &s));
            n_chosen += s.is_chosen;
            assert_true(!s.is_dropped || s.i_case_better == c);
        }
        assert_int_equal(n_chosen, 1);
    }
    dc_results_free(results);
}

static void a_limit_that_comes_first_is_told(void **state)
{
    struct runs *const f = *state;
    struct dc_selection s;
    runs_add(f, 3, 333);
    runs_add(f, 3, 333);
    struct dc_run_options options = selecting;
    options.indifference = 1e-3;
    options.threads = 2;
    struct dc_results *const results = runs_run(f, &options, DC_OK);
    /* equal scenarios: the second's teams are the first's, and go at the first look */
    assert_true(dc_results_selection(results, 1, 0, &s) && s.is_dropped && s.n == 128);
    assert_true(dc_results_selection(results, 1, 1, &s) && s.is_dropped && s.n == 128);
    unsigned n_in = 0;
    for (uint32_t t = 0; t < 2; t++) {
        assert_true(dc_results_selection(results, 0, t, &s));
        n_in += !s.is_dropped;
    }
    assert_int_equal(s.is_reached, n_in == 1);
    dc_results_free(results);
}

static void assert_refused(struct runs *f, struct dc_run_options options, const char *why)
{
    char line[300] = "";
    dc_diags_free(f->diags);
    f->diags = dc_diags_new();
    assert_null(runs_run(f, &options, DC_BAD_INPUT));
    dc_diag_write(dc_diags_at(f->diags, 0), line, sizeof line);
    if (strstr(line, why) == NULL) {
        fail_msg("expected '%s' in: %s", why, line);
    }
}

static void what_cannot_be_selected_is_refused(void **state)
{
    struct runs *const f = *state;
    struct dc_run_options options = selecting;
    runs_add(f, 3, 2000);
    options.select = 0.5;
    assert_refused(f, options, "chance");
    options.select = 0.95;
    options.metric = "no_such";
    assert_refused(f, options, "no_such");
    options.metric = NULL;
    options.budget = 127;
    assert_refused(f, options, "64 futures");
    options.budget = 0;
    runs_plan_again(f, 0, DC_SELECT_MOST + 1);
    assert_refused(f, options, "1,000,000");
}

#define RUN(test) cmocka_unit_test_setup_teardown(test, runs_setup, runs_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(any_number_of_threads_drops_the_same_at_the_same_time),
        RUN(who_is_out_is_simulated_no_further),
        RUN(the_best_is_chosen),
        RUN(stopped_and_resumed_selections_equal_an_unbroken_one),
        RUN(a_plain_run_goes_on_from_a_selection),
        RUN(each_case_may_choose_for_itself),
        RUN(a_limit_that_comes_first_is_told),
        RUN(what_cannot_be_selected_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
