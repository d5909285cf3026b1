/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_commission.c - quota, attainment and commission of one rep in one period.
 *
 * Where a stress changes quota or pay within a period, each part of it counts by what was in
 * force then; threshold, accelerator and cap are those in force at the period's end, when it is
 * paid. A quota of 0 is none: variable pay at target, no attainment. */
#include "path/ledger_parts.h"

#include <math.h>

double dc_ledger_variable(const struct dc_ledger *l, const struct dc_role *role, uint32_t c)
{
    const double base = dc_ledger_value(l, role->base_salary, c);
    const double ote = role->has_ote ? dc_ledger_value(l, role->ote, c) : base;
    return ote > base ? ote - base : 0.0;
}

uint32_t dc_ledger_payday(const struct dc_ledger *l, const struct dc_role *role,
                          uint32_t i_month)
{
    const uint32_t k = role->quota_months;
    const uint32_t end = (i_month / k + 1) * k;
    return (end < l->cells.n_months ? end : l->cells.n_months) - 1;
}

double dc_ledger_productive(const struct dc_payroll *p, const struct dc_holder *holder,
                            double from_days, double to_days)
{
    const double tenure = holder->tenure_days + (from_days - holder->start_days);
    return tenure >= p->ramp.ramp_days
               ? to_days - from_days
               : dc_ramp_integral(p->ramp, tenure, tenure + (to_days - from_days));
}

struct target {
    double quota_money, variable_money;
};

/* What one cell's values ask and pay over [from, to). */
static struct target target_in(const struct dc_ledger *l, const struct dc_payroll *p,
                               const struct dc_holder *holder, uint32_t c, double from,
                               double to)
{
    const struct dc_role *role = p->role;
    const double period_days = role->quota_months * DC_MONTH_DAYS;
    const double productive = dc_ledger_productive(p, holder, from, to);
    return (struct target){
        .quota_money = dc_ledger_value(l, role->quota, c) * (productive / period_days),
        .variable_money = dc_ledger_variable(l, role, c) * ((to - from) / DC_YEAR_DAYS),
    };
}

static struct target target_over(const struct dc_ledger *l, const struct dc_payroll *p,
                                 const struct dc_holder *holder, double from, double to)
{
    uint32_t c = dc_cells_at(&l->cells, from);
    if (!p->varies) {
        return target_in(l, p, holder, c, from, to);
    }
    struct target sum = {0.0, 0.0};
    for (double at = from; at < to; c++) {
        const double end = fmin(to, l->cells.edge_days[c + 1]);
        const struct target part = target_in(l, p, holder, c, at, end);
        sum.quota_money += part.quota_money;
        sum.variable_money += part.variable_money;
        at = end;
    }
    return sum;
}

/* Attainment as it is compared: to 9 decimals, so that three deals of a third of the quota
 * meet it. Pay goes by the unrounded one. */
static double attainment_seen(double x)
{
    return x < 1e6 ? floor(x * 1e9 + 0.5) / 1e9 : x;
}

/* Payout as a share of variable pay. */
static double payout_share(const struct dc_ledger *l, const struct dc_role *role, double x,
                           uint32_t c)
{
    if (attainment_seen(x) < dc_ledger_value(l, role->commission_threshold, c)) {
        return 0.0;
    }
    const double over = x - 1.0;
    const double share = over > 0.0 ? 1.0 + dc_ledger_value(l, role->accelerator, c) * over : x;
    const double cap = role->has_cap ? dc_ledger_value(l, role->commission_cap, c) : 0.0;
    return cap > 0.0 ? fmin(share, cap) : share;
}

static uint32_t bin_of(double seen)
{
    const uint32_t last = DC_ATTAINMENT_BINS - 1;
    uint32_t i = seen < last / 10.0 ? (uint32_t)(seen * 10.0) : last;
    if (i > 0 && seen < i / 10.0) {
        i--;
    }
    return i < last && seen >= (i + 1) / 10.0 ? i + 1 : i;
}

static void attainment_add(struct dc_ledger *l, struct dc_payroll *p, uint32_t i_payday,
                           double x)
{
    struct dc_ledger_month *month = &l->month[i_payday];
    const double seen = attainment_seen(x);
    month->attainment += dc_fixed_of(x);
    month->n_periods++;
    if (i_payday >= l->model->warmup_months) {
        p->attainment += dc_fixed_of(x);
        p->n_periods++;
        p->n_at_quota += seen >= 1.0;
        p->bin[bin_of(seen)]++;
    }
}

void dc_ledger_settle(struct dc_ledger *l, struct dc_payroll *p, struct dc_holder *holder,
                      uint32_t i_payday, double until_days)
{
    const struct dc_role *role = p->role;
    const uint32_t k = role->quota_months;
    const double begins = i_payday / k * k * DC_MONTH_DAYS;
    const double from = fmax(begins, holder->start_days);
    const double held = until_days - from;
    const double credit = dc_fixed_double(holder->credit);
    holder->credit = 0;
    if (!(held > 0.0)) {
        return;
    }

    const uint32_t c = dc_ledger_last_cell(l, i_payday);
    const struct target target = target_over(l, p, holder, from, until_days);
    double share = 1.0;
    if (target.quota_money > 0.0) {
        const double x = credit / target.quota_money;
        share = payout_share(l, role, x, c);
        if (held >= 0.5 * ((i_payday + 1) * DC_MONTH_DAYS - begins)) {
            attainment_add(l, p, i_payday, x);
        }
    }
    p->cost[i_payday][DC_COMMISSION] += dc_fixed_of(share * target.variable_money);
}
