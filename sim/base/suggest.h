/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/suggest.h - the name a user most likely meant. */
#ifndef DC_BASE_SUGGEST_H
#define DC_BASE_SUGGEST_H

#include "base/bug.h"
#include "dealcycle/text.h" /* dc_suggest_nearest */

/* Longer names are never compared. */
#define DC_SUGGEST_MAX 128

/* Edits (insert, delete, replace, swap of neighbours: Damerau-Levenshtein, restricted)
 * from a to b; `most` + 1 as soon as it is known to be above `most`. */
size_t dc_suggest_distance(const char *a, size_t n_a, const char *b, size_t n_b, size_t most);

/* The best so far; start from all-zero plus the word. */
struct dc_suggest {
    const char *word; /* what the user wrote */
    size_t n;
    const char *best; /* nearest candidate near enough to be meant, or NULL */
    size_t distance;
};
/* Offers one candidate (kept by pointer); of equally near ones the first stays. */
void dc_suggest_offer(struct dc_suggest *s, const char *candidate);

#endif
