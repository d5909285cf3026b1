/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/places.c - the beginning, when all places are free. */
#include "path/places.h"

#define MOST_PLACES (1u << 24) /* about as many deals as may be open: more are never taken */

#define MOST_SLICES 65536

/* A slice holds the arrivals of a tenth of the places: the bound is that much too high. */
static uint32_t slices_of(double n_places, double n_leads)
{
    const double n = 10.0 * n_leads / n_places + 64.0;
    return n < MOST_SLICES ? (uint32_t)n : MOST_SLICES;
}

bool dc_places_begin(struct dc_places *s, double n_places, double n_leads, double horizon_days,
                     struct dc_growth *growth)
{
    s->n = n_places < MOST_PLACES ? (uint32_t)n_places : MOST_PLACES;
    s->n_taken = s->i_slice = s->n_busy = s->n_leaves = s->first = 0;
    s->in_order = false;
    if (s->n == 0) {
        return true;
    }
    s->n_slices = slices_of(n_places, n_leads);
    s->slices_per_day = s->n_slices / horizon_days;
    if (!dc_pool_grow(&s->slices, (size_t)s->n_slices + 1, sizeof(uint32_t), growth)) {
        return false;
    }
    memset(s->slices.items, 0, ((size_t)s->n_slices + 1) * sizeof(uint32_t));
    for (s->n_leaves = 1; s->n_leaves < s->n;) {
        s->n_leaves *= 2;
    }
    s->n_leaves = s->n > DC_PLACES_SORTED ? s->n_leaves : 0;
    const size_t need = s->n_leaves > 0 ? 2 * (size_t)s->n_leaves : 2 * DC_PLACES_HALF;
    return dc_pool_grow(&s->times, need, sizeof(double), growth);
}

/* Those that have come free are forgotten. */
static void taken_forget(struct dc_places *s, double at_days)
{
    double *taken = s->taken.items;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_taken; i++) {
        const double until = taken[i];
        taken[n] = until;
        n += until > at_days;
    }
    s->n_taken = n;
}

bool dc_places_reserve(struct dc_places *s, double at_days, uint32_t n_more,
                       struct dc_growth *growth)
{
    if ((size_t)s->n_taken + n_more > s->taken.room) {
        taken_forget(s, at_days);
    }
    const size_t most = s->in_order ? s->n : s->n_taken; /* as dc_places_break_up needs */
    return dc_pool_grow(&s->taken, 2 * (most + n_more), sizeof(double), growth);
}

static void line_up_sorted(struct dc_places *s)
{
    const double *taken = s->taken.items;
    double *time = s->times.items;
    const uint32_t n_free = s->n - s->n_taken;
    for (uint32_t i = 0; i < n_free; i++) {
        time[i] = 0.0;
    }
    for (uint32_t k = 0; k < s->n_taken; k++) {
        uint32_t i = n_free + k;
        for (; i > n_free && time[i - 1] > taken[k]; i--) {
            time[i] = time[i - 1];
        }
        time[i] = taken[k];
    }
    for (uint32_t i = s->n; i < 2 * DC_PLACES_HALF; i++) {
        time[i] = INFINITY;
    }
    s->first = 0;
    s->n_sorted = (s->n + 7) / 8 * 8;
}

static void line_up_tree(struct dc_places *s)
{
    double *tree = s->times.items;
    double *leaf = tree + s->n_leaves;
    memcpy(leaf, s->taken.items, s->n_taken * sizeof(double));
    for (uint32_t i = s->n_taken; i < s->n_leaves; i++) {
        leaf[i] = i < s->n ? 0.0 : INFINITY;
    }
    for (uint32_t i = s->n_leaves - 1; i > 0; i--) {
        tree[i] = tree[2 * i] < tree[2 * i + 1] ? tree[2 * i] : tree[2 * i + 1];
    }
    s->first = 1;
}

void dc_places_line_up(struct dc_places *s, double at_days)
{
    taken_forget(s, at_days);
    DC_BUG_UNLESS(s->n_taken <= s->n);
    s->in_order = true;
    if (s->n_leaves > 0) {
        line_up_tree(s);
    } else {
        line_up_sorted(s);
    }
}

void dc_places_break_up(struct dc_places *s, double at_days)
{
    const double *time = s->times.items;
    const double *from = s->n_leaves > 0 ? time + s->n_leaves : time + s->first;
    memcpy(s->taken.items, from, s->n * sizeof(double));
    s->n_taken = s->n;
    s->in_order = false;
    taken_forget(s, at_days);
}

void dc_places_free(struct dc_places *s)
{
    dc_pool_free(&s->times);
    dc_pool_free(&s->taken);
    dc_pool_free(&s->slices);
}
