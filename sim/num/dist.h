/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/dist.h - distributions: families know mathematics, forms know words.
 *
 * A dc_dist is ready to draw from: one uniform in, one variate out, monotone in the
 * uniform. It is made from a form (a family and one set of arguments that states it)
 * and the arguments' values. */
#ifndef DC_NUM_DIST_H
#define DC_NUM_DIST_H

#include <math.h>

#include "base/arena.h"
#include "num/exact.h"

#define DC_PAR_MAX 6
#define DC_ARG_MAX 6

struct dc_dist;

/* What a family knows. `u` and `v` are the probabilities below and above: v = 1 - u, each
 * with its own digits, so that both tails keep theirs. Untruncated throughout. */
struct dc_family {
    const char *name;
    double (*quantile)(double u, double v, const struct dc_dist *d); /* 0 < u, v */
    /* x[i] = quantile(u[i], 1 - u[i]) in a loop that vectorises, same bits; NULL: none */
    void (*run)(const double u[], double x[], size_t n, const struct dc_dist *d);
    /* the same of u and v that are 1 together, each with its own digits; NULL: none */
    void (*run_pair)(const double u[], const double v[], double x[], size_t n,
                     const struct dc_dist *d);
    double (*cdf)(double x, const struct dc_dist *d);
    double (*upper)(double x, const struct dc_dist *d); /* 1 - cdf, from the nearer tail */
    double (*mean)(const struct dc_dist *d);            /* NULL: by quadrature */
    double (*sd)(const struct dc_dist *d);              /* NULL: by quadrature */
    void (*support)(const struct dc_dist *d, double *lo, double *hi); /* may give +-INFINITY */
    /* Moments below this order exist in the lower and the upper tail; NULL: all. */
    void (*tail)(const struct dc_dist *d, double *lower, double *upper);
    /* Readies what draws need (a table of the inverse over the truncated range); NULL: nothing.
     */
    const char *(*ready)(struct dc_dist *d, struct dc_arena *arena);
    /* par[] of the same distribution with every value times the factor; NULL: by a wrapper */
    void (*scale)(double par[], double factor);
    bool is_count;   /* integer values or a table: no min=/max= */
    bool is_bounded; /* finite support by its own arguments: no min=/max= */
};

struct dc_curve;   /* a tabulated inverse */
struct dc_points;  /* values and cumulative weights of a table */
struct dc_mixture; /* parts and their shares */

struct dc_dist {
    const struct dc_family *family;
    double par[DC_PAR_MAX];
    double u_lo, u_hi; /* cdf at min= and max=; 0 and 1 without */
    double v_hi;       /* 1 - u_hi, with its own digits */
    double u_span;     /* probability between min= and max= */
    bool is_cut;       /* has a min= or max= that takes something away */
    double min, max;   /* min= and max=; -+INFINITY without */
    double lo, hi;     /* results are kept within: the parameter's range met with min=, max= */
    const struct dc_curve *curve;   /* NULL where the inverse is closed */
    const struct dc_points *points; /* discrete, empirical, counts */
    const struct dc_mixture *mixture;
    const struct dc_dist *inner; /* of a scaled one */
};

/* One way to state a family: the names of its arguments in order. */
struct dc_form {
    const char *name; /* the word users write; several forms share one */
    const struct dc_family *family;
    const char *arg[DC_ARG_MAX]; /* required unless optional[i] */
    bool optional[DC_ARG_MAX];
    double
        missing[DC_ARG_MAX]; /* value of an optional argument that is not given (NAN: none) */
    const char *(*solve)(const double arg[], double par[]); /* NULL, or what is wrong */
    /* Whether the arguments leave one value only, such as sd = 0: asked first; NULL: never. */
    bool (*point)(const double arg[], double *x);
    const char *doc;
};
/* Every form; ends with a row whose name is NULL. Tables (discrete, empirical, mixture)
 * are rows too, with solve NULL and no arguments. */
extern const struct dc_form dc_forms[];

/* Whether x was given, and its value. */
struct dc_bound {
    bool given;
    double at;
};

/* The answer of dc_dist_solve and its kin when memory ran out. */
extern const char dc_dist_no_memory[];

/* Makes *out from arguments (one per form->arg; ignored ones NAN), the optional
 * truncation, and memory from `arena` where a table is needed. Returns NULL, or what is
 * wrong, as a static text that begins with the argument's name where there is one. */
DC_MUST_CHECK const char *dc_dist_solve(const struct dc_form *form, const double arg[],
                                        struct dc_bound min, struct dc_bound max,
                                        struct dc_arena *arena, struct dc_dist *out);
/* A constant: any u gives x. */
struct dc_dist dc_dist_constant(double x);
/* discrete: n values with weights >= 0, not all 0 (any order; sorted copy in arena). */
DC_MUST_CHECK const char *dc_dist_table(const double value[], const double weight[], size_t n,
                                        struct dc_bound min, struct dc_bound max,
                                        struct dc_arena *arena, struct dc_dist *out);
/* mixture of n parts. The parts are copied. */
DC_MUST_CHECK const char *dc_dist_mix(const struct dc_dist part[], const double weight[],
                                      size_t n, struct dc_bound min, struct dc_bound max,
                                      struct dc_arena *arena, struct dc_dist *out);

/* The same distribution in another unit: every value times the factor, above 0. */
DC_MUST_CHECK const char *dc_dist_scale(struct dc_dist *d, double factor,
                                        struct dc_arena *arena);

/* The variate at uniform u, 0 < u < 1: truncated, then kept within [lo, hi]. */
double dc_dist_at(const struct dc_dist *d, double u);
/* x[i] = dc_dist_at(d, u[i]), in kernels the compiler vectorises where it can; same bits. */
void dc_dist_run(const struct dc_dist *d, const double u[], double x[], size_t n);

/* Mean, standard deviation and probability up to x, all truncated but before [lo, hi]. */
double dc_dist_mean(const struct dc_dist *d); /* +-INFINITY or NAN where there is none */
double dc_dist_sd(const struct dc_dist *d);
double dc_dist_cdf(const struct dc_dist *d, double x);
/* 1 - dc_dist_cdf, with its own digits. */
double dc_dist_upper(const struct dc_dist *d, double x);
bool dc_dist_is_constant(const struct dc_dist *d);
/* Smallest and largest possible value after truncation, before [lo, hi]. */
void dc_dist_support(const struct dc_dist *d, double *lo, double *hi);

#endif
