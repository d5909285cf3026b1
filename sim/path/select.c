/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/select.c - Hoare's selection, with the median of three as pivot. The comparisons with it
 * are coins nobody can foretell, so values change places without a branch (Lomuto's scheme). */
#include "path/select.h"

#include "base/order.h"

static void sort_2(double *a, double *b)
{
    const double low = *a < *b ? *a : *b;
    const double high = *a < *b ? *b : *a;
    *a = low;
    *b = high;
}

static double median_of_3(double a, double b, double c)
{
    sort_2(&a, &b);
    return c < a ? a : c < b ? c : b;
}

/* Those below the pivot come first; how many. */
static size_t part(double x[], size_t n, double pivot)
{
    size_t cut = 0;
    for (size_t i = 0; i < n; i++) {
        const double at = x[i];
        x[i] = x[cut];
        x[cut] = at;
        cut += at < pivot;
    }
    return cut;
}

/* Those that are the pivot come first, of values none of which is below it; how many. */
static size_t part_equal(double x[], size_t n, double pivot)
{
    size_t cut = 0;
    for (size_t i = 0; i < n; i++) {
        const double at = x[i];
        x[i] = x[cut];
        x[cut] = at;
        cut += at == pivot;
    }
    return cut;
}

#define SAMPLE 16   /* values, of */
#define SAMPLED 400 /* or more */

/* A value that leaves the k-th of many among few: of a sample, one somewhat farther from the
 * nearer end than the k-th should be (after Floyd and Rivest 1975). */
static double pivot_of(const double x[], size_t n, size_t k)
{
    double sample[SAMPLE];
    if (n < SAMPLED) {
        return median_of_3(x[0], x[n / 2], x[n - 1]);
    }
    for (size_t i = 0; i < SAMPLE; i++) {
        sample[i] = x[i * (n / SAMPLE)];
    }
    dc_sort_few(sample, SAMPLE);
    const size_t rank = k * SAMPLE / n;
    return sample[2 * k > n ? rank - 2 : rank + 2];
}

/* Reorders x so that x[k] is the k-th smallest and none after it is smaller. */
static double kth(double x[], size_t n, size_t k)
{
    size_t from = 0;
    while (n - from > 1) {
        const double pivot = pivot_of(x + from, n - from, k - from);
        size_t cut = from + part(x + from, n - from, pivot);
        if (k < cut) {
            n = cut;
            continue;
        }
        if (cut == from) { /* the pivot is the smallest left */
            cut += part_equal(x + from, n - from, pivot);
            if (k < cut) {
                return pivot;
            }
        }
        from = cut;
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
