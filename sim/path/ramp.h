/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/ramp.h - how a rep's productivity grows with tenure: linear from `start` to 1 over
 * `ramp` days, then 1. Tenure INFINITY is fully ramped. */
#ifndef DC_PATH_RAMP_H
#define DC_PATH_RAMP_H

#include "base/bug.h"

struct dc_ramp {
    double start;     /* share, at tenure 0 */
    double ramp_days; /* 0: productive at once */
};

static inline double dc_ramp_at(struct dc_ramp r, double tenure_days)
{
    return tenure_days >= r.ramp_days ? 1.0
                                      : r.start + (1.0 - r.start) * (tenure_days / r.ramp_days);
}

/* Integral of productivity over tenure [a, b], in days at full productivity; a <= b. */
static inline double dc_ramp_integral(struct dc_ramp r, double a, double b)
{
    if (a >= r.ramp_days) {
        return b - a;
    }
    const double end = b < r.ramp_days ? b : r.ramp_days;
    const double part =
        (end - a) * 0.5 * (dc_ramp_at(r, a) + r.start + (1.0 - r.start) * (end / r.ramp_days));
    return part + (b > end ? b - end : 0.0);
}

#endif
