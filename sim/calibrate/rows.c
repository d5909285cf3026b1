/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/rows.c - estimates as the scenario says them: each an input.NAME with what is not
 * known of it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "calibrate/fits.h"
#include "num/exact.h"

void dc_fits_set(struct dc_calibration *c, const char *path, const char *value,
                 const char *source)
{
    dc_fits_row(c, path, value, "", source);
}

void dc_fits_heading(struct dc_calibration *c, const char *text)
{
    dc_fits_row(c, NULL, text, "", "");
}

/* Whole numbers as they are; whatever the locale. */
const char *dc_fits_number(struct dc_calibration *c, double x)
{
    char buf[DC_NUMBER_SIZE];
    const double size = fabs(x);
    if (size > 0.0 && isfinite(size) && x != floor(x)) {
        const double digits = 6.0 - floor(0.43429448190325182765 * dc_log(size));
        const double scale = floor(dc_pow(10.0, fmin(22.0, fmax(0.0, digits))) + 0.5);
        x = floor(x * scale + 0.5) / scale;
    }
    dc_number_write(isfinite(x) ? x : 0.0, buf);
    return dc_fits_text(c, "%s", buf);
}

/* Normal on the scale of its logarithm, within four standard errors. */
const char *dc_fits_positive(struct dc_calibration *c, double estimate, double se_log)
{
    if (!(se_log > 1e-6)) {
        return dc_fits_number(c, estimate);
    }
    return dc_fits_text(c, "lognormal(mu=%s, sigma=%s, min=%s, max=%s)",
                        dc_fits_number(c, dc_log(estimate)), dc_fits_number(c, se_log),
                        dc_fits_number(c, estimate * dc_exp(-4.0 * se_log)),
                        dc_fits_number(c, estimate * dc_exp(4.0 * se_log)));
}

/* What is known after as many trials as the standard error is worth, from Jeffreys' prior: its
 * intervals hold a share as often as they say, for few trials too (Brown, Cai and DasGupta
 * 2001). */
const char *dc_fits_share(struct dc_calibration *c, const struct dc_rate *r)
{
    const double p = fmin(1.0, fmax(0.0, r->share));
    double n = r->n;
    if (r->se > 0.0 && p > 0.0 && p < 1.0) {
        n = fmin(n, p * (1.0 - p) / (r->se * r->se));
    }
    return dc_fits_text(c, "beta(alpha=%s, beta=%s)", dc_fits_number(c, n * p + 0.5),
                        dc_fits_number(c, n * (1.0 - p) + 0.5));
}

const char *dc_fits_at(struct dc_calibration *c, const struct dc_group *g, size_t phase)
{
    return c->n_phases > 1 ? dc_fits_text(c, "%s, %s", g->name, g->phase[phase].name) : g->name;
}

/* A column of the table beside the scenario. */
static const char *empirical(struct dc_calibration *c, const struct dc_shape *s,
                             const char *name)
{
    if (c->n_seen < DC_MOST_SEEN) {
        c->seen[c->n_seen++] = (struct dc_seen){name, s->step, s->weight, s->n_steps};
    }
    return dc_fits_text(c, "empirical(file=%s, column=%s, weight=%s_weight)", c->table, name,
                        name);
}

static const char *input(struct dc_calibration *c, const char *name, const char *argument)
{
    return dc_fits_text(c, "%s_%s", name, argument);
}

/* The posterior of a normal's mean and sd of logarithms: the sd as if normal on its log scale,
 * the mean given the sd, so that what is known of the mean alone is Student's t. */
static void lognormal_inputs(struct dc_calibration *c, const struct dc_fit *f, const char *name,
                             const char *source)
{
    const double n = fmax(2.0, f->n);
    const double root = sqrt(1.0 / n);
    dc_fits_set(
        c, dc_fits_text(c, "input.%s", input(c, name, "sigma")),
        dc_fits_positive(c, f->par[1] * sqrt(n / (n - 1.0)), fmin(1.0, sqrt(0.5 / (n - 1.0)))),
        source);
    dc_fits_set(c, dc_fits_text(c, "input.%s", input(c, name, "mu")),
                dc_fits_text(c, "normal(mean=%s, sd=%s*$%s)", dc_fits_number(c, f->par[0]),
                             dc_fits_number(c, root), input(c, name, "sigma")),
                source);
}

static void correlation_set(struct dc_calibration *c, const struct dc_fit *f, const char *name)
{
    if (f->n_par < 2 || !(f->se_log[0] > 1e-6) || !(f->se_log[1] > 1e-6) ||
        fabs(f->correlation) <= 0.05) {
        return;
    }
    const double r = floor(fmax(-0.99, fmin(0.99, f->correlation)) * 1e4) / 1e4;
    dc_fits_set(c,
                dc_fits_text(c, "correlation.%s.%s",
                             input(c, name, dc_fit_argument(f->family, 0)),
                             input(c, name, dc_fit_argument(f->family, 1))),
                dc_fits_number(c, r), "from the information matrix of the fit");
}

