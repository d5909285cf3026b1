/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/tally.h - the inside of a tally, for this folder and run/.
 *
 * Storage goes block by block: a block's cells are written by one thread, freed, kept and
 * put on disk together. Within it they lie [replication / 4][row][replication % 4]: two rows
 * share a cache line, so that a replication does not write to as many lines as there are rows,
 * and a column can still be read in a few pieces. A cell without a value holds a NaN; that is
 * storage only (8 bytes a row and replication are promised) and never leaves this folder. */
#ifndef DC_TALLY_TALLY_H
#define DC_TALLY_TALLY_H

#include "dealcycle/plan.h"
#include "dealcycle/tally.h"
#include "tally/moments.h"
#include "tally/rows.h"
#include "tally/sketch.h"

#define DC_LINE 4 /* cells of a row behind each other; divides DC_BLOCK */

/* Where the cell of row 0 and replication i of a block lies; rows follow DC_LINE apart. */
static inline size_t dc_tally_place(uint32_t n_rows, uint32_t i)
{
    return (size_t)(i / DC_LINE) * n_rows * DC_LINE + i % DC_LINE;
}

struct dc_tally_block {
    double *cell; /* [DC_BLOCK / DC_LINE][rows kept][DC_LINE] */
    /* Rep-periods [n_roles * DC_ATTAINMENT_BINS]: summed over the block but for the replication
     * added last, and of that one; so a replication that is cut short between two teams may
     * simply be added again. */
    uint32_t *bins, *last_bins;
    uint32_t *i_last; /* which of the block's replications that is */
};

/* What a row comes to, without its values: above DC_TALLY_STORED replications. */
struct dc_tally_sum {
    struct dc_moments moments;
    struct dc_sketch sketch;
};

/* What a row comes to, worked out before it is asked for. */
struct dc_known {
    bool is_known;
    struct dc_stats stats;
};

struct dc_tally {
    struct dc_arena arena;
    const struct dc_model *model;
    uint32_t i_team, n_roles;
    struct dc_rows rows;
    uint64_t n_room, n_blocks;    /* blocks that n_room replications take */
    uint64_t n;                   /* replications that count; 0 until closed */
    double t_half;                /* 97.5% quantile of Student's t at n - 1 */
    struct dc_tally_block *block; /* [n_blocks]; cell NULL: not there */
    unsigned char *slab;  /* memory for all blocks at once, if that is not much; or NULL */
    uint64_t *attainment; /* [n_roles * DC_ATTAINMENT_BINS] */
    /* The bounded mode. */
    struct dc_tally_sum *sum; /* [rows.n]; NULL: every value is stored */
    uint32_t *place;          /* of a row in a settled block, or DC_NONE: not kept */
    uint32_t n_places;
    uint64_t n_settled;     /* blocks */
    struct dc_known *known; /* [rows.n]; NULL: nothing is known beforehand */
    bool is_short;          /* memory ran out as the tally was closed: no statistics */
};

/* Memory for all blocks, if that is not much. false: it ran out. */
DC_MUST_CHECK bool dc_tally_reserve(struct dc_tally *tally);
/* Memory for a block before its first replication; false: none. */
DC_MUST_CHECK bool dc_tally_open(struct dc_tally *tally, uint64_t i_block);
size_t dc_tally_n_bins(const struct dc_tally *tally); /* of rep-periods, all roles */
/* Takes over the rep-periods of replication r, again if it was the last. */
void dc_tally_put_bins(struct dc_tally *tally, uint64_t r, const uint32_t *bins);
/* Adds a block's rep-periods to the total. */
void dc_tally_add_bins(struct dc_tally *tally, uint64_t i_block);
bool dc_tally_is_bounded(const struct dc_tally *tally);
/* Bounded: folds the values of the next block (in order, complete, n <= 64 replications) into
 * the sums and gives back what is not kept. Else it does nothing. false: memory. */
DC_MUST_CHECK bool dc_tally_settle(struct dc_tally *tally, uint64_t i_block, uint32_t n);
/* Gives a block back. */
void dc_tally_drop(struct dc_tally *tally, uint64_t i_block);

/* The values of a row within a block that is there and not settled: n of them at most, in
 * order, missing ones left out. Returns how many. */
uint32_t dc_tally_block_column(const struct dc_tally *tally, uint32_t i_row, uint64_t i_block,
                               uint32_t n, double out[DC_BLOCK]);

/* The same with their places: n values, 0 where there is none. */
void dc_tally_block_values(const struct dc_tally *tally, uint32_t i_row, uint64_t i_block,
                           uint32_t n, double out[DC_BLOCK], bool has[DC_BLOCK]);

/* dc_tally_column, and the moments of the values, folded block by block. */
struct dc_moments dc_tally_read(const struct dc_tally *tally, uint32_t i_row, double out[]);

/* Bounded: writes all that settling left, by put(self, bytes, n), and reads it back into a new
 * tally by get. false: put or get said so, what was read does not fit, or memory. */
DC_MUST_CHECK bool dc_tally_state_write(const struct dc_tally *tally,
                                        bool (*put)(void *self, const void *bytes, size_t n),
                                        void *self);
DC_MUST_CHECK bool dc_tally_state_read(struct dc_tally *tally,
                                       bool (*get)(void *self, void *bytes, size_t n),
                                       void *self);

/* Room for what rows come to, of a closed tally that keeps all values; false: memory. */
DC_MUST_CHECK bool dc_tally_make_room(struct dc_tally *tally);
/* Works out what a row comes to and keeps it: threads may do so for different rows. */
void dc_tally_know(struct dc_tally *tally, uint32_t i_row);

/* The 97.5% quantile of Student's t for the mean of n values, n > 1: of all is known. */
double dc_tally_t_half(const struct dc_tally *tally, uint64_t n);

/* A row's values sorted; free *memory. DC_FAILED: memory. */
struct dc_sorted {
    double *x, *memory;
    size_t n;
    struct dc_moments moments;
};
DC_MUST_CHECK enum dc_status dc_tally_sort(const struct dc_tally *tally, uint32_t i_row,
                                           struct dc_sorted *out);

#endif
