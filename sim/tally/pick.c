/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/pick.c - selection by counting (as in a radix sort's first pass): values are counted in
 * cells of equal width, and only those in the cells that hold a wanted rank are sorted. Whole
 * numbers that lie close together have cells of their own and need no sorting at all. */
#include "tally/pick.h"

#include <string.h>

#include "base/order.h"
#include "num/kernel.h"
#include "tally/quantile.h"

#define N_CELLS 1024
#define GROUP 32 /* cells counted together, so that a rank is found in steps */
#define LANES 8
#define FEWEST 48    /* fewer are sorted as soon */
#define MANY 256     /* to be sorted by comparing */
#define WHOLE 0x1p30 /* whole numbers up to it are told by converting them */

/* Cell c begins at lo + c / per_unit. */
struct scale {
    double lo, span, per_unit;
    bool is_whole; /* a cell is a whole number */
};

/* Two counts of each cell take turns: the next value is often in the cell of the last. */
struct counts {
    uint32_t cell[2][N_CELLS], group[N_CELLS / GROUP];
};

/* Where a rank is: its cell, and how many values lie in cells before it. */
struct spot {
    uint32_t cell;
    size_t n_before;
};

DC_EACH_CPU static void ends_of(const double x[restrict], size_t n, double ends[restrict])
{
    double lo[LANES], hi[LANES];
    for (size_t k = 0; k < LANES; k++) {
        lo[k] = hi[k] = x[n - LANES + k];
    }
    for (size_t i = 0; i + LANES <= n; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            lo[k] = x[i + k] < lo[k] ? x[i + k] : lo[k];
            hi[k] = x[i + k] > hi[k] ? x[i + k] : hi[k];
        }
    }
    ends[0] = lo[0];
    ends[1] = hi[0];
    for (size_t k = 1; k < LANES; k++) {
        ends[0] = lo[k] < ends[0] ? lo[k] : ends[0];
        ends[1] = hi[k] > ends[1] ? hi[k] : ends[1];
    }
}

DC_EACH_CPU static int n_broken(const double x[restrict], size_t n)
{
    int n_not = 0;
    for (size_t i = 0; i < n; i++) {
        n_not += (double)(int32_t)x[i] != x[i];
    }
    return n_not;
}

static struct scale scale_of(const double x[], size_t n)
{
    double ends[2];
    ends_of(x, n, ends);
    const double span = ends[1] - ends[0];
    const bool is_whole = span > 0.0 && span < N_CELLS && ends[0] >= -WHOLE &&
                          ends[1] <= WHOLE && n_broken(x, n) == 0;
    return (struct scale){ends[0], span, is_whole ? 1.0 : (N_CELLS - 1) / span, is_whole};
}

static inline uint16_t cell_of(double x, double lo, double per_unit)
{
    return (uint16_t)(int32_t)((x - lo) * per_unit);
}

DC_EACH_CPU static void cells_of(const double x[restrict], size_t n, double lo, double per_unit,
                                 uint16_t cell[restrict])
{
    for (size_t i = 0; i < n; i++) {
        cell[i] = cell_of(x[i], lo, per_unit);
    }
}

DC_EACH_CPU static void sum_up(struct counts *counts)
{
    for (size_t c = 0; c < N_CELLS; c++) {
        counts->cell[0][c] += counts->cell[1][c];
    }
    for (size_t g = 0; g < N_CELLS / GROUP; g++) {
        uint32_t sum = 0;
        for (size_t c = 0; c < GROUP; c++) {
            sum += counts->cell[0][g * GROUP + c];
        }
        counts->group[g] = sum;
    }
}

static void count(const uint16_t cell[], size_t n, struct counts *counts)
{
    memset(counts->cell, 0, sizeof counts->cell);
    for (size_t i = 0; i + 1 < n; i += 2) {
        counts->cell[0][cell[i]]++;
        counts->cell[1][cell[i + 1]]++;
    }
    counts->cell[0][cell[n - 1]] += n % 2;
    sum_up(counts);
}

static void spots_find(const struct counts *counts, const struct dc_pick *pick,
                       struct spot spot[])
{
    size_t g = 0;
    size_t n_before = 0; /* the group */
    for (size_t k = 0; k < pick->n_ranks; k++) {
        for (; n_before + counts->group[g] <= pick->rank[k]; g++) {
            n_before += counts->group[g];
        }
        uint32_t c = (uint32_t)g * GROUP;
        size_t n = n_before;
        for (; n + counts->cell[0][c] <= pick->rank[k]; c++) {
            n += counts->cell[0][c];
        }
        spot[k] = (struct spot){c, n};
    }
}

