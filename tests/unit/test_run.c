/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_run.c - the same results whoever computes them, and after any stop. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "path/path.h"
#include "tests/support/lab.h"

/* Two teams that differ, an uncertain input, waiting, turnover: every replication is another. */
static const char busy[] = "scenario.horizon,7\n"
                           "scenario.warmup,1\n"
                           "scenario.target,400000\n"
                           "input.market,\"normal(mean=1, sd=0.17)\"\n"
                           "segment.smb.leads,29*$market\n"
                           "segment.smb.deal_value,\"lognormal(mean=9000, sd=4100)\"\n"
                           "segment.smb.patience,\"exponential(mean=6)\"\n"
                           "stage.first.conversion,0.41\n"
                           "stage.first.effort,\"gamma(mean=3.3, sd=1.9)\"\n"
                           "stage.close.conversion,0.37\n"
                           "stage.close.effort,5.7\n"
                           "stage.close.delay,\"exponential(mean=9)\"\n"
                           "role.ae.channel,inside\n"
                           "role.ae.attrition,0.31\n"
                           "role.ae.time_to_fill,23\n"
                           "role.ae.base_salary,51000\n"
                           "role.ae.quota,40000\n"
                           "role.ae.quota_period,quarter\n"
                           "role.ae.ote,83000\n"
                           "team.few.stages,first close\n"
                           "team.few.stage.first.role,ae\n"
                           "team.few.stage.close.role,ae\n"
                           "team.few.role.ae.headcount,2\n"
                           "team.many.like,few\n"
                           "team.many.role.ae.headcount,3\n";
/* The same with a seed of its own. */
static struct dc_model *busy_model(unsigned seed)
{
    char rows[2000];
    snprintf(rows, sizeof rows, "scenario.seed,%u\n%s", seed, busy);
    return lab_model(rows);
}

struct fixture {
    struct dc_diags *diags;
    struct dc_plan *plan;
    struct dc_model *model[8];
    size_t n_models;
    char folder[96], root[64];
};

static int setup(void **state)
{
    struct fixture *const f = calloc(1, sizeof *f);
    f->diags = dc_diags_new();
    f->plan = dc_plan_new();
    strcpy(f->root, "/tmp/dealcycle-run.XXXXXX");
    assert_non_null(mkdtemp(f->root));
    snprintf(f->folder, sizeof f->folder, "%s/.x.partial", f->root);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *const f = *state;
    dc_run_done(f->folder);
    assert_int_equal(rmdir(f->root), 0);
    dc_plan_free(f->plan);
    for (size_t i = 0; i < f->n_models; i++) {
        dc_model_free(f->model[i]);
    }
    dc_diags_free(f->diags);
    free(f);
    return 0;
}

static void add_case(struct fixture *f, unsigned seed, uint64_t n)
{
    char name[32];
    snprintf(name, sizeof name, "case-%zu", f->n_models);
    f->model[f->n_models] = busy_model(seed);
    assert_int_equal(dc_plan_add(f->plan, name, f->model[f->n_models++], n), DC_OK);
}

static void print_diags(const struct dc_diags *diags)
{
    char line[300];
    for (size_t i = 0; dc_diags_at(diags, i) != NULL; i++) {
        dc_diag_write(dc_diags_at(diags, i), line, sizeof line);
        print_error("%s\n", line);
    }
}

static struct dc_results *run(struct fixture *f, const struct dc_run_options *options,
                              enum dc_status wanted)
{
    struct dc_results *results;
    const enum dc_status status = dc_run(f->plan, options, f->diags, &results);
    if (status != wanted) {
        print_diags(f->diags);
        fail_msg("expected status %d, observed %d", (int)wanted, (int)status);
    }
    return results;
}

/* A hash of every cell of every row, and of the rep-periods. */
static uint64_t digest_of(const struct dc_results *results)
{
    uint64_t h = 1469598103934665603u;
    const struct dc_plan *const plan = dc_results_plan(results);
    for (size_t c = 0; c < dc_plan_n_cases(plan); c++) {
        for (uint32_t t = 0; t < dc_model_n_teams(dc_plan_model(plan, c)); t++) {
            const struct dc_tally *const tally = dc_results_tally(results, c, t);
            const uint64_t n = dc_results_replications(results, c);
            assert_non_null(tally);
            assert_int_equal(dc_tally_n(tally), n);
            for (uint32_t i = 0; i < dc_tally_n_rows(tally); i++) {
                for (uint64_t r = 0; r < n; r++) {
                    double x = 0.0;
                    uint64_t bits;
                    const bool has = dc_tally_value(tally, i, r, &x);
                    memcpy(&bits, &x, sizeof bits);
                    h = (h ^ (has ? bits : 12345)) * 1099511628211u;
                }
            }
            for (int b = 0; b < DC_ATTAINMENT_BINS; b++) {
                h = (h ^ dc_tally_attainment(tally, 0)[b]) * 1099511628211u;
            }
        }
    }
    return h;
}

