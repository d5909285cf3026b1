/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_people.c - reps ramp, leave, are replaced and differ, as stated.
 *
 * Alternating renewal process (Cox 1962): with exponential tenure of mean L and a fixed
 * time to fill F, a seat is filled for the share L / (L + F) of the time in the long run.
 * Attrition a a year is the hazard -ln(1 - a) / year. A unit logit-normal mixes binomials:
 * E[W (W-1)] = n (n-1) E[p^2] with p = logistic(logit(c) + s Z).
 *
 * Means must lie within 3 standard errors: by chance a fresh seed fails a check with
 * probability 0.27%. */
#include <math.h>

#include "tests/support/lab.h"

#define MONTH (365.25 / 12.0)
#define YEAR 365.25

struct staff {
    struct lab_mean filled_share, leavers;
};

static void see_staff(void *self, uint64_t r, const struct dc_record *record)
{
    struct staff *s = self;
    const struct dc_role_sum *role = &record->role[0];
    (void)r;
    lab_add(&s->filled_share, role->filled_days / (role->filled_days + role->vacancy_days));
    lab_add(&s->leavers, (double)role->n_leavers);
}

static void seats_are_filled_for_the_stationary_share(void **state)
{
    (void)state;
    struct staff s = {0};
    const double tenure = YEAR / -log(1.0 - 0.37);
    const double share = tenure / (tenure + 83.0);
    struct dc_model *model =
        lab_model("scenario.horizon,180\nscenario.warmup,60\nscenario.seed,31\n"
                  "segment.s.leads,1\nsegment.s.deal_value,1\nstage.a.conversion,0.5\n"
                  "role.rep.channel,inside\nrole.rep.attrition,37%\nrole.rep.time_to_fill,83\n"
                  "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,9\n");
    lab_each(model, 0, 700, NULL, see_staff, &s);
    lab_expect("filled share", &s.filled_share, share, 3.0, 0.01);
    lab_expect("leavers in ten years", &s.leavers, 9.0 * share * 10.0 * YEAR / tenure, 3.0,
               0.01);
    dc_model_free(model);
}

static void burnout_raises_leaving_by_the_stated_factor(void **state)
{
    (void)state;
    struct staff s = {0};
    /* far more work than hours: every month is 100% busy, so (u - 0.85)/0.15 = 1 from month 1
     */
    struct dc_model *model =
        lab_model("scenario.horizon,61\nscenario.warmup,1\nscenario.seed,32\n"
                  "segment.s.leads,200\nsegment.s.arrivals,even\nsegment.s.deal_value,1\n"
                  "stage.a.conversion,0.5\nstage.a.effort,13\n"
                  "role.rep.channel,inside\nrole.rep.attrition,29%\nrole.rep.burnout,1.7\n"
                  "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,3\n");
    lab_each(model, 0, 2500, NULL, see_staff, &s);
    const double per_year = -log(1.0 - 0.29) * (1.0 + 1.7);
    lab_expect("leavers in five years", &s.leavers, 3.0 * 5.0 * per_year, 3.0, 0.01);
    dc_model_free(model);
}

static void see_ramp(void *self, uint64_t r, const struct dc_record *record)
{
    double *productive = self;
    (void)r;
    for (uint32_t m = 0; m < record->n_months; m++) {
        productive[m] = record->month[m].productive_days;
    }
}

static void a_new_rep_becomes_productive_along_the_ramp(void **state)
{
    (void)state;
    double productive[9] = {0};
    struct dc_model *model =
        lab_model("scenario.horizon,9\nsegment.s.leads,0\nsegment.s.deal_value,1\n"
                  "stage.a.conversion,0.5\nrole.rep.channel,inside\nrole.rep.ramp,5.3\n"
                  "role.rep.ramp_start,0.19\n"
                  "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,0\n"
                  "team.t.role.rep.hires,+2@1.25!\n");
    lab_each(model, 0, 1, NULL, see_ramp, productive);
    for (int m = 0; m < 9;
         m++) { /* integral of 2 * min(1, 0.19 + 0.81 tau/5.3) over the month */
        const double a = m - 1.25 > 0.0 ? m - 1.25 : 0.0;
        const double b = m + 1 - 1.25 > 0.0 ? m + 1 - 1.25 : 0.0;
        double expected = 0.0;
        const int n = 200000;
        for (int i = 0; i < n && b > a; i++) {
            const double tau = a + (b - a) * (i + 0.5) / n;
            expected += 2.0 * fmin(1.0, 0.19 + 0.81 * tau / 5.3) * (b - a) / n * MONTH;
        }
        if (fabs(productive[m] - expected) > 1e-6 * MONTH) {
            fail_msg("month %d: %.9g productive days, expected %.9g", m, productive[m],
                     expected);
        }
    }
    dc_model_free(model);
}

struct wins {
    struct lab_mean share, pairs;
};

