/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/rng.h - random bits as a pure function of what they are for.
 *
 * Threefry2x64-20 (Salmon, Moraes, Dror, Shaw, SC'11; Random123's header), keyed by
 * *names*: key = (seed, stream), counter = (replication, number in the entity), where the
 * stream is a 64-bit mixture of the hash of the entity's name path without its team, the
 * purpose and an index. Nothing depends on the order of drawing, on other entities, or on the
 * thread. Adds, rotations and xors alone, so that a loop over it vectorises everywhere. */
#ifndef DC_NUM_RNG_H
#define DC_NUM_RNG_H

#include <Random123/threefry.h>

#include "base/bug.h"

struct dc_key {
    uint64_t seed, entity;
};

/* 256 random bits: four words, each used for one variate. */
struct dc_bits {
    uint64_t w[4];
};

/* 64-bit hash of a name; fixed for ever (FNV-1a, then a splitmix64 finaliser). */
uint64_t dc_hash(const char *text, size_t n);
uint64_t dc_hash_text(const char *text);

/* Purpose of a draw that belongs to a stage: hash of "purpose" and the stage's name. */
uint64_t dc_hash_purpose(const char *purpose, const char *stage);

/* Two of the four words of an index: the first (half 0) or the last two (half 1). Odd
 * multipliers keep different purposes, indices and halves of an entity apart. */
static inline uint64_t dc_rng_stream(uint64_t entity, uint64_t purpose, uint64_t index,
                                     unsigned half)
{
    return entity + purpose * 0xd1342543de82ef95 + (2 * index + half) * 0x9e3779b97f4a7c15;
}

/* Inline: a caller that uses two words pays for two. */
static inline struct dc_bits dc_rng_at(struct dc_key key, uint64_t replication, uint64_t number,
                                       uint64_t purpose, uint64_t index)
{
    const threefry2x64_ctr_t counter = {{replication, number}};
    const threefry2x64_key_t k0 = {{key.seed, dc_rng_stream(key.entity, purpose, index, 0)}};
    const threefry2x64_key_t k1 = {{key.seed, dc_rng_stream(key.entity, purpose, index, 1)}};
    const threefry2x64_ctr_t a = threefry2x64_R(20, counter, k0);
    const threefry2x64_ctr_t b = threefry2x64_R(20, counter, k1);
    return (struct dc_bits){{a.v[0], a.v[1], b.v[0], b.v[1]}};
}

/* Word `word` of them alone. */
static inline uint64_t dc_rng_word(struct dc_key key, uint64_t replication, uint64_t number,
                                   uint64_t purpose, uint64_t index, unsigned word)
{
    const threefry2x64_ctr_t counter = {{replication, number}};
    const threefry2x64_key_t k = {
        {key.seed, dc_rng_stream(key.entity, purpose, index, word / 2)}};
    return threefry2x64_R(20, counter, k).v[word % 2];
}

/* Both words of a half of index i: 0 and 1 for half 2 i, 2 and 3 for half 2 i + 1. */
static inline void dc_rng_half(struct dc_key key, uint64_t replication, uint64_t number,
                               uint64_t purpose, unsigned half, uint64_t word[2])
{
    const threefry2x64_ctr_t counter = {{replication, number}};
    const threefry2x64_key_t k = {{key.seed, dc_rng_stream(key.entity, purpose, 0, half)}};
    const threefry2x64_ctr_t both = threefry2x64_R(20, counter, k);
    word[0] = both.v[0];
    word[1] = both.v[1];
}

/* What many draws have in common: half 0 is for words 0 and 1 of index 0, half 1 for 2 and 3.
 */
struct dc_rng_purpose {
    struct dc_key key;
    uint64_t replication, purpose;
    unsigned half;
};

#define DC_RNG_BLOCK 64
#define DC_RNG_BLOCKS(n) (((n) + DC_RNG_BLOCK - 1) / DC_RNG_BLOCK * DC_RNG_BLOCK)

/* 0, 1, 2 and so on: numbers one after the other. */
extern const uint8_t dc_rng_in_turn[256];

/* u[i] and v[i] = dc_uniform of both words of the half for number first + at[i]: the fast way
 * to many. All of at, u and v have room for DC_RNG_BLOCKS(n). Returns how many were drawn, n or
 * some more up to whole vectors: at must hold bytes there, whatever they are. */
size_t dc_rng_uniforms(const struct dc_rng_purpose *of, uint64_t first, const uint8_t at[],
                       size_t n, double u[restrict], double v[restrict]);

/* A uniform in the open interval (0, 1). The sum rounds to 2^53 for the largest
 * word, so the result is kept below 1. */
static inline double dc_uniform(uint64_t x)
{
    const double u = ((double)(x >> 11) + 0.5) * 0x1p-53;
    return u < 1.0 ? u : 0x1.fffffffffffffp-1;
}

#endif
