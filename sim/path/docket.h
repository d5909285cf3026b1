/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/docket.h - tasks that have started and wait to be judged, some at a time.
 *
 * What the buyer will decide is known as a task starts, but nobody asks before it is told. So
 * at desks that foresee (way.h) the tasks that start are kept until there are some, or until
 * the first outcome is due, and are judged together: in vectors, and none of them waits for the
 * long sum of another. */
#ifndef DC_PATH_DOCKET_H
#define DC_PATH_DOCKET_H

#include "path/state.h"

/* The task that started now, has this row in its lot (NULL: none) and takes until done_days:
 * kept; false if it is to be judged at once, by itself. */
DC_MUST_CHECK bool dc_docket_keep(struct dc_path *p, struct dc_deal *d, const double *x,
                                  double wait_days, double skill_logit, double done_days);
/* All that are kept are judged. */
void dc_docket_judge(struct dc_path *p);

/* The segment whose curve has f(wait) before the stage; one whose curve is 1 where that always
 * is; NULL: dc_docket_response alone has it. */
const struct dc_segment *dc_docket_curve(const struct dc_segment *s, bool is_first);
/* f(wait) of a first stage: half-life or curve, linear in log(time). */
double dc_docket_response(const struct dc_path *p, const struct dc_deal *d, double wait_days);

#endif
