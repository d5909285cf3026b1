/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit/test_ledger.c - bookings, exact sums, and that the order of telling does not matter. */
#include "../support/money.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "path/cells.h"

static void bookings_and_one_off_revenue_count_when_won(void **state)
{
    (void)state;
    struct money w;
    money_open(&w, "scenario.horizon,6\nscenario.warmup,2\nsegment.smb.gross_margin,0.75\n");
    const uint32_t smb = money_segment(&w, "smb");
    const uint32_t key = money_segment(&w, "key");
    (void)dc_ledger_win(w.ledger, smb, 1.99 * MONTH, 100.25, 4.0, 0.5);
    (void)dc_ledger_win(w.ledger, smb, 2.0 * MONTH, 200.5, 3.5, 0.5);
    (void)dc_ledger_win(w.ledger, key, 5.99 * MONTH, 400.0, 2.0, 0.5);
    const struct dc_record *r = money_record(&w);

    assert_money(r->month[1].bookings_money, 100.25);
    assert_money(r->month[2].bookings_money, 200.5);
    assert_money(r->month[2].revenue_money, 200.5);
    assert_money(r->month[2].gross_profit_money, 200.5 * 0.75);
    assert_money(r->segment[smb].bookings_money, 200.5);
    assert_money(r->segment[key].revenue_money, 400.0);
    assert_money(r->csat_points, 5.5);
    assert_money(r->margin_money, 200.5 * 0.75 + 400.0);
    assert_money(r->clv_money, 200.5 * 0.75 + 400.0);
    assert_int_equal(r->month[5].n_customers, 0);
    assert_money(r->customer_days, 0.0);
    money_close(&w);
}

#define BUSY                                                                                   \
    "scenario.horizon,30\nscenario.warmup,7\nsegment.smb.contract,recurring\n"                 \
    "segment.smb.churn,0.07\nsegment.smb.expansion,0.11\nsegment.smb.billing,quarter\n"        \
    "segment.smb.gross_margin,0.713\nsegment.key.gross_margin,0.333\n"                         \
    "segment.smb.lead_cost,13.37\nrole.ae.base_salary,61234.56\nrole.ae.ote,98765.43\n"        \
    "role.ae.quota,54321\nrole.ae.quota_period,quarter\nrole.ae.oncost,0.217\n"                \
    "role.ae.ramp,4.5\nrole.ae.tools,111.11\nrole.sdr.base_salary,39999\nrole.sdr.overhead,"   \
    "77.7\n"                                                                                   \
    "team.t.span,3\nteam.t.manager_salary,123456.7\n"

struct call {
    double t, value, u;
    int kind;
};

static void call_make(struct money *w, const struct call *c)
{
    const uint32_t ae = money_role(w, "ae");
    const uint32_t smb = money_segment(w, "smb");
    switch (c->kind) {
    case 0:
        (void)dc_ledger_win(w->ledger, smb, c->t, c->value, 1.0 + 4.0 * c->u, c->u);
        break;
    case 1:
        (void)dc_ledger_win(w->ledger, money_segment(w, "key"), c->t, c->value, 3.0, c->u);
        break;
    case 2:
        dc_ledger_lead(w->ledger, smb, dc_month_of(c->t), c->t);
        break;
    case 3:
        dc_ledger_travel(w->ledger, ae, c->t, c->value / 100.0);
        break;
    default:
        dc_ledger_hire(w->ledger, ae, c->t, c->value / 10.0, c->value / 70.0);
        break;
    }
}

#define N_CALLS 3000

/* What happens of itself: amounts without pattern, by a small generator. */
static void calls_draw(struct call call[N_CALLS], double horizon)
{
    uint64_t x = 88172645463325252u;
    for (int i = 0; i < N_CALLS; i++) {
        double u[3];
        for (int k = 0; k < 3; k++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            u[k] = ((double)(x >> 11) + 0.5) * 0x1p-53;
        }
        call[i] = (struct call){u[0] * horizon, 1000.0 * exp(3.0 * u[1]), u[2], i % 5};
    }
}

