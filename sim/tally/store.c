/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/store.c - blocks of cells: taking, reading, settling and giving them back. */
#include "tally/tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/system.h"

size_t dc_tally_n_bins(const struct dc_tally *tally)
{
    return (size_t)tally->n_roles * DC_ATTAINMENT_BINS;
}

static size_t size_of_bins(const struct dc_tally *tally)
{
    return (2 * dc_tally_n_bins(tally) + 1) * sizeof(uint32_t);
}

/* Bytes of a block in memory; a multiple of 64. */
static size_t room_of_block(const struct dc_tally *tally)
{
    return (dc_tally_block_size(tally) + 63) / 64 * 64;
}

/* Below this all blocks are one piece, taken at once and resident only where it was written
 * to: no replication takes memory. Above, blocks are taken as they come: --precision may
 * never need most of them. */
#define SLAB_BYTES ((size_t)256 << 20)

bool dc_tally_reserve(struct dc_tally *tally)
{
    const size_t room = room_of_block(tally);
    if (dc_tally_is_bounded(tally) || tally->n_blocks > SLAB_BYTES / room) {
        return true;
    }
    tally->slab = dc_system_large(tally->n_blocks * room);
    return tally->slab != NULL;
}

static void *memory_of(const struct dc_tally *tally, uint64_t i_block)
{
    const size_t room = room_of_block(tally);
    return tally->slab == NULL ? malloc(room) : tally->slab + i_block * room;
}

bool dc_tally_open(struct dc_tally *tally, uint64_t i_block)
{
    struct dc_tally_block *const block = &tally->block[i_block];
    if (block->cell != NULL) {
        return true;
    }
    block->cell = memory_of(tally, i_block);
    if (block->cell == NULL) {
        return false;
    }
    const size_t n_cells = (size_t)tally->rows.n * DC_BLOCK;
    block->bins = (uint32_t *)(void *)(block->cell + n_cells);
    block->last_bins = block->bins + dc_tally_n_bins(tally);
    block->i_last = block->last_bins + dc_tally_n_bins(tally);
    memset(block->cell, 0xff, n_cells * sizeof *block->cell); /* NaN: no value */
    memset(block->bins, 0, size_of_bins(tally));
    return true;
}

void dc_tally_drop(struct dc_tally *tally, uint64_t i_block)
{
    if (tally->slab == NULL) {
        free(tally->block[i_block].cell);
    }
    tally->block[i_block] = (struct dc_tally_block){NULL, NULL, NULL, NULL};
}

void dc_tally_add_bins(struct dc_tally *tally, uint64_t i_block)
{
    const struct dc_tally_block *const block = &tally->block[i_block];
    for (size_t i = 0; block->bins != NULL && i < dc_tally_n_bins(tally); i++) {
        tally->attainment[i] += block->bins[i] + block->last_bins[i];
    }
}

void dc_tally_put_bins(struct dc_tally *tally, uint64_t r, const uint32_t *bins)
{
    const struct dc_tally_block *const block = &tally->block[r / DC_BLOCK];
    const size_t n = dc_tally_n_bins(tally);
    for (size_t i = 0; *block->i_last != r % DC_BLOCK && i < n; i++) {
        block->bins[i] += block->last_bins[i];
    }
    *block->i_last = r % DC_BLOCK;
    memcpy(block->last_bins, bins, n * sizeof *bins);
}

bool dc_tally_is_bounded(const struct dc_tally *tally)
{
    return tally->sum != NULL;
}

/* Missing cells hold a NaN. */
static bool is_value(double cell)
{
    return !isnan(cell);
}

static bool lacks_none(const double line[DC_LINE])
{
    int n_missing = 0;
    for (int k = 0; k < DC_LINE; k++) {
        n_missing += !is_value(line[k]);
    }
    return n_missing == 0;
}

/* The first cell of a row, and the number of rows of its block; NULL: none is kept. */
static const double *row_of(const struct dc_tally *tally, uint32_t i_row, uint64_t i_block,
                            uint32_t *n_rows)
{
    const bool is_settled = i_block < tally->n_settled;
    const uint32_t place = is_settled ? tally->place[i_row] : i_row;
    const double *const cell = tally->block[i_block].cell;
    *n_rows = is_settled ? tally->n_places : tally->rows.n;
    return cell == NULL || place == DC_NONE ? NULL : cell + (size_t)place * DC_LINE;
}

