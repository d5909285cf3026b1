/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/workbook_tables.c - the result tables and the assumptions as sheets. */
#include <string.h>

#include "base/number.h"
#include "emit/report.h"
#include "emit/workbook.h"

enum { MOST_COLUMNS = 200 };

/* A column of a table: a text, or a number in the format of the row's unit or of its own. */
struct column {
    const char *name;
    enum { TEXT, BY_UNIT, SHARE, PLAIN, WHOLE } kind;
    double width;
};

static void put_cell(const struct dc_workbook *wb, lxw_worksheet *sheet,
                     const struct dc_table *t, size_t i, const struct column *column,
                     lxw_col_t at)
{
    double x;
    const lxw_row_t row = (lxw_row_t)(i + 1);
    const char *const text = dc_table_cell(t, i, column->name);
    if (column->kind == TEXT) {
        dc_sheet_text(sheet, row, at, text, NULL);
        return;
    }
    lxw_format *const format = column->kind == BY_UNIT
                                   ? dc_sheet_format_of(wb, dc_table_cell(t, i, "unit"))
                               : column->kind == SHARE ? wb->format[DC_SHEET_SHARE]
                               : column->kind == WHOLE ? wb->format[DC_SHEET_MONEY]
                                                       : wb->format[DC_SHEET_NUMBER];
    if (dc_table_number(t, i, column->name, &x)) {
        worksheet_write_number(sheet, row, at, x, format);
    }
}

static void put_table(struct dc_workbook *wb, const char *name, const struct dc_table *t,
                      const struct column column[], lxw_col_t n)
{
    const char *head[MOST_COLUMNS + 1] = {NULL};
    for (lxw_col_t k = 0; k < n; k++) {
        head[k] = column[k].name;
    }
    lxw_worksheet *const sheet = dc_sheet_new(wb, name, head);
    for (lxw_col_t k = 0; k < n; k++) {
        worksheet_set_column(sheet, k, k, column[k].width, NULL);
        if (column[k].kind != TEXT) {
            dc_sheet_text(sheet, 0, k, head[k], wb->format[DC_SHEET_HEAD_RIGHT]);
        }
    }
    for (size_t i = 0; i < dc_table_n(t) && i + 1 < LXW_ROW_MAX; i++) {
        for (lxw_col_t k = 0; k < n; k++) {
            put_cell(wb, sheet, t, i, &column[k], k);
        }
    }
    worksheet_autofilter(sheet, 0, 0, (lxw_row_t)dc_table_n(t), (lxw_col_t)(n - 1));
}

void dc_sheet_summary(struct dc_workbook *wb)
{
    static const struct column column[] = {
        {"scenario", TEXT, 16},   {"team", TEXT, 14},    {"segment", TEXT, 14},
        {"role", TEXT, 14},       {"metric", TEXT, 24},  {"unit", TEXT, 14},
        {"n", WHOLE, 8},          {"mean", BY_UNIT, 14}, {"ci_low", BY_UNIT, 14},
        {"ci_high", BY_UNIT, 14}, {"sd", BY_UNIT, 14},   {"min", BY_UNIT, 14},
        {"p5", BY_UNIT, 14},      {"p10", BY_UNIT, 14},  {"p25", BY_UNIT, 14},
        {"p50", BY_UNIT, 14},     {"p75", BY_UNIT, 14},  {"p90", BY_UNIT, 14},
        {"p95", BY_UNIT, 14},     {"max", BY_UNIT, 14}};
    put_table(wb, "Summary", &wb->summary, column, (lxw_col_t)DC_COUNT_OF(column));
}

void dc_sheet_compare(struct dc_workbook *wb)
{
    static const struct column column[] = {{"scenario_a", TEXT, 16},
                                           {"team_a", TEXT, 14},
                                           {"scenario_b", TEXT, 16},
                                           {"team_b", TEXT, 14},
                                           {"metric", TEXT, 18},
                                           {"unit", TEXT, 10},
                                           {"n", WHOLE, 8},
                                           {"mean_difference", BY_UNIT, 18},
                                           {"ci_low", BY_UNIT, 14},
                                           {"ci_high", BY_UNIT, 14},
                                           {"p_a_beats_b", SHARE, 14},
                                           {"variance_ratio", PLAIN, 16}};
    put_table(wb, "Compare", &wb->compare, column, (lxw_col_t)DC_COUNT_OF(column));
}

