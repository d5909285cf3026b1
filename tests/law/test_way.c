/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_way.c - a run that follows deals to their end ahead of time gives the record
 * of the same run going from event to event, byte for byte, on scenarios drawn at random.
 *
 * Whoever watches is told in order of time, so a run that is watched follows nothing ahead. No
 * chance is involved: one difference is a bug. */
#include <stdarg.h>
#include <stdlib.h>

#include "tests/support/lab.h"
#include "tests/support/same.h"

#define N_SCENARIOS 600
#define N_REPLICATIONS 2

struct draw {
    uint64_t state;
    char *rows;
    size_t size, n;
};

static int below(struct draw *d, int n)
{
    d->state += 0x9e3779b97f4a7c15;
    uint64_t z = d->state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return (int)((z ^ (z >> 31)) % (uint64_t)n);
}

static void row(struct draw *d, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    d->n += (size_t)vsnprintf(d->rows + d->n, d->size - d->n, fmt, args);
    va_end(args);
}

/* One out of n. */
static bool seldom(struct draw *d, int n)
{
    return below(d, n) == 0;
}

/* In exact scenarios all come, two a day, at the very times at which others end. */
static void segment_rows(struct draw *d, int s, bool exact)
{
    static const char *const patience[] = {"exponential(mean=0.7)", "3.5",
                                           "weibull(shape=1.3, scale=9)"};
    const bool even = exact || seldom(d, 4);
    row(d, "segment.s%d.leads,%d.875\nsegment.s%d.deal_value,exponential(mean=%d)\n", s,
        exact           ? 60
        : seldom(d, 50) ? 9000
                        : below(d, 300),
        s, 100 + below(d, 9000));
    row(d, "segment.s%d.lead_cost,7.3\nsegment.s%d.wait_penalty,0.4\n", s, s);
    if (seldom(d, 2)) {
        row(d, "segment.s%d.patience,\"%s\"\n", s, patience[below(d, 3)]);
    }
    if (even) {
        row(d, "segment.s%d.arrivals,even\n", s);
    }
    if (seldom(d, 3)) {
        row(d, "segment.s%d.response_curve,\"0.1:1, 7:0.5, 31:0.2\"\n", s);
    } else if (seldom(d, 3)) {
        row(d, "segment.s%d.response_halflife,1.9\n", s);
    }
    if (seldom(d, 3)) {
        row(d, "segment.s%d.decision_makers,\"discrete(1:3, 4:2)\"\n", s);
    }
    if (seldom(d, 5)) {
        row(d, "team.t.segment.s%d.coverage,0.83\n", s);
    }
    if (seldom(d, 2)) {
        row(d, "segment.s%d.contract,recurring\nsegment.s%d.churn,4%%\n", s, s);
    }
}

static void stage_rows(struct draw *d, int k, bool exact)
{
    static const char *const delays[] = {"2.5",
                                         "0.5",
                                         "0",
                                         "lognormal(mean=3.1, sd=4)",
                                         "gamma(mean=7.7, sd=2.9)",
                                         "exponential(mean=0.9)"};
    row(d, "stage.k%d.conversion,0.%d\nstage.k%d.delay,\"%s\"\n", k, 35 + below(d, 60), k,
        delays[below(d, exact ? 3 : 6)]);
    if (seldom(d, exact ? 9 : 3)) {
        row(d, "stage.k%d.delay_lost,exponential(mean=5)\n", k);
    }
    if (seldom(d, 3)) {
        row(d, "stage.k%d.value_factor,\"uniform(min=0.7, max=1.2)\"\n", k);
    }
    if (seldom(d, 3)) {
        row(d, "stage.k%d.dm_effect,-0.17\n", k);
    }
    if (seldom(d, 7)) { /* no way is known before it has been worked */
        row(d, "stage.k%d.effort,exponential(mean=1.7)\n", k);
    }
}

