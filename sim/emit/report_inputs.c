/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/report_inputs.c - what the answer stands on, what it leaves out, how to get it again. */
#include <string.h>

#include "base/number.h"
#include "decide/words.h"
#include "emit/report.h"

/* Without the folders before it: equal inputs give equal reports wherever they lie. */
static const char *base_name(const char *path)
{
    const char *const slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void put_spread(const struct dc_report *report, const json_t *row)
{
    char low[DC_WORDS_SIZE];
    char middle[DC_WORDS_SIZE];
    char high[DC_WORDS_SIZE];
    if (json_object_get(row, "p50") == NULL) {
        fputs("<td></td>", report->to);
        return;
    }
    dc_words_short(json_real_value(json_object_get(row, "p10")), low);
    dc_words_short(json_real_value(json_object_get(row, "p50")), middle);
    dc_words_short(json_real_value(json_object_get(row, "p90")), high);
    dc_html_print(report->to, "<td>%s<small>%s to %s</small></td>", middle, low, high);
}

/* `segment.smb.leads`, to be broken behind a dot where the line ends. */
static void put_path(FILE *to, const char *path)
{
    char buf[2] = "";
    fputs("<code>", to);
    for (const char *at = path; *at != '\0'; at++) {
        buf[0] = *at;
        dc_html_text(to, buf);
        fputs(*at == '.' ? "<wbr>" : "", to);
    }
    fputs("</code>", to);
}

/* Where it comes from: the source, and below it the place where it was set. */
static void put_source(const struct dc_report *report, const json_t *row)
{
    const int line = (int)json_integer_value(json_object_get(row, "line"));
    dc_html_print(report->to, "<td>%s<small>%s", dc_manifest_text(row, "source"),
                  base_name(dc_manifest_text(row, "file")));
    if (line > 0) {
        fprintf(report->to, ":%d", line);
    }
    fputs("</small></td>", report->to);
}

/* A note below a cell's text; nothing where there is none. */
static void put_note(FILE *to, const char *text)
{
    if (text[0] != '\0') {
        dc_html_print(to, "<small>%s</small>", text);
    }
}

static void put_input(const struct dc_report *report, const json_t *row, const char *scenario)
{
    fputs("<tr><th scope=\"row\">", report->to);
    put_path(report->to, dc_manifest_text(row, "path"));
    put_note(report->to, dc_manifest_text(row, "used_by"));
    put_note(report->to, scenario);
    dc_html_print(report->to, "</th><td><code>%s</code>", dc_manifest_text(row, "value"));
    put_note(report->to, dc_manifest_text(row, "unit"));
    fputs("</td>", report->to);
    put_spread(report, row);
    put_source(report, row);
    fputs("</tr>\n", report->to);
}

enum origin { SET, DEFAULT };

static enum origin origin_of(const json_t *row)
{
    return strcmp(dc_manifest_text(row, "file"), "default") == 0 ? DEFAULT : SET;
}

/* The inputs that somebody has set, or those that nobody has. */
static void put_inputs(const struct dc_report *report, const char *name, enum origin origin)
{
    static const char *const head[] = {"Parameter (used by)", "Value and unit",
                                       "Half below (10% to 90%)", "Source (file and line)",
                                       NULL};
    json_t *const inputs = json_object_get(report->manifest, "inputs");
    const bool is_one = json_array_size(json_object_get(report->manifest, "scenarios")) < 2;
    size_t i;
    json_t *row;
    dc_report_table(report, name, head);
    json_array_foreach(inputs, i, row)
    {
        if (origin_of(row) == origin) {
            put_input(report, row, is_one ? "" : dc_manifest_text(row, "scenario"));
        }
    }
    dc_report_table_end(report);
}

void dc_report_inputs(const struct dc_report *report)
{
    fputs("<section id=\"inputs\">\n<h2>Assumptions</h2>\n", report->to);
    put_inputs(report, "Every value that was set, and where it comes from", SET);
    fputs("<details>\n<summary>Defaults: what holds because nobody has set it</summary>\n",
          report->to);
    put_inputs(report, "Every default in force", DEFAULT);
    fputs("</details>\n</section>\n", report->to);
}

void dc_report_limits(const struct dc_report *report)
{
    static const char *const limit[] = {
        "The market does not answer back: leads, prices and competitors are what the scenario "
        "says "
        "they are, whatever a team does.",
        "Intervals say how exact the simulation is, and spreads what the stated uncertainty "
        "makes of "
        "the result. Neither says whether the assumptions above are right.",
        "Uncertain values are independent of each other unless a correlation is stated.",
        "Deals do not influence each other but through the time of the reps who work them: no "
        "references, no word of mouth, no accounts that buy twice, beyond expansion and churn.",
        "Reps work one task at a time at an even pace through the week: hours of the day, "
        "holidays "
        "and sickness stand only in hours per week and in response delays.",
        "Taxes, interest, currency and working capital beyond payment delays and billing are "
        "left "
        "out, as are the costs of changing from one team to another.",
        "Quotas, pay and prices do not change with results; a stress or an event file can "
        "change "
        "them at stated months."};
    fputs("<section id=\"limits\">\n<h2>What the model leaves out</h2>\n<ul>\n", report->to);
    for (size_t i = 0; i < DC_COUNT_OF(limit); i++) {
        dc_html_print(report->to, "<li>%s</li>\n", limit[i]);
    }
    fputs("</ul>\n</section>\n", report->to);
}

/* The command without folders: each word that holds a path keeps its last part. */
static void put_command(const struct dc_report *report, const char *command)
{
    const char *at = command;
    while (*at != '\0') {
        const size_t n = strcspn(at, " ");
        size_t from = n;
        while (from > 0 && at[from - 1] != '/' && at[from - 1] != '=') {
            from--;
        }
        const bool has_folder = from > 0 && at[from - 1] == '/';
        const char *const equals = memchr(at, '=', n);
        const size_t n_option = has_folder && equals != NULL ? (size_t)(equals - at) + 1 : 0;
        if (has_folder) {
            dc_html_print(report->to, "%s", dc_arena_text(report->arena, at, n_option));
            dc_html_print(report->to, "%s", dc_arena_text(report->arena, at + from, n - from));
        } else {
            dc_html_print(report->to, "%s", dc_arena_text(report->arena, at, n));
        }
        at += n;
        fputs(*at == ' ' ? " " : "", report->to);
        at += *at == ' ';
    }
}

static void put_scenarios(const struct dc_report *report)
{
    static const char *const head[] = {"Scenario", "Seed", "#Futures",
                                       "Fingerprint of its inputs", NULL};
    size_t i;
    json_t *scenario;
    dc_report_table(report, "Scenarios", head);
    json_array_foreach(json_object_get(report->manifest, "scenarios"), i, scenario)
    {
        char seed[DC_NUMBER_SIZE];
        const json_t *const given = json_object_get(scenario, "seed");
        snprintf(seed, sizeof seed, "%lld", (long long)json_integer_value(given));
        const int n = (int)json_integer_value(json_object_get(scenario, "replications"));
        dc_html_print(
            report->to,
            "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\" data-v=\"%d\">%d</td>"
            "<td><code>%s</code></td></tr>\n",
            dc_manifest_text(scenario, "scenario"),
            json_is_string(given) ? json_string_value(given) : seed, n, n,
            dc_manifest_text(scenario, "hash"));
    }
    dc_report_table_end(report);
}

void dc_report_again(const struct dc_report *report)
{
    static const char *const head[] = {"File", "SHA-256", NULL};
    const char *file;
    json_t *hash;
    json_t *const files = json_object_get(report->manifest, "input_files");
    fputs(
        "<section id=\"again\">\n<h2>How to reproduce</h2>\n"
        "<p>The same inputs, command and seed give the same results, to the last byte, on any "
        "number of threads.</p>\n<pre>",
        report->to);
    put_command(report, dc_manifest_text(report->manifest, "command"));
    dc_html_print(report->to, "</pre>\n<p>dealcycle %s</p>\n",
                  dc_manifest_text(report->manifest, "version"));
    if (json_array_size(json_object_get(report->manifest, "scenarios")) > 0) {
        put_scenarios(report);
    }
    if (json_object_size(files) > 0) {
        dc_report_table(report, "Files read", head);
        json_object_foreach(files, file, hash)
        {
            dc_html_print(report->to,
                          "<tr><th scope=\"row\">%s</th><td><code>%s</code></td></tr>\n",
                          base_name(file), json_string_value(hash));
        }
        dc_report_table_end(report);
    }
    fputs("</section>\n", report->to);
}
