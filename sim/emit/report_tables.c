/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/report_tables.c - the report's tables of results, read back from the CSV files. */
#include <string.h>

#include "base/text.h"
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
        /* Yes or no has no range. */
        if (strcmp(metric, "target_hit") == 0) {
            dc_html_print(report->to, "<td class=\"n\" data-v=\"%s\">%s</td>",
                          dc_table_cell(t, i, "mean"), dc_cell_words(x[0], unit, mean));
            return;
        }
        dc_html_print(report->to,
                      "<td class=\"n\" data-v=\"%s\">%s<small>%s to %s</small></td>",
                      dc_table_cell(t, i, "mean"), dc_cell_words(x[0], unit, mean),
                      dc_cell_words(x[1], unit, low), dc_cell_words(x[2], unit, high));
        return;
    }
    fputs("<td class=\"n\">-</td>", report->to);
}

enum { FEW_TEAMS = 5 }; /* stand side by side; more below each other */

static void put_metric_rows(const struct dc_report *report, json_t *ranking)
{
    char words[DC_WORDS_SIZE];
    char label[FEW_TEAMS][DC_WORDS_SIZE];
    const char *head[FEW_TEAMS + 2] = {"Metric"};
    const char *metric[DC_N_HEADLINE + 1];
    const size_t n_metrics = dc_judged(dc_manifest_text(report->manifest, "metric"), metric);
    size_t i;
    json_t *who;
    json_array_foreach(ranking, i, who)
    {
        snprintf(label[i], sizeof label[i], "#%s", dc_manifest_text(who, "label"));
        label[i][dc_text_bad_utf8(label[i], strlen(label[i]))] = '\0';
        head[1 + i] = label[i];
    }
    dc_report_table(report, "Means over each team's futures; below them, 5% to 95% of futures",
                    head);
    for (size_t m = 0; m < n_metrics; m++) {
        dc_html_print(report->to, "<tr><th scope=\"row\">%s</th>",
                      dc_words_metric(metric[m], words));
        json_array_foreach(ranking, i, who)
        {
            put_mean(report, who, metric[m]);
        }
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
}

static void put_team_rows(const struct dc_report *report, json_t *ranking)
{
    char words[DC_N_HEADLINE + 1][DC_WORDS_SIZE + 1];
    const char *head[DC_N_HEADLINE + 3] = {"Team"};
    const char *metric[DC_N_HEADLINE + 1];
    const size_t n_metrics = dc_judged(dc_manifest_text(report->manifest, "metric"), metric);
    size_t i;
    json_t *who;
    for (size_t m = 0; m < n_metrics; m++) {
        words[m][0] = '#';
        dc_words_metric(metric[m], words[m] + 1);
        head[1 + m] = words[m];
    }
    dc_report_table(report, "Means over each team's futures; below them, 5% to 95% of futures",
                    head);
    json_array_foreach(ranking, i, who)
    {
        dc_html_print(report->to, "<tr><th scope=\"row\">%s</th>",
                      dc_manifest_text(who, "label"));
        for (size_t m = 0; m < n_metrics; m++) {
            put_mean(report, who, metric[m]);
        }
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
}

void dc_report_teams(const struct dc_report *report)
{
    json_t *const ranking = json_object_get(report->manifest, "ranking");
    fputs("<section id=\"teams\">\n<h2>Teams side by side</h2>\n", report->to);
    if (report->has_summary && json_array_size(ranking) <= FEW_TEAMS) {
        put_metric_rows(report, ranking);
    } else if (report->has_summary) {
        put_team_rows(report, ranking);
    }
    fputs("</section>\n", report->to);
}

/* A number of futures. */
static void put_n(const struct dc_report *report, const struct dc_table *t, size_t i)
{
    char words[DC_WORDS_SIZE];
    double n = 0.0;
    const bool has = dc_table_number(t, i, "n", &n);
    dc_html_print(report->to, "<td class=\"n\" data-v=\"%s\">%s</td>", dc_table_cell(t, i, "n"),
                  has ? dc_words_grouped(n, 0, words) : "-");
}

/* The label of a row's team. */
static void put_name(const struct dc_report *report, const struct dc_table *t, size_t i,
                     const char *scenario, const char *team)
{
    size_t k;
    json_t *who;
    json_array_foreach(json_object_get(report->manifest, "ranking"), k, who)
    {
        if (strcmp(dc_manifest_text(who, "team"), dc_table_cell(t, i, team)) == 0 &&
            strcmp(dc_manifest_text(who, "scenario"), dc_table_cell(t, i, scenario)) == 0) {
            dc_html_print(report->to, "<td>%s</td>", dc_manifest_text(who, "label"));
            return;
        }
    }
    dc_html_print(report->to, "<td>%s</td>", dc_table_cell(t, i, team));
}

/* A difference: of shares, in points. */
static void put_difference(const struct dc_report *report, const struct dc_table *t, size_t i,
                           const char *column)
{
    char words[DC_WORDS_SIZE];
    double x;
    const char *const unit = dc_table_cell(t, i, "unit");
    if (strncmp(unit, "share", 5) != 0 || !dc_table_number(t, i, column, &x)) {
        dc_report_value(report, t, i, column, unit);
        return;
    }
    dc_html_print(report->to, "<td class=\"n\" data-v=\"%s\">%s points</td>",
                  dc_table_cell(t, i, column), dc_words_fixed(100.0 * x, 1, words));
}

static void put_best(const struct dc_report *report)
{
    static const char *const head[] = {
        "Team",           "#Best in",        "#Regret of choosing it",
        "#Joint low end", "#Joint high end", NULL};
    const struct dc_table *const t = &report->best;
    const char *const metric = dc_manifest_text(report->manifest, "metric");
    char unit[64] = "";
    for (size_t i = 0; report->has_compare && i < dc_table_n(&report->compare); i++) {
        if (strcmp(dc_table_cell(&report->compare, i, "metric"), metric) == 0) {
            snprintf(unit, sizeof unit, "%s", dc_table_cell(&report->compare, i, "unit"));
        }
    }
    dc_report_table(
        report,
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
    static const char *const head[] = {"Team",        "Against",       "Metric",
                                       "#Difference", "#From",         "#To",
                                       "#Team beats", "#Noise spared", NULL};
    const struct dc_table *const t = &report->compare;
    dc_report_table(
        report,
        "Mean differences in the same futures, with their 95% intervals; noise spared: "
        "how many times more futures independent runs would need",
        head);
    for (size_t i = 0; i < dc_table_n(t) && i < MOST_ROWS; i++) {
        char words[DC_WORDS_SIZE];
        fputs("<tr>", report->to);
        put_name(report, t, i, "scenario_a", "team_a");
        put_name(report, t, i, "scenario_b", "team_b");
        dc_html_print(report->to, "<td>%s</td>",
                      dc_words_metric(dc_table_cell(t, i, "metric"), words));
        put_difference(report, t, i, "mean_difference");
        put_difference(report, t, i, "ci_low");
        put_difference(report, t, i, "ci_high");
        dc_report_value(report, t, i, "p_a_beats_b", "share");
        dc_report_value(report, t, i, "variance_ratio", "ratio");
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
}

/* Who was dropped when, where the run selected. */
static void put_selection(const struct dc_report *report)
{
    static const char *const head[] = {"Team", "Outcome", "#Futures", "Behind", NULL};
    const struct dc_table *const t = &report->selection;
    dc_report_table(report,
                    "Selection: how many futures each team was simulated in, and behind whom "
                    "it was when it was dropped",
                    head);
    for (size_t i = 0; i < dc_table_n(t); i++) {
        fputs("<tr>", report->to);
        put_name(report, t, i, "scenario", "team");
        dc_html_print(report->to, "<td>%s</td>", dc_table_cell(t, i, "outcome"));
        put_n(report, t, i);
        put_name(report, t, i, "better_scenario", "better_team");
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
}

void dc_report_differences(const struct dc_report *report)
{
    fputs("<section id=\"differences\">\n<h2>Differences</h2>\n", report->to);
    if (report->has_selection) {
        put_selection(report);
    }
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
    static const char *const head[] = {"Team",  "Segment", "Role", "Metric", "Unit", "#n",
                                       "#Mean", "#5%",     "#50%", "#95%",   NULL};
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
        put_n(report, t, i);
        dc_report_value(report, t, i, "mean", unit);
        dc_report_value(report, t, i, "p5", unit);
        dc_report_value(report, t, i, "p50", unit);
        dc_report_value(report, t, i, "p95", unit);
        fputs("</tr>\n", report->to);
    }
    dc_report_table_end(report);
    fputs("</details>\n", report->to);
}
