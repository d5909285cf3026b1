/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_way.c - a run that follows deals to their end ahead of time gives the record
 * of the same run going from event to event, byte for byte, on scenarios drawn at random.
 *
 * Whoever watches is told in order of time, so a run that is watched follows nothing ahead, nor
 * foresees the end of an effort. No chance is involved: one difference is a bug. */
#include "tests/support/draw.h"
#include "tests/support/lab.h"
#include "tests/support/same.h"

#define N_SCENARIOS 600
#define N_REPLICATIONS 2

/* In exact scenarios all come, two a day, at the very times at which others end. */
static void segment_rows(struct draw *d, int s, bool exact)
{
    static const char *const patience[] = {"exponential(mean=0.7)", "3.5",
                                           "weibull(shape=1.3, scale=9)"};
    static const char *const curves[] = {
        "0.1:1, 7:0.5, 31:0.2", "12:1, 13:0.4", "2:0.7",
        "1:1, 2:0.9, 3:0.8, 5:0.7, 8:0.6, 12:0.5, 20:0.4, 30:0.3, 50:0.2, 90:0.1"};
    const bool even = exact || draw_seldom(d, 4);
    draw_row(d, "segment.s%d.leads,%d.875\nsegment.s%d.deal_value,exponential(mean=%d)\n", s,
             exact                ? 60
             : draw_seldom(d, 50) ? 9000
                                  : draw_below(d, 300),
             s, 100 + draw_below(d, 9000));
    draw_row(d, "segment.s%d.lead_cost,7.3\nsegment.s%d.wait_penalty,0.4\n", s, s);
    if (draw_seldom(d, 2)) {
        draw_row(d, "segment.s%d.patience,\"%s\"\n", s, patience[draw_below(d, 3)]);
    }
    if (even) {
        draw_row(d, "segment.s%d.arrivals,even\n", s);
    }
    if (draw_seldom(d, 3)) {
        draw_row(d, "segment.s%d.response_curve,\"%s\"\n", s, curves[draw_below(d, 4)]);
    } else if (draw_seldom(d, 3)) {
        draw_row(d, "segment.s%d.response_halflife,1.9\n", s);
    }
    if (draw_seldom(d, 3)) {
        draw_row(d, "segment.s%d.decision_makers,\"discrete(1:3, 4:2)\"\n", s);
    }
    if (draw_seldom(d, 5)) {
        draw_row(d, "team.t.segment.s%d.coverage,0.83\n", s);
    }
    if (draw_seldom(d, 2)) {
        draw_row(d, "segment.s%d.contract,recurring\nsegment.s%d.churn,4%%\n", s, s);
    }
}

