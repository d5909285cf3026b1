/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/gsl.h - our streams as a generator of GSL, so that all of gsl_ran_* can draw from them.
 */
#ifndef DC_NUM_GSL_H
#define DC_NUM_GSL_H

#include <gsl/gsl_rng.h>

#include "num/rng.h"

/* 64 bits of Threefry2x64-20. gsl_rng_set(r, seed) begins the stream of that seed and the
 * entity, replication, number and purpose 0. */
const gsl_rng_type *dc_rng_gsl_type(void);

/* Begins another stream: words 0 to 3 of index 0, then of index 1, ... */
void dc_rng_gsl_seek(gsl_rng *r, struct dc_key key, uint64_t replication, uint64_t number,
                     uint64_t purpose);

#endif
