/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_pay.c - who holds which seat, and what a role costs month by month: salary,
 * commission without quota, on-costs, tools and overhead. */
#include "path/ledger_parts.h"

void dc_ledger_pay_begin(struct dc_ledger *l)
{
    uint32_t i_seat = 0;
    for (uint32_t r = 0; r < l->team->n_roles; r++) {
        struct dc_payroll *p = &l->payroll[r];
        const struct dc_role *role = &l->team->role[r];
        p->role = role;
        p->ramp.start = dc_env_at(l->env, role->ramp_start, 0.0);
        p->ramp.ramp_days = dc_env_at(l->env, role->ramp, 0.0) * DC_MONTH_DAYS;
        p->varies = (role->has_quota && role->quota.ops != 0) || role->base_salary.ops != 0 ||
                    (role->has_ote && role->ote.ops != 0);
        p->i_seat = i_seat;
        p->n_open = 0;
        p->attainment = 0;
        p->n_periods = 0;
        p->n_at_quota = 0;
        for (uint32_t i = 0; i < DC_ATTAINMENT_BINS; i++) {
            p->bin[i] = 0;
        }
        i_seat += role->n_seats;
    }
}

static struct dc_holder *holder_of(struct dc_ledger *l, uint32_t i_role, uint32_t seat)
{
    return &l->holder[l->payroll[i_role].i_seat + seat];
}

void dc_ledger_rep_starts(struct dc_ledger *l, uint32_t i_role, uint32_t seat, double t,
                          double tenure_days)
{
    *holder_of(l, i_role, seat) = (struct dc_holder){
        .holds = true, .start_days = t, .tenure_days = tenure_days, .credit = 0};
}

/* The ramp's cells one by one, what is left of the time at once. */
static void productive_add(struct dc_ledger *l, const struct dc_payroll *p,
                           const struct dc_holder *holder, double to)
{
    const struct dc_cells *cells = &l->cells;
    const double to_go = p->ramp.ramp_days - holder->tenure_days;
    const double ramped = holder->start_days + (to_go > 0.0 ? to_go : 0.0);
    const double ramp_end = ramped < to ? ramped : to;
    double at = holder->start_days;
    for (uint32_t c = dc_cells_at(cells, at); at < ramp_end; c++) {
        const double edge = cells->edge_days[c + 1];
        const double end = edge < ramp_end ? edge : ramp_end;
        l->productive[c].part += dc_fixed_of(dc_ledger_productive(p, holder, at, end));
        at = end;
    }
    if (at < to) {
        dc_cover_add(cells, l->productive, at, to);
    }
}

static void time_add(struct dc_ledger *l, struct dc_payroll *p, const struct dc_holder *holder,
                     double to)
{
    dc_cover_add(&l->cells, p->filled, holder->start_days, to);
    productive_add(l, p, holder, to);
}

void dc_ledger_rep_leaves(struct dc_ledger *l, uint32_t i_role, uint32_t seat, double t)
{
    struct dc_payroll *p = &l->payroll[i_role];
    struct dc_holder *holder = holder_of(l, i_role, seat);
    if (!holder->holds) {
        return;
    }
    time_add(l, p, holder, t);
    if (p->role->has_quota) {
        const uint32_t m = dc_cells_month(&l->cells, t);
        dc_ledger_settle(l, p, holder, dc_ledger_payday(l, p->role, m), t);
    }
    holder->holds = false;
}

void dc_ledger_credit(struct dc_ledger *l, uint32_t i_role, uint32_t seat, double t,
                      double value_money)
{
    (void)t; /* settled periods are cleared: what is held is the running one's */
    struct dc_holder *holder = holder_of(l, i_role, seat);
    if (holder->holds) {
        holder->credit += dc_fixed_of(value_money);
    }
}

void dc_ledger_month_end(struct dc_ledger *l, uint32_t i_month)
{
    for (uint32_t r = 0; r < l->team->n_roles; r++) {
        struct dc_payroll *p = &l->payroll[r];
        if (!p->role->has_quota || dc_ledger_payday(l, p->role, i_month) != i_month) {
            continue;
        }
        for (uint32_t seat = 0; seat < p->role->n_seats; seat++) {
            struct dc_holder *holder = holder_of(l, r, seat);
            if (holder->holds) {
                dc_ledger_settle(l, p, holder, i_month, (i_month + 1) * DC_MONTH_DAYS);
            }
        }
    }
}

/* What filled seats cost in one cell. */
static void cell_cost_add(struct dc_ledger *l, struct dc_payroll *p, uint32_t c)
{
    const struct dc_role *role = p->role;
    const uint32_t m = l->cells.month[c];
    const double days = dc_fixed_double(p->filled[c].part);
    const dc_fixed salary =
        dc_fixed_of(dc_ledger_value(l, role->base_salary, c) * (days / DC_YEAR_DAYS));
    const double oncost = dc_ledger_value(l, role->oncost, c);

    p->cost[m][DC_SALARY] += salary;
    p->cost[m][DC_ONCOST] += dc_fixed_of(oncost * dc_fixed_double(salary));
    p->cost[m][DC_TOOLS] +=
        dc_fixed_of(dc_ledger_value(l, role->tools, c) * (days / DC_MONTH_DAYS));
    p->cost[m][DC_OVERHEAD] +=
        dc_fixed_of(dc_ledger_value(l, role->overhead, c) * (days / DC_MONTH_DAYS));
    if (!role->has_quota) {
        p->cost[dc_ledger_payday(l, role, m)][DC_COMMISSION] +=
            dc_fixed_of(dc_ledger_variable(l, role, c) * (days / DC_YEAR_DAYS));
    }
}

static void holders_close(struct dc_ledger *l, uint32_t i_role)
{
    for (uint32_t seat = 0; seat < l->payroll[i_role].role->n_seats; seat++) {
        struct dc_holder *holder = holder_of(l, i_role, seat);
        if (holder->holds) {
            time_add(l, &l->payroll[i_role], holder, l->cells.horizon_days);
            holder->holds = false;
        }
    }
}

void dc_ledger_pay_close(struct dc_ledger *l)
{
    for (uint32_t r = 0; r < l->team->n_roles; r++) {
        struct dc_payroll *p = &l->payroll[r];
        holders_close(l, r);
        dc_cover_close(&l->cells, p->filled);
        for (uint32_t c = 0; c < l->cells.n; c++) {
            cell_cost_add(l, p, c);
        }
        for (uint32_t m = 0; m < l->cells.n_months; m++) {
            const uint32_t c = dc_ledger_last_cell(l, m);
            const double commission = dc_fixed_double(p->cost[m][DC_COMMISSION]);
            p->cost[m][DC_ONCOST] +=
                dc_fixed_of(dc_ledger_value(l, p->role->oncost, c) * commission);
        }
    }
    dc_cover_close(&l->cells, l->productive);
}
