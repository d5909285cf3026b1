/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/places.c - the tournament's beginning. */
#include "path/places.h"

#define MOST_PLACES (1u << 24) /* about as many deals as may be open: more are never taken */

bool dc_places_begin(struct dc_places *s, double n_places, struct dc_growth *growth)
{
    uint32_t n_leaves = 1;
    s->n = n_places < MOST_PLACES ? (uint32_t)n_places : MOST_PLACES;
    while (n_leaves < s->n) {
        n_leaves *= 2;
    }
    if (!dc_pool_grow(&s->tree, 2 * (size_t)n_leaves, sizeof(double), growth)) {
        return false;
    }
    double *tree = s->tree.items;
    for (uint32_t i = 0; i < n_leaves; i++) {
        tree[n_leaves + i] = i < s->n ? 0.0 : INFINITY;
    }
    for (uint32_t i = n_leaves - 1; i > 0; i--) {
        tree[i] = tree[2 * i] < tree[2 * i + 1] ? tree[2 * i] : tree[2 * i + 1];
    }
    s->n_leaves = n_leaves;
    return true;
}

void dc_places_free(struct dc_places *s)
{
    dc_pool_free(&s->tree);
}
