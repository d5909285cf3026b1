/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bench/coverage.c - how often intervals hold the truth and selections are right: 10,000
 * experiments each for seeds 1, 2 and 3, every share printed beside what is promised.
 *
 * Ends with status 1 if any share is outside. At 10,000 repeats a true share of 0.95 shows
 * within 0.0044 (two standard errors). */
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/truth.h"

enum { SEEDS = 3 };

struct promise {
    double low, high;
};

/* One line: the experiment, its shares, the mean number of futures (0: none), the promise. */
static bool line(const char *what, const char *name, const double share[SEEDS], double n,
                 struct promise promise)
{
    bool ok = true;
    printf("%-28s %-34s", what, name);
    for (int s = 0; s < SEEDS; s++) {
        printf(" %.4f", share[s]);
        ok = ok && share[s] >= promise.low && share[s] <= promise.high;
    }
    printf("  %.3f to %.3f %s", promise.low, promise.high, ok ? "ok" : "OUTSIDE");
    if (n > 0.0) {
        printf("  %.0f futures", n);
    }
    printf("\n");
    fflush(stdout);
    return ok;
}

static const struct truth truths[] = {
    {"normal", TRUTH_NORMAL, 2, {3.0, 2.5}, {1.7, 2.9}, 0.6},
    {"exponential", TRUTH_EXPONENTIAL, 2, {3.0, 2.5}, {3.0, 2.1}, 0.6},
    {"lognormal", TRUTH_LOGNORMAL, 2, {3.0, 2.5}, {2.1, 2.9}, 0.6},
};
enum { N_TRUTHS = sizeof truths / sizeof truths[0] };

/* The share of each seed. */
static void each_seed(double (*experiment)(const struct truth *truth,
                                           const struct truth_trial *trial),
                      const struct truth *truth, struct truth_trial trial, double share[SEEDS])
{
    for (unsigned s = 0; s < SEEDS; s++) {
        trial.seed = s + 1;
        share[s] = experiment(truth, &trial);
    }
}

static bool cover_fixed(unsigned n_repeats)
{
    static const struct promise exact = {0.943, 0.957};
    bool ok = true;
    for (int t = 0; t < N_TRUTHS; t++) {
        const struct truth_trial trial = {.n_repeats = n_repeats, .n = 1000};
        double share[SEEDS];
        each_seed(truth_covers_mean, &truths[t], trial, share);
        ok = line("plain interval", truths[t].name, share, 1000, exact) && ok;
        each_seed(truth_covers_difference, &truths[t], trial, share);
        ok = line("paired interval", truths[t].name, share, 1000, exact) && ok;
    }
    return ok;
}

static bool cover_after(unsigned n_repeats)
{
    static const struct promise at_least = {0.94, 1.0};
    static const double precision[N_TRUTHS][2] = {{0.05, 0.037}, {0.083, 0.06}, {0.057, 0.041}};
    bool ok = true;
    for (int t = 0; t < N_TRUTHS; t++) {
        for (int p = 0; p < 2; p++) {
            char name[80];
            double share[SEEDS];
            double n = 0.0;
            for (unsigned s = 0; s < SEEDS; s++) {
                const struct truth_trial trial = {s + 1, n_repeats, 100000};
                share[s] = truth_covers_after(&truths[t], &trial, precision[t][p], &n);
            }
            snprintf(name, sizeof name, "%s, %g%%", truths[t].name, 100.0 * precision[t][p]);
            ok = line("after --precision", name, share, n, at_least) && ok;
        }
    }
    return ok;
}

static const struct truth joint[] = {
    {"3, all equal, rho 0", TRUTH_NORMAL, 3, {1, 1, 1}, {2, 2, 2}, 0.0},
    {"3, one ahead, rho 0.6", TRUTH_NORMAL, 3, {1.4, 1, 0.2}, {2, 3, 1}, 0.6},
    {"10, all equal, rho 0.5", TRUTH_NORMAL, 10, {0}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0.5},
    {"5, exponential, rho 0.5",
     TRUTH_EXPONENTIAL,
     5,
     {1, 0.9, 0.8, 0.7, 0.6},
     {1, 2, 3, 2, 1},
     0.5},
};

static bool cover_jointly(unsigned n_repeats)
{
    static const struct promise at_least = {0.943, 1.0};
    bool ok = true;
    for (size_t t = 0; t < sizeof joint / sizeof joint[0]; t++) {
        const struct truth_trial trial = {.n_repeats = n_repeats, .n = 400};
        double share[SEEDS];
        each_seed(truth_covers_jointly, &joint[t], trial, share);
        ok = line("joint intervals", joint[t].name, share, 400, at_least) && ok;
    }
    return ok;
}

