/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/calibration_html.c - the calibration for people: what was found, read and fitted. */
#include <string.h>

#include "base/number.h"
#include "emit/calibration.h"

static void put(FILE *to, const char *text)
{
    for (const char *at = text != NULL ? text : ""; *at != '\0'; at++) {
        switch (*at) {
        case '&':
            fputs("&amp;", to);
            break;
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        default:
            fputc((unsigned char)*at < 0x20 ? ' ' : *at, to);
        }
    }
}

static void cell(FILE *to, const char *text)
{
    fputs("<td>", to);
    put(to, text);
    fputs("</td>", to);
}

static void number(FILE *to, bool has, double x)
{
    char text[32] = "";
    if (has) {
        snprintf(text, sizeof text, "%.6g", x);
        /* A process in another locale prints a comma. */
        char *const comma = strchr(text, ',');
        if (comma != NULL) {
            *comma = '.';
        }
    }
    fprintf(to, "<td class=\"n\">%s</td>", text);
}

static void list(FILE *to, const char *title, const char *const text[], size_t n)
{
    fprintf(to, "<h2>%s</h2>\n<ul>\n", title);
    for (size_t i = 0; i < n; i++) {
        fputs("<li>", to);
        put(to, text[i]);
        fputs("</li>\n", to);
    }
    fputs("</ul>\n", to);
}

static void fits(FILE *to, const struct dc_calibration *c)
{
    fputs("<h2>Every fit</h2>\n<table>\n<tr><th>What</th><th>Segment</th><th>Method</th>"
          "<th>Family</th><th>Parameter</th><th>n</th><th>Events</th><th>Estimate</th>"
          "<th>Standard error</th><th>Log-likelihood</th><th>AIC</th><th>Test</th><th>Statistic"
          "</th><th>p</th><th>Used</th><th>How good</th></tr>\n",
          to);
    for (size_t i = 0; i < c->n_fits; i++) {
        const struct dc_fit_row *const r = &c->fit[i];
        fputs("<tr>", to);
        cell(to, r->what);
        cell(to, r->segment);
        cell(to, r->method);
        cell(to, r->family);
        cell(to, r->parameter);
        number(to, true, r->n);
        number(to, true, r->n_events);
        number(to, true, r->estimate);
        number(to, r->has_se, r->se);
        number(to, r->has_fit, r->loglik);
        number(to, r->has_fit, r->aic);
        cell(to, r->test);
        number(to, r->test != NULL, r->statistic);
        number(to, r->has_p, r->p);
        cell(to, r->is_used ? "yes" : "");
        cell(to, r->verdict);
        fputs("</tr>\n", to);
    }
    fputs("</table>\n", to);
}

enum dc_status dc_calibration_html_write(const void *calibration, FILE *to)
{
    static const char *const picture[] = {"survival", "incidence", "size", "channel", "reps"};
    const struct dc_calibration *const c = calibration;
    fputs(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<title>Calibration</title>\n<style>body{font:16px/1.45 sans-serif;max-width:72rem;"
        "margin:2rem auto;padding:0 1rem;color:#222}table{border-collapse:collapse;font-size:"
        "13px;display:block;overflow-x:auto}td,th{padding:2px 8px;border-bottom:1px solid #ddd;"
        "text-align:left}td.n{text-align:right}img{max-width:100%}</style></head>\n<body>\n"
        "<h1>From the export to the scenario</h1>\n",
        to);
    list(to, "What was found", c->sentence, c->n_sentences);
    for (size_t i = 0; i < DC_COUNT_OF(picture); i++) {
        bool has = false;
        for (size_t k = 0; k < c->n_curves && !has; k++) {
            has = strcmp(c->curve[k].curve, picture[i]) == 0;
        }
        if (has) {
            fprintf(to, "<p><img src=\"plots/calibration_%s.svg\" alt=\"%s\"></p>\n",
                    picture[i], picture[i]);
        }
    }
    list(to, "What was read, and which rules were applied", c->note, c->n_notes);
    fits(to, c);
    fputs("</body></html>\n", to);
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}
