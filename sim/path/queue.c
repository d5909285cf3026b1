/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/queue.c - a binary heap, and the least of many numbers. */
#include "path/queue.h"

#include "num/kernel.h"

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

DC_EACH_CPU static uint64_t least(const uint64_t x[], uint32_t n)
{
    uint64_t found = UINT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        found = x[i] < found ? x[i] : found;
    }
    return found;
}

uint64_t dc_least(const uint64_t x[], uint32_t n)
{
    return least(x, n);
}

uint32_t dc_idlers_first(const struct dc_idlers *h)
{
    const uint64_t turn = least(h->turn + h->first_seat, h->n_seats);
    return (uint32_t)turn & ((1u << DC_IDLE_SEAT_BITS) - 1);
}
