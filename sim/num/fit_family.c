/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/fit_family.c - densities and survival of the families that are fitted, as logarithms. */
#include <math.h>

#include "num/exact.h"
#include "num/fit.h"
#include "num/special.h"

static const struct row {
    const char *name, *argument[2];
} rows[DC_N_FIT_FAMILIES] = {
    [DC_FIT_EXPONENTIAL] = {"exponential", {"mean", NULL}},
    [DC_FIT_WEIBULL] = {"weibull", {"shape", "scale"}},
    [DC_FIT_GAMMA] = {"gamma", {"shape", "scale"}},
    [DC_FIT_LOGNORMAL] = {"lognormal", {"mu", "sigma"}},
    [DC_FIT_LOGLOGISTIC] = {"loglogistic", {"shape", "scale"}},
};

const char *dc_fit_name(enum dc_fit_family family)
{
    return rows[family].name;
}

const char *dc_fit_argument(enum dc_fit_family family, unsigned i)
{
    return rows[family].argument[i];
}

static double log1p_exp(double u)
{
    return u > 0.0 ? u + dc_log1p(dc_exp(-u)) : dc_log1p(dc_exp(u));
}

double dc_fit_log_density(enum dc_fit_family family, const double theta[], double x,
                          double log_x)
{
    const double rel = log_x - theta[1]; /* of those with a scale */
    switch (family) {
    case DC_FIT_EXPONENTIAL:
        return -theta[0] - x * dc_exp(-theta[0]);
    case DC_FIT_WEIBULL: {
        const double u = dc_exp(theta[0]) * rel;
        return theta[0] - log_x + u - dc_exp(u);
    }
    case DC_FIT_GAMMA: {
        const double shape = dc_exp(theta[0]);
        return shape * rel - log_x - dc_exp(rel) - dc_lgamma(shape);
    }
    case DC_FIT_LOGNORMAL: {
        const double z = (log_x - theta[0]) * dc_exp(-theta[1]);
        return -log_x - theta[1] - 0.91893853320467274178 - 0.5 * z * z;
    }
    case DC_FIT_LOGLOGISTIC: {
        const double u = dc_exp(theta[0]) * rel;
        return theta[0] - log_x + u - 2.0 * log1p_exp(u);
    }
    case DC_N_FIT_FAMILIES:
        break;
    }
    return 0.0;
}

/* Far out the first term of the tail's expansion does. */
static double log_gamma_q(double shape, double x)
{
    const double q = dc_gamma_q(shape, x);
    return q > 1e-290 ? dc_log(q) : (shape - 1.0) * dc_log(x) - x - dc_lgamma(shape);
}

static double log_normal_q(double z)
{
    const double q = dc_normal_cdf(-z);
    return q > 1e-290 ? dc_log(q) : -0.5 * z * z - 0.91893853320467274178 - dc_log(z);
}

double dc_fit_log_survival(enum dc_fit_family family, const double theta[], double x,
                           double log_x)
{
    const double rel = log_x - theta[1];
    switch (family) {
    case DC_FIT_EXPONENTIAL:
        return -x * dc_exp(-theta[0]);
    case DC_FIT_WEIBULL:
        return -dc_exp(dc_exp(theta[0]) * rel);
    case DC_FIT_GAMMA:
        return log_gamma_q(dc_exp(theta[0]), dc_exp(rel));
    case DC_FIT_LOGNORMAL:
        return log_normal_q((log_x - theta[0]) * dc_exp(-theta[1]));
    case DC_FIT_LOGLOGISTIC:
        return -log1p_exp(dc_exp(theta[0]) * rel);
    case DC_N_FIT_FAMILIES:
        break;
    }
    return 0.0;
}
