/* SPDX-License-Identifier: GPL-3.0-or-later */
/* support/money.h - a ledger driven by hand: a scenario's rows in, what happened told call by
 * call, the record out. */
#ifndef DC_TEST_MONEY_H
#define DC_TEST_MONEY_H

#include "path/ledger.h"

#define MONTH DC_MONTH_DAYS
#define YEAR DC_YEAR_DAYS

struct money {
    struct dc_model *model;
    struct dc_arena keep, scratch;
    struct dc_env env;
    struct dc_ledger *ledger;
    struct dc_record record;
    uint32_t n_months_ended;
};

/* A world of one team `t` (stages closing; roles ae and sdr with 8 seats each, of which the
 * ledger is told by the test), segments smb and key, with `rows` added: at least
 * scenario.horizon. Fails the test, showing the diagnostics, if the rows are no scenario. The
 * ledger has begun. */
void money_open(struct money *w, const char *rows);
/* The same with the rows of a stress file's stress `s` in force. */
void money_open_stressed(struct money *w, const char *rows, const char *stress_rows);
void money_close(struct money *w);

/* Forgets what happened and begins anew, with the values of another replication. */
void money_again(struct money *w, uint64_t replication);

/* Ends the months before month m (all: the horizon's number). */
void money_months_end(struct money *w, uint32_t m);
/* Ends all months and closes. */
const struct dc_record *money_record(struct money *w);

/* A fully ramped rep takes seat i of a role at t. */
void money_rep(struct money *w, uint32_t i_role, uint32_t seat, double t);
uint32_t money_role(const struct money *w, const char *name);
uint32_t money_segment(const struct money *w, const char *name);

/* Sums over counted months, exactly. */
double money_cost(const struct dc_record *r, enum dc_cost part);
double money_total(const struct dc_record *r, size_t field_offset);
#define MONEY_TOTAL(r, field) money_total((r), offsetof(struct dc_month_sum, field))

/* What a customer of `yearly` money, growing by e a year, brings from age a to b in days, by
 * the library's own functions: the integral of yearly (1 + e)^s. */
double money_earned(double yearly, double e, double a, double b);

/* Equal to a millionth of a cent, and to 1e-12 of it where it is large; shows both. */
#define assert_money(got, want) money_equal((got), (want), #got, __FILE__, __LINE__)
/* Equal to this share. */
#define assert_near(got, want, share)                                                          \
    money_near((got), (want), (share), #got, __FILE__, __LINE__)
void money_equal(double got, double want, const char *what, const char *file, int line);
void money_near(double got, double want, double share, const char *what, const char *file,
                int line);

#endif
