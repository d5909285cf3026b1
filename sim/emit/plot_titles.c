/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/plot_titles.c - what each picture shows, in a sentence. */
#include <string.h>

#include "base/arena.h"
#include "decide/words.h"
#include "emit/plot.h"
#include "emit/tables.h"

static const char *name_of(const struct dc_finding *finding, uint32_t rank)
{
    const struct dc_standing *const s = dc_finding_standing(finding, rank);
    return s != NULL ? dc_finding_contender(finding, s->contender)->label : "";
}

static const struct dc_contender *ranked(const struct dc_finding *finding, uint32_t rank)
{
    const struct dc_standing *const s = dc_finding_standing(finding, rank);
    return s != NULL ? dc_finding_contender(finding, s->contender) : NULL;
}

static bool mean_of(const struct dc_contender *c, const char *metric, int32_t month,
                    double *out)
{
    struct dc_stats stats;
    const uint32_t i_row = dc_tally_find(c->tally, metric, NULL, NULL, month);
    const bool has =
        i_row != UINT32_MAX && dc_tally_stats(c->tally, i_row, &stats) == DC_OK && stats.n > 0;
    *out = has ? stats.mean : 0.0;
    return has;
}

/* The month from whose end on `a` has more than every other contender, or -1: not at the end.
 */
static int32_t leads_from(const struct dc_finding *finding, const struct dc_contender *a)
{
    const struct dc_model *const model = dc_tally_model(a->tally);
    int32_t month = (int32_t)dc_model_horizon_months(model) - 1;
    int32_t from = -1;
    for (; month >= (int32_t)dc_model_warmup_months(model); month--) {
        double own, other;
        bool leads = mean_of(a, "cumulative_contribution", month, &own);
        for (uint32_t i = 0; i < dc_finding_n(finding) && leads; i++) {
            const struct dc_contender *const b = dc_finding_contender(finding, i);
            leads =
                b == a || !mean_of(b, "cumulative_contribution", month, &other) || own > other;
        }
        if (!leads) {
            break;
        }
        from = month + 1;
    }
    return from;
}

static bool put(json_t *titles, const char *stem, const char *text)
{
    char capital[400];
    if (text == NULL) {
        return false;
    }
    snprintf(capital, sizeof capital, "%s", text);
    capital[0] =
        capital[0] >= 'a' && capital[0] <= 'z' ? (char)(capital[0] - 'a' + 'A') : capital[0];
    return json_object_set_new(titles, stem, dc_json_text(capital)) == 0;
}

/* The contender with the most contribution at the end, whatever the finding ranks by. */
static const struct dc_contender *top_of(const struct dc_finding *finding, double *mean)
{
    const struct dc_contender *top = NULL;
    double own;
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        const struct dc_contender *const c = dc_finding_contender(finding, i);
        if (mean_of(c, "contribution", -1, &own) && (top == NULL || own > *mean)) {
            top = c;
            *mean = own;
        }
    }
    return top;
}

static bool title_fan(json_t *titles, const struct dc_finding *finding, struct dc_arena *arena)
{
    char money[DC_WORDS_SIZE];
    double mean = 0.0;
    const struct dc_contender *const top = top_of(finding, &mean);
    if (top == NULL) {
        return put(titles, "fan", "Cumulative contribution");
    }
    const struct dc_model *const model = dc_tally_model(top->tally);
    const int32_t from = leads_from(finding, top);
    dc_words_quantity(mean, dc_model_currency(model), money);
    if (dc_finding_n(finding) == 1 || from < 0) {
        return put(titles, "fan",
                   dc_arena_printf(arena, "%s comes to %s contribution after %u months",
                                   top->label, money,
                                   (unsigned)dc_model_horizon_months(model)));
    }
    return put(titles, "fan",
               dc_arena_printf(
                   arena, "%s is ahead from month %d on: %s contribution after %u months",
                   top->label, (int)from, money, (unsigned)dc_model_horizon_months(model)));
}

static bool title_distribution(json_t *titles, const struct dc_finding *finding,
                               struct dc_arena *arena)
{
    char low[DC_WORDS_SIZE];
    char high[DC_WORDS_SIZE];
    struct dc_stats stats = {0};
    const struct dc_contender *const best = ranked(finding, 0);
    const uint32_t i_row =
        best == NULL ? UINT32_MAX : dc_tally_find(best->tally, "contribution", NULL, NULL, -1);
    if (i_row == UINT32_MAX || dc_tally_stats(best->tally, i_row, &stats) != DC_OK ||
        stats.n == 0) {
        return put(titles, "distribution", "Contribution");
    }
    return put(titles, "distribution",
               dc_arena_printf(
                   arena, "%s: %s to %s contribution in nine of ten futures",
                   name_of(finding, 0), dc_words_short(stats.p5, low),
                   dc_words_quantity(stats.p95, dc_tally_row(best->tally, i_row)->unit, high)));
}

bool dc_plot_titles(json_t *titles, const struct dc_finding *finding)
{
    struct dc_arena arena = {0};
    const bool ok =
        title_fan(titles, finding, &arena) && title_distribution(titles, finding, &arena);
    dc_arena_free(&arena);
    return ok;
}
