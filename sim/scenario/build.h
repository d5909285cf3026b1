/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build.h - from rows in force to the structs of the model. Each step reports what
 * is missing or wrong and goes on with something harmless, so that all errors come at once. */
#ifndef DC_SCENARIO_BUILD_H
#define DC_SCENARIO_BUILD_H

#include "scenario/draft.h"

/* A place of the scope, every part DC_NONE but the parameter. */
static inline struct dc_place dc_place_of(uint32_t param)
{
    return (struct dc_place){param, DC_NONE, DC_NONE, DC_NONE, DC_NONE, DC_NONE};
}

/* The value in force at a place: of the row, or of the stress row that replaces it; NULL:
 * the default. *at is the row that it stands in (for messages), or NULL. */
const struct dc_value *dc_build_value(struct dc_draft *d, const struct dc_place *use,
                                      const struct dc_row **at);
/* A drawn parameter; *given is false where nothing is set and there is no default. */
struct dc_ref dc_build_ref(struct dc_draft *d, const struct dc_place *use, bool *given);
struct dc_chance dc_build_chance(struct dc_draft *d, const struct dc_place *use);
/* A once value that is the constant x in any replication. */
struct dc_ref dc_build_constant(struct dc_draft *d, double x);
/* A chance value that is another one by default: its own if it is set, or `other` with the
 * stresses on it, or (not given) as the other without a word. */
struct dc_chance dc_build_follower(struct dc_draft *d, const struct dc_chance *own,
                                   const struct dc_chance *other, const struct dc_place *use);
/* A once value that is a number or a product with $NAMEs. */
struct dc_ref dc_build_product(struct dc_draft *d, const struct dc_recipe *recipe);
/* A chance value that is the constant 1. */
struct dc_chance dc_build_factor_one(struct dc_draft *d);
/* An amount or a whole number; false, and *out the default if there is one, if none is set. */
bool dc_build_amount(struct dc_draft *d, const struct dc_place *use, double *out);
/* The number of a word, that of the default if none is set. */
uint32_t dc_build_word(struct dc_draft *d, const struct dc_place *use);
/* Months of a quota_period. */
uint32_t dc_build_period(struct dc_draft *d, const struct dc_place *use);
/* What needs the values that are being read: where, and in words. */
struct dc_need {
    struct dc_span at;
    const char *why;
};
/* Every drawn parameter of a scope into `base`, by the table's offsets. `use` holds the other
 * parts of the place. `bits`: only rows with all of these. */
struct dc_fields {
    enum dc_scope scope;
    unsigned bits;
    struct dc_need need;
    const uint32_t *shut; /* parameters that nothing reads here: they get their defaults */
    size_t n_shut;
};
void dc_build_fields(struct dc_draft *d, const struct dc_place *use,
                     const struct dc_fields *which, void *base);

/* Reports that a parameter without default is not set; false. */
bool dc_build_required(struct dc_draft *d, const struct dc_place *use, struct dc_need need);
/* The same if it is not set, else true. */
bool dc_build_check_set(struct dc_draft *d, const struct dc_place *use, struct dc_need need);

/* The steps, in order; each false if the next cannot do without. */
DC_MUST_CHECK bool dc_build_scenario(struct dc_draft *d);
DC_MUST_CHECK bool dc_build_names(struct dc_draft *d);
/* Which teams are simulated; what is built next is read by all of them. */
DC_MUST_CHECK bool dc_build_choice(struct dc_draft *d);
DC_MUST_CHECK bool dc_build_segments(struct dc_draft *d);
DC_MUST_CHECK bool dc_build_teams(struct dc_draft *d);
/* The roles of a team while it is built: by vocabulary number. */
struct dc_crew {
    uint32_t n;
    uint32_t *name;
    uint32_t *channel;
    uint32_t *at; /* index in the crew by vocabulary number, DC_NONE: not in it */
};
DC_MUST_CHECK bool dc_build_crew(struct dc_draft *d, uint32_t team, struct dc_crew *out);
DC_MUST_CHECK bool dc_build_roles(struct dc_draft *d, const struct dc_team *team, uint32_t name,
                                  const struct dc_crew *crew, struct dc_role role[]);
/* Every stage of a team for every segment, into out[] by segment and step. */
DC_MUST_CHECK bool dc_build_steps(struct dc_draft *d, struct dc_team *team, uint32_t name,
                                  const struct dc_crew *crew, struct dc_role role[]);

#endif
