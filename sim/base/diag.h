/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/diag.h - recording diagnostics. The list of codes is the only one: slugs,
 * tests/bad and the manual walk it. */
#ifndef DC_BASE_DIAG_H
#define DC_BASE_DIAG_H

#include "base/bug.h"

/*  code, slug, severity, what it means (manual) - add rows here, in the order of the pipeline */
#define DC_CODES(X)                                                                                \
    X(NO_MEMORY, "no-memory", DC_ERROR, "memory ran out")                                          \
    X(IO, "io", DC_ERROR, "a file or folder could not be read or written")                         \
    X(NOT_KEPT, "not-kept", DC_WARNING, "finished work could not be put aside for resuming")       \
    X(NO_PLOTS, "no-plots", DC_WARNING, "the pictures of a results folder could not be drawn")     \
    X(USAGE, "usage", DC_ERROR, "a command line that cannot be carried out")                       \
    X(BAD_CASE, "bad-case", DC_ERROR, "a case of a sweep without a name that a folder can have")   \
    X(TOO_LARGE, "too-large", DC_ERROR, "a limit of size or number is passed")                     \
    X(NOT_UTF8, "not-utf8", DC_ERROR, "the file is not UTF-8")                                      \
    X(BAD_CSV, "bad-csv", DC_ERROR, "the file is not RFC 4180 CSV")                                \
    X(BAD_HEADER, "bad-header", DC_ERROR, "the header lacks a column or has one twice")            \
    X(UNKNOWN_PATH, "unknown-path", DC_ERROR, "no parameter has this path")                        \
    X(DUPLICATE, "duplicate", DC_ERROR, "the path is set twice in one file")                       \
    X(BAD_NUMBER, "bad-number", DC_ERROR, "the value is not a number or distribution")

enum dc_code {
#define DC_CODE_ENUM(code, slug, severity, meaning) DC_##code,
    DC_CODES(DC_CODE_ENUM)
#undef DC_CODE_ENUM
        DC_N_CODES
};

struct dc_code_row {
    const char *name, *slug;
    enum dc_severity severity;
    const char *meaning;
};
extern const struct dc_code_row dc_code_rows[DC_N_CODES];

static const struct dc_span dc_nowhere = {NULL, 0, 0, 0};

/* Records one diagnostic with the severity of its code; copies path and text into
 * the list's memory; `at.file` must outlive the list or be copied by dc_diags_file.
 * Returns false (for errors and warnings alike), so a check can end `return dc_report(...)`. */
bool dc_report(struct dc_diags *diags, enum dc_code code, struct dc_span at, const char *path,
               const char *fmt, ...) DC_PRINTF(5, 6);

/* The same with the earlier definition. */
bool dc_report_also(struct dc_diags *diags, enum dc_code code, struct dc_span at,
                    struct dc_span also, const char *path, const char *fmt, ...) DC_PRINTF(6, 7);

/* A copy of a file name that lives as long as the list; NULL if memory ran out. */
const char *dc_diags_file(struct dc_diags *diags, const char *file);

#endif
