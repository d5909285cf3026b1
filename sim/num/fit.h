/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/fit.h - times and amounts fitted by maximum likelihood, with censoring and truncation on
 * either side.
 *
 * Log-likelihoods are of the values themselves: the sum of log f over events and of log S over
 * censored ones, each given what it takes to be seen at all. Lawless (2003), chapters 2 to 5.
 */
#ifndef DC_NUM_FIT_H
#define DC_NUM_FIT_H

#include "base/bug.h"

enum dc_fit_family {
    DC_FIT_EXPONENTIAL, /* mean */
    DC_FIT_WEIBULL,     /* shape, scale */
    DC_FIT_GAMMA,       /* shape, scale */
    DC_FIT_LOGNORMAL,   /* mu, sigma of the logarithm */
    DC_FIT_LOGLOGISTIC, /* shape, scale */
    DC_N_FIT_FAMILIES
};

struct dc_obs {
    double x;      /* above 0 */
    double entry;  /* seen only because x > entry; 0: always seen */
    double weight; /* how many such; above 0 */
    bool is_event; /* else censored: all that is known is that it is larger */
    double limit;  /* an event seen only because x <= limit; 0: always seen */
};
/* All-zero but obs and n: plain. */
struct dc_sample {
    const struct dc_obs *obs;
    size_t n;
    double low, cap; /* only values within (low, cap] are in the data; cap 0: no cap */
};

struct dc_fit {
    enum dc_fit_family family;
    unsigned n_par;         /* 1 or 2 */
    double par[2], se[2];   /* as the family's arguments, in their units */
    double se_log[2];       /* of the logarithm of a positive parameter; of mu itself */
    double correlation;     /* of the two on that scale */
    bool has_share;         /* a never-closing share was fitted */
    double share, se_share; /* that ends at all */
    double n, n_events;     /* sums of weights */
    double loglik, aic;
};

/* false: no convergence, or fewer than two different events. */
DC_MUST_CHECK bool dc_fit_ml(const struct dc_sample *sample, enum dc_fit_family family,
                             struct dc_fit *out);
/* The same where a share of all never ends (mixture cure model; Farewell 1982). */
DC_MUST_CHECK bool dc_fit_cure(const struct dc_sample *sample, enum dc_fit_family family,
                               struct dc_fit *out);

const char *dc_fit_name(enum dc_fit_family family); /* as in scenario files */
const char *dc_fit_argument(enum dc_fit_family family, unsigned i);
/* P(X > x) of a fit, its truncation (but no never-closing share) counted. */
double dc_fit_survival(const struct dc_fit *fit, const struct dc_sample *sample, double x);
double dc_fit_density(const struct dc_fit *fit, const struct dc_sample *sample, double x);

/* log f and log S of a family at x > 0 for parameters on the fitted scale. */
double dc_fit_log_density(enum dc_fit_family family, const double theta[], double x,
                          double log_x);
double dc_fit_log_survival(enum dc_fit_family family, const double theta[], double x,
                           double log_x);

/* Their derivatives in theta; false: of this family they are not simple (gamma). */
bool dc_fit_score_density(enum dc_fit_family family, const double theta[], double log_x,
                          double out[2]);
bool dc_fit_score_survival(enum dc_fit_family family, const double theta[], double log_x,
                           double out[2]);

/* Distances of a fit from a step function that is share[i] from x[i] on (x increasing);
 * Kolmogorov and Smirnov's largest gap, Cramer and von Mises' and Anderson and Darling's, for n
 * values. */
struct dc_fit_test {
    double ks, cvm, ad;
    double p_ks; /* asymptotic, as if the parameters had not been fitted: too large */
};
struct dc_fit_test dc_fit_test(const struct dc_fit *fit, const struct dc_sample *sample,
                               const double x[], const double share[], size_t n_steps);

#endif
