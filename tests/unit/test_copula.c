/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_copula.c - stated rank correlations come out, contradictions are named. */
#include <string.h>

#include "num/copula.h"
#include "num/exact.h"
#include "tests/support/oracle.h"

#define N 400000
#define MOST 20

struct copula {
    uint32_t n;
    double rho[MOST * MOST]; /* Spearman's */
    double factor[MOST * (MOST + 1) / 2];
    bool bad[MOST];
};

static bool factor(struct copula *c)
{
    double a[MOST * MOST];
    double work[MOST * MOST];
    for (uint32_t i = 0; i < c->n * c->n; i++) {
        a[i] = dc_copula_normal(c->rho[i]);
    }
    for (uint32_t i = 0; i < c->n; i++) {
        a[i * c->n + i] = 1.0;
    }
    return dc_copula_factor(a, c->n, work, c->factor, c->bad);
}

static void draw(const struct copula *c, uint64_t i, double u[])
{
    double z[MOST];
    for (uint32_t j = 0; j < c->n; j++) {
        u[j] = uniform_of(500 + j, i);
    }
    dc_copula_draw(c->factor, c->n, u, z);
}

/* Spearman's rho of uniforms is 12 times their covariance; its error over 400,000 draws is at
 * most 0.0016, so 0.01 is six errors. */
static void check_ranks(struct copula *c)
{
    double sum[MOST][MOST] = {{0.0}};
    double u[MOST];
    assert_true(factor(c));
    for (uint64_t i = 0; i < N; i++) {
        draw(c, i, u);
        for (uint32_t j = 0; j < c->n; j++) {
            assert_true(u[j] > 0.0 && u[j] < 1.0);
            for (uint32_t k = 0; k <= j; k++) {
                sum[j][k] += (u[j] - 0.5) * (u[k] - 0.5);
            }
        }
    }
    for (uint32_t j = 0; j < c->n; j++) {
        expect_near("copula", "own variance", 12.0 * sum[j][j] / N, 1.0, 0.0, 0.01);
        for (uint32_t k = 0; k < j; k++) {
            expect_near("copula", "rank correlation", 12.0 * sum[j][k] / N,
                        c->rho[j * c->n + k], 0.0, 0.01);
        }
    }
}

static void two_inputs_have_the_stated_rank_correlation(void **state)
{
    (void)state;
    const double rho[] = {-0.95, -0.3, 0.125, 0.7, 0.99};
    for (size_t i = 0; i < DC_COUNT_OF(rho); i++) {
        struct copula c = {.n = 2, .rho = {1.0, rho[i], rho[i], 1.0}};
        check_ranks(&c);
    }
}

static void five_inputs_have_the_stated_rank_correlations(void **state)
{
    (void)state;
    struct copula c = {.n = 5, .rho = {1.0, 0.6,  -0.3, 0.0, 0.25, 0.6,  1.0, 0.1,  -0.2,
                                       0.0, -0.3, 0.1,  1.0, 0.45, 0.35, 0.0, -0.2, 0.45,
                                       1.0, 0.5,  0.25, 0.0, 0.35, 0.5,  1.0}};
    check_ranks(&c);
}

/* Correlations of 0.9^|i - j| decay along a chain. */
static void twenty_inputs_have_the_stated_rank_correlations(void **state)
{
    (void)state;
    struct copula c = {.n = 20};
    for (uint32_t i = 0; i < 20; i++) {
        for (uint32_t j = 0; j < 20; j++) {
            c.rho[i * 20 + j] =
                pow(0.85, fabs((double)i - j)) * ((i + j) % 2 == 0 ? 1.0 : -1.0);
        }
    }
    check_ranks(&c);
}

static void the_ends_of_correlation_are_exact(void **state)
{
    (void)state;
    double u[2];
    struct copula same = {.n = 2, .rho = {1.0, 1.0, 1.0, 1.0}};
    struct copula opposite = {.n = 2, .rho = {1.0, -1.0, -1.0, 1.0}};
    assert_true(factor(&same) && factor(&opposite));
    for (uint64_t i = 0; i < 1000; i++) {
        draw(&same, i, u);
        expect_near("rho 1", "the other's uniform", u[1], u[0], 1e-13, 0.0);
        draw(&opposite, i, u);
        expect_near("rho -1", "the other's uniform", u[1], 1.0 - u[0], 0.0, 1e-14);
    }
    expect_near("copula", "2 sin(pi rho / 6)", dc_copula_normal(0.7),
                2.0 * sin(3.14159265358979324 * 0.7 / 6.0), 1e-15, 0.0);
    expect_near("copula", "of 1", dc_copula_normal(1.0), 1.0, 2.3e-16, 0.0);
    assert_true(dc_copula_normal(0.0) == 0.0);
}

/* What is correlated with nothing before it keeps its very uniform; so stating a correlation
 * changes only the later of the two. */
static void uncorrelated_inputs_keep_their_bits(void **state)
{
    (void)state;
    struct copula c = {.n = 3, .rho = {1.0, 0.0, 0.5, 0.0, 1.0, 0.0, 0.5, 0.0, 1.0}};
    assert_true(factor(&c));
    for (uint64_t i = 0; i < 1000; i++) {
        double u[3];
        draw(&c, i, u);
        assert_true(u[0] == uniform_of(500, i) && u[1] == uniform_of(501, i));
        assert_true(u[2] != uniform_of(502, i));
    }
}

static void contradictions_name_those_involved(void **state)
{
    (void)state;
    /* 1 and 3 hang on 0 alike but contradict each other; 2 has nothing to do with it */
    struct copula c = {.n = 4,
                       .rho = {1.0, 0.9, 0.1, 0.9, 0.9, 1.0, 0.0, -0.9, 0.1, 0.0, 1.0, 0.0, 0.9,
                               -0.9, 0.0, 1.0}};
    assert_false(factor(&c));
    assert_true(c.bad[0] && c.bad[1] && c.bad[3]);
    struct copula apart = {.n = 4,
                           .rho = {1.0, 0.9, 0.0, 0.9, 0.9, 1.0, 0.0, -0.9, 0.0, 0.0, 1.0, 0.0,
                                   0.9, -0.9, 0.0, 1.0}};
    assert_false(factor(&apart));
    assert_true(apart.bad[0] && apart.bad[1] && !apart.bad[2] && apart.bad[3]);
}

/* Singular but not contradictory: three the same, and one their opposite. */
static void singular_correlations_are_accepted(void **state)
{
    (void)state;
    struct copula c = {.n = 4,
                       .rho = {1.0, 1.0, 1.0, -1.0, 1.0, 1.0, 1.0, -1.0, 1.0, 1.0, 1.0, -1.0,
                               -1.0, -1.0, -1.0, 1.0}};
    assert_true(factor(&c));
    double u[4];
    for (uint64_t i = 0; i < 100; i++) {
        draw(&c, i, u);
        expect_near("singular", "the same", u[2], u[0], 1e-12, 0.0);
        expect_near("singular", "the opposite", u[3], 1.0 - u[0], 0.0, 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_inputs_have_the_stated_rank_correlation),
        cmocka_unit_test(five_inputs_have_the_stated_rank_correlations),
        cmocka_unit_test(twenty_inputs_have_the_stated_rank_correlations),
        cmocka_unit_test(the_ends_of_correlation_are_exact),
        cmocka_unit_test(uncorrelated_inputs_keep_their_bits),
        cmocka_unit_test(contradictions_name_those_involved),
        cmocka_unit_test(singular_correlations_are_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
