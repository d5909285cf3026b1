/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/rules.h - named cross-checks over the built model and its rows. */
#ifndef DC_SCENARIO_RULES_H
#define DC_SCENARIO_RULES_H

#include "scenario/draft.h"

/* Runs every rule; false if one reported an error. */
DC_MUST_CHECK bool dc_rules_check(struct dc_draft *d);

#endif
