/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/asset.h - the scripts of plots/ inside the program.
 *
 * The table is made at build time from those very files (sim/base/embed.sh). */
#ifndef DC_EMIT_ASSET_H
#define DC_EMIT_ASSET_H

#include <stddef.h>

struct dc_asset {
    const char *name; /* `plots/fan.gp` */
    const char *text; /* the bytes of the file, and a NUL behind them */
    size_t n;         /* bytes, the NUL not counted */
};

extern const struct dc_asset dc_assets[]; /* by name; one row without a name at the end */
extern const size_t dc_n_assets;          /* that row not counted */

#endif
