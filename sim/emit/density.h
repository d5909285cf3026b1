/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/density.h - a sample as a smooth curve. */
#ifndef DC_EMIT_DENSITY_H
#define DC_EMIT_DENSITY_H

#include "base/bug.h"

enum { DC_DENSITY_POINTS = 200 };

struct dc_density {
    double
        x[DC_DENSITY_POINTS]; /* even steps, from below the least to above the largest value */
    double density[DC_DENSITY_POINTS];    /* integrates to 1 over x [1 / unit of x] */
    double exceedance[DC_DENSITY_POINTS]; /* share of values >= x */
};

/* From sorted[0, n), n > 0, ascending. No value can be below `least` (-INFINITY: any can): what
 * the kernel would put there is folded back. */
void dc_density_of(const double sorted[], uint64_t n, double least, struct dc_density *out);

#endif
