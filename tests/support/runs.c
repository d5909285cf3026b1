/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/runs.c - see runs.h. */
#include "tests/support/runs.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Two teams that differ, an uncertain input, waiting, turnover: every replication is another.
 */
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
struct dc_model *runs_model(unsigned seed)
{
    char rows[2000];
    snprintf(rows, sizeof rows, "scenario.seed,%u\n%s", seed, busy);
    return lab_model(rows);
}

int runs_setup(void **state)
{
    struct runs *const f = calloc(1, sizeof *f);
    f->diags = dc_diags_new();
    f->plan = dc_plan_new();
    strcpy(f->root, "/tmp/dealcycle-run.XXXXXX");
    assert_non_null(mkdtemp(f->root));
    snprintf(f->folder, sizeof f->folder, "%s/.x.partial", f->root);
    *state = f;
    return 0;
}

int runs_teardown(void **state)
{
    struct runs *const f = *state;
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

void runs_add(struct runs *f, unsigned seed, uint64_t n)
{
    char name[32];
    snprintf(name, sizeof name, "case-%zu", f->n_models);
    f->model[f->n_models] = runs_model(seed);
    assert_int_equal(dc_plan_add(f->plan, name, f->model[f->n_models++], n), DC_OK);
}

void runs_plan_again(struct runs *f, size_t i_model, uint64_t n)
{
    dc_plan_free(f->plan);
    f->plan = dc_plan_new();
    assert_int_equal(dc_plan_add(f->plan, "case-0", f->model[i_model], n), DC_OK);
}

static void print_diags(const struct dc_diags *diags)
{
    char line[300];
    for (size_t i = 0; dc_diags_at(diags, i) != NULL; i++) {
        dc_diag_write(dc_diags_at(diags, i), line, sizeof line);
        print_error("%s\n", line);
    }
}

struct dc_results *runs_run(struct runs *f, const struct dc_run_options *options,
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

/* Fowler, Noll and Vo's, a word at a time. */
uint64_t runs_hash(uint64_t h, uint64_t number)
{
    return (h ^ number) * 1099511628211u;
}

uint64_t runs_hash_cells(uint64_t h, const struct dc_tally *tally, uint64_t n)
{
    for (uint32_t i = 0; i < dc_tally_n_rows(tally); i++) {
        for (uint64_t r = 0; r < n; r++) {
            double x = 0.0;
            uint64_t bits;
            const bool has = dc_tally_value(tally, i, r, &x);
            memcpy(&bits, &x, sizeof bits);
            h = runs_hash(h, has ? bits : 12345);
        }
    }
    return h;
}

uint64_t runs_digest_of(const struct dc_results *results)
{
    uint64_t h = RUNS_HASH;
    const struct dc_plan *const plan = dc_results_plan(results);
    for (size_t c = 0; c < dc_plan_n_cases(plan); c++) {
        for (uint32_t t = 0; t < dc_model_n_teams(dc_plan_model(plan, c)); t++) {
            const struct dc_tally *const tally = dc_results_tally(results, c, t);
            const uint64_t n = dc_results_replications(results, c);
            assert_non_null(tally);
            assert_int_equal(dc_tally_n(tally), n);
            h = runs_hash_cells(h, tally, n);
            for (int b = 0; b < DC_ATTAINMENT_BINS; b++) {
                h = runs_hash(h, dc_tally_attainment(tally, 0)[b]);
            }
        }
    }
    return h;
}

uint64_t runs_digest(struct runs *f, const struct dc_run_options *options)
{
    struct dc_results *const results = runs_run(f, options, DC_OK);
    const uint64_t digest = runs_digest_of(results);
    dc_results_free(results);
    return digest;
}

void runs_see(void *self, const struct dc_progress *p)
{
    struct runs_watch *const w = self;
    const double before =
        w->n_calls == 0 ? 0.0 : (double)w->last.n_done / (double)w->last.n_all;
    w->went_back = w->went_back || p->n_done < w->last.n_done ||
                   (double)p->n_done / (double)p->n_all < before || p->n_done > p->n_all;
    w->n_at_first = w->n_calls == 0 ? p->n_done : w->n_at_first;
    w->last = *p;
    clock_gettime(CLOCK_MONOTONIC, w->n_calls++ == 0 ? &w->first : &w->latest);
    assert_true(pthread_equal(w->thread, pthread_self()));
}

struct runs_watch runs_watch_here(void)
{
    return (struct runs_watch){.thread = pthread_self()};
}
