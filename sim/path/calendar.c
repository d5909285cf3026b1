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

/* Time and turn of an entry in one number. */
__extension__ typedef unsigned __int128 due_key;

static inline due_key key_of(uint64_t at, uint64_t turn)
{
    return (due_key)at << 64 | turn;
}

/* The nodes of the tournament. */
struct nodes {
    uint64_t *restrict at;
    uint64_t *restrict turn;
};

static inline struct nodes nodes_of(const struct dc_calendar *c)
{
    return (struct nodes){c->ats.items, c->turns.items};
}

static inline void node_set(struct nodes n, size_t i, due_key key)
{
    n.at[i] = (uint64_t)(key >> 64);
    n.turn[i] = (uint64_t)key;
}

static inline due_key node_key(struct nodes n, size_t i)
{
    return key_of(n.at[i], n.turn[i]);
}

static inline due_key least(due_key a, due_key b)
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
    if (!dc_pool_grow(&c->ats, 2 * (size_t)n, sizeof(uint64_t), c->growth) ||
        !dc_pool_grow(&c->turns, 2 * (size_t)n, sizeof(uint64_t), c->growth) ||
        !dc_pool_grow(&c->whats, n, sizeof(uint64_t), c->growth) ||
        !dc_pool_grow(&c->rest, n, sizeof(uint32_t), c->growth)) {
        return false; /* the trouble is kept, and stops the run */
    }
    uint32_t *rest = c->rest.items;
    const struct nodes nodes = nodes_of(c);
    for (uint32_t i = c->n_leaves; i-- > 0;) {
        node_set(nodes, (size_t)n + i, node_key(nodes, (size_t)c->n_leaves + i));
    }
    for (uint32_t i = n; i-- > c->n_leaves;) { /* the lowest comes off the stack first */
        node_set(nodes, (size_t)n + i, key_of(DC_NEVER, DC_NEVER));
        rest[c->n_rest++] = i;
    }
    for (size_t i = n - 1; i > 0; i--) {
        node_set(nodes, i, least(node_key(nodes, 2 * i), node_key(nodes, 2 * i + 1)));
    }
    c->n_leaves = n;
    return true;
}

/* Without any entry, and room for n. */
static bool leaves_clear(struct dc_calendar *c, uint32_t n)
{
    c->n_leaves = c->n_rest = 0;
    c->open = DC_NO_LEAF;
    return leaves_set(c, n);
}

/* The bucket at hand, and until when what is added belongs to it: not a moment later than the
 * rounding of times into buckets has it. */
static void bucket_set(struct dc_calendar *c, uint32_t i)
{
    double until_days = (i + 1) / c->per_day;
    while (until_days * c->per_day >= i + 1) {
        until_days *= 1.0 - 0x1p-52;
    }
    c->i_bucket = i;
    c->until_days = i + 1 < c->n_buckets ? until_days : c->horizon_days;
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
    bucket_set(c, 0);
    c->n_later = 0;
    c->free_later = DC_NO_LEAF;
    return true;
}

static const struct dc_stream none = {DC_NEVER, DC_NEVER};

static bool streams_set(struct dc_calendar *c, uint32_t n)
{
    c->n_streams = n;
    c->first = none;
    c->i_first = 0;
    if (!dc_pool_grow(&c->streams, n, sizeof(struct dc_stream), c->growth)) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        ((struct dc_stream *)c->streams.items)[i] = none;
    }
    return true;
}

bool dc_calendar_begin(struct dc_calendar *c, double horizon_days, double expected,
                       uint32_t n_streams)
{
    c->horizon_days = horizon_days;
    c->sequence = c->turn = 0;
    c->await_at = DC_NEVER;
    return leaves_clear(c, FIRST_LEAVES) && buckets_set(c, expected) &&
           streams_set(c, n_streams);
}

void dc_calendar_free(struct dc_calendar *c)
{
    dc_pool_free(&c->ats);
    dc_pool_free(&c->turns);
    dc_pool_free(&c->whats);
    dc_pool_free(&c->rest);
    dc_pool_free(&c->streams);
    dc_pool_free(&c->heads);
    dc_pool_free(&c->later);
}

