/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/special.h - what the distributions need beyond num/exact.h: densities and both tails
 * at once, each tail with its own relative accuracy. */
#ifndef DC_NUM_SPECIAL_H
#define DC_NUM_SPECIAL_H

#include "num/exact.h"

/* Probabilities below and above a point; each relative, so neither is 1 minus the other. */
struct dc_tails {
    double lower, upper;
};

double dc_log1pmx(double x);  /* log(1 + x) - x, relative; x > -1 */
double dc_stirling(double a); /* lgamma(a) - ((a - 1/2) log a - a + log(2 pi) / 2); a > 0 */
double dc_log_beta(double a, double b); /* log of Euler's beta, a, b > 0 */
/* log(1 + (sd / mean)^2) of a weibull and of a loglogistic with 1 / shape = t. */
double dc_weibull_spread(double t);
double dc_loglogistic_spread(double t); /* t < 1/2 */
double dc_normal_density(double x);

/* x^a e^-x / Gamma(a): the gamma density times x. a, x > 0. */
double dc_gamma_peak(double a, double x);
/* Of a gamma variate of shape a at x > 0. */
struct dc_tails dc_gamma_tails(double a, double x);

/* x^a y^b / B(a, b) with y = 1 - x: the beta density times x y. */
double dc_beta_peak(double a, double b, double x, double y);
/* Of a beta variate at x, with y = 1 - x given for its own accuracy. */
struct dc_tails dc_beta_tails(double a, double b, double x, double y);

#endif
