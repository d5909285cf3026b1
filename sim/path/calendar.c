/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/calendar.c - buckets over the horizon, a heap for the one at hand. */
#include "path/calendar.h"

#include <string.h>

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

static inline bool is_before(const struct dc_due *a, const struct dc_due *b)
{
    return a->at_days < b->at_days || (a->at_days == b->at_days && a->order < b->order);
}

static void heap_push(struct dc_calendar *c, const struct dc_due *due)
{
    if (!dc_pool_grow(&c->heap, (size_t)c->n_heap + 1, sizeof(*due), c->growth)) {
        return; /* the trouble is kept, and stops the run */
    }
    struct dc_due *heap = c->heap.items;
    uint32_t i = c->n_heap++;
    while (i > 0) {
        const uint32_t up = (i - 1) / 2;
        if (!is_before(due, &heap[up])) {
            break;
        }
        heap[i] = heap[up];
        i = up;
    }
    heap[i] = *due;
}

static void heap_pop(struct dc_calendar *c, struct dc_due *out)
{
    struct dc_due *heap = c->heap.items;
    *out = heap[0];
    const uint32_t n = --c->n_heap;
    if (n == 0) {
        return;
    }
    const struct dc_due last = heap[n];
    uint32_t i = 0;
    for (uint32_t down = 1; down < n; down = 2 * i + 1) {
        if (down + 1 < n && is_before(&heap[down + 1], &heap[down])) {
            down++;
        }
        if (!is_before(&heap[down], &last)) {
            break;
        }
        heap[i] = heap[down];
        i = down;
    }
    heap[i] = last;
}

static uint32_t node_take(struct dc_calendar *c)
{
    struct dc_due *node = c->nodes.items;
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

void dc_calendar_add(struct dc_calendar *c, enum dc_rank rank, struct dc_due due)
{
    if (!(due.at_days < c->horizon_days)) {
        return;
    }
    due.order = (uint64_t)rank << 62 | c->sequence++;
    const uint32_t i = bucket_of(c, due.at_days);
    if (i <= c->i_bucket) {
        heap_push(c, &due);
        return;
    }
    const uint32_t node = node_take(c);
    if (node == DC_NO_NODE) {
        return;
    }
    uint32_t *head = c->heads.items;
    due.next = head[i];
    head[i] = node;
    ((struct dc_due *)c->nodes.items)[node] = due;
}

/* Moves the next bucket that has entries into the heap. */
static bool bucket_open(struct dc_calendar *c)
{
    uint32_t *head = c->heads.items;
    uint32_t i = c->i_bucket + 1;
    while (i < c->n_buckets && head[i] == DC_NO_NODE) {
        i++;
    }
    if (i >= c->n_buckets) {
        c->i_bucket = c->n_buckets - 1;
        return false;
    }
    c->i_bucket = i;
    struct dc_due *node = c->nodes.items;
    for (uint32_t at = head[i], next; at != DC_NO_NODE; at = next) {
        next = node[at].next;
        heap_push(c, &node[at]);
        node[at].next = c->free_node;
        c->free_node = at;
    }
    head[i] = DC_NO_NODE;
    return c->n_heap > 0;
}

bool dc_calendar_pop(struct dc_calendar *c, struct dc_due *out)
{
    if (c->n_heap == 0 && !bucket_open(c)) {
        return false;
    }
    heap_pop(c, out);
    return true;
}
