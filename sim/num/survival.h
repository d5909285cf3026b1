/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/survival.h - what was seen of times to an end, without a family: Kaplan and Meier's curve
 * with Greenwood's errors, and Aalen and Johansen's shares of two competing ends. */
#ifndef DC_NUM_SURVIVAL_H
#define DC_NUM_SURVIVAL_H

#include "base/bug.h"

enum { DC_CENSORED = 0, DC_CAUSES = 2 };

struct dc_end {
    double t, entry; /* at risk over (entry, t] */
    unsigned cause;  /* 1 or 2; DC_CENSORED: had not ended by t */
    double limit;    /* dc_survival_reverse: seen only because t <= limit */
};

/* Puts ends in order of t. */
void dc_ends_sort(struct dc_end *end, size_t n);

/* From t on; at one time events come before censorings. */
struct dc_survival_step {
    double t, n_risk, n_event[DC_CAUSES];
    double survival, se;                          /* Greenwood */
    double share[DC_CAUSES], se_share[DC_CAUSES]; /* that ended so by t */
};

/* Fills step[0, *n_steps), room for n; one for every time with an event. Sorts the ends.
 * false: memory. */
DC_MUST_CHECK bool dc_survival_curve(struct dc_end *end, size_t n,
                                     struct dc_survival_step *step, size_t *n_steps);
/* The same where only what ended is in the data, and only because it ended within its limit:
 * the product limit backwards in time (Lynden-Bell 1971; Keiding and Gill 1990), given an end
 * by the longest time seen. All causes 1 or 2. */
DC_MUST_CHECK bool dc_survival_reverse(struct dc_end *end, size_t n,
                                       struct dc_survival_step *step, size_t *n_steps);
/* Survival at t and its error. */
double dc_survival_at(const struct dc_survival_step *step, size_t n_steps, double t,
                      double *se);

/* The t at which survival falls to `level`, and 95% limits from the log transform; the middle
 * where it equals the level over an interval. has_*: false where the curve does not get there.
 */
struct dc_survival_quantile {
    bool has, has_low, has_high;
    double t, low, high;
};
struct dc_survival_quantile dc_survival_quantile(const struct dc_survival_step *step,
                                                 size_t n_steps, double level);

#endif
