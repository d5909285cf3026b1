/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/diag.h - recording diagnostics. The list of codes is the only one: slugs,
 * tests/bad and the manual walk it. */
#ifndef DC_BASE_DIAG_H
#define DC_BASE_DIAG_H

#include "base/bug.h"

/* clang-format off */
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
    X(EMPTY_VALUE, "empty-value", DC_ERROR, "a row names a parameter but has no value")            \
    X(STRAY_CELL, "stray-cell", DC_ERROR,                                                          \
      "text stands in a column without a name, or in a row without a parameter")                   \
    X(BAD_SET, "bad-set", DC_ERROR, "an overlay is not PATH=VALUE")                                \
    X(INCLUDE_CYCLE, "include-cycle", DC_ERROR,                                                    \
      "a file includes itself, by way of others or at once")                                       \
    X(OUTSIDE_FOLDER, "outside-folder", DC_ERROR,                                                  \
      "a file name leads out of the scenario's folder")                                            \
    X(BAD_NUMBER, "bad-number", DC_ERROR, "the value is not a number or distribution")             \
    X(BAD_DISTRIBUTION, "bad-distribution", DC_ERROR,                                              \
      "no distribution has this name and these arguments")                                         \
    X(BAD_ARGUMENT, "bad-argument", DC_ERROR,                                                      \
      "an argument of a distribution has a value that it cannot have")                             \
    X(BAD_TABLE, "bad-table", DC_ERROR, "a file of values to resample cannot be used")             \
    X(UNKNOWN_INPUT, "unknown-input", DC_ERROR, "a $NAME has no row input.NAME")                   \
    X(INPUT_CYCLE, "input-cycle", DC_ERROR, "an input is stated by itself")                        \
    X(NOT_DRAWN, "not-drawn", DC_ERROR,                                                            \
      "a distribution or $NAME where only a plain number can stand")                               \
    X(BAD_WORD, "bad-word", DC_ERROR, "the value is none of the words allowed")                    \
    X(BAD_LIST, "bad-list", DC_ERROR, "an item of a list cannot be read")                          \
    X(BAD_DATE, "bad-date", DC_ERROR, "the value is not a month as YYYY-MM")                       \
    X(BAD_UNIT, "bad-unit", DC_ERROR, "the unit is not one of the parameter's")                    \
    X(SUFFIX_AND_UNIT, "suffix-and-unit", DC_ERROR,                                                \
      "a number carries %, k or M and the row has a unit too")                                     \
    X(OTHER_UNIT, "other-unit", DC_WARNING,                                                        \
      "a number laid over a row seems to be meant in the row's unit")                               \
    X(OUT_OF_RANGE, "out-of-range", DC_ERROR, "a number lies outside its parameter's range")       \
    X(PERCENT, "percent", DC_ERROR,                                                                \
      "a share above 1 that looks like a percentage without its %")                                \
    X(SUPPORT_OUTSIDE, "support-outside", DC_ERROR,                                                \
      "a bounded distribution reaches outside its parameter's range")                              \
    X(REQUIRED, "required", DC_ERROR, "a parameter without a default is not set")                  \
    X(UNKNOWN_NAME, "unknown-name", DC_ERROR,                                                      \
      "a value names a team, segment, stage or role that does not exist")                          \
    X(LIKE_CYCLE, "like-cycle", DC_ERROR, "a team is like itself, by way of others or at once")    \
    X(STAGE_TWICE, "stage-twice", DC_ERROR,                                                        \
      "a team has a stage twice, or in stages and in followup")                                    \
    X(ESCALATION, "escalation", DC_ERROR, "an escalation lacks its role or its amount")            \
    X(CLOSING, "closing", DC_ERROR, "the hiring plan closes more seats than there are")            \
    X(TWO_RESPONSES, "two-responses", DC_ERROR,                                                    \
      "a segment has a response half-life and a response curve")                                   \
    X(OTE_BELOW_BASE, "ote-below-base", DC_ERROR,                                                  \
      "on-target earnings are below the base salary")                                              \
    X(WARMUP, "warmup", DC_ERROR, "the warm-up leaves no month to count")                          \
    X(BAD_CORRELATION, "bad-correlation", DC_ERROR,                                                \
      "a correlation of inputs that cannot be correlated")                                         \
    X(NOT_POSITIVE, "not-positive", DC_ERROR, "correlations that contradict each other")           \
    X(UNKNOWN_STRESS, "unknown-stress", DC_ERROR, "a stress file has no stress of this name")      \
    X(BAD_STRESS, "bad-stress", DC_ERROR, "a row of a stress file cannot be applied")              \
    X(STRESS_MONTHS, "stress-months", DC_ERROR,                                                    \
      "months on a stress of something that is not used as time passes")                           \
    X(TOUCHES_NOTHING, "touches-nothing", DC_ERROR,                                                \
      "a row of a stress changes no value in force")                                               \
    X(UNUSED, "unused", DC_WARNING, "nothing reads this parameter")                                \
    X(DRAWS_OUTSIDE, "draws-outside", DC_WARNING,                                                  \
      "an unbounded distribution has draws outside its parameter's range")                         \
    X(QUOTA_PERIOD, "quota-period", DC_WARNING, "a quota without its quota_period")                \
    X(LONG_RAMP, "long-ramp", DC_WARNING, "a ramp longer than the horizon")                        \
    X(NO_SEATS, "no-seats", DC_WARNING, "a role that works has no seats")                          \
    X(IDLE_QUOTA, "idle-quota", DC_WARNING,                                                        \
      "a role with a quota works no stage and sources no leads")                                   \
    X(SAME_ATTRITION, "same-attrition", DC_WARNING, "every role has the same attrition")           \
    X(CAPACITY, "capacity", DC_WARNING,                                                            \
      "the hours of a role are far from the work expected of it")                                  \
    X(QUOTA_SUM, "quota-sum", DC_WARNING,                                                          \
      "the quotas add up to more than the bookings within reach")                                  \
    X(SLOW_RESPONSE, "slow-response", DC_WARNING,                                                  \
      "leads that cool wait oldest first, without patience, at high load")                         \
    X(LATE_HIRE, "late-hire", DC_WARNING, "a planned hire comes too late to win a deal")            \
    X(LATE_STRESS, "late-stress", DC_WARNING, "a stress begins after the end of the run")
/* clang-format on */

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
                    struct dc_span also, const char *path, const char *fmt, ...)
    DC_PRINTF(6, 7);

/* A copy of a file name that lives as long as the list; NULL if memory ran out. */
const char *dc_diags_file(struct dc_diags *diags, const char *file);

#endif
