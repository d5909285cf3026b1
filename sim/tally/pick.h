/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/pick.h - a few order statistics of a column, without sorting all of it. */
#ifndef DC_TALLY_PICK_H
#define DC_TALLY_PICK_H

#include "base/bug.h"

#define DC_MOST_PICKS 16

/* The places asked for, ascending, among the sorted values, and what stands there. */
struct dc_pick {
    size_t n_ranks, rank[DC_MOST_PICKS];
    double value[DC_MOST_PICKS];
};

/* Finds the values at the ranks, all below n, of x[0, n); they are finite, and none is -0.
 * What x held is lost; `spare` is room for n doubles, as of malloc. Linear time where cells of
 * equal width tell the values apart. */
void dc_pick(double x[], void *spare, size_t n, struct dc_pick *pick);

#endif
