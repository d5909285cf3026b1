/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_audit.c - an auditor who sees only the events arrives at the same books.
 *
 * The auditor keeps a list of what the observer is told (who held which seat when, what was
 * won, who left) and reckons every line of money from it the long way: customer by customer,
 * rep by rep, month by month, with libm. Nothing is shared with the ledger but the page that
 * states the rules. */
#include <math.h>
#include <stdlib.h>

#include "../support/notes.h"
#include "../support/ran.h"

#define N_WARMUP 6
#define END (N_MONTHS * MONTH)
#define DELAY 41.0
#define RAMP (4.0 * MONTH)

static const char market[] =
    "scenario.horizon,31\nscenario.warmup,6\nscenario.seed,409\nscenario.payment_delay,41\n"
    "scenario.discount_rate,0.12\n"
    "segment.s.leads,30\nsegment.s.deal_value,\"lognormal(mean=1500, sd=900)\"\n"
    "segment.s.gross_margin,0.71\nsegment.s.lead_cost,13.3\nsegment.s.travel_cost,77\n"
    "segment.r.leads,11\nsegment.r.deal_value,\"lognormal(mean=2500, sd=2000)\"\n"
    "segment.r.contract,recurring\nsegment.r.churn,0.04\nsegment.r.expansion,0.09\n"
    "segment.r.gross_margin,0.83\nsegment.r.churn_sensitivity,0.4\nsegment.r.wait_penalty,0.3\n"
    "stage.a.conversion,0.4\nstage.a.effort,3\nstage.b.conversion,0.5\nstage.b.effort,4\n"
    "stage.b.delay,\"exponential(mean=20)\"\nstage.b.meetings,\"discrete(0:1, 1:2, 2:1)\"\n"
    "stage.b.meeting_time,1\n"
    "role.sdr.channel,inside\nrole.sdr.base_salary,41000\nrole.sdr.ote,55000\n"
    "role.sdr.oncost,0.2\nrole.sdr.tools,111\nrole.sdr.attrition,0.3\n"
    "role.sdr.time_to_fill,30\nrole.sdr.hiring_cost,2000\n"
    "role.ae.channel,outside\nrole.ae.base_salary,71000\nrole.ae.ote,121000\n"
    "role.ae.quota,23000\nrole.ae.quota_period,quarter\nrole.ae.commission_threshold,0.3\n"
    "role.ae.accelerator,1.5\nrole.ae.commission_cap,1.6\nrole.ae.oncost,0.25\n"
    "role.ae.overhead,333\nrole.ae.ramp,4\nrole.ae.attrition,0.4\nrole.ae.time_to_fill,45\n"
    "role.ae.training_cost,2345.6\n"
    "team.t.stages,a b\nteam.t.stage.a.role,sdr\nteam.t.stage.b.role,ae\n"
    "team.t.role.sdr.headcount,2\nteam.t.role.ae.headcount,3\n"
    "team.t.role.ae.hires,+1@9 -1@20\nteam.t.span,4\nteam.t.manager_salary,90000\n";

static double overlap(double a, double b, double from, double to)
{
    return fmax(0.0, fmin(b, to) - fmax(a, from));
}

/* v * 1.09^s over ages a to b in days */
static double earned(double v, double a, double b)
{
    const double k = log(1.09) / YEAR;
    return b > a ? v / YEAR / k * (exp(k * b) - exp(k * a)) : 0.0;
}

static void receive(struct notes *a, double at, double money)
{
    if (at + DELAY < END) {
        a->received[(int)((at + DELAY) / MONTH)] += money;
    }
}

static void invoice(struct notes *a, const struct win *w, double period)
{
    for (double due = 0.0; w->at + due < fmin(w->left, END); due += period) {
        receive(a, w->at + due, earned(w->value, due, due + period));
        if (w->left < w->at + due + period) {
            receive(a, w->left, -earned(w->value, w->left - w->at, due + period));
        }
    }
}

static void audit_wins(struct notes *a, double period)
{
    for (int i = 0; i < a->n_wins; i++) {
        const struct win *w = &a->win[i];
        if (!w->recurring) {
            a->revenue[(int)(w->at / MONTH)] += w->value;
            a->gross_profit[(int)(w->at / MONTH)] += 0.71 * w->value;
            receive(a, w->at, w->value);
            continue;
        }
        for (int m = 0; m < N_MONTHS; m++) {
            const double from = fmin(fmax(m * MONTH, w->at), w->left) - w->at;
            const double to = fmin(fmax((m + 1) * MONTH, w->at), w->left) - w->at;
            a->revenue[m] += earned(w->value, from, to);
            a->gross_profit[m] += 0.83 * earned(w->value, from, to);
            if (period == 0.0) {
                const double late = fmin(fmax(m * MONTH - DELAY, w->at), w->left) - w->at;
                const double end = fmin(fmax((m + 1) * MONTH - DELAY, w->at), w->left) - w->at;
                a->received[m] += earned(w->value, late, end);
            }
        }
        if (period > 0.0) {
            invoice(a, w, period);
        }
    }
}

