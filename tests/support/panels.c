/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/panels.c - panels of known numbers. */
#include "tests/support/panels.h"

#include <math.h>
#include <stdlib.h>

static void *taken(struct dc_arena *arena, size_t n, size_t size)
{
    void *const at = dc_arena_zero(arena, n, size);
    if (at == NULL) {
        abort();
    }
    return at;
}

struct dc_panel panel_of(const double *x, uint32_t n_columns, uint64_t n,
                         struct dc_arena *arena)
{
    struct dc_column *const column = taken(arena, n_columns, sizeof *column);
    for (uint32_t i = 0; i < n_columns; i++) {
        double *const values = taken(arena, n, sizeof *values);
        bool *const has = taken(arena, n, sizeof *has);
        column[i] = (struct dc_column){.x = values, .has = has, .n = n};
        for (uint64_t r = 0; r < n; r++) {
            has[r] = !isnan(x[i * n + r]);
            values[r] = has[r] ? x[i * n + r] : 0.0;
            column[i].n_has += has[r];
        }
    }
    return (struct dc_panel){.column = column, .n_columns = n_columns, .n = n};
}
