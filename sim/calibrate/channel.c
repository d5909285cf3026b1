/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/channel.c - inside against outside, raw and like for like. */
#include <math.h>
#include <stdlib.h>

#include "base/order.h"
#include "calibrate/fits.h"
#include "num/exact.h"
#include "num/odds.h"
#include "num/poisson.h"

static void table_add(struct dc_odds_table *t, const struct dc_deal *deal)
{
    const bool won = deal->outcome == DC_WON;
    if (deal->side == DC_SIDE_INSIDE) {
        t->a += won ? 1.0 : 0.0;
        t->b += won ? 0.0 : 1.0;
    } else {
        t->c += won ? 1.0 : 0.0;
        t->d += won ? 0.0 : 1.0;
    }
}

static double total(const struct dc_odds_table *t)
{
    return t->a + t->b + t->c + t->d;
}

static bool counts(const struct dc_deal *d)
{
    return !d->is_out && d->side != DC_SIDE_OTHER && d->outcome != DC_OPEN;
}

/* Strata: tenths of deal size, a last one for those without an amount, each by segment where
 * there are not too many of them. */
enum { STRATA = 10, MOST_SEGMENTS = 24 };
struct strata {
    struct dc_odds_table *fine; /* by size and segment */
    size_t n_fine, n_segments;
    struct dc_odds_table size[STRATA + 1], raw;
};

static size_t segment_of(const struct strata *s, const struct dc_deal *d)
{
    return s->n_segments > 1 && d->segment != DC_NO_LABEL ? d->segment : s->n_segments - 1;
}

static void tables_fill(const struct dc_calibration *c, const double x[], size_t n,
                        struct strata *s)
{
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        size_t k = d->has_amount ? 0 : STRATA;
        if (!counts(d)) {
            continue;
        }
        while (k + 1 < STRATA && d->amount > x[n * (k + 1) / STRATA]) {
            k++;
        }
        table_add(&s->fine[k * s->n_segments + segment_of(s, d)], d);
        table_add(&s->size[k], d);
        table_add(&s->raw, d);
    }
}

static bool tables_take(const struct dc_calibration *c, struct strata *s)
{
    double *const x = malloc((c->deals.n + 1) * sizeof *x);
    const size_t n_labels = c->deals.segment.n;
    size_t n = 0;
    s->n_segments = n_labels >= 2 && n_labels <= MOST_SEGMENTS ? n_labels + 1 : 1;
    s->n_fine = (STRATA + 1) * s->n_segments;
    s->fine = calloc(s->n_fine, sizeof *s->fine);
    for (size_t i = 0; i < c->deals.n && x != NULL; i++) {
        if (counts(&c->deals.deal[i]) && c->deals.deal[i].has_amount) {
            x[n++] = c->deals.deal[i].amount;
        }
    }
    const bool ok = x != NULL && s->fine != NULL;
    if (ok) {
        dc_sort(x, n);
        tables_fill(c, x, n, s);
    }
    free(x);
    return ok;
}

static void curve_add(struct dc_calibration *c, const char *series, double x, double rate,
                      double n)
{
    const double h = n > 0.0 ? 1.96 * sqrt(rate * (1.0 - rate) / n) : 0.0;
    dc_fits_curve(c, (struct dc_curve_row){"channel", series, x, rate, rate - h, rate + h});
}

static void odds_add(struct dc_calibration *c, const char *method, const struct dc_odds *o,
                     double n, double chi2, double df)
{
    dc_fits_add(c, (struct dc_fit_row){
                       .what = "inside against outside",
                       .segment = "all",
                       .method = method,
                       .parameter = "log odds ratio",
                       .n = n,
                       .estimate = o->log_ratio,
                       .se = o->se,
                       .has_se = true,
                       .test = df > 0.0 ? "Breslow-Day" : NULL,
                       .statistic = chi2,
                       .p = dc_chi_squared_above(chi2, df),
                       .has_p = df > 0.0,
                       .is_used = df > 0.0,
                       .verdict = df <= 0.0 ? NULL
                                  : dc_chi_squared_above(chi2, df) < 0.05
                                      ? "the difference is not the same for all deal sizes"
                                      : "one difference fits all deal sizes"});
}

static void words_say(struct dc_calibration *c, const struct strata *s,
                      const struct dc_odds *plain, const struct dc_odds *like,
                      const double rate[2])
{
    const struct dc_odds_table *const raw = &s->raw;
    const char *const of = s->n_segments > 1 ? "size and segment" : "size";
    if (plain->log_ratio * like->log_ratio < 0.0) {
        dc_fits_say(
            c,
            "Simpson's paradox: over all deals %s win more often, but among deals of like "
            "%s %s do. The raw comparison only shows who was given which deals.",
            plain->log_ratio > 0.0 ? "inside reps" : "outside reps", of,
            like->log_ratio > 0.0 ? "inside reps" : "outside reps");
    }
    dc_fits_say(
        c,
        "Raw, inside wins %.1f%% and outside %.1f%% of closed deals (odds ratio %.2f). Like "
        "for like, by deal %s, %.1f%% and %.1f%%: odds ratio %.2f (95%%: %.2f to %.2f)%s.",
        100.0 * raw->a / (raw->a + raw->b), 100.0 * raw->c / (raw->c + raw->d),
        dc_exp(plain->log_ratio), of, 100.0 * rate[0], 100.0 * rate[1], dc_exp(like->log_ratio),
        dc_exp(like->log_ratio - 1.96 * like->se), dc_exp(like->log_ratio + 1.96 * like->se),
        fabs(like->log_ratio) < 1.96 * like->se ? ", no difference established" : "");
}

static void compare(struct dc_calibration *c, const struct strata *s)
{
    const struct dc_odds_table *const raw = &s->raw;
    double df;
    double rate[2];
    const struct dc_odds plain = dc_odds_of(raw, 1);
    const struct dc_odds like = dc_odds_of(s->fine, s->n_fine);
    const double chi2 = dc_odds_homogeneity(s->size, STRATA + 1, dc_exp(like.log_ratio), &df);
    dc_odds_standardise(s->fine, s->n_fine, rate);
    odds_add(c, "raw", &plain, total(raw), 0.0, 0.0);
    odds_add(c,
             s->n_segments > 1 ? "Mantel-Haenszel, by deal size and segment"
                               : "Mantel-Haenszel, by deal size",
             &like, total(raw), chi2, df);
    words_say(c, s, &plain, &like, rate);
    curve_add(c, "inside", 1.0, raw->a / (raw->a + raw->b), raw->a + raw->b);
    curve_add(c, "outside", 1.0, raw->c / (raw->c + raw->d), raw->c + raw->d);
    curve_add(c, "inside", 2.0, rate[0], raw->a + raw->b);
    curve_add(c, "outside", 2.0, rate[1], raw->c + raw->d);
}

bool dc_fits_channels(struct dc_calibration *c)
{
    struct strata s = {0};
    if (!c->has_sides) {
        return true;
    }
    const bool ok = tables_take(c, &s);
    /* A side that always or never wins has no odds. */
    if (ok && s.raw.a * s.raw.b * s.raw.c * s.raw.d > 0.0) {
        compare(c, &s);
    }
    free(s.fine);
    return ok;
}
