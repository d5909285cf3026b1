/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/plan.h - what to simulate: cases (models), their teams, and replications
 * in fixed blocks.
 *
 * Block b is replications [64 b, 64 b + 64) of every team of a case: threads, processes
 * and resuming choose only who computes it. */
#ifndef DEALCYCLE_PLAN_H
#define DEALCYCLE_PLAN_H

#include "dealcycle/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DC_BLOCK 64

struct dc_plan; /* cases in order of adding */

struct dc_plan *dc_plan_new(void);       /* NULL: memory */
void dc_plan_free(struct dc_plan *plan); /* not the models */
/* Adds a case; the model must outlive the plan. `name` is copied. */
DC_MUST_CHECK enum dc_status dc_plan_add(struct dc_plan *plan, const char *name,
                                         const struct dc_model *model, uint64_t n_replications);
size_t dc_plan_n_cases(const struct dc_plan *plan);
const struct dc_model *dc_plan_model(const struct dc_plan *plan, size_t i_case);
const char *dc_plan_name(const struct dc_plan *plan, size_t i_case);
uint64_t dc_plan_replications(const struct dc_plan *plan, size_t i_case);
uint64_t dc_plan_n_blocks(const struct dc_plan *plan, size_t i_case);

#ifdef __cplusplus
}
#endif
#endif
