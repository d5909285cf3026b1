/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/quantile.c - sorting by cells or bits, R's type 7 (R. J. Hyndman and Y. Fan, The
 * American Statistician 50 (1996) 361), and distribution-free intervals of a quantile (W. J.
 * Conover, Practical Nonparametric Statistics, 3.2). */
#include "tally/quantile.h"

#include <math.h>
#include <string.h>

#include "base/order.h"
#include "num/exact.h"

#define N_BYTES sizeof(double)
#define N_DIGITS 256

/* Bits whose unsigned order is the order of the doubles. */
static uint64_t key_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | (UINT64_C(1) << 63);
}

static double value_of(uint64_t key)
{
    const uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t load(const double *cell)
{
    uint64_t key;
    memcpy(&key, cell, sizeof key);
    return key;
}

static void store(double *cell, uint64_t key)
{
    memcpy(cell, &key, sizeof key);
}

/* Turns values into keys and counts each byte's digits. */
static void count_digits(double x[], size_t n, uint32_t count[N_BYTES][N_DIGITS])
{
    for (size_t i = 0; i < n; i++) {
        const uint64_t key = key_of(x[i]);
        store(&x[i], key);
        for (size_t byte = 0; byte < N_BYTES; byte++) {
            count[byte][key >> (8 * byte) & 0xff]++;
        }
    }
}

/* How many have each digit becomes where the first of them goes. */
static void places_of(uint32_t count[N_DIGITS])
{
    uint32_t place = 0;
    for (size_t d = 0; d < N_DIGITS; d++) {
        const uint32_t here = count[d];
        count[d] = place;
        place += here;
    }
}

/* Moves keys by one byte, stable; false if all share it. */
static bool pass(const double from[], double to[], size_t n, unsigned shift,
                 uint32_t count[N_DIGITS])
{
    if (count[load(&from[0]) >> shift & 0xff] == n) {
        return false;
    }
    places_of(count);
    for (size_t i = 0; i < n; i++) {
        const uint64_t key = load(&from[i]);
        store(&to[count[key >> shift & 0xff]++], key);
    }
    return true;
}

static bool is_sorted(const double x[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (!(x[i - 1] <= x[i])) {
            return false;
        }
    }
    return true;
}

static void sort_by_bits(double x[], double spare[], size_t n)
{
    uint32_t count[N_BYTES][N_DIGITS] = {{0}};
    count_digits(x, n, count);
    double *from = x;
    double *to = spare;
    for (unsigned byte = 0; byte < N_BYTES; byte++) {
        if (pass(from, to, n, 8 * byte, count[byte])) {
            double *const other = from;
            from = to;
            to = other;
        }
    }
    for (size_t i = 0; i < n; i++) {
        x[i] = value_of(load(&from[i]));
    }
}

/* 65,536 cells of equal width from the smallest value to the largest. Two passes, each by a
 * byte of the cell, leave little to do for values that spread over many of them. */
struct cells {
    double lo, per_unit;
};
#define MOST_IN_CELLS 16384 /* more values than that crowd */

static uint32_t cell_of(const struct cells *cells, double x)
{
    return (uint32_t)((x - cells->lo) * cells->per_unit);
}

/* false: the bits are the better guide. */
static bool cells_lay(const double x[], size_t n, struct cells *cells)
{
    double lo[4] = {x[0], x[0], x[0], x[0]};
    double hi[4] = {x[0], x[0], x[0], x[0]};
    uint64_t n_minus_0 = 0;
    for (size_t i = 0; i < n; i++) {
        lo[i % 4] = x[i] < lo[i % 4] ? x[i] : lo[i % 4];
        hi[i % 4] = x[i] > hi[i % 4] ? x[i] : hi[i % 4];
        n_minus_0 += load(&x[i]) == UINT64_C(1) << 63;
    }
    for (int k = 1; k < 4; k++) {
        lo[0] = lo[k] < lo[0] ? lo[k] : lo[0];
        hi[0] = hi[k] > hi[0] ? hi[k] : hi[0];
    }
    const double span = hi[0] - lo[0];
    *cells = (struct cells){lo[0], 65535.0 / span};
    return n <= MOST_IN_CELLS && n_minus_0 == 0 && span > 1e-290 && span < 1e290;
}

static void cell_pass(const double from[], double to[], size_t n, const struct cells *cells,
                      unsigned shift, uint32_t count[N_DIGITS])
{
    places_of(count);
    for (size_t i = 0; i < n; i++) {
        to[count[cell_of(cells, from[i]) >> shift & 0xff]++] = from[i];
    }
}

/* Neighbours change places; false: too many would have to. */
static bool sort_nearly(double x[], size_t n)
{
    size_t n_left = 4 * n;
    for (size_t i = 1; i < n; i++) {
        const double moving = x[i];
        size_t j = i;
        for (; j > 0 && x[j - 1] > moving; j--) {
            x[j] = x[j - 1];
        }
        x[j] = moving;
        if (i - j > n_left) {
            return false;
        }
        n_left -= i - j;
    }
    return true;
}

static bool sort_by_cells(double x[], double spare[], size_t n)
{
    struct cells cells;
    uint32_t count[2][N_DIGITS] = {{0}};
    if (!cells_lay(x, n, &cells)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t cell = cell_of(&cells, x[i]);
        count[0][cell & 0xff]++;
        count[1][cell >> 8]++;
    }
    cell_pass(x, spare, n, &cells, 0, count[0]);
    cell_pass(spare, x, n, &cells, 8, count[1]);
    return sort_nearly(x, n);
}

void dc_quantile_sort(double x[], double spare[], size_t n)
{
    if (is_sorted(x, n)) {
        return;
    }
    if (n < 48) {
        dc_sort_few(x, n);
        return;
    }
    DC_BUG_UNLESS(n <= UINT32_MAX);
    if (!sort_by_cells(x, spare, n)) {
        sort_by_bits(x, spare, n);
    }
}

size_t dc_quantile_rank(size_t n, double p)
{
    return (size_t)floor((double)(n - 1) * p);
}

double dc_quantile_between(const double around[2], size_t n, double p)
{
    const double place = (double)(n - 1) * p;
    const double below = floor(place);
    if ((size_t)below + 1 >= n) {
        return around[0];
    }
    return around[0] + (place - below) * (around[1] - around[0]);
}

double dc_quantile_at(const double sorted[], size_t n, double p)
{
    return dc_quantile_between(&sorted[dc_quantile_rank(n, p)], n, p);
}

/* P(B >= k) for B binomial(n, p), 0 <= k <= n + 1. */
static double at_least(uint64_t k, uint64_t n, double p)
{
    if (k == 0) {
        return 1.0;
    }
    return k > n ? 0.0 : dc_beta_p((double)k, (double)(n - k + 1), p);
}

/* The smallest k in [0, n + 1] with P(B >= k) <= bound: near the mean and two deviations. */
static uint64_t first_at_most(uint64_t n, double p, double bound)
{
    const double near = (double)n * p + 2.0 * sqrt((double)n * p * (1.0 - p));
    uint64_t lo = 0;
    uint64_t hi = n + 1;
    uint64_t mid = near < (double)n ? (uint64_t)near : n;
    for (uint64_t step = 2; lo < hi; step *= 2) {
        if (at_least(mid, n, p) <= bound) {
            hi = mid;
        } else {
            lo = mid + 1;
        }
        if (hi - lo <= step) {
            mid = lo + (hi - lo) / 2;
        } else {
            mid = hi == mid ? hi - step : lo + step - 1;
        }
    }
    return lo;
}

/* B = samples at or below the quantile. It lies in [x(low), x(high)) if low <= B < high. */
bool dc_quantile_ranks(uint64_t n, double p, double level, uint64_t *low, uint64_t *high)
{
    const double side = 0.5 * (1.0 - level);
    const uint64_t up = first_at_most(n, p, side);
    /* the largest low with P(B >= low) >= 1 - side, that is n + 1 - the smallest k for the
     * misses, n - B ~ binomial(n, 1 - p): P(n - B >= n + 1 - low) <= side */
    const uint64_t misses = first_at_most(n, 1.0 - p, side);
    if (up > n || misses > n) {
        return false;
    }
    *low = n + 1 - misses;
    *high = up;
    return true;
}
