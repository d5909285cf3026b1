/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/calibration_html.c - the calibration for people: what was found, read and fitted. */
#include <string.h>

#include "base/number.h"
#include "emit/calibration.h"
#include "emit/report.h"
#include "emit/table_text.h"

static void cell(const struct dc_report *page, const char *text)
{
    dc_html_print(page->to, "<td>%s</td>", text != NULL ? text : "");
}

/* As many digits as an estimate is worth; the cell sorts by all of them. */
static void number(const struct dc_report *page, bool has, double x)
{
    char exact[DC_NUMBER_SIZE];
    char words[32];
    if (!has) {
        fputs("<td class=\"n\"></td>", page->to);
        return;
    }
    dc_number_write(x, exact);
    snprintf(words, sizeof words, "%.4g", x);
    /* A process in another locale prints a comma. */
    char *const comma = strchr(words, ',');
    if (comma != NULL) {
        *comma = '.';
    }
    dc_html_print(page->to, "<td class=\"n\" data-v=\"%s\">%s</td>", exact, words);
}

/* A count, or a likelihood, of which differences of one matter. */
static void grouped(const struct dc_report *page, bool has, double x, int decimals)
{
    char exact[DC_NUMBER_SIZE];
    char words[DC_WORDS_SIZE];
    if (!has) {
        fputs("<td class=\"n\"></td>", page->to);
        return;
    }
    dc_number_write(x, exact);
    dc_html_print(page->to, "<td class=\"n\" data-v=\"%s\">%s</td>", exact,
                  dc_words_grouped(x, decimals, words));
}

static void put_notes(const struct dc_report *page, const struct dc_calibration *c)
{
    fputs("<section id=\"read\">\n<h2>What was read, and which rules were applied</h2>\n<ul>\n",
          page->to);
    for (size_t i = 0; i < c->n_notes; i++) {
        dc_html_print(page->to, "<li>%s</li>\n", c->note[i]);
    }
    fputs("</ul>\n</section>\n", page->to);
}

static void put_fit(const struct dc_report *page, const struct dc_fit_row *r)
{
    fputs("<tr>", page->to);
    cell(page, r->what);
    cell(page, r->segment);
    cell(page, r->method);
    cell(page, r->family);
    cell(page, r->parameter);
    grouped(page, true, r->n, 0);
    grouped(page, true, r->n_events, 0);
    number(page, true, r->estimate);
    number(page, r->has_se, r->se);
    grouped(page, r->has_fit, r->loglik, 1);
    grouped(page, r->has_fit, r->aic, 1);
    cell(page, r->test);
    number(page, r->test != NULL, r->statistic);
    number(page, r->has_p, r->p);
    cell(page, r->is_used ? "yes" : "");
    cell(page, r->verdict);
    fputs("</tr>\n", page->to);
}

static void put_fits(const struct dc_report *page, const struct dc_calibration *c)
{
    static const char *const head[] = {"What",
                                       "Segment",
                                       "Method",
                                       "Family",
                                       "Parameter",
                                       "#n",
                                       "#Events",
                                       "#Estimate",
                                       "#Standard error",
                                       "#Log-likelihood",
                                       "#AIC",
                                       "Test",
                                       "#Statistic",
                                       "#p",
                                       "Used",
                                       "How good",
                                       NULL};
    fputs("<section id=\"fits\">\n<h2>Every fit</h2>\n", page->to);
    dc_report_table(page, "All that was fitted; what the scenario has is marked as used", head);
    for (size_t i = 0; i < c->n_fits; i++) {
        put_fit(page, &c->fit[i]);
    }
    dc_report_table_end(page);
    fputs("</section>\n", page->to);
}

enum dc_status dc_calibration_html_write(const void *page, FILE *to)
{
    const struct dc_calibration_page *const given = page;
    struct dc_arena arena = {0};
    const struct dc_report report = {
        .dir = given->dir, .manifest = given->manifest, .arena = &arena, .to = to};
    dc_report_head(&report, "From the export to the scenario");
    fputs("<header>\n<h1>From the export to the scenario</h1>\n</header>\n<main>\n", to);
    dc_report_answer(&report);
    dc_report_pictures(&report);
    put_notes(&report, given->calibration);
    put_fits(&report, given->calibration);
    dc_report_again(&report);
    fputs("</main>\n", to);
    dc_report_foot(&report);
    dc_arena_free(&arena);
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}
