/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/coverage.h - whether a calibrated scenario knows how little it knows.
 *
 * One try: a world known to the last parameter is simulated, what its CRM shows after a year is
 * written as an export, the export is calibrated, and the scenario that comes out is simulated.
 * The truth is what the same world went on to book in the next quarter; a 90% interval of that
 * quarter's bookings should hold it in 90 tries of 100. */
#ifndef DC_TESTS_COVERAGE_H
#define DC_TESTS_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

struct coverage_case {
    const char *world;       /* rows of a scenario of one team, and one segment: its market */
    double leads_per_month;  /* laid over it; a year's deals are twelve times that */
    uint64_t n_replications; /* of each calibrated scenario */
    const char *folder;      /* where files go; must exist */
};
struct coverage_try {
    bool is_ok; /* calibrated, checked and run; else nothing below holds */
    unsigned n_deals, n_won;
    double truth_money, low_money, middle_money, high_money; /* 5%, 50% and 95% */
};
/* Two markets: lognormal throughout, and one of other families with a never-closing share. */
extern const char *const coverage_worlds[2];

struct coverage_try coverage_of(const struct coverage_case *c, uint64_t number);

#endif
