/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/workbook_stress.c - the first sheet of a stress's workbook: the metric's means without
 * and with every stress, and what each takes, team by team. */
#include <stdio.h>
#include <string.h>

#include "emit/report.h"
#include "emit/workbook.h"

static json_t *about(const struct dc_workbook *wb, const char *key)
{
    return json_object_get(json_object_get(wb->manifest, "about"), key);
}

/* A cell of the row of a stress (`base` too) and a team; false: there is none. */
static bool value_of(const struct dc_workbook *wb, const char *stress, const char *team,
                     const char *column, double *out)
{
    const struct dc_table *const t = &wb->stress;
    for (size_t i = 0; i < dc_table_n(t); i++) {
        if (strcmp(dc_table_cell(t, i, "stress"), stress) == 0 &&
            strcmp(dc_table_cell(t, i, "team"), team) == 0 &&
            strcmp(dc_table_cell(t, i, "metric"),
                   dc_manifest_text(json_object_get(wb->manifest, "about"), "metric")) == 0) {
            return dc_table_number(t, i, column, out);
        }
    }
    return false;
}

/* `base`, then the stresses. */
static const char *name_of(const struct dc_workbook *wb, size_t i)
{
    return i == 0 ? "base" : json_string_value(json_array_get(about(wb, "row"), i - 1));
}

static void put_labels(struct dc_workbook *wb, lxw_row_t row, const char *first)
{
    size_t i;
    json_t *who;
    dc_sheet_text(wb->answer, row, 0, first, wb->format[DC_SHEET_HEAD]);
    json_array_foreach(json_object_get(wb->manifest, "ranking"), i, who)
    {
        if (i < DC_SHEET_MOST_TEAMS) {
            dc_sheet_text(wb->answer, row, (lxw_col_t)(1 + i), dc_manifest_text(who, "label"),
                          wb->format[DC_SHEET_HEAD_RIGHT]);
        }
    }
}

static void put_means(struct dc_workbook *wb, lxw_row_t row, const char *stress,
                      lxw_format *format)
{
    size_t i;
    json_t *who;
    dc_sheet_text(wb->answer, row, 0, stress, NULL);
    json_array_foreach(json_object_get(wb->manifest, "ranking"), i, who)
    {
        double x;
        if (i < DC_SHEET_MOST_TEAMS &&
            value_of(wb, stress, dc_manifest_text(who, "team"), "mean", &x)) {
            worksheet_write_number(wb->answer, row, (lxw_col_t)(1 + i), x, format);
        }
    }
}

/* `=B6-B5`: the mean under the stress less that of the base. */
static void put_changes(struct dc_workbook *wb, lxw_row_t row, const char *stress,
                        const lxw_row_t mean[2], lxw_format *format)
{
    size_t i;
    json_t *who;
    dc_sheet_text(wb->answer, row, 0, stress, NULL);
    json_array_foreach(json_object_get(wb->manifest, "ranking"), i, who)
    {
        char formula[64] = "=";
        char base[LXW_MAX_CELL_NAME_LENGTH];
        char own[LXW_MAX_CELL_NAME_LENGTH];
        double x;
        if (i >= DC_SHEET_MOST_TEAMS ||
            !value_of(wb, stress, dc_manifest_text(who, "team"), "difference", &x)) {
            continue;
        }
        lxw_rowcol_to_cell(base, mean[0], (lxw_col_t)(1 + i));
        lxw_rowcol_to_cell(own, mean[1], (lxw_col_t)(1 + i));
        snprintf(formula, sizeof formula, "=%s-%s", own, base);
        worksheet_write_formula_num(wb->answer, row, (lxw_col_t)(1 + i), formula, format, x);
    }
}

static void put_chart(struct dc_workbook *wb, lxw_row_t labels, lxw_row_t last,
                      const char *title)
{
    const size_t n = json_array_size(json_object_get(wb->manifest, "ranking"));
    lxw_chart *const chart = workbook_add_chart(wb->book, LXW_CHART_BAR);
    for (size_t i = 0; i < n && i < DC_SHEET_MOST_TEAMS; i++) {
        const lxw_col_t column = (lxw_col_t)(1 + i);
        lxw_chart_series *const series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, "Answer", labels + 1, 0, last, 0);
        chart_series_set_values(series, "Answer", labels + 1, column, last, column);
        chart_series_set_name_range(series, "Answer", labels, column);
    }
    chart_title_set_name(chart, title);
    chart_axis_set_reverse(chart->y_axis); /* the first stress on top */
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_num_format(chart->x_axis, "#,##0");
    lxw_chart_options at = {.x_scale = 1.6, .y_scale = 1.0 + 0.1 * (double)(last - labels)};
    worksheet_insert_chart_opt(wb->answer, last + 2, 0, chart, &at);
}

void dc_sheet_stress_answer(struct dc_workbook *wb)
{
    char name[160];
    char change[200];
    const size_t n = json_array_size(about(wb, "row"));
    const json_t *const words = json_object_get(wb->manifest, "about");
    const char *const unit = dc_manifest_text(words, "unit");
    lxw_format *const format = dc_sheet_format_of(wb, unit);
    lxw_row_t row = 2;
    wb->answer = workbook_add_worksheet(wb->book, "Answer");
    worksheet_set_column(wb->answer, 0, 0, 36, NULL);
    worksheet_set_column(wb->answer, 1, DC_SHEET_MOST_TEAMS, 16, NULL);
    worksheet_set_paper(wb->answer, 9); /* A4 */
    worksheet_fit_to_pages(wb->answer, 1, 1);
    dc_sheet_text(wb->answer, 0, 0,
                  dc_manifest_text(json_object_get(wb->manifest, "titles"), "stress"),
                  wb->format[DC_SHEET_STRONG]);
    snprintf(name, sizeof name, "%.80s (%.40s), means", dc_manifest_text(words, "metric_name"),
             unit);
    put_labels(wb, row++, name);
    const lxw_row_t base = row;
    for (size_t i = 0; i <= n; i++) {
        put_means(wb, row++, name_of(wb, i), format);
    }
    snprintf(change, sizeof change, "%.80s: change by each stress (%.40s)",
             dc_manifest_text(words, "metric_name"), unit);
    const lxw_row_t labels = ++row;
    put_labels(wb, row++, "Change by each stress");
    for (size_t i = 1; i <= n; i++) {
        put_changes(wb, row++, name_of(wb, i), (const lxw_row_t[2]){base, base + (lxw_row_t)i},
                    format);
    }
    if (n > 0) {
        put_chart(wb, labels, row - 1, change);
    }
}
