/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_edges.c - the ends of what a scenario may say: no leads, no seats, all seats
 * closed, certainty, twenty years, a million leads a month. No chance decides here, but
 * where said. */
#include <math.h>

#include "tests/support/lab.h"

struct seen {
    double leads, won, lost, expired, open, filled;
};

static void see(void *self, uint64_t r, const struct dc_record *record)
{
    struct seen *s = self;
    (void)r;
    s->leads += (double)record->segment[0].n_leads;
    s->won += (double)record->segment[0].n_won;
    s->lost += (double)record->segment[0].n_lost;
    s->expired += (double)record->segment[0].n_expired;
    s->open += (double)record->segment[0].n_open;
    s->filled += record->role[0].filled_days;
}

static struct seen run(const char *rows, const char *leads, const char *conversion,
                       const char *staff)
{
    char text[1500];
    struct seen s = {0};
    snprintf(text, sizeof(text),
             "%ssegment.s.leads,%s\nsegment.s.arrivals,even\nsegment.s.deal_value,17\n"
             "stage.a.conversion,%s\nrole.rep.channel,inside\nteam.t.stages,a\n"
             "team.t.stage.a.role,rep\n%s",
             rows, leads, conversion, staff);
    struct dc_model *model = lab_model(text);
    lab_each(model, 0, 1, NULL, see, &s);
    dc_model_free(model);
    return s;
}

static void expect(const char *what, double found, double expected)
{
    if (found != expected) {
        fail_msg("%s: %.12g, expected %.12g", what, found, expected);
    }
}

static const char three[] = "team.t.role.rep.headcount,3\n";

static void no_leads_give_nothing(void **state)
{
    (void)state;
    const struct seen s = run("scenario.horizon,5\n", "0", "0.5", three);
    expect("leads", s.leads, 0.0);
    expect("won", s.won, 0.0);
    expect("open", s.open, 0.0);
}

static void without_seats_leads_wait_for_ever(void **state)
{
    (void)state;
    const struct seen s =
        run("scenario.horizon,5\n", "13", "1", "team.t.role.rep.headcount,0\n");
    expect("leads", s.leads, 65.0);
    expect("open", s.open, 65.0);
}

static void without_seats_impatient_leads_expire(void **state)
{
    (void)state;
    const struct seen s = run("scenario.horizon,5\nsegment.s.patience,0\n", "13", "1",
                              "team.t.role.rep.headcount,0\n");
    expect("expired", s.expired, 65.0);
}

static void when_all_seats_close_work_stops(void **state)
{
    (void)state;
    const struct seen s = run("scenario.horizon,6\n", "10", "1",
                              "team.t.role.rep.headcount,3\nteam.t.role.rep.hires,-3@2\n");
    expect("won before", s.won, 20.0);
    expect("open after", s.open, 40.0);
    if (fabs(s.filled - 3.0 * 2.0 * 365.25 / 12.0) > 1e-6) {
        fail_msg("filled days: %.9g, expected %.9g", s.filled, 3.0 * 2.0 * 365.25 / 12.0);
    }
}

static void certainty_is_certain(void **state)
{
    (void)state;
    expect("won at conversion 1", run("scenario.horizon,7\n", "1009", "1", three).won, 7063.0);
    expect("lost at conversion 0", run("scenario.horizon,7\n", "1009", "0", three).lost,
           7063.0);
    expect("won at conversion 1 with skill",
           run("scenario.horizon,7\nrole.rep.skill_sd,3\n", "1009", "1", three).won, 7063.0);
}

static void patience_of_0_needs_a_free_rep(void **state)
{
    (void)state;
    /* a lead every month; the only rep works 1.5 months on each: every second one expires */
    const struct seen s = run("scenario.horizon,8\nsegment.s.patience,0\nstage.a.effort,42\n"
                              "role.rep.hours_per_week,6.438356164383562\n",
                              "1", "1", "team.t.role.rep.headcount,1\n");
    expect("leads", s.leads, 8.0);
    expect("expired", s.expired, 4.0);
}

static void twenty_years_run(void **state)
{
    (void)state;
    const struct seen s = run("scenario.horizon,240\nscenario.warmup,239\n", "31", "1", three);
    expect("leads of the last month", s.leads, 31.0);
    expect("won in the last month", s.won, 31.0);
}

static void a_million_leads_a_month_run(void **state)
{
    (void)state;
    const struct seen s =
        run("scenario.horizon,1\nstage.a.delay,exponential(mean=3)\n", "1000000", "0.5", three);
    expect("leads", s.leads, 1000000.0);
    expect("all accounted for", s.won + s.lost + s.open, 1000000.0);
    const double p = 0.5 * (1.0 - 3.0 / (365.25 / 12.0) * (1.0 - exp(-365.25 / 12.0 / 3.0)));
    if (fabs(s.won / 1e6 - p) > 4.0 * 0.0005) { /* fails by chance with probability 6e-5 */
        fail_msg("won share %.6g, expected %.6g", s.won / 1e6, p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_leads_give_nothing),
        cmocka_unit_test(without_seats_leads_wait_for_ever),
        cmocka_unit_test(without_seats_impatient_leads_expire),
        cmocka_unit_test(when_all_seats_close_work_stops),
        cmocka_unit_test(certainty_is_certain),
        cmocka_unit_test(patience_of_0_needs_a_free_rep),
        cmocka_unit_test(twenty_years_run),
        cmocka_unit_test(a_million_leads_a_month_run),
    };
    return cmocka_run_group_tests_name("edges", tests, NULL, NULL);
}
