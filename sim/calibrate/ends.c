/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/ends.c - won and lost compete, open deals are censored, and what the export cannot
 * show is truncated. */
#include "calibrate/ends.h"

#include <math.h>
#include <stdlib.h>

/* Stages may follow each other within a day. */
#define SHORTEST_DAYS 0.25

void dc_ends_free(struct dc_ends *e)
{
    free(e->end);
    free(e->step);
    *e = (struct dc_ends){0};
}

static unsigned cause_of(const struct dc_deal *d)
{
    return d->outcome == DC_WON ? 1 : d->outcome == DC_LOST ? 2 : DC_CENSORED;
}

/* The day a deal came to a stage or a later one; false: it never did. */
static bool reached(const struct dc_calibration *c, const struct dc_deal *d, size_t phase,
                    double *day)
{
    const size_t n = c->deals.n_stages;
    const size_t skip = n + 1 - c->n_phases; /* stages that are the opening itself */
    const int32_t *const stage = c->deals.stage_day + (size_t)(d - c->deals.deal) * n;
    double first = INFINITY;
    if (phase == 0) {
        *day = d->opened.day;
        return true;
    }
    for (size_t k = phase - 1 + skip; k < n; k++) {
        first = stage[k] != DC_NO_DAY ? fmin(first, stage[k]) : first;
    }
    if (d->outcome == DC_WON) {
        first = fmin(first, d->closed.day);
    }
    *day = fmax(first, d->opened.day);
    return isfinite(first);
}

/* Its time in one stage. false: it was never there. */
static bool stage_span(const struct dc_calibration *c, const struct dc_deal *d, uint32_t phase,
                       double *start, struct dc_end *end)
{
    double next;
    const bool has_days = d->opened.kind == DC_DAY_KNOWN &&
                          (d->outcome == DC_OPEN || d->closed.kind == DC_DAY_KNOWN);
    if (!has_days || !reached(c, d, phase, start)) {
        return false;
    }
    const double last = d->outcome == DC_OPEN ? c->deals.as_of : d->closed.day;
    const bool is_last = phase + 1 == c->n_phases;
    const bool has_next = !is_last && reached(c, d, phase + 1, &next);
    end->cause = has_next ? 1 : cause_of(d);
    end->t = fmax(SHORTEST_DAYS, (has_next ? fmin(next, last) : last) - *start);
    return true;
}

static bool span_of(const struct dc_calibration *c, const struct dc_deal *d, uint32_t phase,
                    struct dc_end *end)
{
    double start = d->opened.day;
    *end = (struct dc_end){.t = d->cycle_days, .cause = cause_of(d)};
    if (phase != DC_WHOLE && c->n_phases > 1) {
        if (!stage_span(c, d, phase, &start, end)) {
            return false;
        }
    } else if (!d->has_cycle) {
        return false;
    }
    if (d->opened.kind != DC_DAY_KNOWN) {
        return true;
    }
    if (c->is_truncated) {
        end->entry = fmax(0.0, (double)c->seen_from - start - 0.25);
    }
    if (c->is_closed_only && !c->by_close) {
        end->limit = fmax(end->t, c->deals.as_of - start + 0.5);
    }
    return end->entry < end->t; /* else not seen long enough to count */
}

bool dc_ends_take(struct dc_ends *e, const struct dc_calibration *c, struct dc_ends_of of)
{
    size_t n_different = 0;
    *e = (struct dc_ends){.end = malloc((c->deals.n + 1) * sizeof *e->end)};
    if (e->end == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        const bool is_of = !d->is_out && (of.group == DC_NO_GROUP || d->group == of.group) &&
                           (of.side < 0 || d->side == of.side);
        e->n += is_of && span_of(c, d, of.phase, &e->end[e->n]) ? 1 : 0;
    }
    dc_ends_sort(e->end, e->n);
    for (size_t i = 0; i < e->n; i++) {
        n_different += i == 0 || e->end[i].t > e->end[i - 1].t ? 1 : 0;
    }
    e->step = malloc((n_different + 1) * sizeof *e->step);
    const bool is_backwards = c->is_closed_only && !c->by_close && c->deals.has_dates;
    return e->step != NULL &&
           (is_backwards ? dc_survival_reverse(e->end, e->n, e->step, &e->n_steps)
                         : dc_survival_curve(e->end, e->n, e->step, &e->n_steps));
}

struct dc_rate dc_ends_rate(const struct dc_ends *e, unsigned cause)
{
    if (e->n_steps == 0) {
        return (struct dc_rate){0};
    }
    const struct dc_survival_step *const s = &e->step[e->n_steps - 1];
    return (struct dc_rate){true, s->share[cause], s->se_share[cause], (double)e->n};
}

double dc_ends_median(const struct dc_ends *e, unsigned cause)
{
    const double all = e->n_steps > 0 ? e->step[e->n_steps - 1].share[cause] : 0.0;
    for (size_t i = 0; i < e->n_steps && all > 0.0; i++) {
        if (e->step[i].share[cause] >= 0.5 * all) {
            return e->step[i].t;
        }
    }
    return 0.0;
}

struct window {
    int32_t first_close;
    size_t n_closed, n_open, n_before;
};

static struct window window_of(const struct dc_calibration *c)
{
    struct window w = {.first_close = INT32_MAX};
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        w.n_open += !d->is_out && d->outcome == DC_OPEN ? 1 : 0;
        if (!d->is_out && d->outcome != DC_OPEN && d->closed.kind == DC_DAY_KNOWN) {
            w.n_closed++;
            w.first_close = d->closed.day < w.first_close ? d->closed.day : w.first_close;
        }
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        w.n_before +=
            !d->is_out && d->opened.kind == DC_DAY_KNOWN && d->opened.day < w.first_close - 14;
    }
    return w;
}

static void window_say(struct dc_calibration *c, const struct window *w)
{
    int y, m, day;
    dc_day_month(w->n_closed > 0 ? w->first_close : 0, &y, &m, &day);
    if (c->is_truncated) {
        dc_fits_say(
            c,
            "Nothing in the file closed before %04d-%02d-%02d, though %zu deals were opened "
            "more than two weeks earlier: those that closed sooner are missing, and the "
            "times are fitted with that truncation.",
            y, m, day, w->n_before);
    } else if (c->by_close) {
        dc_fits_say(
            c,
            "Only deals that closed from %04d-%02d-%02d on are in the file, and none is "
            "open: win rates, times and arrivals are those of the deals that closed in "
            "these months, as if arrivals had been even.",
            y, m, day);
    } else if (c->is_closed_only) {
        dc_fits_say(c,
                    "No deal in the file is open: of late ones only the quick are there. The "
                    "times and arrivals are fitted with that truncation.");
    }
}

void dc_fits_window(struct dc_calibration *c)
{
    const struct window w = window_of(c);
    const bool is_late = w.n_closed >= 50 && w.n_before >= 10;
    c->is_closed_only = w.n_open == 0 && w.n_closed > 0 && c->deals.has_dates;
    c->by_close = c->is_closed_only && is_late;
    c->is_truncated = !c->is_closed_only && is_late;
    c->seen_from = w.first_close;
    window_say(c, &w);
}