/* Productivity over a span: its middle while it rises in a line, 1 from the kink on. */
static double productive(const struct rep *rep, double from, double to)
{
    const double kink = rep->from + RAMP;
    const double ramped = rep->is_new ? overlap(from, to, kink, INFINITY) : to - from;
    const double end = fmin(to, kink);
    if (!rep->is_new || end <= from) {
        return ramped;
    }
    const double middle = 0.5 * (from + end) - rep->from;
    return ramped + (end - from) * (0.25 + 0.75 * middle / RAMP);
}

static void audit_quarter(struct notes *a, const struct rep *rep, int q)
{
    const double from = fmax(rep->from, q * MONTH);
    const double to = fmin(fmin(rep->to, END), (q + 3) * MONTH);
    const int payday = q + 3 < N_MONTHS ? q + 2 : N_MONTHS - 1;
    if (to <= from) {
        return;
    }
    double credit = 0.0;
    for (int m = q; m <= payday; m++) {
        credit += rep->credit[m];
    }
    const double x = credit / (23000.0 * productive(rep, from, to) / (3 * MONTH));
    const double share = x < 0.3 ? 0.0 : x <= 1.0 ? x : fmin(1.0 + 1.5 * (x - 1.0), 1.6);
    a->cost[DC_COMMISSION][payday] += share * 50000.0 * (to - from) / YEAR;
    a->cost[DC_ONCOST][payday] += 0.25 * share * 50000.0 * (to - from) / YEAR;
    if (to - from >= 0.5 * ((payday + 1 - q) * MONTH) && payday >= N_WARMUP) {
        a->attainment += x;
        a->n_periods += 1.0;
    }
}

static void audit_reps(struct notes *a)
{
    for (int i = 0; i < a->n_reps; i++) {
        const struct rep *rep = &a->rep[i];
        const double base = rep->role == SDR ? 41000.0 : 71000.0;
        const double oncost = rep->role == SDR ? 0.2 : 0.25;
        for (int m = 0; m < N_MONTHS; m++) {
            const double days = overlap(rep->from, rep->to, m * MONTH, (m + 1) * MONTH);
            const int payday = m < 12 ? 11 : m < 24 ? 23 : N_MONTHS - 1;
            const double variable = rep->role == SDR ? 14000.0 * days / YEAR : 0.0;
            a->cost[DC_SALARY][m] += base * days / YEAR;
            a->cost[DC_ONCOST][m] += oncost * base * days / YEAR;
            a->cost[DC_COMMISSION][payday] += variable;
            a->cost[DC_ONCOST][payday] += oncost * variable;
            a->cost[rep->role == SDR ? DC_TOOLS : DC_OVERHEAD][m] +=
                (rep->role == SDR ? 111.0 : 333.0) * days / MONTH;
        }
        for (int q = 0; rep->role == AE && q < N_MONTHS; q += 3) {
            audit_quarter(a, rep, q);
        }
    }
}

static void audit_managers(struct notes *a)
{
    int n_ae = 3;
    double since = 0.0;
    for (int i = 0; i <= a->n_changes; i++) {
        const double to = i < a->n_changes ? a->change[i].at : END;
        const double oncost = (2 * 0.2 + n_ae * 0.25) / (2 + n_ae);
        for (int m = 0; m < N_MONTHS; m++) {
            a->cost[DC_MANAGEMENT][m] += ceil((2 + n_ae) / 4.0) * 90000.0 * (1.0 + oncost) *
                                         overlap(since, to, m * MONTH, (m + 1) * MONTH) / YEAR;
        }
        since = to;
        n_ae += i < a->n_changes ? a->change[i].by : 0;
    }
}

struct books {
    const struct run *run;
    uint64_t r;
};

static void books_say(const struct books *b, const char *metric, int32_t month, double want)
{
    const double got = value_in(b->run, row_of(b->run, metric, "all", "all", month), b->r);
    if (!(fabs(got - want) <= 1e-6 + 1e-10 * fabs(want))) {
        fail_msg("%s, month %d, replication %u: the auditor finds %.12g, the books say %.12g",
                 metric, month, (unsigned)b->r, want, got);
    }
}

static double month_cost(const struct notes *a, int m)
{
    double cost = 0.0;
    for (int k = 0; k < DC_N_COSTS; k++) {
        cost += a->cost[k][m];
    }
    return cost;
}

static void compare_costs(const struct notes *a, const struct books *b)
{
    static const char *const name[DC_N_COSTS] = {
        "cost.salary", "cost.commission", "cost.oncost",   "cost.tools",      "cost.overhead",
        "cost.travel", "cost.hiring",     "cost.training", "cost.management", "cost.leads"};
    for (int k = 0; k < DC_N_COSTS; k++) {
        double sum = 0.0;
        for (int m = N_WARMUP; m < N_MONTHS; m++) {
            sum += a->cost[k][m];
            books_say(b, name[k], m, a->cost[k][m]);
        }
        books_say(b, name[k], -1, sum);
    }
    if (a->n_periods > 0.0) {
        books_say(b, "attainment", -1, a->attainment / a->n_periods);
    }
}

