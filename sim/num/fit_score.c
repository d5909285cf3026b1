/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/fit_score.c - derivatives of log densities and survivals in their parameters. */
#include "num/exact.h"
#include "num/fit.h"
#include "num/special.h"

bool dc_fit_score_density(enum dc_fit_family family, const double theta[], double log_x,
                          double out[2])
{
    const double rel = log_x - theta[1]; /* of those with a scale */
    const double shape = dc_exp(theta[0]);
    const double u = shape * rel;
    switch (family) {
    case DC_FIT_EXPONENTIAL:
        out[0] = dc_exp(log_x - theta[0]) - 1.0;
        return true;
    case DC_FIT_WEIBULL:
        out[0] = 1.0 + u - u * dc_exp(u);
        out[1] = shape * (dc_exp(u) - 1.0);
        return true;
    case DC_FIT_LOGNORMAL: {
        const double z = (log_x - theta[0]) * dc_exp(-theta[1]);
        out[0] = z * dc_exp(-theta[1]);
        out[1] = z * z - 1.0;
        return true;
    }
    case DC_FIT_LOGLOGISTIC:
        out[0] = 1.0 + u - 2.0 * u * dc_logistic(u);
        out[1] = shape * (2.0 * dc_logistic(u) - 1.0);
        return true;
    case DC_FIT_GAMMA:
    case DC_N_FIT_FAMILIES:
        break;
    }
    return false;
}

/* phi(z) / Q(z); far out the first terms of Mills' expansion do. */
static double normal_hazard(double z)
{
    return z < 30.0 ? dc_normal_density(z) / dc_normal_cdf(-z) : z + 1.0 / z;
}

bool dc_fit_score_survival(enum dc_fit_family family, const double theta[], double log_x,
                           double out[2])
{
    const double rel = log_x - theta[1];
    const double shape = dc_exp(theta[0]);
    const double u = shape * rel;
    switch (family) {
    case DC_FIT_EXPONENTIAL:
        out[0] = dc_exp(log_x - theta[0]);
        return true;
    case DC_FIT_WEIBULL:
        out[0] = -u * dc_exp(u);
        out[1] = shape * dc_exp(u);
        return true;
    case DC_FIT_LOGNORMAL: {
        const double z = (log_x - theta[0]) * dc_exp(-theta[1]);
        const double h = normal_hazard(z);
        out[0] = h * dc_exp(-theta[1]);
        out[1] = h * z;
        return true;
    }
    case DC_FIT_LOGLOGISTIC:
        out[0] = -u * dc_logistic(u);
        out[1] = shape * dc_logistic(u);
        return true;
    case DC_FIT_GAMMA:
    case DC_N_FIT_FAMILIES:
        break;
    }
    return false;
}
