/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/solve_closed.c - parameters of the families with a closed inverse. */
#include "num/exact.h"
#include "num/solve.h"
#include "num/special.h"

#define Z90 0x1.4813c36e26d32p+0 /* 90% quantile of the standard normal */
#define LOG_9 0x1.193ea7aad030bp1

bool dc_point_of_mean_sd(const double arg[], double *x)
{
    *x = arg[0];
    return arg[1] == 0.0;
}

bool dc_point_of_positive(const double arg[], double *x)
{
    *x = arg[0];
    return arg[0] >= 0.0 && arg[1] == 0.0;
}

bool dc_point_of_range(const double arg[], double *x)
{
    *x = arg[0];
    return arg[0] == arg[1];
}

bool dc_point_of_three(const double arg[], double *x)
{
    *x = arg[0];
    return arg[0] == arg[1] && arg[1] == arg[2];
}

bool dc_point_of_zero_mean(const double arg[], double *x)
{
    *x = 0.0;
    return arg[0] == 0.0;
}

const char *dc_uniform_of_range(const double arg[], double par[])
{
    par[0] = arg[0];
    par[1] = arg[1];
    if (!(arg[1] > arg[0])) {
        return "max must not be below min";
    }
    return arg[1] - arg[0] < INFINITY ? NULL : "max is out of range: too far from min";
}

const char *dc_triangular_of_range(const double arg[], double par[])
{
    for (int i = 0; i < 3; i++) {
        par[i] = arg[i];
    }
    if (!(arg[2] > arg[0])) {
        return "max must not be below min";
    }
    if (!(arg[1] >= arg[0] && arg[1] <= arg[2])) {
        return "mode must be between min and max";
    }
    return arg[2] - arg[0] < INFINITY ? NULL : "max is out of range: too far from min";
}

const char *dc_normal_of_mean_sd(const double arg[], double par[])
{
    par[0] = arg[0];
    par[1] = arg[1];
    return arg[1] > 0.0 ? NULL : "sd must be 0 or more";
}

/* log(1 + r^2) for any r > 0. */
static double log1p_square(double r)
{
    return r < 1e100 ? dc_log1p(r * r) : 2.0 * dc_log(r);
}

static const char *check_mean_sd(const double arg[])
{
    if (!(arg[0] > 0.0)) {
        return "mean must be above 0";
    }
    return arg[1] > 0.0 ? NULL : "sd must be 0 or more";
}

const char *dc_lognormal_of_mean_sd(const double arg[], double par[])
{
    const double ratio = arg[1] / arg[0];
    const double variance = log1p_square(ratio);
    par[0] = dc_log(arg[0]) - 0.5 * variance;
    par[1] = sqrt(variance);
    const char *wrong = check_mean_sd(arg);
    if (wrong == NULL && !(ratio < INFINITY && variance > 0.0)) {
        wrong = "sd is out of range for this mean";
    }
    return wrong;
}

const char *dc_lognormal_of_mu_sigma(const double arg[], double par[])
{
    par[0] = arg[0];
    par[1] = arg[1];
    if (!(arg[1] >= 0.0)) {
        return "sigma must be 0 or more";
    }
    if (!(fabs(arg[0]) <= 700.0)) {
        return "mu is out of range: it is the mean of the logarithm, at most 700";
    }
    return arg[1] <= 80.0 ? NULL
                          : "sigma is out of range: it is the sd of the logarithm, at most 80";
}

const char *dc_lognormal_of_median_p90(const double arg[], double par[])
{
    if (!(arg[0] > 0.0)) {
        return "median must be above 0";
    }
    if (!(arg[1] > arg[0])) {
        return "p90 must be above the median";
    }
    par[0] = dc_log(arg[0]);
    par[1] = dc_log(arg[1] / arg[0]) / Z90;
    return par[1] > 0.0 && par[1] <= 80.0 ? NULL : "p90 is out of range for this median";
}

const char *dc_lognormal_of_p10_p90(const double arg[], double par[])
{
    if (!(arg[0] > 0.0)) {
        return "p10 must be above 0";
    }
    if (!(arg[1] > arg[0])) {
        return "p90 must be above p10";
    }
    par[0] = 0.5 * (dc_log(arg[0]) + dc_log(arg[1]));
    par[1] = dc_log(arg[1] / arg[0]) / (2.0 * Z90);
    return par[1] > 0.0 && par[1] <= 80.0 ? NULL : "p90 is out of range for this p10";
}

