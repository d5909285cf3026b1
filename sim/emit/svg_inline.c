/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/svg_inline.c - gnuplot's SVG as part of a page.
 *
 * All of its pictures use the same ids, which a page may hold once: they get the stem before
 * them. Elements that a picture of ours does not have are not let in, so that a picture that
 * somebody changed cannot bring a script into the page. */
#include <string.h>

#include "emit/html.h"

static const char *const known[] = {
    "svg",  "title",          "desc",    "g",           "rect", "defs",  "circle",  "path",
    "use",  "filter",         "feFlood", "feComposite", "text", "tspan", "polygon", "polyline",
    "line", "linearGradient", "stop",    "pattern"};

static bool is_known(const char *name, size_t n)
{
    for (size_t i = 0; i < DC_COUNT_OF(known); i++) {
        if (strlen(known[i]) == n && memcmp(known[i], name, n) == 0) {
            return true;
        }
    }
    return false;
}

/* Only known elements, no handlers, no addresses outside. */
static bool is_harmless(const char *svg)
{
    for (const char *at = strchr(svg, '<'); at != NULL; at = strchr(at + 1, '<')) {
        const char *const name = at[1] == '/' ? at + 2 : at + 1;
        const size_t n = strcspn(name, " \t\r\n/>");
        const size_t tag = strcspn(at, ">");
        if (!is_known(name, n)) {
            return false;
        }
        for (size_t i = 1; i + 3 < tag; i++) {
            const bool is_handler = (at[i] == ' ' || at[i] == '\n' || at[i] == '\t') &&
                                    (at[i + 1] == 'o' || at[i + 1] == 'O') &&
                                    (at[i + 2] == 'n' || at[i + 2] == 'N');
            const bool is_away = memcmp(at + i, "ref=", 4) == 0 && at[i + 5] != '#';
            if (is_handler || is_away) {
                return false;
            }
        }
    }
    return true;
}

/* Writes from `at` to `end`, with the stem before every id and every use of one. */
static void put_own_ids(FILE *to, const char *at, const char *end, const char *stem)
{
    static const char *const before[] = {" id='", " id=\"", "href='#", "href=\"#", "url(#"};
    bool in_tag = false;
    while (at < end) {
        size_t n = 0;
        for (size_t i = 0; i < DC_COUNT_OF(before) && in_tag && n == 0; i++) {
            const size_t size = strlen(before[i]);
            n = (size_t)(end - at) > size && memcmp(at, before[i], size) == 0 ? size : 0;
        }
        if (n > 0) {
            fwrite(at, 1, n, to);
            fprintf(to, "%s-", stem);
            at += n;
            continue;
        }
        in_tag = *at == '<' || (in_tag && *at != '>');
        fputc(*at++, to);
    }
}

bool dc_svg_inline(FILE *to, const char *svg, const char *stem, const char *title,
                   const char *description)
{
    const char *const start = strstr(svg, "<svg");
    const char *const size = start != NULL ? strstr(start, "viewBox=\"") : NULL;
    const char *const body = start != NULL ? strstr(start, "</desc>") : NULL;
    const char *const end = body != NULL ? strstr(body, "</svg>") : NULL;
    if (size == NULL || end == NULL || !is_harmless(start)) {
        return false;
    }
    const char *const box = size + strlen("viewBox=\"");
    fprintf(
        to,
        "<svg role=\"img\" aria-labelledby=\"%s-title %s-desc\" viewBox=\"%.*s\" "
        "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n",
        stem, stem, (int)strcspn(box, "\""), box);
    dc_html_print(to, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>", stem,
                  title, stem, description);
    put_own_ids(to, body + strlen("</desc>"), end, stem);
    fputs("</svg>\n", to);
    return true;
}
