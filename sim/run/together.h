/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/together.h - a few threads at the same work. */
#ifndef DC_RUN_TOGETHER_H
#define DC_RUN_TOGETHER_H

/* As many as were asked for; 0: as there are cores. */
int dc_together_threads(int asked);
/* Calls work(self, i) for each i in [0, n), on n threads at once if there are as many, 0 on the
 * caller's own; returns when all are done. */
void dc_together(int n, void (*work)(void *self, int i), void *self);

#endif
