/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/quiet.h - keeps GSL from ending the process. */
#ifndef DC_NUM_QUIET_H
#define DC_NUM_QUIET_H

/* Turns GSL's aborting error handler off for the process; any number of times, from any
 * thread. */
void dc_num_quiet_gsl(void);

#endif