uint32_t dc_tally_block_column(const struct dc_tally *tally, uint32_t i_row, uint64_t i_block,
                               uint32_t n, double out[DC_BLOCK])
{
    uint32_t n_rows;
    const double *const cell = row_of(tally, i_row, i_block, &n_rows);
    uint32_t n_values = 0;
    for (uint32_t i = 0; cell != NULL && i < n; i += DC_LINE) {
        const double *const line = &cell[dc_tally_place(n_rows, i)];
        const uint32_t here = n - i < DC_LINE ? n - i : DC_LINE;
        if (here == DC_LINE && lacks_none(line)) {
            memcpy(&out[n_values], line, DC_LINE * sizeof *line);
            n_values += DC_LINE;
            continue;
        }
        for (uint32_t k = 0; k < here; k++) {
            out[n_values] = line[k];
            n_values += is_value(line[k]);
        }
    }
    return n_values;
}

void dc_tally_block_values(const struct dc_tally *tally, uint32_t i_row, uint64_t i_block,
                           uint32_t n, double out[DC_BLOCK], bool has[DC_BLOCK])
{
    uint32_t n_rows;
    const double *const cell = row_of(tally, i_row, i_block, &n_rows);
    for (uint32_t i = 0; i < n; i++) {
        const double x = cell != NULL ? cell[dc_tally_place(n_rows, i)] : 0.0;
        has[i] = cell != NULL && is_value(x);
        out[i] = has[i] ? x : 0.0;
    }
}

uint64_t dc_tally_column(const struct dc_tally *tally, uint32_t i_row, double out[])
{
    return dc_tally_read(tally, i_row, out).n;
}

/* Asks for a block's lines of a row before they are needed: they lie far apart. */
static void call_for(const struct dc_tally *tally, uint32_t i_row, uint64_t i_block)
{
    uint32_t n_rows;
    const double *const cell =
        i_block < tally->n_blocks ? row_of(tally, i_row, i_block, &n_rows) : NULL;
    for (uint32_t i = 0; cell != NULL && i < DC_BLOCK; i += DC_LINE) {
        __builtin_prefetch(&cell[dc_tally_place(n_rows, i)]);
    }
}

uint64_t dc_tally_values(const struct dc_tally *tally, uint32_t i_row, uint64_t n, double out[],
                         bool has[])
{
    uint64_t n_has = 0;
    for (uint64_t r = 0; r < n; r += DC_BLOCK) {
        const uint32_t here = n - r < DC_BLOCK ? (uint32_t)(n - r) : DC_BLOCK;
        call_for(tally, i_row, r / DC_BLOCK + 4);
        dc_tally_block_values(tally, i_row, r / DC_BLOCK, here, &out[r], &has[r]);
    }
    for (uint64_t r = 0; r < n; r++) {
        n_has += has[r];
    }
    return n_has;
}

/* Whole blocks whose moments are worked out together. */
#define TOGETHER 8

static void merge_runs(const double x[], size_t n_runs, struct dc_moments *all)
{
    struct dc_moments m[TOGETHER];
    dc_moments_of_runs(x, n_runs, m);
    for (size_t k = 0; k < n_runs; k++) {
        dc_moments_merge(all, &m[k]);
    }
}

struct dc_moments dc_tally_read(const struct dc_tally *tally, uint32_t i_row, double out[])
{
    const uint64_t n = dc_tally_n_stored(tally);
    struct dc_moments all = {0};
    double *x = out;
    size_t n_runs = 0; /* whole blocks right before x that are not in `all` yet */
    for (uint64_t r = 0; r < n; r += DC_BLOCK) {
        const uint32_t here = n - r < DC_BLOCK ? (uint32_t)(n - r) : DC_BLOCK;
        double part[DC_BLOCK];
        call_for(tally, i_row, r / DC_BLOCK + 4);
        const uint32_t found = dc_tally_block_column(tally, i_row, r / DC_BLOCK, here, part);
        if (found < DC_BLOCK || n_runs == TOGETHER) {
            merge_runs(x - n_runs * DC_BLOCK, n_runs, &all);
            n_runs = 0;
        }
        memcpy(x, part, found * sizeof *x);
        x += found;
        if (found < DC_BLOCK) {
            const struct dc_moments m = dc_moments_of(part, found);
            dc_moments_merge(&all, &m);
        } else {
            n_runs++;
        }
    }
    merge_runs(x - n_runs * DC_BLOCK, n_runs, &all);
    return all;
}

