/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/order.c - numbers in order: quicksort (Hoare 1962), in which values change sides without
 * a branch (Lomuto's scheme), for whether one is below the pivot nobody can foretell. */
#include "base/order.h"

#include <stdlib.h>

#define FEW 16
#define MOST_BAD 64 /* pivots that told little apart: none but of values made to do so */

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

void dc_sort_few(double x[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double moving = x[i];
        size_t j = i;
        for (; j > 0 && x[j - 1] > moving; j--) {
            x[j] = x[j - 1];
        }
        x[j] = moving;
    }
}

/* The middle one of three goes to the end. */
static double pivot_take(double x[], size_t n)
{
    const double a = x[0];
    const double b = x[n / 2];
    const double c = x[n - 1];
    const bool a_is = (b < a) != (c < a) || a == b || a == c;
    const bool b_is = !a_is && (a < b) != (c < b);
    double *const middle = a_is ? &x[0] : b_is ? &x[n / 2] : &x[n - 1];
    const double pivot = *middle;
    *middle = x[n - 1];
    x[n - 1] = pivot;
    return pivot;
}

struct piece {
    double *x;
    size_t n;
};

/* Those below the pivot come first, it follows them; where. */
static size_t part(double x[], size_t n)
{
    const double pivot = pivot_take(x, n);
    size_t cut = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        const double at = x[i];
        x[i] = x[cut];
        x[cut] = at;
        cut += at < pivot;
    }
    x[n - 1] = x[cut];
    x[cut] = pivot;
    return cut;
}

/* Those that are as small as the first, which is the smallest, follow it; how many they are. */
static size_t part_equal(double x[], size_t n)
{
    size_t cut = 1;
    for (size_t i = 1; i < n; i++) {
        const double at = x[i];
        x[i] = x[cut];
        x[cut] = at;
        cut += at == x[0];
    }
    return cut;
}

/* Cuts the piece in two that remain to be sorted: the smaller one first. */
static void split(const struct piece *piece, struct piece two[2])
{
    const size_t cut = part(piece->x, piece->n);
    const size_t past = cut > 0 ? cut + 1 : part_equal(piece->x, piece->n);
    const struct piece left = {piece->x, cut};
    const struct piece right = {piece->x + past, piece->n - past};
    two[left.n > right.n] = left;
    two[left.n <= right.n] = right;
}

static void sort_rest(struct piece piece)
{
    if (piece.n > FEW) {
        qsort(piece.x, piece.n, sizeof *piece.x, by_value);
    } else {
        dc_sort_few(piece.x, piece.n);
    }
}

void dc_sort(double x[], size_t n)
{
    struct piece later[64]; /* each less than half of the one before */
    struct piece two[2];
    struct piece piece = {x, n};
    size_t n_later = 0;
    unsigned n_bad = 0;
    for (;;) {
        while (piece.n > FEW && n_bad < MOST_BAD) {
            split(&piece, two);
            n_bad += two[1].n > piece.n - piece.n / 8;
            later[n_later++] = two[1];
            piece = two[0];
        }
        sort_rest(piece);
        if (n_later == 0) {
            return;
        }
        piece = later[--n_later];
    }
}
