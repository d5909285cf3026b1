/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch.h - the parts of a batch's folder. */
#ifndef DC_EMIT_BATCH_H
#define DC_EMIT_BATCH_H

#include "base/arena.h"
#include "csv/reader.h"
#include "dealcycle/batch.h"
#include "dealcycle/listing.h"
#include "dealcycle/text.h"
#include "emit/manifest.h"

/* The name in the index by which a batch's folder is known as ours. */
#define DC_BATCH_MARK "dealcycle batch"

/* The cells of batch.csv that come from a summary. */
enum {
    DC_BATCH_TEAM,
    DC_BATCH_METRIC,
    DC_BATCH_UNIT,
    DC_BATCH_N,
    DC_BATCH_MEAN,
    DC_BATCH_CI_LOW,
    DC_BATCH_CI_HIGH,
    DC_BATCH_P5,
    DC_BATCH_P50,
    DC_BATCH_P95,
    DC_BATCH_CELLS
};

/* A finished case's summary.csv: the cells of its totals. */
struct dc_batch_rows {
    struct dc_csv csv;
    struct dc_arena *arena;
    uint32_t column[DC_BATCH_CELLS];
    uint32_t segment, role;
};

/* Reads dir/name/summary.csv into the arena; false if it is not one of ours. */
DC_MUST_CHECK bool dc_batch_read(const char *dir, const char *name, struct dc_arena *arena,
                                 struct dc_batch_rows *out);
/* Cell i (of the enum) of a row, or NULL if the row is no total. */
const char *dc_batch_cell(const struct dc_batch_rows *rows, size_t i_row, unsigned i);

/* The best team of a case. */
struct dc_batch_best {
    const struct dc_batch_case *item;
    char team[64], unit[32];
    double mean, p5, p95;
};
/* The cases that have a value of the metric that ranks, best first, in *best (to free);
 * false: memory, or no such metric. */
DC_MUST_CHECK bool dc_batch_rank(const struct dc_batch *batch, const struct dc_metric **metric,
                                 struct dc_batch_best **best, size_t *n);

/* Adds to the index what the overview's picture needs (see emit/about_gp.c); false: memory. */
DC_MUST_CHECK bool dc_batch_picture(const struct dc_batch *batch, json_t *index);
/* The index of a batch's folder, or NULL if there is none of ours. To json_decref. */
json_t *dc_batch_load(const char *dir);

/* Every row of batch.csv, with its header. */
DC_MUST_CHECK enum dc_status dc_batch_write(const struct dc_batch *batch, enum dc_format format,
                                            FILE *to);

#endif
