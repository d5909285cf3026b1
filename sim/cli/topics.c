/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/topics.c - the library's tables: parameters, distributions, metrics, messages. */
#include <string.h>

#include "cli/help.h"
#include "cli/say.h"

/* `name` on a line of its own, what it means in a paragraph below. */
static void print_entry(FILE *to, const char *name, const char *text)
{
    fprintf(to, "%s\n    ", name);
    dc_say_wrapped(to, text, 4, 4, DC_HELP_WIDTH);
}

static enum dc_status end_listing(struct dc_listing *listing)
{
    if (dc_listing_end(listing) != DC_OK) {
        dc_say("standard output could not be written");
        return DC_FAILED;
    }
    return DC_OK;
}

static struct dc_listing *begin_listing(enum dc_format format, const char *const column[],
                                        size_t n, FILE *to)
{
    struct dc_listing *const listing = dc_listing_new(format, column, n, to);

    if (listing == NULL) {
        dc_say("memory ran out");
    }
    return listing;
}

static bool is_said(const char *text)
{
    return text != NULL && text[0] != '\0';
}

void dc_param_describe(const struct dc_param_row *row, char *buf, size_t size)
{
    char drawn[48] = "";

    if (is_said(row->drawn)) {
        snprintf(drawn, sizeof drawn, "%sdrawn %s%s", is_said(row->unit) ? " · " : "",
                 strcmp(row->drawn, "once") == 0 ? "" : "per ", row->drawn);
    }
    snprintf(buf, size, "%s\n%s%s%s%s%s%s", row->meaning, is_said(row->unit) ? row->unit : "",
             drawn, is_said(row->range) ? " · " : "", is_said(row->range) ? row->range : "",
             is_said(row->missing) ? " · default: " : "",
             is_said(row->missing) ? row->missing : "");
}

static void print_parameter(FILE *to, const struct dc_param_row *row)
{
    char text[1024];

    dc_param_describe(row, text, sizeof text);
    print_entry(to, row->path, text);
}

enum dc_status dc_topic_parameters(FILE *to, enum dc_format format)
{
    static const char *const column[] = {"path",    "unit",  "drawn",
                                         "default", "range", "meaning"};
    struct dc_listing *listing = NULL;
    struct dc_param_row row;

    if (format != DC_TEXT && (listing = begin_listing(format, column, 6, to)) == NULL) {
        return DC_FAILED;
    }
    for (size_t i = 0; dc_param_at(i, &row); i++) {
        if (listing == NULL) {
            print_parameter(to, &row);
            continue;
        }
        dc_listing_text(listing, row.path);
        dc_listing_text(listing, row.unit);
        dc_listing_text(listing, row.drawn);
        dc_listing_text(listing, row.missing);
        dc_listing_text(listing, row.range);
        dc_listing_text(listing, row.meaning);
    }
    return listing != NULL ? end_listing(listing) : DC_OK;
}

enum dc_status dc_topic_distributions(FILE *to, enum dc_format format)
{
    static const char *const column[] = {"name", "arguments", "meaning"};
    struct dc_listing *listing = NULL;
    struct dc_form_row row;
    char name[256];

    if (format != DC_TEXT && (listing = begin_listing(format, column, 3, to)) == NULL) {
        return DC_FAILED;
    }
    for (size_t i = 0; dc_form_at(i, &row); i++) {
        if (listing == NULL) {
            snprintf(name, sizeof name, "%s(%s)", row.name, row.args);
            print_entry(to, name, row.doc);
            continue;
        }
        dc_listing_text(listing, row.name);
        dc_listing_text(listing, row.args);
        dc_listing_text(listing, row.doc);
    }
    return listing != NULL ? end_listing(listing) : DC_OK;
}

/* Where rows of a metric stand, as words. */
static void write_places(const struct dc_metric *metric, char *buf, size_t size)
{
    snprintf(buf, size, "%s%s%s%s%s", metric->total ? "total " : "",
             metric->by_segment ? "segment " : "", metric->by_role ? "role " : "",
             metric->by_month ? "month " : "", metric->by_stage ? "stage " : "");
}

static void print_metric(FILE *to, const struct dc_metric *metric, const char *places)
{
    char text[1024];

    snprintf(text, sizeof text, "%s\n%s · rows by %s%s%s", metric->meaning, metric->unit,
             places, metric->headline ? "· headline " : "",
             metric->lower_better ? "· lower is better" : "");
    print_entry(to, metric->name, text);
}

enum dc_status dc_topic_metrics(FILE *to, enum dc_format format)
{
    static const char *const column[] = {"metric",  "unit",     "meaning",
                                         "rows_by", "headline", "better"};
    struct dc_listing *listing = NULL;
    const struct dc_metric *metric;
    char places[64];

    if (format != DC_TEXT && (listing = begin_listing(format, column, 6, to)) == NULL) {
        return DC_FAILED;
    }
    for (size_t i = 0; (metric = dc_metric_at(i)) != NULL; i++) {
        write_places(metric, places, sizeof places);
        if (listing == NULL) {
            print_metric(to, metric, places);
            continue;
        }
        dc_listing_text(listing, metric->name);
        dc_listing_text(listing, metric->unit);
        dc_listing_text(listing, metric->meaning);
        dc_listing_text(listing, places);
        dc_listing_text(listing, metric->headline ? "yes" : "no");
        dc_listing_text(listing, metric->lower_better ? "lower" : "higher");
    }
    return listing != NULL ? end_listing(listing) : DC_OK;
}

enum dc_status dc_topic_messages(FILE *to, enum dc_format format)
{
    static const char *const column[] = {"code", "severity", "meaning"};
    struct dc_listing *listing = NULL;
    struct dc_rule_row row;
    char name[128];

    if (format != DC_TEXT && (listing = begin_listing(format, column, 3, to)) == NULL) {
        return DC_FAILED;
    }
    for (size_t i = 0; dc_rule_at(i, &row); i++) {
        const char *const severity = row.severity == DC_ERROR ? "error" : "warning";
        if (listing == NULL) {
            snprintf(name, sizeof name, "%s (%s)", row.slug, severity);
            print_entry(to, name, row.meaning);
            continue;
        }
        dc_listing_text(listing, row.slug);
        dc_listing_text(listing, severity);
        dc_listing_text(listing, row.meaning);
    }
    return listing != NULL ? end_listing(listing) : DC_OK;
}
