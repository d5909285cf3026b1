/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/resolved.h - what is in force and where it comes from, kept with the model. */
#ifndef DC_SCENARIO_RESOLVED_H
#define DC_SCENARIO_RESOLVED_H

#include "scenario/draft.h"

/* Lists the rows and defaults in force and hashes them into the model. */
DC_MUST_CHECK bool dc_resolved_build(struct dc_draft *d);

#endif
