/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_customers.c - recurring customers: how long they stay, what they are worth. */
#include "path/ledger_parts.h"

#include <math.h>

#include "num/exact.h"

/* Hazard of leaving by cell, and its integral: a stress may change churn as time passes. */
static void hazard_begin(struct dc_ledger *l, struct dc_book *book)
{
    const struct dc_segment *segment = book->segment;
    double hazard = -dc_log1p(-dc_env_at(l->env, segment->churn, 0.0));
    book->hazard_sum[0] = 0.0;
    for (uint32_t c = 0; c < l->cells.n; c++) {
        if (segment->churn.ops != 0) {
            hazard = -dc_log1p(-dc_ledger_value(l, segment->churn, c));
        }
        book->hazard_per_month[c] = hazard;
        book->hazard_sum[c + 1] =
            book->hazard_sum[c] + hazard * (dc_cells_days(&l->cells, c) / DC_MONTH_DAYS);
    }
}

void dc_ledger_customers_begin(struct dc_ledger *l, struct dc_book *book)
{
    const struct dc_segment *segment = book->segment;
    book->n_customers_ever = 0;
    book->n_churned = 0;
    if (!segment->recurring) {
        return;
    }
    book->expansion_log = dc_log1p(dc_env_at(l->env, segment->expansion, 0.0));
    book->discount_log = dc_log1p(dc_env_at(l->env, l->model->discount_rate, 0.0));
    book->growth_per_day = book->expansion_log / DC_YEAR_DAYS;
    book->churn_sensitivity = dc_env_at(l->env, segment->churn_sensitivity, 0.0);
    book->annuity_hazard = -1.0;
    hazard_begin(l, book);
}

/* By how much a customer's satisfaction multiplies the hazard. */
static double hazard_factor(const struct dc_book *book, double csat)
{
    const double x = book->churn_sensitivity * (csat - 4.0);
    return x == 0.0 ? 1.0 : dc_exp(-x);
}

/* The cell in which the integral of the hazard passes `sum`, below its end. */
static uint32_t hazard_cell(const struct dc_ledger *l, const struct dc_book *book, double sum)
{
    uint32_t lo = 0;
    uint32_t hi = l->cells.n;
    while (hi - lo > 1) {
        const uint32_t mid = lo + (hi - lo) / 2;
        if (book->hazard_sum[mid] <= sum) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return lo;
}

/* The day a customer of day t leaves: where the hazard's integral from t reaches -ln(1-u).
 * Growing in u, so that a smaller hazard keeps every customer longer. */
static double leaving_day(const struct dc_ledger *l, const struct dc_book *book, double t,
                          double factor, double u)
{
    const struct dc_cells *cells = &l->cells;
    const uint32_t i = dc_cells_at(cells, t);
    const double here = book->hazard_per_month[i];
    const double exposure = -dc_log1p(-u) / factor;
    double day = INFINITY;
    if (book->segment->churn.ops == 0) {
        day = here > 0.0 ? t + exposure / here * DC_MONTH_DAYS : INFINITY;
    } else {
        const double from =
            book->hazard_sum[i] + here * ((t - cells->edge_days[i]) / DC_MONTH_DAYS);
        const double sum = from + exposure;
        if (sum < book->hazard_sum[cells->n]) {
            const uint32_t c = hazard_cell(l, book, sum);
            const double months = (sum - book->hazard_sum[c]) / book->hazard_per_month[c];
            day = fmax(t, cells->edge_days[c] + months * DC_MONTH_DAYS);
        }
    }
    return day < cells->horizon_days ? day : INFINITY;
}

/* Who was there at the warm-up's end or came since, and for how long. */
static void customer_count(struct dc_ledger *l, struct dc_book *book, double t, double leaves)
{
    const double from = fmax(t, l->warmup_days);
    const double to = fmin(leaves, l->cells.horizon_days);
    if (leaves >= l->warmup_days) {
        book->n_customers_ever++;
        book->n_churned += leaves < INFINITY;
        l->customer_days += dc_fixed_of(to - from);
    }
}

double dc_ledger_customer(struct dc_ledger *l, struct dc_book *book, double t_days,
                          double yearly_money, double csat, double u)
{
    const double factor = hazard_factor(book, csat);
    const double leaves = leaving_day(l, book, t_days, factor, u);
    const double rate = book->growth_per_day;

    dc_flow_come(&l->cells, book->earned, rate, t_days, yearly_money);
    if (leaves < INFINITY) {
        dc_flow_go(&l->cells, book->earned, rate, leaves,
                   yearly_money * dc_growth_factor(rate, leaves - t_days));
    }
    dc_ledger_customer_pays(l, book, t_days, yearly_money, leaves);
    customer_count(l, book, t_days, leaves);
    return leaves;
}

/* Present value of the monthly payments 1, q, q^2, ...; of 120 of them where they do not
 * shrink. Exact near q = 1, where 1 - q in doubles would not be. */
static double annuity_of(double log_q)
{
    if (dc_exp(log_q) < 1.0) {
        return -1.0 / dc_expm1(log_q);
    }
    return log_q > 0.0 ? dc_expm1(120.0 * log_q) / dc_expm1(log_q) : 120.0;
}

double dc_ledger_clv(const struct dc_ledger *l, struct dc_book *book, double t_days,
                     double yearly_money, double csat)
{
    const uint32_t c = dc_cells_at(&l->cells, t_days);
    const double hazard = book->hazard_per_month[c] > 0.0
                              ? book->hazard_per_month[c] * hazard_factor(book, csat)
                              : 0.0;
    if (hazard != book->annuity_hazard) {
        book->annuity_hazard = hazard;
        book->annuity = annuity_of((book->expansion_log - book->discount_log) / 12.0 - hazard);
    }
    return yearly_money / 12.0 * dc_ledger_value(l, book->segment->gross_margin, c) *
           book->annuity;
}