static void compare_months(const struct notes *a, const struct books *b)
{
    double cash_sum = 0.0;
    double cash_low = INFINITY;
    double npv = 0.0;
    for (int m = N_WARMUP; m < N_MONTHS; m++) {
        const double cost = month_cost(a, m);
        const double cash = a->received[m] - (a->revenue[m] - a->gross_profit[m]) - cost;
        cash_sum += cash;
        cash_low = fmin(cash_low, cash_sum);
        npv += cash * pow(1.12, -(m - N_WARMUP + 0.5) / 12.0);
        books_say(b, "bookings", m, a->bookings[m]);
        books_say(b, "revenue", m, a->revenue[m]);
        books_say(b, "gross_profit", m, a->gross_profit[m]);
        books_say(b, "contribution", m, a->gross_profit[m] - cost);
        books_say(b, "cash", m, cash);
        books_say(b, "cumulative_cash", m, cash_sum);
    }
    books_say(b, "cash", -1, cash_sum);
    books_say(b, "cash_low", -1, cash_low);
    books_say(b, "npv", -1, npv);
}

static void compare_customers(const struct notes *a, const struct books *b)
{
    double n_won = 0.0, n_ever = 0.0, n_left = 0.0, days = 0.0, arr = 0.0, n_now = 0.0;
    double clv = 0.0, csat = 0.0;
    for (int i = 0; i < a->n_wins; i++) {
        const struct win *w = &a->win[i];
        const bool is_counted = w->at >= N_WARMUP * MONTH;
        n_won += is_counted;
        csat += is_counted ? w->csat : 0.0;
        if (!w->recurring) {
            clv += is_counted ? 0.71 * w->value : 0.0;
            continue;
        }
        const double stay = pow(0.96, exp(-0.4 * (w->csat - 4.0)));
        const double q = stay * pow(1.09 / 1.12, 1.0 / 12);
        clv += is_counted ? w->value / 12 * 0.83 / (1.0 - q) : 0.0;
        n_ever += w->left >= N_WARMUP * MONTH;
        n_left += w->left >= N_WARMUP * MONTH && w->left < END;
        days += overlap(w->at, w->left, N_WARMUP * MONTH, END);
        n_now += isinf(w->left);
        arr += isinf(w->left) ? w->value * pow(1.09, (END - w->at) / YEAR) : 0.0;
    }
    books_say(b, "won", -1, n_won);
    books_say(b, "customers", -1, n_now);
    books_say(b, "arr", -1, arr);
    books_say(b, "churned", -1, n_left);
    books_say(b, "retention", -1, 1.0 - n_left / n_ever);
    books_say(b, "churn_rate", -1, -expm1(-n_left / (days / YEAR)));
    books_say(b, "clv", -1, clv / n_won);
    books_say(b, "csat", -1, csat / n_won);
}

static void audit_run(const struct run *run, uint64_t r, double period)
{
    struct notes *a = calloc(1, sizeof *a);
    struct dc_diags *diags = dc_diags_new();
    const struct dc_observer observer = {notes_see, a};
    const struct books books = {run, r};
    assert_non_null(a);
    assert_int_equal(dc_run_watch(run->model, 0, r, &observer, diags), DC_OK);
    audit_wins(a, period);
    audit_reps(a);
    audit_managers(a);
    compare_costs(a, &books);
    compare_months(a, &books);
    compare_customers(a, &books);
    dc_diags_free(diags);
    free(a);
}

static void audit_billing(const char *billing, double period)
{
    char rows[4096];
    snprintf(rows, sizeof rows, "%ssegment.r.billing,%s\n", market, billing);
    struct run run = run_of(rows, 12);
    for (uint64_t r = 0; r < 12; r++) {
        audit_run(&run, r, period);
    }
    run_free(&run);
}

static void the_books_in_arrears_are_what_the_events_say(void **state)
{
    (void)state;
    audit_billing("arrears", 0.0);
}

static void the_books_billed_by_month_are_what_the_events_say(void **state)
{
    (void)state;
    audit_billing("month", MONTH);
}

static void the_books_billed_by_quarter_are_what_the_events_say(void **state)
{
    (void)state;
    audit_billing("quarter", 3 * MONTH);
}

static void the_books_billed_by_year_are_what_the_events_say(void **state)
{
    (void)state;
    audit_billing("year", YEAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_books_in_arrears_are_what_the_events_say),
        cmocka_unit_test(the_books_billed_by_month_are_what_the_events_say),
        cmocka_unit_test(the_books_billed_by_quarter_are_what_the_events_say),
        cmocka_unit_test(the_books_billed_by_year_are_what_the_events_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
