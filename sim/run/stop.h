/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/stop.h - when to stop: sequential stopping at a relative precision.
 *
 * Judged at a few looks only, each on all values of the first blocks, so the answer does not
 * depend on who computed them or when. The interval shown afterwards is the plain 95% t
 * interval; what keeps its coverage (tests/unit/test_stop.c) is stated in stop.c. */
#ifndef DC_RUN_STOP_H
#define DC_RUN_STOP_H

#include "tally/moments.h"

struct dc_stop {
    double precision; /* largest half-width as a share of the mean; > 0 */
    uint64_t n_limit; /* replications */
    uint64_t n_look;  /* the next look is after so many: a multiple of 64, or the limit */
    uint32_t n_teams;
    struct dc_moments *team; /* [n_teams] what was folded so far; the caller's */
};

/* Ready for the first look; clears team[]. */
void dc_stop_begin(struct dc_stop *stop, double precision, uint64_t n_limit, uint32_t n_teams,
                   struct dc_moments *team);

/* At a look, all n_look replications folded into team[]: true if every team is precise
 * enough. Else sets the next look, n_limit at most. */
bool dc_stop_judge(struct dc_stop *stop);

#endif
