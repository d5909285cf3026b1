/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/flip.h - which uncertain inputs turn the ranking at their extremes. */
#ifndef DC_DECIDE_FLIP_H
#define DC_DECIDE_FLIP_H

#include "decide/finding.h"

/* In the futures with the lowest (or highest) tenth of an input, another contender is the
 * better one, and that is not chance. */
struct dc_flip {
    const char *input; /* NAME of input.NAME, or the row's path */
    bool is_high;
    double edge;     /* the tenth is at or beyond it */
    uint32_t winner; /* contender */
    double t;        /* how sure: the larger the surer */
};

enum { DC_MAX_FLIPS = 3 };

/* The surest flips into out, surest first; *n how many. None where the contenders do not live
 * in the same futures, where too few of these are known, or nothing is uncertain. false:
 * memory. */
DC_MUST_CHECK bool dc_flips_find(struct dc_finding *finding, struct dc_flip out[DC_MAX_FLIPS],
                                 size_t *n);

#endif
