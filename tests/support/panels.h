/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/panels.h - panels of known numbers, without a simulation. */
#ifndef DC_TESTS_PANELS_H
#define DC_TESTS_PANELS_H

#include "decide/panel.h"

/* A panel of n_columns columns of n values, column by column in x; a NAN is a missing value.
 * Everything is taken from the arena; the test is aborted if memory runs out. */
struct dc_panel panel_of(const double *x, uint32_t n_columns, uint64_t n,
                         struct dc_arena *arena);

#endif
