/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/colour.h - emphasis on a terminal that wants it: never in a file or a pipe, and not where
 * NO_COLOR is set. */
#ifndef DC_CLI_COLOUR_H
#define DC_CLI_COLOUR_H

#include <stdio.h>

#include "dealcycle/diag.h"

enum dc_colour { DC_PLAIN, DC_BOLD, DC_RED, DC_YELLOW };

/* What to print before and after a text; both "" where `to` is no such terminal. */
const char *dc_colour_begin(FILE *to, enum dc_colour colour);
const char *dc_colour_end(FILE *to);

/* Has print(self, stream) print the answer to standard output, its first paragraph emphasised.
 */
DC_MUST_CHECK enum dc_status dc_colour_answer(enum dc_status (*print)(const void *, FILE *),
                                              const void *self);

#endif
