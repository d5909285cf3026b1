/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_ledger_pay.c - a case by hand for every line of cost. */
#include "../support/money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

/* 2 reps of 60,875 a year, one there all 14 months, one from month 3.5 on:
 * 60875/12 * (14 + 10.5) = 124286.458333... */
static void salary_is_paid_for_filled_days(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,14\nrole.ae.base_salary,60875\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    money_rep(&w, ae, 1, 3.5 * MONTH);
    const struct dc_record *r = money_record(&w);

    assert_money(money_cost(r, DC_SALARY), 60875.0 / 12 * 24.5);
    assert_money(r->role[ae].cost_money[DC_SALARY], 60875.0 / 12 * 24.5);
    assert_money(r->month[2].cost_money[DC_SALARY], 60875.0 / 12);
    assert_money(r->month[3].cost_money[DC_SALARY], 60875.0 / 12 * 1.5);
    assert_money(r->month[13].cost_money[DC_SALARY], 60875.0 / 12 * 2);
    assert_money(r->role[ae].filled_days, 24.5 * MONTH);
    assert_money(r->month[3].filled_days, 1.5 * MONTH);
    money_close(&w);
}

/* A seat held from day 10 to 17 and again from day 20 to 23.25, all within month 0, at 36,525 a
 * year, that is 100 a day: 1,025. Tools 304.375 a month are 10 a day: 102.50; overhead
 * 91.3125 a month 3 a day: 30.75. */
static void a_vacant_seat_costs_nothing(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,2\nrole.ae.base_salary,36525\nrole.ae.tools,304.375\n"
                   "role.ae.overhead,91.3125\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 10.0);
    dc_ledger_rep_leaves(w.ledger, ae, 0, 17.0);
    money_rep(&w, ae, 0, 20.0);
    dc_ledger_rep_leaves(w.ledger, ae, 0, 23.25);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[0].cost_money[DC_SALARY], 1025.0);
    assert_money(r->month[0].cost_money[DC_TOOLS], 102.5);
    assert_money(r->month[0].cost_money[DC_OVERHEAD], 30.75);
    assert_money(r->month[1].cost_money[DC_SALARY], 0.0);
    money_close(&w);
}

/* Pay is salary and commission: month 5 pays 7,000/12 salary and the half year's variable
 * pay of a role without quota, (10,000 - 7,000)/2 = 1,500, at 23%. */
static void oncost_is_a_share_of_salary_and_commission(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,6\nrole.ae.base_salary,7000\nrole.ae.ote,10000\n"
                   "role.ae.oncost,0.23\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[0].cost_money[DC_ONCOST], 0.23 * 7000 / 12);
    assert_money(r->month[5].cost_money[DC_COMMISSION], 1500.0);
    assert_money(r->month[5].cost_money[DC_ONCOST], 0.23 * (7000.0 / 12 + 1500));
    assert_money(money_cost(r, DC_ONCOST), 0.23 * (3500.0 + 1500));
    money_close(&w);
}

/* 3 hires at 1,234.50 + 300.25 and 2 trips at 87.60, told in different months. */
static void hiring_training_and_travel_count_when_they_happen(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,5\nscenario.warmup,1\n");
    const uint32_t ae = money_role(&w, "ae");
    dc_ledger_hire(w.ledger, ae, 0.5 * MONTH, 1234.5, 300.25);
    dc_ledger_hire(w.ledger, ae, 1.0 * MONTH, 1234.5, 300.25);
    dc_ledger_hire(w.ledger, ae, 4.9 * MONTH, 1234.5, 300.25);
    dc_ledger_travel(w.ledger, ae, 0.2 * MONTH, 87.6);
    dc_ledger_travel(w.ledger, ae, 3.2 * MONTH, 87.6);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[0].cost_money[DC_HIRING],
                 1234.5); /* the warm-up's: shown, not counted */
    assert_money(money_cost(r, DC_HIRING), 2469.0);
    assert_money(money_cost(r, DC_TRAINING), 600.5);
    assert_money(money_cost(r, DC_TRAVEL), 87.6);
    assert_money(r->role[ae].cost_money[DC_HIRING], 2469.0);
    assert_money(r->role[ae].travel_money, 87.6);
    money_close(&w);
}

