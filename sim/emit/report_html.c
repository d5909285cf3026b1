/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/report_html.c - the report: the answer first, then why, then on what assumptions. */
#include <stdlib.h>
#include <string.h>

#include "emit/fs.h"
#include "emit/plot.h"
#include "emit/report.h"
#include "emit/table_text.h"

enum { LARGEST_PICTURE = 1 << 24 };

const char *dc_manifest_text(const json_t *object, const char *key)
{
    const char *const text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

void dc_report_answer(const struct dc_report *report)
{
    size_t i;
    json_t *sentence;
    fputs("<section class=\"answer\" id=\"answer\" aria-label=\"The answer\">\n", report->to);
    json_array_foreach(json_object_get(report->manifest, "verdict"), i, sentence)
    {
        dc_html_print(report->to, "<p>%s</p>\n", json_string_value(sentence));
    }
    fputs("</section>\n", report->to);
}

/* `1,000 futures of 24 months, seed 7`; of each scenario, where there are several. */
static void put_header(const struct dc_report *report)
{
    size_t i;
    json_t *scenario;
    json_t *const list = json_object_get(report->manifest, "scenarios");
    fputs("<header>\n", report->to);
    if (json_array_size(list) > 1) {
        fputs("<h1>", report->to);
        json_array_foreach(list, i, scenario)
        {
            dc_html_print(report->to, i == 0 ? "%s" : " against %s",
                          dc_manifest_text(scenario, "scenario"));
        }
        fputs("</h1>\n", report->to);
    }
    json_array_foreach(list, i, scenario)
    {
        const int months =
            (int)json_integer_value(json_object_get(scenario, "horizon_months")) -
            (int)json_integer_value(json_object_get(scenario, "warmup_months"));
        char words[DC_WORDS_SIZE];
        const json_t *const n = json_object_get(scenario, "replications");
        if (json_array_size(list) == 1) {
            dc_html_print(report->to, "<h1>%s</h1>\n<p>", dc_manifest_text(scenario, "title"));
        } else {
            dc_html_print(report->to, "<p><strong>%s</strong>: %s<br>",
                          dc_manifest_text(scenario, "scenario"),
                          dc_manifest_text(scenario, "title"));
        }
        const bool selects = json_is_object(json_object_get(report->manifest, "selection"));
        dc_html_print(report->to, "%s%s simulated futures of %d months, all money in %s</p>\n",
                      selects ? "up to " : "",
                      dc_words_grouped((double)json_integer_value(n), 0, words), months,
                      dc_manifest_text(scenario, "currency"));
    }
    fputs("</header>\n", report->to);
}

static void put_picture(const struct dc_report *report, const char *stem, const char *title)
{
    char name[80];
    size_t n = 0;
    snprintf(name, sizeof name, "plots/%s.svg", stem);
    char *const path = dc_fs_join(report->dir, name);
    char *const svg = path != NULL ? dc_fs_read(path, LARGEST_PICTURE, &n) : NULL;
    if (svg != NULL) {
        fputs("<figure>\n<div class=\"pan\">\n", report->to);
        if (!dc_svg_inline(report->to, svg, stem, title, dc_plot_description(stem))) {
            dc_html_print(report->to, "<p>%s could not be shown here.</p>\n", name);
        }
        dc_html_print(report->to,
                      "</div>\n<figcaption><strong>%s.</strong> %s</figcaption>\n</figure>\n",
                      title, dc_plot_description(stem));
    }
    free(svg);
    free(path);
}

void dc_report_pictures(const struct dc_report *report)
{
    const char *stem;
    json_t *title;
    fputs("<section id=\"pictures\">\n<h2>Pictures</h2>\n", report->to);
    json_object_foreach(json_object_get(report->manifest, "titles"), stem, title)
    {
        put_picture(report, stem, json_string_value(title));
    }
    fputs("</section>\n", report->to);
}

static const char *title_of(const struct dc_report *report)
{
    const json_t *const first =
        json_array_get(json_object_get(report->manifest, "scenarios"), 0);
    return dc_manifest_text(first, "title");
}

static void put_navigation(FILE *to)
{
    fputs("<nav aria-label=\"Parts of this report\"><ul>\n"
          "<li><a href=\"#pictures\">Pictures</a></li>\n"
          "<li><a href=\"#teams\">Teams side by side</a></li>\n"
          "<li><a href=\"#differences\">Differences</a></li>\n"
          "<li><a href=\"#inputs\">Assumptions</a></li>\n"
          "<li><a href=\"#limits\">What the model leaves out</a></li>\n"
          "<li><a href=\"#again\">How to reproduce</a></li>\n</ul></nav>\n",
          to);
}

enum dc_status dc_report_write(const void *given, FILE *to)
{
    struct dc_arena arena = {0};
    struct dc_report report = *(const struct dc_report *)given;
    report.to = to;
    report.arena = &arena;
    report.has_summary = dc_table_load(report.dir, "summary.csv", &arena, &report.summary);
    report.has_compare = dc_table_load(report.dir, "compare.csv", &arena, &report.compare);
    report.has_best = dc_table_load(report.dir, "best.csv", &arena, &report.best);
    report.has_selection =
        dc_table_load(report.dir, "selection.csv", &arena, &report.selection);
    dc_report_head(&report, title_of(&report));
    put_header(&report);
    fputs("<main>\n", to);
    dc_report_answer(&report);
    put_navigation(to);
    dc_report_pictures(&report);
    dc_report_teams(&report);
    dc_report_differences(&report);
    dc_report_everything(&report);
    dc_report_inputs(&report);
    dc_report_limits(&report);
    dc_report_again(&report);
    fputs("</main>\n", to);
    dc_report_foot(&report);
    dc_arena_free(&arena);
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}
