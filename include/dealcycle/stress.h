/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/stress.h - a scenario and what stresses do to it, side by side on common random
 * numbers. */
#ifndef DEALCYCLE_STRESS_H
#define DEALCYCLE_STRESS_H

#include "dealcycle/emit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The rows of stress.csv, case by case. */
struct dc_stress_table;

/* For a scenario of this name; ranks by `metric` (NULL: contribution). NULL: memory. */
struct dc_stress_table *dc_stress_new(const char *scenario, const char *metric);
void dc_stress_free(struct dc_stress_table *table); /* NULL is fine */
/* Adds case i_case under the name of its stress. Case 0 is the base: it comes first, and its
 * tallies must still be there (dc_run_options.n_kept) when the others come. DC_FAILED: memory.
 */
DC_MUST_CHECK enum dc_status dc_stress_add(struct dc_stress_table *table,
                                           const struct dc_results *results, size_t i_case,
                                           const char *stress);

/* Everything for people (fits 80 columns), or the rows of stress.csv as CSV or JSON. */
DC_MUST_CHECK enum dc_status dc_stress_print(const struct dc_stress_table *table,
                                             enum dc_format format, FILE *to);

#ifdef __cplusplus
}
#endif
#endif
