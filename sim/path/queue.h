/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/queue.h - who is next: a heap of waiting tasks and a heap of free seats. */
#ifndef DC_PATH_QUEUE_H
#define DC_PATH_QUEUE_H

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

/* Free seats, the one idle longest first, then the lowest number. */
struct dc_idle {
    double since_days;
    uint32_t seat;
};
struct dc_idlers {
    struct dc_idle *heap; /* room for every seat of the role */
    uint32_t *place;      /* [seat of the team] position + 1; 0: not in */
    uint32_t n;
};
void dc_idlers_add(struct dc_idlers *h, uint32_t seat, double since_days);
void dc_idlers_remove(struct dc_idlers *h, uint32_t seat); /* nothing if it is not in */

#endif
