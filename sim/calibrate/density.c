/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/density.c - where deal sizes lie: shares of won deals by steps of the logarithm, as
 * seen and as the scenario will draw them. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"
#include "num/exact.h"

enum { BINS = 30 };
struct bins {
    double low, step; /* of the logarithm */
    double seen[BINS], drawn[BINS];
    double n;
};

static bool has_size(const struct dc_deal *d)
{
    return !d->is_out && d->outcome == DC_WON && d->has_amount && d->group != DC_NO_GROUP;
}

static void bins_take(struct bins *b, const struct dc_calibration *c)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t i = 0; i < c->deals.n; i++) {
        if (has_size(&c->deals.deal[i])) {
            low = fmin(low, dc_log(c->deals.deal[i].amount));
            high = fmax(high, dc_log(c->deals.deal[i].amount));
        }
    }
    b->low = low - 1e-9;
    b->step = (high - low + 2e-9) / BINS;
    for (size_t i = 0; i < c->deals.n && high > low; i++) {
        if (has_size(&c->deals.deal[i])) {
            const double at = (dc_log(c->deals.deal[i].amount) - b->low) / b->step;
            b->seen[at < BINS ? (size_t)at : BINS - 1] += 1.0;
            b->n += 1.0;
        }
    }
}

/* The share of a shape between two amounts. */
static double share_of(const struct dc_shape *s, double from, double to)
{
    double share = 0.0;
    double all = 0.0;
    if (s->is_steps) {
        for (size_t i = 0; i < s->n_steps; i++) {
            share += s->step[i] > from && s->step[i] <= to ? s->weight[i] : 0.0;
            all += s->weight[i];
        }
        return all > 0.0 ? share / all : 0.0;
    }
    share =
        dc_fit_survival(&s->fit, &s->sample, from) - dc_fit_survival(&s->fit, &s->sample, to);
    if (s->body_share > 0.0) {
        const double a = fmin(fmax(from, s->tail_from), s->tail_to) / s->tail_from;
        const double b = fmin(fmax(to, s->tail_from), s->tail_to) / s->tail_from;
        const double whole = 1.0 - dc_pow(s->tail_to / s->tail_from, -s->tail_shape);
        share = s->body_share * share +
                (1.0 - s->body_share) *
                    (dc_pow(a, -s->tail_shape) - dc_pow(b, -s->tail_shape)) / whole;
    }
    return share;
}

void dc_fits_density(struct dc_calibration *c)
{
    struct bins b = {0};
    bins_take(&b, c);
    for (size_t k = 0; k < BINS && b.n >= 10.0; k++) {
        const double from = dc_exp(b.low + b.step * (double)k);
        const double to = dc_exp(b.low + b.step * (double)(k + 1));
        double drawn = 0.0;
        for (size_t i = 0; i < c->n_groups; i++) {
            const struct dc_shape *const s = &c->group[i].size;
            drawn += s->has ? s->n / b.n * share_of(s, from, to) : 0.0;
        }
        const double seen = b.seen[k] / b.n;
        const double mid = sqrt(from * to);
        dc_fits_curve(c, (struct dc_curve_row){"density", "seen", mid, seen, from, to});
        dc_fits_curve(c, (struct dc_curve_row){"density", "drawn", mid, drawn, drawn, drawn});
    }
}
