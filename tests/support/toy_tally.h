/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/toy_tally.h - the toy's record in a tally of one replication, row by row. */
#ifndef DC_TESTS_TOY_TALLY_H
#define DC_TESTS_TOY_TALLY_H

#include "tests/support/cmocka_all.h"
#include "tests/support/toy.h"

struct toy_tally {
    struct toy toy;
    struct dc_tally *tally;
};
int toy_setup(void **state);
int toy_teardown(void **state);

/* Adds the toy's record and closes the tally. */
void toy_add(struct toy_tally *f);
/* Fails unless the row is there with this value (to 1e-14), or without one. */
void toy_expect(const struct toy_tally *f, const char *metric, const char *segment,
                const char *role, int32_t month, double expected);
void toy_expect_all(const struct toy_tally *f, const char *metric, double expected);
void toy_expect_missing(const struct toy_tally *f, const char *metric, const char *role);

#endif
