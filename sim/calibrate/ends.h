/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/ends.h - how deals, or their stages, ended: the sample of every fit of times. */
#ifndef DC_CALIBRATE_ENDS_H
#define DC_CALIBRATE_ENDS_H

#include "calibrate/fits.h"

#define DC_WHOLE UINT32_MAX /* the whole process, not a stage of it */

/* Sorted by time, with their curve. */
struct dc_ends {
    struct dc_end *end;
    struct dc_survival_step *step;
    size_t n, n_steps;
};
/* Which deals: of a group (DC_NO_GROUP: all), of a side (below 0: both), in a stage. */
struct dc_ends_of {
    uint32_t group, phase;
    int side;
};
/* false: memory. Free in any case. */
DC_MUST_CHECK bool dc_ends_take(struct dc_ends *e, const struct dc_calibration *c,
                                struct dc_ends_of of);
void dc_ends_free(struct dc_ends *e);
/* The share that ended so, by the end of the curve. */
struct dc_rate dc_ends_rate(const struct dc_ends *e, unsigned cause);
/* Where half of them had. 0: none. */
double dc_ends_median(const struct dc_ends *e, unsigned cause);

/* What the file can show at all, into is_truncated, is_closed_only and by_close. */
void dc_fits_window(struct dc_calibration *c);
/* All deals together: families, never-closing share, curves. */
DC_MUST_CHECK bool dc_fits_whole(struct dc_calibration *c);

#endif
