/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/plot_titles.c - what each picture shows, in a sentence. A picture without a title has
 * nothing to show and is not drawn. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "decide/words.h"
#include "emit/plot.h"
#include "emit/table_text.h"
#include "emit/tables.h"

/* What the titles are made of: the best team by the finding's metric, and its means. */
struct titling {
    const struct dc_finding *finding;
    const struct dc_contender *best;
    const char *currency;
    struct dc_arena *arena;
};

static bool stats_of(const struct dc_contender *c, const char *metric, int32_t month,
                     struct dc_stats *out)
{
    const uint32_t i_row = dc_tally_find(c->tally, metric, NULL, NULL, month);
    return i_row != UINT32_MAX && dc_tally_stats(c->tally, i_row, out) == DC_OK && out->n > 0;
}

static bool mean_of(const struct dc_contender *c, const char *metric, int32_t month,
                    double *out)
{
    struct dc_stats stats;
    const bool has = stats_of(c, metric, month, &stats);
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
        double own;
        double other;
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

/* The contender with the most contribution, whatever the finding ranks by. */
static const struct dc_contender *top_of(const struct dc_finding *finding, double *mean)
{
    const struct dc_contender *top = NULL;
    double own;
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        const struct dc_contender *const c = dc_finding_contender(finding, i);
        if (dc_contribution_of(finding, i, &own) && (top == NULL || own > *mean)) {
            top = c;
            *mean = own;
        }
    }
    return top;
}

/* A label that leaves room for the finding. */
static const char *name_of(const struct titling *t, const struct dc_contender *c)
{
    enum { MOST = 28 };
    char cut[DC_WORDS_SIZE];
    size_t n = 0;
    size_t n_characters = 0;
    if (dc_text_columns(c->label, strlen(c->label)) <= MOST) {
        return c->label;
    }
    while (c->label[n] != '\0' && n_characters < MOST - 1 && n + 8 < sizeof cut) {
        cut[n] = c->label[n];
        n++;
        n_characters += ((unsigned char)c->label[n] & 0xC0) != 0x80;
    }
    return dc_arena_printf(t->arena, "%.*s\xE2\x80\xA6", (int)n, cut);
}

static const char *title_fan(const struct titling *t)
{
    char money[DC_WORDS_SIZE];
    double mean = 0.0;
    const struct dc_contender *const top = top_of(t->finding, &mean);
    if (top == NULL) {
        return NULL;
    }
    const unsigned months = dc_model_horizon_months(dc_tally_model(top->tally));
    const int32_t from = leads_from(t->finding, top);
    const char *const unit = months == 1 ? "month" : "months";
    dc_words_quantity(mean, t->currency, money);
    if (dc_finding_n(t->finding) == 1 || from < 0) {
        return dc_arena_printf(t->arena, "%s comes to %s contribution after %u months",
                               name_of(t, top), money, months);
    }
    return dc_arena_printf(t->arena,
                           "%s is ahead from month %d on: %s contribution after %u %s",
                           name_of(t, top), (int)from, money, months, unit);
}

static const char *title_distribution(const struct titling *t)
{
    char low[DC_WORDS_SIZE];
    char high[DC_WORDS_SIZE];
    struct dc_stats stats;
    if (!stats_of(t->best, "contribution", -1, &stats)) {
        return NULL;
    }
    return dc_arena_printf(t->arena, "%s: %s to %s contribution in nine of ten futures",
                           name_of(t, t->best), dc_words_short(stats.p5, low),
                           dc_words_quantity(stats.p95, t->currency, high));
}

/* How often a contender has a contribution of 0 or more. */
static double share_in_profit(const struct dc_contender *c)
{
    const uint32_t i_row = dc_tally_find(c->tally, "contribution", NULL, NULL, -1);
    uint64_t n = 0;
    uint64_t n_above = 0;
    for (uint64_t r = 0; r < dc_tally_n_stored(c->tally) && i_row != UINT32_MAX; r++) {
        double x;
        if (dc_tally_value(c->tally, i_row, r, &x)) {
            n++;
            n_above += x >= 0.0;
        }
    }
    return n > 0 ? (double)n_above / (double)n : 0.0;
}

