/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/rules.h - named cross-checks over the built model and its rows. */
#ifndef DC_SCENARIO_RULES_H
#define DC_SCENARIO_RULES_H

#include "scenario/estimate.h"

/* Runs every rule; false if one reported an error. */
DC_MUST_CHECK bool dc_rules_check(struct dc_draft *d);

/* Rows that nothing reads, and why (unused.c). */
void dc_rules_unused(struct dc_draft *d);

/* One team with what the rules need of it. */
struct dc_ruling {
    struct dc_draft *d;
    const struct dc_team *team;
    uint32_t name; /* of the team */
    const struct dc_team_estimate *estimate;
};
/* The row of a role's parameter, or NULL: the default. */
const struct dc_row *dc_rules_row(const struct dc_ruling *r, uint32_t param,
                                  const struct dc_role *role);
/* The planner's warnings (lint.c). */
void dc_rules_lint(const struct dc_ruling *r);
void dc_rules_attrition(struct dc_draft *d);

#endif
