/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/family_power.c - families whose inverse is a logarithm and a power: exponential,
 * weibull, loglogistic, pareto. */
#include "num/family.h"
#include "num/kernel.h"
#include "num/special.h"

static void positive_support(const struct dc_dist *d, double *lo, double *hi)
{
    (void)d;
    *lo = 0.0;
    *hi = INFINITY;
}

static double exponential_quantile(double u, double v, const struct dc_dist *d)
{
    return d->par[0] * dc_neg_log_kernel(u, v);
}

DC_EACH_CPU static void exponential_run(const double u[], double x[], size_t n,
                                        const struct dc_dist *d)
{
    const double mean = d->par[0];
    for (size_t i = 0; i < n; i++) {
        x[i] = mean * dc_neg_log_kernel(u[i], 1.0 - u[i]);
    }
}

static double exponential_cdf(double x, const struct dc_dist *d)
{
    return x > 0.0 ? -dc_expm1(-x / d->par[0]) : 0.0;
}

static double exponential_upper(double x, const struct dc_dist *d)
{
    return x > 0.0 ? dc_exp(-x / d->par[0]) : 1.0;
}

static double exponential_mean(const struct dc_dist *d)
{
    return d->par[0];
}

static void exponential_scale(double par[], double factor)
{
    par[0] *= factor;
}

const struct dc_family dc_family_exponential = {
    .name = "exponential",
    .quantile = exponential_quantile,
    .run = exponential_run,
    .cdf = exponential_cdf,
    .upper = exponential_upper,
    .mean = exponential_mean,
    .sd = exponential_mean,
    .support = positive_support,
    .scale = exponential_scale,
};

/* par: shape, scale, 1 / shape. */
static inline double weibull_at(double u, double v, double scale, double power)
{
    return scale * dc_exp_kernel(power * dc_log_kernel(dc_neg_log_kernel(u, v)));
}

static double weibull_quantile(double u, double v, const struct dc_dist *d)
{
    return weibull_at(u, v, d->par[1], d->par[2]);
}

DC_EACH_CPU static void weibull_run(const double u[], double x[], size_t n,
                                    const struct dc_dist *d)
{
    const double scale = d->par[1];
    const double power = d->par[2];
    for (size_t i = 0; i < n; i++) {
        x[i] = weibull_at(u[i], 1.0 - u[i], scale, power);
    }
}

static double weibull_hazard(double x, const struct dc_dist *d)
{
    return x > 0.0 ? dc_pow(x / d->par[1], d->par[0]) : 0.0;
}

static double weibull_cdf(double x, const struct dc_dist *d)
{
    return -dc_expm1(-weibull_hazard(x, d));
}

static double weibull_upper(double x, const struct dc_dist *d)
{
    return dc_exp(-weibull_hazard(x, d));
}

static double weibull_mean(const struct dc_dist *d)
{
    return dc_exp(dc_log(d->par[1]) + dc_lgamma(1.0 + d->par[2]));
}

static double weibull_sd(const struct dc_dist *d)
{
    return weibull_mean(d) * sqrt(dc_expm1(dc_weibull_spread(d->par[2])));
}

static void power_scale(double par[], double factor)
{
    par[1] *= factor;
}

const struct dc_family dc_family_weibull = {
    .name = "weibull",
    .quantile = weibull_quantile,
    .run = weibull_run,
    .cdf = weibull_cdf,
    .upper = weibull_upper,
    .mean = weibull_mean,
    .sd = weibull_sd,
    .support = positive_support,
    .scale = power_scale,
};

/* par: shape, scale, 1 / shape. */
static double loglogistic_quantile(double u, double v, const struct dc_dist *d)
{
    return d->par[1] * dc_exp_one(d->par[2] * dc_log(u / v));
}

static double loglogistic_cdf(double x, const struct dc_dist *d)
{
    return x > 0.0 ? dc_logistic(d->par[0] * dc_log(x / d->par[1])) : 0.0;
}

static double loglogistic_upper(double x, const struct dc_dist *d)
{
    return x > 0.0 ? dc_logistic(-d->par[0] * dc_log(x / d->par[1])) : 1.0;
}

static double loglogistic_mean(const struct dc_dist *d)
{
    const double t = d->par[2];
    return d->par[1] * dc_exp(dc_lgamma(1.0 + t) + dc_lgamma(1.0 - t));
}

static double loglogistic_sd(const struct dc_dist *d)
{
    return loglogistic_mean(d) * sqrt(dc_expm1(dc_loglogistic_spread(d->par[2])));
}

static void power_tail(const struct dc_dist *d, double *lower, double *upper)
{
    *lower = INFINITY;
    *upper = d->par[0];
}

const struct dc_family dc_family_loglogistic = {
    .name = "loglogistic",
    .quantile = loglogistic_quantile,
    .cdf = loglogistic_cdf,
    .upper = loglogistic_upper,
    .mean = loglogistic_mean,
    .sd = loglogistic_sd,
    .support = positive_support,
    .tail = power_tail,
    .scale = power_scale,
};

/* par: shape, scale, 1 / shape. */
static double pareto_quantile(double u, double v, const struct dc_dist *d)
{
    return d->par[1] * dc_exp_one(d->par[2] * dc_neg_log_kernel(u, v));
}

DC_EACH_CPU static void pareto_run(const double u[], double x[], size_t n,
                                   const struct dc_dist *d)
{
    const double scale = d->par[1];
    const double power = d->par[2];
    for (size_t i = 0; i < n; i++) {
        x[i] = scale * dc_exp_kernel(power * dc_neg_log_kernel(u[i], 1.0 - u[i]));
    }
}

/* log of the upper tail. */
static double pareto_log_upper(double x, const struct dc_dist *d)
{
    return x > d->par[1] ? -d->par[0] * dc_log1p((x - d->par[1]) / d->par[1]) : 0.0;
}

static double pareto_cdf(double x, const struct dc_dist *d)
{
    return -dc_expm1(pareto_log_upper(x, d));
}

static double pareto_upper(double x, const struct dc_dist *d)
{
    return dc_exp(pareto_log_upper(x, d));
}

static double pareto_mean(const struct dc_dist *d)
{
    return d->par[1] * (d->par[0] / (d->par[0] - 1.0));
}

static double pareto_sd(const struct dc_dist *d)
{
    const double k = d->par[0];
    return d->par[1] * sqrt(k / (k - 2.0)) / (k - 1.0);
}

static void pareto_support(const struct dc_dist *d, double *lo, double *hi)
{
    *lo = d->par[1];
    *hi = INFINITY;
}

const struct dc_family dc_family_pareto = {
    .name = "pareto",
    .quantile = pareto_quantile,
    .run = pareto_run,
    .cdf = pareto_cdf,
    .upper = pareto_upper,
    .mean = pareto_mean,
    .sd = pareto_sd,
    .support = pareto_support,
    .tail = power_tail,
    .scale = power_scale,
};
