/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/rng_batch.c - uniforms in batches: the rounds of Threefry2x64-20 written out for a loop
 * that the compiler vectorises. A test holds it against Random123's own. */
#include "num/kernel.h"
#include "num/rng.h"

#define VECTOR 8 /* of numbers, at most */
#define FEW 32   /* fewer than a block of which are drawn as vectors */

#define ROTATE(x, n) ((x) << (n) | (x) >> (64 - (n)))
#define ROUND(r) (x += y, y = ROTATE(y, r) ^ x)
#define ROUNDS(a, b, c, d) (ROUND(a), ROUND(b), ROUND(c), ROUND(d))

/* dc_uniform without a conversion of 64-bit integers, which older vector units lack: the upper
 * 21 of the 53 bits are written into the mantissa of 2^84, the lower 32 and the half into that
 * of 2^51, and both powers taken away at once, which is exact. */
static inline double uniform(uint64_t x)
{
    const double most = 0x1.fffffffffffffp-1;
    const double low = dc_double_of((x >> 10 & 0x1fffffffe) | 0x4320000000000001);
    const double high = dc_double_of(x >> 43 | 0x4530000000000000) - (0x1p84 + 0x1p51);
    const double u = (high + low) * 0x1p-53;
    return u < most ? u : most;
}

static inline void draw(const uint64_t key[4], uint64_t number, double *u, double *v)
{
    const uint64_t k0 = key[0];
    const uint64_t k1 = key[1];
    const uint64_t k2 = key[2];
    uint64_t x = key[3] + k0;
    uint64_t y = number + k1;
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
    *u = uniform(x);
    *v = uniform(y);
}

/* As a loop over bytes, too, it is vectorised by whole vectors of them: eight of the numbers'
 * are under way side by side, each instruction of one between those of the others, where one
 * alone would wait for itself in each round. Measured: half the time. */
DC_EACH_CPU static void draw_blocks(const uint64_t key[4], uint64_t first,
                                    const uint8_t at[restrict], double u[restrict],
                                    double v[restrict], size_t n_blocks)
{
    for (size_t i = 0; i < n_blocks * DC_RNG_BLOCK; i++) {
        draw(key, first + at[i], &u[i], &v[i]);
    }
}

/* The same for few, which is faster below half a block. */
DC_EACH_CPU static void draw_few(const uint64_t key[4], const uint64_t number[restrict],
                                 double u[restrict], double v[restrict], size_t n_vectors)
{
    for (size_t i = 0; i < n_vectors * VECTOR; i++) {
        draw(key, number[i], &u[i], &v[i]);
    }
}

const uint8_t dc_rng_in_turn[256] = {
    0,   1,   2,   3,   4,   5,   6,   7,   8,   9,   10,  11,  12,  13,  14,  15,  16,  17,
    18,  19,  20,  21,  22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  32,  33,  34,  35,
    36,  37,  38,  39,  40,  41,  42,  43,  44,  45,  46,  47,  48,  49,  50,  51,  52,  53,
    54,  55,  56,  57,  58,  59,  60,  61,  62,  63,  64,  65,  66,  67,  68,  69,  70,  71,
    72,  73,  74,  75,  76,  77,  78,  79,  80,  81,  82,  83,  84,  85,  86,  87,  88,  89,
    90,  91,  92,  93,  94,  95,  96,  97,  98,  99,  100, 101, 102, 103, 104, 105, 106, 107,
    108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125,
    126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143,
    144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161,
    162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179,
    180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197,
    198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215,
    216, 217, 218, 219, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233,
    234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251,
    252, 253, 254, 255,
};

size_t dc_rng_uniforms(const struct dc_rng_purpose *of, uint64_t first, const uint8_t at[],
                       size_t n, double u[restrict], double v[restrict])
{
    const uint64_t stream = dc_rng_stream(of->key.entity, of->purpose, 0, of->half);
    const uint64_t parity = 0x1bd11bdaa9fc1a22; /* of Skein's key schedule */
    const uint64_t seed = of->key.seed;
    const uint64_t key[4] = {seed, stream, seed ^ stream ^ parity, of->replication};
    const size_t n_blocks = (n + DC_RNG_BLOCK - FEW - 1) / DC_RNG_BLOCK;
    const size_t done = n_blocks * DC_RNG_BLOCK;
    draw_blocks(key, first, at, u, v, n_blocks);
    if (n <= done) {
        return done;
    }
    uint64_t number[FEW];
    const size_t n_vectors = (n - done + VECTOR - 1) / VECTOR;
    for (size_t i = 0; i < n_vectors * VECTOR; i++) {
        number[i] = first + at[done + i];
    }
    draw_few(key, number, u + done, v + done, n_vectors);
    return done + n_vectors * VECTOR;
}