static uint64_t digest_with(struct fixture *f, const struct dc_run_options *options)
{
    struct dc_results *const results = run(f, options, DC_OK);
    const uint64_t digest = digest_of(results);
    dc_results_free(results);
    return digest;
}

static void any_number_of_threads_gives_the_same_columns(void **state)
{
    struct fixture *const f = *state;
    static const int threads[] = {2, 3, 8};
    add_case(f, 3, 301);
    add_case(f, 4, 64);
    add_case(f, 5, 1);
    const uint64_t one = digest_with(f, &(struct dc_run_options){.threads = 1});
    for (size_t i = 0; i < 3; i++) {
        const uint64_t d = digest_with(f, &(struct dc_run_options){.threads = threads[i]});
        if (d != one) {
            fail_msg("%d threads: expected %lx, observed %lx", threads[i], (unsigned long)one,
                     (unsigned long)d);
        }
    }
}

/* The runner's columns are what paths leave, one after the other. */
static void columns_are_those_of_plain_paths(void **state)
{
    struct fixture *const f = *state;
    const struct dc_record *record;
    add_case(f, 3, 130);
    struct dc_results *const results = run(f, &(struct dc_run_options){.threads = 3}, DC_OK);
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

/* Progress that stops the run once so many replications are done. */
struct watch {
    volatile int stop;
    uint64_t stop_at;
    struct dc_progress last;
    uint64_t n_at_first; /* replications done at the first report */
    unsigned n_calls;
    bool went_back;
    struct timespec first, latest;
    pthread_t thread;
};

static void see_progress(void *self, const struct dc_progress *p)
{
    struct watch *const w = self;
    const double before = w->n_calls == 0 ? 0.0 : (double)w->last.n_done / (double)w->last.n_all;
    w->went_back = w->went_back || p->n_done < w->last.n_done ||
                   (double)p->n_done / (double)p->n_all < before || p->n_done > p->n_all;
    w->n_at_first = w->n_calls == 0 ? p->n_done : w->n_at_first;
    w->last = *p;
    clock_gettime(CLOCK_MONOTONIC, w->n_calls++ == 0 ? &w->first : &w->latest);
    w->stop = p->n_done >= w->stop_at;
    assert_true(pthread_equal(w->thread, pthread_self()));
}

static struct watch watch_until(uint64_t stop_at)
{
    return (struct watch){.stop_at = stop_at, .thread = pthread_self()};
}

static void progress_goes_forward_to_all_and_not_too_often(void **state)
{
    struct fixture *const f = *state;
    struct watch w = watch_until(UINT64_MAX);
    add_case(f, 3, 640);
    add_case(f, 4, 640);
    dc_results_free(run(f, &(struct dc_run_options){.threads = 3, .progress = see_progress, .self = &w},
                        DC_OK));
    assert_false(w.went_back);
    assert_int_equal(w.last.n_done, 4 * 640);
    assert_int_equal(w.last.n_all, 4 * 640);
    assert_int_equal(w.last.n_cases_done, 2);
    const double seconds = (double)(w.latest.tv_sec - w.first.tv_sec) +
                           1e-9 * (double)(w.latest.tv_nsec - w.first.tv_nsec);
    assert_true(w.n_calls <= 3 + (unsigned)(10.0 * seconds));
}

/* Stops again and again, each time with other threads, until it is done. Progress is reported
 * every tenth of a second, and at least at the start. */
static void stopped_and_resumed_runs_equal_an_unbroken_one(void **state)
{
    struct fixture *const f = *state;
    add_case(f, 3, 333);
    add_case(f, 4, 2500);
    const uint64_t unbroken = digest_with(f, &(struct dc_run_options){.threads = 2});
    unsigned n_stops = 0;
    struct dc_results *results = NULL;
    enum dc_status status = DC_INTERRUPTED;
    for (uint64_t kept = 0; status == DC_INTERRUPTED; n_stops++) {
        struct watch w = watch_until(kept + 200);
        const struct dc_run_options options = {.threads = 1 + (int)n_stops % 3,
                                               .progress = see_progress,
                                               .self = &w,
                                               .stop = &w.stop,
                                               .partial = f->folder};
        status = dc_run(f->plan, &options, f->diags, &results);
        assert_true(w.last.n_done >= kept);
        kept = w.last.n_done;
        if (status == DC_INTERRUPTED) {
            dc_results_free(results);
        }
    }
    assert_int_equal(status, DC_OK);
    print_message("%u stops\n", n_stops - 1);
    assert_true(n_stops > 2);
    assert_true(digest_of(results) == unbroken);
    dc_results_free(results);
}

/* A child is killed without warning while it writes what it has every 10 ms. */
static void killed_and_resumed_runs_equal_an_unbroken_one(void **state)
{
    struct fixture *const f = *state;
    add_case(f, 3, 4000);
    const uint64_t unbroken = digest_with(f, &(struct dc_run_options){.threads = 2});
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
    struct watch w = watch_until(UINT64_MAX);
    const struct dc_run_options last = {
        .threads = 2, .partial = f->folder, .progress = see_progress, .self = &w};
    struct dc_results *const results = run(f, &last, DC_OK);
    assert_true(digest_of(results) == unbroken);
    print_message("%lu of 8000 survived\n", (unsigned long)w.n_at_first);
    assert_true(w.n_at_first > 0);
    dc_results_free(results);
}

static struct watch resume(struct fixture *f, struct dc_run_options options, uint64_t *digest)
{
    struct watch w = watch_until(UINT64_MAX);
    options.partial = f->folder;
    options.progress = see_progress;
    options.self = &w;
    struct dc_results *const results = run(f, &options, DC_OK);
    *digest = digest_of(results);
    dc_results_keep(results);
    dc_results_free(results);
    return w;
}

static void more_replications_go_on_from_fewer(void **state)
{
    struct fixture *const f = *state;
    uint64_t few, many, again;
    add_case(f, 3, 100);
    resume(f, (struct dc_run_options){.threads = 2}, &few);
    dc_plan_free(f->plan);
    f->plan = dc_plan_new();
    assert_int_equal(dc_plan_add(f->plan, "case-0", f->model[0], 250), DC_OK);
    resume(f, (struct dc_run_options){.threads = 2}, &many);
    assert_true(many == digest_with(f, &(struct dc_run_options){.threads = 1}));
    dc_plan_free(f->plan);
    f->plan = dc_plan_new();
    assert_int_equal(dc_plan_add(f->plan, "case-0", f->model[0], 100), DC_OK);
    resume(f, (struct dc_run_options){.threads = 2}, &again);
    assert_true(again == few);
}

/* A finished run that is resumed computes nothing: its first report says all is done. */
static void finished_work_is_not_done_again(void **state)
{
    struct fixture *const f = *state;
    uint64_t first, second;
    add_case(f, 3, 200);
    resume(f, (struct dc_run_options){.threads = 2}, &first);
    struct watch w = watch_until(1); /* stops at the first report of any replication */
    const struct dc_run_options options = {
        .threads = 2, .partial = f->folder, .progress = see_progress, .self = &w, .stop = &w.stop};
    struct dc_results *const results = run(f, &options, DC_OK);
    second = digest_of(results);
    dc_results_free(results);
    assert_true(first == second);
    assert_int_equal(w.last.n_done, 400);
}

static void other_inputs_discard_what_was_kept(void **state)
{
    struct fixture *const f = *state;
    uint64_t first, other;
    add_case(f, 3, 70);
    resume(f, (struct dc_run_options){.threads = 2}, &first);
    dc_plan_free(f->plan);
    f->plan = dc_plan_new();
    add_case(f, 4, 70); /* another seed */
    resume(f, (struct dc_run_options){.threads = 2}, &other);
    assert_true(other == digest_with(f, &(struct dc_run_options){.threads = 1}));
    assert_true(other != first);
}

static void a_folder_in_use_is_refused(void **state)
{
    struct fixture *const f = *state;
    struct dc_results *second;
    add_case(f, 3, 10);
    const struct dc_run_options options = {.partial = f->folder};
    struct dc_results *const first = run(f, &options, DC_OK);
    assert_int_equal(dc_run(f->plan, &options, f->diags, &second), DC_FAILED);
    assert_null(second);
    assert_int_equal(dc_diags_errors(f->diags), 1);
    dc_results_free(first);
    dc_results_free(run(f, &options, DC_OK));
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
    struct fixture *const f = *state;
    struct delivery d = {.fail_at = SIZE_MAX};
    for (unsigned i = 0; i < 8; i++) {
        add_case(f, i, i % 2 == 0 ? 200 : 3);
    }
    struct dc_results *const results = run(
        f, &(struct dc_run_options){.threads = 3, .on_case = deliver, .self = &d, .forget = true},
        DC_OK);
    assert_int_equal(d.next, 8);
    assert_int_equal(d.n_used, 4 * 203);
    assert_null(dc_results_tally(results, 3, 0));
    assert_int_equal(dc_results_status(results, 3), DC_OK);
    dc_results_free(results);
}

static void a_refused_delivery_ends_the_run(void **state)
{
    struct fixture *const f = *state;
    struct delivery d = {.fail_at = 1};
    for (unsigned i = 0; i < 5; i++) {
        add_case(f, i, 70);
    }
    const struct dc_run_options options = {.threads = 2, .on_case = deliver, .self = &d, .forget = true};
    assert_null(run(f, &options, DC_FAILED));
    assert_int_equal(d.next, 2);
}

static void no_replications_is_a_complete_case(void **state)
{
    struct fixture *const f = *state;
    add_case(f, 3, 0);
    struct dc_results *const results = run(f, &(struct dc_run_options){.threads = 2}, DC_OK);
    struct dc_stats s;
    assert_int_equal(dc_tally_stats(dc_results_tally(results, 0, 0), 0, &s), DC_OK);
    assert_int_equal(s.n, 0);
    dc_results_free(results);
}

static void precision_stops_at_the_same_number_for_any_threads(void **state)
{
    struct fixture *const f = *state;
    uint64_t wanted = 0;
    add_case(f, 3, 6000);
    for (int threads = 1; threads <= 8; threads += threads == 1 ? 1 : 3) {
        struct dc_results *const results =
            run(f, &(struct dc_run_options){.threads = threads, .precision = 0.012, .metric = "bookings"},
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
    struct fixture *const f = *state;
    add_case(f, 3, 700);
    struct dc_results *const results =
        run(f, &(struct dc_run_options){.threads = 2, .precision = 1e-6}, DC_OK);
    assert_false(dc_results_reached(results, 0));
    assert_int_equal(dc_results_replications(results, 0), 700);
    dc_results_free(results);
}

static void precision_of_an_unknown_metric_is_refused(void **state)
{
    struct fixture *const f = *state;
    add_case(f, 3, 70);
    run(f, &(struct dc_run_options){.precision = 0.1, .metric = "joy"}, DC_BAD_INPUT);
    run(f, &(struct dc_run_options){.precision = 0.1, .metric = "stage_wait.dance"}, DC_BAD_INPUT);
    assert_int_equal(dc_diags_errors(f->diags), 2);
}

struct one_run {
    struct fixture *f;
    struct dc_plan *plan;
    uint64_t digest;
};

static void *run_one(void *self)
{
    struct one_run *const one = self;
    struct dc_diags *const diags = dc_diags_new();
    struct dc_results *results = NULL;
    if (dc_run(one->plan, &(struct dc_run_options){.threads = 2}, diags, &results) == DC_OK) {
        one->digest = digest_of(results);
    }
    dc_results_free(results);
    dc_diags_free(diags);
    return NULL;
}

static void two_threads_run_two_models_at_once(void **state)
{
    struct fixture *const f = *state;
    struct one_run one[2] = {{f, dc_plan_new(), 0}, {f, dc_plan_new(), 0}};
    pthread_t thread[2];
    add_case(f, 3, 130);
    add_case(f, 4, 200);
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

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(any_number_of_threads_gives_the_same_columns),
        WITH(columns_are_those_of_plain_paths),
        WITH(progress_goes_forward_to_all_and_not_too_often),
        WITH(stopped_and_resumed_runs_equal_an_unbroken_one),
        WITH(killed_and_resumed_runs_equal_an_unbroken_one),
        WITH(more_replications_go_on_from_fewer),
        WITH(finished_work_is_not_done_again),
        WITH(other_inputs_discard_what_was_kept),
        WITH(a_folder_in_use_is_refused),
        WITH(cases_are_delivered_in_order_and_forgotten),
        WITH(a_refused_delivery_ends_the_run),
        WITH(no_replications_is_a_complete_case),
        WITH(precision_stops_at_the_same_number_for_any_threads),
        WITH(precision_out_of_reach_uses_all),
        WITH(precision_of_an_unknown_metric_is_refused),
        WITH(two_threads_run_two_models_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
