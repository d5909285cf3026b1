/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/flip.c - the inputs' draws are a pure function of the replication, so they are drawn
 * again here and laid beside the results: no run has to keep them. */
#include "decide/flip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "num/exact.h"
#include "scenario/factor.h"

enum {
    MOST_FUTURES = 4000, /* drawn again */
    LEAST_IN_TENTH = 20,
    MOST_FACTORS = 400
};

/* One uncertain input and its draws. */
struct factor {
    struct dc_factor at;
    double *x; /* [n] */
};

static bool factors_draw(const struct dc_model *model, struct factor item[], uint32_t n_items,
                         uint64_t n, struct dc_arena *arena)
{
    struct dc_arena scratch = {0};
    struct dc_env env;
    bool ok = dc_env_new(&env, model, arena, &scratch);
    for (uint32_t k = 0; k < n_items && ok; k++) {
        item[k].x = dc_arena_take(arena, n * sizeof(double));
        ok = item[k].x != NULL;
    }
    for (uint64_t r = 0; r < n && ok; r++) {
        ok = dc_env_draw(&env, r);
        for (uint32_t k = 0; k < n_items && ok; k++) {
            item[k].x[r] = dc_factor_at(&item[k].at, &env);
        }
    }
    dc_arena_free(&scratch);
    return ok;
}

/* The uncertain inputs of the model with their draws of n futures; NULL: memory. */
static struct factor *factors_new(const struct dc_model *model, uint64_t n,
                                  struct dc_arena *arena, uint32_t *n_items)
{
    struct dc_factor *const at = dc_arena_zero(arena, MOST_FACTORS, sizeof *at);
    struct factor *const item = dc_arena_zero(arena, MOST_FACTORS, sizeof *item);
    if (at == NULL || item == NULL ||
        !dc_factors_list(model, arena, at, MOST_FACTORS, n_items)) {
        return NULL;
    }
    for (uint32_t k = 0; k < *n_items; k++) {
        item[k].at = at[k];
    }
    return *n_items == 0 || factors_draw(model, item, *n_items, n, arena) ? item : NULL;
}

/* The futures in the tenth at one end of a factor. */
struct end {
    const double *x;
    uint64_t n;
    bool is_high;
    double edge;
};

static bool is_within(const struct end *end, uint64_t r)
{
    return end->is_high ? end->x[r] >= end->edge : end->x[r] <= end->edge;
}

/* t of contender `other` being better than `best` within the end; 0: cannot be said. */
static double advantage(const struct dc_panel *panel, const struct end *end, uint32_t best,
                        uint32_t other)
{
    const struct dc_column *const a = &panel->column[other];
    const struct dc_column *const b = &panel->column[best];
    double n = 0.0;
    double mean = 0.0;
    double ssd = 0.0;
    for (uint64_t r = 0; r < end->n; r++) {
        if (is_within(end, r) && a->has[r] && b->has[r]) {
            const double d = a->x[r] - b->x[r];
            n += 1.0;
            const double gap = d - mean;
            mean += gap / n;
            ssd += gap * (d - mean);
        }
    }
    if (n < LEAST_IN_TENTH || n > 0.4 * (double)end->n || !(ssd > 0.0)) {
        return 0.0;
    }
    const double t = mean / sqrt(ssd / (n - 1.0) / n);
    return panel->lower_better ? -t : t;
}

/* Puts a flip among the surest. */
static void flip_add(struct dc_flip out[DC_MAX_FLIPS], size_t *n, struct dc_flip flip)
{
    size_t at = *n;
    if (at == DC_MAX_FLIPS && out[at - 1].t >= flip.t) {
        return;
    }
    at = at == DC_MAX_FLIPS ? at - 1 : at;
    for (; at > 0 && out[at - 1].t < flip.t; at--) {
        out[at] = out[at - 1];
    }
    out[at] = flip;
    *n += *n < DC_MAX_FLIPS;
}

static void end_judge(const struct dc_finding *finding, const struct factor *factor,
                      const struct end *end, double t_needed, struct dc_flip out[DC_MAX_FLIPS],
                      size_t *n)
{
    const uint32_t best = finding->standing[0].contender;
    struct dc_flip flip = {
        .input = factor->at.name, .is_high = end->is_high, .edge = end->edge, .t = t_needed};
    bool is_found = false;
    for (uint32_t i = 0; i < finding->n; i++) {
        const double t = i == best ? 0.0 : advantage(&finding->panel, end, best, i);
        if (t > flip.t) {
            flip.t = t;
            flip.winner = i;
            is_found = true;
        }
    }
    if (is_found) {
        flip_add(out, n, flip);
    }
}

static bool factor_judge(const struct dc_finding *finding, const struct factor *factor,
                         uint64_t n_futures, double t_needed, struct dc_flip out[DC_MAX_FLIPS],
                         size_t *n)
{
    double *const sorted = malloc(n_futures * sizeof *sorted);
    if (sorted == NULL) {
        return false;
    }
    memcpy(sorted, factor->x, n_futures * sizeof *sorted);
    dc_sort(sorted, n_futures);
    const uint64_t tenth = n_futures / 10;
    const struct end low = {factor->x, n_futures, false, sorted[tenth - 1]};
    const struct end high = {factor->x, n_futures, true, sorted[n_futures - tenth]};
    free(sorted);
    end_judge(finding, factor, &low, t_needed, out, n);
    end_judge(finding, factor, &high, t_needed, out, n);
    return true;
}

/* Contenders of several scenarios live in the same futures if these have one seed. */
static bool share_futures(const struct dc_finding *finding)
{
    const uint64_t seed = dc_model_seed(dc_tally_model(finding->contender[0].tally));
    for (uint32_t i = 1; i < finding->n; i++) {
        if (dc_model_seed(dc_tally_model(finding->contender[i].tally)) != seed) {
            return false;
        }
    }
    return finding->n > 1;
}

bool dc_flips_find(struct dc_finding *finding, struct dc_flip out[DC_MAX_FLIPS], size_t *n)
{
    const uint64_t n_all = finding->panel.n;
    const uint64_t n_futures = n_all < MOST_FUTURES ? n_all : MOST_FUTURES;
    uint32_t n_items = 0;
    *n = 0;
    if (!share_futures(finding) || n_futures < 10 * LEAST_IN_TENTH) {
        return true;
    }
    /* the inputs as the best one's scenario states them */
    const struct dc_contender *const best = &finding->contender[finding->standing[0].contender];
    const struct factor *const item =
        factors_new(dc_tally_model(best->tally), n_futures, &finding->arena, &n_items);
    /* Every end against every other contender is a chance to be wrong: Bonferroni. */
    const double n_looks = 2.0 * (double)n_items * (double)(finding->n - 1);
    const double t_needed =
        n_items > 0 ? dc_t_quantile(1.0 - 0.05 / n_looks, (double)(n_futures / 10)) : 0.0;
    bool ok = item != NULL;
    for (uint32_t k = 0; k < n_items && ok; k++) {
        ok = factor_judge(finding, &item[k], n_futures, t_needed, out, n);
    }
    return ok;
}
