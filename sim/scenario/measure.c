/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/measure.c - rows for reading, with mean and quantiles of what rows draw: from the
 * distribution where it is known beforehand, from draws where inputs are part of it. */
#include <math.h>
#include <string.h>

#include "base/order.h"
#include "num/rng.h"
#include "scenario/env.h"
#include "scenario/resolved.h"

/* Draws of a value that holds inputs, less where there are many such values. */
#define MOST_DRAWS 4000
#define FEWEST_DRAWS 100
#define ROOM 4000000

static void show(struct dc_resolved_item *item, double mean, const double quantile[3])
{
    const double unit = item->over / item->times; /* back to what the row is written in */

    item->row.mean = mean * unit;
    item->row.p10 = quantile[0] * unit;
    item->row.p50 = quantile[1] * unit;
    item->row.p90 = quantile[2] * unit;
    /* Without a mean (a tail too heavy) there is nothing to show beside the row. */
    item->row.is_random = isfinite(mean);
}

/* Draws are kept within the range, so a mean beyond what they can be is not theirs. */
static void show_known(struct dc_resolved_item *item, const struct dc_dist *dist)
{
    const double quantile[3] = {dc_dist_at(dist, 0.1), dc_dist_at(dist, 0.5),
                                dc_dist_at(dist, 0.9)};
    show(item, dc_dist_mean(dist), quantile);
}

/* R type 7, as everywhere. */
static double quantile_of(const double x[], size_t n, double p)
{
    const double at = p * (double)(n - 1);
    const size_t i = (size_t)at;
    return i + 1 < n ? x[i] + (at - (double)i) * (x[i + 1] - x[i]) : x[n - 1];
}

static void show_drawn(struct dc_resolved_item *item, double x[], size_t n)
{
    double sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    dc_sort(x, n);
    const double quantile[3] = {quantile_of(x, n, 0.1), quantile_of(x, n, 0.5),
                                quantile_of(x, n, 0.9)};
    show(item, sum / (double)n, quantile);
}

struct drawing {
    const struct dc_model *model;
    struct dc_resolved_item **item; /* those to draw */
    size_t n_items, n_draws;
    uint64_t purpose, *stream; /* of the items' uniforms */
    double *x;                 /* by item */
};

/* Inputs have their own draws; a row's own uniform is any other stream than the run's. */
static void draw(const struct drawing *w, const struct dc_env *env, uint64_t r)
{
    for (size_t i = 0; i < w->n_items; i++) {
        const struct dc_key key = {1, w->stream[i]};
        const double u = dc_uniform(dc_rng_word(key, r, 0, w->purpose, 0, 0));
        w->x[i * w->n_draws + r] = dc_dist_at(&env->dist[w->item[i]->draws], u);
    }
}

static bool draw_all(struct drawing *w)
{
    struct dc_arena keep = {0};
    struct dc_arena scratch = {0};
    struct dc_env env;
    bool ok = dc_env_new(&env, w->model, &keep, &scratch);

    for (uint64_t r = 0; ok && r < w->n_draws; r++) {
        ok = dc_env_draw_dists(&env, r);
        if (ok) {
            draw(w, &env, r);
        }
    }
    dc_arena_free(&keep);
    dc_arena_free(&scratch);
    return ok;
}

static void measure_drawn(struct drawing *w, struct dc_arena *arena)
{
    w->n_draws = ROOM / (w->n_items + 1);
    w->n_draws = w->n_draws > MOST_DRAWS ? MOST_DRAWS : w->n_draws;
    w->n_draws = w->n_draws < FEWEST_DRAWS ? FEWEST_DRAWS : w->n_draws;
    w->x = dc_arena_take(arena, w->n_items * w->n_draws * sizeof *w->x);
    w->purpose = dc_hash_text("shown");
    w->stream = dc_arena_take(arena, w->n_items * sizeof *w->stream);
    for (size_t i = 0; w->stream != NULL && i < w->n_items; i++) {
        w->stream[i] = dc_hash_text(w->item[i]->row.path);
    }
    const bool ok = w->x != NULL && w->stream != NULL && draw_all(w);
    for (size_t i = 0; i < w->n_items; i++) {
        if (ok) {
            show_drawn(w->item[i], w->x + i * w->n_draws, w->n_draws);
        } else {
            w->item[i]->row.is_random = false;
        }
    }
}

static void measure_known(const struct dc_model *model, struct dc_resolved_item item[],
                          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct dc_draws *const draws =
            item[i].draws != DC_NO_DRAWS ? &model->chance[item[i].draws] : NULL;
        if (draws != NULL && draws->is_dynamic) {
            item[i].row.is_random = false;
        } else if (draws != NULL) {
            show_known(&item[i], &draws->dist);
        }
    }
}

void dc_resolved_measure(const struct dc_model *model, struct dc_resolved_item item[], size_t n)
{
    const struct dc_draws *const draws = model->chance;
    struct dc_arena arena = {0};
    struct drawing w = {.model = model};

    measure_known(model, item, n);
    w.item = dc_arena_take(&arena, (n + 1) * sizeof(*w.item));
    for (size_t i = 0; w.item != NULL && i < n; i++) {
        if (item[i].draws != DC_NO_DRAWS && draws[item[i].draws].is_dynamic &&
            draws[item[i].draws].is_needed) {
            w.item[w.n_items++] = &item[i];
        }
    }
    if (w.n_items > 0) {
        measure_drawn(&w, &arena);
    }
    dc_arena_free(&arena);
}

/* Rows with the numbers that `measure` gives them; without any where memory ran out. */
static void each_row(const struct dc_model *model,
                     void (*measure)(const struct dc_model *model,
                                     struct dc_resolved_item item[], size_t n),
                     void (*see)(void *self, const struct dc_resolved_row *row), void *self)
{
    const struct dc_resolved *r = model->resolved;
    struct dc_arena temporary = {0};
    struct dc_resolved_item *item = dc_arena_take(&temporary, (r->n + 1) * sizeof *item);
    if (item != NULL) {
        memcpy(item, r->item, r->n * sizeof *item);
        measure(model, item, r->n);
    }
    for (size_t i = 0; i < r->n; i++) {
        see(self, item != NULL ? &item[i].row : &r->item[i].row);
    }
    dc_arena_free(&temporary);
}

void dc_resolved_each_known(const struct dc_model *model,
                            void (*see)(void *self, const struct dc_resolved_row *row),
                            void *self)
{
    each_row(model, measure_known, see, self);
}

void dc_model_each(const struct dc_model *model, enum dc_detail detail,
                   void (*see)(void *self, const struct dc_resolved_row *row), void *self)
{
    if (detail == DC_EACH_USE) {
        dc_resolved_each_use(model, see, self);
    } else {
        each_row(model, dc_resolved_measure, see, self);
    }
}
