/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_rank.c - the cases of a batch by their best teams. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "emit/batch.h"

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
                      const struct dc_metric *metric, bool has_best,
                      const struct dc_batch_best *best)
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
                    const struct dc_metric *metric, struct dc_batch_best *out)
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
    const struct dc_batch_best *const x = a;
    const struct dc_batch_best *const y = b;

    return x->mean > y->mean   ? -1
           : x->mean < y->mean ? 1
                               : strcmp(x->item->name, y->item->name);
}

static int lower_first(const void *a, const void *b)
{
    const struct dc_batch_best *const x = a;
    const struct dc_batch_best *const y = b;

    return x->mean < y->mean   ? -1
           : x->mean > y->mean ? 1
                               : strcmp(x->item->name, y->item->name);
}

bool dc_batch_rank(const struct dc_batch *batch, const struct dc_metric **metric,
                   struct dc_batch_best **best, size_t *n)
{
    *n = 0;
    *metric = dc_metric_find(batch->metric != NULL ? batch->metric : "contribution");
    *best = calloc(batch->n_cases + 1, sizeof **best);
    if (*best == NULL || *metric == NULL) {
        free(*best);
        *best = NULL;
        return false;
    }
    for (size_t i = 0; i < batch->n_cases; i++) {
        *n += best_of(batch, &batch->item[i], *metric, &(*best)[*n]) ? 1 : 0;
    }
    qsort(*best, *n, sizeof **best, (*metric)->lower_better ? lower_first : higher_first);
    return true;
}
