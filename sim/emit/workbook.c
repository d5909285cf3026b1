/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/workbook.c - the workbook: formats, sheets in order, a fixed date. */
#define _XOPEN_SOURCE 700 /* uselocale */
#include "emit/workbook.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "emit/fs.h"
#include "emit/report.h"

enum { LONGEST_CELL = 32000, LARGEST_BOOK = 1 << 30, FIXED_DATE = 946684800 /* 2000-01-01 */ };

static void formats_make(struct dc_workbook *wb)
{
    static const char *const number[DC_N_SHEET_FORMATS] = {
        [DC_SHEET_MONEY] = "#,##0",
        [DC_SHEET_SHARE] = "0.0%",
        [DC_SHEET_COUNT] = "#,##0.0",
        [DC_SHEET_NUMBER] = "#,##0.00",
        [DC_SHEET_TOTAL] = "#,##0",
        [DC_SHEET_FINE] = "[>=1000]#,##0;[>=10]0.0##;0.0####",
        [DC_SHEET_EXACT_SHARE] = "0.####%",
    };
    for (int i = 0; i < DC_N_SHEET_FORMATS; i++) {
        lxw_format *const format = workbook_add_format(wb->book);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (number[i] != NULL) {
            format_set_num_format(format, number[i]);
        }
        if (i == DC_SHEET_HEAD || i == DC_SHEET_HEAD_RIGHT || i == DC_SHEET_STRONG ||
            i == DC_SHEET_TOTAL) {
            format_set_bold(format);
        }
        wb->format[i] = format;
    }
    format_set_bottom(wb->format[DC_SHEET_HEAD], LXW_BORDER_THIN);
    format_set_bottom(wb->format[DC_SHEET_HEAD_RIGHT], LXW_BORDER_THIN);
    format_set_align(wb->format[DC_SHEET_HEAD_RIGHT], LXW_ALIGN_RIGHT);
    format_set_top(wb->format[DC_SHEET_TOTAL], LXW_BORDER_THIN);
    format_set_text_wrap(wb->format[DC_SHEET_WRAP]);
}

lxw_format *dc_sheet_format_of(const struct dc_workbook *wb, const char *unit)
{
    if (strncmp(unit, "share", 5) == 0) {
        return wb->format[DC_SHEET_SHARE];
    }
    if (strcmp(unit, "count") == 0) {
        return wb->format[DC_SHEET_COUNT];
    }
    const size_t n = strlen(wb->currency);
    return wb->format[n > 0 && strncmp(unit, wb->currency, n) == 0 ? DC_SHEET_MONEY
                                                                   : DC_SHEET_NUMBER];
}

void dc_sheet_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                   lxw_format *format)
{
    char cut[LONGEST_CELL + 1];
    if (text[0] == '\0') {
        return;
    }
    snprintf(cut, sizeof cut, "%s", text);
    cut[dc_text_bad_utf8(cut, strlen(cut))] = '\0';
    worksheet_write_string(sheet, row, column, cut, format);
}

