/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bench/calibrated.c - the long experiment: worlds, exports, calibrations, and how often
 * the 90% interval of next quarter's bookings holds what came.
 *
 * usage: calibrated FOLDER TRIES REPLICATIONS WORLD DEALS [FIRST] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/coverage.h"

int main(int argc, char **argv)
{
    if (argc < 6) {
        fputs("usage: calibrated FOLDER TRIES REPLICATIONS WORLD DEALS [FIRST]\n", stderr);
        return 2;
    }
    const uint64_t n = strtoull(argv[2], NULL, 10);
    const uint64_t first = argc > 6 ? strtoull(argv[6], NULL, 10) : 0;
    const struct coverage_case c = {.world = coverage_worlds[atoi(argv[4]) % 2],
                                    .leads_per_month = strtod(argv[5], NULL) / 12.0,
                                    .n_replications = strtoull(argv[3], NULL, 10),
                                    .folder = argv[1]};
    const bool is_loud = getenv("LOUD") != NULL;
    uint64_t n_ok = 0, n_below = 0, n_above = 0;
    double width = 0.0, truth = 0.0, middle = 0.0;
    for (uint64_t i = 0; i < n; i++) {
        const struct coverage_try t = coverage_of(&c, first + i);
        if (!t.is_ok) {
            printf("try %llu failed\n", (unsigned long long)(first + i));
            continue;
        }
        n_ok++;
        n_below += t.truth_money < t.low_money ? 1 : 0;
        n_above += t.truth_money > t.high_money ? 1 : 0;
        width += t.high_money - t.low_money;
        truth += t.truth_money;
        middle += t.middle_money;
        if (is_loud) {
            printf("%llu: %u deals, %u won, truth %.0f in %.0f %.0f %.0f %s\n",
                   (unsigned long long)(first + i), t.n_deals, t.n_won, t.truth_money,
                   t.low_money, t.middle_money, t.high_money,
                   t.truth_money < t.low_money    ? "BELOW"
                   : t.truth_money > t.high_money ? "ABOVE"
                                                  : "");
        }
    }
    const double k = n_ok > 0 ? (double)n_ok : 1.0;
    printf("world %s, %s deals a year: %llu of %llu tries; 90%% intervals hold %.1f%% (below "
           "%.1f%%, above %.1f%%); mean width %.0f, mean middle %.0f, mean truth %.0f; width / "
           "truth %.3f\n",
           argv[4], argv[5], (unsigned long long)n_ok, (unsigned long long)n,
           100.0 * (1.0 - (double)(n_below + n_above) / k), 100.0 * (double)n_below / k,
           100.0 * (double)n_above / k, width / k, middle / k, truth / k, width / truth);
    return n_ok == n ? 0 : 1;
}
