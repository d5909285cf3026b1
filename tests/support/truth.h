/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/truth.h - experiments on contenders whose true means are known: how often
 * what the program says of them is right.
 *
 * Every experiment feeds drawn values to the program's own rules (dc_tally_stats, dc_panel_*,
 * dc_stop, dc_contest) and looks at what they say. Shares are of n_repeats. */
#ifndef DC_TESTS_TRUTH_H
#define DC_TESTS_TRUTH_H

#include <stdbool.h>
#include <stdint.h>

enum { TRUTH_MOST = 16 };
enum truth_law { TRUTH_NORMAL, TRUTH_EXPONENTIAL, TRUTH_LOGNORMAL };

struct truth {
    const char *name;
    enum truth_law law; /* of each value, and of the luck that is shared */
    uint32_t k;         /* contenders, the first the best */
    double mean[TRUTH_MOST], sd[TRUTH_MOST];
    double rho; /* correlation of any two contenders in one future */
};

/* Who repeats what: a seed gives the same answer on every machine with the same libgsl. */
struct truth_trial {
    unsigned seed;
    unsigned n_repeats;
    uint64_t n; /* futures of a repeat, or the most */
};

/* Shares of 95% intervals that hold the true value: of the first mean (dc_tally_stats), of the
 * difference of the first two (dc_panel_difference), of all differences to the best of the
 * others at once (dc_panel_standings). */
double truth_covers_mean(const struct truth *truth, const struct truth_trial *trial);
double truth_covers_difference(const struct truth *truth, const struct truth_trial *trial);
double truth_covers_jointly(const struct truth *truth, const struct truth_trial *trial);
/* The same of the first mean after stopping at a precision; mean number of futures to *n. */
double truth_covers_after(const struct truth *truth, const struct truth_trial *trial,
                          double precision, double *n);

/* Share of contests that choose the first contender; futures of all contenders on average to
 * *n. */
double truth_selects(const struct truth *truth, const struct truth_trial *trial, double p,
                     double indifference, double *n);
/* Share of contests after which the plain 95% interval of the first two's difference holds the
 * true one. */
double truth_covers_selected(const struct truth *truth, const struct truth_trial *trial,
                             double p, double indifference);
/* With a budget of n * k futures: spent by the program, or the same number for each. */
double truth_selects_within(const struct truth *truth, const struct truth_trial *trial,
                            double indifference);
double truth_selects_equally(const struct truth *truth, const struct truth_trial *trial);

#endif
