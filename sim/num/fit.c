/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/fit.c - maximum likelihood with right censoring, left truncation and a cured share. */
#include "num/fit.h"

#include <math.h>
#include <stdlib.h>

#include "num/exact.h"
#include "num/minimise.h"

/* Equal observations are one with a weight. */
struct point {
    double x, log_x, log_entry, entry, log_limit, limit;
    double n_events, n_censored;
};
struct likelihood {
    struct point *point;
    size_t n;
    enum dc_fit_family family;
    bool has_share;
    double low, cap; /* the logarithm is taken once */
    double log_low, log_cap;
    double n_all;
};

static int by_entry_and_x(const void *a, const void *b)
{
    const struct point *const p = a;
    const struct point *const q = b;
    if (p->entry != q->entry) {
        return p->entry < q->entry ? -1 : 1;
    }
    if (p->limit != q->limit) {
        return p->limit < q->limit ? -1 : 1;
    }
    return p->x < q->x ? -1 : p->x > q->x;
}

/* More different values than this are grouped in steps of 2^-13 of their logarithm: half a step
 * is 0.006% of a value, far below any standard error of so many. */
enum { MOST_POINTS = 20000 };

static double grouped(double x, double steps)
{
    return dc_exp(floor(dc_log(x) * steps + 0.5) / steps);
}

/* What may be seen is grouped more coarsely: it hardly moves a fit, and every pair of it and a
 * value is a point. */
static void points_group(struct likelihood *l)
{
    for (size_t i = 0; i < l->n; i++) {
        struct point *const p = &l->point[i];
        p->x = grouped(p->x, 8192.0);
        p->log_x = dc_log(p->x);
        if (p->entry > 0.0) {
            p->entry = fmin(grouped(p->entry, 32.0), 0.999 * p->x);
        }
        if (p->limit > 0.0) {
            p->limit = fmax(grouped(p->limit, 32.0), 1.001 * p->x);
        }
    }
}

static void points_merge(struct likelihood *l)
{
    size_t n = 0;
    qsort(l->point, l->n, sizeof *l->point, by_entry_and_x);
    for (size_t i = 0; i < l->n; i++) {
        struct point *const last = n > 0 ? &l->point[n - 1] : NULL;
        if (last != NULL && by_entry_and_x(last, &l->point[i]) == 0) {
            last->n_events += l->point[i].n_events;
            last->n_censored += l->point[i].n_censored;
        } else {
            l->point[n++] = l->point[i];
        }
    }
    l->n = n;
}

static bool points_take(struct likelihood *l, const struct dc_sample *sample)
{
    l->point = malloc((sample->n + 1) * sizeof *l->point);
    if (l->point == NULL) {
        return false;
    }
    for (size_t i = 0; i < sample->n; i++) {
        const struct dc_obs *const o = &sample->obs[i];
        l->point[i] = (struct point){
            .x = o->x, .log_x = dc_log(o->x), .entry = o->entry, .limit = o->limit};
        if (o->is_event) {
            l->point[i].n_events = o->weight;
        } else {
            l->point[i].n_censored = o->weight;
        }
        l->n_all += o->weight;
    }
    l->n = sample->n;
    points_merge(l);
    if (l->n > MOST_POINTS) {
        points_group(l);
        points_merge(l);
    }
    for (size_t i = 0; i < l->n; i++) {
        struct point *const p = &l->point[i];
        p->log_entry = p->entry > 0.0 ? dc_log(p->entry) : 0.0;
        p->log_limit = p->limit > 0.0 ? dc_log(p->limit) : 0.0;
    }
    return true;
}

/* log of what survives to x when only `share` ever ends. */
static double log_alive(const struct likelihood *l, const double theta[], double x,
                        double log_x)
{
    const double log_s = dc_fit_log_survival(l->family, theta, x, log_x);
    if (!l->has_share) {
        return log_s;
    }
    const double share = dc_logistic(theta[l->family == DC_FIT_EXPONENTIAL ? 1 : 2]);
    return dc_log1p(share * dc_expm1(log_s));
}

/* Shapes and spreads beyond any data: what is left there is rounding. A fit that wants to go
 * there finds no curvature and is none. */
static bool is_sane(const struct likelihood *l, const double theta[])
{
    const double bend = l->family == DC_FIT_LOGNORMAL ? -theta[1] : theta[0];
    return l->family == DC_FIT_EXPONENTIAL || (bend > -4.0 && bend < 11.0);
}

/* log P(low < X <= cap). */
static double log_seen(const struct likelihood *l, const double theta[])
{
    double above = 1.0;
    double beyond = 0.0;
    if (l->low > 0.0) {
        above = dc_exp(dc_fit_log_survival(l->family, theta, l->low, l->log_low));
    }
    if (l->cap > 0.0) {
        beyond = dc_exp(dc_fit_log_survival(l->family, theta, l->cap, l->log_cap));
    }
    return dc_log(above - beyond);
}

