/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_ledger_customers.c - recurring revenue, churn, lifetimes and CLV against closed
 * forms. */
#include "../support/money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#define RECURRING "segment.smb.contract,recurring\n"

/* 24,350 a year won on day 45.65625 (half of month 1): 1,014.58 in it, 2,029.17 after. */
static void revenue_is_recognised_per_day(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,4\n" RECURRING);
    const uint32_t smb = money_segment(&w, "smb");
    assert_true(isinf(dc_ledger_win(w.ledger, smb, 1.5 * MONTH, 24350.0, 4.0, 0.5)));
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[0].revenue_money, 0.0);
    assert_money(r->month[1].revenue_money, 24350.0 / 24);
    assert_money(r->month[2].revenue_money, 24350.0 / 12);
    assert_money(r->segment[smb].revenue_money, 24350.0 / 12 * 2.5);
    assert_money(MONEY_TOTAL(r, bookings_money), 24350.0);
    assert_money(r->month[3].arr_money, 24350.0);
    assert_int_equal(r->month[0].n_customers, 0);
    assert_int_equal(r->month[1].n_customers, 1);
    money_close(&w);
}

/* Steep growth, decline and none over 20 years, a win in each of several months: every month
 * of revenue and the arr at its end to 1e-12. */
static void expansion_is_integrated_exactly(void **state)
{
    (void)state;
    const double expansion[] = {0.0, 1e-13, 0.07, 3.0, -0.35, -0.9};
    for (size_t i = 0; i < DC_COUNT_OF(expansion); i++) {
        const double e = expansion[i];
        char rows[256];
        snprintf(rows, sizeof rows,
                 "scenario.horizon,240\n" RECURRING "segment.smb.expansion,%.17g\n", e);
        struct money w;
        money_open(&w, rows);
        const double at[3] = {0.0, 40.125, 91.3125};
        for (int k = 0; k < 3; k++) {
            (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), at[k], 7310.0 * (k + 1),
                                4.0, 0.5);
        }
        const struct dc_record *r = money_record(&w);
        for (uint32_t m = 0; m < 240; m++) {
            double want = 0.0;
            double arr = 0.0;
            for (int k = 0; k < 3; k++) {
                const double a = fmax(m * MONTH - at[k], 0.0);
                const double b = fmax((m + 1) * MONTH - at[k], 0.0);
                want += money_earned(7310.0 * (k + 1), e, a, b);
                arr += b > 0.0 ? 7310.0 * (k + 1) * pow(1.0 + e, b / YEAR) : 0.0;
            }
            const double slack = 1e-8 + 2e-12 * want;
            if (!(fabs(r->month[m].revenue_money - want) <= slack) ||
                !(fabs(r->month[m].arr_money - arr) <= 1e-8 + 2e-12 * arr)) {
                fail_msg("expansion %g month %u: revenue %.15g, expected %.15g; arr %.15g, "
                         "expected %.15g",
                         e, m, r->month[m].revenue_money, want, r->month[m].arr_money, arr);
            }
        }
        money_close(&w);
    }
}

/* A customer who stays from day 20 to its leaving day: nothing after, and no crumb of arr. */
static void revenue_ends_on_the_day_of_leaving(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,36\n" RECURRING "segment.smb.churn,0.2\n"
                   "segment.smb.expansion,0.13\n");
    const uint32_t smb = money_segment(&w, "smb");
    const double left = dc_ledger_win(w.ledger, smb, 20.0, 9999.0, 4.0, 0.8);
    /* (1 - 0.2)^months = 0.2 */
    assert_near(left, 20.0 + log(0.2) / log(0.8) * MONTH, 1e-13);
    const struct dc_record *r = money_record(&w);
    assert_money(r->segment[smb].revenue_money, money_earned(9999.0, 0.13, 0.0, left - 20.0));
    for (uint32_t m = (uint32_t)(left / MONTH) + 1; m < 36; m++) {
        assert_true(r->month[m].revenue_money >= -1e-9 && r->month[m].revenue_money <= 1e-9);
        assert_true(r->month[m].arr_money == 0.0);
        assert_int_equal(r->month[m].n_customers, 0);
    }
    assert_int_equal(r->segment[smb].n_customers_ever, 1);
    assert_int_equal(r->segment[smb].n_churned, 1);
    assert_money(r->customer_days, left - 20.0);
    money_close(&w);
}

/* Lifetimes spread evenly over their law (no chance): the mean revenue of a customer is
 * v/Y * (exp((k-h) T) - 1)/(k - h), k and h the rates of growth and leaving a day. */
