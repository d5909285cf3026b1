/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/reverse.h - stress --reverse: how strong each stress must be until a condition fails. */
#ifndef DC_CLI_REVERSE_H
#define DC_CLI_REVERSE_H

#include "cli/args.h"

/* For the stresses name[1, n) of --with (name[0] is the base). What is found is kept in
 * `partial` until all is. */
DC_MUST_CHECK enum dc_status dc_reverse_stress(const struct dc_args *args, char *const name[],
                                               size_t n, const char *partial);

#endif
