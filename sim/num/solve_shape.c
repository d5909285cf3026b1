/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/solve_shape.c - parameters of gamma, beta, pert and the counts. */
#include "num/exact.h"
#include "num/solve.h"

bool dc_point_of_ends(const double arg[], double *x)
{
    *x = arg[2];
    return arg[2] == arg[3];
}

bool dc_beta_point(const double arg[], double *x)
{
    *x = arg[0];
    return arg[1] == 0.0 && arg[0] >= arg[2] && arg[0] <= arg[3];
}

static const char *gamma_close(double par[])
{
    par[2] = par[0] * par[1];
    if (!(par[0] >= 1e-4)) {
        return "shape is out of range: at least 0.0001 (an sd of 100 times the mean)";
    }
    if (!(par[0] <= 1e15)) {
        return "shape is out of range: at most 1e15 (an sd of 3e-8 of the mean)";
    }
    return par[1] > 1e-300 && par[2] < 1e300 ? NULL : "scale is out of range";
}

const char *dc_gamma_of_mean_sd(const double arg[], double par[])
{
    const double ratio = arg[0] / arg[1];
    if (!(arg[0] > 0.0)) {
        return "mean must be above 0";
    }
    if (!(arg[1] > 0.0)) {
        return "sd must be 0 or more";
    }
    par[0] = ratio * ratio;
    par[1] = arg[1] / ratio;
    if (!(ratio >= 0.01 && ratio <= 3e7)) {
        return "sd is out of range: between 3e-8 and 100 times the mean";
    }
    return gamma_close(par);
}

const char *dc_gamma_of_shape_scale(const double arg[], double par[])
{
    par[0] = arg[0];
    par[1] = arg[1];
    if (!(arg[0] > 0.0)) {
        return "shape must be above 0";
    }
    return arg[1] > 0.0 ? gamma_close(par) : "scale must be above 0";
}

static const char *check_ends(const double arg[])
{
    if (!(arg[2] < arg[3])) {
        return "high must be above low";
    }
    return arg[3] - arg[2] < INFINITY ? NULL : "high is out of range: too far from low";
}

static bool beta_shape_holds(double shape)
{
    return shape >= 1e-3 && shape <= 1e12;
}

/* The ends are arg[2] and arg[3] in every form. */
static const char *beta_close(const double arg[], double par[])
{
    par[2] = arg[2];
    par[3] = arg[3];
    return check_ends(arg);
}

const char *dc_beta_of_alpha_beta(const double arg[], double par[])
{
    par[0] = arg[0];
    par[1] = arg[1];
    if (!(arg[0] > 0.0)) {
        return "alpha must be above 0";
    }
    if (!(arg[1] > 0.0)) {
        return "beta must be above 0";
    }
    if (!beta_shape_holds(arg[0])) {
        return "alpha is out of range: between 0.001 and 1e12";
    }
    return beta_shape_holds(arg[1]) ? beta_close(arg, par)
                                    : "beta is out of range: between 0.001 and 1e12";
}

const char *dc_beta_of_mean_sd(const double arg[], double par[])
{
    const double width = arg[3] - arg[2];
    const double below = (arg[0] - arg[2]) / width;
    const double above = (arg[3] - arg[0]) / width;
    const double sd = arg[1] / width;
    const char *wrong = check_ends(arg);
    if (wrong != NULL) {
        return wrong;
    }
    if (!(below > 0.0 && above > 0.0)) {
        return "mean must be between low and high";
    }
    if (!(arg[1] > 0.0)) {
        return "sd must be 0 or more";
    }
    if (!(sd * sd < below * above)) {
        return "sd is too large: its square must be below (mean - low) * (high - mean)";
    }
    const double n = below * above / (sd * sd) - 1.0;
    par[0] = below * n;
    par[1] = above * n;
    return beta_shape_holds(par[0]) && beta_shape_holds(par[1])
               ? beta_close(arg, par)
               : "sd is out of range: the beta's shape would be below 0.001 or above 1e12";
}

/* The posterior of a share after a uniform prior. */
const char *dc_beta_of_successes(const double arg[], double par[])
{
    par[0] = arg[0] + 1.0;
    par[1] = arg[1] - arg[0] + 1.0;
    if (!(arg[0] >= 0.0)) {
        return "successes must be 0 or more";
    }
    if (!(arg[1] >= arg[0])) {
        return "trials must not be fewer than successes";
    }
    return arg[1] <= 1e11 ? beta_close(arg, par) : "trials is out of range: at most 1e11";
}

const char *dc_pert_of_range(const double arg[], double par[])
{
    const double width = arg[2] - arg[0];
    if (!(arg[2] > arg[0])) {
        return "max must not be below min";
    }
    if (!(arg[1] >= arg[0] && arg[1] <= arg[2])) {
        return "mode must be between min and max";
    }
    if (!(width < INFINITY)) {
        return "max is out of range: too far from min";
    }
    if (!(arg[3] >= 0.0 && arg[3] <= 1e9)) {
        return "shape is out of range: between 0 and 1e9";
    }
    par[0] = 1.0 + arg[3] * ((arg[1] - arg[0]) / width);
    par[1] = 1.0 + arg[3] * ((arg[2] - arg[1]) / width);
    par[2] = arg[0];
    par[3] = arg[2];
    return NULL;
}

bool dc_bernoulli_point(const double arg[], double *x)
{
    *x = arg[0];
    return arg[0] == 0.0 || arg[0] == 1.0;
}

const char *dc_bernoulli_of_p(const double arg[], double par[])
{
    par[0] = arg[0];
    return arg[0] >= 0.0 && arg[0] <= 1.0 ? NULL : "p must be between 0 and 1";
}

const char *dc_poisson_of_mean(const double arg[], double par[])
{
    par[0] = arg[0];
    if (!(arg[0] >= 0.0)) {
        return "mean must be 0 or more";
    }
    return arg[0] <= 1e12 ? NULL : "mean is out of range: at most 1e12";
}

const char *dc_negbinomial_of_mean(const double arg[], double par[])
{
    const char *wrong = dc_poisson_of_mean(arg, par);
    par[1] = arg[1];
    par[2] = arg[1] / (arg[0] + arg[1]);
    par[3] = arg[0] / (arg[0] + arg[1]);
    if (wrong == NULL && !(arg[1] > 0.0)) {
        wrong = "dispersion must be above 0";
    }
    if (wrong == NULL && !(arg[1] >= 1e-3 && arg[1] <= 1e12)) {
        wrong = "dispersion is out of range: between 0.001 and 1e12";
    }
    return wrong;
}
