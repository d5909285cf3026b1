/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/minimise.c - BFGS or simplex from several starts, then Newton. */
#include "num/minimise.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

#include "num/quiet.h"

/* Values that cannot be are walls for the simplex. */
#define WALL 1e300
enum { MOST_SIMPLEX = 600, MOST_BFGS = 60, MOST_NEWTON = 12 };

static double value_at(const struct dc_minimise *p, const double x[])
{
    const double y = p->f(x, p->self);
    return isfinite(y) ? y : WALL;
}

static double simplex_value(const gsl_vector *v, void *self)
{
    const struct dc_minimise *const p = self;
    double x[DC_MINIMISE_MAX];
    for (size_t i = 0; i < p->n; i++) {
        x[i] = gsl_vector_get(v, i);
    }
    return value_at(p, x);
}

static double slope_value(const gsl_vector *v, void *self)
{
    return simplex_value(v, self);
}

static void slope_gradient(const gsl_vector *v, void *self, gsl_vector *out)
{
    const struct dc_minimise *const p = self;
    double x[DC_MINIMISE_MAX];
    double gradient[DC_MINIMISE_MAX] = {0.0};
    for (size_t i = 0; i < p->n; i++) {
        x[i] = gsl_vector_get(v, i);
    }
    p->df(x, p->self, gradient);
    for (size_t i = 0; i < p->n; i++) {
        gsl_vector_set(out, i, isfinite(gradient[i]) ? gradient[i] : 0.0);
    }
}

static void slope_both(const gsl_vector *v, void *self, double *value, gsl_vector *out)
{
    *value = slope_value(v, self);
    slope_gradient(v, self, out);
}

/* Goes down the gradient; where it came to a stop, or lost its way, x is left as it was. Its
 * value, or WALL. */
static double slide(const struct dc_minimise *p, double x[])
{
    gsl_multimin_fdfminimizer *const s =
        gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, p->n);
    gsl_vector *const at = gsl_vector_alloc(p->n);
    double value = WALL;
    if (s != NULL && at != NULL && value_at(p, x) < WALL) {
        gsl_multimin_function_fdf f = {slope_value, slope_gradient, slope_both, p->n,
                                       (void *)p};
        memcpy(at->data, x, p->n * sizeof *x);
        int status = gsl_multimin_fdfminimizer_set(s, &f, at, 0.1, 0.1);
        for (size_t i = 0; i < MOST_BFGS && status == 0; i++) {
            status = gsl_multimin_fdfminimizer_iterate(s);
        }
        const double slope = gsl_blas_dnrm2(s->gradient);
        if (isfinite(s->f) && slope < 1e-3 * (1.0 + fabs(s->f))) {
            memcpy(x, s->x->data, p->n * sizeof *x);
            value = s->f;
        }
    }
    gsl_multimin_fdfminimizer_free(s);
    gsl_vector_free(at);
    return value;
}

/* The simplex's best point replaces x; its value. */
static double fold(const struct dc_minimise *p, double x[])
{
    gsl_multimin_fminimizer *const s =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, p->n);
    gsl_vector *const at = gsl_vector_alloc(p->n);
    gsl_vector *const step = gsl_vector_alloc(p->n);
    double value = WALL;
    if (s != NULL && at != NULL && step != NULL) {
        gsl_multimin_function f = {simplex_value, p->n, (void *)p};
        memcpy(at->data, x, p->n * sizeof *x);
        gsl_vector_set_all(step, 0.3);
        int status = gsl_multimin_fminimizer_set(s, &f, at, step);
        for (size_t i = 0; i < MOST_SIMPLEX && status == 0; i++) {
            status = gsl_multimin_fminimizer_iterate(s);
            if (gsl_multimin_fminimizer_size(s) < 1e-4) {
                break;
            }
        }
        memcpy(x, s->x->data, p->n * sizeof *x);
        value = s->fval;
    }
    gsl_multimin_fminimizer_free(s);
    gsl_vector_free(at);
    gsl_vector_free(step);
    return value;
}

static double descend(const struct dc_minimise *p, double x[])
{
    const double value = p->df != NULL ? slide(p, x) : WALL;
    return value < WALL ? value : fold(p, x);
}

/* Second difference in variables i and j. */
static double second(const struct dc_minimise *p, const double x[], size_t i, size_t j)
{
    const double h = 2e-4;
    double y[DC_MINIMISE_MAX];
    double sum = 0.0;
    for (unsigned k = 0; k < 4; k++) {
        memcpy(y, x, p->n * sizeof *y);
        y[i] += (k & 1) != 0 ? h : -h;
        y[j] += (k & 2) != 0 ? h : -h;
        sum += ((k == 0 || k == 3) ? 1.0 : -1.0) * value_at(p, y);
    }
    return sum / (4.0 * h * h);
}

