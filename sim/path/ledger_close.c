/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_close.c - from the run's sums to the record. Sums become doubles here, once:
 * a total is the rounded sum of the exact months, never a sum of rounded ones. */
#include "path/ledger_parts.h"

/* Revenue and gross profit of one segment, and what it is worth at the months' ends. */
static void book_close(struct dc_ledger *l, struct dc_book *book)
{
    const bool recurring = book->segment->recurring;
    if (recurring) {
        dc_flow_close(&l->cells, book->earned, book->growth_per_day);
    }
    for (uint32_t c = 0; c < l->cells.n; c++) {
        const uint32_t m = l->cells.month[c];
        struct dc_ledger_month *month = &l->month[m];
        const dc_fixed revenue = recurring ? book->earned[c].money : book->bookings[c];
        const double margin = dc_ledger_value(l, book->segment->gross_margin, c);
        month->bookings += book->bookings[c];
        month->revenue += revenue;
        month->gross_profit += dc_fixed_of(dc_fixed_double(revenue) * margin);
        if (recurring && c == dc_ledger_last_cell(l, m)) {
            month->arr += book->earned[c].yearly;
            month->n_customers += (uint64_t)book->earned[c].n;
        }
    }
}

static void months_write(const struct dc_ledger *l, struct dc_record *record)
{
    for (uint32_t m = 0; m < l->cells.n_months; m++) {
        const struct dc_ledger_month *from = &l->month[m];
        struct dc_month_sum *to = &record->month[m];
        to->bookings_money = dc_fixed_double(from->bookings);
        to->revenue_money = dc_fixed_double(from->revenue);
        to->gross_profit_money = dc_fixed_double(from->gross_profit);
        to->cash_money = dc_fixed_double(dc_ledger_cash(from));
        to->arr_money = dc_fixed_double(from->arr);
        to->n_customers = from->n_customers;
        to->attainment = dc_fixed_double(from->attainment);
        to->n_periods = from->n_periods;
        for (int k = 0; k < DC_N_COSTS; k++) {
            dc_fixed sum = k == DC_MANAGEMENT ? from->management
                           : k == DC_LEADS    ? from->leads
                                              : 0;
            for (uint32_t r = 0; r < l->team->n_roles; r++) {
                sum += l->payroll[r].cost[m][k];
            }
            to->cost_money[k] = dc_fixed_double(sum);
        }
    }
}

static void days_write(const struct dc_ledger *l, struct dc_record *record)
{
    for (uint32_t m = 0; m < l->cells.n_months; m++) {
        dc_fixed filled = 0;
        dc_fixed productive = 0;
        for (uint32_t c = l->cells.first[m]; c < l->cells.first[m + 1]; c++) {
            productive += l->productive[c].part;
            for (uint32_t r = 0; r < l->team->n_roles; r++) {
                filled += l->payroll[r].filled[c].part;
            }
        }
        record->month[m].filled_days = dc_fixed_double(filled);
        record->month[m].productive_days = dc_fixed_double(productive);
    }
}

static void role_write(const struct dc_ledger *l, uint32_t i_role, struct dc_record *record)
{
    const struct dc_payroll *p = &l->payroll[i_role];
    struct dc_role_sum *to = &record->role[i_role];
    dc_fixed filled = 0;
    for (uint32_t c = l->i_counted; c < l->cells.n; c++) {
        filled += p->filled[c].part;
    }
    for (int k = 0; k < DC_N_COSTS; k++) {
        dc_fixed sum = 0;
        for (uint32_t m = l->model->warmup_months; m < l->cells.n_months; m++) {
            sum += p->cost[m][k];
        }
        to->cost_money[k] = dc_fixed_double(sum);
    }
    to->travel_money = to->cost_money[DC_TRAVEL];
    to->filled_days = dc_fixed_double(filled);
    to->attainment = dc_fixed_double(p->attainment);
    to->n_periods = p->n_periods;
    to->n_at_quota = p->n_at_quota;
    for (uint32_t i = 0; i < DC_ATTAINMENT_BINS; i++) {
        record->attainment_bins[i_role * DC_ATTAINMENT_BINS + i] = p->bin[i];
    }
}

/* Returns what the segment's counted bookings earn in gross profit at their own margins. */
static dc_fixed segment_write(const struct dc_ledger *l, uint32_t i_segment,
                              struct dc_record *record)
{
    const struct dc_book *book = &l->book[i_segment];
    struct dc_segment_sum *to = &record->segment[i_segment];
    dc_fixed bookings = 0;
    dc_fixed revenue = 0;
    dc_fixed margin = 0;
    for (uint32_t c = l->i_counted; c < l->cells.n; c++) {
        bookings += book->bookings[c];
        revenue += book->segment->recurring ? book->earned[c].money : book->bookings[c];
        margin += dc_fixed_of(dc_fixed_double(book->bookings[c]) *
                              dc_ledger_value(l, book->segment->gross_margin, c));
    }
    to->bookings_money = dc_fixed_double(bookings);
    to->revenue_money = dc_fixed_double(revenue);
    to->n_customers_ever = book->n_customers_ever;
    to->n_churned = book->n_churned;
    return margin;
}

void dc_ledger_close(struct dc_ledger *l, struct dc_record *record)
{
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        book_close(l, &l->book[s]);
    }
    dc_ledger_pay_close(l);
    dc_ledger_costs_close(l);
    dc_ledger_cash_close(l);

    dc_fixed clv = l->clv;
    dc_fixed margin = 0;
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        const dc_fixed part = segment_write(l, s, record);
        margin += part;
        clv += l->book[s].segment->recurring ? 0 : part;
    }
    months_write(l, record);
    days_write(l, record);
    for (uint32_t r = 0; r < l->team->n_roles; r++) {
        role_write(l, r, record);
    }
    record->npv_money = dc_ledger_npv(l);
    record->clv_money = dc_fixed_double(clv);
    record->margin_money = dc_fixed_double(margin);
    record->csat_points = dc_fixed_double(l->csat);
    record->customer_days = dc_fixed_double(l->customer_days);
}
