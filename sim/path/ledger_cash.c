/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_cash.c - when money comes in, and what the months' cash is worth at the start.
 *
 * In arrears, money follows revenue payment_delay later: the same flow, moved. Billed ahead, a
 * customer's invoices fall due whole months apart, so all that fall due in a month have their
 * successors in the same later month, grown by the same factor: again a sum for all. */
#include "path/ledger_parts.h"

#include <math.h>

#include "num/exact.h"

void dc_ledger_receive(struct dc_ledger *l, struct dc_book *book, double t_days, double money)
{
    const uint32_t m = dc_cells_month(&l->cells, t_days);
    if (m < l->cells.n_months) {
        book->received[m] += dc_fixed_of(money);
    }
}

/* The first invoice, and with it all later ones. */
static void invoices_begin(struct dc_ledger *l, struct dc_book *book, double t, double yearly)
{
    const double period_days = book->segment->billing_months * DC_MONTH_DAYS;
    const uint32_t m = dc_cells_month(&l->cells, t + l->payment_delay_days);
    if (m < l->cells.n_months) {
        book->invoice[m].money +=
            dc_fixed_of(yearly * dc_growth_years(book->growth_per_day, period_days));
        book->invoice[m].n++;
    }
}

/* No invoice from the first that would be due after leaving; the rest of the running period is
 * paid back. */
static void invoices_cease(struct dc_ledger *l, struct dc_book *book, double t, double yearly,
                           double leaves)
{
    const double rate = book->growth_per_day;
    const double period_days = book->segment->billing_months * DC_MONTH_DAYS;
    const double age = leaves - t;
    const double n_sent = floor(age / period_days) + 1.0;
    const double due = n_sent * period_days;
    const uint32_t first = dc_cells_month(&l->cells, t + l->payment_delay_days);
    const double m = first + n_sent * book->segment->billing_months;
    if (m < l->cells.n_months) {
        struct dc_invoices *invoice = &book->invoice[(uint32_t)m];
        invoice->money -= dc_fixed_of(yearly * dc_growth_factor(rate, due) *
                                      dc_growth_years(rate, period_days));
        invoice->n--;
    }
    dc_ledger_receive(l, book, leaves + l->payment_delay_days,
                      -yearly * dc_growth_factor(rate, age) * dc_growth_years(rate, due - age));
}

void dc_ledger_customer_pays(struct dc_ledger *l, struct dc_book *book, double t_days,
                             double yearly_money, double leaves_days)
{
    const double delay = l->payment_delay_days;
    const double rate = book->growth_per_day;
    if (book->segment->billing_months > 0) {
        invoices_begin(l, book, t_days, yearly_money);
        if (leaves_days < INFINITY) {
            invoices_cease(l, book, t_days, yearly_money, leaves_days);
        }
    } else if (delay > 0.0) {
        dc_flow_come(&l->cells, book->paid, rate, t_days + delay, yearly_money);
        if (leaves_days < INFINITY) {
            dc_flow_go(&l->cells, book->paid, rate, leaves_days + delay,
                       yearly_money * dc_growth_factor(rate, leaves_days - t_days));
        }
    }
}

static void invoices_close(struct dc_ledger *l, struct dc_book *book)
{
    const uint32_t k = book->segment->billing_months;
    const double factor = dc_growth_factor(book->growth_per_day, k * DC_MONTH_DAYS);
    for (uint32_t m = 0; m < l->cells.n_months; m++) {
        struct dc_invoices *invoice = &book->invoice[m];
        if (m >= k) {
            invoice->n += invoice[-(ptrdiff_t)k].n;
            invoice->money +=
                dc_fixed_of(dc_fixed_double(invoice[-(ptrdiff_t)k].money) * factor);
        }
        if (invoice->n == 0) {
            invoice->money = 0;
        }
        l->month[m].received += invoice->money;
    }
}

static void flow_received(struct dc_ledger *l, const struct dc_flow flow[])
{
    for (uint32_t c = 0; c < l->cells.n; c++) {
        l->month[l->cells.month[c]].received += flow[c].money;
    }
}

void dc_ledger_cash_close(struct dc_ledger *l)
{
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        struct dc_book *book = &l->book[s];
        for (uint32_t m = 0; m < l->cells.n_months; m++) {
            l->month[m].received += book->received[m];
        }
        if (!book->segment->recurring) {
            continue;
        }
        if (book->segment->billing_months > 0) {
            invoices_close(l, book);
        } else if (l->payment_delay_days > 0.0) {
            dc_flow_close(&l->cells, book->paid, book->growth_per_day);
            flow_received(l, book->paid);
        } else {
            flow_received(l, book->earned);
        }
    }
}

dc_fixed dc_ledger_cash(const struct dc_ledger_month *month)
{
    return month->received - (month->revenue - month->gross_profit) - month->cost;
}

/* Mid-month, from the warm-up's end; no discount factor is let past what keeps the sum finite.
 */
double dc_ledger_npv(const struct dc_ledger *l)
{
    const double rate = dc_log1p(dc_env_at(l->env, l->model->discount_rate, 0.0)) / 12.0;
    const uint32_t from = l->model->warmup_months;
    double npv = 0.0;
    for (uint32_t m = from; m < l->cells.n_months; m++) {
        const double factor = rate == 0.0 ? 1.0 : dc_exp(-rate * (m - from + 0.5));
        npv += dc_fixed_double(dc_ledger_cash(&l->month[m])) * fmin(factor, 1e250);
    }
    return npv;
}
