/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/checkpoint.h - finished work on disk: a folder with a lock, in it one log per case (or,
 * above a million replications, one state).
 *
 * A log is a header (what it belongs to) and records of one size: number of a team's block,
 * replications in it, the cells, a checksum. Records are appended, or written over one that
 * says less of the same block; a torn end is cut off when it is read and a damaged record
 * passed over. A log of other inputs, seed or version has another name and is thrown away. How
 * many replications were asked for does not matter. */
#ifndef DC_RUN_CHECKPOINT_H
#define DC_RUN_CHECKPOINT_H

#include "base/bug.h"
#include "base/diag.h"

struct dc_checkpoint; /* the folder */

/* Makes the folder if need be and locks it. DC_FAILED, recorded: it cannot be made, or another
 * run holds it. */
DC_MUST_CHECK enum dc_status dc_checkpoint_open(const char *folder, struct dc_diags *diags,
                                                struct dc_checkpoint **out);
void dc_checkpoint_close(
    struct dc_checkpoint *checkpoint); /* NULL is fine; gives the lock back */
/* Throws away the logs that keep(self, name) does not want. */
void dc_checkpoint_prune(struct dc_checkpoint *checkpoint,
                         bool (*keep)(const void *self, const char *name), const void *self);

#define DC_LOG_NAME_SIZE 64
struct dc_log {
    struct dc_checkpoint *checkpoint;
    char name[DC_LOG_NAME_SIZE];
    uint64_t identity;    /* of inputs, seed, version and layout */
    size_t size;          /* of a block's cells [bytes] */
    int fd;               /* -1: no file yet */
    bool has_head;        /* the file has its header */
    uint64_t n_records;   /* in the file, damaged ones too */
    unsigned char *bytes; /* one record; NULL until needed */
    bool failed;          /* could not be written: nothing is kept from here on */
};

/* The name of a log: a hash, and a number among cases with equal inputs. */
void dc_log_name(char name[DC_LOG_NAME_SIZE], uint64_t identity, uint32_t ordinal);
struct dc_log dc_log_new(struct dc_checkpoint *checkpoint, const char *name, uint64_t identity,
                         size_t size);

/* Is shown a record; false: it wants no more. */
typedef bool dc_log_reader(void *self, uint64_t i_record, uint64_t i_block, uint32_t n,
                           const void *cells);
/* Shows each whole record in order of their places. No file, no records. */
void dc_log_read(struct dc_log *log, dc_log_reader *read, void *self);
/* Where to put the cells of the next record; NULL: memory. */
void *dc_log_cells(struct dc_log *log);
/* Writes them as record i_record: over it, or behind the last if it is log->n_records. false:
 * it could not be written (log->failed from then on). */
DC_MUST_CHECK bool dc_log_write(struct dc_log *log, uint64_t i_record, uint64_t i_block,
                                uint32_t n);
void dc_log_close(struct dc_log *log);
/* Closes it and removes the file. */
void dc_log_remove(struct dc_log *log);

/* The state of a case that gives its blocks back: one file beside the log, written whole and
 * renamed into place, with a checksum. body(owner, put, to) calls put(to, bytes, n) for all
 * there is; reading calls get the same way. false: it could not be written; there is none, or
 * none that is whole. */
struct dc_state_body {
    bool (*write)(void *owner, bool (*put)(void *to, const void *bytes, size_t n), void *to);
    bool (*read)(void *owner, bool (*get)(void *from, void *bytes, size_t n), void *from);
    void *owner;
};
DC_MUST_CHECK bool dc_state_write(const struct dc_log *log, const struct dc_state_body *body);
DC_MUST_CHECK bool dc_state_read(const struct dc_log *log, const struct dc_state_body *body);
void dc_state_remove(const struct dc_log *log);

#endif
