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

#define FEW 12 /* numbers that are looked at one by one */

DC_IN_EACH_CPU uint64_t least_in(const uint64_t x[], uint64_t n)
{
    uint64_t found = UINT64_MAX;
    for (uint64_t i = 0; i < n; i++) {
        found = x[i] < found ? x[i] : found;
    }
    return found;
}

DC_EACH_CPU static uint64_t least(const uint64_t x[], uint64_t n)
{
    return least_in(x, n);
}

DC_IN_EACH_CPU uint64_t place_in(const uint64_t x[], uint64_t n, uint64_t value)
{
    uint64_t found = n;
    for (uint64_t i = 0; i < n; i++) {
        const uint64_t here = x[i] == value ? i : n;
        found = here < found ? here : found;
    }
    return found;
}

DC_EACH_CPU static uint64_t place_of(const uint64_t x[], uint64_t n, uint64_t value)
{
    return place_in(x, n, value);
}

DC_EACH_CPU static uint64_t first_least(const uint64_t x[], uint64_t n)
{
    return place_in(x, n, least_in(x, n));
}

uint64_t dc_least(const uint64_t x[], uint32_t n)
{
    return least(x, n);
}

uint32_t dc_place_of(const uint64_t x[], uint32_t n, uint64_t value)
{
    return (uint32_t)place_of(x, n, value);
}

uint32_t dc_first_least(const uint64_t x[], uint32_t n)
{
    if (n <= FEW) { /* shorter than to ask what the processor can do */
        uint64_t value = x[0];
        uint32_t found = 0;
        for (uint32_t i = 1; i < n; i++) {
            const bool less = x[i] < value;
            value = less ? x[i] : value;
            found = less ? i : found;
        }
        return found;
    }
    return (uint32_t)first_least(x, n);
}
