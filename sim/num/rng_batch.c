/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/rng_batch.c - uniforms in batches: the rounds of Threefry2x64-20 written out for a loop
 * that the compiler vectorises. A test holds it against Random123's own. */
#include "num/kernel.h"
#include "num/rng.h"

#define ROTATE(x, n) ((x) << (n) | (x) >> (64 - (n)))
#define ROUND(r) (x += y, y = ROTATE(y, r) ^ x)
#define ROUNDS(a, b, c, d) (ROUND(a), ROUND(b), ROUND(c), ROUND(d))

/* dc_uniform without a conversion of 64-bit integers, which older vector units lack: the two
 * halves of the 53 bits are written into the mantissas of 2^52 and 2^84. */
static inline double uniform(uint64_t x)
{
    const uint64_t whole = x >> 11;
    const double low = dc_double_of((whole & 0xffffffff) | 0x4330000000000000) - 0x1p52;
    const double high = dc_double_of(whole >> 32 | 0x4530000000000000) - 0x1p84;
    const double u = (high + low + 0.5) * 0x1p-53;
    return u < 1.0 ? u : 0x1.fffffffffffffp-1;
}

DC_EACH_CPU static void uniforms(const uint64_t key[3], uint64_t replication,
                                 const uint64_t number[restrict], double u[restrict],
                                 double v[restrict], size_t n)
{
    const uint64_t k0 = key[0];
    const uint64_t k1 = key[1];
    const uint64_t k2 = key[2];
    for (size_t i = 0; i < n; i++) {
        uint64_t x = replication + k0;
        uint64_t y = number[i] + k1;
        ROUNDS(16, 42, 12, 31);
        x += k1, y += k2 + 1;
        ROUNDS(16, 32, 24, 21);
        x += k2, y += k0 + 2;
        ROUNDS(16, 42, 12, 31);
        x += k0, y += k1 + 3;
        ROUNDS(16, 32, 24, 21);
        x += k1, y += k2 + 4;
        ROUNDS(16, 42, 12, 31);
        x += k2, y += k0 + 5;
        u[i] = uniform(x);
        v[i] = uniform(y);
    }
}

void dc_rng_uniforms(struct dc_key key, uint64_t replication, const uint64_t number[],
                     uint64_t purpose, unsigned half, double u[restrict], double v[restrict],
                     size_t n)
{
    const uint64_t stream = dc_rng_stream(key.entity, purpose, 0, half);
    const uint64_t parity = 0x1bd11bdaa9fc1a22; /* of Skein's key schedule */
    const uint64_t schedule[3] = {key.seed, stream, key.seed ^ stream ^ parity};
    uniforms(schedule, replication, number, u, v, n);
}
