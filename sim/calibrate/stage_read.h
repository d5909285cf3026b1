/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/stage_read.h - where an export says when a deal came to which stage: a column of
 * dates for each stage, shares of the cycle by stage, or a history in the second file. */
#ifndef DC_CALIBRATE_STAGE_READ_H
#define DC_CALIBRATE_STAGE_READ_H

#include "calibrate/deals.h"

#define DC_NO_COLUMN UINT32_MAX

/* What of a header speaks of stages. */
struct dc_stage_columns {
    uint32_t date[DC_MOST_STAGES];  /* of deals->stage[i] */
    uint32_t share[DC_MOST_STAGES]; /* of deals->ratio[i] */
    size_t n_dates, n_shares;
    uint32_t entered_stage, entered_day; /* of a history; DC_NO_COLUMN: none */
};

/* Looks through a header; columns that are another field's are passed over. false: memory. */
DC_MUST_CHECK bool dc_stage_columns_find(struct dc_deals *deals, const struct dc_text cell[],
                                         size_t n_cells, const int field_column[],
                                         struct dc_stage_columns *out);
/* Takes what a row says of deal i (of the main file), and as a line of a history. */
DC_MUST_CHECK bool dc_stage_row_take(struct dc_deals *deals, const struct dc_stage_columns *h,
                                     const struct dc_text cell[], size_t n_cells, size_t i);

/* The second file's rows [n_main, n) are a history if their keys repeat: they become dates of
 * stages of the first n_main deals. *is_history says whether. */
DC_MUST_CHECK bool dc_stage_history_take(struct dc_deals *deals, size_t n_main,
                                         bool *is_history);

#endif
