/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/sum_up.h - what the columns of a closed tally come to, shared out over threads. */
#ifndef DC_RUN_SUM_UP_H
#define DC_RUN_SUM_UP_H

#include "dealcycle/tally.h"

/* Works the statistics of all rows out and keeps them, where that takes a while and there is
 * memory for it; else dc_tally_stats does it when it is asked. */
void dc_sum_up(struct dc_tally *tally, int n_threads);

#endif
