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

static inline bool is_before(double at_days, uint64_t order, const struct dc_due *b)
{
    return at_days < b->at_days || (at_days == b->at_days && order < b->order);
}

static void heap_push(struct dc_calendar *c, double at_days, uint64_t order, uint64_t what)
{
    if (!dc_pool_grow(&c->heap, (size_t)c->n_heap + 1, sizeof(struct dc_due), c->growth)) {
        return; /* the trouble is kept, and stops the run */
    }
    struct dc_due *heap = c->heap.items;
    uint32_t i = c->n_heap++;
    while (i > 0) {
        const uint32_t up = (i - 1) / 2;
        if (!is_before(at_days, order, &heap[up])) {
            break;
        }
        heap[i] = heap[up];
        i = up;
    }
    heap[i].at_days = at_days;
    heap[i].order = order;
    heap[i].what = what;
}

static void heap_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    struct dc_due *heap = c->heap.items;
    *at_days = heap[0].at_days;
    *what = heap[0].what;
    const uint32_t n = --c->n_heap;
    if (n == 0) {
        return;
    }
    const double last_days = heap[n].at_days;
    const uint64_t last_order = heap[n].order;
    const uint64_t last_what = heap[n].what;
    uint32_t i = 0;
    for (uint32_t down = 1; down < n; down = 2 * i + 1) {
        if (down + 1 < n &&
            is_before(heap[down + 1].at_days, heap[down + 1].order, &heap[down])) {
            down++;
        }
        if (!is_before(heap[down].at_days, heap[down].order,
                       &(struct dc_due){last_days, last_order, 0})) {
            break;
        }
        heap[i] = heap[down];
        i = down;
    }
    heap[i].at_days = last_days;
    heap[i].order = last_order;
    heap[i].what = last_what;
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
    const uint64_t order = (uint64_t)rank << 62 | c->sequence++;
    const uint32_t i = bucket_of(c, at_days);
    if (i <= c->i_bucket) {
        heap_push(c, at_days, order, what);
        return;
    }
    const uint32_t i_node = node_take(c);
    if (i_node == DC_NO_NODE) {
        return;
    }
    struct dc_due_node *node = (struct dc_due_node *)c->nodes.items + i_node;
    uint32_t *head = c->heads.items;
    node->due.at_days = at_days;
    node->due.order = order;
    node->due.what = what;
    node->next = head[i];
    head[i] = i_node;
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
    struct dc_due_node *node = c->nodes.items;
    for (uint32_t at = head[i], next; at != DC_NO_NODE; at = next) {
        next = node[at].next;
        heap_push(c, node[at].due.at_days, node[at].due.order, node[at].due.what);
        node[at].next = c->free_node;
        c->free_node = at;
    }
    head[i] = DC_NO_NODE;
    return c->n_heap > 0;
}

bool dc_calendar_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    if (c->n_heap == 0 && !bucket_open(c)) {
        return false;
    }
    heap_pop(c, at_days, what);
    return true;
}
