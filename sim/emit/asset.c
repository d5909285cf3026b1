/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/asset.c - the table of plot scripts; its rows are made by base/embed.sh. */
#include "emit/asset.h"

const struct dc_asset dc_assets[] = {
#include "plots.inc"
    {NULL, NULL, 0},
};
const size_t dc_n_assets = sizeof dc_assets / sizeof dc_assets[0] - 1;
