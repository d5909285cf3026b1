/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/load.h - a scenario with what the command line lays over it. */
#ifndef DC_CLI_LOAD_H
#define DC_CLI_LOAD_H

#include "cli/args.h"
#include "dealcycle.h"

/* Loads `file` under --set, --seed, --teams and --allow-outside, and the n further `PATH=VALUE`
 * texts of `more` over them. Records into diags, says nothing. */
DC_MUST_CHECK enum dc_status dc_load(const struct dc_args *args, const char *file,
                                     const char *const more[], size_t n_more,
                                     struct dc_diags *diags, struct dc_model **out);

#endif
