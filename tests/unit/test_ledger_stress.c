/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_ledger_stress.c - money while a stress changes what it is reckoned by. */
#include "../support/money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* A raise of 10% from month 2.5 on: half of month 2 at 1,000, half at 1,100. */
static void a_pay_round_within_a_month_counts_from_its_day(void **state)
{
    (void)state;
    struct money w;
    money_open_stressed(&w, "scenario.horizon,6\nrole.ae.base_salary,12000\n",
                        "s,team.t.role.ae.base_salary,*,1.1,2.5,4\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[1].cost_money[DC_SALARY], 1000.0);
    assert_money(r->month[2].cost_money[DC_SALARY], 1050.0);
    assert_money(r->month[3].cost_money[DC_SALARY], 1100.0);
    assert_money(r->month[4].cost_money[DC_SALARY], 1000.0);
    money_close(&w);
}

/* A margin that a stress lowers from month 3.25 on, seen by revenue of both sides. */
static void gross_profit_uses_the_margin_of_the_day(void **state)
{
    (void)state;
    struct money w;
    money_open_stressed(&w, "scenario.horizon,6\nsegment.smb.gross_margin,0.8\n",
                        "s,segment.smb.gross_margin,*,0.5,3.25,\n");
    const uint32_t smb = money_segment(&w, "smb");
    (void)dc_ledger_win(w.ledger, smb, 3.2 * MONTH, 1000.0, 4.0, 0.5);
    (void)dc_ledger_win(w.ledger, smb, 3.3 * MONTH, 3000.0, 4.0, 0.5);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[3].gross_profit_money, 800.0 + 1200.0);
    assert_money(r->margin_money, 2000.0);
    money_close(&w);
}

/* Quota raised by half from month 6 on: a year asks 500,000/2 + 750,000/2 = 625,000. */
static void a_quota_raised_within_the_period_counts_for_its_part(void **state)
{
    (void)state;
    struct money w;
    money_open_stressed(&w,
                        "scenario.horizon,12\nrole.ae.base_salary,60000\nrole.ae.ote,100000\n"
                        "role.ae.quota,500000\nrole.ae.quota_period,year\n",
                        "s,team.t.role.ae.quota,*,1.5,6,\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, 10.0, 500000.0);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[11].attainment, 0.8);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 32000.0);
    money_close(&w);
}

/* Churn of 5% a month, from month 6.5 to 9 four times that: the share that stays to the end of
 * each month is the product of the months'. */
static void a_stress_on_churn_acts_while_it_lasts(void **state)
{
    (void)state;
    const int n = 20000;
    struct money w;
    money_open_stressed(&w,
                        "scenario.horizon,12\nsegment.smb.contract,recurring\n"
                        "segment.smb.churn,0.05\n",
                        "s,segment.smb.churn,*,4,6.5,9\n");
    const uint32_t smb = money_segment(&w, "smb");
    for (int i = 0; i < n; i++) {
        (void)dc_ledger_win(w.ledger, smb, 2.25 * MONTH, 100.0, 4.0, (i + 0.5) / n);
    }
    const struct dc_record *r = money_record(&w);
    for (uint32_t m = 2; m < 12; m++) {
        const double end = m + 1;
        const double hard = fmax(fmin(end, 9.0) - 6.5, 0.0);
        const double stay = n * pow(0.95, end - 2.25 - hard) * pow(0.8, hard);
        if (!(fabs((double)r->month[m].n_customers - stay) <= 1.0)) {
            fail_msg("month %u: %.2f expected, %u observed", m, stay,
                     (unsigned)r->month[m].n_customers);
        }
    }
    money_close(&w);
}

/* From month 1.5 on an ote of 100,000 becomes 130,000: without quota, variable pay of the year
 * is 40,000 * 1.5/12 + 70,000 * 10.5/12. A base salary raised to 120,000 leaves none. */
static void a_raised_ote_pays_for_its_part(void **state)
{
    (void)state;
    struct money w;
    const char *rows = "scenario.horizon,12\nrole.ae.base_salary,60000\nrole.ae.ote,100000\n";
    money_open_stressed(&w, rows, "s,team.t.role.ae.ote,+,30000,1.5,\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 40000.0 / 8 + 70000.0 * 7 / 8);
    money_close(&w);

    money_open_stressed(&w, rows, "s,team.t.role.ae.base_salary,=,120000,,\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    r = money_record(&w);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 0.0);
    assert_money(money_cost(r, DC_SALARY), 120000.0);
    money_close(&w);
}

/* Managers 96,000 a year, 1,000 more each month from month 3 on; leads at 40, 50 from
 * month 2.5. */
static void managers_and_leads_cost_what_is_in_force(void **state)
{
    (void)state;
    struct money w;
    money_open_stressed(
        &w,
        "scenario.horizon,5\nteam.t.span,9\nteam.t.manager_salary,96000\n"
        "segment.smb.lead_cost,40\n",
        "s,team.t.manager_salary,+,12000,3,\ns,segment.smb.lead_cost,*,1.25,2.5,\n");
    const uint32_t smb = money_segment(&w, "smb");
    dc_ledger_seats(w.ledger, 0, 8, 0.0);
    dc_ledger_lead(w.ledger, smb, 2, 2.49 * MONTH);
    dc_ledger_lead(w.ledger, smb, 2, 2.5 * MONTH);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[2].cost_money[DC_MANAGEMENT], 8000.0);
    assert_money(r->month[3].cost_money[DC_MANAGEMENT], 9000.0);
    assert_money(r->month[2].cost_money[DC_LEADS], 90.0);
    money_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pay_round_within_a_month_counts_from_its_day),
        cmocka_unit_test(gross_profit_uses_the_margin_of_the_day),
        cmocka_unit_test(a_quota_raised_within_the_period_counts_for_its_part),
        cmocka_unit_test(a_stress_on_churn_acts_while_it_lasts),
        cmocka_unit_test(a_raised_ote_pays_for_its_part),
        cmocka_unit_test(managers_and_leads_cost_what_is_in_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