/* The games of so many levels, from node i, which has this key, up. */
static inline void levels_play(struct nodes nodes, size_t i, due_key key, int n_levels)
{
    for (int k = 0; k < n_levels; k++) {
        key = least(node_key(nodes, i ^ 1), key);
        i /= 2;
        node_set(nodes, i, key);
    }
}

/* The leaf's key has changed: all games on its way up, without a loop where the tournament has
 * one of the usual sizes; too long to be everywhere. */
static __attribute__((noinline)) void leaf_plays(struct dc_calendar *c, uint32_t leaf,
                                                 due_key key)
{
    const struct nodes nodes = nodes_of(c);
    const size_t i = (size_t)c->n_leaves + leaf;
    node_set(nodes, i, key);
    switch (c->n_leaves) {
    case 1u << 5:
        levels_play(nodes, i, key, 5);
        break;
    case 1u << 6:
        levels_play(nodes, i, key, 6);
        break;
    case 1u << 7:
        levels_play(nodes, i, key, 7);
        break;
    case 1u << 8:
        levels_play(nodes, i, key, 8);
        break;
    default:
        levels_play(nodes, i, key, __builtin_ctz(c->n_leaves));
        break;
    }
}

static void later_add(struct dc_calendar *c, uint32_t i_bucket, double at_days,
                      struct dc_due due)
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
    ((struct dc_later *)c->later.items)[i] = (struct dc_later){due, dc_bits_of(at_days), *head};
    *head = i;
}

/* An entry takes the leaf, which is not on the stack. */
static inline void leaf_fill(struct dc_calendar *c, uint32_t leaf, struct dc_due due,
                             double at_days)
{
    ((uint64_t *)c->whats.items)[leaf] = due.what;
    leaf_plays(c, leaf, key_of(dc_bits_of(at_days), due.turn | leaf));
}

/* ... the leaf on top of the stack. */
static inline void leaf_add(struct dc_calendar *c, struct dc_due due, double at_days)
{
    leaf_fill(c, ((const uint32_t *)c->rest.items)[--c->n_rest], due, at_days);
}

/* An entry that is not due in the bucket at hand, or for which there is no leaf. */
static __attribute__((noinline)) void late_add(struct dc_calendar *c, struct dc_due due,
                                               double at_days)
{
    if (!(at_days < c->horizon_days)) {
        return;
    }
    const uint32_t i_bucket = (uint32_t)(at_days * c->per_day);
    if (i_bucket > c->i_bucket && i_bucket < c->n_buckets) {
        later_add(c, i_bucket, at_days, due);
    } else if (c->n_rest > 0 || leaves_set(c, 2 * c->n_leaves)) {
        leaf_add(c, due, at_days);
    }
}

void dc_calendar_add_in_turn(struct dc_calendar *c, struct dc_due due, double at_days)
{
    if (DC_UNLIKELY(!(at_days < c->until_days))) {
        late_add(c, due, at_days);
    } else if (c->open != DC_NO_LEAF) { /* one way up for what was taken and what follows */
        const uint32_t leaf = c->open;
        c->open = DC_NO_LEAF;
        leaf_fill(c, leaf, due, at_days);
    } else if (DC_LIKELY(c->n_rest > 0)) {
        leaf_add(c, due, at_days);
    } else {
        late_add(c, due, at_days);
    }
}

/* The chain's entries become the tournament's only ones. */
static bool chain_enters(struct dc_calendar *c, uint32_t first)
{
    struct dc_later *later = c->later.items;
    uint32_t n_leaves = c->n_leaves;
    uint32_t n = 0;
    for (uint32_t i = first; i != DC_NO_LEAF; i = later[i].next) {
        n++;
    }
    while (n_leaves < n) {
        n_leaves *= 2;
    }
    if (!leaves_clear(c, n_leaves)) {
        return false;
    }
    for (uint32_t i = first, next; i != DC_NO_LEAF; i = next) {
        next = later[i].next;
        leaf_add(c, later[i].due, dc_double_of(later[i].at));
        later[i].next = c->free_later;
        c->free_later = i;
    }
    return true;
}

/* The tournament is over: the next bucket that has entries begins another; false: none has. */
static __attribute__((noinline)) bool bucket_next(struct dc_calendar *c)
{
    const uint32_t *head = c->heads.items;
    c->open = DC_NO_LEAF;
    for (uint32_t i = c->i_bucket + 1; i < c->n_buckets; i++) {
        if (head[i] != DC_NO_LEAF) {
            bucket_set(c, i);
            return chain_enters(c, head[i]);
        }
    }
    return false;
}

