/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_express.c - the way without an event list gives the record of the event
 * loop, byte for byte, on scenarios drawn at random among those that may go it.
 *
 * No chance is involved: one difference is a bug. */
#include "tests/support/draw.h"
#include "tests/support/lab.h"
#include "tests/support/same.h"

#define N_SCENARIOS 120
#define N_REPLICATIONS 3

static void scenario_rows(struct draw *d)
{
    static const char *const delays[] = {"lognormal(mean=3.1, sd=4)", "gamma(mean=7.7, sd=2.9)",
                                         "exponential(mean=0.9)", "2.5", "0"};
    const bool limited = draw_below(d, 3) > 0;
    const int n_segments = limited ? 1 : 1 + draw_below(d, 3);
    const int n_stages = 1 + draw_below(d, 4);
    const int horizon = 3 + draw_below(d, 9);
    d->n = 0;
    draw_row(d, "scenario.horizon,%d\nscenario.warmup,%d\nscenario.seed,%d\n", horizon,
             draw_below(d, horizon), 1 + draw_below(d, 999));
    for (int s = 0; s < n_segments; s++) {
        draw_row(d,
                 "segment.s%d.leads,%d.3\nsegment.s%d.deal_value,exponential(mean=%d)\n"
                 "segment.s%d.lead_cost,7.3\nsegment.s%d.gross_margin,0.71\n"
                 "segment.s%d.wait_penalty,0.4\n",
                 s, draw_below(d, 3) ? draw_below(d, 140) : 500 + draw_below(d, 900), s,
                 100 + draw_below(d, 9000), s, s, s);
        if (draw_below(d, 2)) {
            draw_row(d,
                     "segment.s%d.contract,recurring\nsegment.s%d.churn,4%%\n"
                     "segment.s%d.churn_sensitivity,0.3\n",
                     s, s, s);
        }
    }
    for (int k = 0; k < n_stages; k++) {
        draw_row(d,
                 "stage.k%d.conversion,0.%d\nstage.k%d.delay,\"%s\"\n"
                 "team.t.stage.k%d.role,rep\n",
                 k, 35 + draw_below(d, 60), k, delays[draw_below(d, 5)], k);
        if (draw_below(d, 3) == 0) {
            draw_row(d, "stage.k%d.delay_lost,exponential(mean=5)\n", k);
        }
    }
    draw_row(d,
             "role.rep.channel,outside\nrole.rep.base_salary,50000\nrole.rep.ote,61000\n"
             "role.rep.oncost,20%%\nrole.rep.satisfaction,\"normal(mean=4, sd=0.8)\"\n"
             "team.t.role.rep.headcount,%d\nteam.t.stages,",
             draw_below(d, 2) ? 1 + draw_below(d, 12) : 40 + draw_below(d, 300));
    for (int k = 0; k < n_stages; k++) {
        draw_row(d, "k%d ", k);
    }
    draw_row(d, "\n");
    if (limited) {
        draw_row(d, "role.rep.max_open_deals,%d\n", 1 + draw_below(d, 4));
    }
}

static void the_express_way_gives_the_bytes_of_the_event_loop(void **state)
{
    char rows[6000];
    struct draw d = {20261122, rows, sizeof(rows), 0};
    (void)state;
    for (uint64_t i = 0; i < N_SCENARIOS; i++) {
        scenario_rows(&d);
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
