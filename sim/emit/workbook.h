/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/workbook.h - the results as a workbook for a spreadsheet, made of a results folder.
 *
 * Numbers are numbers with formats, texts are texts whatever they begin with; where a total
 * adds up from parts it is a formula. Equal folders give equal bytes. */
#ifndef DC_EMIT_WORKBOOK_H
#define DC_EMIT_WORKBOOK_H

#include <xlsxwriter.h>

#include "emit/html.h"
#include "emit/manifest.h"

/* Formats by what a number is. */
enum dc_sheet_format {
    DC_SHEET_TEXT,
    DC_SHEET_HEAD,
    DC_SHEET_HEAD_RIGHT, /* over numbers */
    DC_SHEET_STRONG,
    DC_SHEET_WRAP,
    DC_SHEET_MONEY,
    DC_SHEET_SHARE,
    DC_SHEET_COUNT,
    DC_SHEET_NUMBER,
    DC_SHEET_TOTAL, /* money that is a sum */
    DC_SHEET_FINE,  /* of any size */
    DC_SHEET_EXACT_SHARE,
    DC_N_SHEET_FORMATS
};

enum { DC_SHEET_MOST_TEAMS = 200 }; /* side by side */

struct dc_workbook {
    lxw_workbook *book;
    lxw_worksheet *answer; /* the first sheet, for its charts; NULL: there is none */
    lxw_row_t chart_row;   /* where its next chart goes */
    lxw_format *format[DC_N_SHEET_FORMATS];
    const json_t *manifest;
    const char *currency;
    struct dc_arena *arena;
    struct dc_table summary, monthly, compare, stress, batch;
    bool has_summary, has_monthly, has_compare, has_stress, has_batch;
};

/* Writes dir/workbook.xlsx: a sheet for each table that the folder has. DC_FAILED is recorded.
 */
DC_MUST_CHECK enum dc_status dc_workbook_write(const char *dir, const json_t *manifest,
                                               struct dc_diags *diags);

/* Its sheets. */
void dc_sheet_answer(struct dc_workbook *wb);
void dc_sheet_summary(struct dc_workbook *wb);
void dc_sheet_monthly(struct dc_workbook *wb);
void dc_sheet_compare(struct dc_workbook *wb);
void dc_sheet_assumptions(struct dc_workbook *wb);
void dc_sheet_stress_answer(struct dc_workbook *wb);
void dc_sheet_stress(struct dc_workbook *wb);
void dc_sheet_cases(struct dc_workbook *wb);

/* The format of a value with this unit. */
lxw_format *dc_sheet_format_of(const struct dc_workbook *wb, const char *unit);
/* A new sheet whose first row is a header that stays in sight. */
lxw_worksheet *dc_sheet_new(struct dc_workbook *wb, const char *name, const char *const head[]);
/* A text as it is, never a formula; long ones are cut at what a cell can hold. */
void dc_sheet_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                   lxw_format *format);
/* The total (segment, role `all`) of a metric of a team in the summary; false: none. */
DC_MUST_CHECK bool dc_sheet_total(const struct dc_workbook *wb, const json_t *who,
                                  const char *metric, const char *column, double *out,
                                  const char **unit);

#endif
