/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/solve.h - from the arguments of a form to its family's parameters (the rows of
 * dc_forms). Each solver returns NULL, or what is wrong with the arguments. */
#ifndef DC_NUM_SOLVE_H
#define DC_NUM_SOLVE_H

#include "num/dist.h"

/* One value only: sd = 0 · sd = 0 and mean not below 0 · first = second · all three equal ·
 * mean 0 · low = high (third and fourth) · sd = 0 within low and high. */
bool dc_point_of_mean_sd(const double arg[], double *x);
bool dc_point_of_positive(const double arg[], double *x);
bool dc_point_of_range(const double arg[], double *x);
bool dc_point_of_three(const double arg[], double *x);
bool dc_point_of_zero_mean(const double arg[], double *x);
bool dc_point_of_ends(const double arg[], double *x);
bool dc_bernoulli_point(const double arg[], double *x); /* p is 0 or 1 */
bool dc_beta_point(const double arg[], double *x);

const char *dc_uniform_of_range(const double arg[], double par[]);
const char *dc_triangular_of_range(const double arg[], double par[]);
const char *dc_normal_of_mean_sd(const double arg[], double par[]);
const char *dc_lognormal_of_mean_sd(const double arg[], double par[]);
const char *dc_lognormal_of_mu_sigma(const double arg[], double par[]);
const char *dc_lognormal_of_median_p90(const double arg[], double par[]);
const char *dc_lognormal_of_p10_p90(const double arg[], double par[]);
const char *dc_weibull_of_shape_scale(const double arg[], double par[]);
const char *dc_weibull_of_mean_sd(const double arg[], double par[]);
const char *dc_power_of_shape_scale(const double arg[], double par[]);
const char *dc_exponential_of_mean(const double arg[], double par[]);
const char *dc_metalog_of_percentiles(const double arg[], double par[]);
const char *dc_gamma_of_mean_sd(const double arg[], double par[]);
const char *dc_gamma_of_shape_scale(const double arg[], double par[]);
const char *dc_beta_of_alpha_beta(const double arg[], double par[]);
const char *dc_beta_of_mean_sd(const double arg[], double par[]);
const char *dc_beta_of_successes(const double arg[], double par[]);
const char *dc_pert_of_range(const double arg[], double par[]);
const char *dc_poisson_of_mean(const double arg[], double par[]);
const char *dc_negbinomial_of_mean(const double arg[], double par[]);
const char *dc_bernoulli_of_p(const double arg[], double par[]);

#endif
