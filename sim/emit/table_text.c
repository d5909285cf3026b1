/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/table_text.c - the comparison for people, 80 columns wide: the verdict, then the teams
 * side by side. */
#include "emit/table_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decide/words.h"
#include "emit/tables.h"

enum {
    WIDTH = 80,
    NAME_WIDTH = 25, /* the first column */
    LABEL_WIDTH = 18 /* a longer team label is cut */
};

/* Prints text broken at blanks to fit the width. */
static void print_wrapped(FILE *to, const char *text)
{
    struct dc_text rest = {text, strlen(text)};
    struct dc_text word;
    size_t used = 0;
    while (dc_text_next(&rest, " ", &word)) {
        const size_t wide = dc_text_columns(word.at, word.n);
        if (used > 0 && used + 1 + wide > WIDTH) {
            fputc('\n', to);
            used = 0;
        }
        fprintf(to, "%s%.*s", used > 0 ? " " : "", (int)word.n, word.at);
        used += wide + (used > 0);
    }
    fputc('\n', to);
}

/* Every sentence of the verdict as one paragraph. */
static bool print_verdict(FILE *to, const struct dc_finding *finding)
{
    size_t size = 1;
    const char *text;
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL; i++) {
        size += strlen(text) + 1;
    }
    char *const all = calloc(size, 1);
    if (all == NULL) {
        return false;
    }
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL; i++) {
        strcat(strcat(all, i > 0 ? " " : ""), text);
    }
    dc_text_tame(all, strlen(all));
    print_wrapped(to, all);
    free(all);
    return true;
}

static void print_right(FILE *to, const char *text, size_t width)
{
    const size_t wide = dc_text_columns(text, strlen(text));
    fprintf(to, "%*s%s", (int)(wide < width ? width - wide : 0), "", text);
}

