/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_text.c - a batch on a stream: its best cases for people, 80 columns wide, or all
 * rows as CSV or JSON. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "emit/batch.h"
#include "emit/table_text.h"

enum { MOST_LINES = 12, CASE_WIDTH = 27, TEAM_WIDTH = 14 };

/* The best team of a case. */
struct best {
    const char *name;
    char team[64], unit[32];
    double mean, p5, p95;
};

static bool number_at(const struct dc_batch_rows *rows, size_t i_row, unsigned i, double *out)
{
    const char *const text = dc_batch_cell(rows, i_row, i);

    return text != NULL && dc_number_parse(text, strlen(text), out);
}

static void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from);
    to[dc_text_bad_utf8(to, strlen(to))] = '\0';
    to[dc_text_tame(to, strlen(to))] = '\0';
}

/* Whether row r states the metric with a value, and better than `best` so far. */
static bool is_better(const struct dc_batch_rows *rows, size_t r, const struct dc_metric *metric,
                      bool has_best, const struct best *best)
{
    const char *const name = dc_batch_cell(rows, r, DC_BATCH_METRIC);
    double mean;

    if (name == NULL || strcmp(name, metric->name) != 0 ||
        !number_at(rows, r, DC_BATCH_MEAN, &mean)) {
        return false;
    }
    return !has_best || (metric->lower_better ? mean < best->mean : mean > best->mean);
}

static bool best_of(const struct dc_batch *batch, const struct dc_batch_case *item,
                    const struct dc_metric *metric, struct best *out)
{
    struct dc_arena arena = { 0 };
    struct dc_batch_rows rows;
    bool has_best = false;

    if (item->error == NULL && dc_batch_read(batch->dir, item->name, &arena, &rows)) {
        for (size_t r = 1; r < rows.csv.n_rows; r++) {
            if (!is_better(&rows, r, metric, has_best, out)) {
                continue;
            }
            out->name = item->name;
            copy(out->team, sizeof out->team, dc_batch_cell(&rows, r, DC_BATCH_TEAM));
            copy(out->unit, sizeof out->unit, dc_batch_cell(&rows, r, DC_BATCH_UNIT));
            has_best = number_at(&rows, r, DC_BATCH_MEAN, &out->mean) &&
                       number_at(&rows, r, DC_BATCH_P5, &out->p5) &&
                       number_at(&rows, r, DC_BATCH_P95, &out->p95);
        }
    }
    dc_arena_free(&arena);
    return has_best;
}

static int higher_first(const void *a, const void *b)
{
    const struct best *const x = a;
    const struct best *const y = b;

    return x->mean > y->mean ? -1 : x->mean < y->mean ? 1 : strcmp(x->name, y->name);
}

static int lower_first(const void *a, const void *b)
{
    const struct best *const x = a;
    const struct best *const y = b;

    return x->mean < y->mean ? -1 : x->mean > y->mean ? 1 : strcmp(x->name, y->name);
}

static void print_left(FILE *to, const char *text, int width)
{
    const int wide = (int)dc_text_columns(text, strlen(text));

    if (wide < width) {
        fprintf(to, "%s%*s", text, width - wide, "");
    } else {
        fprintf(to, "%.*s~ ", width - 2, text);
    }
}

static void print_right(FILE *to, double x, const char *unit, int width)
{
    char words[DC_WORDS_SIZE];
    const char *const text = dc_cell_words(x, unit, words);
    const int wide = (int)dc_text_columns(text, strlen(text));

    fprintf(to, "%*s%s", width > wide ? width - wide : 1, "", text);
}

static void print_best(FILE *to, const struct best *best, size_t n, size_t n_cases,
                       const struct dc_metric *metric)
{
    char name[DC_WORDS_SIZE];
    const size_t n_shown = n < MOST_LINES ? n : MOST_LINES;

    dc_words_metric(metric->name, name);
    if (n_shown < n) {
        fprintf(to, "The %zu best of %zu cases by %s, each with its best team:\n\n", n_shown, n, name);
    } else {
        fprintf(to, "%zu of %zu cases by %s, each with its best team:\n\n", n, n_cases, name);
    }
    print_left(to, "case", CASE_WIDTH);
    print_left(to, "team", TEAM_WIDTH);
    fprintf(to, "%13s%13s%13s\n", "mean", "5% below", "95% below");
    for (size_t i = 0; i < n_shown; i++) {
        print_left(to, best[i].name, CASE_WIDTH);
        print_left(to, best[i].team, TEAM_WIDTH);
        print_right(to, best[i].mean, best[i].unit, 13);
        print_right(to, best[i].p5, best[i].unit, 13);
        print_right(to, best[i].p95, best[i].unit, 13);
        fputc('\n', to);
    }
}

static enum dc_status text_print(const struct dc_batch *batch, FILE *to)
{
    const char *const name = batch->metric != NULL ? batch->metric : "contribution";
    const struct dc_metric *const metric = dc_metric_find(name);
    struct best *const best = calloc(batch->n_cases + 1, sizeof *best);
    size_t n = 0;

    if (best == NULL || metric == NULL) {
        free(best);
        return DC_FAILED;
    }
    for (size_t i = 0; i < batch->n_cases; i++) {
        n += best_of(batch, &batch->item[i], metric, &best[n]) ? 1 : 0;
    }
    qsort(best, n, sizeof *best, metric->lower_better ? lower_first : higher_first);
    if (n > 0) {
        print_best(to, best, n, batch->n_cases, metric);
    }
    free(best);
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}

enum dc_status dc_batch_print(const struct dc_batch *batch, enum dc_format format, FILE *to)
{
    return format == DC_TEXT ? text_print(batch, to) : dc_batch_write(batch, format, to);
}
