/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_coverage.c - a calibrated scenario knows how little it knows: the short
 * version of `make calibrated`.
 *
 * Intervals of 128 replications hold a little less than 90%, about 0.89. Of 120 tries fewer
 * than 96, or all, come by chance once in 500 if so. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/cmocka_all.h"
#include "tests/support/coverage.h"

enum { TRIES = 60 };

static int folder_setup(void **state)
{
    static char folder[] = "/tmp/dealcycle-coverage-XXXXXX";
    *state = mkdtemp(folder);
    return *state != NULL ? 0 : -1;
}

static int folder_teardown(void **state)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", (const char *)*state);
    return system(command);
}

struct held {
    unsigned n;
    double width, truth;
};

static struct held tries_of(const char *folder, const char *world, double leads, unsigned n)
{
    struct held held = {0};
    const struct coverage_case c = {
        .world = world, .leads_per_month = leads, .n_replications = 128, .folder = folder};
    for (unsigned i = 0; i < n; i++) {
        const struct coverage_try t = coverage_of(&c, i);
        assert_true(t.is_ok);
        held.n += t.truth_money >= t.low_money && t.truth_money <= t.high_money ? 1 : 0;
        held.width += t.high_money - t.low_money;
        held.truth += t.truth_money;
    }
    return held;
}

static void sixty_deals_hold_what_comes_nine_times_of_ten(void **state)
{
    unsigned n = 0;
    for (unsigned w = 0; w < 2; w++) {
        n += tries_of(*state, coverage_worlds[w], 5.0, TRIES).n;
    }
    if (n < 96 || n == 2 * TRIES) {
        fail_msg("%u of %u quarters were within their 90%% intervals", n, 2 * TRIES);
    }
}

/* A hundred times the deals: intervals a tenth as wide, but for chance. */
static void many_deals_know_much_more(void **state)
{
    const struct held few = tries_of(*state, coverage_worlds[0], 5.0, 8);
    const struct held many = tries_of(*state, coverage_worlds[0], 500.0, 4);
    const double ratio = (many.width / many.truth) / (few.width / few.truth);
    if (!(ratio > 0.05 && ratio < 0.2)) {
        fail_msg("intervals of 6,000 deals are %.3f times as wide as those of 60, for their "
                 "bookings; expected about 0.1",
                 ratio);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sixty_deals_hold_what_comes_nine_times_of_ten),
        cmocka_unit_test(many_deals_know_much_more),
    };
    return cmocka_run_group_tests(tests, folder_setup, folder_teardown);
}
