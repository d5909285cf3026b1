/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/ran.c - see ran.h. */
#include "ran.h"

struct run run_of(const char *rows, uint64_t n)
{
    struct run run = {.model = lab_model(rows), .plan = dc_plan_new()};
    struct dc_diags *diags = dc_diags_new();
    const struct dc_run_options options = {.threads = 1};
    assert_int_equal(dc_plan_add(run.plan, "money", run.model, n), DC_OK);
    assert_int_equal(dc_run(run.plan, &options, diags, &run.results), DC_OK);
    run.tally = dc_results_tally(run.results, 0, 0);
    dc_diags_free(diags);
    return run;
}

void run_free(struct run *run)
{
    dc_results_free(run->results);
    dc_plan_free(run->plan);
    dc_model_free(run->model);
}

uint32_t row_of(const struct run *run, const char *metric, const char *segment,
                const char *role, int32_t month)
{
    const uint32_t i = dc_tally_find(run->tally, metric, segment, role, month);
    if (i == UINT32_MAX) {
        fail_msg("no row of %s, segment %s, role %s, month %d", metric, segment, role, month);
    }
    return i;
}

double value_in(const struct run *run, uint32_t i_row, uint64_t r)
{
    double x = 0.0;
    if (!dc_tally_value(run->tally, i_row, r, &x)) {
        fail_msg("%s has no value in replication %u", dc_tally_row(run->tally, i_row)->name,
                 (unsigned)r);
    }
    return x;
}

double value_of(const struct run *run, const char *metric, const char *segment,
                const char *role)
{
    return value_in(run, row_of(run, metric, segment, role, -1), 0);
}

/* The metric's mean over replications. */
struct lab_mean mean_of(const struct run *run, const char *metric)
{
    struct lab_mean mean = {0};
    const uint32_t i = row_of(run, metric, "all", "all", -1);
    for (uint64_t r = 0; r < dc_tally_n(run->tally); r++) {
        lab_add(&mean, value_in(run, i, r));
    }
    return mean;
}
