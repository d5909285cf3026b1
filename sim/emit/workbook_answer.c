/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/workbook_answer.c - the first sheet: the verdict, the teams side by side, and how gross
 * profit and cost add up to contribution. */
#include <stdio.h>
#include <string.h>

#include "decide/words.h"
#include "emit/report.h"
#include "emit/tables.h"
#include "emit/workbook.h"

static const char *const parts[] = {
    "cost.salary", "cost.commission", "cost.oncost",   "cost.tools",      "cost.overhead",
    "cost.travel", "cost.hiring",     "cost.training", "cost.management", "cost.leads"};

/* `label` of the best first, as in the ranking. */
static void put_labels(struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t row,
                       const char *first)
{
    size_t i;
    json_t *who;
    dc_sheet_text(sheet, row, 0, first, wb->format[DC_SHEET_HEAD]);
    json_array_foreach(json_object_get(wb->manifest, "ranking"), i, who)
    {
        if (i < DC_SHEET_MOST_TEAMS) {
            dc_sheet_text(sheet, row, (lxw_col_t)(1 + i), dc_manifest_text(who, "label"),
                          wb->format[DC_SHEET_HEAD_RIGHT]);
        }
    }
}

static void put_metric(struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t row,
                       const char *metric, const char *column)
{
    size_t i;
    json_t *who;
    json_array_foreach(json_object_get(wb->manifest, "ranking"), i, who)
    {
        double x;
        const char *unit;
        if (i < DC_SHEET_MOST_TEAMS && dc_sheet_total(wb, who, metric, column, &x, &unit)) {
            worksheet_write_number(sheet, row, (lxw_col_t)(1 + i), x,
                                   dc_sheet_format_of(wb, unit));
        }
    }
}

/* `response time (days)` */
static void put_name(const struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t row,
                     const char *metric)
{
    char words[DC_WORDS_SIZE];
    char name[2 * DC_WORDS_SIZE];
    double x;
    const char *unit = "";
    const json_t *const who = json_array_get(json_object_get(wb->manifest, "ranking"), 0);
    const bool has = dc_sheet_total(wb, who, metric, "mean", &x, &unit);
    const bool is_plain = !has || strcmp(unit, "count") == 0 || strcmp(unit, "share") == 0;
    snprintf(name, sizeof name, "%s%s%.40s%s", dc_words_metric(metric, words),
             is_plain ? "" : " (", is_plain ? "" : unit, is_plain ? "" : ")");
    dc_sheet_text(sheet, row, 0, name, NULL);
}

static lxw_row_t put_headlines(struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t row)
{
    put_labels(wb, sheet, row++, "Means over all futures");
    for (size_t m = 0; m < DC_N_HEADLINE; m++) {
        put_name(wb, sheet, row, dc_headline[m]);
        put_metric(wb, sheet, row++, dc_headline[m], "mean");
    }
    dc_sheet_text(sheet, row, 0, "contribution: 5% of futures below", NULL);
    put_metric(wb, sheet, row++, "contribution", "p5");
    dc_sheet_text(sheet, row, 0, "contribution: 5% of futures above", NULL);
    put_metric(wb, sheet, row++, "contribution", "p95");
    return row + 1;
}

/* `=SUM(B20:B29)` or `=B19-B30`: how a row is made of two others. */
struct made {
    const char *metric; /* its cached value */
    const char *before, *between, *after;
    lxw_row_t from, to;
};

static void put_made(struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t row,
                     const struct made *made)
{
    size_t i;
    json_t *who;
    json_array_foreach(json_object_get(wb->manifest, "ranking"), i, who)
    {
        char formula[96];
        char first[LXW_MAX_CELL_NAME_LENGTH];
        char last[LXW_MAX_CELL_NAME_LENGTH];
        double x;
        const char *unit;
        const lxw_col_t column = (lxw_col_t)(1 + i);
        if (i >= DC_SHEET_MOST_TEAMS ||
            !dc_sheet_total(wb, who, made->metric, "mean", &x, &unit)) {
            continue;
        }
        lxw_rowcol_to_cell(first, made->from, column);
        lxw_rowcol_to_cell(last, made->to, column);
        snprintf(formula, sizeof formula, "=%s%s%s%s%s", made->before, first, made->between,
                 last, made->after);
        worksheet_write_formula_num(sheet, row, column, formula, wb->format[DC_SHEET_TOTAL], x);
    }
}

static void put_chart(struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t labels,
                      lxw_row_t first, lxw_row_t last, lxw_row_t place)
{
    const size_t n_all = json_array_size(json_object_get(wb->manifest, "ranking"));
    const lxw_col_t n = (lxw_col_t)(n_all < DC_SHEET_MOST_TEAMS ? n_all : DC_SHEET_MOST_TEAMS);
    lxw_chart *const chart = workbook_add_chart(wb->book, LXW_CHART_COLUMN_STACKED);
    char name[80];
    for (lxw_row_t row = first; row <= last; row++) {
        lxw_chart_series *const series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, "Answer", labels, 1, labels, n);
        chart_series_set_values(series, "Answer", row, 1, row, n);
        chart_series_set_name_range(series, "Answer", row, 0);
    }
    snprintf(name, sizeof name, "Mean cost (%.20s)", wb->currency);
    chart_title_set_name(chart, name);
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    lxw_chart_options at = {.x_scale = 1.4, .y_scale = 1.4};
    worksheet_insert_chart_opt(sheet, place, 0, chart, &at);
    wb->answer = sheet;
    wb->chart_row = place + 22;
}

/* Gross profit, less the parts of cost, is contribution. */
static void put_bridge(struct dc_workbook *wb, lxw_worksheet *sheet, lxw_row_t row)
{
    const lxw_row_t labels = row;
    put_labels(wb, sheet, row++, "How it adds up");
    const lxw_row_t profit = row;
    dc_sheet_text(sheet, row, 0, "gross profit", NULL);
    put_metric(wb, sheet, row++, "gross_profit", "mean");
    const lxw_row_t first = row;
    for (size_t i = 0; i < DC_COUNT_OF(parts); i++) {
        dc_sheet_text(sheet, row, 0, parts[i] + strlen("cost."), NULL);
        put_metric(wb, sheet, row++, parts[i], "mean");
    }
    const lxw_row_t last = row - 1;
    dc_sheet_text(sheet, row, 0, "cost", wb->format[DC_SHEET_STRONG]);
    const struct made sum = {"cost", "SUM(", ":", ")", first, last};
    put_made(wb, sheet, row, &sum);
    const lxw_row_t cost = row++;
    dc_sheet_text(sheet, row, 0, "contribution", wb->format[DC_SHEET_STRONG]);
    const struct made rest = {"contribution", "", "-", "", profit, cost};
    put_made(wb, sheet, row, &rest);
    put_chart(wb, sheet, labels, first, last, row + 2);
}

void dc_sheet_answer(struct dc_workbook *wb)
{
    lxw_worksheet *const sheet = workbook_add_worksheet(wb->book, "Answer");
    size_t i;
    json_t *sentence;
    lxw_row_t row = 0;
    worksheet_set_column(sheet, 0, 0, 36, NULL);
    worksheet_set_column(sheet, 1, DC_SHEET_MOST_TEAMS, 16, NULL);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 1);
    json_array_foreach(json_object_get(wb->manifest, "verdict"), i, sentence)
    {
        dc_sheet_text(sheet, row++, 0, json_string_value(sentence),
                      i == 0 ? wb->format[DC_SHEET_STRONG] : NULL);
    }
    put_bridge(wb, sheet, put_headlines(wb, sheet, row + 1));
}
