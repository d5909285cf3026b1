/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/place.h - a parameter's path in numbers: which parameter, of what.
 *
 * The same struct says where a row sets, where the model reads, and what a stress
 * covers; a part that the path does not have is DC_NONE. */
#ifndef DC_SCENARIO_PLACE_H
#define DC_SCENARIO_PLACE_H

#include "scenario/index.h"
#include "scenario/param.h"
#include "scenario/model.h"

#define DC_PLACE_PARTS 8
/* A `*` of a stress path. */
#define DC_EVERY (UINT32_MAX - 1)

enum { DC_INSIDE, DC_OUTSIDE };

struct dc_place {
    uint32_t param; /* enum dc_param_id */
    uint32_t team, channel, segment;
    uint32_t thing; /* stage, role or input, as the scope says; of a correlation the first input */
    uint32_t other; /* of a correlation the second input */
};

/* Every name that paths hold, numbered by first appearance. */
struct dc_vocabulary {
    struct dc_names team, segment, stage, role, input;
};

enum dc_stars { DC_NO_STARS, DC_STARS };

/* Reads text[0, n) as a path and numbers its names. false, with what is wrong in
 * error[size], if no parameter has it; DC_NONE in out->param then. error "" then: memory. */
DC_MUST_CHECK bool dc_place_parse(const char *text, size_t n, enum dc_stars stars,
                                  struct dc_vocabulary *words, struct dc_arena *arena,
                                  struct dc_place *out, char *error, size_t size);

uint64_t dc_place_hash(const struct dc_place *place);
bool dc_place_equals(const struct dc_place *a, const struct dc_place *b);

/* The path as text in the arena; NULL: memory. */
char *dc_place_text(const struct dc_place *place, const struct dc_vocabulary *words,
                    struct dc_arena *arena);

#endif
