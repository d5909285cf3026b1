/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/places.c - the beginning, when all places are free. */
#include "path/places.h"

#include "num/kernel.h"

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
    s->n_taken = s->i_slice = s->n_busy = s->n_leaves = 0;
    s->in_order = false;
    if (s->n == 0) {
        return true;
    }
    s->n_slices = slices_of(n_places, n_leads);
    s->slices_per_day = s->n_slices / horizon_days;
    if (!dc_pool_grow(&s->slices, (size_t)s->n_slices + 1, sizeof(uint32_t), growth) ||
        !dc_pool_grow(&s->passed, (size_t)s->n_slices + 1, sizeof(uint32_t), growth)) {
        return false;
    }
    memset(s->slices.items, 0, ((size_t)s->n_slices + 1) * sizeof(uint32_t));
    for (s->n_leaves = 1; s->n_leaves < s->n;) {
        s->n_leaves *= 2;
    }
    s->n_leaves = s->n > DC_LINE_MOST ? s->n_leaves : 0;
    return dc_pool_grow(&s->times, 2 * (size_t)s->n_leaves, sizeof(double), growth);
}

/* The slice of each time; those from the horizon on are in one behind all, never passed. */
DC_EACH_CPU static void slices_at(const double t[restrict], uint32_t slice[restrict],
                                  uint32_t n, double per_day, double last)
{
    for (uint32_t i = 0; i < n; i++) {
        const double at = t[i] * per_day;
        slice[i] = (uint32_t)(int32_t)(at < last ? at : last);
    }
}

static void slices_of_times(const struct dc_places *s, const double t[], uint32_t n,
                            uint32_t slice[])
{
    slices_at(t, slice, n, s->slices_per_day, s->n_slices);
}

static void slices_pass(struct dc_places *s, uint32_t to)
{
    const uint32_t *slice = s->slices.items;
    while (s->i_slice < to) {
        s->n_busy -= slice[s->i_slice++];
    }
}

static uint32_t slice_of(const struct dc_places *s, double at_days)
{
    return (uint32_t)(at_days * s->slices_per_day);
}

bool dc_places_are_free(struct dc_places *s, double at_days)
{
    if (s->n_leaves == 0) {
        return dc_line_time(&s->line, s->n / 4) <= at_days;
    }
    slices_pass(s, slice_of(s, at_days));
    return s->n_busy < s->n;
}

static void slices_count(struct dc_places *s, const double until_days[], uint32_t n)
{
    uint32_t until[DC_STAYS_MOST];
    uint32_t *slice = s->slices.items;
    slices_of_times(s, until_days, n, until);
    for (uint32_t i = 0; i < n; i++) {
        slice[until[i]]++;
    }
    s->n_busy += n;
}

/* How many of the deals that have taken places still have them. */
DC_EACH_CPU static uint32_t still_taken(const double until[restrict], uint32_t n,
                                        double at_days)
{
    const uint64_t at = dc_bits_of(at_days);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += (at - dc_bits_of(until[i])) >> 63; /* the bits of times are in their order */
    }
    return (uint32_t)sum;
}

/* Of n deals, all of which are counted in the slices and among the taken already: how many
 * find a place. None comes free before it is taken, so those of later deals do not matter. For
 * most it is enough to count those as taken still that do not come free in a slice before; of
 * few places those taken are counted. */
static uint32_t finding(const struct dc_places *s, const double at_days[], const uint32_t at[],
                        uint32_t n)
{
    const uint32_t *slice = s->slices.items;
    uint32_t *passed = s->passed.items;
    int32_t most = 0;
    passed[at[0]] = 0;
    for (uint32_t k = at[0]; k < at[n - 1]; k++) {
        passed[k + 1] = passed[k] + slice[k];
    }
    for (uint32_t i = 0; i < n; i++) {
        const int32_t busy = (int32_t)(s->n_busy + i - passed[at[i]]);
        most = busy > most ? busy : most;
    }
    uint32_t i = most < (int32_t)s->n ? n : 0;
    while (i < n && (s->n_busy + i - passed[at[i]] < s->n ||
                     (s->n_leaves == 0 &&
                      still_taken(s->taken.items, s->n_taken + i, at_days[i]) < s->n))) {
        i++;
    }
    return i;
}

uint32_t dc_places_note(struct dc_places *s, const double at_days[], const double until_days[],
                        uint32_t n)
{
    uint32_t at[DC_STAYS_MOST];
    uint32_t until[DC_STAYS_MOST];
    uint32_t *slice = s->slices.items;
    if (n == 0) {
        return 0;
    }
    slices_of_times(s, at_days, n, at);
    slices_of_times(s, until_days, n, until);
    slices_pass(s, at[0]);
    memcpy((double *)s->taken.items + s->n_taken, until_days, n * sizeof(double));
    for (uint32_t i = 0; i < n; i++) {
        slice[until[i]]++;
    }
    const uint32_t n_found = finding(s, at_days, at, n);
    for (uint32_t i = n_found; i < n; i++) {
        slice[until[i]]--;
    }
    s->n_taken += n_found;
    s->n_busy += n_found;
    return n_found;
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
}

/* Few in order need no slices: those taken are taken out, all behind the slice at hand. */
static void line_up_few(struct dc_places *s, double at_days)
{
    uint32_t until[DC_STAYS_MOST];
    uint32_t *slice = s->slices.items;
    dc_line_up(&s->line, s->n, s->taken.items, s->n_taken);
    slices_pass(s, slice_of(s, at_days));
    slices_of_times(s, s->taken.items, s->n_taken, until);
    for (uint32_t i = 0; i < s->n_taken; i++) {
        slice[until[i]]--;
    }
    slice[s->i_slice] = 0;
    s->n_busy = 0;
}

void dc_places_line_up(struct dc_places *s, double at_days)
{
    taken_forget(s, at_days);
    DC_BUG_UNLESS(s->n_taken <= s->n);
    s->in_order = true;
    if (s->n_leaves > 0) {
        line_up_tree(s);
    } else {
        line_up_few(s, at_days);
    }
}

void dc_places_break_up(struct dc_places *s, double at_days)
{
    double *taken = s->taken.items;
    s->n_taken = s->n;
    s->in_order = false;
    if (s->n_leaves > 0) {
        memcpy(taken, (double *)s->times.items + s->n_leaves, s->n * sizeof(double));
        taken_forget(s, at_days);
        return;
    }
    dc_line_times(&s->line, taken);
    taken_forget(s, at_days);
    s->i_slice = slice_of(s, at_days);
    slices_count(s, taken, s->n_taken);
}

/* The earliest place is taken until `until_days`. */
static inline void tree_take(struct dc_places *s, double until_days)
{
    double *tree = s->times.items;
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

void dc_places_in_turn(struct dc_places *s, const struct dc_stays *stays,
                       const double at_days[restrict], uint32_t n, double start_days[restrict],
                       double end_days[restrict])
{
    if (s->n_leaves == 0) {
        dc_line_in_turn(&s->line, stays, at_days, n, start_days, end_days);
        return;
    }
    const double *tree = s->times.items;
    for (uint32_t i = 0; i < n; i++) {
        start_days[i] = tree[1] > at_days[i] ? tree[1] : at_days[i];
        end_days[i] = dc_stays_end(stays, i, start_days[i]);
        tree_take(s, end_days[i]);
    }
    slices_count(s, end_days, n);
}

void dc_places_free(struct dc_places *s)
{
    dc_pool_free(&s->times);
    dc_pool_free(&s->taken);
    dc_pool_free(&s->slices);
    dc_pool_free(&s->passed);
}
