/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_ledger_cash.c - when money comes and goes, and what it is worth. */
#include "../support/money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

/* 10,000 won in month 0, margin 0.6, 45 days to pay: 4,000 of cost at once, 10,000 in
 * month 1; a win 40 days before the horizon is never paid within it. */
static void a_single_payment_comes_after_the_delay(void **state)
{
    (void)state;
    struct money w;
    money_open(&w,
               "scenario.horizon,4\nscenario.payment_delay,45\nsegment.smb.gross_margin,0.6\n");
    const uint32_t smb = money_segment(&w, "smb");
    (void)dc_ledger_win(w.ledger, smb, 10.0, 10000.0, 4.0, 0.5);
    (void)dc_ledger_win(w.ledger, smb, 4 * MONTH - 45.0, 700.0, 4.0,
                        0.5); /* paid at the horizon */
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[0].cash_money, -4000.0);
    assert_money(r->month[1].cash_money, 10000.0);
    assert_money(r->month[2].cash_money, -280.0);
    assert_money(r->month[3].cash_money, 0.0);
    assert_money(MONEY_TOTAL(r, gross_profit_money), 6420.0);
    money_close(&w);
}

/* Costs of the month go out in it: month 1 pays 500 salary and a lead of 20. */
static void costs_are_paid_when_incurred(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,3\nrole.ae.base_salary,6000\nsegment.smb.lead_cost,20\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    dc_ledger_lead(w.ledger, money_segment(&w, "smb"), 1, 1.5 * MONTH);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[0].cash_money, -500.0);
    assert_money(r->month[1].cash_money, -520.0);
    money_close(&w);
}

/* Cash in arrears of month m is the revenue of [m, m+1) months less 37 days, customer by
 * customer, with one who leaves. */
static void recurring_arrears_follow_revenue_by_the_delay(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,18\nscenario.payment_delay,37\n"
                   "segment.smb.contract,recurring\nsegment.smb.churn,0.1\n"
                   "segment.smb.expansion,0.2\n");
    const uint32_t smb = money_segment(&w, "smb");
    const double at[3] = {0.0, 30.0, 200.0};
    const double u[3] = {0.99, 0.3, 0.2};
    double left[3];
    for (int k = 0; k < 3; k++) {
        left[k] = dc_ledger_win(w.ledger, smb, at[k], 5150.0, 4.0, u[k]);
    }
    assert_true(isinf(left[0]) && left[1] < 200.0 && left[2] < 18 * MONTH);
    const struct dc_record *r = money_record(&w);
    for (uint32_t m = 0; m < 18; m++) {
        double want = 0.0;
        for (int k = 0; k < 3; k++) {
            const double a = fmin(fmax(m * MONTH - 37.0, at[k]), left[k]);
            const double b = fmin(fmax((m + 1) * MONTH - 37.0, at[k]), left[k]);
            want += money_earned(5150.0, 0.2, a - at[k], b - at[k]);
        }
        assert_near(1.0 + r->month[m].cash_money, 1.0 + want, 1e-11);
    }
    money_close(&w);
}

static void without_delay_cash_is_revenue_less_its_cost(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,9\nscenario.payment_delay,0\n"
                   "segment.smb.contract,recurring\nsegment.smb.churn,0.1\n"
                   "segment.smb.expansion,0.2\nsegment.smb.gross_margin,0.37\n");
    for (int i = 0; i < 50; i++) {
        (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), 3.1 * i, 100.0 + i, 4.0,
                            (i + 0.5) / 50);
    }
    const struct dc_record *r = money_record(&w);
    for (uint32_t m = 0; m < 9; m++) {
        assert_money(r->month[m].cash_money, r->month[m].gross_profit_money);
    }
    money_close(&w);
}

/* 12,000 a year, by quarter, won in month 0.5, paid 30.4375 days later: 3,000 in months 1, 4, 7
 * and 10 of 12; the invoice of month 11.5 would be received after the horizon. */
static void invoices_ahead_come_every_period(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\nscenario.payment_delay,30.4375\n"
                   "segment.smb.contract,recurring\nsegment.smb.billing,quarter\n");
    (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), 0.5 * MONTH, 12000.0, 4.0, 0.5);
    const struct dc_record *r = money_record(&w);
    for (uint32_t m = 0; m < 12; m++) {
        assert_money(r->month[m].cash_money, m % 3 == 1 ? 3000.0 : 0.0);
        assert_money(r->month[m].revenue_money, m == 0 ? 500.0 : 1000.0);
    }
    money_close(&w);
}

/* A year's invoice of month 2 passes the horizon of 6 months and is received whole. */
static void an_invoice_covers_what_lies_past_the_horizon(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,6\nscenario.payment_delay,0\n"
                   "segment.smb.contract,recurring\nsegment.smb.billing,year\n"
                   "segment.smb.expansion,0.21\n");
    (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), 2.5 * MONTH, 12000.0, 4.0, 0.5);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[2].cash_money, money_earned(12000.0, 0.21, 0.0, YEAR));
    assert_money(MONEY_TOTAL(r, cash_money), r->month[2].cash_money);
    money_close(&w);
}

