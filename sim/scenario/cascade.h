/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/cascade.h - which row is in force at a place: the most specific that is set, the
 * rows of `like` teams included. */
#ifndef DC_SCENARIO_CASCADE_H
#define DC_SCENARIO_CASCADE_H

#include "scenario/draft.h"

/* What a place reads: the row, marked as used by the team at hand, or NULL for the default,
 * which is noted at the least specific path. Every part that the scope has must be there:
 * of a stage team, segment, stage and the channel of the role at work; of a role team,
 * role and its channel. */
struct dc_row *dc_cascade_read(struct dc_draft *d, const struct dc_place *use);
/* The same, but a default is not noted. */
struct dc_row *dc_cascade_read_if_set(struct dc_draft *d, const struct dc_place *use);
/* The same without any mark. */
struct dc_row *dc_cascade_find(const struct dc_draft *d, const struct dc_place *use);
/* Where a default would be written, so that everything that has it reads it there. */
struct dc_place dc_cascade_least(const struct dc_place *use);
/* Notes which steps of the cascades are set at all, so that the others need no look-up. */
void dc_cascade_prepare(struct dc_draft *d);
/* Resolves team.T.like into d->team_like; false with the errors reported. */
DC_MUST_CHECK bool dc_cascade_like(struct dc_draft *d);
/* The team that T is like, or DC_NONE. */
uint32_t dc_cascade_parent(const struct dc_draft *d, uint32_t team);

#endif
