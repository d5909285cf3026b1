/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan/sweep.h - a sweep as its two readers fill it. */
#ifndef DC_PLAN_SWEEP_H
#define DC_PLAN_SWEEP_H

#include "base/arena.h"
#include "base/diag.h"
#include "dealcycle/sweep.h"

struct dc_sweep_case {
    const char *name;
    const char **value; /* [n_paths]; NULL: as in the base */
    const char **set;   /* [n_set] `PATH=VALUE` */
    struct dc_span *set_at;
    size_t n_set;
};
struct dc_sweep {
    struct dc_arena arena;
    const char **path;
    size_t n_paths;
    struct dc_sweep_case *item;
    size_t n_cases, n_room;
};

/* Another case without values; NULL: memory. */
struct dc_sweep_case *dc_sweep_add(struct dc_sweep *sweep, const char *name);
/* Gives a case of this sweep the value of a path, stated at `at`; false: memory. */
DC_MUST_CHECK bool dc_sweep_put(struct dc_sweep *sweep, struct dc_sweep_case *item,
                                size_t i_path, const char *value, struct dc_span at);

#endif
