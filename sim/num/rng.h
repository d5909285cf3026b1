/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/rng.h - random bits as a pure function of what they are for.
 *
 * Philox4x64-10 (Salmon, Moraes, Dror, Shaw, SC'11; Random123's header), keyed by
 * *names*: key = (seed, hash of the entity's name path without its team), counter =
 * (replication, number in the entity, purpose, index). Nothing depends on the order
 * of drawing, on other entities, or on the thread. */
#ifndef DC_NUM_RNG_H
#define DC_NUM_RNG_H

#include <Random123/philox.h>

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

/* Inline: a caller that uses one word keeps it in a register. */
static inline struct dc_bits dc_rng_at(struct dc_key key, uint64_t replication, uint64_t number,
                                       uint64_t purpose, uint64_t index)
{
    const philox4x64_ctr_t counter = {{replication, number, purpose, index}};
    const philox4x64_key_t k = {{key.seed, key.entity}};
    const philox4x64_ctr_t r = philox4x64_R(10, counter, k);
    return (struct dc_bits){{r.v[0], r.v[1], r.v[2], r.v[3]}};
}

/* out[i] = dc_rng_at(key, replication, number + i, purpose, 0) for i in [0, n). */
void dc_rng_run(struct dc_key key, uint64_t replication, uint64_t number, uint64_t purpose,
                struct dc_bits out[], size_t n);

/* u[j][i] = dc_uniform of word j of dc_rng_at(key, replication, number + i, purpose, 0), for i
 * in [0, n) and every j whose u[j] is not NULL. The fastest way to many uniforms. */
void dc_rng_uniforms(struct dc_key key, uint64_t replication, uint64_t number, uint64_t purpose,
                     double *const u[4], size_t n);

/* A uniform in the open interval (0, 1). The sum rounds to 2^53 for the largest
 * word, so the result is kept below 1. */
static inline double dc_uniform(uint64_t x)
{
    const double u = ((double)(x >> 11) + 0.5) * 0x1p-53;
    return u < 1.0 ? u : 0x1.fffffffffffffp-1;
}

#endif
