/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_money_law.c - money from scenario to metric: a team without chance ties out to
 * the cent, months sum to the totals, parts to the whole. */
#include <math.h>

#include "../support/ran.h"
#include "path/fixed.h"

struct figure {
    const char *metric, *segment, *role;
    double want;
};

static int figures_wrong(const struct run *run, const struct figure *figure, size_t n)
{
    int n_wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const struct figure *f = &figure[i];
        const double got = value_of(run, f->metric, f->segment, f->role);
        if (!(fabs(got - f->want) <= 1e-7 + 1e-12 * fabs(f->want))) {
            print_error("%s (%s, %s): expected %.12g, observed %.12g\n", f->metric, f->segment,
                        f->role, f->want, got);
            n_wrong++;
        }
    }
    return n_wrong;
}

/* One segment, 4 leads a month, evenly: 48, each won 1.18 days after it arrives (6.5 hours of
 * 38.5 a week: 2 of effort, 2 meetings of 0.75 and 2 journeys of 1.5), 1,500 each: 72,000, at
 * 0.8 margin 57,600. Seat 1 is there from the start, seat 2 from month 6 on, and they take
 * turns: 24 + 12 and 12 deals. */
static const char no_chance[] =
    "scenario.horizon,12\nscenario.payment_delay,30.4375\nscenario.target,72500\n"
    "segment.s.leads,4\nsegment.s.arrivals,even\nsegment.s.deal_value,1500\n"
    "segment.s.gross_margin,0.8\nsegment.s.lead_cost,25\n"
    "segment.s.travel_time,1.5\nsegment.s.travel_cost,42.5\n"
    "stage.a.conversion,1\nstage.a.effort,2\nstage.a.meetings,discrete(2:1)\n"
    "stage.a.meeting_time,0.75\n"
    "role.rep.channel,outside\nrole.rep.hours_per_week,38.5\n"
    "role.rep.base_salary,61000\nrole.rep.ote,85000\nrole.rep.quota,60000\n"
    "role.rep.quota_period,year\nrole.rep.oncost,0.2\nrole.rep.tools,120\n"
    "role.rep.overhead,310.5\nrole.rep.hiring_cost,3100\nrole.rep.training_cost,2200\n"
    "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n"
    "team.t.role.rep.hires,+1@6!\nteam.t.span,5\nteam.t.manager_salary,100000\n";

static void a_team_without_chance_ties_out_to_the_cent(void **state)
{
    (void)state;
    struct run run = run_of(no_chance, 2);
    const double salary = 61000.0 * 1.5;
    /* 54,000 of 60,000 is 0.9; 18,000 of half the quota 0.6, of half the variable pay 12,000 */
    const double commission = 0.9 * 24000.0 + 0.6 * 12000.0;
    const double oncost = 0.2 * (salary + commission);
    const double tools = 120.0 * 18;
    const double overhead = 310.5 * 18;
    const double travel = 48 * 2 * 42.5;
    const double roles = salary + commission + oncost + tools + overhead + travel + 3100 + 2200;
    const double cost = roles + 120000.0 + 48 * 25.0;
    /* December's wins are paid after the horizon */
    const double cash = 44 * 1500.0 - 0.2 * 72000.0 - cost;
    const struct figure figure[] = {
        {"leads", "all", "all", 48},
        {"won", "all", "all", 48},
        {"won", "all", "rep", 48},
        {"bookings", "all", "all", 72000},
        {"bookings", "s", "all", 72000},
        {"revenue", "all", "all", 72000},
        {"revenue", "s", "all", 72000},
        {"gross_profit", "all", "all", 57600},
        {"average_deal", "all", "all", 1500},
        {"contribution", "all", "all", 57600 - cost},
        {"cost", "all", "all", cost},
        {"cost.salary", "all", "all", salary},
        {"cost.commission", "all", "all", commission},
        {"cost.oncost", "all", "all", oncost},
        {"cost.tools", "all", "all", tools},
        {"cost.overhead", "all", "all", overhead},
        {"cost.travel", "all", "all", travel},
        {"cost.hiring", "all", "all", 3100},
        {"cost.training", "all", "all", 2200},
        {"cost.management", "all", "all", 120000},
        {"cost.leads", "all", "all", 1200},
        {"cost", "all", "rep", roles},
        {"cost.salary", "all", "rep", salary},
        {"cost.oncost", "all", "rep", oncost},
        {"travel_cost", "all", "all", travel},
        {"travel_cost", "all", "rep", travel},
        {"travel_hours", "all", "all", 48 * 3.0},
        {"talk_hours", "all", "all", 48 * 1.5},
        {"cash", "all", "all", cash},
        {"cash_low", "all", "all", cash},
        {"cash_low_month", "all", "all", 12},
        {"cac", "all", "all", cost / 48},
        {"clv", "all", "all", 1200},
        {"clv_cac", "all", "all", 1200 * 48 / cost},
        {"payback", "all", "all", cost / 48 / 100},
        {"roi", "all", "all", (57600 - cost) / cost},
        {"attainment", "all", "all", 0.75},
        {"attainment", "all", "rep", 0.75},
        {"at_quota", "all", "all", 0},
        {"headcount", "all", "all", 1.5},
        {"bookings_per_rep", "all", "all", 48000},
        {"revenue_per_rep", "all", "all", 48000},
        {"csat", "all", "all", 4},
        {"arr", "all", "all", 0},
        {"customers", "all", "all", 0},
        {"target_hit", "all", "all", 0},
        {"shortfall", "all", "all", 500},
    };
    assert_int_equal(figures_wrong(&run, figure, DC_COUNT_OF(figure)), 0);
    run_free(&run);
}

