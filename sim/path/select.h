/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/select.h - a quantile of one path's values without sorting them. */
#ifndef DC_PATH_SELECT_H
#define DC_PATH_SELECT_H

#include "base/bug.h"

/* R type 7 quantile of x[0, n), all from +0 on, and of n_zeros further values that are 0. 0 if
 * there is no value at all. */
double dc_select_quantile(const double x[], size_t n, uint64_t n_zeros, double share);

#endif
