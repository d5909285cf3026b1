/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_ledger_commission.c - a case by hand for every clause of the commission plan. */
#include "../support/money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

/* Base 60,000, ote 100,000: variable pay 40,000 a year. Quota 500,000 a year. */
#define PLAN                                                                                   \
    "role.ae.base_salary,60000\nrole.ae.ote,100000\nrole.ae.quota,500000\n"                    \
    "role.ae.quota_period,year\n"

/* One rep, one whole year, credited with `credit`: the commission. */
static double commission_of(const char *more_rows, double credit)
{
    struct money w;
    char rows[1024];
    snprintf(rows, sizeof rows, "scenario.horizon,12\n" PLAN "%s", more_rows);
    money_open(&w, rows);
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, 200.0, credit);
    const double paid = money_cost(money_record(&w), DC_COMMISSION);
    money_close(&w);
    return paid;
}

static void payout_is_the_attainment_up_to_the_quota(void **state)
{
    (void)state;
    assert_money(commission_of("", 0.0), 0.0);
    assert_money(commission_of("", 135000.0), 10800.0); /* 0.27 * 40,000 */
    assert_money(commission_of("", 500000.0), 40000.0);
}

static void below_the_threshold_nothing_is_paid(void **state)
{
    (void)state;
    const char *rows = "role.ae.commission_threshold,0.4\n";
    assert_money(commission_of(rows, 199999.0), 0.0);
    assert_money(commission_of(rows, 200000.0), 16000.0); /* at it: 0.4 */
    assert_money(commission_of(rows, 350000.0), 28000.0); /* from the first unit */
}

/* x = 1.3 at accelerator 1.75: 1 + 1.75*0.3 = 1.525 of 40,000. */
static void above_the_quota_the_accelerator_works(void **state)
{
    (void)state;
    assert_money(commission_of("role.ae.accelerator,1.75\n", 650000.0), 61000.0);
    assert_money(commission_of("role.ae.accelerator,0\n", 650000.0), 40000.0);
    assert_money(commission_of("", 650000.0), 52000.0); /* 1 by default */
}

static void the_cap_limits_the_payout(void **state)
{
    (void)state;
    const char *rows = "role.ae.accelerator,2\nrole.ae.commission_cap,1.5\n";
    assert_money(commission_of(rows, 600000.0), 56000.0); /* 1.4: below it */
    assert_money(commission_of(rows, 900000.0), 60000.0); /* 2.6: 1.5 */
    assert_money(commission_of("role.ae.commission_cap,0.8\n", 480000.0), 32000.0);
}

/* 2.6 of 40,000 */
static void a_cap_of_zero_or_none_is_no_cap(void **state)
{
    (void)state;
    assert_money(commission_of("role.ae.accelerator,2\nrole.ae.commission_cap,0\n", 900000.0),
                 104000.0);
    assert_money(
        commission_of("role.ae.accelerator,2\nrole.ae.commission_cap,none\n", 900000.0),
        104000.0);
    assert_money(commission_of("role.ae.accelerator,2\n", 900000.0), 104000.0);
}

/* Quarterly quota 90,000; credited 45,000, 135,000 and 0 in the quarters of 9 months: payouts
 * 0.5, 1.5 and 0 of 10,000, in months 2, 5 and 8. */
static void a_quarter_is_paid_in_its_last_month(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,9\nrole.ae.base_salary,60000\nrole.ae.ote,100000\n"
                   "role.ae.quota,90000\nrole.ae.quota_period,quarter\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, 1.0 * MONTH, 45000.0);
    money_months_end(&w, 3);
    dc_ledger_credit(w.ledger, ae, 0, 3.0 * MONTH, 100000.0); /* the second's first moment */
    money_months_end(&w, 5);
    dc_ledger_credit(w.ledger, ae, 0, 5.9 * MONTH, 35000.0);
    const struct dc_record *r = money_record(&w);

    const double want[9] = {0, 0, 5000, 0, 0, 15000, 0, 0, 0};
    for (int m = 0; m < 9; m++) {
        assert_money(r->month[m].cost_money[DC_COMMISSION], want[m]);
        assert_int_equal(r->month[m].n_periods, m % 3 == 2);
    }
    assert_money(r->month[5].attainment, 1.5);
    assert_money(r->role[ae].attainment, 2.0);
    assert_int_equal(r->role[ae].n_periods, 3);
    assert_int_equal(r->role[ae].n_at_quota, 1);
    assert_int_equal(r->attainment_bins[ae * DC_ATTAINMENT_BINS + 0], 1);
    assert_int_equal(r->attainment_bins[ae * DC_ATTAINMENT_BINS + 5], 1);
    assert_int_equal(r->attainment_bins[ae * DC_ATTAINMENT_BINS + 15], 1);
    money_close(&w);
}

