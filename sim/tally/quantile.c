/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/quantile.c - sorting by bits, R's type 7 (R. J. Hyndman and Y. Fan, The American
 * Statistician 50 (1996) 361), and distribution-free intervals of a quantile (W. J.
 * Conover, Practical Nonparametric Statistics, 3.2). */
#include "tally/quantile.h"

#include <math.h>
#include <string.h>

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

static void sort_few(double x[], size_t n)
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

/* Moves keys by one byte, stable; false if all share it. */
static bool pass(const double from[], double to[], size_t n, unsigned shift,
                 uint32_t count[N_DIGITS])
{
    if (count[load(&from[0]) >> shift & 0xff] == n) {
        return false;
    }
    uint32_t place = 0;
    for (size_t d = 0; d < N_DIGITS; d++) {
        const uint32_t here = count[d];
        count[d] = place;
        place += here;
    }
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

void dc_quantile_sort(double x[], double spare[], size_t n)
{
    if (is_sorted(x, n)) {
        return;
    }
    if (n < 48) {
        sort_few(x, n);
        return;
    }
    DC_BUG_UNLESS(n <= UINT32_MAX);
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

double dc_quantile_at(const double sorted[], size_t n, double p)
{
    const double place = (double)(n - 1) * p;
    const double below = floor(place);
    const size_t i = (size_t)below;
    if (i + 1 >= n) {
        return sorted[n - 1];
    }
    return sorted[i] + (place - below) * (sorted[i + 1] - sorted[i]);
}

/* P(B >= k) for B binomial(n, p), 0 <= k <= n + 1. */
static double at_least(uint64_t k, uint64_t n, double p)
{
    if (k == 0) {
        return 1.0;
    }
    return k > n ? 0.0 : dc_beta_p((double)k, (double)(n - k + 1), p);
}

/* The smallest k in [0, n + 1] with P(B >= k) <= bound. */
static uint64_t first_at_most(uint64_t n, double p, double bound)
{
    uint64_t lo = 0;
    uint64_t hi = n + 1;
    while (lo < hi) {
        const uint64_t mid = lo + (hi - lo) / 2;
        if (at_least(mid, n, p) <= bound) {
            hi = mid;
        } else {
            lo = mid + 1;
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
