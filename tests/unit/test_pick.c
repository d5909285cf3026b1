/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_pick.c - values picked from a column stand where sorting it puts them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>

#include "tally/pick.h"

#define MOST 20011

static double spread(const gsl_rng *rng)
{
    return gsl_ran_gaussian(rng, 1e6) - 2e5;
}

static double count(const gsl_rng *rng)
{
    return (double)gsl_ran_poisson(rng, 3.7) - 2.0;
}

static double far_count(const gsl_rng *rng)
{
    return 3e9 + (double)gsl_rng_uniform_int(rng, 900);
}

static double lump(const gsl_rng *rng) /* a third is 0, the rest lies close above */
{
    const double u = gsl_rng_uniform(rng);
    return u < 1.0 / 3.0 ? 0.0 : gsl_ran_exponential(rng, 1e-3) + (u > 0.95 ? 8000.0 : 0.0);
}

static double steps(const gsl_rng *rng) /* a few values, not whole */
{
    return 7333.3 * (double)gsl_rng_uniform_int(rng, 6) / 7.0;
}

static double heavy(const gsl_rng *rng) /* nearly all in one cell */
{
    return gsl_ran_pareto(rng, 0.2, 0.3);
}

static double constant(const gsl_rng *rng)
{
    (void)rng;
    return 0.1;
}

static double extreme(const gsl_rng *rng)
{
    static const double values[] = {0.0, 5e-324, -5e-324, 1.7e308, -1.7e308, 0.1, -1.0};
    return values[gsl_rng_uniform_int(rng, 7)];
}

struct kind {
    const char *name;
    double (*draw)(const gsl_rng *rng);
};
static const struct kind kinds[] = {
    {"spread", spread}, {"count", count}, {"far count", far_count}, {"lump", lump},
    {"steps", steps},   {"heavy", heavy}, {"constant", constant},   {"extreme", extreme},
};

/* Ranks that lie together, apart and at the ends. */
static void ask(size_t n, struct dc_pick *pick)
{
    static const double at[] = {0.0, 0.05, 0.05, 0.1, 0.1, 0.25, 0.5, 0.5, 0.9, 0.95, 1.0};
    pick->n_ranks = sizeof at / sizeof *at;
    for (size_t k = 0; k < pick->n_ranks; k++) {
        pick->rank[k] = (size_t)(at[k] * (double)(n - 1));
    }
}

static void check(const gsl_rng *rng, const struct kind *kind, size_t n)
{
    double *const x = malloc(n * sizeof *x);
    double *const sorted = malloc(n * sizeof *sorted);
    void *const spare = malloc(n * sizeof(double));
    struct dc_pick pick;
    for (size_t i = 0; i < n; i++) {
        x[i] = sorted[i] = kind->draw(rng);
    }
    gsl_sort(sorted, 1, n);
    ask(n, &pick);
    dc_pick(x, spare, n, &pick);
    for (size_t k = 0; k < pick.n_ranks; k++) {
        if (pick.value[k] != sorted[pick.rank[k]]) {
            fail_msg("%s, n %zu, rank %zu: expected %.17g, observed %.17g", kind->name, n,
                     pick.rank[k], sorted[pick.rank[k]], pick.value[k]);
        }
    }
    free(x);
    free(sorted);
    free(spare);
}

static void picked_values_stand_where_sorting_puts_them(void **state)
{
    (void)state;
    static const size_t lengths[] = {1, 2, 47, 48, 49, 64, 999, 1000, 4099, MOST};
    gsl_rng *const rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
            for (int again = 0; again < 5; again++) {
                check(rng, &kinds[k], lengths[i]);
            }
        }
    }
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(picked_values_stand_where_sorting_puts_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
