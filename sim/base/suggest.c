/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/suggest.c - the name a user most likely meant. */
#include "base/suggest.h"

#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool is_swap(const char *a, size_t i, const char *b, size_t j)
{
    return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
}

/* One row of the table of distances from the two before; returns its least. */
static size_t row_fill(const char *a, size_t i, const char *b, size_t n_b, size_t *const row[3])
{
    const size_t *two_before = row[0];
    const size_t *before = row[1];
    size_t *now = row[2];
    size_t best = now[0] = i;

    for (size_t j = 1; j <= n_b; j++) {
        const size_t replace = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        now[j] = least(replace, least(before[j], now[j - 1]) + 1);
        if (is_swap(a, i, b, j)) {
            now[j] = least(now[j], two_before[j - 2] + 1);
        }
        best = least(best, now[j]);
    }
    return best;
}

size_t dc_suggest_distance(const char *a, size_t n_a, const char *b, size_t n_b, size_t most)
{
    size_t table[3][DC_SUGGEST_MAX + 1];
    size_t *row[3] = {table[0], table[1], table[2]};
    size_t best_before = 0;

    const size_t gap = n_a > n_b ? n_a - n_b : n_b - n_a;
    if (n_a > DC_SUGGEST_MAX || n_b > DC_SUGGEST_MAX || gap > most) {
        return most + 1;
    }
    for (size_t j = 0; j <= n_b; j++) {
        row[2][j] = j;
    }
    for (size_t i = 1; i <= n_a; i++) {
        size_t *spare = row[0];
        row[0] = row[1];
        row[1] = row[2];
        row[2] = spare;
        const size_t best = row_fill(a, i, b, n_b, row);
        if (best > most && best_before > most) {
            return most + 1; /* a swap reaches back two rows, no further */
        }
        best_before = best;
    }
    return least(row[2][n_b], most + 1);
}

void dc_suggest_offer(struct dc_suggest *s, const char *candidate)
{
    const size_t n = strlen(candidate);
    const size_t longer = n > s->n ? n : s->n;
    size_t most = longer / 3 > 1 ? longer / 3 : 1;

    if (s->best != NULL) {
        if (s->distance == 0) {
            return;
        }
        most = least(most, s->distance - 1);
    }
    if (s->n == 0 || n == 0) {
        return;
    }
    const size_t distance = dc_suggest_distance(s->word, s->n, candidate, n, most);
    if (distance <= most && distance < longer) {
        s->best = candidate;
        s->distance = distance;
    }
}

const char *dc_suggest_nearest(const char *word, size_t n_word, const char *const candidate[],
                               size_t n)
{
    struct dc_suggest s = {.word = word, .n = n_word};

    for (size_t i = 0; i < n; i++) {
        dc_suggest_offer(&s, candidate[i]);
    }
    return s.best;
}
