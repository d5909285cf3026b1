/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/stress.h - stress files: rows that act on values in force.
 *
 * A drawn value gets a list of operations that act on each draw; another value (a number of
 * seats, a plan, a word) is changed while the model is built. */
#ifndef DC_SCENARIO_STRESS_H
#define DC_SCENARIO_STRESS_H

#include "scenario/draft.h"

struct dc_stress_row {
    struct dc_row row; /* place with DC_EVERY for `*`; value parsed as its parameter's */
    enum dc_op_kind kind;
    bool has_months;
    double from_months, to_months;
    double scale;  /* strength: 1 as written */
    uint32_t once; /* the operand of a drawn value, in d->once */
    uint32_t next; /* the next row of the parameter, DC_NONE: the last */
    bool touched;
};

struct dc_stress {
    struct dc_stress_row *row; /* events first, then the overlay's, each in file order */
    size_t n, room;
    uint32_t first[DC_N_PARAMS], last[DC_N_PARAMS];
    uint64_t hash;
};

/* Reads the rows in force, of scenario.events, then of the overlay's stress; reports those
 * that cannot be applied. d->stress is NULL only without memory. */
void dc_stress_read(struct dc_draft *d);

/* The operations on the drawn value at a place, an index into d->ops; 0: none. */
uint32_t dc_stress_ops(struct dc_draft *d, const struct dc_place *use);
/* The operations `first`, then those at a place: for a value that is another's by default. */
uint32_t dc_stress_ops_after(struct dc_draft *d, uint32_t first, const struct dc_place *use);
/* The row that sets a value at a place that has none, in all months; or NULL. */
const struct dc_stress_row *dc_stress_setter(struct dc_draft *d, const struct dc_place *use);
/* An amount or whole number as the rows that cover its place leave it; *given (whether it
 * has a value) may become true. */
void dc_stress_amount(struct dc_draft *d, const struct dc_place *use, bool *given, double *x);
/* The row that takes the place of a list or word at a place, or NULL; and its value, which
 * has fewer or more seats where the stress has another strength than 1. */
const struct dc_row *dc_stress_row(struct dc_draft *d, const struct dc_place *use,
                                   const struct dc_value **value);
/* The freezes of hiring at a place: windows in the arena. */
const struct dc_window *dc_stress_freezes(struct dc_draft *d, const struct dc_place *use,
                                          uint32_t *n);
/* Reports the rows that touched nothing; false if there is one. */
bool dc_stress_check(struct dc_draft *d);

/* Parts of it: one row of a file (stress_row.c). */
struct dc_stress_file {
    struct dc_csv csv;
    uint32_t column[7];
    const char *folder;
    double scale;
};
enum dc_stress_column {
    DC_COL_STRESS,
    DC_COL_PARAMETER,
    DC_COL_OPERATION,
    DC_COL_VALUE,
    DC_COL_FROM,
    DC_COL_TO,
    DC_COL_SOURCE,
    DC_N_STRESS_COLUMNS
};
const struct dc_cell *dc_stress_cell(const struct dc_stress_file *f,
                                     const struct dc_csv_row *row, enum dc_stress_column c);
bool dc_stress_row_read(struct dc_draft *d, const struct dc_stress_file *f,
                        const struct dc_csv_row *cells, struct dc_stress_row *out);
DC_MUST_CHECK bool dc_stress_file_read(struct dc_diags *diags, struct dc_arena *arena,
                                       const char *file, struct dc_stress_file *out,
                                       uint64_t *hash);

#endif