static void see_wins(void *self, uint64_t r, const struct dc_record *record)
{
    struct wins *w = self;
    const double won = (double)record->segment[0].n_won;
    const double n = (double)record->segment[0].n_leads;
    (void)r;
    lab_add(&w->share, won / n);
    lab_add(&w->pairs, won * (won - 1.0) / (n * (n - 1.0)));
}

static void skill_spreads_win_rates_as_the_logit_normal_does(void **state)
{
    (void)state;
    struct wins w = {0};
    double mean = 0.0;
    double second = 0.0;
    const double step = 0.001;
    for (double z = -9.0; z < 9.0; z += step) {
        const double mid = z + 0.5 * step;
        const double p = 1.0 / (1.0 + exp(-(log(0.31 / 0.69) + 0.83 * mid)));
        const double weight = exp(-0.5 * mid * mid) / sqrt(6.283185307179586) * step;
        mean += weight * p;
        second += weight * p * p;
    }
    struct dc_model *model =
        lab_model("scenario.horizon,3\nscenario.seed,33\nsegment.s.leads,13\n"
                  "segment.s.arrivals,even\nsegment.s.deal_value,1\nstage.a.conversion,31%\n"
                  "role.rep.channel,inside\nrole.rep.skill_sd,0.83\n"
                  "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n");
    lab_each(model, 0, 40000, NULL, see_wins, &w);
    lab_expect("mean win rate", &w.share, mean, 3.0, 0.01);
    lab_expect("mean square of the win rate", &w.pairs, second, 3.0, 0.01);
    dc_model_free(model);
}

static double won_share_after(double delay_hours, const char *response)
{
    char rows[700];
    struct wins w = {0};
    snprintf(rows, sizeof(rows),
             "scenario.horizon,12\nscenario.seed,34\nsegment.s.leads,20000\n"
             "segment.s.arrivals,even\nsegment.s.deal_value,1\n%sstage.a.conversion,47%%\n"
             "role.rep.channel,inside\nrole.rep.response_delay,%.17g\n"
             "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n",
             response, delay_hours / 24.0);
    struct dc_model *model = lab_model(rows);
    lab_each(model, 0, 1, NULL, see_wins, &w);
    dc_model_free(model);
    return w.share.mean;
}

static void expect_share(double delay_hours, const char *response, double factor)
{
    const double share = won_share_after(delay_hours, response);
    const double p = 0.47 * factor;
    const double error = sqrt(p * (1.0 - p) / 240000.0);
    if (!(fabs(share - p) < 3.0 * error)) {
        fail_msg("after %g hours: won share %.6g, expected %.6g +- %.2g", delay_hours, share, p,
                 error);
    }
}

static void conversion_against_wait_recovers_the_curve(void **state)
{
    (void)state;
    static const char curve[] = "segment.s.response_curve,\"0.25:1, 2:0.62, 24:0.17\"\n";
    expect_share(0.1, curve, 1.0);
    expect_share(0.25, curve, 1.0);
    expect_share(0.9, curve, 1.0 - 0.38 * log(0.9 / 0.25) / log(2.0 / 0.25));
    expect_share(2.0, curve, 0.62);
    expect_share(11.3, curve, 0.62 - 0.45 * log(11.3 / 2.0) / log(24.0 / 2.0));
    expect_share(71.0, curve, 0.17);
}

/* Waits between any two of many points, and at some. */
static void conversion_recovers_a_curve_of_many_points(void **state)
{
    (void)state;
    static const double hours[] = {1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
    static const double factor[] = {1, 0.93, 0.86, 0.79, 0.7, 0.6, 0.49, 0.37, 0.29, 0.2, 0.11};
    static const char curve[] =
        "segment.s.response_curve,\"1:1, 2:0.93, 3:0.86, 5:0.79, 7:0.7, 11:0.6, 13:0.49, "
        "17:0.37, 19:0.29, 23:0.2, 29:0.11\"\n";
    for (int i = 1; i < 11; i++) {
        const double part = log(1.37) / log(hours[i] / hours[i - 1]);
        const bool within = part < 1.0;
        expect_share(within ? 1.37 * hours[i - 1] : hours[i], curve,
                     within ? factor[i - 1] + part * (factor[i] - factor[i - 1]) : factor[i]);
    }
}

static void conversion_halves_with_the_half_life(void **state)
{
    (void)state;
    static const char halflife[] = "segment.s.response_halflife,1.3\n";
    expect_share(0.7, halflife, pow(2.0, -0.7 / 24.0 / 1.3));
    expect_share(31.2, halflife, 0.5);
    expect_share(101.0, halflife, pow(2.0, -101.0 / 24.0 / 1.3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seats_are_filled_for_the_stationary_share),
        cmocka_unit_test(burnout_raises_leaving_by_the_stated_factor),
        cmocka_unit_test(a_new_rep_becomes_productive_along_the_ramp),
        cmocka_unit_test(skill_spreads_win_rates_as_the_logit_normal_does),
        cmocka_unit_test(conversion_against_wait_recovers_the_curve),
        cmocka_unit_test(conversion_recovers_a_curve_of_many_points),
        cmocka_unit_test(conversion_halves_with_the_half_life),
    };
    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
