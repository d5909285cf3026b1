/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/arena.h - memory that is taken piece by piece and given back at once.
 *
 * All-zero is valid and empty. Blocks grow by doubling; reset keeps the largest
 * total so that a warm arena allocates nothing; every piece is aligned to 64 bytes
 * if it is at least 64 long, else to 16, and is not cleared unless stated. */
#ifndef DC_BASE_ARENA_H
#define DC_BASE_ARENA_H

#include "base/bug.h"

struct dc_arena_block;
struct dc_arena {
    struct dc_arena_block *block; /* newest first */
    size_t used, size;            /* of the newest block [bytes] */
    size_t total;                 /* over all blocks [bytes] */
};

/* NULL if memory ran out (the arena stays valid). n may be 0. */
void *dc_arena_take(struct dc_arena *arena, size_t n);
/* The same, cleared; n_items * size is checked for overflow. */
void *dc_arena_zero(struct dc_arena *arena, size_t n_items, size_t size);
char *dc_arena_text(struct dc_arena *arena, const char *text, size_t n);
char *dc_arena_printf(struct dc_arena *arena, const char *fmt, ...) DC_PRINTF(2, 3);

/* Forgets every piece; keeps one block as large as all had been together. */
void dc_arena_reset(struct dc_arena *arena);
void dc_arena_free(struct dc_arena *arena);

/* An array that grows by doubling inside an arena (the old copy is left behind).
 * `*items` has room for `*room` items of `size`; makes room for at least `need`. */
DC_MUST_CHECK bool dc_arena_grow(struct dc_arena *arena, void **items, size_t *room,
                                 size_t need, size_t size);

#endif
