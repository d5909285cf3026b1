/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/tables.h - the result tables. Each writes all of its rows, header first, as CSV or as
 * a JSON array; DC_FAILED if anything could not be written or memory ran out. */
#ifndef DC_EMIT_TABLES_H
#define DC_EMIT_TABLES_H

#include <stdio.h>

#include "dealcycle/emit.h"
#include "base/bug.h"
#include "dealcycle/listing.h"

/* The headline metrics in the order of replications.csv; ends with NULL. */
extern const char *const dc_headline[];
enum { DC_N_HEADLINE = 13 };
/* The metrics that teams are compared on: the headline metrics, and last the one they are
 * ranked by if it is none of these. Returns how many. */
size_t dc_judged(const char *ranked_by, const char *out[DC_N_HEADLINE + 1]);

/* The mean contribution of contender i, fit to be compared with the others': where they went
 * through different futures (a selection, or --precision), that of the best ranked plus the
 * difference to it in the futures of both. false: it has none. */
bool dc_contribution_of(const struct dc_finding *finding, uint32_t i, double *out);

/* Whether any contender has the metric's total at all (target_hit without a target has not). */
bool dc_has_row(const struct dc_contender *contender, const char *metric);

/* A cell that may be missing. */
void dc_cell_if(struct dc_listing *listing, bool has, double x);

typedef enum dc_status dc_table_write(const struct dc_finding *finding, enum dc_format format,
                                      FILE *to);
DC_MUST_CHECK dc_table_write dc_summary_write, dc_monthly_write, dc_compare_write,
    dc_best_write, dc_distribution_write, dc_attainment_write, dc_replications_write,
    dc_selection_write;

#endif
