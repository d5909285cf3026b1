/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/oracle.h - every continuous form with what others know of it: the tails of
 * GSL (or a published formula), mean and sd from the textbook. */
#ifndef DC_TESTS_ORACLE_H
#define DC_TESTS_ORACLE_H

#include <math.h>

#include "num/dist.h"
#include "tests/support/cmocka_all.h"

struct oracle {
    const char *label;
    const char *form, *first; /* the form's name and first argument */
    double arg[DC_ARG_MAX];
    double (*lower)(double x, const double p[]); /* GSL, not ours */
    double (*upper)(double x, const double p[]);
    double p[4];
    double mean, sd; /* INFINITY where there is none */
    bool is_skew;    /* the sample sd has no useful error */
    bool is_bounded; /* takes no min= and max= */
};
extern const struct oracle oracles[];
extern const size_t n_oracles;

/* The first oracle of that form; the test fails if there is none. */
const struct oracle *oracle_of(const char *form, const char *first);
/* The form of that name whose first argument is `first`; the test fails if there is none. */
const struct dc_form *form_of(const char *name, const char *first);
/* A distribution; the test fails with the solver's words if there is none. */
struct dc_dist dist_of(const char *name, const char *first, const double arg[],
                       struct dc_arena *arena);
struct dc_dist dist_cut(const char *name, const char *first, const double arg[], double min,
                        double max, struct dc_arena *arena); /* NAN: not given */
struct dc_dist oracle_dist(const struct oracle *o, struct dc_arena *arena);

/* Fails unless |observed - expected| <= relative |expected| + absolute. */
void expect_near(const char *label, const char *what, double observed, double expected,
                 double relative, double absolute);

/* The i-th of n uniforms of a fixed stream. */
double uniform_of(uint64_t stream, uint64_t i);

#endif
