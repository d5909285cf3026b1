/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/cycle.c - outcome and time together, by segment, stage and channel. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/ends.h"

/* What ends stand for: the rises of their share. As many events as a plain sample that says as
 * much (Kish 1965), so that errors are not those of equal weights. */
static double events_worth(const struct dc_ends *e, unsigned k)
{
    double sum = 0.0;
    double squares = 0.0;
    double before = 0.0;
    for (size_t i = 0; i < e->n_steps; i++) {
        const double rise = e->step[i].share[k] - before;
        before = e->step[i].share[k];
        if (e->step[i].n_event[k] > 0.0 && rise > 0.0) {
            sum += rise;
            squares += rise * rise / e->step[i].n_event[k];
        }
    }
    return squares > 0.0 ? sum * sum / squares : 0.0;
}

/* Times of one end, each weighted by what it stands for. */
static bool times_fit(struct dc_calibration *c, const struct dc_ends *e, unsigned k,
                      const char *what, const char *segment, struct dc_shape *out)
{
    struct dc_obs *const obs = malloc((e->n_steps + 1) * sizeof *obs);
    struct dc_sample sample = {.obs = obs};
    double before = 0.0;
    double n_events = 0.0;
    if (obs == NULL) {
        return false;
    }
    const double all = e->n_steps > 0 ? e->step[e->n_steps - 1].share[k] : 1.0;
    const double worth = events_worth(e, k);
    for (size_t i = 0; i < e->n_steps; i++) {
        const double rise = e->step[i].share[k] - before;
        before = e->step[i].share[k];
        n_events += e->step[i].n_event[k];
        if (e->step[i].n_event[k] > 0.0 && rise > 0.0) {
            obs[sample.n++] = (struct dc_obs){
                .x = e->step[i].t, .weight = rise / all * worth, .is_event = true};
        }
    }
    const bool ok = sample.n == 0 || dc_fits_shape(c, what, segment, &sample, out);
    out->n = n_events;
    free(obs);
    return ok;
}

static void rate_add(struct dc_calibration *c, const char *what, const char *segment,
                     const struct dc_rate *r)
{
    dc_fits_add(c, (struct dc_fit_row){.what = what,
                                       .segment = segment,
                                       .method = c->is_closed_only && !c->by_close
                                                     ? "reverse-time product limit"
                                                     : "Aalen-Johansen",
                                       .parameter = "share",
                                       .n = r->n,
                                       .n_events = floor(r->share * r->n + 0.5),
                                       .estimate = r->share,
                                       .se = r->se,
                                       .has_se = true,
                                       .is_used = true});
}

/* Where no deal is known never to close, what is open at the end of the curve will close as the
 * others did. */
static void rest_share_out(const struct dc_calibration *c, struct dc_rate *pass,
                           struct dc_rate *lost)
{
    const double ended = pass->share + lost->share;
    if (c->has_never || !(lost->share > 0.0) || !(pass->share > 0.0)) {
        return;
    }
    pass->share /= ended;
    pass->se /= ended;
    lost->share = 1.0 - pass->share;
    lost->se = pass->se;
}

static bool sides_fit(struct dc_calibration *c, uint32_t i, uint32_t k)
{
    static const char *const what[3] = {"", "win probability, inside",
                                        "win probability, outside"};
    struct dc_group *const g = &c->group[i];
    bool ok = true;
    for (int side = DC_SIDE_INSIDE; ok && c->has_sides && side <= DC_SIDE_OUTSIDE; side++) {
        struct dc_ends e = {0};
        ok = dc_ends_take(&e, c, (struct dc_ends_of){i, k, side});
        if (ok) {
            struct dc_rate lost = dc_ends_rate(&e, 1);
            g->phase[k].side[side] = dc_ends_rate(&e, 0);
            rest_share_out(c, &g->phase[k].side[side], &lost);
            rate_add(c, what[side], dc_fits_at(c, g, k), &g->phase[k].side[side]);
        }
        dc_ends_free(&e);
    }
    return ok;
}

static bool phase_fit(struct dc_calibration *c, uint32_t i, uint32_t k)
{
    struct dc_group *const g = &c->group[i];
    struct dc_phase *const p = &g->phase[k];
    const bool is_one = c->n_phases == 1;
    const char *const at = dc_fits_at(c, g, k);
    struct dc_ends e = {0};
    bool ok = dc_ends_take(&e, c, (struct dc_ends_of){i, k, -1});
    if (ok) {
        p->pass = dc_ends_rate(&e, 0);
        p->lost = dc_ends_rate(&e, 1);
        rest_share_out(c, &p->pass, &p->lost);
        rate_add(c, is_one ? "win probability" : "stage conversion", at, &p->pass);
        rate_add(c, is_one ? "loss probability" : "loss in the stage", at, &p->lost);
        ok = times_fit(c, &e, 0, is_one ? "time to win" : "time to pass", at, &p->passed) &&
             times_fit(c, &e, 1, is_one ? "time to lose" : "time to lose in the stage", at,
                       &p->lost_time);
    }
    dc_ends_free(&e);
    return ok && sides_fit(c, i, k);
}

static bool group_fit(struct dc_calibration *c, uint32_t i)
{
    struct dc_group *const g = &c->group[i];
    struct dc_ends e = {0};
    bool ok = dc_ends_take(&e, c, (struct dc_ends_of){i, DC_WHOLE, -1});
    if (ok) {
        struct dc_rate lost = dc_ends_rate(&e, 1);
        g->win = dc_ends_rate(&e, 0);
        g->median_days = dc_ends_median(&e, 0);
        rest_share_out(c, &g->win, &lost);
        if (c->n_phases > 1) {
            rate_add(c, "win probability", g->name, &g->win);
        }
    }
    dc_ends_free(&e);
    for (uint32_t k = 0; ok && k < c->n_phases; k++) {
        ok = phase_fit(c, i, k);
    }
    return ok;
}

bool dc_fits_cycles(struct dc_calibration *c)
{
    bool ok = dc_fits_whole(c);
    for (uint32_t i = 0; ok && i < c->n_groups; i++) {
        ok = group_fit(c, i);
    }
    return ok;
}