lxw_worksheet *dc_sheet_new(struct dc_workbook *wb, const char *name, const char *const head[])
{
    lxw_worksheet *const sheet = workbook_add_worksheet(wb->book, name);
    for (lxw_col_t i = 0; head[i] != NULL; i++) {
        worksheet_write_string(sheet, 0, i, head[i], wb->format[DC_SHEET_HEAD]);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
}

bool dc_sheet_total(const struct dc_workbook *wb, const json_t *who, const char *metric,
                    const char *column, double *out, const char **unit)
{
    const struct dc_table *const t = &wb->summary;
    for (size_t i = 0; i < dc_table_n(t); i++) {
        if (strcmp(dc_table_cell(t, i, "metric"), metric) == 0 &&
            strcmp(dc_table_cell(t, i, "segment"), "all") == 0 &&
            strcmp(dc_table_cell(t, i, "role"), "all") == 0 &&
            strcmp(dc_table_cell(t, i, "team"), dc_manifest_text(who, "team")) == 0 &&
            strcmp(dc_table_cell(t, i, "scenario"), dc_manifest_text(who, "scenario")) == 0) {
            *unit = dc_table_cell(t, i, "unit");
            return dc_table_number(t, i, column, out);
        }
    }
    return false;
}

static void sheets_make(struct dc_workbook *wb)
{
    const json_t *const first = json_array_get(json_object_get(wb->manifest, "scenarios"), 0);
    lxw_doc_properties about = {
        .title = (char *)dc_manifest_text(first, "title"),
        .comments = "Written by dealcycle from its results folder.",
        .created = FIXED_DATE,
    };
    workbook_set_properties(wb->book, &about);
    formats_make(wb);
    wb->answer = NULL;
    if (wb->has_summary) {
        dc_sheet_answer(wb);
        dc_sheet_summary(wb);
    }
    if (wb->has_stress) {
        dc_sheet_stress_answer(wb);
    }
    if (wb->has_monthly) {
        dc_sheet_monthly(wb);
    }
    if (wb->has_compare) {
        dc_sheet_compare(wb);
    }
    if (wb->has_stress) {
        dc_sheet_stress(wb);
    }
    if (wb->has_batch) {
        dc_sheet_cases(wb);
    }
    if (json_array_size(json_object_get(wb->manifest, "inputs")) > 0) {
        dc_sheet_assumptions(wb);
    }
}

/* 0 or errno. The library prints numbers in the thread's locale, which so has to be C. */
static int book_write(struct dc_workbook *wb, const char *path)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    const locale_t before = c != (locale_t)0 ? uselocale(c) : (locale_t)0;
    wb->book = workbook_new(path);
    int error = wb->book == NULL ? ENOMEM : 0;
    if (error == 0) {
        sheets_make(wb);
        errno = 0;
        error = workbook_close(wb->book) == LXW_NO_ERROR ? 0 : errno != 0 ? errno : EIO;
    }
    if (c != (locale_t)0) {
        uselocale(before);
        freelocale(c);
    }
    return error;
}

static bool are_same(const char *a, const char *b)
{
    size_t n_a = 0, n_b = 0;
    char *const text_a = dc_fs_read(a, LARGEST_BOOK, &n_a);
    char *const text_b = dc_fs_read(b, LARGEST_BOOK, &n_b);
    const bool same =
        text_a != NULL && text_b != NULL && n_a == n_b && memcmp(text_a, text_b, n_a) == 0;
    free(text_a);
    free(text_b);
    return same;
}

/* The library goes by way of temporary files, and does not notice if one of them cannot be
 * written: the book is whole if another one has the same bytes. 0 or errno. */
static int whole_book_write(struct dc_workbook *wb, const char *path, const char *twin)
{
    int error = book_write(wb, path);
    error = error == 0 ? book_write(wb, twin) : error;
    error = error == 0 && !are_same(path, twin) ? ENOSPC : error;
    (void)unlink(twin);
    return error;
}

/* Written aside: a batch's folder stands in its place already. */
static int book_put(struct dc_workbook *wb, const char *dir)
{
    char *const path = dc_fs_join(dir, "workbook.xlsx");
    char *const aside = dc_fs_join(dir, ".workbook.xlsx.new");
    char *const twin = dc_fs_join(dir, ".workbook.xlsx.twin.new");
    int error = ENOMEM;
    if (path != NULL && aside != NULL && twin != NULL) {
        error = whole_book_write(wb, aside, twin);
        if (error == 0 && rename(aside, path) != 0) {
            error = errno;
        }
        if (error != 0) {
            (void)unlink(aside);
        }
    }
    free(path);
    free(aside);
    free(twin);
    return error;
}

enum dc_status dc_workbook_write(const char *dir, const json_t *manifest,
                                 struct dc_diags *diags)
{
    struct dc_arena arena = {0};
    const json_t *const first = json_array_get(json_object_get(manifest, "scenarios"), 0);
    struct dc_workbook wb = {
        .manifest = manifest, .currency = dc_manifest_text(first, "currency"), .arena = &arena};
    wb.has_summary = dc_table_load(dir, "summary.csv", &arena, &wb.summary);
    wb.has_monthly = dc_table_load(dir, "monthly.csv", &arena, &wb.monthly);
    wb.has_compare = dc_table_load(dir, "compare.csv", &arena, &wb.compare);
    wb.has_stress = dc_table_load(dir, "stress.csv", &arena, &wb.stress);
    wb.has_batch = dc_table_load(dir, "batch.csv", &arena, &wb.batch);
    const int error = book_put(&wb, dir);
    dc_arena_free(&arena);
    return error == 0 ? DC_OK
                      : dc_fs_report(diags, dir, "workbook.xlsx cannot be written", error);
}
