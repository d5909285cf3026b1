/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger_parts.h - what the ledger's own files share; nobody else includes it. */
#ifndef DC_PATH_LEDGER_PARTS_H
#define DC_PATH_LEDGER_PARTS_H

#include "path/flow.h"
#include "path/ledger.h"

/* Invoices ahead that begin (less those that cease) in a month, with all their successors. */
struct dc_invoices {
    dc_fixed money;
    int64_t n;
};

/* A segment's books. Arrays by cell or month, as stated; all sums start at 0. */
struct dc_book {
    const struct dc_segment *segment;
    dc_fixed *bookings;            /* [cell] */
    uint64_t *n_leads;             /* [cell] */
    dc_fixed *received;            /* [month] paid at once, less what was paid back */
    struct dc_flow *earned, *paid; /* [cell] recurring: as recognised; payment_delay later */
    struct dc_invoices *invoice;   /* [month] */
    double *hazard_per_month;      /* [cell] of leaving, at csat 4 */
    double *hazard_sum;            /* [cell + 1] its integral from 0 to the cell's start */
    double expansion_log, discount_log; /* ln(1 + ...) per year */
    double growth_per_day;
    double churn_sensitivity;
    double annuity_hazard,
        annuity; /* the last annuity asked for, and of what hazard; < 0: none */
    uint64_t n_customers_ever, n_churned;
};

/* A role's pay. */
struct dc_payroll {
    const struct dc_role *role;
    struct dc_ramp ramp;
    bool varies;     /* a stress acts on quota or pay */
    uint32_t i_seat; /* of its first seat among the holders */
    uint32_t n_open;
    struct dc_cover *filled;      /* [cell] */
    dc_fixed (*cost)[DC_N_COSTS]; /* [month] */
    dc_fixed attainment;          /* of the rep-periods that count */
    uint64_t n_periods, n_at_quota;
    uint32_t bin[DC_ATTAINMENT_BINS];
};

/* Who holds a seat. */
struct dc_holder {
    bool holds;
    double start_days;  /* when they took it */
    double tenure_days; /* ... and their tenure then */
    dc_fixed credit;    /* in the running period */
};

/* The team's month. */
struct dc_ledger_month {
    dc_fixed bookings, revenue, gross_profit, received, arr;
    dc_fixed management, leads, cost;
    dc_fixed attainment;
    uint64_t n_periods, n_customers;
};

struct dc_ledger {
    const struct dc_model *model;
    const struct dc_env *env;
    const struct dc_team *team;
    struct dc_cells cells;
    uint32_t i_counted; /* the first counted cell */
    double warmup_days, payment_delay_days;
    struct dc_book *book;              /* [n_segments] */
    struct dc_payroll *payroll;        /* [roles of the largest team] */
    struct dc_holder *holder;          /* [seats of the largest team] */
    struct dc_cover *productive;       /* [cell] all roles: time times productivity */
    struct dc_ledger_month *month;     /* [month] */
    double managed_to_days;            /* managers are paid up to here */
    dc_fixed csat, clv, customer_days; /* counted */
    char *sums;    /* every array of sums lies in here and is cleared at once, */
    size_t n_sums; /* bytes of it */
};

/* The value in force in a cell, asked for in its middle, clear of any rounding at its ends. */
static inline double dc_ledger_value(const struct dc_ledger *l, struct dc_ref ref, uint32_t c)
{
    return dc_env_at(l->env, ref, dc_cells_middle(&l->cells, c));
}

static inline uint32_t dc_ledger_last_cell(const struct dc_ledger *l, uint32_t i_month)
{
    return l->cells.first[i_month + 1] - 1;
}

/* path/ledger_pay.c */
void dc_ledger_pay_begin(struct dc_ledger *l);
/* Accounts for seats held to the horizon and works out cost[][] of every role. */
void dc_ledger_pay_close(struct dc_ledger *l);

/* path/ledger_commission.c */
/* Variable pay at target, money per year; an ote below the base salary counts as it. */
double dc_ledger_variable(const struct dc_ledger *l, const struct dc_role *role, uint32_t c);
/* The month in which a period that holds month m is paid: its last before the horizon. */
uint32_t dc_ledger_payday(const struct dc_ledger *l, const struct dc_role *role,
                          uint32_t i_month);
/* Pays the holder for the part of the period of this payday that ends at `until`. */
void dc_ledger_settle(struct dc_ledger *l, struct dc_payroll *p, struct dc_holder *holder,
                      uint32_t i_payday, double until_days);
/* Days at full productivity that the holder is worth from one time to another. */
double dc_ledger_productive(const struct dc_payroll *p, const struct dc_holder *holder,
                            double from_days, double to_days);

/* path/ledger_customers.c */
void dc_ledger_customers_begin(struct dc_ledger *l, struct dc_book *book);
/* Takes in a customer won (or there) at t with this csat; returns the day it leaves. */
double dc_ledger_customer(struct dc_ledger *l, struct dc_book *book, double t_days,
                          double yearly_money, double csat, double u);
/* CLV of a customer won at t. */
double dc_ledger_clv(const struct dc_ledger *l, struct dc_book *book, double t_days,
                     double yearly_money, double csat);

/* path/ledger_cash.c */
/* Money that comes in at t, or goes out if negative; lost from the horizon on. */
void dc_ledger_receive(struct dc_ledger *l, struct dc_book *book, double t_days, double money);
/* What a customer who comes at t and leaves at `leaves` (INFINITY: never) pays, and when. */
void dc_ledger_customer_pays(struct dc_ledger *l, struct dc_book *book, double t_days,
                             double yearly_money, double leaves_days);
/* Works out month[].received; needs dc_flow_close of what was earned. */
void dc_ledger_cash_close(struct dc_ledger *l);
dc_fixed dc_ledger_cash(const struct dc_ledger_month *month);
double dc_ledger_npv(const struct dc_ledger *l);

/* path/ledger_costs.c */
/* Works out managers and leads, and month[].cost; needs dc_ledger_pay_close. */
void dc_ledger_costs_close(struct dc_ledger *l);

#endif
