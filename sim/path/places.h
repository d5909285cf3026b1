/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/places.h - when places at identical seats come free: a tournament of the earliest,
 * without a branch on the way. */
#ifndef DC_PATH_PLACES_H
#define DC_PATH_PLACES_H

#include <math.h>

#include "path/pool.h"

struct dc_places {
    struct dc_pool tree;  /* double [2 * n_leaves]: node i is the smaller of 2 i and 2 i + 1 */
    uint32_t n, n_leaves; /* n 0: there is no limit */
};

/* n_places all free at 0 (places that could never be used are left out); 0: no limit. */
DC_MUST_CHECK bool dc_places_begin(struct dc_places *s, double n_places,
                                   struct dc_growth *growth);
void dc_places_free(struct dc_places *s);

/* When the earliest place is free [days]. */
static inline double dc_places_first(const struct dc_places *s)
{
    return ((const double *)s->tree.items)[1];
}

/* The earliest place is taken until `until_days`. */
static inline void dc_places_take(struct dc_places *s, double until_days)
{
    double *tree = s->tree.items;
    const double first = tree[1];
    uint32_t i = 1;
    while (i < s->n_leaves) {
        i = 2 * i + (tree[2 * i] != first);
    }
    tree[i] = until_days;
    while (i > 1) {
        const double other = tree[i ^ 1];
        until_days = other < until_days ? other : until_days;
        i /= 2;
        tree[i] = until_days;
    }
}

#endif
