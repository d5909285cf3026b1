/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/fakes.h - teams whose results are given instead of simulated. */
#ifndef DC_TESTS_FAKES_H
#define DC_TESTS_FAKES_H

#include "dealcycle/emit.h"
#include "emit/tables.h"

struct fake_team {
    const char *name, *label; /* label NULL: the name */
    const double *bookings;   /* [n] of each future, spread evenly over the months */
    double cost;              /* salary over all months, the same in every future */
};

/* Contenders of one model of two months and one segment; fake_free ends them all. */
struct fake_case {
    struct dc_model *model;
    struct dc_tally *tally[8];
    struct dc_contender contender[8];
    uint32_t n;
};
void fake_new(struct fake_case *fake, const char *scenario, const struct fake_team *team,
              uint32_t n_teams, uint64_t n);
void fake_free(struct fake_case *fake);
/* The finding over all contenders on `metric`; the test fails if there is none. */
struct dc_finding *fake_decide(const struct fake_case *fake, const char *metric);
/* What the comparison, or a table as CSV, puts on its stream; to free. */
char *fake_print(const struct dc_finding *finding, enum dc_format format);
char *fake_table(const struct dc_finding *finding, dc_table_write *write);

#endif