/* The first leads by 1, the indifference amount. */
static const struct truth slippage[] = {
    {"2, rho 0", TRUTH_NORMAL, 2, {1}, {12, 12}, 0.0},
    {"5, rho 0", TRUTH_NORMAL, 5, {1}, {12, 12, 12, 12, 12}, 0.0},
    {"5, rho 0.7", TRUTH_NORMAL, 5, {1}, {24, 24, 24, 24, 24}, 0.7},
    {"10, rho 0.5", TRUTH_NORMAL, 10, {1}, {16, 16, 16, 16, 16, 16, 16, 16, 16, 16}, 0.5},
    {"5, best spreads most", TRUTH_NORMAL, 5, {1}, {24, 15, 12, 9, 6}, 0.3},
    {"5, best spreads least", TRUTH_NORMAL, 5, {1}, {6, 9, 12, 15, 24}, 0.3},
    {"5, exponential, rho 0.3", TRUTH_EXPONENTIAL, 5, {1}, {12, 8, 16, 10, 14}, 0.3},
    {"5, lognormal, rho 0.3", TRUTH_LOGNORMAL, 5, {1}, {12, 8, 16, 10, 14}, 0.3},
    {"3, small spread, rho 0", TRUTH_NORMAL, 3, {1}, {4, 4, 4}, 0.0},
};

static bool select_right(unsigned n_repeats, double p)
{
    bool ok = true;
    for (size_t t = 0; t < sizeof slippage / sizeof slippage[0]; t++) {
        char name[80];
        double share[SEEDS];
        double n = 0.0;
        for (unsigned s = 0; s < SEEDS; s++) {
            const struct truth_trial trial = {s + 1, n_repeats, 30000};
            share[s] = truth_selects(&slippage[t], &trial, p, 1.0, &n);
        }
        snprintf(name, sizeof name, "%s, P %g", slippage[t].name, p);
        ok = line("--select, slippage", name, share, n, (struct promise){p, 1.0}) && ok;
    }
    return ok;
}

/* Nothing is promised of intervals after a selection but that they are not far off. */
static const struct truth chosen[] = {
    {"2, ahead by 0.3, rho 0.6", TRUTH_NORMAL, 2, {0.3}, {13, 13}, 0.6},
    {"2, ahead by 1, rho 0.6", TRUTH_NORMAL, 2, {1}, {13, 13}, 0.6},
    {"2, ahead by 2, rho 0.6", TRUTH_NORMAL, 2, {2}, {13, 13}, 0.6},
};

static double covers_selected(const struct truth *truth, const struct truth_trial *trial)
{
    return truth_covers_selected(truth, trial, 0.95, 1.0);
}

static bool cover_selected(unsigned n_repeats)
{
    static const struct promise about = {0.915, 1.0};
    bool ok = true;
    for (size_t t = 0; t < sizeof chosen / sizeof chosen[0]; t++) {
        const struct truth_trial trial = {.n_repeats = n_repeats, .n = 30000};
        double share[SEEDS];
        each_seed(covers_selected, &chosen[t], trial, share);
        ok = line("paired, after --select", chosen[t].name, share, 0.0, about) && ok;
    }
    return ok;
}

static const struct truth ladders[] = {
    {"10, steps of 1, sd 12",
     TRUTH_NORMAL,
     10,
     {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
     {12, 12, 12, 12, 12, 12, 12, 12, 12, 12},
     0.0},
    {"10, steps of 1, rho 0.7",
     TRUTH_NORMAL,
     10,
     {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
     {22, 22, 22, 22, 22, 22, 22, 22, 22, 22},
     0.7},
    {"10, spreads 12 down to 3",
     TRUTH_NORMAL,
     10,
     {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
     {12, 11, 10, 9, 8, 7, 6, 5, 4, 3},
     0.0},
};

static double selects_within(const struct truth *truth, const struct truth_trial *trial)
{
    return truth_selects_within(truth, trial, 0.5);
}

static bool budget_beats_equal(unsigned n_repeats)
{
    bool ok = true;
    for (size_t t = 0; t < sizeof ladders / sizeof ladders[0]; t++) {
        for (uint64_t n = 192; n <= 576; n += 192) {
            const char *const name = ladders[t].name;
            const struct truth_trial trial = {.n_repeats = n_repeats, .n = n};
            double within[SEEDS], equally[SEEDS];
            double best_equal = 0.0;
            each_seed(selects_within, &ladders[t], trial, within);
            each_seed(truth_selects_equally, &ladders[t], trial, equally);
            for (unsigned s = 0; s < SEEDS; s++) {
                best_equal = equally[s] > best_equal ? equally[s] : best_equal;
            }
            line("equal numbers", name, equally, (double)n * 10, (struct promise){0.0, 1.0});
            ok = line("--budget", name, within, (double)n * 10,
                      (struct promise){best_equal, 1.0}) &&
                 ok;
        }
    }
    return ok;
}

int main(int argc, char **argv)
{
    const unsigned n_repeats = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 10000;
    bool ok = true;
    printf("%u repeats, seeds 1, 2, 3\n", n_repeats);
    ok = cover_after(n_repeats) && ok;
    ok = cover_fixed(n_repeats) && ok;
    ok = cover_jointly(n_repeats) && ok;
    ok = select_right(n_repeats, 0.9) && ok;
    ok = select_right(n_repeats, 0.95) && ok;
    ok = cover_selected(n_repeats) && ok;
    ok = budget_beats_equal(n_repeats) && ok;
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
