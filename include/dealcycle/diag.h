/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/diag.h - what went wrong, and where in the user's text.
 *
 * Every call that reads input fills a list of located diagnostics instead of
 * stopping at the first. A caller prints the list (dc_diag_write gives one line
 * each) and stops if dc_diags_errors() is not 0. The library itself never prints. */
#ifndef DEALCYCLE_DIAG_H
#define DEALCYCLE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DC_MUST_CHECK __attribute__((warn_unused_result))
#define DC_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

/* How a call ended; also the exit status of the command. */
enum dc_status {
    DC_OK = 0,            /* done */
    DC_FAILED = 1,        /* I/O or memory; the reason is the last diagnostic */
    DC_BAD_INPUT = 2,     /* the diagnostics have errors */
    DC_NOT_MET = 3,       /* a stated condition was not met */
    DC_INTERRUPTED = 130, /* stopped on request; finished blocks are kept */
};

enum dc_severity { DC_WARNING, DC_ERROR };

/* The most errors kept in a list; further ones are only counted. */
#define DC_DIAGS_MAX 50

/* A place in the user's text, never in ours; lines and columns from 1, columns
 * in bytes, 0 where there is none (a file that cannot be opened). */
struct dc_span {
    const char *file; /* as the user wrote it; "--set" for the command line */
    uint32_t line, column, width;
};

struct dc_diag {
    const char *slug; /* stable name of the rule, such as "unknown-path" */
    enum dc_severity severity;
    struct dc_span at;
    struct dc_span also; /* the earlier definition; .file is NULL if there is none */
    const char *path;    /* parameter path, or NULL */
    const char *text;    /* what was found, what is allowed */
};

struct dc_diags;

/* NULL if memory ran out. Free with dc_diags_free, which takes NULL too. */
struct dc_diags *dc_diags_new(void);
void dc_diags_free(struct dc_diags *diags);

/* How many were recorded, those past DC_DIAGS_MAX included. */
size_t dc_diags_errors(const struct dc_diags *diags);
size_t dc_diags_warnings(const struct dc_diags *diags);

/* Turns every warning, past and to come, into an error (`--strict`). */
void dc_diags_be_strict(struct dc_diags *diags);

/* Orders by file (order of first reading), line and column; the list keeps the texts. */
void dc_diags_sort(struct dc_diags *diags);

/* The i-th kept diagnostic, or NULL past the end. */
const struct dc_diag *dc_diags_at(const struct dc_diags *diags, size_t i);

/* `file:line:column: path: text` (with `warning: ` before a warning's text and the
 * earlier place behind), without a newline, into buf like snprintf. */
size_t dc_diag_write(const struct dc_diag *diag, char *buf, size_t size);

#ifdef __cplusplus
}
#endif
#endif