static void expected_revenue_with_churn_is_the_closed_form(void **state)
{
    (void)state;
    const double won = 61.7;
    const double churn = 0.031;
    const double e = 0.09;
    const int n = 40000;
    struct money w;
    money_open(&w, "scenario.horizon,48\n" RECURRING "segment.smb.churn,0.031\n"
                   "segment.smb.expansion,0.09\n");
    const uint32_t smb = money_segment(&w, "smb");
    for (int i = 0; i < n; i++) {
        (void)dc_ledger_win(w.ledger, smb, won, 1200.0, 4.0, (i + 0.5) / n);
    }
    const struct dc_record *r = money_record(&w);
    const double rate = log1p(e) / YEAR + log1p(-churn) / MONTH;
    const double t = 48 * MONTH - won;
    assert_near(r->segment[smb].revenue_money / n, 1200.0 / YEAR * expm1(rate * t) / rate,
                1e-6);
    assert_near(r->month[47].arr_money / n, 1200.0 * exp(rate * t), 1e-4);
    /* the number left: (1-churn)^months, to one customer */
    const double stay = n * pow(1.0 - churn, t / MONTH);
    assert_true(fabs((double)r->month[47].n_customers - stay) <= 1.0);
    assert_int_equal(r->segment[smb].n_churned, n - r->month[47].n_customers);
    money_close(&w);
}

/* Sensitivity 0.7: csat 2.5 multiplies the hazard by exp(0.7 * 1.5), csat 5 by exp(-0.7). */
static void satisfaction_scales_the_hazard(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,240\n" RECURRING "segment.smb.churn,0.1\n"
                   "segment.smb.churn_sensitivity,0.7\n");
    const uint32_t smb = money_segment(&w, "smb");
    const double at4 = dc_ledger_win(w.ledger, smb, 0.0, 1.0, 4.0, 0.25);
    const double low = dc_ledger_win(w.ledger, smb, 0.0, 1.0, 2.5, 0.25);
    const double high = dc_ledger_win(w.ledger, smb, 0.0, 1.0, 5.0, 0.25);
    assert_near(at4, log(0.75) / log(0.9) * MONTH, 1e-13);
    assert_near(low, at4 * exp(-0.7 * 1.5), 1e-13);
    assert_near(high, at4 * exp(0.7), 1e-13);
    assert_money(money_record(&w)->csat_points, 11.5);
    money_close(&w);
}

static void without_churn_nobody_leaves(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,240\n" RECURRING "segment.smb.churn_sensitivity,1000\n");
    assert_true(isinf(dc_ledger_win(w.ledger, money_segment(&w, "smb"), 3.0, 5.0, 1.0, 0.999)));
    money_close(&w);
}

/* 120,000/12 * 0.7 / (1 - 0.98 * (1.05/1.1)^(1/12)) with churn 2%; churn 0 and no growth over
 * the discount: the sum over 120 months. */
static void clv_is_the_formulas(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\n" RECURRING
                   "segment.smb.churn,0.02\nsegment.smb.expansion,0.05\n"
                   "segment.smb.churn_sensitivity,0.5\nsegment.smb.gross_margin,0.7\n"
                   "segment.key.gross_margin,0.4\n");
    const uint32_t smb = money_segment(&w, "smb");
    (void)dc_ledger_win(w.ledger, smb, 10.0, 120000.0, 4.0, 0.5);
    (void)dc_ledger_win(w.ledger, smb, 10.0, 60000.0, 3.0, 0.5);
    (void)dc_ledger_win(w.ledger, money_segment(&w, "key"), 10.0, 5005.0, 4.0, 0.5);
    const struct dc_record *r = money_record(&w);
    const double growth = pow(1.05 / 1.1, 1.0 / 12);
    const double kept = pow(0.98, exp(0.5)); /* 1 - its own churn at csat 3 */
    assert_near(r->clv_money,
                120000.0 / 12 * 0.7 / (1.0 - 0.98 * growth) +
                    60000.0 / 12 * 0.7 / (1.0 - kept * growth) + 5005.0 * 0.4,
                1e-12);
    assert_money(r->margin_money, 180000.0 * 0.7 + 5005.0 * 0.4);
    money_close(&w);
}

static void clv_without_an_end_is_ten_years(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,12\n" RECURRING "segment.smb.expansion,0.1\n");
    (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), 10.0, 12000.0, 4.0, 0.5);
    assert_money(money_record(&w)->clv_money, 120000.0); /* q = 1 */
    money_close(&w);

    money_open(&w, "scenario.horizon,12\n" RECURRING "segment.smb.expansion,0.3\n");
    (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), 10.0, 12000.0, 4.0, 0.5);
    const double q = pow(1.3 / 1.1, 1.0 / 12);
    double sum = 0.0;
    for (int k = 0; k < 120; k++) {
        sum += pow(q, k);
    }
    assert_near(money_record(&w)->clv_money, 1000.0 * sum, 1e-12);
    money_close(&w);
}

/* What customers with the ledger's own lifetimes pay at each month's start while they stay,
 * discounted: its mean is the CLV. The horizon cuts 240 months off, 0.94^240 = 4e-7 of them. */
