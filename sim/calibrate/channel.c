/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/channel.c - inside against outside, raw and like for like. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"
#include "num/poisson.h"

/* won and lost of inside, then of outside */
struct table {
    double a, b, c, d;
};

static double total(const struct table *t)
{
    return t->a + t->b + t->c + t->d;
}

static void table_add(struct table *t, const struct dc_deal *deal)
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

static int by_value(const void *a, const void *b)
{
    const double p = *(const double *)a;
    const double q = *(const double *)b;
    return p < q ? -1 : p > q;
}

static bool counts(const struct dc_deal *d)
{
    return !d->is_out && d->side != DC_SIDE_OTHER && d->outcome != DC_OPEN;
}

/* Strata: tenths of deal size, a last one for those without an amount, each by segment where
 * there are not too many of them. */
enum { STRATA = 10, MOST_SEGMENTS = 24 };
struct strata {
    struct table *fine; /* by size and segment */
    size_t n_fine, n_segments;
    struct table size[STRATA + 1], raw;
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
        qsort(x, n, sizeof *x, by_value);
        tables_fill(c, x, n, s);
    }
    free(x);
    return ok;
}

struct odds {
    double log_ratio, se;
};

/* Mantel and Haenszel's ratio; the variance of Robins, Breslow and Greenland (1986). */
static struct odds odds_of(const struct table t[], size_t n)
{
    double r = 0.0, s = 0.0, pr = 0.0, ps_qr = 0.0, qs = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double all = total(&t[i]);
        if (all <= 0.0) {
            continue;
        }
        const double p = (t[i].a + t[i].d) / all;
        const double q = (t[i].b + t[i].c) / all;
        const double ri = t[i].a * t[i].d / all;
        const double si = t[i].b * t[i].c / all;
        r += ri;
        s += si;
        pr += p * ri;
        ps_qr += p * si + q * ri;
        qs += q * si;
    }
    return (struct odds){log(r / s),
                         sqrt(pr / (2 * r * r) + ps_qr / (2 * r * s) + qs / (2 * s * s))};
}

/* The a of a table of these margins with this odds ratio. */
static double expected_a(const struct table *t, double ratio)
{
    const double m = t->a + t->b;
    const double won = t->a + t->c;
    const double rest = t->c + t->d;
    const double qa = ratio - 1.0;
    const double qb = -(ratio * (m + won) + rest - won);
    const double qc = ratio * m * won;
    if (fabs(qa) < 1e-12) {
        return -qc / qb;
    }
    return (-qb - sqrt(qb * qb - 4.0 * qa * qc)) / (2.0 * qa);
}

/* Breslow and Day (1980): whether one ratio fits all strata. */
static double homogeneity(const struct table t[], size_t n, double ratio, double *df)
{
    double sum = 0.0;
    *df = -1.0;
    for (size_t i = 0; i < n; i++) {
        const double a = expected_a(&t[i], ratio);
        const double b = t[i].a + t[i].b - a;
        const double c = t[i].a + t[i].c - a;
        const double d = t[i].c + t[i].d - c;
        if (total(&t[i]) > 0.0 && a > 0.0 && b > 0.0 && c > 0.0 && d > 0.0) {
            sum += (t[i].a - a) * (t[i].a - a) * (1 / a + 1 / b + 1 / c + 1 / d);
            *df += 1.0;
        }
    }
    return sum;
}

/* Win rates as if both sides had the deals of all: weighted by the strata's sizes. */
static void standardise(const struct table t[], size_t n, double rate[2])
{
    double weight = 0.0;
    rate[0] = rate[1] = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double inside = t[i].a + t[i].b;
        const double outside = t[i].c + t[i].d;
        if (inside > 0.0 && outside > 0.0) {
            rate[0] += total(&t[i]) * t[i].a / inside;
            rate[1] += total(&t[i]) * t[i].c / outside;
            weight += total(&t[i]);
        }
    }
    rate[0] /= weight > 0.0 ? weight : 1.0;
    rate[1] /= weight > 0.0 ? weight : 1.0;
}

static void curve_add(struct dc_calibration *c, const char *series, double x, double rate,
                      double n)
{
    const double h = n > 0.0 ? 1.96 * sqrt(rate * (1.0 - rate) / n) : 0.0;
    dc_fits_curve(c, (struct dc_curve_row){"channel", series, x, rate, rate - h, rate + h});
}

static void odds_add(struct dc_calibration *c, const char *method, const struct odds *o,
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
                      const struct odds *plain, const struct odds *like, const double rate[2])
{
    const struct table *const raw = &s->raw;
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
        exp(plain->log_ratio), of, 100.0 * rate[0], 100.0 * rate[1], exp(like->log_ratio),
        exp(like->log_ratio - 1.96 * like->se), exp(like->log_ratio + 1.96 * like->se),
        fabs(like->log_ratio) < 1.96 * like->se ? ", no difference established" : "");
}

static void compare(struct dc_calibration *c, const struct strata *s)
{
    const struct table *const raw = &s->raw;
    double df;
    double rate[2];
    const struct odds plain = odds_of(raw, 1);
    const struct odds like = odds_of(s->fine, s->n_fine);
    const double chi2 = homogeneity(s->size, STRATA + 1, exp(like.log_ratio), &df);
    standardise(s->fine, s->n_fine, rate);
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
