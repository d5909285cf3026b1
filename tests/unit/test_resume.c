/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_resume.c - the same results after any stop or kill. Linked with --wrap=dc_path_run. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/paths.h"
#include "tests/support/runs.h"

static void stopped_and_resumed_runs_equal_an_unbroken_one(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 333);
    runs_add(f, 4, 2500);
    const uint64_t unbroken = runs_digest(f, &(struct dc_run_options){.threads = 2});
    const unsigned n_before = paths_run();
    struct dc_results *const results = paths_in_parts(f, (struct dc_run_options){0}, 500);
    const unsigned n_in_parts = paths_run() - n_before;
    /* each of at most 12 stops costs at most 3 threads the path they are at */
    assert_true(n_in_parts >= 5666 && n_in_parts <= 5666 + 36);
    assert_true(runs_digest_of(results) == unbroken);
    dc_results_free(results);
}

/* A child is killed without warning while it writes what it has every 10 ms. */
static void killed_and_resumed_runs_equal_an_unbroken_one(void **state)
{
    struct runs *const f = *state;
    runs_add(f, 3, 4000);
    const uint64_t unbroken = runs_digest(f, &(struct dc_run_options){.threads = 2});
    for (int i = 0; i < 12; i++) {
        const pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct dc_results *results;
            const struct dc_run_options options = {
                .threads = 1 + i % 2, .partial = f->folder, .keep_seconds = 0.01};
            _exit((int)dc_run(f->plan, &options, f->diags, &results));
        }
        const struct timespec pause = {0, 15000000 + 7000000 * i};
        nanosleep(&pause, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    struct runs_watch w = runs_watch_here();
    const struct dc_run_options last = {
        .threads = 2, .partial = f->folder, .progress = runs_see, .self = &w};
    struct dc_results *const results = runs_run(f, &last, DC_OK);
    assert_true(runs_digest_of(results) == unbroken);
    print_message("%lu of 8000 survived\n", (unsigned long)w.n_at_first);
    assert_true(w.n_at_first > 0);
    dc_results_free(results);
}

/* Runs with the folder, keeps everything there, and gives the digest. */
static struct runs_watch resume(struct runs *f, struct dc_run_options options, uint64_t *digest)
{
    struct runs_watch w = runs_watch_here();
    options.partial = f->folder;
    options.progress = runs_see;
    options.self = &w;
    struct dc_results *const results = runs_run(f, &options, DC_OK);
    *digest = runs_digest_of(results);
    dc_results_keep(results);
    dc_results_free(results);
    return w;
}

static void more_replications_go_on_from_fewer(void **state)
{
    struct runs *const f = *state;
    uint64_t few, many, again;
    runs_add(f, 3, 100);
    resume(f, (struct dc_run_options){.threads = 2}, &few);
    runs_plan_again(f, 0, 250);
    resume(f, (struct dc_run_options){.threads = 2}, &many);
    assert_true(many == runs_digest(f, &(struct dc_run_options){.threads = 1}));
    runs_plan_again(f, 0, 100);
    resume(f, (struct dc_run_options){.threads = 2}, &again);
    assert_true(again == few);
}

static void finished_work_is_not_done_again(void **state)
{
    struct runs *const f = *state;
    uint64_t first, second;
    runs_add(f, 3, 200);
    const unsigned n_before = paths_run();
    resume(f, (struct dc_run_options){.threads = 2}, &first);
    assert_int_equal(paths_run() - n_before, 400);
    const struct runs_watch w = resume(f, (struct dc_run_options){.threads = 2}, &second);
    assert_int_equal(paths_run() - n_before, 400);
    assert_int_equal(w.last.n_done, 400);
    assert_true(first == second);
}

static void other_inputs_discard_what_was_kept(void **state)
{
    struct runs *const f = *state;
    uint64_t first, other;
    runs_add(f, 3, 70);
    resume(f, (struct dc_run_options){.threads = 2}, &first);
    dc_plan_free(f->plan);
    f->plan = dc_plan_new();
    runs_add(f, 4, 70); /* another seed */
    resume(f, (struct dc_run_options){.threads = 2}, &other);
    assert_true(other == runs_digest(f, &(struct dc_run_options){.threads = 1}));
    assert_true(other != first);
}

/* Above a million replications cells are not kept but summed up; here a stopping rule ends
 * the run early. */
static uint64_t digest_of_statistics(const struct dc_results *results)
{
    uint64_t h = dc_results_replications(results, 0);
    for (uint32_t t = 0; t < 2; t++) {
        const struct dc_tally *const tally = dc_results_tally(results, 0, t);
        for (uint32_t i = 0; i < dc_tally_n_rows(tally); i++) {
            struct dc_stats s;
            uint64_t words[sizeof s / sizeof(uint64_t)];
            assert_int_equal(dc_tally_stats(tally, i, &s), DC_OK);
            memcpy(words, &s, sizeof s);
            for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
                h = runs_hash(h, words[k]);
            }
        }
    }
    return h;
}

static void stopped_and_resumed_runs_in_bounded_memory_equal_an_unbroken_one(void **state)
{
    struct runs *const f = *state;
    struct dc_run_options options = {.threads = 2, .precision = 0.009, .metric = "bookings"};
    runs_add(f, 3, DC_TALLY_STORED + 1000);
    const unsigned n_before = paths_run();
    struct dc_results *results = runs_run(f, &options, DC_OK);
    const uint64_t unbroken = digest_of_statistics(results);
    const unsigned n_unbroken = paths_run() - n_before;
    dc_results_free(results);
    options.keep_seconds = 0.01;
    results = paths_in_parts(f, options, 1000);
    const unsigned n_in_parts = paths_run() - n_before - n_unbroken;
    print_message("%u paths unbroken, %u in parts\n", n_unbroken, n_in_parts);
    assert_true(n_in_parts < n_unbroken + n_unbroken / 2);
    assert_true(digest_of_statistics(results) == unbroken);
    dc_results_free(results);
}

static void a_folder_in_use_is_refused(void **state)
{
    struct runs *const f = *state;
    struct dc_results *second;
    runs_add(f, 3, 10);
    const struct dc_run_options options = {.partial = f->folder};
    struct dc_results *const first = runs_run(f, &options, DC_OK);
    assert_int_equal(dc_run(f->plan, &options, f->diags, &second), DC_FAILED);
    assert_null(second);
    assert_int_equal(dc_diags_errors(f->diags), 1);
    dc_results_free(first);
    dc_results_free(runs_run(f, &options, DC_OK));
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, runs_setup, runs_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(stopped_and_resumed_runs_equal_an_unbroken_one),
        WITH(killed_and_resumed_runs_equal_an_unbroken_one),
        WITH(more_replications_go_on_from_fewer),
        WITH(finished_work_is_not_done_again),
        WITH(other_inputs_discard_what_was_kept),
        WITH(stopped_and_resumed_runs_in_bounded_memory_equal_an_unbroken_one),
        WITH(a_folder_in_use_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
