/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/rng.c - the hash of names. */
#include "num/rng.h"

#include <string.h>

/* FNV-1a (Fowler, Noll, Vo) over the bytes, continued from `hash`. */
static uint64_t fnv1a(uint64_t hash, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3;
    }
    return hash;
}

/* FNV-1a's high bits are weak for short names: the finaliser of splitmix64 (Steele, Lea,
 * Flood 2014) spreads them. */
static uint64_t finalise(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static const uint64_t fnv1a_basis = 0xcbf29ce484222325;

uint64_t dc_hash(const char *text, size_t n)
{
    return finalise(fnv1a(fnv1a_basis, text, n));
}

uint64_t dc_hash_text(const char *text)
{
    return dc_hash(text, strlen(text));
}

/* The NUL between keeps ("a", "bc") and ("ab", "c") apart. */
uint64_t dc_hash_purpose(const char *purpose, const char *stage)
{
    const uint64_t first = fnv1a(fnv1a_basis, purpose, strlen(purpose) + 1);
    return finalise(fnv1a(first, stage, strlen(stage)));
}
