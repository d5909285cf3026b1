/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/path.h - one replication of one team: model and number in, record out.
 *
 * Pure: no I/O, no clock, nothing allocated on a warm arena. A dc_path is one thread's
 * workspace for one model. */
#ifndef DC_PATH_PATH_H
#define DC_PATH_PATH_H

#include "dealcycle/record.h"
#include "scenario/env.h"

struct dc_path;

/* NULL if memory ran out. The model must outlive it. */
struct dc_path *dc_path_new(const struct dc_model *model);
void dc_path_free(struct dc_path *path);

/* Draws the values of replication r: common to all teams. */
DC_MUST_CHECK enum dc_status dc_path_begin(struct dc_path *path, uint64_t replication);

/* Runs team i of the replication begun; *out points into the path and holds until the
 * next run. DC_FAILED: memory, or more than a limit allows (dc_path_trouble says);
 * DC_INTERRUPTED: told to stop (dc_path_heed). */
DC_MUST_CHECK enum dc_status dc_path_run(struct dc_path *path, uint32_t i_team,
                                         const struct dc_observer *observer,
                                         const struct dc_record **out);
const char *dc_path_trouble(const struct dc_path *path); /* static text, or NULL */

/* From now on a run asks is_told(self) now and then, and ends with DC_INTERRUPTED once it says
 * so (and goes on saying so); NULL: it never asks. */
void dc_path_heed(struct dc_path *path, bool (*is_told)(const void *self), const void *self);

/* From now on every run goes through the event loop, also where a shorter way gives the same
 * record (for the test that holds one against the other). */
void dc_path_go_by_events(struct dc_path *path);
/* Whether the last run went a shorter way. */
bool dc_path_is_express(const struct dc_path *path);

/* The value of every named input in the replication begun, in the model's order. */
const double *dc_path_inputs(const struct dc_path *path, uint32_t *n);

/* How many times the path has asked the system for memory: the test of "a warm arena
 * allocates nothing". */
uint64_t dc_path_allocations(const struct dc_path *path);

#endif
