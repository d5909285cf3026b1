/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/calendar.h - what is due next.
 *
 * The horizon is cut into buckets; an entry waits unsorted in its bucket, and only the
 * bucket at hand is kept as a heap, so that an insertion costs the same however many
 * entries wait (Brown 1988's calendar queue with a heap for a day). Entries come out by
 * time, then rank, then order of scheduling. */
#ifndef DC_PATH_CALENDAR_H
#define DC_PATH_CALENDAR_H

#include "path/pool.h"

/* At equal times: ends of months first, expiry last. */
enum dc_rank { DC_RANK_MONTH, DC_RANK_EVENT, DC_RANK_EXPIRY };

enum dc_due_kind {
    DC_DUE_MONTH,   /* who: the month that ends */
    DC_DUE_LEAD,    /* who: segment */
    DC_DUE_READY,   /* who: deal, its hand-over has passed */
    DC_DUE_RELEASE, /* who: deal, its response delay has passed */
    DC_DUE_EXPIRY,  /* who: deal */
    DC_DUE_DONE,    /* who: deal, the effort ends */
    DC_DUE_OUTCOME, /* who: deal, the buyer's delay ends */
    DC_DUE_PLAN,    /* who: role; stamp: item of its hires plan */
    DC_DUE_DEPART,  /* who: role; stamp: item of its departures */
    DC_DUE_LEAVE,   /* who: seat */
    DC_DUE_FILL,    /* who: seat */
    DC_DUE_SOURCE,  /* who: seat, its next outbound lead */
    DC_DUE_CHURN,   /* who: customer seen by an observer */
};

/* An entry: three words, so that it travels in registers. */
struct dc_due {
    uint64_t at;    /* bits of the time, which is not negative: in the order of times */
    uint64_t order; /* rank in the top two bits, then the sequence number */
    uint64_t what;  /* kind, who (below 2^28) and stamp: void unless it still is who's stamp */
};

static inline uint64_t dc_due_what(enum dc_due_kind kind, uint32_t who, uint32_t stamp)
{
    return (uint64_t)kind << 60 | (uint64_t)who << 32 | stamp;
}
static inline enum dc_due_kind dc_due_kind(uint64_t what)
{
    return (enum dc_due_kind)(what >> 60);
}
static inline uint32_t dc_due_who(uint64_t what)
{
    return (uint32_t)(what >> 32) & 0x0fffffffu;
}
static inline uint32_t dc_due_stamp(uint64_t what)
{
    return (uint32_t)what;
}

/* An entry that waits in its bucket's chain. */
struct dc_due_node {
    struct dc_due due;
    uint32_t next;
};

struct dc_calendar {
    struct dc_pool nodes, heads, heap; /* struct dc_due_node, uint32_t, struct dc_due */
    struct dc_growth *growth;
    double horizon_days, per_day; /* buckets a day */
    uint64_t sequence;
    uint32_t n_buckets, i_bucket; /* i_bucket: the one in the heap */
    uint32_t n_nodes, free_node, n_heap;
};

#define DC_NO_NODE UINT32_MAX

/* Empties it for a horizon in which about `expected` entries are to come. */
DC_MUST_CHECK bool dc_calendar_begin(struct dc_calendar *c, double horizon_days,
                                     double expected);
void dc_calendar_free(struct dc_calendar *c);

/* Adds an entry; at or after the horizon nothing happens, so it is dropped. Trouble is kept
 * in growth->trouble. */
void dc_calendar_add(struct dc_calendar *c, enum dc_rank rank, double at_days, uint64_t what);

/* The next entry, false when none is left. */
DC_MUST_CHECK bool dc_calendar_pop(struct dc_calendar *c, double *at_days, uint64_t *what);

/* A number that grows with every entry scheduled: orders tasks that became ready together. */
static inline uint64_t dc_calendar_sequence(struct dc_calendar *c)
{
    return c->sequence++;
}

#endif
