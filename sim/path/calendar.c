/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/calendar.c - a tree of winners, and buckets where they would be too many. */
#include "path/calendar.h"

#include <string.h>

#include "num/kernel.h"

#define FIRST_LEAVES 32u
/* Few enough entries for the cache, many for what a bucket costs; and so few that no buckets
 * are needed. */
#define IN_A_BUCKET 512.0
#define FEW 131072.0
#define MOST_BUCKETS (1u << 18)
#define MOST_LEAVES (1u << DC_TURN_LEAF)
#define MOST_TURNS 60000000000u /* below 2^36 */

static inline dc_due_key least(dc_due_key a, dc_due_key b)
{
    return b < a ? b : a;
}

/* Room for n leaves, the new ones empty; every node is played anew. */
static bool leaves_set(struct dc_calendar *c, uint32_t n)
{
    if (n > MOST_LEAVES) {
        c->growth->trouble = "more than 67,000,000 events are due at once";
        return false;
    }
    if (!dc_pool_grow(&c->nodes, 2 * (size_t)n, sizeof(dc_due_key), c->growth) ||
        !dc_pool_grow(&c->whats, n, sizeof(uint64_t), c->growth) ||
        !dc_pool_grow(&c->rest, n, sizeof(uint32_t), c->growth)) {
        return false; /* the trouble is kept, and stops the run */
    }
    dc_due_key *node = c->nodes.items;
    memmove(node + n, node + c->n_leaves, c->n_used * sizeof(*node));
    for (uint32_t i = c->n_used; i < n; i++) {
        node[n + i] = DC_NEVER;
    }
    for (uint32_t i = n - 1; i > 0; i--) {
        node[i] = least(node[2 * i], node[2 * i + 1]);
    }
    c->n_leaves = n;
    return true;
}

static bool buckets_set(struct dc_calendar *c, double expected)
{
    const double n = expected / IN_A_BUCKET;
    c->n_buckets = expected < FEW ? 1 : n < MOST_BUCKETS ? (uint32_t)n : MOST_BUCKETS;
    if (!dc_pool_grow(&c->heads, c->n_buckets, sizeof(uint32_t), c->growth)) {
        return false;
    }
    memset(c->heads.items, 0xff, c->n_buckets * sizeof(uint32_t));
    c->per_day = c->n_buckets / c->horizon_days;
    c->i_bucket = 0;
    c->n_later = 0;
    c->free_later = DC_NO_LEAF;
    return true;
}

bool dc_calendar_begin(struct dc_calendar *c, double horizon_days, double expected)
{
    c->horizon_days = horizon_days;
    c->sequence = 0;
    c->n_leaves = c->n_used = c->n_rest = 0;
    c->open = DC_NO_LEAF;
    return leaves_set(c, FIRST_LEAVES) && buckets_set(c, expected);
}

void dc_calendar_free(struct dc_calendar *c)
{
    dc_pool_free(&c->nodes);
    dc_pool_free(&c->whats);
    dc_pool_free(&c->rest);
    dc_pool_free(&c->heads);
    dc_pool_free(&c->later);
}

/* The leaf's key has changed: all games on its way up. */
static inline void leaf_plays(struct dc_calendar *c, uint32_t leaf)
{
    dc_due_key *node = c->nodes.items;
    size_t i = (size_t)c->n_leaves + leaf;
    dc_due_key key = node[i];
    while (i > 1) {
        key = least(node[i ^ 1], key);
        i /= 2;
        node[i] = key;
    }
}

/* An empty leaf; DC_NO_LEAF, with trouble noted, if there is no more room. */
static uint32_t leaf_take(struct dc_calendar *c)
{
    if (c->n_rest > 0) {
        return ((const uint32_t *)c->rest.items)[--c->n_rest];
    }
    if (c->n_used == c->n_leaves && !leaves_set(c, 2 * c->n_leaves)) {
        return DC_NO_LEAF;
    }
    return c->n_used++;
}

static inline void leaf_set(struct dc_calendar *c, uint32_t leaf, uint64_t at,
                            struct dc_due due)
{
    ((dc_due_key *)c->nodes.items)[c->n_leaves + leaf] = (dc_due_key)at << 64 | due.turn | leaf;
    ((uint64_t *)c->whats.items)[leaf] = due.what;
}

