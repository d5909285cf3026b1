/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/calendar.c - buckets over the horizon, a heap for the one at hand. */
#include "path/calendar.h"

#include <string.h>

#include "num/kernel.h"

#define MIN_BUCKETS 64u
#define MAX_BUCKETS (1u << 18)

bool dc_calendar_begin(struct dc_calendar *c, double horizon_days, double expected)
{
    uint32_t n = MIN_BUCKETS;
    while (n < MAX_BUCKETS && (double)n < expected) {
        n *= 2;
    }
    if (!dc_pool_grow(&c->heads, n, sizeof(uint32_t), c->growth)) {
        return false;
    }
    memset(c->heads.items, 0xff, n * sizeof(uint32_t));
    c->horizon_days = horizon_days;
    c->per_day = (double)n / horizon_days;
    c->sequence = 0;
    c->n_buckets = n;
    c->i_bucket = 0;
    c->n_nodes = 0;
    c->n_heap = 0;
    c->free_node = DC_NO_NODE;
    return true;
}

void dc_calendar_free(struct dc_calendar *c)
{
    dc_pool_free(&c->nodes);
    dc_pool_free(&c->heads);
    dc_pool_free(&c->heap);
}

__extension__ typedef unsigned __int128 due_key;

/* Time, then rank, then order of scheduling: one number, compared without a branch. */
static inline due_key key_of(const struct dc_due *due)
{
    return (due_key)due->at << 64 | due->order;
}

static void heap_push(struct dc_calendar *c, struct dc_due due)
{
    if (!dc_pool_grow(&c->heap, (size_t)c->n_heap + 1, sizeof(struct dc_due), c->growth)) {
        return; /* the trouble is kept, and stops the run */
    }
    struct dc_due *heap = c->heap.items;
    uint32_t i = c->n_heap++;
    while (i > 0) {
        const uint32_t up = (i - 1) / 2;
        if (key_of(&due) >= key_of(&heap[up])) {
            break;
        }
        heap[i] = heap[up];
        i = up;
    }
    heap[i] = due;
}

static void heap_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    struct dc_due *heap = c->heap.items;
    *at_days = dc_double_of(heap[0].at);
    *what = heap[0].what;
    const uint32_t n = --c->n_heap;
    if (n == 0) {
        return;
    }
    const struct dc_due last = heap[n];
    uint32_t i = 0;
    for (uint32_t down = 1; down < n; down = 2 * i + 1) {
        down += down + 1 < n && key_of(&heap[down + 1]) < key_of(&heap[down]);
        if (key_of(&heap[down]) >= key_of(&last)) {
            break;
        }
        heap[i] = heap[down];
        i = down;
    }
    heap[i] = last;
}

static uint32_t node_take(struct dc_calendar *c)
{
    struct dc_due_node *node = c->nodes.items;
    if (c->free_node != DC_NO_NODE) {
        const uint32_t i = c->free_node;
        c->free_node = node[i].next;
        return i;
    }
    if (!dc_pool_grow(&c->nodes, (size_t)c->n_nodes + 1, sizeof(*node), c->growth)) {
        return DC_NO_NODE;
    }
    return c->n_nodes++;
}

static inline uint32_t bucket_of(const struct dc_calendar *c, double at_days)
{
    const uint32_t i = (uint32_t)(at_days * c->per_day);
    return i < c->n_buckets ? i : c->n_buckets - 1;
}

void dc_calendar_add(struct dc_calendar *c, enum dc_rank rank, double at_days, uint64_t what)
{
    if (!(at_days < c->horizon_days)) {
        return;
    }
    const struct dc_due due = {dc_bits_of(at_days), (uint64_t)rank << 62 | c->sequence++, what};
    const uint32_t i = bucket_of(c, at_days);
    if (i <= c->i_bucket) {
        heap_push(c, due);
        return;
    }
    const uint32_t i_node = node_take(c);
    if (i_node == DC_NO_NODE) {
        return;
    }
    struct dc_due_node *node = (struct dc_due_node *)c->nodes.items + i_node;
    uint32_t *head = c->heads.items;
    node->due = due;
    node->next = head[i];
    head[i] = i_node;
}

/* The next bucket that has entries becomes the one at hand; DC_NO_NODE: none is left. */
static uint32_t bucket_next(struct dc_calendar *c)
{
    const uint32_t *head = c->heads.items;
    uint32_t i = c->i_bucket + 1;
    while (i < c->n_buckets && head[i] == DC_NO_NODE) {
        i++;
    }
    c->i_bucket = i < c->n_buckets ? i : c->n_buckets - 1;
    return i < c->n_buckets ? head[i] : DC_NO_NODE;
}

static inline void node_give(struct dc_calendar *c, struct dc_due_node *node, uint32_t i_node)
{
    node->next = c->free_node;
    c->free_node = i_node;
}

/* Entries of a bucket go into the heap. */
static void bucket_heap(struct dc_calendar *c, uint32_t i_node)
{
    struct dc_due_node *node = c->nodes.items;
    for (uint32_t at = i_node, next; at != DC_NO_NODE; at = next) {
        next = node[at].next;
        heap_push(c, node[at].due);
        node_give(c, &node[at], at);
    }
}

/* Most buckets hold one entry, which needs no heap. */
static bool bucket_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    const uint32_t i_node = bucket_next(c);
    if (i_node == DC_NO_NODE) {
        return false;
    }
    struct dc_due_node *node = (struct dc_due_node *)c->nodes.items + i_node;
    ((uint32_t *)c->heads.items)[c->i_bucket] = DC_NO_NODE;
    if (node->next == DC_NO_NODE) {
        *at_days = dc_double_of(node->due.at);
        *what = node->due.what;
        node_give(c, node, i_node);
        return true;
    }
    bucket_heap(c, i_node);
    if (c->n_heap == 0) {
        return false; /* memory ran out; the trouble is kept */
    }
    heap_pop(c, at_days, what);
    return true;
}

bool dc_calendar_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    if (c->n_heap == 0) {
        return bucket_pop(c, at_days, what);
    }
    heap_pop(c, at_days, what);
    return true;
}
