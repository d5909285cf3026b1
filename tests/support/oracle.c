/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/oracle.h"

#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#include "num/rng.h"

static double uniform_p(double x, const double p[])
{
    return gsl_cdf_flat_P(x, p[0], p[1]);
}
static double uniform_q(double x, const double p[])
{
    return gsl_cdf_flat_Q(x, p[0], p[1]);
}
static double normal_p(double x, const double p[])
{
    return gsl_cdf_gaussian_P(x - p[0], p[1]);
}
static double normal_q(double x, const double p[])
{
    return gsl_cdf_gaussian_Q(x - p[0], p[1]);
}
static double lognormal_p(double x, const double p[])
{
    return gsl_cdf_lognormal_P(x, p[0], p[1]);
}
static double lognormal_q(double x, const double p[])
{
    return gsl_cdf_lognormal_Q(x, p[0], p[1]);
}
static double gamma_p(double x, const double p[])
{
    return gsl_cdf_gamma_P(x, p[0], p[1]);
}
static double gamma_q(double x, const double p[])
{
    return gsl_cdf_gamma_Q(x, p[0], p[1]);
}
static double weibull_p(double x, const double p[])
{
    return gsl_cdf_weibull_P(x, p[1], p[0]);
}
static double weibull_q(double x, const double p[])
{
    return gsl_cdf_weibull_Q(x, p[1], p[0]);
}
static double exponential_p(double x, const double p[])
{
    return gsl_cdf_exponential_P(x, p[0]);
}
static double exponential_q(double x, const double p[])
{
    return gsl_cdf_exponential_Q(x, p[0]);
}
/* GSL's is 1 minus the upper tail, which leaves the lower one no digits. */
static double pareto_p(double x, const double p[])
{
    return -expm1(-p[0] * log1p((x - p[1]) / p[1]));
}

static double pareto_q(double x, const double p[])
{
    return gsl_cdf_pareto_Q(x, p[0], p[1]);
}

/* p: alpha, beta, low, high. */
static double beta_p(double x, const double p[])
{
    return gsl_cdf_beta_P((x - p[2]) / (p[3] - p[2]), p[0], p[1]);
}

/* From the upper end, where 1 - x keeps its digits. */
static double beta_q(double x, const double p[])
{
    return gsl_cdf_beta_P((p[3] - x) / (p[3] - p[2]), p[1], p[0]);
}

/* Kleiber and Kotz (2003), table 6.1: F = 1 / (1 + (x / scale)^-shape). */
static double loglogistic_p(double x, const double p[])
{
    return 1.0 / (1.0 + pow(x / p[1], -p[0]));
}

static double loglogistic_q(double x, const double p[])
{
    return 1.0 / (1.0 + pow(x / p[1], p[0]));
}

/* p: min, mode, max. */
static double triangular_p(double x, const double p[])
{
    const double past = x - p[1];
    return past < 0.0 ? (x - p[0]) * (x - p[0]) / ((p[2] - p[0]) * (p[1] - p[0]))
                      : ((p[1] - p[0]) + past * (2.0 - past / (p[2] - p[1]))) / (p[2] - p[0]);
}

static double triangular_q(double x, const double p[])
{
    return x > p[1] ? (p[2] - x) * (p[2] - x) / ((p[2] - p[0]) * (p[2] - p[1]))
                    : 1.0 - (x - p[0]) * (x - p[0]) / ((p[2] - p[0]) * (p[1] - p[0]));
}

/* Keelin (2016): the quantile of a metalog is a formula; its inverse by bisection in long
 * double. p: p10, p50, p90, kind (0 no ends, 1 low 0, 2 high 12, 3 both). */
static long double metalog_at(long double logit, const double p[])
{
    long double q[3];
    for (int i = 0; i < 3; i++) {
        const long double x = p[i];
        q[i] = p[3] == 0.0   ? x
               : p[3] == 1.0 ? logl(x)
               : p[3] == 2.0 ? -logl(12.0L - x)
                             : logl(x / (12.0L - x));
    }
    const long double spread = q[2] - q[0];
    const long double r = (q[1] - q[0]) / spread;
    const long double a2 = spread / (2.0L * logl(9.0L));
    const long double a3 = (1.0L - 2.0L * r) * spread / (0.8L * logl(9.0L));
    const long double m = q[1] + (a2 + a3 * (1.0L / (1.0L + expl(-logit)) - 0.5L)) * logit;
    return p[3] == 0.0   ? m
           : p[3] == 1.0 ? expl(m)
           : p[3] == 2.0 ? 12.0L - expl(-m)
                         : 12.0L / (1.0L + expl(-m));
}