static void role_rows(struct draw *d, const char *role, bool exact)
{
    static const char *const orders[] = {"oldest", "oldest", "newest", "largest"};
    row(d, "role.%s.channel,outside\nrole.%s.base_salary,50000\nrole.%s.ote,61000\n", role,
        role, role);
    row(d, "role.%s.order,%s\n", role, orders[below(d, 4)]);
    if (!seldom(d, 3)) {
        row(d, "role.%s.max_open_deals,%d\n", role, 1 + below(d, 4));
    }
    row(d, "team.t.role.%s.headcount,%d\n", role, below(d, 2) || exact ? 1 + below(d, 9) : 30);
    if (exact && !seldom(d, 4)) {
        return;
    }
    if (seldom(d, 4)) {
        row(d, "role.%s.response_delay,exponential(mean=0.3)\n", role);
    }
    if (seldom(d, 6)) {
        row(d, "role.%s.skill_sd,0.4\n", role);
    }
    if (seldom(d, 6)) {
        row(d, "role.%s.attrition,80%%\n", role);
    }
    if (seldom(d, 7)) {
        row(d, "role.%s.sourced_leads,2\n", role);
    }
    if (seldom(d, 5)) {
        row(d, "role.%s.quota,900000\n", role);
    }
}

static void scenario_rows(struct draw *d)
{
    static const char *const assignments[] = {"least_loaded", "least_loaded", "round_robin",
                                              "random"};
    const int horizon = 3 + below(d, 9);
    const int n_segments = 1 + below(d, 3);
    const int n_stages = 1 + below(d, 4);
    const bool two = seldom(d, 3);
    const bool exact = seldom(d, 3);
    d->n = 0;
    row(d, "scenario.horizon,%d\nscenario.warmup,%d\nscenario.seed,%d\n", horizon,
        below(d, horizon), 1 + below(d, 999));
    for (int s = 0; s < n_segments; s++) {
        segment_rows(d, s, exact);
    }
    for (int k = 0; k < n_stages; k++) {
        stage_rows(d, k, exact);
        row(d, "team.t.stage.k%d.role,%s\n", k, two && seldom(d, 2) ? "other" : "rep");
    }
    role_rows(d, "rep", exact);
    if (two) {
        role_rows(d, "other", exact);
        row(d, "team.t.handoff_loss,0.07\nteam.t.handoff_delay,0.5\n");
    }
    row(d, "team.t.assignment,%s\n", assignments[below(d, 4)]);
    row(d, "team.t.opportunity_stage,k%d\nteam.t.stages,", below(d, n_stages));
    for (int k = 0; k < n_stages; k++) {
        row(d, "k%d ", k);
    }
    row(d, "\n");
}

static void see(void *self, const struct dc_event *event)
{
    (void)event;
    ++*(uint64_t *)self;
}

static const struct dc_record *record_of(struct dc_path *path, uint64_t replication,
                                         const struct dc_observer *observer)
{
    const struct dc_record *record = NULL;
    assert_int_equal(dc_path_begin(path, replication), DC_OK);
    assert_int_equal(dc_path_run(path, 0, observer, &record), DC_OK);
    return record;
}

static void following_deals_ahead_gives_the_bytes_of_the_events(void **state)
{
    char rows[9000];
    static const char stress[] = "s,stage.k0.conversion,*,0.7,2,3\n";
    struct draw d = {20261123, rows, sizeof(rows), 0};
    (void)state;
    for (uint64_t i = 0; i < N_SCENARIOS; i++) {
        uint64_t n_seen = 0;
        const struct dc_observer watch = {.see = see, .self = &n_seen};
        scenario_rows(&d);
        struct dc_model *model =
            seldom(&d, 4) ? lab_model_stressed(rows, stress) : lab_model(rows);
        struct dc_path *ahead = dc_path_new(model);
        struct dc_path *watched = dc_path_new(model);
        dc_path_go_by_events(ahead);
        for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
            same_record(i, record_of(ahead, r, NULL), record_of(watched, r, &watch));
        }
        dc_path_free(ahead);
        dc_path_free(watched);
        dc_model_free(model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(following_deals_ahead_gives_the_bytes_of_the_events),
    };
    return cmocka_run_group_tests_name("way", tests, NULL, NULL);
}
