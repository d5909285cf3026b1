/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_money_means.c - money under chance: means equal their closed forms.
 *
 * Means must lie within 4 standard errors: by chance a fresh seed fails a check with
 * probability 0.0063%. */
#include <math.h>

#include "../support/ran.h"

#define MONTH (365.25 / 12.0)
#define YEAR 365.25

/* Wins are Poisson(9.6), each a tenth of the quota; threshold 0.5, accelerator 2, cap 1.8. */
static void expected_commission_is_the_sum_over_the_poisson_law(void **state)
{
    (void)state;
    struct run run =
        run_of("scenario.horizon,12\nscenario.seed,404\nsegment.s.leads,0.8\nsegment.s.deal_"
               "value,5000\n"
               "stage.a.conversion,1\nrole.rep.channel,inside\nrole.rep.base_salary,40000\n"
               "role.rep.ote,70000\nrole.rep.quota,50000\nrole.rep.quota_period,year\n"
               "role.rep.commission_threshold,0.5\nrole.rep.accelerator,2\nrole.rep.commission_"
               "cap,1.8\n"
               "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n",
               40000);
    double expected = 0.0;
    double at_quota = 0.0;
    double p = exp(-9.6);
    for (int k = 0; k < 100; k++) {
        const double x = k / 10.0;
        const double payout = k < 5 ? 0.0 : k <= 10 ? x : fmin(1.0 + 2.0 * (x - 1.0), 1.8);
        expected += p * payout * 30000.0;
        at_quota += k >= 10 ? p : 0.0;
        p *= 9.6 / (k + 1);
    }
    const struct lab_mean paid = mean_of(&run, "cost.commission");
    const struct lab_mean hit = mean_of(&run, "at_quota");
    lab_expect("commission", &paid, expected, 4.0, 0.005);
    lab_expect("at_quota", &hit, at_quota, 4.0, 0.01);
    run_free(&run);
}

/* Customers come at a rate of 5 a month and leave at 3% a month: expected revenue to T is
 * rate * v * (exp(k T) - 1 - k T)/k^2 over years, k the growth less the leaving a year; arr at
 * the end rate * v * (exp(k T) - 1)/k; cash is the revenue to T less the delay. */
static void expected_recurring_revenue_is_the_closed_form(void **state)
{
    (void)state;
    struct run run =
        run_of("scenario.horizon,36\nscenario.seed,405\nscenario.payment_delay,45\n"
               "segment.s.leads,5\nsegment.s.deal_value,1200\nsegment.s.contract,recurring\n"
               "segment.s.churn,0.03\nsegment.s.expansion,0.08\nstage.a.conversion,1\n"
               "role.rep.channel,inside\n"
               "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n",
               8000);
    const double rate = 60.0;
    const double k = log(1.08) + 12.0 * log(1.0 - 0.03);
    const double years = 3.0;
    const double paid = years - 45.0 / YEAR;
    const double lost = -12.0 * log(0.97);
    const struct {
        const char *metric;
        double want;
    } figure[] = {
        {"revenue", rate * 1200.0 * (expm1(k * years) - k * years) / (k * k)},
        {"cash", rate * 1200.0 * (expm1(k * paid) - k * paid) / (k * k)},
        {"arr", rate * 1200.0 * expm1(k * years) / k},
        {"customers", rate * -expm1(-lost * years) / lost},
        {"churned", rate * years - rate * -expm1(-lost * years) / lost},
    };
    for (size_t i = 0; i < DC_COUNT_OF(figure); i++) {
        const struct lab_mean mean = mean_of(&run, figure[i].metric);
        lab_expect(figure[i].metric, &mean, figure[i].want, 4.0, 0.005);
    }
    run_free(&run);
}

/* Invoices for the year ahead: each customer's first at the win, the next while it stays, less
 * what is paid back; by Wald, received less paid back is revenue to the horizon plus what was
 * paid ahead for those who stay: rate * E[rest of the running year], integrated over ages. */