/* A copy fit for a terminal, cut to `most` characters. */
static void label_write(const char *label, size_t most, char buf[DC_WORDS_SIZE])
{
    size_t n = 0;
    snprintf(buf, DC_WORDS_SIZE, "%s", label);
    buf[dc_text_bad_utf8(buf, strlen(buf))] = '\0'; /* a character that was cut in two */
    n = dc_text_tame(buf, strlen(buf));
    buf[n] = '\0';
    if (dc_text_columns(buf, n) <= most) {
        return;
    }
    while (n > 0 && dc_text_columns(buf, n) >= most) {
        n--;
        while (n > 0 && ((unsigned char)buf[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    strcpy(buf + n, "~");
}

static const char *group_digits(double x, int decimals, char buf[DC_WORDS_SIZE])
{
    char plain[DC_WORDS_SIZE];
    dc_words_fixed(x, decimals, plain);
    const size_t n_sign = plain[0] == '-';
    const size_t n_whole = strcspn(plain + n_sign, ".e");
    size_t n = 0;
    memcpy(buf, plain, n_sign);
    n += n_sign;
    for (size_t i = 0; i < n_whole; i++) {
        if (i > 0 && (n_whole - i) % 3 == 0) {
            buf[n++] = ',';
        }
        buf[n++] = plain[n_sign + i];
    }
    strcpy(buf + n, plain + n_sign + n_whole);
    return buf;
}

const char *dc_cell_words(double x, const char *unit, char buf[DC_WORDS_SIZE])
{
    if (strncmp(unit, "share", 5) == 0) {
        dc_words_fixed(100.0 * x, 1, buf);
        return strcat(buf, "%");
    }
    if (strcmp(unit, "count") == 0) {
        return group_digits(x, x < 1000.0 && x > -1000.0 ? 1 : 0, buf);
    }
    if (strcmp(unit, "days") == 0 && x < 1.0) {
        return strcat((char *)dc_words_fixed(24.0 * x, 1, buf), " hours");
    }
    dc_words_short(x, " ", buf);
    const size_t n = strlen(buf);
    snprintf(buf + n, DC_WORDS_SIZE - n, " %.16s", unit);
    return buf;
}

/* One line of the table: a name, and a text for each contender. */
struct line {
    const char *name;
    void (*cell)(const struct dc_finding *finding, const struct line *line, uint32_t i,
                 char buf[DC_WORDS_SIZE]);
    const char *metric;
};

static bool stats_find(const struct dc_contender *c, const char *metric, struct dc_stats *out,
                       const char **unit)
{
    const uint32_t i_row = dc_tally_find(c->tally, metric, NULL, NULL, -1);
    if (i_row == UINT32_MAX || dc_tally_stats(c->tally, i_row, out) != DC_OK) {
        return false;
    }
    *unit = dc_tally_row(c->tally, i_row)->unit;
    return out->n > 0;
}

static void cell_mean(const struct dc_finding *finding, const struct line *line, uint32_t i,
                      char buf[DC_WORDS_SIZE])
{
    struct dc_stats stats;
    const char *unit;
    if (stats_find(dc_finding_contender(finding, i), line->metric, &stats, &unit)) {
        dc_cell_words(stats.mean, unit, buf);
    } else {
        strcpy(buf, "-");
    }
}

static void cell_low(const struct dc_finding *finding, const struct line *line, uint32_t i,
                     char buf[DC_WORDS_SIZE])
{
    struct dc_stats stats;
    const char *unit;
    if (stats_find(dc_finding_contender(finding, i), line->metric, &stats, &unit)) {
        dc_cell_words(stats.p5, unit, buf);
    } else {
        strcpy(buf, "-");
    }
}

static void cell_high(const struct dc_finding *finding, const struct line *line, uint32_t i,
                      char buf[DC_WORDS_SIZE])
{
    struct dc_stats stats;
    const char *unit;
    if (stats_find(dc_finding_contender(finding, i), line->metric, &stats, &unit)) {
        dc_cell_words(stats.p95, unit, buf);
    } else {
        strcpy(buf, "-");
    }
}

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

static void cell_best(const struct dc_finding *finding, const struct line *line, uint32_t i,
                      char buf[DC_WORDS_SIZE])
{
    (void)line;
    const struct dc_standing *const s = standing_of(finding, i);
    if (s != NULL && s->n > 0) {
        strcat((char *)dc_words_fixed(100.0 * s->p_best, 1, buf), "%");
    } else {
        strcpy(buf, "-");
    }
}

static void cell_regret(const struct dc_finding *finding, const struct line *line, uint32_t i,
                        char buf[DC_WORDS_SIZE])
{
    struct dc_stats stats;
    const char *unit;
    const struct dc_standing *const s = standing_of(finding, i);
    if (s != NULL && s->n > 0 &&
        stats_find(dc_finding_contender(finding, i), line->metric, &stats, &unit)) {
        dc_cell_words(s->regret, unit, buf);
    } else {
        strcpy(buf, "-");
    }
}

static void cell_label(const struct dc_finding *finding, const struct line *line, uint32_t i,
                       char buf[DC_WORDS_SIZE])
{
    (void)line;
    const struct dc_contender *const c = dc_finding_contender(finding, i);
    const struct dc_model *const model = dc_tally_model(c->tally);
    label_write(dc_model_team_label(model, c->i_team), LABEL_WIDTH, buf);
}

static void cell_scenario(const struct dc_finding *finding, const struct line *line, uint32_t i,
                          char buf[DC_WORDS_SIZE])
{
    (void)line;
    label_write(dc_finding_contender(finding, i)->scenario, LABEL_WIDTH, buf);
}

/* The line in the columns of contenders [from, to). */
static void print_line(FILE *to_stream, const struct dc_finding *finding,
                       const struct line *line, const uint32_t range[2], const size_t width[])
{
    char buf[DC_WORDS_SIZE];
    fprintf(to_stream, "%-*s", NAME_WIDTH, line->name);
    for (uint32_t i = range[0]; i < range[1]; i++) {
        line->cell(finding, line, i, buf);
        print_right(to_stream, buf, width[i] + 2);
    }
    fputc('\n', to_stream);
}

struct table {
    struct line line[32];
    char name[32][DC_WORDS_SIZE];
    size_t n;
};

static void line_add(struct table *table, const char *name, const char *metric,
                     void (*cell)(const struct dc_finding *, const struct line *, uint32_t,
                                  char[DC_WORDS_SIZE]))
{
    char *const copy = table->name[table->n];
    snprintf(copy, DC_WORDS_SIZE, "%.*s", NAME_WIDTH, name);
    copy[0] = copy[0] >= 'a' && copy[0] <= 'z' ? (char)(copy[0] - 'a' + 'A') : copy[0];
    table->line[table->n++] = (struct line){.name = copy, .cell = cell, .metric = metric};
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

static void table_fill(struct table *table, const struct dc_finding *finding)
{
    char words[DC_WORDS_SIZE];
    const struct dc_contender *const first = dc_finding_contender(finding, 0);
    const char *const metric = dc_finding_metric(finding);
    if (has_many_scenarios(finding)) {
        line_add(table, "", NULL, cell_scenario);
    }
    snprintf(words, sizeof words, "Mean of %llu futures",
             (unsigned long long)dc_tally_n(first->tally));
    line_add(table, words, NULL, cell_label);
    for (size_t m = 0; m < DC_N_HEADLINE; m++) {
        if (dc_has_row(first, dc_headline[m])) {
            line_add(table, dc_words_metric(dc_headline[m], words), dc_headline[m], cell_mean);
        }
        if (strcmp(dc_headline[m], metric) == 0) {
            line_add(table, "  5% of futures below", metric, cell_low);
            line_add(table, "  5% of futures above", metric, cell_high);
        }
    }
    snprintf(words, sizeof words, "best %s in", metric);
    line_add(table, words, metric, cell_best);
    line_add(table, "regret of choosing it", metric, cell_regret);
}

static void widths_find(const struct table *table, const struct dc_finding *finding,
                        size_t width[])
{
    char buf[DC_WORDS_SIZE];
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        width[i] = 8;
        for (size_t l = 0; l < table->n; l++) {
            table->line[l].cell(finding, &table->line[l], i, buf);
            const size_t wide = dc_text_columns(buf, strlen(buf));
            width[i] = wide > width[i] ? wide : width[i];
        }
    }
}

/* As many contenders side by side as fit, then the next. */
static void print_table(FILE *to, const struct table *table, const struct dc_finding *finding,
                        const size_t width[])
{
    uint32_t range[2] = {0, 0};
    while (range[1] < dc_finding_n(finding)) {
        size_t used = NAME_WIDTH;
        range[0] = range[1];
        while (range[1] < dc_finding_n(finding) &&
               (range[1] == range[0] || used + width[range[1]] + 2 <= WIDTH)) {
            used += width[range[1]++] + 2;
        }
        fputc('\n', to);
        for (size_t l = 0; l < table->n; l++) {
            print_line(to, finding, &table->line[l], range, width);
        }
    }
}

enum dc_status dc_comparison_print(const struct dc_finding *finding, FILE *to)
{
    struct table *const table = calloc(1, sizeof *table);
    size_t *const width = calloc(dc_finding_n(finding) + 1, sizeof *width);
    bool ok = table != NULL && width != NULL && print_verdict(to, finding);
    if (ok && dc_finding_n(finding) > 0) {
        table_fill(table, finding);
        widths_find(table, finding, width);
        print_table(to, table, finding, width);
    }
    free(table);
    free(width);
    ok = ok && fflush(to) == 0 && ferror(to) == 0;
    return ok ? DC_OK : DC_FAILED;
}
