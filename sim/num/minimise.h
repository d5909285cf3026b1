/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/minimise.h - the least of a smooth function of a few variables, and its curvature there.
 *
 * GSL's BFGS from several starts where the gradient is known, its simplex where it is not (or
 * BFGS loses its way), then Newton steps, by central differences of what is known. For negative
 * log-likelihoods: the curvature at the least is the observed information. */
#ifndef DC_NUM_MINIMISE_H
#define DC_NUM_MINIMISE_H

#include "base/bug.h"

enum { DC_MINIMISE_MAX = 4 }; /* the most variables */

struct dc_minimise {
    double (*f)(const double x[], const void *self); /* not finite where x cannot be */
    void (*df)(const double x[], const void *self, double gradient[]); /* of f; NULL: none */
    const void *self;
    size_t n; /* variables */
};
struct dc_minimum {
    double x[DC_MINIMISE_MAX], value;
    double covariance[DC_MINIMISE_MAX][DC_MINIMISE_MAX]; /* the inverse of the curvature */
};

/* From n_starts starts of n numbers each. false: none converged to a point where the gradient
 * vanishes and the curvature is positive. */
DC_MUST_CHECK bool dc_minimise(const struct dc_minimise *problem, const double start[],
                               size_t n_starts, struct dc_minimum *out);

/* Inverse of a positive definite matrix of n x n, n <= DC_MINIMISE_MAX; false: it is not. */
DC_MUST_CHECK bool dc_minimise_invert(size_t n, double a[][DC_MINIMISE_MAX]);

#endif
