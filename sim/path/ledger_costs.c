/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_costs.c - what is paid when it happens (leads, travel, hiring, training), and
 * managers. */
#include "path/ledger_parts.h"

#include <math.h>

void dc_ledger_lead(struct dc_ledger *l, uint32_t i_segment, uint32_t i_month, double t)
{
    l->book[i_segment].n_leads[dc_cells_in(&l->cells, i_month, t)]++;
}

void dc_ledger_leads(struct dc_ledger *l, uint32_t i_segment, const double t[], uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        const uint32_t c = dc_cells_at(&l->cells, t[i]);
        const uint32_t n_here = dc_times_before(t + i, n - i, l->cells.edge_days[c + 1]);
        l->book[i_segment].n_leads[c] += n_here;
        i += n_here;
    }
}

void dc_ledger_travel(struct dc_ledger *l, uint32_t i_role, double t, double money)
{
    l->payroll[i_role].cost[dc_cells_month(&l->cells, t)][DC_TRAVEL] += dc_fixed_of(money);
}

void dc_ledger_hire(struct dc_ledger *l, uint32_t i_role, double t, double hiring_money,
                    double training_money)
{
    dc_fixed *cost = l->payroll[i_role].cost[dc_cells_month(&l->cells, t)];
    cost[DC_HIRING] += dc_fixed_of(hiring_money);
    cost[DC_TRAINING] += dc_fixed_of(training_money);
}

/* Managers' yearly cost in a cell: each has salary and the mean on-cost of the open seats. */
static double managers_per_year(const struct dc_ledger *l, uint32_t c)
{
    uint64_t n_open = 0;
    double oncost = 0.0;
    for (uint32_t r = 0; r < l->team->n_roles; r++) {
        const struct dc_payroll *p = &l->payroll[r];
        n_open += p->n_open;
        oncost += p->n_open * dc_ledger_value(l, p->role->oncost, c);
    }
    if (n_open == 0) {
        return 0.0;
    }
    const double n_managers = (double)((n_open + l->team->span - 1) / l->team->span);
    const double salary = dc_ledger_value(l, l->team->manager_salary, c);
    return n_managers * salary * (1.0 + oncost / (double)n_open);
}

static void managers_pay(struct dc_ledger *l, double to)
{
    const struct dc_cells *cells = &l->cells;
    if (l->team->span != 0) {
        double at = l->managed_to_days;
        for (uint32_t c = dc_cells_at(cells, at); at < to; c++) {
            const double end = fmin(to, cells->edge_days[c + 1]);
            l->month[cells->month[c]].management +=
                dc_fixed_of(managers_per_year(l, c) * ((end - at) / DC_YEAR_DAYS));
            at = end;
        }
    }
    l->managed_to_days = to;
}

void dc_ledger_seats(struct dc_ledger *l, uint32_t i_role, uint32_t n_open, double t)
{
    if (t > l->managed_to_days) {
        managers_pay(l, t);
    }
    l->payroll[i_role].n_open = n_open;
}

static void leads_close(struct dc_ledger *l)
{
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        const struct dc_book *book = &l->book[s];
        for (uint32_t c = 0; c < l->cells.n; c++) {
            l->month[l->cells.month[c]].leads += dc_fixed_of(
                (double)book->n_leads[c] * dc_ledger_value(l, book->segment->lead_cost, c));
        }
    }
}

void dc_ledger_costs_close(struct dc_ledger *l)
{
    managers_pay(l, l->cells.horizon_days);
    leads_close(l);
    for (uint32_t m = 0; m < l->cells.n_months; m++) {
        struct dc_ledger_month *month = &l->month[m];
        month->cost = month->management + month->leads;
        for (uint32_t r = 0; r < l->team->n_roles; r++) {
            for (int k = 0; k < DC_N_COSTS; k++) {
                month->cost += l->payroll[r].cost[m][k];
            }
        }
    }
}
