/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/paths.c - see paths.h. */
#include "tests/support/paths.h"

#include "path/state.h"

enum dc_status __real_dc_path_run(struct dc_path *path, uint32_t i_team,
                                  const struct dc_observer *observer,
                                  const struct dc_record **out);
enum dc_status __wrap_dc_path_run(struct dc_path *path, uint32_t i_team,
                                  const struct dc_observer *observer,
                                  const struct dc_record **out);

static _Atomic unsigned n_paths;
static const struct dc_model *fails;
static uint64_t fails_at;

/* A flag to set at this path; only that thread looks at it. */
static volatile int *stop;
static unsigned stop_at;
static pthread_t stopper;

unsigned paths_run(void)
{
    return n_paths;
}

void paths_fail(const struct dc_model *model, uint64_t replication)
{
    fails = model;
    fails_at = replication;
}

enum dc_status __wrap_dc_path_run(struct dc_path *path, uint32_t i_team,
                                  const struct dc_observer *observer,
                                  const struct dc_record **out)
{
    const unsigned i = ++n_paths;
    if (stop != NULL && i >= stop_at && pthread_equal(pthread_self(), stopper)) {
        *stop = 1;
    }
    if (path->model == fails && path->replication >= fails_at) {
        path->growth.trouble = "more deals are open than anybody can count";
        return DC_FAILED;
    }
    return __real_dc_path_run(path, i_team, observer, out);
}

/* By paths and not by the clock, so that a faster machine stops as often. */
static enum dc_status run_part(struct runs *f, struct dc_run_options *options, unsigned n,
                               struct dc_results **out)
{
    volatile int flag = 0;
    stop = &flag;
    stop_at = paths_run() + n;
    stopper = pthread_self();
    options->stop = &flag;
    const enum dc_status status = dc_run(f->plan, options, f->diags, out);
    stop = NULL;
    return status;
}

struct dc_results *paths_in_parts(struct runs *f, struct dc_run_options options, unsigned step)
{
    struct dc_results *results = NULL;
    enum dc_status status = DC_INTERRUPTED;
    unsigned n_parts = 0;
    options.partial = f->folder;
    for (; status == DC_INTERRUPTED; n_parts++) {
        struct runs_watch w = runs_watch_here();
        dc_results_free(results);
        options.threads = 1 + (int)n_parts % 3;
        options.progress = runs_see;
        options.self = &w;
        status = run_part(f, &options, step, &results);
    }
    assert_int_equal(status, DC_OK);
    print_message("%u stops\n", n_parts - 1);
    assert_true(n_parts > 2);
    return results;
}