/* What changes a deal or its chances. */
static void twist_rows(struct draw *d, int k)
{
    if (draw_seldom(d, 3)) {
        draw_row(d, "stage.k%d.value_factor,\"uniform(min=0.7, max=1.2)\"\n", k);
    }
    if (draw_seldom(d, 3)) {
        draw_row(d, "stage.k%d.dm_effect,-0.17\n", k);
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
    draw_row(d, "stage.k%d.conversion,0.%d\nstage.k%d.delay,\"%s\"\n", k,
             35 + draw_below(d, 60), k, delays[draw_below(d, exact ? 3 : 6)]);
    if (draw_seldom(d, exact ? 9 : 3)) {
        draw_row(d, "stage.k%d.delay_lost,exponential(mean=5)\n", k);
    }
    twist_rows(d, k);
    if (draw_seldom(d, 7)) { /* no way is known before it has been worked */
        draw_row(d, "stage.k%d.effort,exponential(mean=1.7)\n", k);
    }
}

/* Tasks take time, in exact scenarios quarters of a day; then the end of each may be foreseen
 * if the outcomes come at times of their own. */
static void effort_rows(struct draw *d, int k, bool exact)
{
    static const char *const efforts[] = {"2", "4", "8", "exponential(mean=3.7)"};
    static const char *const delays[] = {"lognormal(mean=3.1, sd=4)", "exponential(mean=0.9)",
                                         "weibull(shape=0.7, scale=5)",
                                         "uniform(min=0.1, max=7)", "3"};
    draw_row(d, "stage.k%d.effort,%s\n", k, efforts[draw_below(d, exact ? 3 : 4)]);
    draw_row(d, "stage.k%d.conversion,0.%d\n", k, 35 + draw_below(d, 60));
    draw_row(d, "stage.k%d.delay,\"%s\"\n", k,
             delays[draw_below(d, draw_seldom(d, 6) ? 5 : 4)]);
    if (draw_seldom(d, 3)) {
        draw_row(d, "stage.k%d.delay_lost,\"lognormal(mean=2, sd=3)\"\n", k);
    }
    twist_rows(d, k);
    if (!exact && draw_seldom(d, 2)) {
        draw_row(d, "stage.k%d.calls,poisson(mean=3)\nstage.k%d.call_time,0.3\n", k, k);
        draw_row(d, "stage.k%d.meetings,1\nstage.k%d.meeting_time,0.7\n", k, k);
    }
}

static void role_rows(struct draw *d, const char *role, bool exact, bool works)
{
    static const char *const orders[] = {"oldest", "oldest", "newest", "largest"};
    draw_row(d, "role.%s.channel,outside\nrole.%s.base_salary,50000\nrole.%s.ote,61000\n", role,
             role, role);
    draw_row(d, "role.%s.order,%s\n", role, orders[draw_below(d, 4)]);
    if (works) { /* eight hours a day */
        draw_row(d, "role.%s.hours_per_week,56\n", role);
    }
    if (works ? draw_seldom(d, 5) : !draw_seldom(d, 3)) {
        draw_row(d, "role.%s.max_open_deals,%d\n", role, 1 + draw_below(d, 4));
    }
    draw_row(d, "team.t.role.%s.headcount,%d\n", role,
             draw_below(d, 2) || exact ? 1 + draw_below(d, 9) : 30);
    if (draw_seldom(d, works ? 3 : 20)) {
        draw_row(d, "team.t.role.%s.hires,+2@0.75! -1@2 +1@2.5\n", role);
    }
    if (exact && !draw_seldom(d, 4)) {
        return;
    }
    if (draw_seldom(d, 4)) {
        draw_row(d, "role.%s.response_delay,exponential(mean=0.3)\n", role);
    }
    if (draw_seldom(d, 6)) {
        draw_row(d, "role.%s.skill_sd,0.4\n", role);
    }
    if (draw_seldom(d, 6)) {
        draw_row(d, "role.%s.attrition,80%%\n", role);
    }
    if (draw_seldom(d, 7)) {
        draw_row(d, "role.%s.sourced_leads,2\n", role);
    }
    if (draw_seldom(d, 5)) {
        draw_row(d, "role.%s.quota,900000\n", role);
    }
}

static void scenario_rows(struct draw *d)
{
    static const char *const assignments[] = {"least_loaded", "least_loaded", "round_robin",
                                              "random"};
    const int horizon = 3 + draw_below(d, 9);
    const int n_segments = 1 + draw_below(d, 3);
    const int n_stages = 1 + draw_below(d, 4);
    const bool two = draw_seldom(d, 3);
    const bool exact = draw_seldom(d, 3);
    const bool works = draw_seldom(d, 2);
    d->n = 0;
    draw_row(d, "scenario.horizon,%d\nscenario.warmup,%d\nscenario.seed,%d\n", horizon,
             draw_below(d, horizon), 1 + draw_below(d, 999));
    for (int s = 0; s < n_segments; s++) {
        segment_rows(d, s, exact);
    }
    for (int k = 0; k < n_stages; k++) {
        (works ? effort_rows : stage_rows)(d, k, exact);
        draw_row(d, "team.t.stage.k%d.role,%s\n", k,
                 two && draw_seldom(d, 2) ? "other" : "rep");
    }
    role_rows(d, "rep", exact, works);
    if (two) {
        role_rows(d, "other", exact, works);
        draw_row(d, "team.t.handoff_loss,0.07\nteam.t.handoff_delay,0.5\n");
    }
    draw_row(d, "team.t.assignment,%s\n", assignments[draw_below(d, 4)]);
    draw_row(d, "team.t.opportunity_stage,k%d\nteam.t.stages,", draw_below(d, n_stages));
    for (int k = 0; k < n_stages; k++) {
        draw_row(d, "k%d ", k);
    }
    draw_row(d, "\n");
}

static void see(void *self, const struct dc_event *event)
{
    (void)event;
    ++*(uint64_t *)self;
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
            draw_seldom(&d, 4) ? lab_model_stressed(rows, stress) : lab_model(rows);
        struct dc_path *ahead = dc_path_new(model);
        struct dc_path *watched = dc_path_new(model);
        dc_path_go_by_events(ahead);
        for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
            same_record(i, lab_record(ahead, r, NULL), lab_record(watched, r, &watch));
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
