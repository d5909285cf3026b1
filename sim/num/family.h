/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family.h - the families and what par[] means to each. */
#ifndef DC_NUM_FAMILY_H
#define DC_NUM_FAMILY_H

#include "num/dist.h"

extern const struct dc_family dc_family_constant;    /* value */
extern const struct dc_family dc_family_uniform;     /* min, max */
extern const struct dc_family dc_family_triangular;  /* min, mode, max */
extern const struct dc_family dc_family_normal;      /* mean, sd */
extern const struct dc_family dc_family_lognormal;   /* mu, sigma */
extern const struct dc_family dc_family_exponential; /* mean */
extern const struct dc_family dc_family_weibull;     /* shape, scale */
extern const struct dc_family dc_family_loglogistic; /* shape, scale */
extern const struct dc_family dc_family_pareto;      /* shape, scale */
extern const struct dc_family dc_family_metalog;     /* a1, a2, a3, low, high */
extern const struct dc_family dc_family_gamma;       /* shape, scale */
extern const struct dc_family dc_family_beta;    /* alpha, beta, low, high; cut by min=, max= */
extern const struct dc_family dc_family_pert;    /* the same, not cut */
extern const struct dc_family dc_family_poisson; /* mean */
extern const struct dc_family dc_family_negbinomial; /* mean, dispersion */
extern const struct dc_family dc_family_bernoulli;   /* p */
extern const struct dc_family dc_family_table;       /* in points */
extern const struct dc_family
    dc_family_mixture; /* in mixture; 1 for log x, -1 for -log(-x), 0 for x */

/* Truncates a distribution whose par is set and readies it; NULL, or what is wrong. */
DC_MUST_CHECK const char *dc_dist_cut(struct dc_dist *d, struct dc_bound min,
                                      struct dc_bound max, struct dc_arena *arena);

/* The variate between the cuts before lo and hi apply: u + v = 1, each with its own digits. */
double dc_dist_between(const struct dc_dist *d, double u, double v);

/* dc_normal_quantile of each. */
void dc_normal_run(const double u[], double z[], size_t n);

#endif
