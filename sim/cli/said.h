/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/said.h - messages of many scenarios, each line once: what is wrong with a base is not
 * said again for every case that is laid over it. */
#ifndef DC_CLI_SAID_H
#define DC_CLI_SAID_H

#include "dealcycle.h"

/* All-zero: nothing was said yet. */
struct dc_said {
    uint64_t *hash; /* of each line */
    size_t n, n_room;
    size_t n_lines, n_more; /* said; further ones, past DC_DIAGS_MAX */
};

/* Says what is new in the list. */
void dc_said_diags(struct dc_said *said, struct dc_diags *diags);
/* Says how many lines were not said, if any; frees. */
void dc_said_end(struct dc_said *said);

#endif
