/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/order.h - numbers in order. */
#ifndef DC_BASE_ORDER_H
#define DC_BASE_ORDER_H

#include "base/bug.h"

/* Puts x[0] to x[n - 1], none of them a NAN, in ascending order. */
void dc_sort(double x[], size_t n);
/* The same by insertion: for some tens at most. */
void dc_sort_few(double x[], size_t n);

#endif
