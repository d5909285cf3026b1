/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/resolved.h - what is in force and where it comes from, kept with the model. */
#ifndef DC_SCENARIO_RESOLVED_H
#define DC_SCENARIO_RESOLVED_H

#include "scenario/draft.h"

/* One row of check --resolved and what it draws. */
struct dc_resolved_item {
    struct dc_resolved_row row; /* without its numbers */
    uint32_t draws;             /* DC_NO_DRAWS: nothing random */
    uint64_t entity;            /* of a once value; 0: chance */
    double times, over;         /* of its unit: numbers are shown as the row is written */
};

struct dc_resolved {
    struct dc_resolved_item *item; /* rows and defaults in force, as they are written out */
    size_t n;
    struct dc_draft *draft; /* what is needed to look up each use */
};

/* Lists the rows and defaults in force and hashes them into the model. */
DC_MUST_CHECK bool dc_resolved_build(struct dc_draft *d);

/* Names of the teams of a mask, blank-separated, in the arena. */
const char *dc_resolved_teams(struct dc_draft *d, uint64_t mask);
/* The value of a row as a file in the scenario's own folder would write it. */
const char *dc_resolved_value(struct dc_draft *d, const struct dc_row *row);
/* The text that the default of a place would be written as. */
const char *dc_resolved_default(const struct dc_draft *d, const struct dc_place *place);
/* The unit that is written beside it. */
const char *dc_resolved_unit(struct dc_draft *d, const struct dc_row *row);
/* What a row draws, into the item. */
void dc_resolved_draws(const struct dc_draft *d, const struct dc_row *row,
                       struct dc_resolved_item *item);

/* Mean and quantiles of items into their rows (measure.c). */
void dc_resolved_measure(const struct dc_model *model, struct dc_resolved_item item[],
                         size_t n);
/* dc_model_each by rows, with numbers only of those that are known beforehand: it
 * draws nothing. */
void dc_resolved_each_known(const struct dc_model *model,
                            void (*see)(void *self, const struct dc_resolved_row *row),
                            void *self);
/* Every use, for reading (uses.c). */
void dc_resolved_each_use(const struct dc_model *model,
                          void (*see)(void *self, const struct dc_resolved_row *row),
                          void *self);

#endif
