/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_flow.c - a pipeline in which nobody waits is a tandem of M/G/infinity
 * queues.
 *
 * Little (1961) and the displacement theorem for Poisson processes: from time T on, deals
 * open in a stage whose delays end before T are Poisson with mean rate * mean sojourn;
 * wins are a thinned Poisson process; a Poisson process with a changing rate has Poisson
 * counts in every month, independent of each other.
 *
 * Dispersion sum((x - mean)^2)/mean is chi-square with n degrees of freedom for a known
 * mean; its normal score (Wilson-Hilferty) must stay within 3.3: each check fails by chance
 * for a fresh seed with probability 0.1%; mean checks are within 3 standard errors (0.27%). */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "tests/support/lab.h"

#define MONTH (365.25 / 12.0)
#define N 6000

struct counts {
    struct lab_mean open[3], won;
    double dispersion[3], dispersion_won, mean[3], mean_won;
};

static void see_counts(void *self, uint64_t r, const struct dc_record *record)
{
    struct counts *c = self;
    (void)r;
    for (int k = 0; k < 3; k++) {
        const struct dc_stage_sum *s = &record->stage[k];
        const double open = (double)s->n_entries - (double)s->n_timed;
        lab_add(&c->open[k], open);
        c->dispersion[k] += (open - c->mean[k]) * (open - c->mean[k]) / c->mean[k];
    }
    const double won = (double)record->month[record->n_months - 1].n_won;
    lab_add(&c->won, won);
    c->dispersion_won += (won - c->mean_won) * (won - c->mean_won) / c->mean_won;
}

static void expect_dispersion(const char *what, double chi2, double df)
{
    const double p = gsl_cdf_chisq_P(chi2, df);
    const double q = gsl_cdf_chisq_Q(chi2, df);
    if (p < 0.0005 || q < 0.0005) {
        fail_msg("%s: chi-square %.6g with %g degrees of freedom, expected near %g", what, chi2,
                 df, df);
    }
}

static const char tandem[] =
    "scenario.horizon,17\nscenario.seed,5\n"
    "segment.s.leads,113.7\nsegment.s.deal_value,1\n"
    "stage.a.conversion,0.73\nstage.a.delay,\"gamma(mean=9.1, sd=4.7)\"\n"
    "stage.b.conversion,0.41\nstage.b.delay,\"lognormal(mean=21.3, sd=13)\"\n"
    "stage.c.conversion,0.29\nstage.c.delay,\"uniform(min=3, max=35.4)\"\n"
    "role.rep.channel,inside\n"
    "team.t.stages,a b c\nteam.t.stage.a.role,rep\n"
    "team.t.stage.b.role,rep\nteam.t.stage.c.role,rep\n"
    "team.t.role.rep.headcount,2\n";

static void open_deals_of_each_stage_are_poisson_by_littles_law(void **state)
{
    (void)state;
    const double rate = 113.7 / MONTH;
    struct counts c = {.mean = {rate * 9.1, rate * 0.73 * 21.3, rate * 0.73 * 0.41 * 19.2},
                       .mean_won = 113.7 * 0.73 * 0.41 * 0.29};
    struct dc_model *model = lab_model(tandem);
    lab_each(model, 0, N, NULL, see_counts, &c);
    for (int k = 0; k < 3; k++) {
        lab_expect("open deals of a stage", &c.open[k], c.mean[k], 3.0, 0.01);
        expect_dispersion("open deals of a stage", c.dispersion[k], N);
    }
    lab_expect("wins of the last month", &c.won, c.mean_won, 3.0, 0.01);
    expect_dispersion("wins of the last month", c.dispersion_won, N);
    dc_model_free(model);
}

#define N_MONTHS 29
struct months {
    double mean[N_MONTHS], chi2[N_MONTHS], sum[N_MONTHS], all_chi2;
};

static void see_months(void *self, uint64_t r, const struct dc_record *record)
{
    struct months *m = self;
    (void)r;
    for (int k = 0; k < N_MONTHS; k++) {
        const double gap = (double)record->month[k].n_leads - m->mean[k];
        m->chi2[k] += gap * gap / m->mean[k];
        m->sum[k] += (double)record->month[k].n_leads;
    }
}

static void monthly_leads_are_poisson_with_the_stated_rates(void **state)
{
    (void)state;
    static const double season[12] = {1.3, 0.7, 1.1, 0.9, 1.2,  0.8,
                                      0.4, 0.6, 1.5, 1.4, 1.25, 0.85};
    struct months m = {0};
    for (int k = 0; k < N_MONTHS; k++) { /* starts in May */
        m.mean[k] = 47.3 * pow(1.31, k / 12.0) * season[(4 + k) % 12];
    }
    struct dc_model *model =
        lab_model("scenario.horizon,29\nscenario.seed,8\nscenario.start,2027-05\n"
                  "segment.s.leads,47.3\nsegment.s.growth,31%\nsegment.s.deal_value,1\n"
                  "segment.s.seasonality,2.6 1.4 2.2 1.8 2.4 1.6 0.8 1.2 3 2.8 2.5 1.7\n"
                  "stage.a.conversion,0.5\nrole.rep.channel,inside\n"
                  "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n");
    lab_each(model, 0, N, NULL, see_months, &m);
    double total = 0.0;
    for (int k = 0; k < N_MONTHS; k++) {
        const double expected = m.mean[k] * N;
        total += (m.sum[k] - expected) * (m.sum[k] - expected) / expected;
        expect_dispersion("leads of a month", m.chi2[k], N);
    }
    expect_dispersion("leads of all months", total, N_MONTHS);
    dc_model_free(model);
}

static void even_arrivals_are_free_of_chance(void **state)
{
    (void)state;
    struct months m = {0};
    for (int k = 0; k < N_MONTHS; k++) {
        m.mean[k] = 7.0;
    }
    struct dc_model *model =
        lab_model("scenario.horizon,29\nsegment.s.leads,7\nsegment.s.arrivals,even\n"
                  "segment.s.deal_value,1\nstage.a.conversion,1\nrole.rep.channel,inside\n"
                  "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n");
    lab_each(model, 0, 3, NULL, see_months, &m);
    for (int k = 0; k < N_MONTHS; k++) {
        if (m.chi2[k] != 0.0) {
            fail_msg("month %d: %g leads in 3 replications, expected 21", k, m.sum[k]);
        }
    }
    dc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_deals_of_each_stage_are_poisson_by_littles_law),
        cmocka_unit_test(monthly_leads_are_poisson_with_the_stated_rates),
        cmocka_unit_test(even_arrivals_are_free_of_chance),
    };
    return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