static long double metalog_logit(double x, const double p[])
{
    long double lo = -200.0L;
    long double hi = 200.0L;
    for (int i = 0; i < 90; i++) {
        const long double mid = 0.5L * (lo + hi);
        if (metalog_at(mid, p) < x) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return hi;
}

static double metalog_p(double x, const double p[])
{
    return (double)(1.0L / (1.0L + expl(-metalog_logit(x, p))));
}

static double metalog_q(double x, const double p[])
{
    return (double)(1.0L / (1.0L + expl(metalog_logit(x, p))));
}

#define LN_MEAN 3.127 /* lognormal */
#define LN_SD 2.214
#define GA_MEAN 7.25 /* gamma */
#define GA_SD 4.125
#define PI 3.14159265358979323846

/* clang-format off */
const struct oracle oracles[] = {
    {"uniform", "uniform", "min", {-2.25, 5.125}, uniform_p, uniform_q, {-2.25, 5.125},
     1.4375, 2.12897911763674501, false, true},
    {"triangular", "triangular", "min", {1.5, 2.25, 7.125}, triangular_p, triangular_q,
     {1.5, 2.25, 7.125}, 3.625, 1.24687108395375021, false, true},
    {"triangular, mode at min", "triangular", "min", {0.0, 0.0, 4.0}, triangular_p, triangular_q,
     {0.0, 0.0, 4.0}, 4.0 / 3.0, 0.942809041582063, false, true},
    {"pert", "pert", "min", {2.0, 3.5, 11.0, 4.0}, beta_p, beta_q,
     {1.0 + 4.0 / 6.0, 1.0 + 20.0 / 6.0, 2.0, 11.0}, 4.5, 1.52362350055011013, false, true},
    {"normal", "normal", "mean", {3.1, 2.2}, normal_p, normal_q, {3.1, 2.2}, 3.1, 2.2, false, false},
    {"lognormal mean, sd", "lognormal", "mean", {LN_MEAN, LN_SD}, lognormal_p, lognormal_q,
     {0.93690769986066198, 0.63744235600568974}, LN_MEAN, LN_SD, false, false},
    {"lognormal mu, sigma", "lognormal", "mu", {1.3, 0.45}, lognormal_p, lognormal_q, {1.3, 0.45},
     4.06027213624866922, 1.92364400957923716, false, false},
    {"lognormal median, p90", "lognormal", "median", {5.0, 60.0}, lognormal_p, lognormal_q,
     {1.60943791243410037, 1.93898296143240189}, 32.7618711674311859, 212.153311075716116, true, false},
    {"lognormal p10, p90", "lognormal", "p10", {5.0, 60.0}, lognormal_p, lognormal_q,
     {2.85189123732810053, 0.96949148071620095}, 27.7115169989782944, 34.6090175483385858, false, false},
    {"gamma mean, sd", "gamma", "mean", {GA_MEAN, GA_SD}, gamma_p, gamma_q,
     {(GA_MEAN / GA_SD) * (GA_MEAN / GA_SD), GA_SD * GA_SD / GA_MEAN}, GA_MEAN, GA_SD, false, false},
    {"gamma 0.3", "gamma", "shape", {0.3, 2.5}, gamma_p, gamma_q, {0.3, 2.5}, 0.75,
     1.36930639376292, false, false},
    {"gamma 1", "gamma", "shape", {1.0, 2.5}, gamma_p, gamma_q, {1.0, 2.5}, 2.5, 2.5, false, false},
    {"gamma 37.7", "gamma", "shape", {37.7, 0.125}, gamma_p, gamma_q, {37.7, 0.125}, 4.7125,
     0.76750407165043754, false, false},
    {"gamma 5000", "gamma", "shape", {5000.0, 3.0}, gamma_p, gamma_q, {5000.0, 3.0}, 15000.0,
     212.132034355964, false, false},
    {"weibull shape, scale", "weibull", "shape", {1.7, 3.3}, weibull_p, weibull_q, {1.7, 3.3},
     2.94440685824776988, 1.78277846876928118, false, false},
    {"weibull 0.8", "weibull", "shape", {0.8, 3.0}, weibull_p, weibull_q, {0.8, 3.0},
     3.39900928895803904, 4.28449467120774335, false, false},
    {"loglogistic", "loglogistic", "shape", {5.5, 2.125}, loglogistic_p, loglogistic_q, {5.5, 2.125},
     2.125 * (PI / 5.5) / 0.540640817455597582, 0.79411285963610615, true, false},
    {"exponential", "exponential", "mean", {4.375}, exponential_p, exponential_q, {4.375}, 4.375,
     4.375, false, false},
    {"beta alpha, beta", "beta", "alpha", {2.3, 4.1, 0.0, 1.0}, beta_p, beta_q,
     {2.3, 4.1, 0.0, 1.0}, 0.359375, 0.17638433518689896, false, false},
    {"beta 0.4, 0.7", "beta", "alpha", {0.4, 0.7, 0.0, 1.0}, beta_p, beta_q, {0.4, 0.7, 0.0, 1.0},
     0.4 / 1.1, 0.33195306515464613, false, false},
    {"beta mean, sd", "beta", "mean", {0.3, 0.125, 0.0, 1.0}, beta_p, beta_q,
     {3.732, 8.708, 0.0, 1.0}, 0.3, 0.125, false, false},
    {"beta mean, sd on a scale", "beta", "mean", {31.0, 5.0, 20.0, 60.0}, beta_p, beta_q,
     {0.275 * (0.275 * 0.725 * 64.0 - 1.0), 0.725 * (0.275 * 0.725 * 64.0 - 1.0), 20.0, 60.0},
     31.0, 5.0, false, false},
    {"beta successes, trials", "beta", "successes", {17.0, 60.0, 0.0, 1.0}, beta_p, beta_q,
     {18.0, 44.0, 0.0, 1.0}, 18.0 / 62.0, 0.05718743615663989, false, false},
    {"pareto", "pareto", "shape", {6.5, 3.0}, pareto_p, pareto_q, {6.5, 3.0},
     3.0 * 6.5 / 5.5, 0.65555477735708896, true, false},
    {"metalog", "metalog", "p10", {1.0, 3.0, 7.0, NAN, NAN}, metalog_p, metalog_q,
     {1.0, 3.0, 7.0, 0.0}, 3.56889951664177337, 2.56822669138877006, false, false},
    {"metalog low", "metalog", "p10", {2.0, 3.0, 4.25, 0.0, NAN}, metalog_p, metalog_q,
     {2.0, 3.0, 4.25, 1.0}, 3.09519045654382129, 0.97408547826622995, false, false},
    {"metalog high", "metalog", "p10", {2.0, 5.0, 7.25, NAN, 12.0}, metalog_p, metalog_q,
     {2.0, 5.0, 7.25, 2.0}, 4.72864568738238374, 2.30738784970424301, false, false},
    {"metalog low, high", "metalog", "p10", {1.0, 3.0, 7.0, 0.0, 12.0}, metalog_p, metalog_q,
     {1.0, 3.0, 7.0, 3.0}, 3.54942277032854519, 2.35923342650861748, false, false},
};
/* clang-format on */
const size_t n_oracles = DC_COUNT_OF(oracles);

const struct oracle *oracle_of(const char *form, const char *first)
{
    for (size_t k = 0; k < n_oracles; k++) {
        if (strcmp(oracles[k].form, form) == 0 && strcmp(oracles[k].first, first) == 0) {
            return &oracles[k];
        }
    }
    fail_msg("nobody knows the tails of %s(%s, ...)", form, first);
    return NULL;
}

const struct dc_form *form_of(const char *name, const char *first)
{
    for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
        if (strcmp(f->name, name) == 0 && f->arg[0] != NULL && strcmp(f->arg[0], first) == 0) {
            return f;
        }
    }
    fail_msg("there is no form %s(%s, ...)", name, first);
    return NULL;
}

