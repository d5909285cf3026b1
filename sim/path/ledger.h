/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ledger.h - the money of one path, by month: what the engine tells it, and what it
 * makes of that in the record.
 *
 * The engine calls these in order of time (t in days, 0 <= t < horizon). Amounts are added in
 * fixed point, so results do not depend on the order of calls at equal times. Nothing here
 * draws; where a draw is needed the engine hands over the uniform. */
#ifndef DC_PATH_LEDGER_H
#define DC_PATH_LEDGER_H

#include "path/express_sum.h"
#include "path/fixed.h"
#include "path/ramp.h"
#include "scenario/env.h"
#include "dealcycle/record.h"

struct dc_ledger;

/* Room for any team of the model, from `keep`; NULL: memory. */
struct dc_ledger *dc_ledger_new(const struct dc_model *model, struct dc_arena *keep);

/* Starts a team's run: clears everything. */
void dc_ledger_begin(struct dc_ledger *l, const struct dc_env *env, uint32_t i_team);

/* Opening customer of a recurring segment: age 0, csat 4; `u` is its lifetime's uniform.
 * Returns the day it leaves (INFINITY: not before the horizon). */
double dc_ledger_opening(struct dc_ledger *l, uint32_t i_segment, double value_money, double u);

/* An inbound lead arrived in a month: its cost. */
void dc_ledger_lead(struct dc_ledger *l, uint32_t i_segment, uint32_t i_month, double t);
/* The same for n leads in order of time. */
void dc_ledger_leads(struct dc_ledger *l, uint32_t i_segment, const double t[], uint32_t n);

/* Travel cost of tasks of a role. */
void dc_ledger_travel(struct dc_ledger *l, uint32_t i_role, double t, double money);

/* The number of open seats (filled or not) of a role from t on; managers follow it. */
void dc_ledger_seats(struct dc_ledger *l, uint32_t i_role, uint32_t n_open, double t);

/* A rep takes a seat with this tenure (INFINITY: fully ramped); `seat` from 0. */
void dc_ledger_rep_starts(struct dc_ledger *l, uint32_t i_role, uint32_t seat, double t,
                          double tenure_days);
/* ... and leaves it (or the seat is closed). */
void dc_ledger_rep_leaves(struct dc_ledger *l, uint32_t i_role, uint32_t seat, double t);

/* A seat was filled by the plan or after a leaving: the costs of it. */
void dc_ledger_hire(struct dc_ledger *l, uint32_t i_role, double t, double hiring_money,
                    double training_money);

/* The rep who now holds the seat is credited with value (a vacant seat gets none). */
void dc_ledger_credit(struct dc_ledger *l, uint32_t i_role, uint32_t seat, double t,
                      double value_money);

/* A deal is won: bookings, revenue and cash to come, clv, csat. `u` is the lifetime's uniform
 * (recurring only). Returns the day the customer leaves (INFINITY: not before the horizon, or
 * one_off). csat already has its wait penalty and is within 1 to 5. */
double dc_ledger_win(struct dc_ledger *l, uint32_t i_segment, double t, double value_money,
                     double csat, double u);

/* The same for the values, split, of n wins of a segment that is not recurring, when they are
 * at t; their csat, summed, apart. */
void dc_ledger_wins(struct dc_ledger *l, uint32_t i_segment, const double t[], uint32_t n,
                    const struct dc_split *value);
void dc_ledger_csat(struct dc_ledger *l, dc_fixed csat);

/* Month m has ended (called before anything else at that time, in order, the last at the
 * horizon): quota periods that end with it are settled. */
void dc_ledger_month_end(struct dc_ledger *l, uint32_t i_month);

/* Writes every money field of the record (month[].*_money, arr, n_customers, filled and
 * productive days, attainment; role cost, attainment, filled_days; segment bookings, revenue
 * and customers; npv, clv, margin, csat, customer_days, attainment_bins); the engine fills the
 * rest. */
void dc_ledger_close(struct dc_ledger *l, struct dc_record *record);

#endif