static void call_run(struct money *w, const struct call call[N_CALLS], int step)
{
    money_again(w, 0);
    for (uint32_t seat = 0; seat < 4; seat++) {
        const uint32_t i = step == 1 ? seat : 3 - seat;
        dc_ledger_rep_starts(w->ledger, money_role(w, "ae"), i, 11.3 * i, i * 30.0);
    }
    dc_ledger_seats(w->ledger, money_role(w, "ae"), 4, 0.0);
    for (int i = 0, k = 0; i < N_CALLS; i++, k = (k + step) % N_CALLS) {
        call_make(w, &call[k]);
    }
    for (uint32_t i = 0; i < 40; i++) {
        const uint32_t k = step == 1 ? i : 39 - i;
        dc_ledger_credit(w->ledger, money_role(w, "ae"), k % 4, 1.0, 1234.5678 * (k + 1));
    }
}

/* The busy world, to which all calls have been told. */
static void busy_open(struct money *w, struct call call[N_CALLS])
{
    money_open(w, BUSY);
    calls_draw(call, 30 * MONTH);
    call_run(w, call, 1);
}

static void calls_in_any_order_give_the_same_bytes(void **state)
{
    (void)state;
    struct money w;
    struct call call[N_CALLS];
    busy_open(&w, call);
    const struct dc_record *r = money_record(&w);
    struct dc_month_sum first[30];
    memcpy(first, r->month, sizeof first);
    const struct dc_segment_sum segment = r->segment[money_segment(&w, "smb")];
    const double sums[4] = {r->npv_money, r->clv_money, r->csat_points, r->customer_days};

    call_run(&w, call, 1789); /* prime to 3000: another order of them all */
    r = money_record(&w);
    assert_memory_equal(first, r->month, sizeof first);
    assert_memory_equal(&segment, &r->segment[money_segment(&w, "smb")], sizeof segment);
    const double again[4] = {r->npv_money, r->clv_money, r->csat_points, r->customer_days};
    assert_memory_equal(sums, again, sizeof sums);
    assert_true(sums[0] != 0.0 && sums[1] > 0.0);
    money_close(&w);
}

/* Roles' and segments' totals are the sums of the months', to the last bit: both are rounded
 * from one exact sum, and the months from parts of it. */
static void months_sum_to_the_totals(void **state)
{
    (void)state;
    struct money w;
    struct call call[N_CALLS];
    busy_open(&w, call);
    const struct dc_record *r = money_record(&w);

    double bookings = 0.0;
    double revenue = 0.0;
    for (uint32_t s = 0; s < r->n_segments; s++) {
        bookings += r->segment[s].bookings_money;
        revenue += r->segment[s].revenue_money;
    }
    assert_near(MONEY_TOTAL(r, bookings_money), bookings, 4e-16);
    assert_near(MONEY_TOTAL(r, revenue_money), revenue, 4e-16);
    double cost = 0.0;
    for (int k = 0; k < DC_N_COSTS; k++) {
        double roles = 0.0;
        for (uint32_t i = 0; i < r->n_roles; i++) {
            roles += r->role[i].cost_money[k];
        }
        const double months = money_cost(r, (enum dc_cost)k);
        cost += months;
        if (k != DC_MANAGEMENT && k != DC_LEADS) {
            assert_near(months, roles, 4e-16);
        }
    }
    assert_true(cost > 0.0);
    money_close(&w);
}

/* The same replication told twice is the same: nothing is left of the first. */
static void beginning_again_forgets_everything(void **state)
{
    (void)state;
    struct money w;
    struct call call[N_CALLS];
    busy_open(&w, call);
    (void)money_record(&w);
    money_again(&w, 1);
    const struct dc_record *r = money_record(&w);
    for (uint32_t m = 0; m < 30; m++) {
        assert_true(r->month[m].bookings_money == 0.0 && r->month[m].cash_money == 0.0);
        assert_true(r->month[m].filled_days == 0.0 && r->month[m].n_periods == 0);
        assert_true(r->month[m].cost_money[DC_MANAGEMENT] == 0.0);
    }
    assert_true(r->csat_points == 0.0 && r->clv_money == 0.0);
    money_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bookings_and_one_off_revenue_count_when_won),
        cmocka_unit_test(calls_in_any_order_give_the_same_bytes),
        cmocka_unit_test(months_sum_to_the_totals),
        cmocka_unit_test(beginning_again_forgets_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