/* 15 months, yearly quota: the second period lasts 3 of its 12 months. h/P = 0.25, so the quota
 * is 125,000 and variable pay 10,000; credited 100,000: 0.8, paid in month 14. */
static void a_period_cut_by_the_horizon_keeps_its_length(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,15\n" PLAN);
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    money_months_end(&w, 13);
    dc_ledger_credit(w.ledger, ae, 0, 13.5 * MONTH, 100000.0);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[11].cost_money[DC_COMMISSION], 0.0);
    assert_money(r->month[14].cost_money[DC_COMMISSION], 8000.0);
    assert_money(r->month[14].attainment, 0.8);
    assert_int_equal(r->month[14].n_periods, 1);
    money_close(&w);
}

/* Hired at month 3 with a ramp of 6 months from 0.25: y = 6 * 0.625 + 3 = 6.75 of 12 months, so
 * the quota is 281,250; variable pay is 9/12 of 40,000 = 30,000, not scaled by productivity.
 * Credited 225,000: 0.8 of it. */
static void a_new_reps_quota_is_ramped_and_pay_is_pro_rata(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\nrole.ae.ramp,6\n" PLAN);
    const uint32_t ae = money_role(&w, "ae");
    money_months_end(&w, 3);
    dc_ledger_rep_starts(w.ledger, ae, 2, 3 * MONTH, 0.0);
    dc_ledger_credit(w.ledger, ae, 2, 4 * MONTH, 225000.0);
    const struct dc_record *r = money_record(&w);

    assert_money(r->role[ae].attainment, 0.8);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 24000.0);
    money_close(&w);
}

/* Leaves at month 7 of 12 with 437,500 credited on a quota of 500,000 * 7/12 = 291,666.67: 1.5,
 * of 40,000 * 7/12: 35,000, in month 11. The successor from month 8 holds it 4 months:
 * 13,333.33 at target; nothing credited. 7 of 12 months are at least half, 4 are not. */
static void those_who_left_are_paid_at_the_periods_end(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\n" PLAN);
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, MONTH, 437500.0);
    money_months_end(&w, 7);
    dc_ledger_rep_leaves(w.ledger, ae, 0, 7 * MONTH);
    money_months_end(&w, 8);
    money_rep(&w, ae, 0, 8 * MONTH);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[6].cost_money[DC_COMMISSION], 0.0);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 35000.0);
    assert_int_equal(r->month[11].n_periods, 1);
    assert_money(r->month[11].attainment, 1.5);
    money_close(&w);
}

/* Exactly half of a period counts, less does not; of a cut period, half of the part before the
 * horizon. 18 months, yearly: the second part is 6 months long, half is 3. */
static void a_rep_period_counts_from_half_of_it_on(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,18\n" PLAN);
    const uint32_t ae = money_role(&w, "ae");
    money_months_end(&w, 6);
    money_rep(&w, ae, 0, 6 * MONTH);        /* 6 of 12 */
    money_rep(&w, ae, 1, 6 * MONTH + 0.01); /* just less */
    money_months_end(&w, 15);
    dc_ledger_rep_leaves(w.ledger, ae, 0, 15 * MONTH - 0.01); /* just less than 3 of 6 */
    dc_ledger_rep_leaves(w.ledger, ae, 1, 15 * MONTH);        /* 3 of 6 */
    const struct dc_record *r = money_record(&w);
    assert_int_equal(r->month[11].n_periods, 1);
    assert_int_equal(r->month[17].n_periods, 1);
    money_close(&w);
}

