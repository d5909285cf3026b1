/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/points.h - values with cumulative shares, and how to find one in constant time. */
#ifndef DC_NUM_POINTS_H
#define DC_NUM_POINTS_H

#include "num/dist.h"

struct dc_points {
    uint32_t n, n_guide;
    double *value;   /* increasing */
    double *share;   /* of each; sums to 1 */
    double *cum;     /* the last is 1 */
    uint32_t *guide; /* [n_guide + 1] (Chen and Asau 1974) */
};

/* Room for n; false: memory. */
DC_MUST_CHECK bool dc_points_take(struct dc_points *p, uint32_t n, struct dc_arena *arena);
/* Turns weights in share[] into shares, cum and guide. */
void dc_points_close(struct dc_points *p);
/* The first index whose cumulative share is at least u. */
uint32_t dc_points_find(const struct dc_points *p, double u);
/* The value there for each u. */
void dc_points_run(const struct dc_points *p, const double u[], double x[], size_t n);

#endif