/* Never paid back, no recurring customers, one year only: no value, n = 0. */
static void what_has_no_value_has_no_replications(void **state)
{
    (void)state;
    struct run run = run_of(no_chance, 2);
    const char *none[] = {"break_even", "churn_rate", "retention", "growth"};
    for (size_t i = 0; i < DC_COUNT_OF(none); i++) {
        struct dc_stats stats;
        assert_int_equal(
            dc_tally_stats(run.tally, row_of(&run, none[i], "all", "all", -1), &stats), DC_OK);
        assert_int_equal(stats.n, 0);
    }
    run_free(&run);
}

/* The same team by month: 6 months with one seat, 6 with two; npv discounts each at its middle.
 */
static void its_months_and_npv_tie_out(void **state)
{
    (void)state;
    struct run run = run_of(no_chance, 1);
    double npv = 0.0;
    double cash_sum = 0.0;
    for (int m = 0; m < 12; m++) {
        const int n_seats = m < 6 ? 1 : 2;
        double cost = n_seats * (61000.0 / 12 * 1.2 + 120 + 310.5) + 4 * 2 * 42.5 + 10000 + 100;
        cost += m == 6 ? 5300.0 : m == 11 ? 1.2 * 28800.0 : 0.0;
        const double cash = (m == 0 ? 0.0 : 6000.0) - 1200.0 - cost;
        cash_sum += cash;
        npv += cash * pow(1.1, -(m + 0.5) / 12);
        const struct {
            const char *metric;
            double want;
        } figure[] = {
            {"cost", cost},
            {"bookings", 6000.0},
            {"gross_profit", 4800.0},
            {"contribution", 4800.0 - cost},
            {"cash", cash},
            {"cumulative_cash", cash_sum},
            {"cost.commission", m == 11 ? 28800.0 : 0.0},
            {"cost.hiring", m == 6 ? 3100.0 : 0.0},
            {"headcount", n_seats},
        };
        for (size_t i = 0; i < DC_COUNT_OF(figure); i++) {
            const double got =
                value_in(&run, row_of(&run, figure[i].metric, "all", "all", m), 0);
            if (!(fabs(got - figure[i].want) <= 1e-7)) {
                fail_msg("month %d %s: expected %.12g, observed %.12g", m, figure[i].metric,
                         figure[i].want, got);
            }
        }
    }
    const double got = value_of(&run, "npv", "all", "all");
    if (!(fabs(got - npv) <= 1e-12 * fabs(npv))) {
        fail_msg("npv: expected %.15g, observed %.15g", npv, got);
    }
    run_free(&run);
}

/* A rep's credit for work on deals that another role wins: 10 deals of 3,000, the sdr's share
 * 0.25 of a quota of 5,000: 1.5; the ae's 30,000 of 40,000: 0.75. */
