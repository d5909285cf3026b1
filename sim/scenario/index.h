/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/index.h - finding things by hash: names to numbers, places to rows.
 *
 * Both live in an arena that the caller names at each growth; all-zero is empty. */
#ifndef DC_SCENARIO_INDEX_H
#define DC_SCENARIO_INDEX_H

#include "base/arena.h"

/* Items by 64-bit hash; equal hashes may be of different items, so the caller compares. */
struct dc_index {
    uint64_t *hash;
    uint32_t *item;
    size_t n_slots, n; /* n_slots: a power of two */
};
struct dc_probe {
    uint64_t hash;
    size_t n_seen;
};

/* false: memory. */
DC_MUST_CHECK bool dc_index_add(struct dc_index *index, struct dc_arena *arena, uint64_t hash,
                                uint32_t item);
/* The next item whose hash is the probe's (start from {hash, 0}), or UINT32_MAX. */
uint32_t dc_index_next(const struct dc_index *index, struct dc_probe *probe);

/* One step of a hash over numbers (splitmix64's finaliser). */
uint64_t dc_index_mix(uint64_t hash, uint64_t x);

/* Names numbered by first appearance. */
struct dc_names {
    const char **name;
    size_t n, room;
    struct dc_index index;
};
/* The number of the name, adding it if it is new; UINT32_MAX: memory. */
uint32_t dc_names_add(struct dc_names *names, struct dc_arena *arena, const char *text,
                      size_t n);
/* The number of the name, or UINT32_MAX. */
uint32_t dc_names_find(const struct dc_names *names, const char *text, size_t n);

#endif