static void later_add(struct dc_calendar *c, uint32_t i_bucket, uint64_t at, struct dc_due due)
{
    uint32_t i = c->free_later;
    if (i == DC_NO_LEAF) {
        if (!dc_pool_grow(&c->later, (size_t)c->n_later + 1, sizeof(struct dc_later),
                          c->growth)) {
            return;
        }
        i = c->n_later++;
    } else {
        c->free_later = ((struct dc_later *)c->later.items)[i].next;
    }
    uint32_t *head = (uint32_t *)c->heads.items + i_bucket;
    ((struct dc_later *)c->later.items)[i] = (struct dc_later){due, at, *head};
    *head = i;
}

void dc_calendar_add_in_turn(struct dc_calendar *c, struct dc_due due, double at_days)
{
    if (!(at_days < c->horizon_days)) {
        return;
    }
    const uint32_t i_bucket = (uint32_t)(at_days * c->per_day);
    if (DC_UNLIKELY(i_bucket > c->i_bucket && i_bucket < c->n_buckets)) {
        later_add(c, i_bucket, dc_bits_of(at_days), due);
        return;
    }
    const uint32_t leaf = c->open != DC_NO_LEAF ? c->open : leaf_take(c);
    if (leaf == DC_NO_LEAF) {
        return;
    }
    leaf_set(c, leaf, dc_bits_of(at_days), due);
    c->open = DC_NO_LEAF;
    leaf_plays(c, leaf);
}

void dc_calendar_add(struct dc_calendar *c, enum dc_rank rank, double at_days, uint64_t what)
{
    dc_calendar_add_in_turn(c, (struct dc_due){dc_calendar_turn(c, rank), what}, at_days);
}

/* Nothing has followed from the entry taken last. */
static void open_close(struct dc_calendar *c)
{
    leaf_plays(c, c->open);
    ((uint32_t *)c->rest.items)[c->n_rest++] = c->open;
    c->open = DC_NO_LEAF;
}

/* The chain's entries become the tournament's only ones. */
static bool chain_enters(struct dc_calendar *c, uint32_t first)
{
    struct dc_later *later = c->later.items;
    uint32_t n = 0;
    for (uint32_t i = first; i != DC_NO_LEAF; i = later[i].next) {
        n++;
    }
    c->n_used = c->n_rest = 0;
    while (c->n_leaves < n) {
        c->n_leaves *= 2;
    }
    if (!leaves_set(c, c->n_leaves)) {
        return false;
    }
    for (uint32_t i = first, next; i != DC_NO_LEAF; i = next) {
        next = later[i].next;
        leaf_set(c, c->n_used++, later[i].at, later[i].due);
        later[i].next = c->free_later;
        c->free_later = i;
    }
    return leaves_set(c, c->n_leaves);
}

/* The tournament is over: the next bucket that has entries begins another; false: none has. */
static bool bucket_next(struct dc_calendar *c)
{
    uint32_t *head = c->heads.items;
    while (++c->i_bucket < c->n_buckets) {
        const uint32_t first = head[c->i_bucket];
        if (first != DC_NO_LEAF) {
            return chain_enters(c, first);
        }
    }
    return false;
}

bool dc_calendar_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    dc_due_key *node = c->nodes.items;
    if (c->open != DC_NO_LEAF) {
        open_close(c);
    }
    if (DC_UNLIKELY(node[1] == DC_NEVER)) {
        if (!bucket_next(c)) {
            return false;
        }
        node = c->nodes.items;
    }
    if (DC_UNLIKELY(c->sequence >= MOST_TURNS)) {
        c->growth->trouble = "more than 60,000,000,000 events happen in a replication";
        return false;
    }
    const uint32_t leaf = (uint32_t)node[1] & (MOST_LEAVES - 1);
    *at_days = dc_double_of((uint64_t)(node[1] >> 64));
    *what = ((const uint64_t *)c->whats.items)[leaf];
    node[c->n_leaves + leaf] = DC_NEVER;
    c->open = leaf;
    return true;
}
