/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_express.c - the way without an event list gives the record of the event
 * loop, byte for byte, on scenarios drawn at random among those that may go it.
 *
 * No chance is involved: one difference is a bug. */
#include <stdlib.h>
#include <string.h>

#include "tests/support/lab.h"

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
            "segment.s%d.lead_cost,7.3\nsegment.s%d.gross_margin,0.71\n",
            s, below(state, 3) ? below(state, 140) : 500 + below(state, 900), s,
            100 + below(state, 9000), s, s);
        if (below(state, 2)) {
            n += (size_t)snprintf(
                rows + n, size - n,
                "segment.s%d.contract,recurring\nsegment.s%d.churn,4%%\n"
                "segment.s%d.wait_penalty,0.4\nsegment.s%d.churn_sensitivity,0.3\n",
                s, s, s, s);
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

static void same_bytes(const char *what, uint64_t scenario, const void *a, const void *b,
                       size_t n)
{
    if (memcmp(a, b, n) != 0) {
        fail_msg("scenario %llu: %s differ", (unsigned long long)scenario, what);
    }
}

static void same_number(const char *what, uint64_t scenario, double a, double b)
{
    if (memcmp(&a, &b, sizeof(a)) != 0) {
        fail_msg("scenario %llu: %s: %.17g, by events %.17g", (unsigned long long)scenario,
                 what, a, b);
    }
}

static void compare(uint64_t i, const struct dc_record *a, const struct dc_record *b)
{
    same_number("opportunities", i, (double)a->n_opportunities, (double)b->n_opportunities);
    same_number("open at the warm-up's end", i, (double)a->n_open_at_warmup,
                (double)b->n_open_at_warmup);
    same_number("median cycle", i, a->cycle_p50_days, b->cycle_p50_days);
    same_number("cycle P90", i, a->cycle_p90_days, b->cycle_p90_days);
    same_number("response P90", i, a->response_p90_days, b->response_p90_days);
    same_number("opportunity days", i, a->open_opportunity_days, b->open_opportunity_days);
    same_number("opportunity money", i, a->open_opportunity_money_days,
                b->open_opportunity_money_days);
    same_number("npv", i, a->npv_money, b->npv_money);
    same_number("clv", i, a->clv_money, b->clv_money);
    same_number("csat", i, a->csat_points, b->csat_points);
    same_number("customer days", i, a->customer_days, b->customer_days);
    same_bytes("months", i, a->month, b->month, a->n_months * sizeof(*a->month));
    same_bytes("segments", i, a->segment, b->segment, a->n_segments * sizeof(*a->segment));
    same_bytes("stages", i, a->stage, b->stage, a->n_stages * sizeof(*a->stage));
    for (uint32_t r = 0; r < a->n_roles; r++) {
        same_number("places held", i, a->role[r].held_days, b->role[r].held_days);
        same_number("won by the role", i, a->role[r].won_money, b->role[r].won_money);
        same_bytes("costs of a role", i, a->role[r].cost_money, b->role[r].cost_money,
                   sizeof(a->role[r].cost_money));
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
            compare(i, a, b);
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
