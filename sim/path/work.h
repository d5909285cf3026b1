/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/work.h - a rep's doing of a task: hours, touches, travel. */
#ifndef DC_PATH_WORK_H
#define DC_PATH_WORK_H

#include "path/state.h"

/* A free rep takes the task now; with no effort it is done at once and the seat stays free. */
void dc_work_start(struct dc_path *p, uint32_t i_seat, struct dc_deal *d);
/* A task without effort begins now, at a desk that follows its deals; where they go is its own.
 */
void dc_work_begin(struct dc_path *p, struct dc_deal *d);
/* The effort has ended. */
void dc_work_done(struct dc_path *p, struct dc_deal *d);
/* The deal takes a place at the seat, giving back one it has elsewhere. */
void dc_work_take_place(struct dc_path *p, uint32_t i_seat, struct dc_deal *d);

#endif
