/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/shape.c - one distribution: the best family, or steps where every family is far
 * off. */
#include <math.h>
#include <stdlib.h>

#include "calibrate/fits.h"

/* A fit is bad where the shares it gives are off by more than this somewhere, and by more than
 * chance makes them for fitted families (Lilliefors' 1% is near 1.04 / sqrt(n)). */
#define BAD_GAP 0.08
#define BAD_ROOT 1.1

static int by_x(const void *a, const void *b)
{
    const struct dc_obs *const p = a;
    const struct dc_obs *const q = b;
    return p->x < q->x ? -1 : p->x > q->x;
}

/* Sorted observations to cumulative shares at each different value. */
struct steps {
    struct dc_obs *obs;
    double *x, *share;
    size_t n, n_steps;
    double total, mean, se_mean;
};

static void mean_take(struct steps *s)
{
    double sum = 0.0;
    double squares = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        sum += s->obs[i].weight * s->obs[i].x;
    }
    s->mean = s->total > 0.0 ? sum / s->total : 0.0;
    for (size_t i = 0; i < s->n; i++) {
        const double gap = s->obs[i].x - s->mean;
        squares += s->obs[i].weight * gap * gap;
    }
    s->se_mean = s->total > 1.0 ? sqrt(squares / (s->total * (s->total - 1.0))) : 0.0;
}

static bool steps_take(struct steps *s, const struct dc_sample *sample)
{
    s->n = sample->n;
    s->obs = calloc(s->n + 1, sizeof *s->obs);
    s->x = malloc((s->n + 1) * sizeof *s->x);
    s->share = malloc((s->n + 1) * sizeof *s->share);
    if (s->obs == NULL || s->x == NULL || s->share == NULL) {
        return false;
    }
    for (size_t i = 0; i < s->n; i++) {
        s->obs[i] = sample->obs[i];
        s->total += s->obs[i].weight;
    }
    qsort(s->obs, s->n, sizeof *s->obs, by_x);
    double sum = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        sum += s->obs[i].weight;
        if (i + 1 == s->n || s->obs[i + 1].x > s->obs[i].x) {
            s->x[s->n_steps] = s->obs[i].x;
            s->share[s->n_steps++] = sum / s->total;
        }
    }
    mean_take(s);
    return true;
}

/* At most DC_MOST_STEPS values with weights; groups are represented by their means, so the mean
 * stays. */
static void steps_thin(const struct steps *s, struct dc_shape *out)
{
    const double each = s->n_steps <= DC_MOST_STEPS ? 0.0 : s->total / (DC_MOST_STEPS - 1);
    double weight = 0.0;
    double sum = 0.0;
    out->n_steps = 0;
    for (size_t i = 0; i < s->n; i++) {
        weight += s->obs[i].weight;
        sum += s->obs[i].weight * s->obs[i].x;
        const bool is_end = i + 1 == s->n || s->obs[i + 1].x > s->obs[i].x;
        if (is_end && (weight >= each || i + 1 == s->n) && out->n_steps < DC_MOST_STEPS) {
            out->step[out->n_steps] = sum / weight;
            out->weight[out->n_steps++] = weight;
            weight = sum = 0.0;
        }
    }
}

const char *dc_fits_verdict(struct dc_calibration *c, double ks)
{
    return dc_fits_text(c, "%s: the shares it gives are off by up to %.1f points",
                        ks < 0.03   ? "good"
                        : ks < 0.06 ? "fair"
                        : ks < 0.1  ? "poor"
                                    : "bad",
                        100.0 * ks);
}

static void rows_add(struct dc_calibration *c, const char *what, const char *segment,
                     const struct dc_fit *fit, const struct dc_fit_test *test, bool is_used)
{
    const char *const verdict = dc_fits_verdict(c, test->ks);
    for (unsigned k = 0; k < fit->n_par; k++) {
        dc_fits_add(c, (struct dc_fit_row){.what = what,
                                           .segment = segment,
                                           .method = "maximum likelihood",
                                           .family = dc_fit_name(fit->family),
                                           .parameter = dc_fit_argument(fit->family, k),
                                           .n = fit->n,
                                           .n_events = fit->n_events,
                                           .estimate = fit->par[k],
                                           .se = fit->se[k],
                                           .has_se = true,
                                           .has_fit = true,
                                           .loglik = fit->loglik,
                                           .aic = fit->aic,
                                           .test = "Kolmogorov-Smirnov",
                                           .statistic = test->ks,
                                           .p = test->p_ks,
                                           .has_p = true,
                                           .is_used = is_used,
                                           .verdict = verdict});
    }
}

/* Truncated data can leave a ridge of parameters that fit alike: no family is known then. */
static bool is_determined(const struct dc_fit *fit)
{
    return fit->se_log[0] < 1.0 && (fit->n_par < 2 || fit->se_log[1] < 1.0);
}

static bool family_try(struct dc_calibration *c, const char *what, const char *segment,
                       const struct dc_sample *sample, enum dc_fit_family family,
                       struct dc_fit *out)
{
    const bool has = dc_fit_ml(sample, family, out);
    if (!has || !is_determined(out)) {
        dc_fits_note(c,
                     has ? "%s, %s: the data do not determine the %s fit"
                         : "%s, %s: the %s fit did not converge",
                     what, segment, dc_fit_name(family));
    }
    return has && is_determined(out);
}

bool dc_fits_shape(struct dc_calibration *c, const char *what, const char *segment,
                   const struct dc_sample *sample, struct dc_shape *out)
{
    struct steps s = {0};
    struct dc_fit fit[DC_N_FIT_FAMILIES];
    struct dc_fit_test test[DC_N_FIT_FAMILIES];
    unsigned best = DC_N_FIT_FAMILIES;
    bool has[DC_N_FIT_FAMILIES] = {false};
    bool ok = steps_take(&s, sample);
    *out = (struct dc_shape){
        .has = ok && s.n > 0, .n = s.total, .mean = s.mean, .se_mean = s.se_mean};
    for (unsigned f = 0; ok && f < DC_N_FIT_FAMILIES && s.n > 0; f++) {
        has[f] = family_try(c, what, segment, sample, f, &fit[f]);
        if (!has[f]) {
            continue;
        }
        test[f] = dc_fit_test(&fit[f], sample, s.x, s.share, s.n_steps);
        best = best == DC_N_FIT_FAMILIES || fit[f].aic < fit[best].aic ? f : best;
    }
    if (out->has) {
        steps_thin(&s, out);
        out->sample = (struct dc_sample){.low = sample->low, .cap = sample->cap};
        out->is_steps = best == DC_N_FIT_FAMILIES ||
                        (test[best].ks > BAD_GAP && test[best].ks * sqrt(s.total) > BAD_ROOT);
    }
    if (best < DC_N_FIT_FAMILIES) {
        out->fit = fit[best];
        out->ks = test[best].ks;
    }
    for (unsigned f = 0; f < DC_N_FIT_FAMILIES; f++) {
        if (has[f]) {
            rows_add(c, what, segment, &fit[f], &test[f], f == best && !out->is_steps);
        }
    }
    free(s.obs);
    free(s.x);
    free(s.share);
    return ok;
}