struct dc_dist dist_cut(const char *name, const char *first, const double arg[], double min,
                        double max, struct dc_arena *arena)
{
    struct dc_dist d = {0};
    const struct dc_bound lo = {min == min, min};
    const struct dc_bound hi = {max == max, max};
    const char *wrong = dc_dist_solve(form_of(name, first), arg, lo, hi, arena, &d);
    if (wrong != NULL) {
        fail_msg("%s(%s = %g, %g, ..., min %g, max %g): %s", name, first, arg[0], arg[1], min,
                 max, wrong);
    }
    return d;
}

struct dc_dist dist_of(const char *name, const char *first, const double arg[],
                       struct dc_arena *arena)
{
    return dist_cut(name, first, arg, NAN, NAN, arena);
}

struct dc_dist oracle_dist(const struct oracle *o, struct dc_arena *arena)
{
    return dist_of(o->form, o->first, o->arg, arena);
}

void expect_near(const char *label, const char *what, double observed, double expected,
                 double relative, double absolute)
{
    if (!(fabs(observed - expected) <= relative * fabs(expected) + absolute)) {
        fail_msg("%s: %s: expected %.17g, observed %.17g", label, what, expected, observed);
    }
}

double uniform_of(uint64_t stream, uint64_t i)
{
    return dc_uniform(dc_rng_at((struct dc_key){20260101, stream}, 0, i, 0, 0).w[0]);
}
