/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/draft.h - a model on the way: rows, names, and what is built of them.
 *
 * The steps are source (files to rows), value (rows to values), model*.c (values in force
 * to structs) and rules (what contradicts what); each adds diagnostics and goes on. */
#ifndef DC_SCENARIO_DRAFT_H
#define DC_SCENARIO_DRAFT_H

#include "csv/reader.h"
#include "scenario/place.h"
#include "scenario/value.h"

#define DC_NO_DRAWS UINT32_MAX

/* One row of a scenario, the uppermost of its path. */
struct dc_row {
    struct dc_place place;
    const char *path, *value, *unit, *source;
    uint32_t n_value;
    struct dc_span at_path, at_value, at_unit;
    const char *folder; /* of the file, relative to the process; "" is the current one */
    uint32_t layer;     /* 0: the lowest file */
    uint32_t order;     /* where the path first appeared */
    bool is_set;        /* by the overlay: the last of equal paths holds */
    const struct dc_row *below; /* the row with a unit that the overlay replaced, or NULL */
    bool is_ok;                 /* the value could be read */
    struct dc_value parsed;
    struct dc_unit factor;
    uint32_t draws;   /* what it draws: index into draft->draws, or DC_NO_DRAWS */
    uint32_t once[3]; /* index into draft->once by variant of the unit, or DC_NONE */
    uint64_t used_by; /* teams that read it */
    bool is_used;     /* by a team or by the scenario */
};

/* A number or distribution, ready or made ready once per replication. */
struct dc_draws {
    const struct dc_recipe *recipe;
    double times, over; /* of the unit */
    const struct dc_range *range;
    bool is_count;            /* the recipe is the mean of a Poisson count */
    bool is_dynamic;          /* holds inputs: `dist` is that at their medians */
    bool is_bad;              /* could not be solved, which is reported */
    bool is_needed;           /* the model draws from it */
    const char *text, *where; /* what states it, and in which folder if that matters */
    struct dc_dist dist;
};

struct dc_once {
    double value;    /* of a constant, and at the inputs' medians */
    uint32_t draws;  /* DC_NO_DRAWS: a constant */
    uint64_t entity; /* hash of the row's path */
    double times, over;
    bool is_needed; /* a team to be simulated reads it */
};

/* A default in force. */
struct dc_fallback {
    struct dc_place place;
    uint64_t used_by;
};

struct dc_stress; /* stress.h */
struct dc_file;   /* a data file that was read, so that it is read once; value_table.c */

struct dc_draft {
    struct dc_arena *arena; /* the model's: lives as long */
    struct dc_diags *diags;
    const struct dc_overlay *overlay;
    const char *file, *folder; /* of the scenario */
    struct dc_row *row;
    size_t n_rows;
    struct dc_index by_place;
    uint8_t levels[DC_N_PARAMS]; /* which shapes of its path are set at all: cascade.c */
    struct dc_vocabulary words;
    uint32_t
        *input_rank; /* number of a vocabulary's input in alphabetical order, DC_NONE: no row */
    uint32_t *input_row; /* row by rank */
    uint32_t n_inputs;
    struct dc_inputs *inputs;
    double *input_median;      /* by rank */
    struct dc_row **team_like; /* rows of team.T.like by team */
    uint64_t team_mask;        /* of the teams that read what is being built, for used_by */
    uint64_t chosen;           /* the teams to simulate */
    const struct dc_team *all_teams; /* those not chosen too, by number */
    uint32_t *team_of_model;         /* vocabulary number by index in the model */
    uint32_t n_teams, n_segments, n_stages;
    uint32_t *team_id, *segment_id, *stage_id; /* vocabulary's numbers in the model's order */
    uint32_t *segment_at, *stage_at, *team_at; /* and back, DC_NONE: not in the model */

    struct dc_draws *draws;
    size_t n_draws, room_draws;
    struct dc_index draws_by_text;
    struct dc_once *once;
    size_t n_once, room_once;
    uint32_t default_once[DC_N_PARAMS];
    uint32_t default_draws[DC_N_PARAMS];
    struct dc_ops *ops;
    size_t n_ops, room_ops;
    struct dc_index ops_by_rows;
    struct dc_fallback *fallback;
    size_t n_fallbacks, room_fallbacks;
    struct dc_index fallback_by_place;
    struct dc_stress *stress;
    struct dc_file *files;

    struct dc_model *model;
    size_t n_errors_before; /* in the list when this scenario was begun */
    bool no_memory;
};

/* Reports at a row's value with its path; false. */
bool dc_draft_error(struct dc_draft *d, const struct dc_row *row, enum dc_code code,
                    const char *fmt, ...) DC_PRINTF(4, 5);
/* Notes that memory ran out; false. */
bool dc_draft_no_memory(struct dc_draft *d);

#endif
