/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_text.c - a batch on a stream: its best cases for people, 80 columns wide, or all
 * rows as CSV or JSON. */
#include <stdlib.h>
#include <string.h>

#include "decide/words.h"
#include "emit/batch.h"
#include "emit/columns.h"

enum { MOST_LINES = 12, CASE_WIDTH = 35, TEAM_WIDTH = 14, NUMBER_WIDTH = 10 };

/* `grid-0003 (3, 12)`: a case, and its values of what varies; `-` is the base's. */
static void write_case(const struct dc_batch *batch, const struct dc_batch_case *item,
                       char *buf, size_t size)
{
    size_t used = (size_t)snprintf(buf, size, "%s", item->name);

    for (size_t i = 0; item->value != NULL && i < batch->n_paths && used < size; i++) {
        const char *const value = item->value[i] != NULL ? item->value[i] : "-";
        used += (size_t)snprintf(buf + used, size - used, "%s%s%s", i == 0 ? " (" : ", ", value,
                                 i + 1 == batch->n_paths ? ")" : "");
    }
}

/* Which paths the values in parentheses are of. */
static void print_paths(FILE *to, const struct dc_batch *batch)
{
    char text[1024] = "In parentheses:";
    size_t used = strlen(text);

    for (size_t i = 0; i < batch->n_paths && used < sizeof text; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s %s", i > 0 ? "," : "",
                                 batch->path[i]);
    }
    if (batch->n_paths > 0) {
        dc_column_wrapped(to, text);
    }
}

/* What varies may not touch the best team: such cases are alike. */
static size_t n_alike(const struct dc_batch_best *best, size_t n)
{
    size_t k = 1;

    while (k < n && strcmp(best[k].team, best->team) == 0 && best[k].mean == best->mean &&
           best[k].p5 == best->p5 && best[k].p95 == best->p95) {
        k++;
    }
    return k;
}

/* The first of cases that are alike, and how many more there are. */
static void print_line(FILE *to, const struct dc_batch *batch, const struct dc_batch_best *best,
                       size_t n_more)
{
    char text[256];

    write_case(batch, best->item, text, sizeof text);
    if (n_more > 0) {
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, " and %zu alike", n_more);
    }
    dc_column_left(to, text, CASE_WIDTH);
    dc_column_left(to, best->team, TEAM_WIDTH);
    dc_column_number(to, best->mean, best->unit, NUMBER_WIDTH);
    dc_column_number(to, best->p5, best->unit, NUMBER_WIDTH);
    dc_column_number(to, best->p95, best->unit, NUMBER_WIDTH);
    fputc('\n', to);
}

static void print_best(FILE *to, const struct dc_batch *batch, const struct dc_batch_best *best,
                       size_t n, const struct dc_metric *metric)
{
    char name[DC_WORDS_SIZE];
    size_t n_shown = 0;

    dc_words_metric(metric->name, name);
    for (size_t lines = 0; lines < MOST_LINES && n_shown < n; lines++) {
        n_shown += n_alike(&best[n_shown], n - n_shown);
    }
    if (n_shown < n) {
        fprintf(to, "The %zu best of %zu cases", n_shown, n);
    } else {
        fprintf(to, "%zu of %zu cases", n, batch->n_cases);
    }
    fprintf(to, " by %s (%s), each with its best team.\n", name, best->unit);
    print_paths(to, batch);
    fputc('\n', to);
    dc_column_left(to, "case", CASE_WIDTH);
    dc_column_left(to, "team", TEAM_WIDTH);
    dc_column_right(to, "mean", NUMBER_WIDTH);
    dc_column_right(to, "5% below", NUMBER_WIDTH);
    dc_column_right(to, "95% below", NUMBER_WIDTH);
    fputc('\n', to);
    for (size_t i = 0; i < n_shown;) {
        const size_t n_same = n_alike(&best[i], n - i);
        print_line(to, batch, &best[i], n_same - 1);
        i += n_same;
    }
}

static enum dc_status text_print(const struct dc_batch *batch, FILE *to)
{
    const struct dc_metric *metric;
    struct dc_batch_best *best;
    size_t n;

    if (!dc_batch_rank(batch, &metric, &best, &n)) {
        return DC_FAILED;
    }
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
