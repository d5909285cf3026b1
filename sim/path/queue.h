/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/queue.h - who is next: a heap of waiting tasks, and the free seats. */
#ifndef DC_PATH_QUEUE_H
#define DC_PATH_QUEUE_H

#include "num/kernel.h"
#include "path/pool.h"

/* A waiting task. Void once the deal's stamp has moved on, and passed over then. */
struct dc_waiting {
    double key, tie;   /* smaller first: by the role's order */
    uint64_t sequence; /* order of scheduling */
    uint32_t deal, stamp;
};

struct dc_queue {
    struct dc_pool pool;
    uint32_t n;
};

/* Trouble is kept in growth. */
void dc_queue_push(struct dc_queue *q, struct dc_waiting task, struct dc_growth *growth);
void dc_queue_pop(struct dc_queue *q); /* drops the first; only of one that is not empty */

static inline const struct dc_waiting *dc_queue_first(const struct dc_queue *q)
{
    return q->n > 0 ? q->pool.items : NULL;
}
static inline bool dc_waiting_is_before(const struct dc_waiting *a, const struct dc_waiting *b)
{
    if (a->key != b->key) {
        return a->key < b->key;
    }
    if (a->tie != b->tie) {
        return a->tie < b->tie;
    }
    return a->sequence < b->sequence;
}

/* The least of n numbers, looked for in vectors; UINT64_MAX of none. Which is the first that
 * has a value; n: none. And which of n, more than 0, is the first that is the least. */
uint64_t dc_least(const uint64_t x[], uint32_t n);
uint32_t dc_place_of(const uint64_t x[], uint32_t n, uint64_t value);
uint32_t dc_first_least(const uint64_t x[], uint32_t n);

/* Free seats, the one free longest first, then the lowest number: as many are looked at as the
 * role has, in vectors, and coming and going is one store. Times go by their bits: these are
 * in the order of times, as none is negative. */
#define DC_NOT_IDLE UINT64_MAX
struct dc_idlers {
    uint64_t *since;              /* [seat of the team] bits of days; DC_NOT_IDLE */
    uint32_t first_seat, n_seats; /* of the role */
    uint32_t n;
};
/* Nothing if it is in. */
static inline void dc_idlers_add(struct dc_idlers *h, uint32_t seat, double since_days)
{
    h->n += h->since[seat] == DC_NOT_IDLE;
    h->since[seat] = dc_bits_of(since_days);
}
/* Nothing if it is not in. */
static inline void dc_idlers_remove(struct dc_idlers *h, uint32_t seat)
{
    h->n -= h->since[seat] != DC_NOT_IDLE;
    h->since[seat] = DC_NOT_IDLE;
}
static inline uint32_t dc_idlers_first(const struct dc_idlers *h) /* only of some */
{
    return h->first_seat + dc_first_least(h->since + h->first_seat, h->n_seats);
}

#endif