/* Variable pay at target pro rata: 40,000 * 5/12 in the first year, and no attainment. */
static void a_role_without_quota_gets_its_variable_pay(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,14\nrole.ae.base_salary,60000\nrole.ae.ote,100000\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, MONTH, 123456.0);
    money_months_end(&w, 5);
    dc_ledger_rep_leaves(w.ledger, ae, 0, 5 * MONTH);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[4].cost_money[DC_COMMISSION], 0.0);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 40000.0 * 5 / 12);
    assert_int_equal(r->role[ae].n_periods, 0);
    money_close(&w);
}

static void a_quota_of_zero_is_none(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\nrole.ae.base_salary,60000\nrole.ae.ote,100000\n"
                   "role.ae.quota,0\nrole.ae.quota_period,year\n");
    money_rep(&w, money_role(&w, "ae"), 0, 0.0);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 40000.0);
    assert_int_equal(r->month[11].n_periods, 0);
    money_close(&w);
}

/* No ote: it is the base salary; attainment is still measured. */
static void without_ote_there_is_attainment_but_no_commission(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\nrole.ae.base_salary,60000\nrole.ae.quota,200000\n"
                   "role.ae.quota_period,year\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, MONTH, 250000.0);
    const struct dc_record *r = money_record(&w);
    assert_money(r->month[11].cost_money[DC_COMMISSION], 0.0);
    assert_money(r->month[11].attainment, 1.25);
    money_close(&w);
}

/* The draws: base uniform(80,000 .. 90,000), ote uniform(50,000 .. 60,000) always below it. */
static void a_drawn_ote_below_the_base_counts_as_it(void **state)
{
    (void)state;
    struct money w;
    money_open(&w,
               "scenario.horizon,12\nrole.ae.base_salary,\"uniform(min=50000, max=90000)\"\n"
               "role.ae.ote,\"uniform(min=50000, max=90000)\"\n");
    const uint32_t ae = money_role(&w, "ae");
    int n_below = 0;
    for (uint64_t i = 0; i < 40; i++) {
        money_again(&w, i);
        money_rep(&w, ae, 0, 0.0);
        const struct dc_role *role = &w.model->team[0].role[ae];
        const double base = dc_env_at(&w.env, role->base_salary, 0.0);
        const double ote = dc_env_at(&w.env, role->ote, 0.0);
        n_below += ote < base;
        assert_money(money_cost(money_record(&w), DC_COMMISSION), fmax(ote - base, 0.0));
    }
    assert_in_range(n_below, 5, 35);
    money_close(&w);
}

static void credit_goes_to_the_rep_who_holds_the_seat(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\n" PLAN);
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, 10.0, 100000.0);
    money_months_end(&w, 2);
    dc_ledger_rep_leaves(w.ledger, ae, 0, 2 * MONTH);
    dc_ledger_credit(w.ledger, ae, 0, 2 * MONTH + 3, 999999.0); /* vacant: nobody's */
    money_months_end(&w, 3);
    money_rep(&w, ae, 0, 3 * MONTH);
    dc_ledger_credit(w.ledger, ae, 0, 3 * MONTH, 300000.0);
    const struct dc_record *r = money_record(&w);
    /* first: 100,000/83,333.33 = 1.2 of 6,666.67 = 8,000; second: 300,000/375,000 = 0.8 of
     * 30,000 */
    assert_money(money_cost(r, DC_COMMISSION), 32000.0);
    assert_money(r->role[ae].attainment, 0.8);
    money_close(&w);
}

/* Warm-up of 5 months: the year's commission, paid in month 11, counts in full; with 12 it does
 * not, for its period ends with the warm-up. */
