/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_express.c - the way without an event list gives the record of the event
 * loop, byte for byte, on scenarios drawn at random among those that may go it.
 *
 * No chance is involved: one difference is a bug. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/lab.h"
#include "tests/support/same.h"

#define N_SCENARIOS 120
#define N_REPLICATIONS 3

static uint64_t next(uint64_t *state)
{
    *state += 0x9e3779b97f4a7c15;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static int below(uint64_t *state, int n)
{
    return (int)(next(state) % (uint64_t)n);
}

static void scenario_rows(uint64_t *state, char *rows, size_t size)
{
    static const char *const delays[] = {"lognormal(mean=3.1, sd=4)", "gamma(mean=7.7, sd=2.9)",
                                         "exponential(mean=0.9)", "2.5", "0"};
    const bool limited = below(state, 3) > 0;
    const int n_segments = limited ? 1 : 1 + below(state, 3);
    const int n_stages = 1 + below(state, 4);
    const int horizon = 3 + below(state, 9);
    size_t n = (size_t)snprintf(rows, size,
                                "scenario.horizon,%d\nscenario.warmup,%d\nscenario.seed,%d\n",
                                horizon, below(state, horizon), 1 + below(state, 999));
    for (int s = 0; s < n_segments; s++) {
        n += (size_t)snprintf(
            rows + n, size - n,
            "segment.s%d.leads,%d.3\nsegment.s%d.deal_value,exponential(mean=%d)\n"
            "segment.s%d.lead_cost,7.3\nsegment.s%d.gross_margin,0.71\n"
            "segment.s%d.wait_penalty,0.4\n",
            s, below(state, 3) ? below(state, 140) : 500 + below(state, 900), s,
            100 + below(state, 9000), s, s, s);
        if (below(state, 2)) {
            n += (size_t)snprintf(rows + n, size - n,
                                  "segment.s%d.contract,recurring\nsegment.s%d.churn,4%%\n"
                                  "segment.s%d.churn_sensitivity,0.3\n",
                                  s, s, s);
        }
    }
    for (int k = 0; k < n_stages; k++) {
        n += (size_t)snprintf(rows + n, size - n,
                              "stage.k%d.conversion,0.%d\nstage.k%d.delay,\"%s\"\n"
                              "team.t.stage.k%d.role,rep\n",
                              k, 35 + below(state, 60), k, delays[below(state, 5)], k);
        if (below(state, 3) == 0) {
            n += (size_t)snprintf(rows + n, size - n,
                                  "stage.k%d.delay_lost,exponential(mean=5)\n", k);
        }
    }
    n += (size_t)snprintf(
        rows + n, size - n,
        "role.rep.channel,outside\nrole.rep.base_salary,50000\nrole.rep.ote,61000\n"
        "role.rep.oncost,20%%\nrole.rep.satisfaction,\"normal(mean=4, sd=0.8)\"\n"
        "team.t.role.rep.headcount,%d\nteam.t.stages,",
        below(state, 2) ? 1 + below(state, 12) : 40 + below(state, 300));
    for (int k = 0; k < n_stages; k++) {
        n += (size_t)snprintf(rows + n, size - n, "k%d ", k);
    }
    n += (size_t)snprintf(rows + n, size - n, "\n");
    if (limited) {
        snprintf(rows + n, size - n, "role.rep.max_open_deals,%d\n", 1 + below(state, 4));
    }
}

static void the_express_way_gives_the_bytes_of_the_event_loop(void **state)
{
    uint64_t seed = 20261122;
    (void)state;
    for (uint64_t i = 0; i < N_SCENARIOS; i++) {
        char rows[6000];
        scenario_rows(&seed, rows, sizeof(rows));
        struct dc_model *model = lab_model(rows);
        struct dc_path *express = dc_path_new(model);
        struct dc_path *events = dc_path_new(model);
        dc_path_go_by_events(events);
        for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
            const struct dc_record *a = NULL;
            const struct dc_record *b = NULL;
            assert_int_equal(dc_path_begin(express, r), DC_OK);
            assert_int_equal(dc_path_begin(events, r), DC_OK);
            assert_int_equal(dc_path_run(express, 0, NULL, &a), DC_OK);
            assert_int_equal(dc_path_run(events, 0, NULL, &b), DC_OK);
            same_record(i, a, b);
        }
        if (!dc_path_is_express(express) || dc_path_is_express(events)) {
            fail_msg("scenario %llu did not go both ways", (unsigned long long)i);
        }
        dc_path_free(express);
        dc_path_free(events);
        dc_model_free(model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_express_way_gives_the_bytes_of_the_event_loop),
    };
    return cmocka_run_group_tests_name("express", tests, NULL, NULL);
}
