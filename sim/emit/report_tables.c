/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/report_tables.c - the report's tables of results, read back from the CSV files. */
#include <string.h>

#include "emit/report.h"
#include "emit/table_text.h"
#include "emit/tables.h"

enum { MOST_ROWS = 5000 };

void dc_report_value(const struct dc_report *report, const struct dc_table *table, size_t i,
                     const char *column, const char *unit)
{
    char words[DC_WORDS_SIZE];
    double x;
    if (!dc_table_number(table, i, column, &x)) {
        fputs("<td class=\"n\">-</td>", report->to);
        return;
    }
    dc_html_print(report->to, "<td class=\"n\" data-v=\"%s\">%s</td>",
                  dc_table_cell(table, i, column), dc_cell_words(x, unit, words));
}

static bool is_row(const struct dc_table *t, size_t i, const json_t *who, const char *metric)
{
    return strcmp(dc_table_cell(t, i, "metric"), metric) == 0 &&
           strcmp(dc_table_cell(t, i, "segment"), "all") == 0 &&
           strcmp(dc_table_cell(t, i, "role"), "all") == 0 &&
           strcmp(dc_table_cell(t, i, "team"), dc_manifest_text(who, "team")) == 0 &&
           strcmp(dc_table_cell(t, i, "scenario"), dc_manifest_text(who, "scenario")) == 0;
}

/* Mean, and below it the range of nine in ten futures. */
static void put_mean(const struct dc_report *report, const json_t *who, const char *metric)
{
    const struct dc_table *const t = &report->summary;
    char mean[DC_WORDS_SIZE];
    char low[DC_WORDS_SIZE];
    char high[DC_WORDS_SIZE];
    double x[3];
    for (size_t i = 0; i < dc_table_n(t); i++) {
        if (!is_row(t, i, who, metric)) {
            continue;
        }
        if (!dc_table_number(t, i, "mean", &x[0]) || !dc_table_number(t, i, "p5", &x[1]) ||
            !dc_table_number(t, i, "p95", &x[2])) {
            break;
        }
        const char *const unit = dc_table_cell(t, i, "unit");
        dc_html_print(report->to, "<td class=\"n\" data-v=\"%s\">%s<small>%s to %s</small></td>",
                      dc_table_cell(t, i, "mean"), dc_cell_words(x[0], unit, mean),
                      dc_cell_words(x[1], unit, low), dc_cell_words(x[2], unit, high));
        return;
    }
    fputs("<td class=\"n\">-</td>", report->to);
}

/* Teams as rows, so that many of them scroll down and a click on a head ranks them. */
void dc_report_teams(const struct dc_report *report)
{
    char words[DC_N_HEADLINE][DC_WORDS_SIZE + 1];
    const char *head[DC_N_HEADLINE + 2] = {"Team"};
    json_t *const ranking = json_object_get(report->manifest, "ranking");
    size_t i;
    json_t *who;
    for (size_t m = 0; m < DC_N_HEADLINE; m++) {
        words[m][0] = '#';
        dc_words_metric(dc_headline[m], words[m] + 1);
        head[1 + m] = words[m];
    }
    fputs("<section id=\"teams\">\n<h2>Teams side by side</h2>\n", report->to);
    if (report->has_summary) {
        dc_report_table(report, "Means over all futures; below them, 5% to 95% of futures", head);
        json_array_foreach (ranking, i, who) {
            dc_html_print(report->to, "<tr><th scope=\"row\">%s</th>",
                          dc_manifest_text(who, "label"));
            for (size_t m = 0; m < DC_N_HEADLINE; m++) {
                put_mean(report, who, dc_headline[m]);
            }
            fputs("</tr>\n", report->to);
        }
        dc_report_table_end(report);
    }
    fputs("</section>\n", report->to);
}

/* `hybrid`, or `hybrid in base` where there are several scenarios. */
static void put_name(const struct dc_report *report, const struct dc_table *t, size_t i,
                     const char *scenario, const char *team)
{
    const bool is_one = json_array_size(json_object_get(report->manifest, "scenarios")) < 2;
    dc_html_print(report->to, "<td>%s%s%s</td>", dc_table_cell(t, i, team), is_one ? "" : " in ",
                  is_one ? "" : dc_table_cell(t, i, scenario));
}