/* From the gradient itself. */
static void derive_known(const struct dc_minimise *p, const double x[], double gradient[],
                         double curve[][DC_MINIMISE_MAX])
{
    const double h = 1e-5;
    double y[DC_MINIMISE_MAX];
    double up[DC_MINIMISE_MAX];
    double down[DC_MINIMISE_MAX];
    double raw[DC_MINIMISE_MAX][DC_MINIMISE_MAX];
    p->df(x, p->self, gradient);
    memcpy(y, x, p->n * sizeof *y);
    for (size_t i = 0; i < p->n; i++) {
        y[i] = x[i] + h;
        p->df(y, p->self, up);
        y[i] = x[i] - h;
        p->df(y, p->self, down);
        y[i] = x[i];
        for (size_t j = 0; j < p->n; j++) {
            raw[i][j] = (up[j] - down[j]) / (2.0 * h);
        }
    }
    for (size_t i = 0; i < p->n; i++) {
        for (size_t j = 0; j < p->n; j++) {
            curve[i][j] = 0.5 * (raw[i][j] + raw[j][i]);
        }
    }
}

static void derive(const struct dc_minimise *p, const double x[], double gradient[],
                   double curve[][DC_MINIMISE_MAX])
{
    const double h = 1e-5;
    double y[DC_MINIMISE_MAX];
    memcpy(y, x, p->n * sizeof *y);
    for (size_t i = 0; i < p->n; i++) {
        y[i] = x[i] + h;
        const double up = value_at(p, y);
        y[i] = x[i] - h;
        gradient[i] = (up - value_at(p, y)) / (2.0 * h);
        y[i] = x[i];
        for (size_t j = 0; j <= i; j++) {
            curve[i][j] = curve[j][i] = second(p, x, i, j);
        }
    }
}

/* Gauss-Jordan; pivots of a positive definite matrix stay positive without exchange. */
bool dc_minimise_invert(size_t n, double a[][DC_MINIMISE_MAX])
{
    for (size_t k = 0; k < n; k++) {
        const double pivot = a[k][k];
        if (!(pivot > 1e-12) || !isfinite(pivot)) {
            return false;
        }
        a[k][k] = 1.0;
        for (size_t j = 0; j < n; j++) {
            a[k][j] /= pivot;
        }
        for (size_t i = 0; i < n; i++) {
            const double factor = a[i][k];
            if (i == k) {
                continue;
            }
            a[i][k] = 0.0;
            for (size_t j = 0; j < n; j++) {
                a[i][j] -= factor * a[k][j];
            }
        }
    }
    return true;
}

/* Newton steps while they help. What is left is in units of standard errors. */
static bool polish(const struct dc_minimise *p, struct dc_minimum *m)
{
    double gradient[DC_MINIMISE_MAX] = {0.0};
    double left = INFINITY;
    for (unsigned k = 0; k < MOST_NEWTON; k++) {
        double next[DC_MINIMISE_MAX];
        (p->df != NULL ? derive_known : derive)(p, m->x, gradient, m->covariance);
        if (!dc_minimise_invert(p->n, m->covariance)) {
            return false;
        }
        left = 0.0;
        for (size_t i = 0; i < p->n; i++) {
            double step = 0.0;
            for (size_t j = 0; j < p->n; j++) {
                step += m->covariance[i][j] * gradient[j];
            }
            next[i] = m->x[i] - step;
            left += step * gradient[i];
        }
        const double value = value_at(p, next);
        if (left < 1e-13 || value > m->value + 1e-12 * fabs(m->value)) {
            break;
        }
        memcpy(m->x, next, sizeof next);
        m->value = value;
    }
    return left < 1e-5;
}

bool dc_minimise(const struct dc_minimise *problem, const double start[], size_t n_starts,
                 struct dc_minimum *out)
{
    struct dc_minimum best = {.value = WALL};
    dc_num_quiet_gsl();
    for (size_t i = 0; i < n_starts; i++) {
        double x[DC_MINIMISE_MAX] = {0};
        memcpy(x, start + i * problem->n, problem->n * sizeof *x);
        const double value = descend(problem, x);
        if (value < best.value) {
            best.value = value;
            memcpy(best.x, x, sizeof x);
        }
    }
    if (best.value >= WALL || !polish(problem, &best)) {
        return false;
    }
    *out = best;
    return true;
}