static void credit_is_shared_with_the_roles_before(void **state)
{
    (void)state;
    struct run run =
        run_of("scenario.horizon,10\nsegment.s.leads,1\nsegment.s.arrivals,even\n"
               "segment.s.deal_value,3000\nstage.a.conversion,1\nstage.b.conversion,1\n"
               "role.sdr.channel,inside\nrole.ae.channel,inside\nrole.sdr.credit_share,0.25\n"
               "role.sdr.quota,6000\nrole.sdr.quota_period,year\nrole.sdr.base_salary,30000\n"
               "role.sdr.ote,48000\nrole.sdr.accelerator,2\n"
               "role.ae.quota,48000\nrole.ae.quota_period,year\nrole.ae.base_salary,60000\n"
               "role.ae.ote,84000\n"
               "team.t.stages,a b\nteam.t.stage.a.role,sdr\nteam.t.stage.b.role,ae\n"
               "team.t.role.sdr.headcount,1\nteam.t.role.ae.headcount,1\n",
               1);
    const struct figure figure[] = {
        {"attainment", "all", "sdr", 1.5},
        {"attainment", "all", "ae", 0.75},
        {"attainment", "all", "all", 1.125},
        {"at_quota", "all", "all", 0.5},
        {"at_quota", "all", "sdr", 1},
        {"cost.commission", "all", "sdr", 15000.0 * 2}, /* 1 + 2 * 0.5 */
        {"cost.commission", "all", "ae", 20000.0 * 0.75},
        {"bookings_per_rep", "all", "ae", 36000},
        {"bookings_per_rep", "all", "sdr", 0},
    };
    assert_int_equal(figures_wrong(&run, figure, DC_COUNT_OF(figure)), 0);
    run_free(&run);
}

/* Everything on: turnover, ramp, two segments, recurring and billed ahead, warm-up. */
static const char everything[] =
    "scenario.horizon,31\nscenario.warmup,6\nscenario.seed,408\n"
    "segment.s.leads,30\nsegment.s.deal_value,\"lognormal(mean=1500, sd=900)\"\n"
    "segment.s.gross_margin,0.71\nsegment.s.lead_cost,13.3\nsegment.s.travel_cost,\"gamma(mean="
    "77, sd=50)\"\n"
    "segment.r.leads,11\nsegment.r.deal_value,\"lognormal(mean=2500, sd=2000)\"\n"
    "segment.r.contract,recurring\nsegment.r.churn,0.04\nsegment.r.expansion,0.09\n"
    "segment.r.billing,quarter\nsegment.r.customers,17\nsegment.r.gross_margin,0.83\n"
    "segment.r.churn_sensitivity,0.4\nsegment.r.wait_penalty,0.3\n"
    "stage.a.conversion,0.4\nstage.a.effort,3\nstage.b.conversion,0.5\n"
    "stage.b.meetings,\"discrete(0:1, 1:2)\"\n"
    "stage.b.effort,4\nstage.b.delay,\"exponential(mean=20)\"\n"
    "role.sdr.channel,inside\nrole.sdr.base_salary,41000\nrole.sdr.ote,55000\nrole.sdr.oncost,"
    "0.2\n"
    "role.sdr.tools,111\nrole.sdr.attrition,0.3\nrole.sdr.time_to_fill,30\nrole.sdr.hiring_"
    "cost,2000\n"
    "role.ae.channel,outside\nrole.ae.base_salary,71000\nrole.ae.ote,121000\nrole.ae.quota,"
    "70000\n"
    "role.ae.quota_period,quarter\nrole.ae.oncost,0.25\nrole.ae.overhead,333\nrole.ae.ramp,4\n"
    "role.ae.attrition,0.4\nrole.ae.time_to_fill,45\nrole.ae.training_cost,2345.6\n"
    "team.t.stages,a b\nteam.t.stage.a.role,sdr\nteam.t.stage.b.role,ae\n"
    "team.t.role.sdr.headcount,2\nteam.t.role.ae.headcount,3\nteam.t.role.ae.hires,+1@9 -1@20\n"
    "team.t.span,4\nteam.t.manager_salary,90000\n";

/* Sum of the months of a metric, exactly; fails unless it is the total to the last bit. */
static double months_summed(const struct run *run, const char *metric, uint64_t r)
{
    dc_fixed sum = 0;
    for (int32_t m = 6; m < 31; m++) {
        sum += dc_fixed_of(value_in(run, row_of(run, metric, "all", "all", m), r));
    }
    const double total = value_in(run, row_of(run, metric, "all", "all", -1), r);
    if (dc_fixed_double(sum) != total) {
        fail_msg("%s, replication %u: months %.17g, total %.17g", metric, (unsigned)r,
                 dc_fixed_double(sum), total);
    }
    return total;
}

