/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_env.c - draws of a replication: whose they are, and how inputs hang together.
 */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double leads_of(const struct script *s)
{
    return script_once(s, s->model->segment[0].leads, 0);
}

/* Every draw belongs to its row's path: nothing else moves it. */
static void other_rows_leave_a_draw_as_it_is(void **state)
{
    static const char *const more[] = {
        "",
        "segment.small.growth,\"normal(mean=0.1, sd=0.1)\"\n",
        "input.aaa,\"uniform(min=0, max=1)\"\n",
        "segment.aaa.leads,\"uniform(min=1, max=2)\"\nsegment.aaa.deal_value,5\n",
        "team.three.like,in\nteam.three.role.rep.headcount,9\n",
        "stage.close.dm_effect,\"normal(mean=0, sd=1)\"\nrole.rep.skill_sd,\"uniform(min=0, "
        "max=1)\"\n",
    };
    double first[4] = {0};
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(more); i++) {
        char rows[2000];
        snprintf(rows, sizeof rows, SCRIPT_BASE "%s", more[i]);
        struct script s = script_set(rows, "segment.small.leads=uniform(min=20, max=90)", NULL);
        script_expect_model(&s);
        const char *name = s.model->segment[0].name;
        const uint32_t at = strcmp(name, "small") == 0 ? 0 : 1;
        for (uint64_t r = 0; r < 4; r++) {
            script_draw(&s, r);
            const double x = script_once(&s, s.model->segment[at].leads, 0);
            first[r] = i == 0 ? x : first[r];
            if (x != first[r]) {
                fail_msg("with '%s': replication %d draws %.17g, alone %.17g", more[i], (int)r,
                         x, first[r]);
            }
        }
        script_free(&s);
    }
    assert_true(first[0] != first[1]);
}

static void another_seed_draws_others_and_the_same_seed_the_same(void **state)
{
    const char *const leads = "segment.small.leads=uniform(min=20, max=90)";
    (void)state;
    struct script a = script_set(SCRIPT_BASE, leads, NULL);
    struct script b = script_set(SCRIPT_BASE, leads, "scenario.seed=18446744073709551615");
    struct script c = script_set(SCRIPT_BASE, leads, "scenario.seed=1");
    script_expect_model(&b);
    assert_true(b.model->seed == UINT64_MAX);
    assert_true(leads_of(&a) != leads_of(&b));
    assert_true(leads_of(&a) == leads_of(&c));
    assert_true(dc_model_hash(a.model) == dc_model_hash(b.model)); /* luck is not in the hash */
    script_free(&a);
    script_free(&b);
    script_free(&c);
}

/* A larger parameter gives a larger draw: the same uniform goes through the quantile. */
static void a_changed_distribution_keeps_its_uniform(void **state)
{
    (void)state;
    struct script a =
        script_set(SCRIPT_BASE, "segment.small.leads=lognormal(median=20, p90=40)", NULL);
    struct script b =
        script_set(SCRIPT_BASE, "segment.small.leads=lognormal(median=30, p90=60)", NULL);
    for (uint64_t r = 0; r < 50; r++) {
        script_draw(&a, r);
        script_draw(&b, r);
        assert_true(fabs(leads_of(&b) / leads_of(&a) - 1.5) < 1e-12);
    }
    script_free(&a);
    script_free(&b);
}

static void a_distribution_of_an_input_is_made_anew(void **state)
{
    static const char rows[] =
        SCRIPT_BASE "input.typical,\"uniform(min=5, max=50)\"\n"
                    "stage.close.delay,\"lognormal(median=2*$typical, p90=6*$typical)\"\n"
                    "stage.close.delay_lost,\"mixture(0.5*exponential(mean=$typical) + "
                    "0.5*gamma(mean=$typical, sd=3))\"\n"
                    "stage.close.calls,\"discrete(1:3, 5:$typical)\"\n"
                    "segment.small.travel_cost,\"uniform(min=0, max=$typical)\"\n";
    (void)state;
    struct script s = script_read(rows, NULL);
    script_expect_model(&s);
    for (uint64_t r = 0; r < 200; r++) {
        script_draw(&s, r);
        const double typical = s.env.input[0];
        const struct dc_work *work = script_work(&s, 0, 0);
        const double median = script_chance(&s, &work->delay, 0.5, 0);
        assert_true(fabs(median / (2 * typical) - 1) < 1e-12);
        const double last = script_chance(&s, &s.model->segment[0].travel_cost, 0.999, 0);
        assert_true(fabs(last / (0.999 * typical) - 1) < 1e-12);
        const double u = 3 / (3 + typical);
        assert_true(script_chance(&s, &work->touch[DC_CALLS], u * 0.99, 0) == 1);
        assert_true(script_chance(&s, &work->touch[DC_CALLS], u * 1.01, 0) == 5);
    }
    const size_t warm = s.scratch.total;
    for (uint64_t r = 0; r < 500; r++) {
        script_draw(&s, r);
    }
    assert_int_equal(s.scratch.total, warm); /* a warm arena grows no more */
    script_free(&s);
}

