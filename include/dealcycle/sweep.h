/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/sweep.h - many scenarios that differ from a base in a few paths: the rows of a
 * sweep file, or the product of grids `PATH=A,B,C`.
 *
 * Text in, cases out: each has a name that can be a folder's and the texts for
 * dc_overlay.set. Paths and values are judged when a case is loaded. */
#ifndef DEALCYCLE_SWEEP_H
#define DEALCYCLE_SWEEP_H

#include "dealcycle/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The most cases of one sweep or of all grids together. */
#define DC_MAX_CASES 100000

struct dc_sweep;

/* Reads a sweep file: CSV with the header `name` and paths, one case a row; an empty cell
 * leaves the base's value. On DC_OK *out is to be freed, else it is NULL and the diagnostics
 * say why. */
DC_MUST_CHECK enum dc_status dc_sweep_read(const char *file, struct dc_diags *diags,
                                           struct dc_sweep **out);
/* Every combination of n grids, the last one running fastest, named grid-0001 and so on.
 * Values are split at commas outside parentheses and quotes. */
DC_MUST_CHECK enum dc_status dc_sweep_grid(const char *const grid[], size_t n,
                                           struct dc_diags *diags, struct dc_sweep **out);
void dc_sweep_free(struct dc_sweep *sweep); /* NULL is fine */

size_t dc_sweep_n_cases(const struct dc_sweep *sweep);
size_t dc_sweep_n_paths(const struct dc_sweep *sweep);
const char *dc_sweep_path(const struct dc_sweep *sweep, size_t i_path);
const char *dc_sweep_name(const struct dc_sweep *sweep, size_t i_case);
/* NULL: as in the base. */
const char *dc_sweep_value(const struct dc_sweep *sweep, size_t i_case, size_t i_path);

/* What case i lays over its base, for dc_overlay.set and .set_at; lives as long as the sweep.
 */
size_t dc_sweep_n_set(const struct dc_sweep *sweep, size_t i_case);
const char *const *dc_sweep_set(const struct dc_sweep *sweep, size_t i_case);
const struct dc_span *dc_sweep_set_at(const struct dc_sweep *sweep, size_t i_case);

/* Whether the name of a case or of a folder is one: [A-Za-z0-9._-]{1,80}, and no name that
 * the results themselves need (`.`, `..`, batch.csv, manifest.json, plots). */
bool dc_sweep_is_name(const char *name);

#ifdef __cplusplus
}
#endif
#endif
