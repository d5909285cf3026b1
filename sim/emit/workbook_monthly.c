/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/workbook_monthly.c - the months of each team below each other, metrics side by side;
 * what adds up over months has a total that is a formula. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit/report.h"
#include "emit/workbook.h"

enum { FIRST_METRIC = 3, MOST_METRICS = 64, MOST_TEAMS = 400 };

/* What adds up over months; the others are states, shares or already sums. */
static bool adds_up(const char *metric)
{
    static const char *const flow[] = {"leads",   "won",          "lost",         "bookings",
                                       "revenue", "gross_profit", "contribution", "cost",
                                       "cash",    "hires",        "leavers"};
    for (size_t i = 0; i < DC_COUNT_OF(flow); i++) {
        if (strcmp(metric, flow[i]) == 0) {
            return true;
        }
    }
    return strncmp(metric, "cost.", 5) == 0;
}

/* Where each metric stands: the order of first appearance. */
struct layout {
    const char *metric[MOST_METRICS + FIRST_METRIC + 1]; /* the header, NULL behind it */
    const char *unit[MOST_METRICS];
    lxw_col_t n;
};

static lxw_col_t column_of(struct layout *layout, const char *metric, const char *unit)
{
    for (lxw_col_t k = 0; k < layout->n; k++) {
        if (strcmp(layout->metric[FIRST_METRIC + k], metric) == 0) {
            return k;
        }
    }
    if (layout->n == MOST_METRICS) {
        return MOST_METRICS;
    }
    layout->unit[layout->n] = unit;
    layout->metric[FIRST_METRIC + layout->n] = metric;
    return layout->n++;
}

static struct layout layout_find(const struct dc_table *t)
{
    struct layout layout = {.metric = {"scenario", "team", "month"}};
    for (size_t i = 0; i < dc_table_n(t); i++) {
        (void)column_of(&layout, dc_table_cell(t, i, "metric"), dc_table_cell(t, i, "unit"));
    }
    return layout;
}

/* The rows of one team: [first, last]. */
struct block {
    const char *scenario, *team;
    lxw_row_t first, last;
};

static void put_total(struct dc_workbook *wb, lxw_worksheet *sheet, const struct layout *layout,
                      const struct block *block, const double sum[])
{
    const lxw_row_t at = block->last + 1;
    dc_sheet_text(sheet, at, 0, block->scenario, wb->format[DC_SHEET_STRONG]);
    dc_sheet_text(sheet, at, 1, block->team, wb->format[DC_SHEET_STRONG]);
    dc_sheet_text(sheet, at, 2, "total", wb->format[DC_SHEET_STRONG]);
    for (lxw_col_t k = 0; k < layout->n; k++) {
        char formula[64];
        char range[LXW_MAX_CELL_RANGE_LENGTH];
        const lxw_col_t column = (lxw_col_t)(FIRST_METRIC + k);
        if (!adds_up(layout->metric[FIRST_METRIC + k])) {
            continue;
        }
        lxw_rowcol_to_range(range, block->first, column, block->last, column);
        snprintf(formula, sizeof formula, "=SUM(%s)", range);
        worksheet_write_formula_num(sheet, at, column, formula, wb->format[DC_SHEET_TOTAL],
                                    sum[k]);
    }
}

/* The rows of the block that begins with row *i of the table; moves *i behind it. */
static struct block put_block(struct dc_workbook *wb, lxw_worksheet *sheet,
                              struct layout *layout, size_t *i, lxw_row_t first)
{
    const struct dc_table *const t = &wb->monthly;
    struct block block = {.scenario = dc_table_cell(t, *i, "scenario"),
                          .team = dc_table_cell(t, *i, "team"),
                          .first = first,
                          .last = first};
    double sum[MOST_METRICS] = {0.0};
    const char *month = dc_table_cell(t, *i, "month");
    for (lxw_row_t at = first; *i < dc_table_n(t); (*i)++) {
        double x;
        if (strcmp(dc_table_cell(t, *i, "team"), block.team) != 0 ||
            strcmp(dc_table_cell(t, *i, "scenario"), block.scenario) != 0) {
            break;
        }
        if (strcmp(dc_table_cell(t, *i, "month"), month) != 0) {
            month = dc_table_cell(t, *i, "month");
            at++;
        }
        dc_sheet_text(sheet, at, 0, block.scenario, NULL);
        dc_sheet_text(sheet, at, 1, block.team, NULL);
        if (dc_table_number(t, *i, "month", &x)) {
            worksheet_write_number(sheet, at, 2, x, NULL);
        }
        const lxw_col_t k =
            column_of(layout, dc_table_cell(t, *i, "metric"), dc_table_cell(t, *i, "unit"));
        if (k < MOST_METRICS && dc_table_number(t, *i, "mean", &x)) {
            worksheet_write_number(sheet, at, (lxw_col_t)(FIRST_METRIC + k), x,
                                   dc_sheet_format_of(wb, layout->unit[k]));
            sum[k] += x;
        }
        block.last = at;
    }
    put_total(wb, sheet, layout, &block, sum);
    return block;
}

/* Beside the cost, on the first sheet. */
static void put_chart(struct dc_workbook *wb, struct layout *layout, const struct block block[],
                      size_t n_blocks)
{
    lxw_chart *const chart = workbook_add_chart(wb->book, LXW_CHART_LINE);
    const lxw_col_t value =
        (lxw_col_t)(FIRST_METRIC + column_of(layout, "cumulative_contribution", ""));
    char name[80];
    for (size_t b = 0; b < n_blocks && b < 10; b++) {
        lxw_chart_series *const series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, "Monthly", block[b].first, 2, block[b].last, 2);
        chart_series_set_values(series, "Monthly", block[b].first, value, block[b].last, value);
        chart_series_set_name_range(series, "Monthly", block[b].first, 1);
    }
    snprintf(name, sizeof name, "Mean cumulative contribution (%.20s)", wb->currency);
    chart_title_set_name(chart, name);
    chart_axis_set_name(chart->x_axis, "Month, from 0");
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    lxw_chart_options place = {.x_scale = 1.4, .y_scale = 1.4};
    worksheet_insert_chart_opt(wb->answer, wb->chart_row, 0, chart, &place);
}

void dc_sheet_monthly(struct dc_workbook *wb)
{
    struct layout layout = layout_find(&wb->monthly);
    lxw_worksheet *const sheet = dc_sheet_new(wb, "Monthly", layout.metric);
    struct block *const block = calloc(MOST_TEAMS, sizeof *block);
    size_t n_blocks = 0;
    lxw_row_t at = 1;
    worksheet_freeze_panes(sheet, 1, FIRST_METRIC);
    worksheet_set_column(sheet, 0, 1, 16, NULL);
    worksheet_set_column(sheet, FIRST_METRIC, (lxw_col_t)(FIRST_METRIC + layout.n), 16, NULL);
    for (size_t i = 0;
         block != NULL && i < dc_table_n(&wb->monthly) && n_blocks < MOST_TEAMS;) {
        block[n_blocks] = put_block(wb, sheet, &layout, &i, at);
        at = block[n_blocks++].last + 2;
    }
    if (n_blocks > 0 && wb->answer != NULL) {
        put_chart(wb, &layout, block, n_blocks);
    }
    free(block);
}