static const char *check_shape_scale(const double arg[])
{
    if (!(arg[0] > 0.0)) {
        return "shape must be above 0";
    }
    if (!(arg[1] > 0.0)) {
        return "scale must be above 0";
    }
    if (!(arg[0] >= 1e-3)) {
        return "shape is out of range: at least 0.001";
    }
    return arg[0] <= 1e12 ? NULL : "shape is out of range: at most 1e12";
}

const char *dc_power_of_shape_scale(const double arg[], double par[])
{
    par[0] = arg[0];
    par[1] = arg[1];
    par[2] = 1.0 / arg[0];
    return check_shape_scale(arg);
}

const char *dc_weibull_of_shape_scale(const double arg[], double par[])
{
    return dc_power_of_shape_scale(arg, par);
}

/* Regula falsi (Illinois) on the square root of the spread, nearly linear in t. */
static double weibull_inverse_shape(double want)
{
    double a = want * 0.1;
    double b = want * 1.5;
    double fa = sqrt(dc_weibull_spread(a)) - want;
    double fb = sqrt(dc_weibull_spread(b)) - want;
    while (fb < 0.0) {
        b *= 2.0;
        fb = sqrt(dc_weibull_spread(b)) - want;
    }
    for (int i = 0; i < 100 && fabs(b - a) > 0x1p-52 * b; i++) {
        const double t = b - fb * (b - a) / (fb - fa);
        const double ft = sqrt(dc_weibull_spread(t)) - want;
        if ((ft < 0.0) != (fb < 0.0)) {
            a = b;
            fa = fb;
        } else {
            fa *= 0.5;
        }
        b = t;
        fb = ft;
        if (ft == 0.0) {
            break;
        }
    }
    return b;
}

const char *dc_weibull_of_mean_sd(const double arg[], double par[])
{
    const char *wrong = check_mean_sd(arg);
    const double ratio = arg[1] / arg[0];
    if (wrong != NULL) {
        return wrong;
    }
    if (!(ratio >= 1e-6 && ratio <= 1e6)) {
        return "sd is out of range: between 1e-6 and 1e6 times the mean";
    }
    const double t = weibull_inverse_shape(sqrt(log1p_square(ratio)));
    par[0] = 1.0 / t;
    par[1] = dc_exp(dc_log(arg[0]) - dc_lgamma(1.0 + t));
    par[2] = t;
    return NULL;
}

const char *dc_exponential_of_mean(const double arg[], double par[])
{
    par[0] = arg[0];
    return arg[0] > 0.0 ? NULL : "mean must be 0 or more";
}

/* One percentile on the scale where the metalog has no ends; an absent end is NAN. */
static double metalog_unbound(double x, double low, double high)
{
    if (low == low && high == high) {
        return dc_log((x - low) / (high - x));
    }
    if (low == low) {
        return dc_log(x - low);
    }
    return high == high ? -dc_log(high - x) : x;
}

/* Keelin (2016), symmetric percentile triplet at 10%; feasible where the slope at every
 * probability is above 0, that is |a3| < 1.66711 a2. */
const char *dc_metalog_of_percentiles(const double arg[], double par[])
{
    const double low = arg[3];
    const double high = arg[4];
    if (!(arg[0] < arg[1] && arg[1] < arg[2])) {
        return "p10, p50 and p90 must increase";
    }
    if (low == low && !(low < arg[0])) {
        return "low must be below p10";
    }
    if (high == high && !(high > arg[2])) {
        return "high must be above p90";
    }
    const double q10 = metalog_unbound(arg[0], low, high);
    const double q50 = metalog_unbound(arg[1], low, high);
    const double q90 = metalog_unbound(arg[2], low, high);
    const double r = (q50 - q10) / (q90 - q10);
    par[0] = q50;
    par[1] = 0.5 * (q90 - q10) / LOG_9;
    par[2] = (1.0 - 2.0 * r) * (q90 - q10) / (0.8 * LOG_9);
    par[3] = low == low ? low : -INFINITY;
    par[4] = high == high ? high : INFINITY;
    if (!isfinite(q90 - q10) || !(q90 > q10)) {
        return "p90 is out of range for this p10";
    }
    if (!(fabs(par[2]) < 1.6671131192 * par[1])) {
        return low == low || high == high
                   ? "p50 is too near p10 or p90 for a metalog with these ends"
                   : "p50 is too near p10 or p90 for a metalog: (p50 - p10) / (p90 - p10) must "
                     "be between 0.167 and 0.833";
    }
    return NULL;
}