/* The end of a support is no draw: a mean that is above 0 in every draw is one. */
static void inputs_that_end_at_0_may_be_a_mean(void **state)
{
    static const char *const inputs[] = {"lognormal(median=3, p90=9)", "exponential(mean=2)",
                                         "uniform(min=0, max=2)", "beta(mean=0.3, sd=0.2)"};
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(inputs); i++) {
        char set[100];
        snprintf(set, sizeof set, "input.m=%s", inputs[i]);
        struct script s =
            script_set(SCRIPT_BASE, set, "stage.close.delay=exponential(mean=2*$m)");
        script_expect_model(&s);
        script_free(&s);
    }
    struct script s = script_set(SCRIPT_BASE, "input.m=uniform(min=-1, max=2)",
                                 "stage.close.delay=exponential(mean=2*$m)");
    script_expect(&s, "bad-argument", "mean must be 0 or more");
    script_free(&s);
    s = script_set(SCRIPT_BASE, "input.m=uniform(min=0.5, max=1.25)",
                   "stage.close.conversion=$m");
    script_expect(&s, "support-outside", "1.25");
    script_free(&s);
    s = script_set(SCRIPT_BASE, "input.m=normal(mean=0.5, sd=0.3)",
                   "stage.close.conversion=$m");
    script_expect_model(&s);
    script_expect(&s, "draws-outside", "9.56% of draws"); /* 2 (1 - Phi(5/3)) */
    script_free(&s);
}

static void inputs_may_be_stated_by_inputs(void **state)
{
    (void)state;
    struct script s = script_set(SCRIPT_BASE "input.b,3*$c\ninput.c,\"uniform(min=1, max=2)\"\n"
                                             "input.a,\"normal(mean=$b, sd=0.001)\"\n",
                                 "segment.small.leads=$a*$b", NULL);
    script_expect_model(&s);
    for (uint64_t r = 0; r < 50; r++) {
        script_draw(&s, r);
        const double *input = s.env.input; /* a, b, c */
        assert_true(input[1] == 3 * input[2]);
        assert_true(fabs(input[0] - input[1]) < 0.01);
        assert_true(leads_of(&s) == input[0] * input[1]);
    }
    script_free(&s);
    s = script_set(SCRIPT_BASE "input.a,2*$b\ninput.b,\"normal(mean=$c, sd=1)\"\ninput.c,$a\n",
                   NULL, NULL);
    script_expect(&s, "input-cycle", "stated by itself");
    script_free(&s);
}

static int by_value(const void *a, const void *b)
{
    const double x = **(const double *const *)a;
    const double y = **(const double *const *)b;
    return x < y ? -1 : x > y ? 1 : 0;
}

/* Ranks, from 0, into rank. */
static void rank(const double x[], size_t n, double out[])
{
    const double **at = malloc(n * sizeof *at);
    for (size_t i = 0; i < n; i++) {
        at[i] = &x[i];
    }
    qsort(at, n, sizeof *at, by_value);
    for (size_t i = 0; i < n; i++) {
        out[at[i] - x] = (double)i;
    }
    free(at);
}

/* Spearman's rho of ranks without ties: 1 - 6 sum d^2 / (n^3 - n). */
static double spearman(const double a[], const double b[], size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    const double m = (double)n;
    return 1.0 - 6.0 * sum / (m * m * m - m);
}

/* rho of inputs i and j: all different, and possible together, for one cause behind them all
 * would bring it about. */
static double rho_of(uint32_t i, uint32_t j)
{
    const double a = 0.9 - 0.067 * i;
    const double b = 0.9 - 0.067 * j;
    return a * b;
}

/* 2, 5 and 20 inputs of other families, 200,000 draws: the standard error of rho is at most
 * 0.0022, so 0.01 is 4.5 of them: false alarms below 1 in 1,000 over all 201 pairs. */