static void put_best(const struct dc_report *report)
{
    static const char *const head[] = {"Team",          "#Best in",     "#Regret of choosing it",
                                       "#Joint low end", "#Joint high end", NULL};
    const struct dc_table *const t = &report->best;
    const char *const metric = dc_manifest_text(report->manifest, "metric");
    char unit[64] = "";
    for (size_t i = 0; report->has_compare && i < dc_table_n(&report->compare); i++) {
        if (strcmp(dc_table_cell(&report->compare, i, "metric"), metric) == 0) {
            snprintf(unit, sizeof unit, "%s", dc_table_cell(&report->compare, i, "unit"));
        }
    }
    dc_report_table(report,
                    "How often each team is the best, what choosing it loses on average, and its "
                    "difference to the best of the others (95% for all teams together)",
                    head);
    for (size_t i = 0; i < dc_table_n(t); i++) {
        if (strcmp(dc_table_cell(t, i, "metric"), metric) != 0) {
            continue;
        }
        fputs("<tr>", report->to);
        put_name(report, t, i, "scenario", "team");
        dc_report_value(report, t, i, "p_best", "share");
        dc_report_value(report, t, i, "regret", unit);
        dc_report_value(report, t, i, "joint_low", unit);
        dc_report_value(report, t, i, "joint_high", unit);
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
}

static void put_pairs(const struct dc_report *report)
{
    static const char *const head[] = {
        "Team",      "Against",    "Metric",      "#Difference",
        "#From",     "#To",        "#Team beats", "#Noise spared", NULL};
    const struct dc_table *const t = &report->compare;
    dc_report_table(report,
                    "Mean differences in the same futures, with their 95% intervals; noise spared: "
                    "how many times more futures independent runs would need",
                    head);
    for (size_t i = 0; i < dc_table_n(t) && i < MOST_ROWS; i++) {
        char words[DC_WORDS_SIZE];
        const char *const unit = dc_table_cell(t, i, "unit");
        fputs("<tr>", report->to);
        put_name(report, t, i, "scenario_a", "team_a");
        put_name(report, t, i, "scenario_b", "team_b");
        dc_html_print(report->to, "<td>%s</td>",
                      dc_words_metric(dc_table_cell(t, i, "metric"), words));
        dc_report_value(report, t, i, "mean_difference", unit);
        dc_report_value(report, t, i, "ci_low", unit);
        dc_report_value(report, t, i, "ci_high", unit);
        dc_report_value(report, t, i, "p_a_beats_b", "share");
        dc_report_value(report, t, i, "variance_ratio", "ratio");
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
}

void dc_report_differences(const struct dc_report *report)
{
    fputs("<section id=\"differences\">\n<h2>Differences</h2>\n", report->to);
    if (report->has_best) {
        put_best(report);
    }
    if (report->has_compare && dc_table_n(&report->compare) > 0) {
        put_pairs(report);
    }
    fputs("</section>\n", report->to);
}

void dc_report_everything(const struct dc_report *report)
{
    static const char *const head[] = {"Team", "Segment", "Role", "Metric", "Unit", "#n",
                                       "#Mean", "#5%",    "#50%", "#95%",   NULL};
    const struct dc_table *const t = &report->summary;
    if (!report->has_summary) {
        return;
    }
    fputs("<details>\n<summary>Every metric, by segment and role (summary.csv)</summary>\n",
          report->to);
    dc_report_table(report, "Every metric over the counted months", head);
    for (size_t i = 0; i < dc_table_n(t) && i < MOST_ROWS; i++) {
        const char *const unit = dc_table_cell(t, i, "unit");
        fputs("<tr>", report->to);
        put_name(report, t, i, "scenario", "team");
        dc_html_print(report->to, "<td>%s</td><td>%s</td><td>%s</td><td>%s</td>",
                      dc_table_cell(t, i, "segment"), dc_table_cell(t, i, "role"),
                      dc_table_cell(t, i, "metric"), unit);
        dc_report_value(report, t, i, "n", "count");
        dc_report_value(report, t, i, "mean", unit);
        dc_report_value(report, t, i, "p5", unit);
        dc_report_value(report, t, i, "p50", unit);
        dc_report_value(report, t, i, "p95", unit);
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
    fputs("</details>\n", report->to);
}
