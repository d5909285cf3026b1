/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/select.c - Hoare's selection, with the median of three as pivot. */
#include "path/select.h"

static void swap(double *a, double *b)
{
    const double kept = *a;
    *a = *b;
    *b = kept;
}

static double median_of_3(double a, double b, double c)
{
    if (a > b) {
        swap(&a, &b);
    }
    return c < a ? a : c < b ? c : b;
}

/* Reorders x so that x[k] is the k-th smallest and none after it is smaller. */
static double kth(double x[], size_t n, size_t k)
{
    size_t lo = 0;
    size_t hi = n - 1;
    while (lo < hi) {
        const double pivot = median_of_3(x[lo], x[lo + (hi - lo) / 2], x[hi]);
        size_t i = lo;
        size_t j = hi;
        for (;;) {
            while (x[i] < pivot) {
                i++;
            }
            while (pivot < x[j]) {
                j--;
            }
            if (i >= j) {
                break;
            }
            swap(&x[i++], &x[j--]);
        }
        const size_t cut = x[j] > pivot ? j - 1 : j; /* x[lo..cut] <= pivot */
        if (k <= cut) {
            hi = cut;
        } else {
            lo = cut + 1;
        }
    }
    return x[k];
}

static double smallest(const double x[], size_t n)
{
    double least = x[0];
    for (size_t i = 1; i < n; i++) {
        least = x[i] < least ? x[i] : least;
    }
    return least;
}

double dc_select_quantile(double x[], size_t n, uint64_t n_zeros, double share)
{
    const uint64_t n_all = n + n_zeros;
    if (n_all == 0) {
        return 0.0;
    }
    const double at = share * (double)(n_all - 1);
    const uint64_t below = (uint64_t)at;
    const double part = at - (double)below;
    double low = 0.0;
    double high = 0.0;
    if (below >= n_zeros) {
        const size_t k = (size_t)(below - n_zeros);
        low = kth(x, n, k);
        high = k + 1 < n ? smallest(x + k + 1, n - k - 1) : low;
    } else if (below + 1 >= n_zeros && n > 0) {
        high = smallest(x, n);
    }
    return low + part * (high - low);
}