/* log of what is left of a point's whole: P(entry < X), or P(entry < X <= limit). */
static double log_window(const struct likelihood *l, const double theta[],
                         const struct point *p)
{
    const double log_from = p->entry > 0.0 ? log_alive(l, theta, p->entry, p->log_entry) : 0.0;
    if (!(p->limit > 0.0)) {
        return log_from;
    }
    const double log_to = log_alive(l, theta, p->limit, p->log_limit);
    return log_from + dc_log(-dc_expm1(log_to - log_from));
}

static double minus_loglik(const double theta[], const void *self)
{
    const struct likelihood *const l = self;
    const double log_share =
        l->has_share ? dc_log(dc_logistic(theta[l->family == DC_FIT_EXPONENTIAL ? 1 : 2]))
                     : 0.0;
    double sum = 0.0;
    if (!is_sane(l, theta)) {
        return INFINITY;
    }
    for (size_t i = 0; i < l->n; i++) {
        const struct point *const p = &l->point[i];
        double term = 0.0;
        if (p->n_events > 0.0) {
            term += p->n_events *
                    (log_share + dc_fit_log_density(l->family, theta, p->x, p->log_x));
        }
        if (p->n_censored > 0.0) {
            term += p->n_censored * log_alive(l, theta, p->x, p->log_x);
        }
        if (p->entry > 0.0 || p->limit > 0.0) {
            term -= (p->n_events + p->n_censored) * log_window(l, theta, p);
        }
        sum += term;
    }
    if (l->low > 0.0 || l->cap > 0.0) {
        sum -= l->n_all * log_seen(l, theta);
    }
    return -sum;
}

/* The derivative of log_alive, the share's last. */
static void alive_score(const struct likelihood *l, const double theta[], double x,
                        double log_x, double out[3])
{
    const unsigned n = l->family == DC_FIT_EXPONENTIAL ? 1 : 2;
    double score[2] = {0.0, 0.0};
    (void)!dc_fit_score_survival(l->family, theta, log_x, score);
    double part = 1.0;
    if (l->has_share) {
        const double s = dc_exp(dc_fit_log_survival(l->family, theta, x, log_x));
        const double share = dc_logistic(theta[n]);
        const double alive = 1.0 - share + share * s;
        part = share * s / alive;
        out[n] = (s - 1.0) * share * (1.0 - share) / alive;
    }
    for (unsigned k = 0; k < n; k++) {
        out[k] = part * score[k];
    }
}

/* of log (alive at `from` - alive at `to`), times `weight`, taken off `sum`. */
static void window_score(const struct likelihood *l, const double theta[], const double at[4],
                         double weight, double sum[3])
{
    double from[3] = {0.0, 0.0, 0.0};
    double to[3] = {0.0, 0.0, 0.0};
    double gone = 0.0; /* alive at `to` as a share of alive at `from` */
    if (at[0] > 0.0) {
        alive_score(l, theta, at[0], at[1], from);
    }
    if (at[2] > 0.0) {
        const double log_from = at[0] > 0.0 ? log_alive(l, theta, at[0], at[1]) : 0.0;
        alive_score(l, theta, at[2], at[3], to);
        gone = dc_exp(log_alive(l, theta, at[2], at[3]) - log_from);
    }
    for (unsigned k = 0; k < 3; k++) {
        sum[k] -= weight * (from[k] - gone * to[k]) / (1.0 - gone);
    }
}

static void point_score(const struct likelihood *l, const double theta[], const struct point *p,
                        double sum[3])
{
    const unsigned n = l->family == DC_FIT_EXPONENTIAL ? 1 : 2;
    double score[3] = {0.0, 0.0, 0.0};
    if (p->n_events > 0.0) {
        (void)!dc_fit_score_density(l->family, theta, p->log_x, score);
        score[n] += l->has_share ? 1.0 - dc_logistic(theta[n]) : 0.0;
        for (unsigned k = 0; k <= n; k++) {
            sum[k] += p->n_events * score[k];
        }
    }
    if (p->n_censored > 0.0) {
        double alive[3] = {0.0, 0.0, 0.0};
        alive_score(l, theta, p->x, p->log_x, alive);
        for (unsigned k = 0; k <= n; k++) {
            sum[k] += p->n_censored * alive[k];
        }
    }
    if (p->entry > 0.0 || p->limit > 0.0) {
        window_score(l, theta, (double[]){p->entry, p->log_entry, p->limit, p->log_limit},
                     p->n_events + p->n_censored, sum);
    }
}

static void minus_score(const double theta[], const void *self, double gradient[])
{
    const struct likelihood *const l = self;
    const unsigned n = (l->family == DC_FIT_EXPONENTIAL ? 1u : 2u) + (l->has_share ? 1u : 0u);
    double sum[3] = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < l->n; i++) {
        point_score(l, theta, &l->point[i], sum);
    }
    if (l->low > 0.0 || l->cap > 0.0) {
        window_score(l, theta, (double[]){l->low, l->log_low, l->cap, l->log_cap}, l->n_all,
                     sum);
    }
    for (unsigned k = 0; k < n; k++) {
        gradient[k] = -sum[k];
    }
}

struct logs {
    double n_events, mean, sd; /* of the logarithms of events */
    double total;              /* of the values themselves, censored ones too */
};