/* Moves the values of the cells wanted to the front; how many they are. */
static size_t gather(double x[], const uint16_t cell[], size_t n,
                     const unsigned char is_wanted[N_CELLS])
{
    size_t n_found = 0;
    for (size_t i = 0; i < n; i++) {
        x[n_found] = x[i];
        n_found += is_wanted[cell[i]];
    }
    return n_found;
}

/* Takes one value of each cell for its own, and out of x all that equal it; how many are left.
 */
static size_t own_take(double x[], size_t n, const struct scale *scale, double own[N_CELLS])
{
    size_t n_others = 0;
    for (size_t i = 0; i < n; i++) {
        own[cell_of(x[i], scale->lo, scale->per_unit)] = x[i];
    }
    for (size_t i = 0; i < n; i++) {
        const double at = x[i];
        x[n_others] = at;
        n_others += at != own[cell_of(at, scale->lo, scale->per_unit)];
    }
    return n_others;
}

/* The value at `rank` of a cell that holds its own n_own times and others, sorted. */
static double value_at(size_t rank, double own, size_t n_own, const double other[],
                       size_t n_others)
{
    size_t n_below = 0;
    while (n_below < n_others && other[n_below] < own) {
        n_below++;
    }
    if (rank < n_below) {
        return other[rank];
    }
    return rank < n_below + n_own ? own : other[rank - n_own];
}

static void pick_sorted(const double other[], size_t n_others, const struct scale *scale,
                        const uint32_t n_in[N_CELLS], const double own[N_CELLS],
                        const struct spot spot[], struct dc_pick *pick)
{
    size_t first = 0, past = 0; /* the others in the rank's cell */
    for (size_t k = 0; k < pick->n_ranks; k++) {
        const uint32_t c = spot[k].cell;
        if (k == 0 || c != spot[k - 1].cell) {
            first = past;
            while (past < n_others && cell_of(other[past], scale->lo, scale->per_unit) == c) {
                past++;
            }
        }
        pick->value[k] = value_at(pick->rank[k] - spot[k].n_before, own[c],
                                  n_in[c] - (past - first), &other[first], past - first);
    }
}

/* What lies in the wanted cells is sorted, but for values that are there many times. */
static void pick_from_cells(double x[], void *spare, size_t n, const struct scale *scale,
                            const struct counts *counts, const struct spot spot[],
                            struct dc_pick *pick)
{
    unsigned char is_wanted[N_CELLS] = {0};
    double own[N_CELLS];
    for (size_t k = 0; k < pick->n_ranks; k++) {
        is_wanted[spot[k].cell] = 1;
    }
    const size_t n_gathered = gather(x, spare, n, is_wanted); /* spare: the cells, until here */
    const size_t n_others = own_take(x, n_gathered, scale, own);
    if (n_others < MANY) {
        dc_sort(x, n_others);
    } else {
        dc_quantile_sort(x, spare, n_others);
    }
    pick_sorted(x, n_others, scale, counts->cell[0], own, spot, pick);
}

static void pick_by_cells(double x[], void *spare, size_t n, const struct scale *scale,
                          struct dc_pick *pick)
{
    uint16_t *const cell = spare;
    struct counts counts;
    struct spot spot[DC_MOST_PICKS];
    cells_of(x, n, scale->lo, scale->per_unit, cell);
    count(cell, n, &counts);
    spots_find(&counts, pick, spot);
    if (!scale->is_whole) {
        pick_from_cells(x, spare, n, scale, &counts, spot, pick);
        return;
    }
    for (size_t k = 0; k < pick->n_ranks; k++) {
        pick->value[k] = scale->lo + spot[k].cell;
    }
}

static void pick_sorting(double x[], double spare[], size_t n, struct dc_pick *pick)
{
    dc_quantile_sort(x, spare, n);
    for (size_t k = 0; k < pick->n_ranks; k++) {
        pick->value[k] = x[pick->rank[k]];
    }
}

static void pick_same(double x, struct dc_pick *pick)
{
    for (size_t k = 0; k < pick->n_ranks; k++) {
        pick->value[k] = x;
    }
}

void dc_pick(double x[], void *spare, size_t n, struct dc_pick *pick)
{
    DC_BUG_UNLESS(n <= UINT32_MAX && pick->n_ranks <= DC_MOST_PICKS);
    if (n < FEWEST) {
        pick_sorting(x, spare, n, pick);
        return;
    }
    const struct scale scale = scale_of(x, n);
    if (scale.span == 0.0) {
        pick_same(scale.lo, pick);
    } else if (scale.is_whole || (scale.span > 1e-290 && scale.span < 1e290)) {
        pick_by_cells(x, spare, n, &scale, pick);
    } else {
        pick_sorting(x, spare, n, pick);
    }
}
