/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger.c - the ledger's room, and what a win is worth. */
#include "path/ledger_parts.h"

#include <math.h>
#include <string.h>

static void model_most(const struct dc_model *model, size_t *n_roles, size_t *n_seats)
{
    *n_roles = 0;
    *n_seats = 0;
    for (uint32_t i = 0; i < model->n_teams; i++) {
        const struct dc_team *team = &model->team[i];
        size_t n = 0;
        for (uint32_t r = 0; r < team->n_roles; r++) {
            n += team->role[r].n_seats;
        }
        *n_roles = team->n_roles > *n_roles ? team->n_roles : *n_roles;
        *n_seats = n > *n_seats ? n : *n_seats;
    }
}

/* Hands out the arrays of sums one after the other; with `base` NULL it only measures. */
struct slab {
    char *base;
    size_t used;
};

static void *slab_take(struct slab *slab, size_t n_items, size_t size)
{
    const size_t at = slab->used;
    slab->used += (n_items * size + 15) / 16 * 16;
    return slab->base == NULL ? NULL : slab->base + at;
}

static void sums_place(struct dc_ledger *l, struct slab *slab, size_t n_roles, size_t n_seats)
{
    const size_t n_cells = l->cells.n;
    const size_t n_months = l->cells.n_months;
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        struct dc_book *b = &l->book[s];
        const size_t n_recurring = l->model->segment[s].recurring ? 1 : 0;
        b->bookings = slab_take(slab, n_cells, sizeof *b->bookings);
        b->n_leads = slab_take(slab, n_cells, sizeof *b->n_leads);
        b->received = slab_take(slab, n_months, sizeof *b->received);
        b->earned = slab_take(slab, n_recurring * n_cells, sizeof *b->earned);
        b->paid = slab_take(slab, n_recurring * n_cells, sizeof *b->paid);
        b->invoice = slab_take(slab, n_recurring * n_months, sizeof *b->invoice);
    }
    for (size_t r = 0; r < n_roles; r++) {
        struct dc_payroll *p = &l->payroll[r];
        p->filled = slab_take(slab, n_cells, sizeof *p->filled);
        p->cost = slab_take(slab, n_months, sizeof *p->cost);
    }
    l->productive = slab_take(slab, n_cells, sizeof *l->productive);
    l->month = slab_take(slab, n_months, sizeof *l->month);
    l->holder = slab_take(slab, n_seats, sizeof *l->holder);
}

static bool hazards_new(struct dc_ledger *l, struct dc_arena *keep)
{
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        struct dc_book *b = &l->book[s];
        const size_t n = l->model->segment[s].recurring ? l->cells.n : 0;
        b->segment = &l->model->segment[s];
        b->hazard_per_month = dc_arena_zero(keep, n, sizeof *b->hazard_per_month);
        b->hazard_sum = dc_arena_zero(keep, n + 1, sizeof *b->hazard_sum);
        if (b->hazard_per_month == NULL || b->hazard_sum == NULL) {
            return false;
        }
    }
    return true;
}

struct dc_ledger *dc_ledger_new(const struct dc_model *model, struct dc_arena *keep)
{
    struct dc_ledger *l = dc_arena_zero(keep, 1, sizeof *l);
    size_t n_roles;
    size_t n_seats;
    model_most(model, &n_roles, &n_seats);
    if (l == NULL || !dc_cells_new(&l->cells, model, keep)) {
        return NULL;
    }
    l->model = model;
    l->i_counted = l->cells.first[model->warmup_months];
    l->warmup_days = model->warmup_months * DC_MONTH_DAYS;
    l->book = dc_arena_zero(keep, model->n_segments, sizeof *l->book);
    l->payroll = dc_arena_zero(keep, n_roles, sizeof *l->payroll);
    if (l->book == NULL || l->payroll == NULL || !hazards_new(l, keep)) {
        return NULL;
    }

    struct slab slab = {NULL, 0};
    sums_place(l, &slab, n_roles, n_seats);
    l->n_sums = slab.used;
    l->sums = dc_arena_zero(keep, l->n_sums, 1);
    slab = (struct slab){l->sums, 0};
    if (l->sums != NULL) {
        sums_place(l, &slab, n_roles, n_seats);
    }
    return l->sums == NULL ? NULL : l;
}

void dc_ledger_begin(struct dc_ledger *l, const struct dc_env *env, uint32_t i_team)
{
    l->env = env;
    l->team = &l->model->team[i_team];
    l->payment_delay_days = dc_env_at(env, l->model->payment_delay, 0.0);
    l->managed_to_days = 0.0;
    l->csat = 0;
    l->clv = 0;
    l->customer_days = 0;
    memset(l->sums, 0, l->n_sums);
    dc_ledger_pay_begin(l);
    for (uint32_t s = 0; s < l->model->n_segments; s++) {
        dc_ledger_customers_begin(l, &l->book[s]);
    }
}

double dc_ledger_opening(struct dc_ledger *l, uint32_t i_segment, double value_money, double u)
{
    return dc_ledger_customer(l, &l->book[i_segment], 0.0, value_money, 4.0, u);
}

/* What depends on value and month alone (bookings, one_off revenue, margin, clv) is left to the
 * close. */
double dc_ledger_win(struct dc_ledger *l, uint32_t i_segment, double t, double value_money,
                     double csat, double u)
{
    struct dc_book *book = &l->book[i_segment];
    const uint32_t c = dc_cells_at(&l->cells, t);
    const bool is_counted = c >= l->i_counted;
    book->bookings[c] += dc_fixed_of(value_money);
    if (is_counted) {
        l->csat += dc_fixed_of(csat);
    }
    if (!book->segment->recurring) {
        dc_ledger_receive(l, book, t + l->payment_delay_days, value_money);
        return INFINITY;
    }
    if (is_counted) {
        l->clv += dc_fixed_of(dc_ledger_clv(l, book, t, value_money, csat));
    }
    return dc_ledger_customer(l, book, t, value_money, csat, u);
}

void dc_ledger_wins(struct dc_ledger *l, uint32_t i_segment, const double t[], uint32_t n,
                    const struct dc_split *value)
{
    const struct dc_cells *cells = &l->cells;
    struct dc_book *book = &l->book[i_segment];
    double paid_days[DC_SUM_MOST];
    double first;
    double last;
    dc_times_span(t, n, &first, &last);
    const uint32_t c_last = dc_cells_at(cells, last);
    for (uint32_t c = dc_cells_at(cells, first); c <= c_last; c++) {
        const struct dc_split_sum sum =
            dc_split_between(value, t, n, cells->edge_days[c], cells->edge_days[c + 1]);
        book->bookings[c] += dc_split_fixed(&sum);
    }
    for (uint32_t i = 0; i < n; i++) {
        paid_days[i] = t[i] + l->payment_delay_days;
    }
    const uint32_t m_last = dc_cells_month(cells, last + l->payment_delay_days);
    const uint32_t m_first = dc_cells_month(cells, first + l->payment_delay_days);
    for (uint32_t m = m_first; m <= m_last && m < cells->n_months; m++) {
        const struct dc_split_sum sum =
            dc_split_between(value, paid_days, n, m * DC_MONTH_DAYS, (m + 1) * DC_MONTH_DAYS);
        book->received[m] += dc_split_fixed(&sum);
    }
}

void dc_ledger_csat(struct dc_ledger *l, dc_fixed csat)
{
    l->csat += csat;
}
