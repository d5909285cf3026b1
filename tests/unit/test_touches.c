/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_touches.c - where only the numbers of touches vary they are kept as bytes;
 * the records are those of the same scenario in which a call's time comes from an input that
 * has but one value, so that all of the effort is kept as numbers. No chance is involved. */
#include "tests/support/draw.h"
#include "tests/support/lab.h"
#include "tests/support/same.h"

#define N_REPLICATIONS 2

static void scenario_rows(struct draw *d, const char *count, const char *time)
{
    d->n = 0;
    draw_row(d, "scenario.horizon,7\nscenario.warmup,2\n"
                "input.t,\"uniform(min=0.37, max=0.37)\"\n"
                "segment.s.leads,83\nsegment.s.deal_value,7100\n"
                "role.rep.channel,outside\nrole.rep.base_salary,50000\nrole.rep.ote,61000\n"
                "role.rep.remote_share,40%%\nsegment.s.travel_time,1.3\n"
                "team.t.stages,k0 k1\nteam.t.stage.k0.role,rep\nteam.t.stage.k1.role,rep\n"
                "team.t.role.rep.headcount,9\n");
    for (int k = 0; k < 2; k++) {
        draw_row(d, "stage.k%d.conversion,0.61\nstage.k%d.delay,exponential(mean=2.3)\n", k, k);
        draw_row(d, "stage.k%d.emails,\"uniform(min=0, max=9)\"\nstage.k%d.email_time,0.01\n",
                 k, k);
        draw_row(d, "stage.k%d.calls,\"%s\"\nstage.k%d.call_time,%s\n", k, count, k, time);
    }
    draw_row(d, "stage.k1.meetings,2\nstage.k1.meeting_time,0.7\nstage.k1.effort,3\n");
}

/* Numbers that a byte has room for, some that it has not, and none that it has. */
static void bytes_give_the_record_of_numbers(void **state)
{
    static const char *const counts[] = {
        "3",   "poisson(mean=4)",         "uniform(min=250, max=259)", "255",
        "256", "uniform(min=0, max=1000)"};
    char rows[2][3000];
    (void)state;
    for (uint64_t i = 0; i < DC_COUNT_OF(counts); i++) {
        struct dc_model *model[2];
        struct dc_path *path[2];
        for (int k = 0; k < 2; k++) {
            struct draw d = {1, rows[k], sizeof(rows[k]), 0};
            scenario_rows(&d, counts[i], k == 0 ? "0.37" : "$t");
            model[k] = lab_model(rows[k]);
            path[k] = dc_path_new(model[k]);
        }
        for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
            const struct dc_record *bytes = lab_record(path[0], r, NULL);
            assert_true(bytes->role[0].n_touch[DC_CALLS] > 0);
            same_record(i, bytes, lab_record(path[1], r, NULL));
        }
        for (int k = 0; k < 2; k++) {
            dc_path_free(path[k]);
            dc_model_free(model[k]);
        }
    }
}

/* Numbers are rounded half up, in bytes and as numbers. */
static void numbers_are_rounded_half_up(void **state)
{
    static const struct {
        double drawn;
        uint64_t expected;
    } cases[] = {{0.49, 0}, {0.5, 1}, {2.3, 2}, {2.5, 3}, {3.5, 4}, {300.7, 301}};
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(cases); i++) {
        for (int k = 0; k < 2; k++) {
            char rows[3000];
            char count[64];
            struct draw d = {1, rows, sizeof(rows), 0};
            snprintf(count, sizeof(count), "uniform(min=%g, max=%g)", cases[i].drawn,
                     cases[i].drawn);
            scenario_rows(&d, count, k == 0 ? "0.0037" : "0.01*$t");
            struct dc_model *model = lab_model(rows);
            struct dc_path *path = dc_path_new(model);
            const struct dc_record *record = lab_record(path, 0, NULL);
            const uint64_t n_tasks = record->stage[0].n_starts + record->stage[1].n_starts;
            assert_true(n_tasks > 100);
            if (record->role[0].n_touch[DC_CALLS] != n_tasks * cases[i].expected) {
                fail_msg("%g calls in each of %llu tasks: %llu, expected %llu", cases[i].drawn,
                         (unsigned long long)n_tasks,
                         (unsigned long long)record->role[0].n_touch[DC_CALLS],
                         (unsigned long long)(n_tasks * cases[i].expected));
            }
            dc_path_free(path);
            dc_model_free(model);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_give_the_record_of_numbers),
        cmocka_unit_test(numbers_are_rounded_half_up),
    };
    return cmocka_run_group_tests_name("touches", tests, NULL, NULL);
}
