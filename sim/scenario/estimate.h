/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/estimate.h - what a plan amounts to on average, by arithmetic: no waiting, every
 * lead answered at once. For the planner's warnings only; nothing simulated reads it. */
#ifndef DC_SCENARIO_ESTIMATE_H
#define DC_SCENARIO_ESTIMATE_H

#include "scenario/draft.h"

struct dc_role_estimate {
    double need_hours, have_hours; /* a month, over the horizon */
    double seats;                  /* mean over the horizon */
};
struct dc_team_estimate {
    struct dc_role_estimate *role; /* as the team's roles */
    double bookings_money;         /* over the horizon */
    double cycle_days;             /* of a deal that passes every stage */
};

/* Into the arena; false: memory. */
DC_MUST_CHECK bool dc_estimate_team(struct dc_draft *d, const struct dc_team *team,
                                    struct dc_arena *arena, struct dc_team_estimate *out);

/* Means of values in force, without stresses; the median where there is no mean. */
double dc_estimate_ref(const struct dc_draft *d, struct dc_ref ref);
double dc_estimate_chance(const struct dc_draft *d, const struct dc_chance *chance);

#endif