static const char *title_exceedance(const struct titling *t)
{
    char share[DC_WORDS_SIZE];
    char money[DC_WORDS_SIZE];
    double target;
    double hit;
    if (dc_model_target(dc_tally_model(t->best->tally), &target) &&
        mean_of(t->best, "target_hit", -1, &hit)) {
        return dc_arena_printf(
            t->arena, "%s reaches the target of %s bookings in %s of futures",
            name_of(t, t->best), dc_words_quantity(target, t->currency, money),
            dc_words_share(hit, share));
    }
    return dc_arena_printf(t->arena, "%s covers its cost in %s of futures", name_of(t, t->best),
                           dc_words_share(share_in_profit(t->best), share));
}

static const char *title_difference(const struct titling *t)
{
    char money[DC_WORDS_SIZE];
    struct dc_difference d;
    double mean;
    const struct dc_contender *const top = top_of(t->finding, &mean);
    const struct dc_contender *next = NULL;
    double next_mean = 0.0;
    for (uint32_t i = 0; i < dc_finding_n(t->finding); i++) {
        const struct dc_contender *const c = dc_finding_contender(t->finding, i);
        if (c != top && dc_contribution_of(t->finding, i, &mean) &&
            (next == NULL || mean > next_mean)) {
            next = c;
            next_mean = mean;
        }
    }
    if (next == NULL) {
        return NULL;
    }
    const struct dc_contender *const first = dc_finding_contender(t->finding, 0);
    if (dc_finding_difference(t->finding, (uint32_t)(top - first), (uint32_t)(next - first),
                              "contribution", &d) != DC_OK ||
        d.n < 2) {
        return NULL;
    }
    if (d.mean == 0.0) {
        return dc_arena_printf(t->arena, "%s and %s come to the same contribution",
                               name_of(t, top), name_of(t, next));
    }
    return dc_arena_printf(t->arena, "%s stays %s contribution behind %s on average",
                           name_of(t, next), dc_words_quantity(d.mean, t->currency, money),
                           name_of(t, top));
}

static const char *title_cost(const struct titling *t)
{
    static const char *const part[] = {"salary",     "commission", "oncost", "tools",
                                       "overhead",   "travel",     "hiring", "training",
                                       "management", "leads"};
    char money[DC_WORDS_SIZE];
    char share[DC_WORDS_SIZE];
    char name[32];
    double cost;
    double own;
    double most = 0.0;
    const char *largest = part[0];
    if (!mean_of(t->best, "cost", -1, &cost) || !(cost > 0.0)) {
        return NULL;
    }
    for (size_t i = 0; i < DC_COUNT_OF(part); i++) {
        snprintf(name, sizeof name, "cost.%s", part[i]);
        if (mean_of(t->best, name, -1, &own) && own > most) {
            most = own;
            largest = part[i];
        }
    }
    return dc_arena_printf(t->arena, "%s costs %s, the largest part being %s with %s",
                           name_of(t, t->best), dc_words_quantity(cost, t->currency, money),
                           largest, dc_words_share(most / cost, share));
}

static const char *title_cash(const struct titling *t)
{
    char money[DC_WORDS_SIZE];
    double low;
    if (!mean_of(t->best, "cash_low", -1, &low)) {
        return NULL;
    }
    if (low >= 0.0) {
        return dc_arena_printf(t->arena, "%s needs no cash on average", name_of(t, t->best));
    }
    return dc_arena_printf(t->arena, "%s needs %s of cash at its lowest, on average",
                           name_of(t, t->best), dc_words_quantity(-low, t->currency, money));
}

/* `45.2`, `9,710` */
static const char *count(double n, char buf[DC_WORDS_SIZE])
{
    return dc_words_grouped(n, n < 99.95 ? 1 : 0, buf);
}