static bool logs_of(const struct likelihood *l, struct logs *out)
{
    double sum = 0.0;
    double squares = 0.0;
    *out = (struct logs){0};
    for (size_t i = 0; i < l->n; i++) {
        const struct point *const p = &l->point[i];
        out->n_events += p->n_events;
        sum += p->n_events * p->log_x;
        out->total += (p->n_events + p->n_censored) * p->x;
    }
    if (!(out->n_events > 0.0)) {
        return false;
    }
    out->mean = sum / out->n_events;
    for (size_t i = 0; i < l->n; i++) {
        const double gap = l->point[i].log_x - out->mean;
        squares += l->point[i].n_events * gap * gap;
    }
    out->sd = sqrt(squares / out->n_events);
    return out->sd > 1e-9 || l->family == DC_FIT_EXPONENTIAL;
}

/* Three starts from the moments of the logarithms: as they are, stretched, and later. */
static size_t starts_of(const struct likelihood *l, const struct logs *logs, double start[])
{
    static const double stretch[3] = {1.0, 1.8, 1.3};
    const double late[3] = {0.0, 0.7, 1.6 + dc_log(l->n_all / logs->n_events)};
    const size_t n = (l->family == DC_FIT_EXPONENTIAL ? 1 : 2) + (l->has_share ? 1 : 0);
    for (size_t i = 0; i < 3; i++) {
        const double sd = logs->sd * stretch[i];
        double *const x = start + i * n;
        if (l->family == DC_FIT_EXPONENTIAL) {
            x[0] = dc_log(logs->total / logs->n_events) - late[i] * 0.3;
        } else if (l->family == DC_FIT_LOGNORMAL) {
            x[0] = logs->mean + late[i];
            x[1] = dc_log(sd);
        } else {
            const double shape = l->family == DC_FIT_GAMMA     ? 1.0 / (sd * sd)
                                 : l->family == DC_FIT_WEIBULL ? 1.28 / sd
                                                               : 1.81 / sd;
            x[0] = dc_log(shape);
            x[1] = logs->mean + late[i] - (l->family == DC_FIT_GAMMA ? x[0] : 0.0);
        }
        if (l->has_share) {
            const double share = fmin(0.95, 1.1 * logs->n_events / l->n_all);
            x[n - 1] = dc_logit(share);
        }
    }
    return 3;
}

static void fit_fill(const struct likelihood *l, const struct dc_minimum *m, struct dc_fit *out)
{
    const unsigned n = out->n_par;
    for (unsigned i = 0; i < n; i++) {
        const bool is_mu = l->family == DC_FIT_LOGNORMAL && i == 0;
        out->par[i] = is_mu ? m->x[i] : dc_exp(m->x[i]);
        out->se_log[i] = sqrt(m->covariance[i][i]);
        out->se[i] = is_mu ? out->se_log[i] : out->se_log[i] * out->par[i];
    }
    if (n == 2) {
        out->correlation = m->covariance[0][1] / (out->se_log[0] * out->se_log[1]);
    }
    if (l->has_share) {
        out->share = dc_logistic(m->x[n]);
        out->se_share = sqrt(m->covariance[n][n]) * out->share * (1.0 - out->share);
    }
    out->loglik = -m->value;
    out->aic = 2.0 * (m->value + n + (l->has_share ? 1.0 : 0.0));
}

static bool fit(struct likelihood *l, const struct dc_sample *sample, struct dc_fit *out)
{
    struct logs logs;
    struct dc_minimum least;
    double start[3 * DC_MINIMISE_MAX];
    l->low = sample->low;
    l->cap = sample->cap;
    l->log_low = sample->low > 0.0 ? dc_log(sample->low) : 0.0;
    l->log_cap = sample->cap > 0.0 ? dc_log(sample->cap) : 0.0;
    bool ok = points_take(l, sample) && logs_of(l, &logs);
    if (ok) {
        *out = (struct dc_fit){.family = l->family, .has_share = l->has_share, .n = l->n_all};
        out->n_par = l->family == DC_FIT_EXPONENTIAL ? 1 : 2;
        out->n_events = logs.n_events;
        const size_t n_starts = starts_of(l, &logs, start);
        const struct dc_minimise problem = {.f = minus_loglik,
                                            .df =
                                                l->family == DC_FIT_GAMMA ? NULL : minus_score,
                                            .self = l,
                                            .n = out->n_par + (l->has_share ? 1u : 0u)};
        ok = dc_minimise(&problem, start, n_starts, &least);
    }
    if (ok) {
        fit_fill(l, &least, out);
    }
    free(l->point);
    return ok;
}

bool dc_fit_ml(const struct dc_sample *sample, enum dc_fit_family family, struct dc_fit *out)
{
    struct likelihood l = {.family = family};
    return fit(&l, sample, out);
}

bool dc_fit_cure(const struct dc_sample *sample, enum dc_fit_family family, struct dc_fit *out)
{
    struct likelihood l = {.family = family, .has_share = true};
    return fit(&l, sample, out);
}
