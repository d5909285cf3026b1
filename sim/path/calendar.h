/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/calendar.h - what is due next.
 *
 * A tournament of the times: a leaf for each entry that waits, each node the winner of the two
 * below it, so the root is what is due next. Taking that and putting in what follows from it is
 * one way from a leaf to the root, the same steps whatever is found there: nothing for the
 * processor to guess, where a heap's way down is a guess at every step. Where very many are to
 * come, a horizon cut into buckets keeps what is far off out of the tournament (Brown 1988's
 * calendar queue), so that it stays in the cache. Entries come out by time, then rank, then
 * order of scheduling. */
#ifndef DC_PATH_CALENDAR_H
#define DC_PATH_CALENDAR_H

#include "num/kernel.h"
#include "path/pool.h"

/* At equal times: ends of months first, expiry last. */
enum dc_rank { DC_RANK_MONTH, DC_RANK_EVENT, DC_RANK_EXPIRY };

enum dc_due_kind {
    DC_DUE_STREAM,  /* who: stream, whose next entry it is: leads of a segment */
    DC_DUE_MONTH,   /* who: the month that ends */
    DC_DUE_READY,   /* who: deal, its hand-over has passed */
    DC_DUE_RELEASE, /* who: deal, its response delay has passed */
    DC_DUE_EXPIRY,  /* who: deal */
    DC_DUE_DONE,    /* who: deal, the effort ends */
    DC_DUE_FREE,    /* who: seat, its effort ends and somebody waits */
    DC_DUE_OUTCOME, /* who: deal, the buyer's delay ends */
    DC_DUE_PLAN,    /* who: role; stamp: item of its hires plan */
    DC_DUE_DEPART,  /* who: role; stamp: item of its departures */
    DC_DUE_LEAVE,   /* who: seat */
    DC_DUE_FILL,    /* who: seat */
    DC_DUE_SOURCE,  /* who: seat, its next outbound lead */
    DC_DUE_CHURN,   /* who: customer seen by an observer */
    DC_DUE_AWAITED, /* not an entry: dc_calendar_await */
};

/* An entry, beside its time. */
struct dc_due {
    uint64_t turn; /* among those of its time: dc_calendar_turn */
    uint64_t what; /* kind, who (below 2^28) and stamp: void unless it still is who's stamp */
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

/* An entry that waits in a later bucket. */
struct dc_later {
    struct dc_due due;
    uint64_t at;
    uint32_t next;
};

/* The next of a stream, beside the tournament. */
struct dc_stream {
    uint64_t at, turn; /* DC_NEVER: no more */
};

/* Of a turn's bits: 2 for the rank, 36 for the order of scheduling, 26 for the leaf. */
#define DC_TURN_RANK 62
#define DC_TURN_LEAF 26

#define DC_NEVER UINT64_MAX

/* When the entries are due: the bits of their times, which are in the order of times as none is
 * negative, and among those of a time their turns, with the leaf in the lowest bits. */
struct dc_calendar {
    struct dc_pool ats;   /* uint64_t [2 * n_leaves]: node i is the lesser of 2 i and 2 i + 1;
                             1 the root, the last half the leaves; DC_NEVER: no entry */
    struct dc_pool turns; /* uint64_t [2 * n_leaves], of the same nodes */
    struct dc_pool whats; /* uint64_t [n_leaves] */
    struct dc_pool rest; /* uint32_t [n_leaves]: a stack of the leaves without an entry, but the
                            open one */
    struct dc_pool streams; /* struct dc_stream [n_streams] */
    struct dc_stream first; /* the first of them */
    uint32_t n_streams, i_first;
    struct dc_pool heads; /* uint32_t [n_buckets]: chains of later entries */
    struct dc_pool later; /* struct dc_later */
    struct dc_growth *growth;
    double until_days;            /* what is due before it is in the tournament */
    double horizon_days, per_day; /* buckets a day */
    uint64_t sequence;
    uint64_t turn;                /* of the entry taken last, or that may be taken as it is */
    uint64_t await_at;            /* bits of the soonest time awaited; DC_NEVER: none */
    uint32_t n_buckets, i_bucket; /* the bucket that is in the tournament */
    uint32_t n_later, free_later;
    uint32_t n_leaves, n_rest; /* a power of 2 leaves */
    uint32_t open; /* the leaf just emptied, its way up not yet played; DC_NO_LEAF: none */
};

#define DC_NO_LEAF UINT32_MAX

/* Empties it for a horizon in which about `expected` entries are to come, besides those of so
 * many streams: what comes one at a time, so often that it would fill the tournament's way. */
DC_MUST_CHECK bool dc_calendar_begin(struct dc_calendar *c, double horizon_days,
                                     double expected, uint32_t n_streams);
void dc_calendar_free(struct dc_calendar *c);

/* The turn of what is scheduled now, among all of its time. */
static inline uint64_t dc_calendar_turn(struct dc_calendar *c, enum dc_rank rank)
{
    return (uint64_t)rank << DC_TURN_RANK | c->sequence++ << DC_TURN_LEAF;
}

/* Adds an entry; at or after the horizon nothing happens, so it is dropped. Trouble is kept
 * in growth->trouble. */
void dc_calendar_add_in_turn(struct dc_calendar *c, struct dc_due due, double at_days);
static inline void dc_calendar_add(struct dc_calendar *c, enum dc_rank rank, double at_days,
                                   uint64_t what)
{
    dc_calendar_add_in_turn(c, (struct dc_due){dc_calendar_turn(c, rank), what}, at_days);
}

/* When the stream's next entry is due, instead of the one taken last; at or after the horizon:
 * never. True: it is the next of all, and may be taken as it is. */
bool dc_calendar_next(struct dc_calendar *c, uint32_t i_stream, double at_days);

/* The next entry, false when none is left. A stream's is due until dc_calendar_next says when
 * the one after it is. */
DC_MUST_CHECK bool dc_calendar_pop(struct dc_calendar *c, double *at_days, uint64_t *what);

/* What will be added later, at or after this time, has to be added before anything of that time
 * is taken: then DC_DUE_AWAITED is due. The soonest of such times counts, until there is none.
 */
static inline void dc_calendar_await(struct dc_calendar *c, double at_days)
{
    const uint64_t at = dc_bits_of(at_days);
    c->await_at = at < c->await_at ? at : c->await_at;
}
static inline void dc_calendar_await_none(struct dc_calendar *c)
{
    c->await_at = DC_NEVER;
}

/* A number that grows with every entry scheduled: orders tasks that became ready together. */
static inline uint64_t dc_calendar_sequence(struct dc_calendar *c)
{
    return c->sequence++;
}

#endif
