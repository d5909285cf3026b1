/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/report_page.c - the page around the report: style, and a script without which
 * everything can be read (it only sorts tables). */
#include "emit/report.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1d21;--soft:#565d66;--paper:#fff;--shade:#f3f5f7;"
    "--line:#d5dae0;--mark:#00507d}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a9b1ba;--paper:#16191d;"
    "--shade:#20252b;--line:#3a424b;--mark:#7cc0ea}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:64rem;background:var(--paper);"
    "color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}\n"
    "h1{font-size:1.25rem;margin:0;font-weight:600}h2{font-size:1.15rem;margin:2.5rem 0 "
    ".75rem}\n"
    "header p{margin:.15rem 0;color:var(--soft)}\n"
    ".answer{margin:1.25rem 0;padding:1rem 1.25rem;border-left:.3rem solid var(--mark);"
    "background:var(--shade)}\n"
    ".answer p{margin:.4rem 0}.answer p:first-child{font-size:1.3rem;line-height:1.35}\n"
    "figure{margin:0 0 1.25rem;break-inside:avoid}\n"
    ".pan{overflow-x:auto;border:1px solid var(--line);border-radius:.3rem}\n"
    "figure svg{display:block;width:100%;height:auto;background:#fff}\n"
    "figcaption strong{display:none}\n"
    /* On a phone a picture keeps a size at which it can be read, and moves in its frame. */
    "@media screen and (max-width:46rem){.pan svg{width:44rem}"
    "figcaption strong{display:block;color:var(--ink)}}\n"
    "@media screen and (prefers-color-scheme:dark){.pan svg{"
    "filter:invert(.91) hue-rotate(180deg)}}\n"
    ".wide{overflow-x:auto;margin:0 0 1rem}\n"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}\n"
    "caption{text-align:left;color:var(--soft);padding:.25rem 0}\n"
    "th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--line)}\n"
    "thead th{border-bottom:2px solid var(--line);white-space:nowrap}\n"
    "th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    "td small,th small{font-weight:400;color:var(--soft);display:block}\n"
    "th .paper{display:none}#inputs th:first-child{width:29%}#inputs th:nth-child(2){width:25%}"
    "#inputs th:nth-child(3){width:13%}\n"
    "th button{all:unset;cursor:pointer;text-decoration:underline dotted}\n"
    "th button:focus-visible,.wide:focus-visible,summary:focus-visible,a:focus-visible{"
    "outline:2px solid var(--mark);outline-offset:2px}\n"
    "th[aria-sort=ascending] button::after{content:' \\2191'}\n"
    "th[aria-sort=descending] button::after{content:' \\2193'}\n"
    "code,pre{font:.85rem/1.45 ui-monospace,'DejaVu Sans Mono',monospace}\n"
    "pre{background:var(--shade);padding:.75rem 1rem;white-space:pre-wrap;"
    "overflow-wrap:anywhere}\n"
    "td code,th code{overflow-wrap:break-word}"
    "figcaption{color:var(--soft);font-size:.9rem;margin-top:.25rem}summary{cursor:pointer}a{"
    "color:var(--mark)}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none;"
    "font-size:.9rem}\n"
    "@page{size:A4;margin:16mm 14mm}\n"
    "@media print{:root{--ink:#000;--soft:#444;--paper:#fff;--shade:#f3f5f7;--line:#bbb;"
    "--mark:#00507d}\n"
    "body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}.wide{overflow:visible}\n"
    "table{font-size:8pt}td code,th code{font-size:inherit}"
    /* Browsers repeat a header's text on the next page, but not its buttons. */
    "th button{display:none}th "
    ".paper{display:inline}tr,.answer{break-inside:avoid}thead{display:table-header-group}\n"
    "h2{break-after:avoid}th,td{padding:.15rem .35rem}thead "
    "th,th.n,td.n{white-space:normal}}\n";

static const char script[] =
    "for(const table of document.querySelectorAll('table.sorts')){\n"
    "  const heads=[...table.tHead.rows[0].cells],body=table.tBodies[0];\n"
    "  heads.forEach((head,i)=>{\n"
    "    const button=document.createElement('button');\n"
    "    button.type='button';button.textContent=head.textContent;\n"
    "    const paper=document.createElement('span');\n"
    "    paper.className='paper';paper.textContent=head.textContent;\n"
    "    head.replaceChildren(button,paper);\n"
    "    button.addEventListener('click',()=>{\n"
    "      const up=head.getAttribute('aria-sort')!=='ascending';\n"
    "      heads.forEach(h=>h.removeAttribute('aria-sort'));\n"
    "      head.setAttribute('aria-sort',up?'ascending':'descending');\n"
    "      const key=row=>{const c=row.cells[i];\n"
    "        return c.dataset.v===undefined?c.textContent:Number(c.dataset.v)};\n"
    "      const rows=[...body.rows].map(row=>[key(row),row]);\n"
    "      rows.sort(([a],[b])=>typeof a==='number'&&typeof b==='number'?a-b:\n"
    "        typeof a===typeof b?String(a).localeCompare(String(b)):\n"
    "        typeof a==='number'?-1:1);\n"
    "      if(!up)rows.reverse();\n"
    "      body.append(...rows.map(([,row])=>row));\n"
    "    });\n"
    "  });\n"
    "}\n";

void dc_report_head(const struct dc_report *report, const char *title)
{
    dc_html_print(
        report->to,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"generator\" content=\"dealcycle %s\">\n<title>%s</title>\n<style>\n",
        dc_manifest_text(report->manifest, "version"), title);
    fputs(style, report->to);
    fputs("</style>\n</head>\n<body>\n", report->to);
}

void dc_report_foot(const struct dc_report *report)
{
    fputs("<script>\n", report->to);
    fputs(script, report->to);
    fputs("</script>\n</body>\n</html>\n", report->to);
}

void dc_report_table(const struct dc_report *report, const char *name, const char *const head[])
{
    dc_html_print(report->to,
                  "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n"
                  "<table class=\"sorts\">\n<caption>%s</caption>\n<thead><tr>",
                  name, name);
    for (size_t i = 0; head[i] != NULL; i++) {
        const bool is_number = head[i][0] == '#';
        fputs(is_number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">", report->to);
        dc_html_print(report->to, "%s</th>", head[i] + is_number);
    }
    fputs("</tr></thead>\n<tbody>\n", report->to);
}

void dc_report_table_end(const struct dc_report *report)
{
    fputs("</tbody>\n</table>\n</div>\n", report->to);
}
