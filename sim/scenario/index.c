/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/index.c - open addressing with linear probing, at most half full. */
#include "scenario/index.h"

#include <string.h>

#include "num/rng.h"

#define FIRST_SLOTS 64

static void put(struct dc_index *index, uint64_t hash, uint32_t item)
{
    size_t at = (size_t)hash & (index->n_slots - 1);
    while (index->item[at] != UINT32_MAX) {
        at = (at + 1) & (index->n_slots - 1);
    }
    index->hash[at] = hash;
    index->item[at] = item;
}

static bool make_room(struct dc_index *index, struct dc_arena *arena)
{
    if (index->n_slots != 0 && index->n < index->n_slots / 2) {
        return true;
    }
    struct dc_index larger = {.n = index->n};
    larger.n_slots = index->n_slots != 0 ? 2 * index->n_slots : FIRST_SLOTS;
    larger.hash = dc_arena_zero(arena, larger.n_slots, sizeof *larger.hash);
    larger.item = dc_arena_zero(arena, larger.n_slots, sizeof *larger.item);
    if (larger.hash == NULL || larger.item == NULL) {
        return false;
    }
    memset(larger.item, 0xFF, larger.n_slots * sizeof *larger.item);
    for (size_t i = 0; i < index->n_slots; i++) {
        if (index->item[i] != UINT32_MAX) {
            put(&larger, index->hash[i], index->item[i]);
        }
    }
    *index = larger;
    return true;
}

bool dc_index_add(struct dc_index *index, struct dc_arena *arena, uint64_t hash, uint32_t item)
{
    if (!make_room(index, arena)) {
        return false;
    }
    put(index, hash, item);
    index->n++;
    return true;
}

uint32_t dc_index_next(const struct dc_index *index, struct dc_probe *probe)
{
    while (probe->n_seen < index->n_slots) {
        const size_t at = (size_t)(probe->hash + probe->n_seen) & (index->n_slots - 1);
        probe->n_seen++;
        if (index->item[at] == UINT32_MAX) {
            break;
        }
        if (index->hash[at] == probe->hash) {
            return index->item[at];
        }
    }
    probe->n_seen = index->n_slots;
    return UINT32_MAX;
}

uint64_t dc_index_mix(uint64_t hash, uint64_t x)
{
    uint64_t z = (hash ^ x) + UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint32_t dc_names_find(const struct dc_names *names, const char *text, size_t n)
{
    struct dc_probe probe = {dc_hash(text, n), 0};
    uint32_t i;

    while ((i = dc_index_next(&names->index, &probe)) != UINT32_MAX) {
        if (strlen(names->name[i]) == n && memcmp(names->name[i], text, n) == 0) {
            break;
        }
    }
    return i;
}

uint32_t dc_names_add(struct dc_names *names, struct dc_arena *arena, const char *text,
                      size_t n)
{
    const uint32_t known = dc_names_find(names, text, n);
    if (known != UINT32_MAX) {
        return known;
    }
    void *items = (void *)names->name;
    const char *copy = dc_arena_text(arena, text, n);
    if (copy == NULL || names->n >= UINT32_MAX - 1 ||
        !dc_arena_grow(arena, &items, &names->room, names->n + 1, sizeof *names->name)) {
        return UINT32_MAX;
    }
    names->name = (const char **)items;
    if (!dc_index_add(&names->index, arena, dc_hash(text, n), (uint32_t)names->n)) {
        return UINT32_MAX;
    }
    names->name[names->n] = copy;
    return (uint32_t)names->n++;
}
