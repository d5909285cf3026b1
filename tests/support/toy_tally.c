/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/toy_tally.c - see toy_tally.h. */
#include "tests/support/toy_tally.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int toy_setup(void **state)
{
    struct toy_tally *const f = calloc(1, sizeof *f);
    toy_new(&f->toy);
    f->tally = dc_tally_new(&f->toy.model, 0, 1);
    assert_non_null(f->tally);
    *state = f;
    return 0;
}

int toy_teardown(void **state)
{
    struct toy_tally *const f = *state;
    dc_tally_free(f->tally);
    free(f);
    return 0;
}

void toy_add(struct toy_tally *f)
{
    assert_true(dc_tally_add(f->tally, 0, &f->toy.record));
    dc_tally_close(f->tally, 1);
}

void toy_expect(const struct toy_tally *f, const char *metric, const char *segment,
                const char *role, int32_t month, double expected)
{
    double x;
    char what[200];
    const uint32_t i = dc_tally_find(f->tally, metric, segment, role, month);
    snprintf(what, sizeof what, "%s (%s, %s, month %d)", metric,
             segment == NULL ? "all" : segment, role == NULL ? "all" : role, (int)month);
    if (i == UINT32_MAX) {
        fail_msg("%s: no such row", what);
    } else if (!dc_tally_value(f->tally, i, 0, &x)) {
        fail_msg("%s: expected %.17g, observed no value", what, expected);
    } else if (!(fabs(x - expected) <= 1e-14 * fabs(expected))) {
        fail_msg("%s: expected %.17g, observed %.17g", what, expected, x);
    }
}

void toy_expect_all(const struct toy_tally *f, const char *metric, double expected)
{
    toy_expect(f, metric, NULL, NULL, -1, expected);
}

void toy_expect_missing(const struct toy_tally *f, const char *metric, const char *role)
{
    double x;
    const uint32_t i = dc_tally_find(f->tally, metric, NULL, role, -1);
    assert_int_not_equal(i, UINT32_MAX);
    if (dc_tally_value(f->tally, i, 0, &x)) {
        fail_msg("%s: expected no value, observed %.17g", metric, x);
    }
}
