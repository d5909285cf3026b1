/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_verdict.c - the answer in words, for every way that a comparison can come out. */
#include "tests/support/cmocka_all.h"

#include <string.h>

#include "tests/support/fakes.h"

enum { N = 40 };

/* Odd-looking bookings on shared luck: level + slope * r + wobble. */
static void futures(double level, double slope, double wobble, double x[N])
{
    for (int r = 0; r < N; r++) {
        x[r] = level + slope * r + wobble * ((r * 7) % 11 - 5);
    }
}

static void assert_sentences(const struct fake_team *team, uint32_t n_teams, uint64_t n,
                             const char *metric, const char *const expected[])
{
    struct fake_case fake;
    fake_new(&fake, "quick", team, n_teams, n);
    struct dc_finding *const finding = fake_decide(&fake, metric);
    for (size_t i = 0;; i++) {
        const char *const observed = dc_finding_sentence(finding, i);
        if (expected[i] == NULL && observed == NULL) {
            break;
        }
        if (expected[i] == NULL || observed == NULL || strcmp(expected[i], observed) != 0) {
            fail_msg("sentence %zu:\n  expected: %s\n  observed: %s", i,
                     expected[i] ? expected[i] : "none", observed ? observed : "none");
        }
    }
    dc_finding_free(finding);
    fake_free(&fake);
}

static void clear_lead_beats(void **state)
{
    (void)state;
    double a[N], b[N];
    futures(1e6, 10e3, 0.0, a);
    futures(1.2e6, 8e3, 9e3, b);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5},
                                     {"hybrid", "Hybrid team", b, 7e5}};
    assert_sentences(team, 2, N, NULL,
                     (const char *const[]){
                         "Hybrid team beats inside by 261k USD contribution over 2 months "
                         "(95%: 250k to 273k), best in every future.",
                         "Whatever level of contribution you aim at, Hybrid team is likelier "
                         "to reach it than inside.",
                         NULL});
}

static void lead_that_may_be_chance_says_so(void **state)
{
    (void)state;
    double a[N], b[N];
    futures(1e6, 10e3, 0.0, a);
    futures(1.004e6, 10e3, 60e3, b);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}, {"hybrid", NULL, b, 8e5}};
    assert_sentences(team, 2, N, NULL,
                     (const char *const[]){
                         "Hybrid is ahead of inside by 7k USD contribution over 2 "
                         "months on average, but that may be chance (95%: -55.5k to "
                         "69.5k); best in 55% of futures.",
                         "If you choose it and it is wrong you lose 179k on average.", NULL});
}

/* Best of three takes more than best of two: the pair's interval is clear of 0, and yet. */
static void lead_over_one_may_be_chance_among_three(void **state)
{
    (void)state;
    double a[N], b[N], c[N];
    futures(1e6, 10e3, 0.0, a);
    futures(1.0635e6, 10e3, 60e3, b);
    futures(0.99e6, 10e3, 0.0, c);
    const struct fake_team team[] = {
        {"inside", NULL, a, 8e5}, {"hybrid", NULL, b, 8e5}, {"outside", NULL, c, 8e5}};
    assert_sentences(team, 3, N, NULL,
                     (const char *const[]){
                         "Hybrid is ahead of inside by 66.5k USD contribution over 2 "
                         "months on average (95%: 3.99k to 129k for these two alone), but "
                         "among 3 teams that may be chance; best in 63% of futures.",
                         "If you choose it and it is wrong you lose 145k on average.", NULL});
}

static void beaten_in_some_futures_costs_when_wrong(void **state)
{
    (void)state;
    double a[N], b[N];
    futures(1e6, 10e3, 0.0, a);
    futures(1.1e6, 10e3, 40e3, b);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}, {"hybrid", NULL, b, 8e5}};
    assert_sentences(team, 2, N, NULL,
                     (const char *const[]){
                         "Hybrid beats inside by 102k USD contribution over 2 months "
                         "(95%: 60.3k to 144k), best in 73% of futures.",
                         "If you choose it and it is wrong you lose 60k on average.", NULL});
}

