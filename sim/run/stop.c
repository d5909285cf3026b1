/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/stop.c - the stopping rule of --precision.
 *
 * Y. S. Chow and H. Robbins, On the asymptotic theory of fixed-width sequential confidence
 * intervals for the mean, Annals of Mathematical Statistics 36 (1965) 457, stop as soon as
 * the interval is short enough. Judged after each value that stops too early too often,
 * whenever the variance happens to look small, and covers less than it says. Three things
 * repair it here: a first look only after N_FIRST values; few looks, as in the multistage
 * procedures of P. Hall, Annals of Statistics 9 (1981) 1229: the next one where the present
 * variance says the interval will do, so most values of a final sample come after the
 * decision to take them; and an interval judged MARGIN wider than it is shown.
 *
 * Measured over 10,000 experiments for each of seeds 1, 2 and 3 (normal, exponential, lognormal
 * with sd = mean, at precisions that take 600 to 1,400 values; tests/bench/coverage.c): 94.2%
 * to 95.3%. Values more skewed than that (lognormal with sd = 2 means) have 92% to 93.6%, as
 * their t interval has at any fixed number of that size. */
#include "run/stop.h"

#include <math.h>

#include "dealcycle/plan.h"
#include "num/exact.h"

#define N_FIRST 512
#define MARGIN 1.05
/* The next look lies past the expected need, and between these multiples of the present. */
#define PAST_NEED 1.1
#define LEAST_STEP 1.1
#define LARGEST_STEP 4.0

static uint64_t kept_within(const struct dc_stop *stop, double n)
{
    if (!(n < (double)stop->n_limit)) {
        return stop->n_limit;
    }
    const uint64_t n_blocks = (uint64_t)ceil(n / DC_BLOCK);
    const uint64_t whole = n_blocks * DC_BLOCK;
    return whole < stop->n_limit ? whole : stop->n_limit;
}

void dc_stop_begin(struct dc_stop *stop, double precision, uint64_t n_limit, uint32_t n_teams,
                   struct dc_moments *team)
{
    *stop = (struct dc_stop){
        .precision = precision, .n_limit = n_limit, .n_teams = n_teams, .team = team};
    stop->n_look = kept_within(stop, N_FIRST);
    for (uint32_t i = 0; i < n_teams; i++) {
        team[i] = (struct dc_moments){0};
    }
}

/* The half-width with its margin over the one wanted; INFINITY where none can be told. */
static double excess(const struct dc_stop *stop, const struct dc_moments *m)
{
    double variance;
    if (!dc_moments_variance(m, &variance)) {
        return INFINITY;
    }
    const double n = (double)m->n;
    const double half = MARGIN * dc_t_quantile(0.975, n - 1.0) * sqrt(variance / n);
    const double wanted = stop->precision * fabs(m->mean);
    return half == 0.0 ? 0.0 : half / wanted; /* values all alike are precise, even all 0 */
}

bool dc_stop_judge(struct dc_stop *stop)
{
    double worst = 0.0;
    for (uint32_t i = 0; i < stop->n_teams; i++) {
        worst = fmax(worst, excess(stop, &stop->team[i]));
    }
    if (worst <= 1.0) {
        return true;
    }
    const double n = (double)stop->n_look;
    const double need = n * worst * worst * PAST_NEED; /* INFINITY: the largest step */
    stop->n_look = kept_within(stop, fmin(fmax(need, n * LEAST_STEP), n * LARGEST_STEP));
    return false;
}
