/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/win.h - what a win is worth, and to whom. */
#ifndef DC_PATH_WIN_H
#define DC_PATH_WIN_H

#include "path/state.h"

/* Counts a deal won now: money, csat, credit. Its seat still is that of the last stage. */
void dc_win_count(struct dc_path *p, uint32_t i_deal);
/* The customers that recurring segments start with. */
void dc_win_opening(struct dc_path *p);

#endif