static void equal_teams_are_a_tie(void **state)
{
    (void)state;
    double a[N];
    futures(-2e5, 3e3, 7e3, a);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}, {"hybrid", NULL, a, 8e5}};
    assert_sentences(
        team, 2, N, NULL,
        (const char *const[]){"Inside and hybrid come to the same contribution in every "
                              "future, -941k USD on average over 2 months: neither beats "
                              "the other.",
                              NULL});
}

static void what_a_tie_is_ahead_of_is_told(void **state)
{
    (void)state;
    double a[N], b[N];
    futures(1e6, 10e3, 0.0, a);
    futures(1.2e6, 8e3, 9e3, b);
    const struct fake_team team[] = {
        {"old", NULL, a, 8e5}, {"hybrid", NULL, b, 7e5}, {"twin", NULL, b, 7e5}};
    assert_sentences(team, 3, N, NULL,
                     (const char *const[]){
                         "Hybrid and twin come to the same contribution in every future, "
                         "656k USD on average over 2 months.",
                         "They beat old by 261k USD contribution (95%: 250k to 273k).", NULL});
}

static void one_team_is_told_alone(void **state)
{
    (void)state;
    double a[N];
    futures(1e6, 10e3, 0.0, a);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}};
    assert_sentences(
        team, 1, N, NULL,
        (const char *const[]){"Inside comes to 395k USD contribution over 2 months on "
                              "average (95%: 358k to 432k); there is no other team to "
                              "compare it with.",
                              "It stays below 220k USD in 5% of futures and comes above "
                              "571k USD in 5%.",
                              NULL});
}

static void few_futures_are_a_first_look(void **state)
{
    (void)state;
    double a[N], b[N];
    futures(1e6, 10e3, 0.0, a);
    futures(1.2e6, 10e3, 1e3, b);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}, {"hybrid", NULL, b, 8e5}};
    assert_sentences(team, 2, 7, NULL,
                     (const char *const[]){
                         "Hybrid beats inside by 200k USD contribution over 2 months "
                         "(95%: 197k to 204k), best in every future.",
                         "Only 7 futures were simulated: take this as a first look.", NULL});
    assert_sentences(
        team, 2, 1, NULL,
        (const char *const[]){"Hybrid is ahead of inside by 195k USD contribution over 2 "
                              "months in the one future that was simulated: how sure that "
                              "is cannot be said.",
                              "Only 1 future was simulated: take this as a first look.", NULL});
}

static void lower_cost_per_deal_wins(void **state)
{
    (void)state;
    double a[N];
    futures(1e6, 10e3, 0.0, a);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}, {"hybrid", NULL, a, 6.5e5}};
    assert_sentences(
        team, 2, N, "cac",
        (const char *const[]){"Hybrid beats inside by 25k USD less cost per won deal over 2"
                              " months (95%: 25k to 25k), best in every future.",
                              "Whatever level of cost per won deal you aim at, hybrid is "
                              "likelier to reach it than inside.",
                              NULL});
}

static void metric_without_values_has_no_best(void **state)
{
    (void)state;
    double a[N];
    futures(1e6, 10e3, 0.0, a);
    const struct fake_team team[] = {{"inside", NULL, a, 8e5}, {"hybrid", NULL, a, 6.5e5}};
    assert_sentences(team, 2, N, "response_time",
                     (const char *const[]){"No team has any response time to compare.", NULL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clear_lead_beats),
        cmocka_unit_test(lead_that_may_be_chance_says_so),
        cmocka_unit_test(lead_over_one_may_be_chance_among_three),
        cmocka_unit_test(beaten_in_some_futures_costs_when_wrong),
        cmocka_unit_test(equal_teams_are_a_tie),
        cmocka_unit_test(what_a_tie_is_ahead_of_is_told),
        cmocka_unit_test(one_team_is_told_alone),
        cmocka_unit_test(few_futures_are_a_first_look),
        cmocka_unit_test(lower_cost_per_deal_wins),
        cmocka_unit_test(metric_without_values_has_no_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
