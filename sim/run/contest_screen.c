/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/contest_screen.c - dropping contenders until one is left.
 *
 * S.-H. Kim and B. L. Nelson, On the asymptotic validity of fully sequential selection
 * procedures for steady-state simulation (KN++), Operations Research 54 (2006) 475, with
 * c = 1: after every block, contender i goes out if the sum of its values stays behind that
 * of some other l by more than
 *     W = max(0, a - n d / 2),   a = h S^2 / d,   h = (n - 1) ((2 alpha / (k - 1))^(-2 / (n -
 * 1)) - 1) / 2 where d is the indifference amount, alpha = 1 - P, k how many began, n the
 * futures that both went through and S^2 the variance of their differences in these, which
 * common random numbers make small. The factor h is that of the procedure KN for normal values
 * (Kim and Nelson, A fully sequential procedure for indifference-zone selection in simulation,
 * ACM TOMACS 11 (2001) 251), taken anew with n at every look: it tends to KN++'s -ln(2 alpha /
 * (k - 1)) from above, so a variance known badly yet is not trusted too early. By the time W is
 * 0 the better mean stays, so it ends. If the best leads every other by d or more, it is the
 * one left with probability P at least (Bonferroni over the others, so any dependence between
 * them is allowed). */
#include "run/contest.h"

#include <math.h>

#include "num/exact.h"

/* What a pair comes to at a look. */
struct stand {
    bool has;
    double sum;    /* of the differences, first less second */
    double margin; /* W */
    double a;      /* W before any futures */
};

static struct stand stand_of(const struct dc_contest *contest, uint32_t i, uint32_t l)
{
    const struct dc_moments gap = dc_contest_gap(contest, i, l);
    const double d = contest->rule.indifference;
    double variance;
    if (!dc_moments_variance(&gap, &variance)) {
        return (struct stand){.has = false};
    }
    const double n = (double)gap.n;
    const double log_odds = dc_log(2.0 * (1.0 - contest->rule.p) / ((double)contest->n - 1.0));
    const double h = 0.5 * (n - 1.0) * dc_expm1(-2.0 / (n - 1.0) * log_odds);
    const double a = h * variance / d;
    return (struct stand){true, n * dc_moments_mean(&gap), fmax(0.0, a - 0.5 * n * d), a};
}

/* Whether l puts i out. Two that are exactly alike: the later one goes. */
static bool puts_out(const struct dc_contest *contest, uint32_t l, uint32_t i)
{
    if (contest->entrant[i].own.n == 0 || contest->entrant[l].own.n == 0) {
        return contest->entrant[l].own.n > 0;
    }
    const struct stand s = stand_of(contest, i, l);
    return s.has && (s.sum < -s.margin || (s.margin <= 0.0 && s.sum == 0.0 && l < i));
}

static uint32_t n_in(const struct dc_contest *contest)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < contest->n; i++) {
        n += !contest->entrant[i].is_out;
    }
    return n;
}

/* Who of those still in has the best mean; those without a value come last. */
static uint32_t best_of(const struct dc_contest *contest)
{
    uint32_t i_best = UINT32_MAX;
    for (uint32_t i = 0; i < contest->n; i++) {
        const struct dc_entrant *const e = &contest->entrant[i];
        if (e->is_out) {
            continue;
        }
        const struct dc_moments *const best =
            i_best == UINT32_MAX ? NULL : &contest->entrant[i_best].own;
        if (best == NULL || (e->own.n > 0 && (best->n == 0 || dc_moments_mean(&e->own) >
                                                                  dc_moments_mean(best)))) {
            i_best = i;
        }
    }
    return i_best;
}

/* Who puts i out by the widest lead; contest->n: nobody. */
static uint32_t find_better(const struct dc_contest *contest, uint32_t i)
{
    uint32_t i_better = contest->n;
    double widest = -1.0;
    for (uint32_t l = 0; l < contest->n; l++) {
        if (l == i || contest->entrant[l].is_out || !puts_out(contest, l, i)) {
            continue;
        }
        const double lead = -stand_of(contest, i, l).sum;
        if (lead > widest) {
            i_better = l;
            widest = lead;
        }
    }
    return i_better;
}

/* All are judged before any goes. Where values are missing, three may each be behind another:
 * the best mean always stays. */
static void drop(struct dc_contest *contest)
{
    const uint32_t i_best = best_of(contest);
    for (uint32_t i = 0; i < contest->n; i++) {
        if (!contest->entrant[i].is_out) {
            contest->entrant[i].i_better = i == i_best ? contest->n : find_better(contest, i);
        }
    }
    for (uint32_t i = 0; i < contest->n; i++) {
        struct dc_entrant *const e = &contest->entrant[i];
        e->is_out = e->is_out || e->i_better < contest->n;
    }
}

/* After how many futures i goes out if differences stay what they are. */
static double end_of(const struct dc_contest *contest, uint32_t i)
{
    double n_end = (double)contest->rule.n_limit;
    for (uint32_t l = 0; l < contest->n; l++) {
        if (l == i || contest->entrant[l].is_out) {
            continue;
        }
        const struct stand s = stand_of(contest, i, l);
        const struct dc_moments gap = dc_contest_gap(contest, i, l);
        if (s.has && s.sum <= 0.0) {
            const double pace = 0.5 * contest->rule.indifference - dc_moments_mean(&gap);
            n_end = fmin(n_end, s.a / pace);
        }
    }
    return n_end;
}

/* The leader goes as far as the last of the others. */
static uint64_t expect(const struct dc_contest *contest)
{
    double sum = 0.0;
    double last = 0.0;
    for (uint32_t i = 0; i < contest->n; i++) {
        const struct dc_entrant *const e = &contest->entrant[i];
        const double n = (double)e->n;
        const bool stays = !e->is_out && i != contest->i_leader;
        const double n_end = stays ? fmax(n, end_of(contest, i)) : n;
        sum += i == contest->i_leader ? 0.0 : n_end;
        last = stays ? fmax(last, n_end) : last;
    }
    return (uint64_t)(sum + fmax(last, (double)contest->entrant[contest->i_leader].n));
}

bool dc_contest_screen(struct dc_contest *contest)
{
    const uint64_t n_limit = contest->rule.n_limit;
    uint64_t n = 0;
    drop(contest);
    contest->i_leader = best_of(contest);
    contest->n_expected = expect(contest);
    contest->is_reached = n_in(contest) == 1;
    for (uint32_t i = 0; i < contest->n; i++) {
        struct dc_entrant *const e = &contest->entrant[i];
        n = e->n > n ? e->n : n;
        if (!e->is_out && !contest->is_reached) {
            e->n_want = e->n + DC_BLOCK < n_limit ? e->n + DC_BLOCK : n_limit;
        }
    }
    const bool has_values = contest->entrant[contest->i_leader].own.n > 0;
    return contest->is_reached || n >= n_limit || !has_values;
}