void dc_sheet_stress(struct dc_workbook *wb)
{
    static const struct column column[] = {{"scenario", TEXT, 16},
                                           {"stress", TEXT, 20},
                                           {"team", TEXT, 14},
                                           {"metric", TEXT, 18},
                                           {"unit", TEXT, 10},
                                           {"n", WHOLE, 8},
                                           {"mean", BY_UNIT, 14},
                                           {"ci_low", BY_UNIT, 14},
                                           {"ci_high", BY_UNIT, 14},
                                           {"p5", BY_UNIT, 14},
                                           {"p50", BY_UNIT, 14},
                                           {"p95", BY_UNIT, 14},
                                           {"difference", BY_UNIT, 14},
                                           {"difference_low", BY_UNIT, 16},
                                           {"difference_high", BY_UNIT, 16}};
    put_table(wb, "Stress", &wb->stress, column, (lxw_col_t)DC_COUNT_OF(column));
}

/* batch.csv has a column for each path that varies, between what is always there. */
void dc_sheet_cases(struct dc_workbook *wb)
{
    static const char *const number[] = {"mean", "ci_low", "ci_high", "p5", "p50", "p95"};
    struct column column[MOST_COLUMNS];
    const struct dc_csv_row *const head = &wb->batch.csv.row[0];
    lxw_col_t n = 0;
    for (uint32_t k = 0; k < head->n_cells && n < MOST_COLUMNS; k++) {
        column[n] = (struct column){head->cell[k].text, TEXT, 18};
        for (size_t i = 0; i < DC_COUNT_OF(number); i++) {
            if (strcmp(head->cell[k].text, number[i]) == 0) {
                column[n].kind = BY_UNIT;
            }
        }
        if (strcmp(head->cell[k].text, "n") == 0) {
            column[n].kind = WHOLE;
        }
        n++;
    }
    put_table(wb, "Cases", &wb->batch, column, n);
}

/* A value that is one number or per cent is one here too; else it is the text of the file. */
static void put_value(const struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t at,
                      const json_t *row)
{
    double x;
    const char *const text = dc_manifest_text(row, "value");
    const size_t n = strlen(text);
    const bool is_percent = n > 0 && text[n - 1] == '%';
    if (dc_manifest_text(row, "unit")[0] != '\0' && dc_number_parse(text, n - is_percent, &x)) {
        worksheet_write_number(sheet, at, 2, is_percent ? x / 100.0 : x,
                               wb->format[is_percent ? DC_SHEET_EXACT_SHARE : DC_SHEET_TEXT]);
    } else {
        dc_sheet_text(sheet, at, 2, text, NULL);
    }
}

void dc_sheet_assumptions(struct dc_workbook *wb)
{
    static const char *const head[] = {"scenario", "parameter", "value", "unit",   "mean",
                                       "p10",      "p50",       "p90",   "source", "file",
                                       "line",     "used by",   NULL};
    static const double width[] = {16, 44, 32, 16, 12, 12, 12, 12, 48, 24, 8, 24};
    static const char *const text[] = {"scenario", "path", "value", "unit"};
    static const char *const number[] = {"mean", "p10", "p50", "p90"};
    lxw_worksheet *const sheet = dc_sheet_new(wb, "Assumptions", head);
    size_t i;
    json_t *row;
    for (lxw_col_t k = 0; k < (lxw_col_t)DC_COUNT_OF(width); k++) {
        worksheet_set_column(sheet, k, k, width[k], NULL);
    }
    json_array_foreach(json_object_get(wb->manifest, "inputs"), i, row)
    {
        const lxw_row_t at = (lxw_row_t)(i + 1);
        for (lxw_col_t k = 0; k < 4; k++) {
            const json_t *const x = json_object_get(row, number[k]);
            if (k != 2) {
                dc_sheet_text(sheet, at, k, dc_manifest_text(row, text[k]), NULL);
            }
            if (json_is_number(x)) {
                worksheet_write_number(sheet, at, (lxw_col_t)(4 + k), json_number_value(x),
                                       wb->format[DC_SHEET_FINE]);
            }
        }
        put_value(wb, sheet, at, row);
        dc_sheet_text(sheet, at, 8, dc_manifest_text(row, "source"), wb->format[DC_SHEET_WRAP]);
        const char *const file = dc_manifest_text(row, "file");
        const char *const slash = strrchr(file, '/');
        dc_sheet_text(sheet, at, 9, slash != NULL ? slash + 1 : file, NULL);
        worksheet_write_number(sheet, at, 10,
                               (double)json_integer_value(json_object_get(row, "line")), NULL);
        dc_sheet_text(sheet, at, 11, dc_manifest_text(row, "used_by"), NULL);
    }
    worksheet_autofilter(sheet, 0, 0, (lxw_row_t)i, (lxw_col_t)(DC_COUNT_OF(width) - 1));
}
