/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/sha256.c - SHA-256 (FIPS 180-4, section 6.2). */
#include "base/sha256.h"

#include <string.h>

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static inline uint32_t turned(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static inline uint32_t word_at(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The i-th word of the next sixteen in the place of the one sixteen before. */
static inline uint32_t word_next(uint32_t w[16], int i)
{
    const uint32_t before = w[(i + 1) & 15];
    const uint32_t late = w[(i + 14) & 15];
    w[i & 15] += (turned(before, 7) ^ turned(before, 18) ^ before >> 3) + w[(i + 9) & 15] +
                 (turned(late, 17) ^ turned(late, 19) ^ late >> 10);
    return w[i & 15];
}

/* One round: of the eight, each by its place after the rounds before, d and h change. */
static inline void turn(uint32_t s[8], int i, uint32_t word)
{
    const uint32_t a = s[-i & 7], b = s[(1 - i) & 7], c = s[(2 - i) & 7];
    const uint32_t e = s[(4 - i) & 7], f = s[(5 - i) & 7], g = s[(6 - i) & 7];
    const uint32_t t1 = s[(7 - i) & 7] + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
                        (g ^ (e & (f ^ g))) + word;
    s[(3 - i) & 7] += t1;
    s[(7 - i) & 7] =
        t1 + (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) | (c & (a | b)));
}

static void block_add(uint32_t state[8], const unsigned char block[64])
{
    uint32_t w[16], s[8];
    memcpy(s, state, sizeof s);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
        w[i] = word_at(&block[4 * i]);
        turn(s, i, k[i] + w[i]);
    }
    for (int first = 16; first < 64; first += 16) {
#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) {
            turn(s, i, k[first + i] + word_next(w, i));
        }
    }
    for (int i = 0; i < 8; i++) {
        state[i] += s[i];
    }
}

void dc_sha256_begin(struct dc_sha256 *sum)
{
    /* First 32 bits of the fractional parts of the square roots of the first 8 primes. */
    *sum = (struct dc_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void dc_sha256_add(struct dc_sha256 *sum, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    while (n > 0) {
        const size_t n_rest = sum->n % 64;
        const size_t here = n < 64 - n_rest ? n : 64 - n_rest;
        if (here == 64) {
            block_add(sum->state, at);
        } else {
            memcpy(&sum->rest[n_rest], at, here);
        }
        sum->n += here;
        at += here;
        n -= here;
        if (here < 64 && sum->n % 64 == 0) {
            block_add(sum->state, sum->rest);
        }
    }
}

/* The end mark and the length fill up the last block, or one more. */
void dc_sha256_end(struct dc_sha256 *sum, char out[DC_SHA256_SIZE])
{
    static const char digit[] = "0123456789abcdef";
    static const unsigned char fill[64] = {0x80};
    const uint64_t n_bits = sum->n * 8;
    unsigned char length[8];
    for (size_t i = 0; i < 8; i++) {
        length[i] = (unsigned char)(n_bits >> (56 - 8 * i));
    }
    dc_sha256_add(sum, fill, 1 + (119 - sum->n % 64) % 64);
    dc_sha256_add(sum, length, sizeof length);
    for (int i = 0; i < 64; i++) {
        out[i] = digit[sum->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
    out[64] = '\0';
}

void dc_sha256_text(const void *bytes, size_t n, char out[DC_SHA256_SIZE])
{
    struct dc_sha256 sum;
    dc_sha256_begin(&sum);
    dc_sha256_add(&sum, bytes, n);
    dc_sha256_end(&sum, out);
}
