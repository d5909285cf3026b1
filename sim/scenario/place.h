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
    uint32_t
        thing; /* stage, role or input, as the scope says; of a correlation the first input */
    uint32_t other; /* of a correlation the second input */
};

/* Every name that paths hold, numbered by first appearance. */
struct dc_vocabulary {
    struct dc_names team, segment, stage, role, input;
};

/* A path to read, with what it takes and what was wrong. */
struct dc_path {
    const char *text;
    size_t n;
    struct dc_vocabulary *words; /* names are numbered here */
    struct dc_arena *arena;
    bool takes_stars; /* `*` for a name: DC_EVERY */
    bool gives_hints; /* looks for the nearest path, which takes time */
    char error[320];
};

/* Reads the path and numbers its names. false, with what is wrong in path->error, if no
 * parameter has it. */
DC_MUST_CHECK bool dc_place_parse(struct dc_path *path, struct dc_place *out);

uint64_t dc_place_hash(const struct dc_place *place);
bool dc_place_equals(const struct dc_place *a, const struct dc_place *b);

/* The path as text in the arena; NULL: memory. */
char *dc_place_text(const struct dc_place *place, const struct dc_vocabulary *words,
                    struct dc_arena *arena);

#endif