static void months_sum_to_the_totals_exactly(void **state)
{
    (void)state;
    const char *metric[] = {
        "bookings",    "revenue",       "gross_profit",    "contribution",
        "cash",        "cost",          "cost.salary",     "cost.commission",
        "cost.oncost", "cost.tools",    "cost.overhead",   "cost.travel",
        "cost.hiring", "cost.training", "cost.management", "cost.leads"};
    struct run run = run_of(everything, 20);
    for (size_t i = 0; i < DC_COUNT_OF(metric); i++) {
        int n_zero = 0;
        for (uint64_t r = 0; r < 20; r++) {
            n_zero += months_summed(&run, metric[i], r) == 0.0;
        }
        if (n_zero > 10) { /* nothing to see: the scenario is wrong */
            fail_msg("%s is 0 in %d of 20 replications", metric[i], n_zero);
        }
    }
    run_free(&run);
}

/* Wins are Poisson(1.2) a year: some years have none, and no cost per win. */
static void a_metric_missing_in_k_replications_says_n_less_k(void **state)
{
    (void)state;
    struct run run =
        run_of("scenario.horizon,12\nscenario.seed,410\nsegment.s.leads,0.1\n"
               "segment.s.deal_value,700\nstage.a.conversion,1\nrole.rep.channel,inside\n"
               "team.t.stages,a\nteam.t.stage.a.role,rep\nteam.t.role.rep.headcount,1\n",
               150);
    const uint32_t won = row_of(&run, "won", "all", "all", -1);
    uint64_t n = 0;
    for (uint64_t r = 0; r < 150; r++) {
        n += value_in(&run, won, r) > 0.0;
    }
    assert_in_range(n, 75, 135);
    const char *metric[] = {"cac", "clv", "average_deal", "csat", "cycle_length"};
    for (size_t i = 0; i < DC_COUNT_OF(metric); i++) {
        struct dc_stats stats;
        const uint32_t row = row_of(&run, metric[i], "all", "all", -1);
        assert_int_equal(dc_tally_stats(run.tally, row, &stats), DC_OK);
        assert_int_equal(stats.n, n);
    }
    run_free(&run);
}

/* Parts make the whole: roles' costs with management and leads the cost, segments the total. */
static void parts_sum_to_the_whole(void **state)
{
    (void)state;
    struct run run = run_of(everything, 20);
    for (uint64_t r = 0; r < 20; r++) {
        double part[4] = {0};
        const char *role[2] = {"sdr", "ae"};
        const char *segment[2] = {"s", "r"};
        for (int i = 0; i < 2; i++) {
            part[0] += value_in(&run, row_of(&run, "cost", "all", role[i], -1), r);
            part[1] += value_in(&run, row_of(&run, "bookings", segment[i], "all", -1), r);
            part[2] += value_in(&run, row_of(&run, "revenue", segment[i], "all", -1), r);
        }
        part[0] += value_in(&run, row_of(&run, "cost.management", "all", "all", -1), r) +
                   value_in(&run, row_of(&run, "cost.leads", "all", "all", -1), r);
        part[3] = value_in(&run, row_of(&run, "gross_profit", "all", "all", -1), r) - part[0];
        const char *whole[4] = {"cost", "bookings", "revenue", "contribution"};
        for (int i = 0; i < 4; i++) {
            const double total = value_in(&run, row_of(&run, whole[i], "all", "all", -1), r);
            if (!(fabs(part[i] - total) <= 1e-14 * fabs(part[0]))) {
                fail_msg("%s, replication %u: parts %.17g, whole %.17g", whole[i], (unsigned)r,
                         part[i], total);
            }
        }
    }
    run_free(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_team_without_chance_ties_out_to_the_cent),
        cmocka_unit_test(what_has_no_value_has_no_replications),
        cmocka_unit_test(its_months_and_npv_tie_out),
        cmocka_unit_test(credit_is_shared_with_the_roles_before),
        cmocka_unit_test(months_sum_to_the_totals_exactly),
        cmocka_unit_test(a_metric_missing_in_k_replications_says_n_less_k),
        cmocka_unit_test(parts_sum_to_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
