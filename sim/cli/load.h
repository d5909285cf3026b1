/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/load.h - a scenario with what the command line lays over it. */
#ifndef DC_CLI_LOAD_H
#define DC_CLI_LOAD_H

#include "cli/args.h"
#include "dealcycle.h"

/* What further lies over a scenario; all-zero: nothing. */
struct dc_more {
    const char *const *set;       /* [n_set] `PATH=VALUE`, over those of the command line */
    const struct dc_span *set_at; /* [n_set] where they stand, or NULL */
    size_t n_set;
    const char *stress_file, *stress_name;
    bool has_scale;
    double scale;      /* of the stress */
    const char *teams; /* in place of --teams; NULL: as there */
};

/* Loads `file` under --set, --seed, --teams and --allow-outside, and `more` (may be NULL) over
 * them. Records into diags, says nothing. */
DC_MUST_CHECK enum dc_status dc_load(const struct dc_args *args, const char *file,
                                     const struct dc_more *more, struct dc_diags *diags,
                                     struct dc_model **out);

/* The replications of a case: --replications, or as its scenario says. */
uint64_t dc_load_replications(const struct dc_args *args, const struct dc_model *model);

/* The plots that were asked for, of enum dc_plots; `otherwise` if nothing was said. */
unsigned dc_load_plots(const struct dc_args *args, unsigned otherwise);

#endif