/* Errors of a few observations are widened as Student's t is. */
static void family_inputs(struct dc_calibration *c, const struct dc_fit *f, const char *name,
                          const char *source)
{
    const double wide = sqrt(f->n_events / fmax(1.0, f->n_events - 2.0));
    for (unsigned k = 0; k < f->n_par; k++) {
        const bool is_mu = f->family == DC_FIT_LOGNORMAL && k == 0;
        const double se = fmin(f->se_log[k] * wide, 1.0);
        const char *const value =
            !is_mu
                ? dc_fits_positive(c, f->par[k], se)
                : dc_fits_text(c, "normal(mean=%s, sd=%s, min=%s, max=%s)",
                               dc_fits_number(c, f->par[k]), dc_fits_number(c, fmax(1e-6, se)),
                               dc_fits_number(c, f->par[k] - 4.0 * se - 1e-5),
                               dc_fits_number(c, f->par[k] + 4.0 * se + 1e-5));
        dc_fits_set(c,
                    dc_fits_text(c, "input.%s", input(c, name, dc_fit_argument(f->family, k))),
                    value, source);
    }
    correlation_set(c, f, name);
}

static const char *limits(struct dc_calibration *c, const struct dc_shape *s)
{
    const double high = s->body_share > 0.0 ? s->tail_from : s->sample.cap;
    const char *const min = s->sample.low > 0.0
                                ? dc_fits_text(c, ", min=%s", dc_fits_number(c, s->sample.low))
                                : "";
    const char *const max =
        high > 0.0 ? dc_fits_text(c, ", max=%s", dc_fits_number(c, high)) : "";
    return dc_fits_text(c, "%s%s", min, max);
}

static const char *family(struct dc_calibration *c, const struct dc_shape *s, const char *name)
{
    const struct dc_fit *const f = &s->fit;
    if (f->n_par == 1) {
        return dc_fits_text(c, "exponential(mean=$%s_mean%s)", name, limits(c, s));
    }
    return dc_fits_text(c, "%s(%s=$%s_%s, %s=$%s_%s%s)", dc_fit_name(f->family),
                        dc_fit_argument(f->family, 0), name, dc_fit_argument(f->family, 0),
                        dc_fit_argument(f->family, 1), name, dc_fit_argument(f->family, 1),
                        limits(c, s));
}

static const char *with_tail(struct dc_calibration *c, const struct dc_shape *s,
                             const char *name, const char *body, const char *source)
{
    dc_fits_set(c, dc_fits_text(c, "input.%s_tail", name),
                dc_fits_positive(c, s->tail_shape, s->se_tail_shape / s->tail_shape), source);
    return dc_fits_text(c, "mixture(%s*%s + %s*pareto(shape=$%s_tail, scale=%s, max=%s))",
                        dc_fits_number(c, s->body_share), body,
                        dc_fits_number(c, 1.0 - s->body_share), name,
                        dc_fits_number(c, s->tail_from), dc_fits_number(c, s->tail_to));
}

const char *dc_fits_distribution(struct dc_calibration *c, const struct dc_shape *s,
                                 const char *name, const char *source)
{
    if (s->is_steps) {
        return empirical(c, s, name);
    }
    const bool is_plain = s->sample.low <= 0.0 && s->sample.cap <= 0.0 && s->body_share <= 0.0;
    if (s->fit.family == DC_FIT_LOGNORMAL && is_plain) {
        lognormal_inputs(c, &s->fit, name, source);
    } else {
        family_inputs(c, &s->fit, name, source);
    }
    const char *const body = family(c, s, name);
    return s->body_share > 0.0 ? with_tail(c, s, name, body, source) : body;
}

const char *dc_fits_table_name(struct dc_calibration *c, const char *scenario_file)
{
    char name[256];
    const char *const slash = scenario_file != NULL ? strrchr(scenario_file, '/') : NULL;
    const char *const base = slash != NULL           ? slash + 1
                             : scenario_file != NULL ? scenario_file
                                                     : "scenario.csv";
    size_t n = strlen(base);
    n = n > 4 && strcmp(base + n - 4, ".csv") == 0 ? n - 4 : n;
    n = n < 200 ? n : 200;
    for (size_t i = 0; i < n; i++) {
        name[i] = strchr(",()\"' \t=$+*#", base[i]) != NULL ? '_' : base[i];
    }
    name[n] = '\0';
    return dc_fits_text(c, "%s-empirical.csv", name);
}