/* Customer by customer: invoices while they stay, the unused part paid back; each the
 * integral of the growing value; billing by month, quarter and year. Those who leave early
 * enough have paid exactly what they were served. */
static void billing_ahead_ties_out(void **state)
{
    (void)state;
    const char *const word[3] = {"month", "quarter", "year"};
    const double period[3] = {MONTH, 3 * MONTH, 12 * MONTH};
    for (int i = 0; i < 3; i++) {
        char rows[512];
        snprintf(rows, sizeof rows,
                 "scenario.horizon,40\nscenario.payment_delay,50\nsegment.smb.churn,0.08\n"
                 "segment.smb.contract,recurring\nsegment.smb.expansion,0.3\n"
                 "segment.smb.billing,%s\n",
                 word[i]);
        struct money w;
        money_open(&w, rows);
        double want[40] = {0.0};
        for (int k = 0; k < 60; k++) {
            const double at = 13.7 * k;
            const double v = 1000.0 + 77.0 * k;
            const double left = dc_ledger_win(w.ledger, money_segment(&w, "smb"), at, v, 4.0,
                                              (k * 37 % 60 + 0.5) / 60);
            for (double due = 0.0; at + due < fmin(left, 40 * MONTH); due += period[i]) {
                const double in = (at + due + 50.0) / MONTH;
                if (in < 40.0) {
                    want[(int)in] += money_earned(v, 0.3, due, due + period[i]);
                }
                const double back = (left + 50.0) / MONTH;
                if (left - at < due + period[i] && back < 40.0) {
                    want[(int)back] -= money_earned(v, 0.3, left - at, due + period[i]);
                }
            }
        }
        const struct dc_record *r = money_record(&w);
        for (uint32_t m = 0; m < 40; m++) {
            assert_near(r->month[m].cash_money, want[m], 1e-11);
        }
        money_close(&w);
    }
}

static void a_customer_who_left_has_paid_what_was_served(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,60\nscenario.payment_delay,50\nsegment.smb.churn,0.2\n"
                   "segment.smb.contract,recurring\nsegment.smb.expansion,0.3\n"
                   "segment.smb.billing,year\n");
    for (int k = 0; k < 30; k++) {
        const double left = dc_ledger_win(w.ledger, money_segment(&w, "smb"), 5.3 * k, 777.0,
                                          4.0, (k + 0.5) / 31);
        assert_true(left < 50 * MONTH);
    }
    const struct dc_record *r = money_record(&w);
    assert_near(MONEY_TOTAL(r, cash_money), MONEY_TOTAL(r, revenue_money), 1e-12);
    for (uint32_t m = 54; m < 60; m++) {
        assert_true(r->month[m].cash_money == 0.0);
    }
    money_close(&w);
}

/* "As if won on day 0": a year ahead on day 0, received on day 30, in month 0. */
static void opening_customers_are_billed_from_day_0(void **state)
{
    (void)state;
    struct money w;
    money_open(
        &w, "scenario.horizon,14\nsegment.smb.contract,recurring\nsegment.smb.billing,year\n");
    (void)dc_ledger_opening(w.ledger, money_segment(&w, "smb"), 3650.0, 0.5);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[0].cash_money, 3650.0);
    assert_money(r->month[12].cash_money, 3650.0);
    assert_money(MONEY_TOTAL(r, cash_money), 7300.0);
    assert_money(MONEY_TOTAL(r, bookings_money), 0.0);
    money_close(&w);
}

/* A salary of 1,000 a month for 27 months at 8%, 3 months of warm-up: an annuity of 24
 * payments at 0.5, 1.5, ... months. */
static void npv_is_the_closed_form(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,27\nscenario.warmup,3\nscenario.discount_rate,0.08\n"
                   "role.ae.base_salary,12000\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    const double q = pow(1.08, -1.0 / 12);
    assert_near(money_record(&w)->npv_money, -1000.0 * sqrt(q) * (1.0 - pow(q, 24)) / (1.0 - q),
                1e-12);
    money_close(&w);
}

static void npv_at_rate_zero_is_the_cash(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,5\nscenario.discount_rate,0\nrole.ae.base_salary,12000\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    assert_money(money_record(&w)->npv_money, -5000.0);
    money_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_single_payment_comes_after_the_delay),
        cmocka_unit_test(costs_are_paid_when_incurred),
        cmocka_unit_test(recurring_arrears_follow_revenue_by_the_delay),
        cmocka_unit_test(without_delay_cash_is_revenue_less_its_cost),
        cmocka_unit_test(invoices_ahead_come_every_period),
        cmocka_unit_test(an_invoice_covers_what_lies_past_the_horizon),
        cmocka_unit_test(billing_ahead_ties_out),
        cmocka_unit_test(a_customer_who_left_has_paid_what_was_served),
        cmocka_unit_test(opening_customers_are_billed_from_day_0),
        cmocka_unit_test(npv_is_the_closed_form),
        cmocka_unit_test(npv_at_rate_zero_is_the_cash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
