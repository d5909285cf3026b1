/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_text.c - a batch on a stream: its best cases for people, 80 columns wide, or all
 * rows as CSV or JSON. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "decide/words.h"
#include "emit/batch.h"
#include "emit/columns.h"

enum { MOST_LINES = 12, CASE_WIDTH = 35, TEAM_WIDTH = 14, NUMBER_WIDTH = 10 };

/* The best team of a case. */
struct best {
    const struct dc_batch_case *item;
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
static bool is_better(const struct dc_batch_rows *rows, size_t r,
                      const struct dc_metric *metric, bool has_best, const struct best *best)
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
    struct dc_arena arena = {0};
    struct dc_batch_rows rows;
    bool has_best = false;

    if (item->error == NULL && dc_batch_read(batch->dir, item->name, &arena, &rows)) {
        for (size_t r = 1; r < rows.csv.n_rows; r++) {
            if (!is_better(&rows, r, metric, has_best, out)) {
                continue;
            }
            out->item = item;
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

    return x->mean > y->mean   ? -1
           : x->mean < y->mean ? 1
                               : strcmp(x->item->name, y->item->name);
}

static int lower_first(const void *a, const void *b)
{
    const struct best *const x = a;
    const struct best *const y = b;

    return x->mean < y->mean   ? -1
           : x->mean > y->mean ? 1
                               : strcmp(x->item->name, y->item->name);
}

/* `ramp=3 horizon=12`: what varies in a case, by the last part of each path. */
static void write_values(const struct dc_batch *batch, const struct dc_batch_case *item,
                         char *buf, size_t size)
{
    size_t used = 0;

    buf[0] = '\0';
    for (size_t i = 0; item->value != NULL && i < batch->n_paths && used < size; i++) {
        const char *const dot = strrchr(batch->path[i], '.');
        const char *const name = dot != NULL ? dot + 1 : batch->path[i];
        if (item->value[i] != NULL) {
            used += (size_t)snprintf(buf + used, size - used, " %s=%s", name, item->value[i]);
        }
    }
}

static void print_number(FILE *to, double x, const char *unit)
{
    char words[DC_WORDS_SIZE];

    dc_column_right(to, dc_words_bare(x, unit, words), NUMBER_WIDTH);
}

static void print_line(FILE *to, const struct dc_batch *batch, const struct best *best)
{
    char text[256], values[200];

    write_values(batch, best->item, values, sizeof values);
    snprintf(text, sizeof text, "%s%s", best->item->name, values);
    dc_column_left(to, text, CASE_WIDTH);
    dc_column_left(to, best->team, TEAM_WIDTH);
    print_number(to, best->mean, best->unit);
    print_number(to, best->p5, best->unit);
    print_number(to, best->p95, best->unit);
    fputc('\n', to);
}

static void print_best(FILE *to, const struct dc_batch *batch, const struct best *best,
                       size_t n, const struct dc_metric *metric)
{
    char name[DC_WORDS_SIZE];
    const size_t n_shown = n < MOST_LINES ? n : MOST_LINES;

    dc_words_metric(metric->name, name);
    if (n_shown < n) {
        fprintf(to, "The %zu best of %zu cases", n_shown, n);
    } else {
        fprintf(to, "%zu of %zu cases", n, batch->n_cases);
    }
    fprintf(to, " by %s (%s), each with its best team:\n\n", name, best->unit);
    dc_column_left(to, "case", CASE_WIDTH);
    dc_column_left(to, "team", TEAM_WIDTH);
    dc_column_right(to, "mean", NUMBER_WIDTH);
    dc_column_right(to, "5% below", NUMBER_WIDTH);
    dc_column_right(to, "95% below", NUMBER_WIDTH);
    fputc('\n', to);
    for (size_t i = 0; i < n_shown; i++) {
        print_line(to, batch, &best[i]);
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
        print_best(to, batch, best, n, metric);
    }
    free(best);
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}

enum dc_status dc_batch_print(const struct dc_batch *batch, enum dc_format format, FILE *to)
{
    return format == DC_TEXT ? text_print(batch, to) : dc_batch_write(batch, format, to);
}