static void correlations_are_those_stated(uint32_t n_inputs)
{
    enum { N = 200000 };
    static const char *const dists[] = {"lognormal(median=3, p90=9)", "normal(mean=1, sd=2)",
                                        "beta(mean=0.3, sd=0.1)", "exponential(mean=4)",
                                        "uniform(min=2, max=3)"};
    char *rows = malloc(40000);
    snprintf(rows, 40000, "%s", SCRIPT_BASE);
    for (uint32_t i = 0; i < n_inputs; i++) {
        sprintf(rows + strlen(rows), "input.x%02u,\"%s\"\n", i, dists[i % 5]);
        for (uint32_t j = 0; j < i; j++) {
            sprintf(rows + strlen(rows), "correlation.x%02u.x%02u,%.17g\n", i, j, rho_of(i, j));
        }
    }
    struct script s = script_read(rows, NULL);
    free(rows);
    script_expect_model(&s);
    double *x = malloc(n_inputs * N * sizeof *x);
    double *ranks = malloc(n_inputs * N * sizeof *ranks);
    for (uint64_t r = 0; r < N; r++) {
        script_draw(&s, r);
        for (uint32_t i = 0; i < n_inputs; i++) {
            x[i * N + r] = s.env.input[i];
        }
    }
    for (uint32_t i = 0; i < n_inputs; i++) {
        rank(x + i * N, N, ranks + i * N);
        for (uint32_t j = 0; j < i; j++) {
            const double found = spearman(ranks + i * N, ranks + j * N, N);
            if (fabs(found - rho_of(i, j)) > 0.01) {
                fail_msg("%u inputs, %u and %u: rho %.4f, stated %.4f", n_inputs, i, j, found,
                         rho_of(i, j));
            }
        }
    }
    free(x);
    free(ranks);
    script_free(&s);
}

static void two_five_and_twenty_inputs_correlate_as_stated(void **state)
{
    (void)state;
    correlations_are_those_stated(2);
    correlations_are_those_stated(5);
    correlations_are_those_stated(20);
}

/* A plain number over a correlated input: refused with what to do, and that is done. */
static void a_correlation_of_nothing_stands_beside_a_plain_number(void **state)
{
    const char *const rows = SCRIPT_BASE "input.a,\"normal(mean=1, sd=0.1)\"\n"
                                         "input.b,\"uniform(min=3, max=7)\"\n"
                                         "input.c,\"uniform(min=3, max=7)\"\n"
                                         "correlation.a.b,0.4\ncorrelation.a.c,0\n";
    (void)state;
    struct script s = script_set(rows, "input.b=5", NULL);
    script_expect(&s, "bad-correlation", "set this correlation to 0");
    script_free(&s);
    s = script_set(rows, "input.b=5", "correlation.a.b=0");
    script_expect_model(&s);
    /* c is drawn as if nothing were said of it, to the bit. */
    struct script alone = script_read(SCRIPT_BASE "input.c,\"uniform(min=3, max=7)\"\n", NULL);
    script_expect_model(&alone);
    for (uint64_t r = 0; r < 5; r++) {
        script_draw(&s, r);
        script_draw(&alone, r);
        assert_true(s.env.input[1] == 5.0);
        assert_true(s.env.input[2] == alone.env.input[0]);
    }
    script_free(&alone);
    script_free(&s);
}

/* Correlated or not, an input has its own distribution: its median splits the draws evenly.
 * 4 standard errors of 20,000 draws. */
static void a_correlated_input_keeps_its_distribution(void **state)
{
    int n_below = 0;
    (void)state;
    struct script s = script_read(SCRIPT_BASE "input.a,\"lognormal(median=3, p90=9)\"\n"
                                              "input.b,\"beta(mean=0.3, sd=0.1)\"\n"
                                              "correlation.b.a,-1\n",
                                  NULL);
    script_expect_model(&s);
    double before = 0.0;
    for (uint64_t r = 0; r < 20000; r++) {
        script_draw(&s, r);
        n_below += s.env.input[0] < 3 ? 1 : 0;
        before = s.env.input[1];
        assert_true(before > 0 && before < 1);
    }
    assert_in_range(n_below, 10000 - 283, 10000 + 283);
    script_free(&s);
}

static void contradictions_name_the_inputs(void **state)
{
    (void)state;
    struct script s = script_read(
        SCRIPT_BASE "input.a,\"normal(mean=1, sd=1)\"\ninput.b,\"normal(mean=1, sd=1)\"\n"
                    "input.c,\"normal(mean=1, sd=1)\"\ninput.fine,\"normal(mean=1, sd=1)\"\n"
                    "correlation.a.b,0.9\ncorrelation.b.c,0.9\ncorrelation.a.c,-0.9\n"
                    "correlation.a.fine,0.1\n",
        NULL);
    script_expect(&s, "not-positive", "a, b, c contradict");
    script_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_rows_leave_a_draw_as_it_is),
        cmocka_unit_test(another_seed_draws_others_and_the_same_seed_the_same),
        cmocka_unit_test(a_changed_distribution_keeps_its_uniform),
        cmocka_unit_test(a_distribution_of_an_input_is_made_anew),
        cmocka_unit_test(inputs_that_end_at_0_may_be_a_mean),
        cmocka_unit_test(inputs_may_be_stated_by_inputs),
        cmocka_unit_test(two_five_and_twenty_inputs_correlate_as_stated),
        cmocka_unit_test(a_correlated_input_keeps_its_distribution),
        cmocka_unit_test(a_correlation_of_nothing_stands_beside_a_plain_number),
        cmocka_unit_test(contradictions_name_the_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