static const char *title_funnel(const struct titling *t)
{
    char won[DC_WORDS_SIZE];
    char leads[DC_WORDS_SIZE];
    double n_won;
    double n_leads;
    if (!mean_of(t->best, "won", -1, &n_won) || !mean_of(t->best, "leads", -1, &n_leads) ||
        !(n_leads > 0.0)) {
        return NULL;
    }
    return dc_arena_printf(t->arena, "%s wins %s of %s leads", name_of(t, t->best),
                           count(n_won, won), count(n_leads, leads));
}

static const char *title_people(const struct titling *t)
{
    char share[DC_WORDS_SIZE];
    double use;
    if (!mean_of(t->best, "utilisation", -1, &use)) {
        return NULL;
    }
    return dc_arena_printf(t->arena, "Reps of %s are busy %s of their time",
                           name_of(t, t->best), dc_words_share(use, share));
}

/* `6.7 hours`, `1.1 days` */
static const char *duration(double days, char buf[DC_WORDS_SIZE])
{
    dc_words_fixed(days < 1.0 ? 24.0 * days : days, 1, buf);
    return strcat(buf, days < 1.0 ? " hours" : " days");
}

static const char *title_response(const struct titling *t)
{
    char fast[DC_WORDS_SIZE];
    char slow[DC_WORDS_SIZE];
    const struct dc_contender *first = NULL;
    const struct dc_contender *last = NULL;
    double least = 0.0;
    double most = 0.0;
    double own;
    for (uint32_t i = 0; i < dc_finding_n(t->finding); i++) {
        const struct dc_contender *const c = dc_finding_contender(t->finding, i);
        if (!mean_of(c, "response_time", -1, &own)) {
            continue;
        }
        if (first == NULL || own < least) {
            first = c;
            least = own;
        }
        if (last == NULL || own > most) {
            last = c;
            most = own;
        }
    }
    if (first == NULL || !(most > 0.0)) {
        return NULL;
    }
    return first == last ? dc_arena_printf(t->arena, "%s answers a lead after %s on average",
                                           name_of(t, first), duration(least, fast))
                         : dc_arena_printf(t->arena, "%s answers a lead after %s, %s after %s",
                                           name_of(t, first), duration(least, fast),
                                           name_of(t, last), duration(most, slow));
}

static const char *title_attainment(const struct titling *t)
{
    char share[DC_WORDS_SIZE];
    double reached;
    if (!mean_of(t->best, "at_quota", -1, &reached)) {
        return NULL;
    }
    return dc_arena_printf(t->arena, "%s of the rep-periods of %s reach the quota",
                           dc_words_share(reached, share), name_of(t, t->best));
}

static const struct {
    const char *stem;
    const char *(*make)(const struct titling *t); /* NULL: nothing to show (or memory) */
} titles_of[] = {
    {"fan", title_fan},
    {"distribution", title_distribution},
    {"exceedance", title_exceedance},
    {"difference", title_difference},
    {"cost", title_cost},
    {"cash", title_cash},
    {"funnel", title_funnel},
    {"people", title_people},
    {"response", title_response},
    {"attainment", title_attainment},
};

static bool put(json_t *titles, const char *stem, const char *text)
{
    char capital[400];
    snprintf(capital, sizeof capital, "%s", text);
    if (capital[0] >= 'a' && capital[0] <= 'z') {
        capital[0] = (char)(capital[0] - 'a' + 'A');
    }
    return json_object_set_new(titles, stem, dc_json_text(capital)) == 0;
}

bool dc_plot_titles(json_t *titles, const struct dc_finding *finding)
{
    struct dc_arena arena = {0};
    const struct dc_standing *const best = dc_finding_standing(finding, 0);
    bool ok = true;
    if (best == NULL) {
        return true;
    }
    struct titling t = {.finding = finding,
                        .best = dc_finding_contender(finding, best->contender),
                        .arena = &arena};
    t.currency = dc_model_currency(dc_tally_model(t.best->tally));
    for (size_t i = 0; i < DC_COUNT_OF(titles_of) && ok; i++) {
        const char *const text = titles_of[i].make(&t);
        ok = text == NULL || put(titles, titles_of[i].stem, text);
    }
    dc_arena_free(&arena);
    return ok;
}
