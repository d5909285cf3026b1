/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/table_lines.c - what the comparison for people shows of each team. */
#include <string.h>

#include "emit/table_text.h"
#include "emit/tables.h"

enum { LABEL_WIDTH = 18, FEW = 3 /* contenders whose order needs no line of its own */ };

/* What a cell is made of. */
struct making {
    const struct dc_finding *finding;
    struct dc_arena *arena;
    const char *metric;
    enum { MEAN, LOW, HIGH, BEST, REGRET, RANK, LABEL, FUTURES, SCENARIO } what;
};

static const struct dc_standing *standing_of(const struct dc_finding *finding, uint32_t i)
{
    const struct dc_standing *s;
    for (uint32_t rank = 0; (s = dc_finding_standing(finding, rank)) != NULL; rank++) {
        if (s->contender == i) {
            break;
        }
    }
    return s;
}

/* From 1, the best. */
static uint32_t rank_of(const struct dc_finding *finding, uint32_t i)
{
    uint32_t rank = 0;
    while (dc_finding_standing(finding, rank)->contender != i) {
        rank++;
    }
    return rank + 1;
}

static const char *value_cell(const struct making *m, uint32_t i, char buf[DC_WORDS_SIZE])
{
    struct dc_stats stats;
    const struct dc_contender *const c = dc_finding_contender(m->finding, i);
    const uint32_t i_row = dc_tally_find(c->tally, m->metric, NULL, NULL, -1);
    if (i_row == UINT32_MAX || dc_tally_stats(c->tally, i_row, &stats) != DC_OK ||
        stats.n == 0) {
        return "-";
    }
    const double x = m->what == LOW ? stats.p5 : m->what == HIGH ? stats.p95 : stats.mean;
    return dc_cell_words(x, dc_tally_row(c->tally, i_row)->unit, buf);
}

static const char *standing_cell(const struct making *m, uint32_t i, char buf[DC_WORDS_SIZE])
{
    const struct dc_standing *const s = standing_of(m->finding, i);
    const struct dc_contender *const c = dc_finding_contender(m->finding, i);
    const uint32_t i_row = dc_tally_find(c->tally, m->metric, NULL, NULL, -1);
    if (s == NULL || s->n == 0) {
        return "-";
    }
    if (m->what == BEST) {
        return dc_cell_words(s->p_best, "share", buf);
    }
    return dc_cell_words(s->regret, dc_tally_row(c->tally, i_row)->unit, buf);
}

static const char *cell(const struct making *m, uint32_t i, char buf[DC_WORDS_SIZE])
{
    const struct dc_contender *const c = dc_finding_contender(m->finding, i);
    switch (m->what) {
    case MEAN:
    case LOW:
    case HIGH:
        return value_cell(m, i, buf);
    case BEST:
    case REGRET:
        return standing_cell(m, i, buf);
    case RANK:
        return dc_words_fixed((double)rank_of(m->finding, i), 0, buf);
    case LABEL:
        return dc_words_label(dc_model_team_label(dc_tally_model(c->tally), c->i_team),
                              LABEL_WIDTH, buf);
    case FUTURES:
        return dc_words_grouped((double)dc_tally_n(c->tally), 0, buf);
    case SCENARIO:
        return dc_words_label(c->scenario, LABEL_WIDTH, buf);
    }
    return "";
}

static bool line_add(struct dc_text_table *table, const char *name, const struct making *m)
{
    char buf[DC_WORDS_SIZE];
    const uint32_t n = dc_finding_n(m->finding);
    struct dc_text_line *const line = &table->line[table->n_lines++];
    char *const copy = dc_arena_text(m->arena, name, strlen(name));
    line->cell = dc_arena_zero(m->arena, n, sizeof *line->cell);
    if (copy == NULL || line->cell == NULL) {
        return false;
    }
    copy[0] = copy[0] >= 'a' && copy[0] <= 'z' ? (char)(copy[0] - 'a' + 'A') : copy[0];
    line->name = copy;
    bool is_known = false;
    for (uint32_t i = 0; i < n; i++) {
        const char *const text = cell(m, i, buf);
        is_known = is_known || strcmp(text, "-") != 0;
        line->cell[i] = dc_arena_text(m->arena, text, strlen(text));
        if (line->cell[i] == NULL) {
            return false;
        }
    }
    table->n_lines -= !is_known; /* a metric without any value takes no line */
    return true;
}

static bool has_many_scenarios(const struct dc_finding *finding)
{
    const struct dc_contender *const first = dc_finding_contender(finding, 0);
    for (uint32_t i = 1; i < dc_finding_n(finding); i++) {
        if (strcmp(dc_finding_contender(finding, i)->scenario, first->scenario) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether all went through the same futures: a selection simulates some further than others. */
static bool has_one_number(const struct dc_finding *finding)
{
    const uint64_t n = dc_tally_n(dc_finding_contender(finding, 0)->tally);
    for (uint32_t i = 1; i < dc_finding_n(finding); i++) {
        if (dc_tally_n(dc_finding_contender(finding, i)->tally) != n) {
            return false;
        }
    }
    return true;
}

static bool head_add(struct dc_text_table *table, struct making m)
{
    char words[DC_WORDS_SIZE];
    const uint64_t n = dc_tally_n(dc_finding_contender(m.finding, 0)->tally);
    m.what = SCENARIO;
    if (has_many_scenarios(m.finding) && !line_add(table, "", &m)) {
        return false;
    }
    m.what = LABEL;
    if (!has_one_number(m.finding)) {
        if (!line_add(table, "means", &m)) {
            return false;
        }
        m.what = FUTURES;
        return line_add(table, "futures", &m);
    }
    dc_words_grouped((double)n, 0, words);
    return line_add(table, strcat(words, n == 1 ? " future" : " futures, means"), &m);
}

static bool any_has_row(const struct dc_finding *finding, const char *metric)
{
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        if (dc_has_row(dc_finding_contender(finding, i), metric)) {
            return true;
        }
    }
    return false;
}

static bool headlines_add(struct dc_text_table *table, struct making m)
{
    char words[DC_WORDS_SIZE];
    const char *const asked = dc_finding_metric(m.finding);
    const char *metric[DC_N_HEADLINE + 1];
    const size_t n = dc_judged(asked, metric);
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++) {
        if (!any_has_row(m.finding, metric[i])) {
            continue;
        }
        m.metric = metric[i];
        m.what = MEAN;
        ok = line_add(table, dc_words_metric(m.metric, words), &m);
        if (ok && strcmp(m.metric, asked) == 0) {
            m.what = LOW;
            ok = line_add(table, "  5% of futures below", &m);
            m.what = HIGH;
            ok = ok && line_add(table, "  5% of futures above", &m);
        }
    }
    return ok;
}

bool dc_text_table_fill(struct dc_text_table *table, const struct dc_finding *finding,
                        struct dc_arena *arena)
{
    char words[DC_WORDS_SIZE];
    struct making m = {
        .finding = finding, .arena = arena, .metric = dc_finding_metric(finding)};
    table->n_lines = 0;
    if (!head_add(table, m) || !headlines_add(table, m)) {
        return false;
    }
    m.what = RANK;
    if (dc_finding_n(finding) > FEW && !line_add(table, "rank", &m)) {
        return false;
    }
    m.what = BEST;
    snprintf(words, sizeof words, "best %.15s in", m.metric);
    if (!line_add(table, words, &m)) {
        return false;
    }
    m.what = REGRET;
    return line_add(table, "regret of choosing it", &m);
}
