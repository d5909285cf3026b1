/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/order.c - numbers in order. */
#include "base/order.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

void dc_sort(double x[], size_t n)
{
    qsort(x, n, sizeof *x, by_value);
}
