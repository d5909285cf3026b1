/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lots_draw.h - the drawing of lots, and of a task's effort one by one. */
#ifndef DC_PATH_LOTS_DRAW_H
#define DC_PATH_LOTS_DRAW_H

#include "path/state.h"

/* What a task takes, but for its travel: behind its outcome in a DC_LOT_TASK. */
enum {
    DC_WORK_HOURS,   /* effort and all touches */
    DC_WORK_TALK,    /* calls and meetings */
    DC_WORK_MEETING, /* hours of one meeting */
    DC_WORK_TOUCHES, /* touches of each kind from here on */
    DC_WORK_WIDTH = DC_WORK_TOUCHES + DC_N_TOUCHES
};

/* Whether the same draws make the effort of both. */
bool dc_lots_work_alike(const struct dc_work *a, const struct dc_work *b);
/* Whether it takes effort, and no stress acts on that. */
bool dc_lots_work_steady(const struct dc_work *work);

/* What it is where only touches vary: in the bytes of a word the number of touches of each
 * kind; its highest is not 0 if one is too many for that. */
#define DC_TOUCHES_MANY 56

/* What one task takes at time p->now, drawn by itself. */
void dc_lots_work(const struct dc_path *p, const struct dc_deal *d, double x[DC_WORK_WIDTH]);

#endif
