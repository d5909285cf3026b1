/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/comparison.c - the comparison on a stream, as text, CSV or JSON. */
#include "emit/manifest.h"
#include "emit/table_text.h"
#include "emit/tables.h"

/* {"verdict": [...], "summary": [...], "compare": [...], "best": [...]}; after a selection also
 * "selection". */
static enum dc_status json_print(const struct dc_finding *finding, FILE *to)
{
    static const struct {
        const char *name;
        dc_table_write *write;
    } part[] = {
        {"summary", dc_summary_write}, {"compare", dc_compare_write}, {"best", dc_best_write}};
    const char *text;
    bool ok = fputs("{\"verdict\": [", to) >= 0;
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL && ok; i++) {
        json_t *const sentence = dc_json_text(text);
        ok = fputs(i > 0 ? ",\n " : "\n ", to) >= 0 &&
             json_dumpf(sentence, to, JSON_ENCODE_ANY) == 0;
        json_decref(sentence);
    }
    ok = ok && fputs("\n]", to) >= 0;
    for (size_t i = 0; i < DC_COUNT_OF(part) && ok; i++) {
        ok = fprintf(to, ",\n\"%s\": ", part[i].name) > 0 &&
             part[i].write(finding, DC_JSON, to) == DC_OK;
    }
    uint32_t chosen;
    if (ok && dc_finding_selected(finding, &chosen)) {
        ok = fputs(",\n\"selection\": ", to) >= 0 &&
             dc_selection_write(finding, DC_JSON, to) == DC_OK;
    }
    ok = ok && fputs("}\n", to) >= 0 && fflush(to) == 0;
    return ok ? DC_OK : DC_FAILED;
}

enum dc_status dc_emit_comparison(const struct dc_results *results,
                                  const struct dc_finding *finding, enum dc_format format,
                                  FILE *to)
{
    (void)results;
    switch (format) {
    case DC_TEXT:
        return dc_comparison_print(finding, to);
    case DC_CSV:
        return dc_summary_write(finding, DC_CSV, to);
    case DC_JSON:
        return json_print(finding, to);
    }
    return DC_FAILED;
}
