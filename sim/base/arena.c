/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/arena.c - memory that is taken piece by piece and given back at once. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer what is not taken cannot be touched. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define DC_ARENA_POISON
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(DC_ARENA_POISON)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, n) ((void)(at), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(at, n) ((void)(at), (void)(n))
#endif

#define SMALLEST_BLOCK 4096
#define LINE 64 /* bytes of a cache line, and the widest vector */

struct dc_arena_block {
    struct dc_arena_block *older;
    char *data; /* LINE-aligned, inside this allocation */
};

static struct dc_arena_block *block_new(size_t size)
{
    struct dc_arena_block *block = malloc(sizeof(*block) + LINE + size);
    if (block == NULL) {
        return NULL;
    }
    const uintptr_t end_of_head = (uintptr_t)(block + 1);
    const uintptr_t data = (end_of_head + LINE - 1) / LINE * LINE;
    block->older = NULL;
    block->data = (char *)(block + 1) + (data - end_of_head);
    return block;
}

/* As large as all blocks so far, so that the number of blocks is a logarithm. */
static bool block_add(struct dc_arena *arena, size_t need)
{
    size_t size = arena->total > SMALLEST_BLOCK ? arena->total : SMALLEST_BLOCK;
    if (size < need) {
        size = need;
    }
    struct dc_arena_block *block = block_new(size);
    if (block == NULL && size > need) {
        size = need;
        block = block_new(size);
    }
    if (block == NULL) {
        return false;
    }
    block->older = arena->block;
    arena->block = block;
    arena->used = 0;
    arena->size = size;
    arena->total += size;
    ASAN_POISON_MEMORY_REGION(block->data, size);
    return true;
}

void *dc_arena_take(struct dc_arena *arena, size_t n)
{
    const size_t align = n >= LINE ? LINE : 16;

    if (n > SIZE_MAX / 4 || arena->total > SIZE_MAX / 4) {
        return NULL;
    }
    size_t at = (arena->used + align - 1) / align * align;
    if (arena->block == NULL || at > arena->size || n > arena->size - at) {
        if (!block_add(arena, n)) {
            return NULL;
        }
        at = 0;
    }
    arena->used = at + n;
    ASAN_UNPOISON_MEMORY_REGION(arena->block->data + at, n);
    return arena->block->data + at;
}

void *dc_arena_zero(struct dc_arena *arena, size_t n_items, size_t size)
{
    if (size != 0 && n_items > SIZE_MAX / size) {
        return NULL;
    }
    void *piece = dc_arena_take(arena, n_items * size);
    if (piece != NULL) {
        memset(piece, 0, n_items * size);
    }
    return piece;
}

char *dc_arena_text(struct dc_arena *arena, const char *text, size_t n)
{
    char *copy = n < SIZE_MAX ? dc_arena_take(arena, n + 1) : NULL;
    if (copy != NULL) {
        if (n > 0) {
            memcpy(copy, text, n);
        }
        copy[n] = '\0';
    }
    return copy;
}

char *dc_arena_printf(struct dc_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = n >= 0 ? dc_arena_take(arena, (size_t)n + 1) : NULL;
    if (text != NULL) {
        va_start(args, fmt);
        vsnprintf(text, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    return text;
}

void dc_arena_reset(struct dc_arena *arena)
{
    const size_t total = arena->total;

    if (arena->block != NULL && arena->block->older != NULL) {
        dc_arena_free(arena);
        /* Failing leaves a cold arena, which is valid too. */
        (void)block_add(arena, total);
    } else if (arena->block != NULL) {
        ASAN_POISON_MEMORY_REGION(arena->block->data, arena->size);
    }
    arena->used = 0;
}

void dc_arena_free(struct dc_arena *arena)
{
    while (arena->block != NULL) {
        struct dc_arena_block *older = arena->block->older;
        free(arena->block);
        arena->block = older;
    }
    *arena = (struct dc_arena){0};
}

bool dc_arena_grow(struct dc_arena *arena, void **items, size_t *room, size_t need, size_t size)
{
    if (need <= *room) {
        return true;
    }
    size_t wanted = *room > 0 ? *room : 8;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2) {
            return false;
        }
        wanted *= 2;
    }
    if (wanted > SIZE_MAX / 4 / (size > 0 ? size : 1)) {
        return false;
    }
    void *larger = dc_arena_take(arena, wanted * size);
    if (larger == NULL) {
        return false;
    }
    if (*room > 0) {
        memcpy(larger, *items, *room * size);
    }
    *items = larger;
    *room = wanted;
    return true;
}
