/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/survival.c - Kaplan-Meier and Aalen-Johansen by one pass over sorted times. */
#include "num/survival.h"

#include <math.h>
#include <stdlib.h>

#include "base/order.h"
#include "num/exact.h"

#define Z95 1.959963984540054

static int by_t(const void *a, const void *b)
{
    const struct dc_end *const p = a;
    const struct dc_end *const q = b;
    return p->t < q->t ? -1 : p->t > q->t;
}

void dc_ends_sort(struct dc_end *end, size_t n)
{
    qsort(end, n, sizeof *end, by_t);
}

/* Marubini and Valsecchi (1995), 10.3: the delta method, in sums that end at step m. With
 * F = share at m: sum (F - F_j)^2 a_j + sum b_j - 2 sum (F - F_j) c_j, opened into powers of F.
 */
struct variance {
    double a, af, aff, b, c, cf;
};

static void variance_add(struct variance *v, const struct dc_survival_step *s, double before,
                         unsigned k)
{
    const double d = s->n_event[0] + s->n_event[1];
    const double n = s->n_risk;
    const double f = s->share[k];
    const double a = n > d ? d / (n * (n - d)) : 0.0;
    const double c = before * s->n_event[k] / (n * n);
    v->a += a;
    v->af += a * f;
    v->aff += a * f * f;
    v->b += before * before * s->n_event[k] * (n - s->n_event[k]) / (n * n * n);
    v->c += c;
    v->cf += c * f;
}

static double variance_at(const struct variance *v, double f)
{
    const double x = f * f * v->a - 2.0 * f * v->af + v->aff + v->b - 2.0 * (f * v->c - v->cf);
    return x > 0.0 ? sqrt(x) : 0.0;
}

struct walk {
    double survival, greenwood, share[DC_CAUSES];
    struct variance variance[DC_CAUSES];
};

static void step_take(struct walk *w, struct dc_survival_step *s)
{
    const double before = w->survival;
    const double d = s->n_event[0] + s->n_event[1];
    w->survival *= 1.0 - d / s->n_risk;
    if (s->n_risk > d) {
        w->greenwood += d / (s->n_risk * (s->n_risk - d));
    }
    s->survival = w->survival;
    s->se = w->survival * sqrt(w->greenwood);
    for (unsigned k = 0; k < DC_CAUSES; k++) {
        w->share[k] += before * s->n_event[k] / s->n_risk;
        s->share[k] = w->share[k];
        variance_add(&w->variance[k], s, before, k);
        s->se_share[k] = variance_at(&w->variance[k], s->share[k]);
    }
}

bool dc_survival_curve(struct dc_end *end, size_t n, struct dc_survival_step *step,
                       size_t *n_steps)
{
    struct walk walk = {.survival = 1.0};
    double *const entry = malloc((n + 1) * sizeof *entry);
    size_t n_entered = 0;
    *n_steps = 0;
    if (entry == NULL) {
        return false;
    }
    dc_ends_sort(end, n);
    for (size_t i = 0; i < n; i++) {
        entry[i] = end[i].entry;
    }
    dc_sort(entry, n);
    for (size_t i = 0; i < n;) {
        struct dc_survival_step s = {.t = end[i].t};
        while (n_entered < n && entry[n_entered] < s.t) {
            n_entered++;
        }
        s.n_risk = (double)(n_entered - (i < n_entered ? i : n_entered));
        size_t next = i;
        for (; next < n && end[next].t == s.t; next++) {
            if (end[next].cause != DC_CENSORED) {
                s.n_event[end[next].cause - 1] += 1.0;
            }
        }
        if (s.n_event[0] + s.n_event[1] > 0.0 && s.n_risk > 0.0) {
            step_take(&walk, &s);
            step[(*n_steps)++] = s;
        }
        i = next;
    }
    free(entry);
    return true;
}

double dc_survival_at(const struct dc_survival_step *step, size_t n_steps, double t, double *se)
{
    double survival = 1.0;
    *se = 0.0;
    for (size_t i = 0; i < n_steps && step[i].t <= t; i++) {
        survival = step[i].survival;
        *se = step[i].se;
    }
    return survival;
}

/* The log transform: S exp(+- z se / S). */
static double edge_of(const struct dc_survival_step *s, double sign)
{
    return s->survival > 0.0 ? fmin(1.0, s->survival * dc_exp(sign * Z95 * s->se / s->survival))
                             : 0.0;
}

/* Where a curve (survival for sign 0, else an edge) falls to the level. */
static bool falls_to(const struct dc_survival_step *step, size_t n_steps, double level,
                     double sign, double *t)
{
    for (size_t i = 0; i < n_steps; i++) {
        const double at = sign == 0.0 ? step[i].survival : edge_of(&step[i], sign);
        const double gap = at - level;
        if (fabs(gap) < 1e-9 && i + 1 < n_steps) {
            *t = 0.5 * (step[i].t + step[i + 1].t);
            return true;
        }
        /* An upper edge stays above 0 where survival ends there: no limit. */
        if (gap < 1e-9 && !(sign > 0.0 && step[i].survival <= 0.0)) {
            *t = step[i].t;
            return true;
        }
    }
    return false;
}

struct dc_survival_quantile dc_survival_quantile(const struct dc_survival_step *step,
                                                 size_t n_steps, double level)
{
    struct dc_survival_quantile q = {0};
    q.has = falls_to(step, n_steps, level, 0.0, &q.t);
    q.has_low = falls_to(step, n_steps, level, -1.0, &q.low);
    q.has_high = falls_to(step, n_steps, level, 1.0, &q.high);
    return q;
}
