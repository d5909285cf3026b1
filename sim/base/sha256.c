/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/sha256.c - SHA-256 of bytes in memory (FIPS 180-4, section 6.2). */
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

static uint32_t turned(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static void schedule(const unsigned char block[64], uint32_t w[64])
{
    for (int i = 0; i < 16; i++) {
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | (uint32_t)block[4 * i + 3];
    }
    for (int i = 16; i < 64; i++) {
        const uint32_t s0 = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ w[i - 15] >> 3;
        const uint32_t s1 = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
}

static void block_add(uint32_t state[8], const unsigned char block[64])
{
    uint32_t w[64];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    schedule(block, w);
    for (int i = 0; i < 64; i++) {
        const uint32_t s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
        const uint32_t s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
        const uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i];
        const uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

/* What is left after the whole blocks, the end mark and the length: one or two blocks. */
static void tail_add(uint32_t state[8], const unsigned char *rest, size_t n_rest, size_t n)
{
    unsigned char tail[128] = {0};
    const size_t size = n_rest < 56 ? 64 : 128;
    const uint64_t n_bits = (uint64_t)n * 8;
    if (n_rest > 0) {
        memcpy(tail, rest, n_rest);
    }
    tail[n_rest] = 0x80;
    for (size_t i = 0; i < 8; i++) {
        tail[size - 1 - i] = (unsigned char)(n_bits >> (8 * i));
    }
    for (size_t at = 0; at < size; at += 64) {
        block_add(state, tail + at);
    }
}

void dc_sha256_text(const void *bytes, size_t n, char out[DC_SHA256_SIZE])
{
    static const char digit[] = "0123456789abcdef";
    /* First 32 bits of the fractional parts of the square roots of the first 8 primes. */
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const unsigned char *at = bytes;
    size_t left = n;
    for (; left >= 64; left -= 64, at += 64) {
        block_add(state, at);
    }
    tail_add(state, at, left, n);
    for (int i = 0; i < 64; i++) {
        out[i] = digit[state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
    out[64] = '\0';
}