bool dc_tally_value(const struct dc_tally *tally, uint32_t i_row, uint64_t r, double *out)
{
    uint32_t n_rows;
    if (r >= dc_tally_n_stored(tally)) {
        return false;
    }
    const double *const cell = row_of(tally, i_row, r / DC_BLOCK, &n_rows);
    if (cell == NULL) {
        return false;
    }
    const double x = cell[dc_tally_place(n_rows, r % DC_BLOCK)];
    if (!is_value(x)) {
        return false;
    }
    *out = x;
    return true;
}

static bool settle_values(struct dc_tally *tally, uint64_t i_block, uint32_t n)
{
    for (uint32_t i = 0; i < tally->rows.n; i++) {
        double x[DC_BLOCK];
        const uint32_t n_values = dc_tally_block_column(tally, i, i_block, n, x);
        const struct dc_moments here = dc_moments_of(x, n_values);
        dc_moments_merge(&tally->sum[i].moments, &here);
        for (uint32_t k = 0; k < n_values; k++) {
            if (!dc_sketch_add(&tally->sum[i].sketch, x[k])) {
                return false;
            }
        }
    }
    return true;
}

static void copy_row(const double *from, uint32_t n_from, double *to, uint32_t n_to)
{
    for (uint32_t i = 0; i < DC_BLOCK; i++) {
        to[dc_tally_place(n_to, i)] = from[dc_tally_place(n_from, i)];
    }
}

/* Only the rows that keep their values, in their places. */
static bool keep_headlines(struct dc_tally *tally, struct dc_tally_block *block)
{
    const uint32_t n = tally->n_places;
    double *const kept = malloc((size_t)n * DC_BLOCK * sizeof *kept + 1);
    if (kept == NULL) {
        return false;
    }
    for (uint32_t i_row = 0; i_row < tally->rows.n; i_row++) {
        if (tally->place[i_row] != DC_NONE) {
            copy_row(block->cell + (size_t)i_row * DC_LINE, tally->rows.n,
                     kept + (size_t)tally->place[i_row] * DC_LINE, n);
        }
    }
    free(block->cell);
    *block = (struct dc_tally_block){kept, NULL, NULL, NULL};
    return true;
}

bool dc_tally_settle(struct dc_tally *tally, uint64_t i_block, uint32_t n)
{
    if (!dc_tally_is_bounded(tally)) {
        return true;
    }
    DC_BUG_UNLESS(i_block == tally->n_settled);
    struct dc_tally_block *const block = &tally->block[i_block];
    if (!settle_values(tally, i_block, n)) {
        return false;
    }
    dc_tally_add_bins(tally, i_block);
    if (i_block * DC_BLOCK >= DC_TALLY_STORED) {
        dc_tally_drop(tally, i_block);
    } else if (!keep_headlines(tally, block)) {
        return false;
    }
    tally->n_settled++;
    return true;
}

size_t dc_tally_block_size(const struct dc_tally *tally)
{
    return (size_t)tally->rows.n * DC_BLOCK * sizeof(double) + size_of_bins(tally);
}

void dc_tally_block_write(const struct dc_tally *tally, uint64_t i_block, void *bytes)
{
    memcpy(bytes, tally->block[i_block].cell, dc_tally_block_size(tally));
}

bool dc_tally_block_read(struct dc_tally *tally, uint64_t i_block, const void *bytes)
{
    if (!dc_tally_open(tally, i_block)) {
        return false;
    }
    memcpy(tally->block[i_block].cell, bytes, dc_tally_block_size(tally));
    return true;
}
