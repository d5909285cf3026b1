/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/odds.h - two groups won and lost in strata: the common odds ratio and whether it is one.
 */
#ifndef DC_NUM_ODDS_H
#define DC_NUM_ODDS_H

#include "base/bug.h"

/* won and lost of the first group, then of the second */
struct dc_odds_table {
    double a, b, c, d;
};
struct dc_odds {
    double log_ratio, se;
};

/* Mantel and Haenszel's ratio (1959) over n strata; the variance of Robins, Breslow and
 * Greenland (1986). For one stratum: the plain ratio with Woolf's variance. Some stratum must
 * have a and d above 0, and some b and c. */
struct dc_odds dc_odds_of(const struct dc_odds_table t[], size_t n);
/* Breslow and Day's statistic (1980) of whether one ratio fits all strata, chi-squared with *df
 * degrees of freedom; strata without both groups, wins and losses are left out. *df <= 0: none.
 */
double dc_odds_homogeneity(const struct dc_odds_table t[], size_t n, double ratio, double *df);
/* Shares won as if both groups had the deals of all: weighted by the sizes of those strata that
 * have both groups. */
void dc_odds_standardise(const struct dc_odds_table t[], size_t n, double share[2]);

#endif
