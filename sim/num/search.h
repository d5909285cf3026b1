/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/search.h - the inverse of a distribution function by search, to the last digits. */
#ifndef DC_NUM_SEARCH_H
#define DC_NUM_SEARCH_H

#include "base/bug.h"

/* Probabilities below and above a point, and the density there. */
struct dc_slope {
    double lower, upper, density;
};

/* y with probability u below and v = 1 - u above; the density must be log-concave. */
double dc_search_tail(struct dc_slope (*at)(double y, const double par[]), const double par[],
                      double u, double v, double guess);

/* Where to begin: log(x / mean) of a gamma, logit x of a beta. */
double dc_gamma_guess(double shape, double u, double v);
double dc_beta_guess(double a, double b, double u, double v);

#endif
