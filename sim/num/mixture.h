/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/mixture.h - the parts of a mixture, and the scale its inverse is tabulated on. */
#ifndef DC_NUM_MIXTURE_H
#define DC_NUM_MIXTURE_H

#include "num/dist.h"

struct dc_mixture {
    uint32_t n;
    struct dc_dist *part;
    double *share; /* sums to 1 */
};

double dc_mixture_x(const struct dc_dist *d, double y);
double dc_mixture_y(const struct dc_dist *d, double x);

/* A range of x without a jump inside; its score is a dc_fit's. */
struct dc_stretch {
    const struct dc_dist *d;
    double lo, hi;
};
double dc_stretch_score(double y, const void *self);

#endif
