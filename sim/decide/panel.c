/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/panel.c - columns of one metric taken out of the tallies. */
#include "decide/panel.h"

#include <math.h>

static bool column_read(const struct dc_tally *tally, const char *name, uint64_t n,
                        struct dc_arena *arena, struct dc_column *out)
{
    double *const x = dc_arena_zero(arena, n, sizeof *x);
    bool *const has = dc_arena_zero(arena, n, sizeof *has);
    if (x == NULL || has == NULL) {
        return false;
    }
    *out = (struct dc_column){.x = x, .has = has, .n = n};
    const uint32_t i_row = dc_tally_find(tally, name, NULL, NULL, -1);
    if (i_row == UINT32_MAX) {
        return true;
    }
    out->n_has = dc_tally_values(tally, i_row, n, x, has);
    return true;
}

bool dc_panel_read(const struct dc_contender *contender, uint32_t n_contenders,
                   const char *name, struct dc_arena *arena, struct dc_panel *out)
{
    const struct dc_metric *const metric = dc_metric_find(name);
    struct dc_column *const column = dc_arena_zero(arena, n_contenders, sizeof *column);
    if (column == NULL) {
        return false;
    }
    uint64_t n = n_contenders == 0 ? 0 : UINT64_MAX;
    for (uint32_t i = 0; i < n_contenders; i++) {
        const uint64_t own = dc_tally_n_stored(contender[i].tally);
        n = own < n ? own : n;
    }
    for (uint32_t i = 0; i < n_contenders; i++) {
        const uint64_t own = dc_tally_n_stored(contender[i].tally);
        if (!column_read(contender[i].tally, name, own, arena, &column[i])) {
            return false;
        }
    }
    *out = (struct dc_panel){.column = column,
                             .n_columns = n_contenders,
                             .n = n,
                             .lower_better = metric != NULL && metric->lower_better};
    return true;
}