static void expected_cash_billed_ahead_is_the_closed_form(void **state)
{
    (void)state;
    struct run run =
        run_of("scenario.horizon,30\nscenario.seed,406\nscenario.payment_delay,0\n"
               "segment.s.leads,5\nsegment.s.deal_value,1200\nsegment.s.contract,recurring\n"
               "segment.s.churn,0.04\nsegment.s.billing,quarter\nstage.a.conversion,1\n"
               "role.rep.channel,inside\n"
               "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n",
               8000);
    const double hazard = -log(0.96); /* a month */
    /* revenue: 100 a month times the months lived; ahead: ages a in months, staying exp(-hazard
     * a), have paid the rest of the quarter, 3 - a mod 3, at 100 a month */
    double ahead = 0.0;
    for (int q = 0; q < 10; q++) {
        const double stay = exp(-hazard * 3.0 * q);
        const double whole = -expm1(-hazard * 3.0) / hazard;
        /* integral of (3 - x) exp(-h x) over a quarter */
        ahead += stay * (3.0 / hazard - whole / hazard);
    }
    const double lived = (30.0 + expm1(-hazard * 30.0) / hazard) / hazard;
    const struct lab_mean cash = mean_of(&run, "cash");
    const struct lab_mean revenue = mean_of(&run, "revenue");
    lab_expect("revenue", &revenue, 5.0 * 100.0 * lived, 4.0, 0.005);
    lab_expect("cash", &cash, 5.0 * 100.0 * (lived + ahead), 4.0, 0.005);
    run_free(&run);
}

struct lives {
    double won_at[20000];
    struct lab_mean paid;
};

/* Monthly payments in advance while the customer stays, discounted: CLV by its definition. */
static void see_life(void *self, const struct dc_event *e)
{
    struct lives *lives = self;
    if (e->kind == DC_EV_WON && e->deal < DC_COUNT_OF(lives->won_at)) {
        lives->won_at[e->deal] = e->time_days;
    }
    if (e->kind == DC_EV_CHURNED && e->deal < DC_COUNT_OF(lives->won_at) &&
        lives->won_at[e->deal] < 60 * MONTH) {
        const double months = (e->time_days - lives->won_at[e->deal]) / MONTH;
        double paid = 0.0;
        for (int k = 0; k < months; k++) {
            paid += 2400.0 / 12 * 0.7 * pow(1.05 / 1.1, k / 12.0);
        }
        lab_add(&lives->paid, paid);
    }
}

/* 160 a month for 5 years; by the horizon of 20 all but 0.94^180 = 1e-5 of them have left. */
static void clv_is_the_mean_of_lives_seen(void **state)
{
    (void)state;
    struct lives lives = {.paid = {0}};
    struct dc_model *model = lab_model(
        "scenario.horizon,240\nscenario.seed,407\nsegment.s.leads,160\n"
        "segment.s.deal_value,2400\nsegment.s.contract,recurring\nsegment.s.churn,0.06\n"
        "segment.s.expansion,0.05\nsegment.s.gross_margin,0.7\nstage.a.conversion,1\n"
        "role.rep.channel,inside\n"
        "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n");
    struct dc_diags *diags = dc_diags_new();
    const struct dc_observer observer = {see_life, &lives};
    assert_int_equal(dc_run_watch(model, 0, 0, &observer, diags), DC_OK);
    assert_true(lives.paid.n > 9000);
    const double q = 0.94 * pow(1.05 / 1.1, 1.0 / 12);
    lab_expect("clv", &lives.paid, 2400.0 / 12 * 0.7 / (1.0 - q), 4.0, 0.02);
    dc_diags_free(diags);
    dc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expected_commission_is_the_sum_over_the_poisson_law),
        cmocka_unit_test(expected_recurring_revenue_is_the_closed_form),
        cmocka_unit_test(expected_cash_billed_ahead_is_the_closed_form),
        cmocka_unit_test(clv_is_the_mean_of_lives_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
