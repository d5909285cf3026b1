/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/select.c - a value of given rank, by counting how many are below others: passes that
 * vectorise and leave the values as they are, where to part them needs a choice for each that
 * nobody can foretell. The bits of numbers from 0 on are in their order, and nearly as straight
 * as their logarithms. */
#include "path/select.h"

#include "num/kernel.h"

#define OCTAVE ((uint64_t)1 << 52)
#define TOP ((uint64_t)1 << 63) /* beyond the bits of all */
#define NEAR 2                  /* values more are passed one by one */
#define SAMPLE 16
#define STRAIGHT 12 /* guesses, behind which halves are sure */

/* Of n values from `low` on, which is one of them, and below `high`, the one of rank k is
 * looked for. */
struct bracket {
    uint64_t low, high;
    size_t n_low, n_high; /* values below each */
};

static inline uint64_t least_of(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* How many of some values are below `from`, and the least that is not: both halves at once,
 * neither of which waits for the other. */
DC_EACH_CPU static uint64_t count(const double x[restrict], size_t n, uint64_t from,
                                  uint64_t *restrict least_from)
{
    const double *second = x + n / 2;
    const uint64_t last = dc_bits_of(x[n - 1]) - from; /* wraps if below */
    uint64_t n_below = n % 2 * (last >> 63);
    uint64_t also_below = 0;
    uint64_t least = last;
    uint64_t also_least = UINT64_MAX;
    for (size_t i = 0; i < n / 2; i++) {
        const uint64_t above = dc_bits_of(x[i]) - from;
        const uint64_t also = dc_bits_of(second[i]) - from;
        n_below += above >> 63;
        also_below += also >> 63;
        least = least_of(least, above);
        also_least = least_of(also_least, also);
    }
    *least_from = from + least_of(least, also_least);
    return n_below + also_below;
}

static void narrow(const double x[], size_t n, size_t k, uint64_t at, struct bracket *b)
{
    uint64_t least;
    const size_t n_below = count(x, n, at, &least);
    if (n_below > k) {
        b->high = at;
        b->n_high = n_below;
    } else {
        b->low = least;
        b->n_low = n_below;
    }
}

/* How many of a sample are below each of them: that of the rank looked for. */
DC_EACH_CPU static uint64_t sampled(const uint64_t x[SAMPLE], uint64_t rank)
{
    uint64_t found = 0;
    for (size_t i = 0; i < SAMPLE; i++) {
        uint64_t n_below = 0;
        for (size_t j = 0; j < SAMPLE; j++) {
            n_below += (x[j] - x[i]) >> 63;
        }
        found = n_below <= rank && x[i] > found ? x[i] : found;
    }
    return found;
}

static void bracket_begin(const double x[], size_t n, size_t k, struct bracket *b)
{
    uint64_t sample[SAMPLE];
    for (size_t i = 0; i < SAMPLE; i++) {
        sample[i] = dc_bits_of(x[i * n / SAMPLE]);
    }
    *b = (struct bracket){0, TOP, 0, n};
    narrow(x, n, k, sampled(sample, k * SAMPLE / n), b);
    if (b->n_low == 0 && b->high < TOP) {
        narrow(x, n, k, 0, b);
    }
}

/* Between both, as if the bits were spread evenly; in longer and longer steps while no value is
 * known to be above. */
static uint64_t guess(const struct bracket *b, size_t k, int n_guesses)
{
    const uint64_t width = b->high - b->low;
    const bool straight = n_guesses < STRAIGHT;
    if (k - b->n_low <= NEAR) {
        return b->low + 1;
    }
    if (b->high == TOP) {
        const uint64_t step = straight ? OCTAVE / 2 << n_guesses : TOP;
        return b->low + (step < width / 2 ? step : width / 2);
    }
    const double share =
        straight ? (double)(k - b->n_low) / (double)(b->n_high - b->n_low) : 0.5;
    return b->low + 1 + (uint64_t)(share * (double)(width - 1));
}

/* The value of rank k, and the next one. */
static void pair_find(const double x[], size_t n, size_t k, double *low, double *high)
{
    struct bracket b;
    uint64_t next;
    bracket_begin(x, n, k, &b);
    for (int i = 0; b.n_low < k && b.high - b.low > 1; i++) {
        narrow(x, n, k, guess(&b, k, i), &b);
    }
    *low = dc_double_of(b.low);
    *high = count(x, n, b.low + 1, &next) > k + 1 || next >= TOP ? *low : dc_double_of(next);
}

double dc_select_quantile(const double x[], size_t n, uint64_t n_zeros, double share)
{
    const uint64_t n_all = n + n_zeros;
    uint64_t least;
    if (n_all == 0) {
        return 0.0;
    }
    const double at = share * (double)(n_all - 1);
    const uint64_t below = (uint64_t)at;
    const double part = at - (double)below;
    double low = 0.0;
    double high = 0.0;
    if (below >= n_zeros) {
        pair_find(x, n, (size_t)(below - n_zeros), &low, &high);
    } else if (below + 1 >= n_zeros && n > 0) {
        (void)count(x, n, 0, &least);
        high = dc_double_of(least);
    }
    return low + part * (high - low);
}