/* 3 leads of smb at 41.7 and one of key at 1,003 in month 2. */
static void inbound_leads_cost_their_segments_price(void **state)
{
    (void)state;
    struct money w;
    money_open(&w,
               "scenario.horizon,4\nsegment.smb.lead_cost,41.7\nsegment.key.lead_cost,1003\n");
    const uint32_t smb = money_segment(&w, "smb");
    dc_ledger_lead(w.ledger, smb, 0, 0.0);
    dc_ledger_lead(w.ledger, smb, 2, 2.0 * MONTH);
    dc_ledger_lead(w.ledger, smb, 2, 2.9 * MONTH);
    dc_ledger_lead(w.ledger, money_segment(&w, "key"), 2, 2.5 * MONTH);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[0].cost_money[DC_LEADS], 41.7);
    assert_money(r->month[2].cost_money[DC_LEADS], 2 * 41.7 + 1003);
    money_close(&w);
}

/* Span 4. Open seats: 4 of ae (on-cost 0.3) to day 60.875, then 4 + 1 of sdr (0.1): 1 manager
 * at 1.3, then 2 at 1 + (4*0.3 + 1*0.1)/5 = 1.26, 96,000 a year: 2 months 8,000*1.3 each, then
 * 10 months 8,000 * 2 * 1.26 each; filled or not. */
static void managers_follow_the_open_seats_of_all_roles(void **state)
{
    (void)state;
    struct money w;
    money_open(&w,
               "scenario.horizon,12\nrole.ae.oncost,0.3\nrole.sdr.oncost,0.1\nteam.t.span,4\n"
               "team.t.manager_salary,96000\n");
    dc_ledger_seats(w.ledger, money_role(&w, "ae"), 4, 0.0);
    dc_ledger_seats(w.ledger, money_role(&w, "sdr"), 0, 0.0);
    dc_ledger_seats(w.ledger, money_role(&w, "sdr"), 1, 2 * MONTH);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[1].cost_money[DC_MANAGEMENT], 10400.0);
    assert_money(r->month[2].cost_money[DC_MANAGEMENT], 20160.0);
    assert_money(money_cost(r, DC_MANAGEMENT), 2 * 10400.0 + 10 * 20160.0);
    assert_money(r->role[0].cost_money[DC_MANAGEMENT], 0.0);
    money_close(&w);
}

static void no_span_and_no_seats_need_no_manager(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,3\nteam.t.manager_salary,96000\n");
    dc_ledger_seats(w.ledger, 0, 7, 0.0);
    assert_money(money_cost(money_record(&w), DC_MANAGEMENT), 0.0);
    money_close(&w);

    money_open(&w, "scenario.horizon,3\nteam.t.span,3\nteam.t.manager_salary,96000\n");
    dc_ledger_seats(w.ledger, 0, 3, 0.0);
    dc_ledger_seats(w.ledger, 0, 0, 1.25 * MONTH);
    assert_money(money_cost(money_record(&w), DC_MANAGEMENT), 10000.0);
    money_close(&w);
}

/* Ramp of 4 months from 0.25, hired at month 1: productivity 0.25 + 0.75 * tenure/4; month 1
 * has the mean of tenure 0 and 1: 0.34375 of a month, then 0.53125, 0.71875, 0.90625, then 1.
 */
static void productive_days_follow_the_ramp(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,7\nrole.ae.ramp,4\n");
    const uint32_t ae = money_role(&w, "ae");
    dc_ledger_rep_starts(w.ledger, ae, 0, MONTH, 0.0);
    money_rep(&w, ae, 1, 0.0);
    const struct dc_record *r = money_record(&w);
    const double want[7] = {0.0, 0.34375, 0.53125, 0.71875, 0.90625, 1.0, 1.0};
    for (int m = 0; m < 7; m++) {
        assert_money(r->month[m].productive_days, (1.0 + want[m]) * MONTH);
    }
    money_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(salary_is_paid_for_filled_days),
        cmocka_unit_test(a_vacant_seat_costs_nothing),
        cmocka_unit_test(oncost_is_a_share_of_salary_and_commission),
        cmocka_unit_test(hiring_training_and_travel_count_when_they_happen),
        cmocka_unit_test(inbound_leads_cost_their_segments_price),
        cmocka_unit_test(managers_follow_the_open_seats_of_all_roles),
        cmocka_unit_test(no_span_and_no_seats_need_no_manager),
        cmocka_unit_test(productive_days_follow_the_ramp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