static void clv_is_the_mean_over_simulated_lifetimes(void **state)
{
    (void)state;
    const int n = 20000;
    struct money w;
    money_open(&w, "scenario.horizon,240\n" RECURRING "segment.smb.churn,0.06\n"
                   "segment.smb.expansion,0.04\nsegment.smb.gross_margin,0.8\n");
    double paid = 0.0;
    for (int i = 0; i < n; i++) {
        const double left =
            dc_ledger_win(w.ledger, money_segment(&w, "smb"), 0.0, 2400.0, 4.0, (i + 0.5) / n);
        for (int k = 0; k * MONTH < left && k < 240; k++) {
            paid += 200.0 * 0.8 * pow(1.04 / 1.1, k / 12.0);
        }
    }
    assert_near(money_record(&w)->clv_money, paid, 1e-4);
    money_close(&w);
}

/* Warm-up of 3 months. Opening customer A stays, B leaves in month 1 (no customer of the
 * counted time), C in month 5; D is won in month 1 and E in month 4, both stay. */
static void retention_counts_from_the_warmups_end(void **state)
{
    (void)state;
    struct money w;
    money_open(&w,
               "scenario.horizon,9\nscenario.warmup,3\n" RECURRING "segment.smb.churn,0.5\n");
    const uint32_t smb = money_segment(&w, "smb");
    assert_true(isinf(dc_ledger_opening(w.ledger, smb, 600.0, 1.0 - pow(0.5, 20.0))));
    assert_near(dc_ledger_opening(w.ledger, smb, 600.0, 1.0 - pow(0.5, 1.5)), 1.5 * MONTH,
                1e-13);
    assert_near(dc_ledger_opening(w.ledger, smb, 600.0, 1.0 - pow(0.5, 5.5)), 5.5 * MONTH,
                1e-13);
    (void)dc_ledger_win(w.ledger, smb, 1.25 * MONTH, 1200.0, 5.0, 1.0 - pow(0.5, 20.0));
    (void)dc_ledger_win(w.ledger, smb, 4.25 * MONTH, 1200.0, 3.0, 1.0 - pow(0.5, 20.0));
    const struct dc_record *r = money_record(&w);

    assert_int_equal(r->segment[smb].n_customers_ever, 4);
    assert_int_equal(r->segment[smb].n_churned, 1);
    assert_money(r->customer_days, (6.0 + 2.5 + 6.0 + 4.75) * MONTH);
    assert_money(r->csat_points, 3.0); /* E's alone: no opening customer has one that counts */
    assert_money(r->segment[smb].bookings_money, 1200.0);
    assert_money(r->month[0].revenue_money, 150.0);
    assert_money(r->month[0].arr_money, 1800.0);
    assert_int_equal(r->month[0].n_customers, 3);
    assert_int_equal(r->month[8].n_customers, 3);
    assert_money(r->month[8].arr_money, 3000.0);
    /* counted: A 6 months, C 2.5 at 50; D 6, E 4.75 at 100 */
    assert_money(r->segment[smb].revenue_money, 8.5 * 50 + 10.75 * 100);
    money_close(&w);
}

/* Nonsense that the format allows must neither trap nor give what is no number. */
static void absurd_growth_stays_finite(void **state)
{
    (void)state;
    const char *expansion[] = {"1e300", "-0.9999999999999999", "1e6"};
    for (size_t i = 0; i < DC_COUNT_OF(expansion); i++) {
        char rows[512];
        snprintf(rows, sizeof rows,
                 "scenario.horizon,240\n" RECURRING "segment.smb.churn,0.9999999\n"
                 "segment.smb.billing,year\nsegment.smb.churn_sensitivity,-400\n"
                 "scenario.discount_rate,-0.9999999999999999\nsegment.smb.expansion,%s\n",
                 expansion[i]);
        struct money w;
        money_open(&w, rows);
        for (int k = 0; k < 100; k++) {
            (void)dc_ledger_win(w.ledger, money_segment(&w, "smb"), k, k % 2 ? 1e300 : 0.0,
                                1.0 + k % 5, (k + 0.5) / 100);
        }
        const struct dc_record *r = money_record(&w);
        assert_true(isfinite(r->npv_money) && isfinite(r->clv_money));
        for (uint32_t m = 0; m < 240; m++) {
            assert_true(isfinite(r->month[m].cash_money) && isfinite(r->month[m].arr_money) &&
                        isfinite(r->month[m].revenue_money));
        }
        money_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(revenue_is_recognised_per_day),
        cmocka_unit_test(expansion_is_integrated_exactly),
        cmocka_unit_test(revenue_ends_on_the_day_of_leaving),
        cmocka_unit_test(expected_revenue_with_churn_is_the_closed_form),
        cmocka_unit_test(satisfaction_scales_the_hazard),
        cmocka_unit_test(without_churn_nobody_leaves),
        cmocka_unit_test(clv_is_the_formulas),
        cmocka_unit_test(clv_without_an_end_is_ten_years),
        cmocka_unit_test(clv_is_the_mean_over_simulated_lifetimes),
        cmocka_unit_test(retention_counts_from_the_warmups_end),
        cmocka_unit_test(absurd_growth_stays_finite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