static void a_commission_counts_if_its_period_ends_in_the_counted_months(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,13\nscenario.warmup,5\n" PLAN);
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, 10.0, 600000.0);
    const struct dc_record *r = money_record(&w);
    assert_money(money_cost(r, DC_COMMISSION), 48000.0);
    assert_int_equal(r->role[ae].n_periods, 2);
    assert_int_equal(r->role[ae].n_at_quota, 1);
    money_close(&w);

    money_open(&w, "scenario.horizon,13\nscenario.warmup,12\n" PLAN);
    money_rep(&w, ae, 0, 0.0);
    dc_ledger_credit(w.ledger, ae, 0, 10.0, 600000.0);
    r = money_record(&w);
    assert_money(money_cost(r, DC_COMMISSION), 0.0);
    assert_int_equal(r->role[ae].n_periods, 1);
    assert_int_equal(r->role[ae].n_at_quota, 0);
    money_close(&w);
}

/* Three deals of a third of the quota meet it, though thirds are no doubles. */
static void a_quota_met_to_the_cent_is_met(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\nrole.ae.quota,0.3\nrole.ae.quota_period,year\n"
                   "role.ae.base_salary,1\nrole.ae.ote,2\nrole.ae.commission_threshold,1\n");
    const uint32_t ae = money_role(&w, "ae");
    money_rep(&w, ae, 0, 0.0);
    for (int i = 0; i < 3; i++) {
        dc_ledger_credit(w.ledger, ae, 0, 10.0, 0.1);
    }
    const struct dc_record *r = money_record(&w);
    assert_int_equal(r->role[ae].n_at_quota, 1);
    assert_int_equal(r->attainment_bins[ae * DC_ATTAINMENT_BINS + 10], 1);
    assert_near(r->month[11].cost_money[DC_COMMISSION], 1.0, 1e-9);
    money_close(&w);
}

/* 3 times the quota and more fall in the last bin; an edge belongs to the bin above it. */
static void attainment_bins_are_tenths(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,1\nrole.ae.quota,1000\nrole.ae.quota_period,month\n");
    const uint32_t ae = money_role(&w, "ae");
    const double credit[8] = {0.0, 99.99, 100.0, 700.0, 2999.9, 3000.0, 99999.0, 300.0};
    for (uint32_t i = 0; i < 8; i++) {
        money_rep(&w, ae, i, 0.0);
        dc_ledger_credit(w.ledger, ae, i, 10.0, credit[i]);
    }
    const uint32_t *bin = &money_record(&w)->attainment_bins[ae * DC_ATTAINMENT_BINS];
    uint32_t want[DC_ATTAINMENT_BINS] = {
        [0] = 2, [1] = 1, [3] = 1, [7] = 1, [29] = 1, [30] = 2};
    for (int i = 0; i < DC_ATTAINMENT_BINS; i++) {
        assert_int_equal(bin[i], want[i]);
    }
    money_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payout_is_the_attainment_up_to_the_quota),
        cmocka_unit_test(below_the_threshold_nothing_is_paid),
        cmocka_unit_test(above_the_quota_the_accelerator_works),
        cmocka_unit_test(the_cap_limits_the_payout),
        cmocka_unit_test(a_cap_of_zero_or_none_is_no_cap),
        cmocka_unit_test(a_quarter_is_paid_in_its_last_month),
        cmocka_unit_test(a_period_cut_by_the_horizon_keeps_its_length),
        cmocka_unit_test(a_new_reps_quota_is_ramped_and_pay_is_pro_rata),
        cmocka_unit_test(those_who_left_are_paid_at_the_periods_end),
        cmocka_unit_test(a_rep_period_counts_from_half_of_it_on),
        cmocka_unit_test(a_role_without_quota_gets_its_variable_pay),
        cmocka_unit_test(a_quota_of_zero_is_none),
        cmocka_unit_test(without_ote_there_is_attainment_but_no_commission),
        cmocka_unit_test(a_drawn_ote_below_the_base_counts_as_it),
        cmocka_unit_test(credit_goes_to_the_rep_who_holds_the_seat),
        cmocka_unit_test(a_commission_counts_if_its_period_ends_in_the_counted_months),
        cmocka_unit_test(a_quota_met_to_the_cent_is_met),
        cmocka_unit_test(attainment_bins_are_tenths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
