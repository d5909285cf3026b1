/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/fixed.h - sums whose order does not matter: 128-bit fixed point, 2^-32 of a unit.
 *
 * Sums of doubles depend on their order; these do not, so a fast path may add in another
 * order and months sum exactly to the total. They become doubles once, at the record's close.
 */
#ifndef DC_PATH_FIXED_H
#define DC_PATH_FIXED_H

#include <math.h>

#include "base/bug.h"

__extension__ typedef __int128 dc_fixed;

/* Nearest multiple of 2^-32. |x| is kept below 2^68, far above any money, so that no sum of up
 * to 2^27 of them can overflow; what is not a number counts nothing. */
static inline dc_fixed dc_fixed_of(double x)
{
    const double scaled = x * 0x1p32;
    if (DC_LIKELY(fabs(scaled) < 0x1p62)) {
        return llrint(scaled); /* adding 0.5 would itself round, from 2^52 on */
    }
    const double kept = scaled > 0x1p100 ? 0x1p100 : scaled < -0x1p100 ? -0x1p100 : scaled;
    return kept == kept ? (dc_fixed)kept : 0;
}

/* Nearly all sums are below 2^31 units and fit in 64 bits, which the processor converts itself,
 * rounding once as the library does for 128. */
static inline double dc_fixed_double(dc_fixed x)
{
    const int64_t low = (int64_t)x;
    return (DC_LIKELY(low == x) ? (double)low : (double)x) * 0x1p-32;
}

#endif
