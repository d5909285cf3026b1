/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/starter.h - the files of scenarios/, as they were when the program was built. */
#ifndef DC_CLI_STARTER_H
#define DC_CLI_STARTER_H

#include <stddef.h>

struct dc_starter {
    const char *path;  /* `scenarios/stress/recession.csv` */
    const char *bytes; /* and a NUL behind them */
    size_t n_bytes;
};

/* The i-th, or NULL past the last. */
const struct dc_starter *dc_starter_at(size_t i);

/* The name for `init`, into buf: `stress/recession`. */
void dc_starter_name(const struct dc_starter *starter, char *buf, size_t size);

#endif
