/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/queue.c - two binary heaps. */
#include "path/queue.h"

void dc_queue_push(struct dc_queue *q, struct dc_waiting task, struct dc_growth *growth)
{
    if (!dc_pool_grow(&q->pool, (size_t)q->n + 1, sizeof(task), growth)) {
        return;
    }
    struct dc_waiting *heap = q->pool.items;
    uint32_t i = q->n++;
    while (i > 0) {
        const uint32_t up = (i - 1) / 2;
        if (!dc_waiting_is_before(&task, &heap[up])) {
            break;
        }
        heap[i] = heap[up];
        i = up;
    }
    heap[i] = task;
}

void dc_queue_pop(struct dc_queue *q)
{
    struct dc_waiting *heap = q->pool.items;
    const uint32_t n = --q->n;
    const struct dc_waiting last = heap[n];
    uint32_t i = 0;
    for (uint32_t down = 1; down < n; down = 2 * i + 1) {
        if (down + 1 < n && dc_waiting_is_before(&heap[down + 1], &heap[down])) {
            down++;
        }
        if (!dc_waiting_is_before(&heap[down], &last)) {
            break;
        }
        heap[i] = heap[down];
        i = down;
    }
    heap[i] = last;
}

static inline bool idle_is_before(struct dc_idle a, struct dc_idle b)
{
    return a.since_days < b.since_days || (a.since_days == b.since_days && a.seat < b.seat);
}

static void idle_put(struct dc_idlers *h, uint32_t i, struct dc_idle x)
{
    h->heap[i] = x;
    h->place[x.seat] = i + 1;
}

static void idle_rise(struct dc_idlers *h, uint32_t i, struct dc_idle x)
{
    while (i > 0 && idle_is_before(x, h->heap[(i - 1) / 2])) {
        idle_put(h, i, h->heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    idle_put(h, i, x);
}

static void idle_sink(struct dc_idlers *h, uint32_t i, struct dc_idle x)
{
    for (uint32_t down = 2 * i + 1; down < h->n; down = 2 * i + 1) {
        if (down + 1 < h->n && idle_is_before(h->heap[down + 1], h->heap[down])) {
            down++;
        }
        if (!idle_is_before(h->heap[down], x)) {
            break;
        }
        idle_put(h, i, h->heap[down]);
        i = down;
    }
    idle_put(h, i, x);
}

void dc_idlers_add(struct dc_idlers *h, uint32_t seat, double since_days)
{
    DC_BUG_UNLESS(h->place[seat] == 0);
    idle_rise(h, h->n++, (struct dc_idle){since_days, seat});
}

void dc_idlers_remove(struct dc_idlers *h, uint32_t seat)
{
    if (h->place[seat] == 0) {
        return;
    }
    const uint32_t i = h->place[seat] - 1;
    h->place[seat] = 0;
    const struct dc_idle last = h->heap[--h->n];
    if (i == h->n) {
        return;
    }
    if (i > 0 && idle_is_before(last, h->heap[(i - 1) / 2])) {
        idle_rise(h, i, last);
    } else {
        idle_sink(h, i, last);
    }
}