/* The root is what is due next. */
static inline void root_take(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    const uint32_t leaf = (uint32_t)((const uint64_t *)c->turns.items)[1] & (MOST_LEAVES - 1);
    *at_days = dc_double_of(((const uint64_t *)c->ats.items)[1]);
    *what = ((const uint64_t *)c->whats.items)[leaf];
    c->turn = ((const uint64_t *)c->turns.items)[1];
    c->open = leaf;
}

static inline bool is_over(const struct dc_calendar *c)
{
    return ((const uint64_t *)c->ats.items)[1] == DC_NEVER;
}

static inline due_key first_of_streams(const struct dc_calendar *c)
{
    return key_of(c->first.at, c->first.turn);
}

/* The first of the streams is due before any entry of a later bucket. */
static inline bool stream_is_in_bucket(const struct dc_calendar *c)
{
    return c->first.at < dc_bits_of(c->until_days);
}

bool dc_calendar_next(struct dc_calendar *c, uint32_t i_stream, double at_days)
{
    struct dc_stream *stream = c->streams.items;
    const uint64_t turn = dc_calendar_turn(c, DC_RANK_EVENT);
    const bool comes = at_days < c->horizon_days;
    due_key first = key_of(comes ? dc_bits_of(at_days) : DC_NEVER, comes ? turn : DC_NEVER);
    stream[i_stream] = (struct dc_stream){(uint64_t)(first >> 64), (uint64_t)first};
    c->i_first = i_stream;
    for (uint32_t i = 0; DC_UNLIKELY(c->n_streams > 1) && i < c->n_streams; i++) {
        const due_key key = key_of(stream[i].at, stream[i].turn);
        c->i_first = key < first ? i : c->i_first;
        first = least(first, key);
    }
    c->first = (struct dc_stream){(uint64_t)(first >> 64), (uint64_t)first};
    const bool is_next = c->i_first == i_stream && c->open == DC_NO_LEAF &&
                         first < node_key(nodes_of(c), 1) && c->first.at < c->await_at &&
                         (DC_LIKELY(!is_over(c)) || stream_is_in_bucket(c));
    c->turn = is_next ? c->first.turn : c->turn;
    return is_next;
}

/* What is awaited has to be added before anything else is taken. */
static __attribute__((noinline)) bool await_take(struct dc_calendar *c, double *at_days,
                                                 uint64_t *what)
{
    *at_days = dc_double_of(c->await_at);
    *what = dc_due_what(DC_DUE_AWAITED, 0, 0);
    c->open = DC_NO_LEAF;
    return true;
}

bool dc_calendar_pop(struct dc_calendar *c, double *at_days, uint64_t *what)
{
    if (c->open != DC_NO_LEAF) { /* nothing has followed from the entry taken last */
        ((uint32_t *)c->rest.items)[c->n_rest++] = c->open;
        leaf_plays(c, c->open, key_of(DC_NEVER, DC_NEVER));
    }
    if (DC_UNLIKELY(is_over(c)) && !stream_is_in_bucket(c)) {
        if (c->await_at != DC_NEVER) { /* it may be for the bucket at hand */
            return await_take(c, at_days, what);
        }
        if (!bucket_next(c) && c->first.at == DC_NEVER) {
            return false;
        }
    }
    if (DC_UNLIKELY(c->sequence >= MOST_TURNS)) {
        c->growth->trouble = "more than 60,000,000,000 events happen in a replication";
        return false;
    }
    const bool stream = first_of_streams(c) < node_key(nodes_of(c), 1);
    const uint64_t at = stream ? c->first.at : ((const uint64_t *)c->ats.items)[1];
    if (DC_UNLIKELY(at >= c->await_at)) {
        return await_take(c, at_days, what);
    }
    if (stream) {
        *at_days = dc_double_of(c->first.at);
        *what = dc_due_what(DC_DUE_STREAM, c->i_first, 0);
        c->turn = c->first.turn;
        c->open = DC_NO_LEAF;
    } else {
        root_take(c, at_days, what);
    }
    return true;
}
