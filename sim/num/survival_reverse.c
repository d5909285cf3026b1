/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/survival_reverse.c - times that are known only because they ended soon enough. */
#include <math.h>
#include <stdlib.h>

#include "base/order.h"

#include "num/survival.h"

/* Events by different times into step, risk sets { t_i <= t <= limit_i } into n_risk. */
static size_t steps_take(const struct dc_end *end, const double limit[], size_t n,
                         struct dc_survival_step *step)
{
    size_t n_steps = 0;
    size_t n_past = 0; /* limits below t */
    for (size_t i = 0; i < n;) {
        struct dc_survival_step s = {.t = end[i].t};
        for (; i < n && end[i].t == s.t; i++) {
            s.n_event[end[i].cause - 1] += 1.0;
        }
        while (n_past < n && limit[n_past] < s.t) {
            n_past++;
        }
        s.n_risk = (double)(i > n_past ? i - n_past : 1);
        step[n_steps++] = s;
    }
    return n_steps;
}

/* From the last time backwards: of F(t), the share d / n_risk ended at t. Each step's mass is
 * left in its survival for the while. */
static void masses_take(struct dc_survival_step *step, size_t n_steps)
{
    double f = 1.0;
    for (size_t i = n_steps; i-- > 0;) {
        const double d = step[i].n_event[0] + step[i].n_event[1];
        const double mass = i == 0 ? f : f * fmin(1.0, d / step[i].n_risk);
        step[i].survival = mass;
        f -= mass;
    }
}

/* Sums forwards. The error is that of a mean of events that stand for unequal masses. */
static void shares_take(struct dc_survival_step *step, size_t n_steps)
{
    double share[DC_CAUSES] = {0.0, 0.0};
    double squares = 0.0;
    for (size_t i = 0; i < n_steps; i++) {
        const double d = step[i].n_event[0] + step[i].n_event[1];
        squares += step[i].survival * step[i].survival / d;
    }
    for (size_t i = 0; i < n_steps; i++) {
        struct dc_survival_step *const s = &step[i];
        const double d = s->n_event[0] + s->n_event[1];
        for (unsigned k = 0; k < DC_CAUSES; k++) {
            share[k] += s->survival * s->n_event[k] / d;
            s->share[k] = share[k];
            s->se_share[k] = sqrt(fmax(0.0, share[k] * (1.0 - share[k])) * squares);
        }
        s->survival = fmax(0.0, 1.0 - share[0] - share[1]);
        s->se = sqrt(fmax(0.0, s->survival * (1.0 - s->survival)) * squares);
    }
}

bool dc_survival_reverse(struct dc_end *end, size_t n, struct dc_survival_step *step,
                         size_t *n_steps)
{
    double *const limit = malloc((n + 1) * sizeof *limit);
    *n_steps = 0;
    if (limit == NULL) {
        return false;
    }
    dc_ends_sort(end, n);
    for (size_t i = 0; i < n; i++) {
        limit[i] = end[i].limit;
    }
    dc_sort(limit, n);
    *n_steps = steps_take(end, limit, n, step);
    masses_take(step, *n_steps);
    shares_take(step, *n_steps);
    free(limit);
    return true;
}
