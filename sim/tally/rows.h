/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/rows.h - the metric table laid out for one team: every row it has results for.
 *
 * Order: totals (stage metrics once per stage), then segment by segment, role by role;
 * after these summary rows month by month. */
#ifndef DC_TALLY_ROWS_H
#define DC_TALLY_ROWS_H

#include "base/arena.h"
#include "tally/metric.h"

/* Consecutive summary rows computed of the same subject; indexes are DC_NONE where none
 * applies. */
struct dc_row_group {
    uint32_t i_row, n;
    uint32_t i_segment, i_role, i_stage;
};

struct dc_rows {
    uint32_t n, n_summary, n_groups;
    uint32_t n_monthly;         /* rows of each month, the same in all */
    struct dc_tally_row *shown; /* [n] */
    dc_formula **formula;       /* [n_summary] */
    dc_months_formula **months; /* [n_monthly] */
    struct dc_row_group *group; /* [n_groups] */
};

/* Lays out team i of a model, in memory of `arena`; false: memory. */
DC_MUST_CHECK bool dc_rows_new(struct dc_rows *rows, const struct dc_model *model,
                               uint32_t i_team, struct dc_arena *arena);

#endif
