/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/report.h - report.html: one page that needs nothing else, made of a results folder. */
#ifndef DC_EMIT_REPORT_H
#define DC_EMIT_REPORT_H

#include "emit/html.h"
#include "emit/manifest.h"

struct dc_report {
    const char *dir; /* the tables and plots/ are read from here */
    const json_t *manifest;
    struct dc_arena *arena;
    struct dc_table summary, compare, best, selection;
    bool has_summary, has_compare, has_best, has_selection;
    FILE *to;
};

/* Writes the whole page (a dc_file_write on a struct dc_report without tables). */
enum dc_status dc_report_write(const void *report, FILE *to);

/* Its parts. */
void dc_report_head(const struct dc_report *report, const char *title);
void dc_report_foot(const struct dc_report *report);
void dc_report_answer(const struct dc_report *report);
void dc_report_pictures(const struct dc_report *report);
void dc_report_teams(const struct dc_report *report);
void dc_report_differences(const struct dc_report *report);
void dc_report_everything(const struct dc_report *report);
void dc_report_inputs(const struct dc_report *report);
void dc_report_limits(const struct dc_report *report);
void dc_report_again(const struct dc_report *report);

/* A text of the manifest, "" if it is not there. */
const char *dc_manifest_text(const json_t *object, const char *key);
/* A table's cell of a value as people read it; `-` where there is none. Sorted by the value. */
void dc_report_value(const struct dc_report *report, const struct dc_table *table, size_t i,
                     const char *column, const char *unit);
/* Opens a section with a table that scrolls and sorts; heads end with NULL, those that begin
 * with `#` are numbers. Closed by dc_report_table_end. */
void dc_report_table(const struct dc_report *report, const char *name,
                     const char *const head[]);
void dc_report_table_end(const struct dc_report *report);

#endif
