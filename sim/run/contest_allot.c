/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/contest_allot.c - a fixed budget, spent where it matters.
 *
 * C.-H. Chen, J. Lin, E. Yucesan and S. E. Chick, Simulation budget allocation for further
 * enhancing the efficiency of ordinal optimization (OCBA), Discrete Event Dynamic Systems 10
 * (2000) 251, give each contender futures in proportion to (spread / lead of the best)^2, and
 * the best enough for all its comparisons. Here futures are shared, so what tells contender i
 * from the best b are their differences over the futures that both went through (correlated
 * sampling: M. C. Fu, J.-Q. Hu, C.-H. Chen and X. Xiong, INFORMS Journal on Computing 19
 * (2007) 101). The probability of a wrong choice is then bounded by
 *     sum over i of Phi(-d_bi sqrt(n_i) / s_bi),
 * which is least for n_i in proportion to (s_bi / d_bi)^2, and the best needs as many futures
 * as the most demanding of the others. Leads below the indifference amount d are taken as d,
 * and it ends early once 1 - sum Phi(-(d_bi + d) / error_bi), an estimate of the probability
 * that nobody is better than the choice by d, is at least P (both as in J. Branke, S. E. Chick
 * and C. Schmidt, Selecting a selection procedure, Management Science 53 (2007) 1916). */
#include "run/contest.h"

#include <math.h>

#include "num/exact.h"

#define STAGES 20 /* the budget beyond the first look is spent in about so many parts */

/* Of those that ever have a value. */
static uint32_t longest_of(const struct dc_contest *contest)
{
    uint32_t i_longest = 0;
    for (uint32_t i = 1; i < contest->n; i++) {
        const struct dc_entrant *const e = &contest->entrant[i];
        const struct dc_entrant *const longest = &contest->entrant[i_longest];
        if (e->own.n > 0 && (longest->own.n == 0 || e->n > longest->n)) {
            i_longest = i;
        }
    }
    return i_longest;
}

/* Means are compared over shared futures only: the best difference to the one that went
 * through most. */
static uint32_t leader_of(const struct dc_contest *contest)
{
    const uint32_t i_longest = longest_of(contest);
    uint32_t i_best = i_longest;
    double best = 0.0;
    for (uint32_t i = 0; i < contest->n; i++) {
        if (i == i_longest) {
            continue;
        }
        const struct dc_moments gap = dc_contest_gap(contest, i, i_longest);
        const double lead = dc_moments_mean(&gap);
        if (gap.n > 0 && (lead > best || (lead == best && i < i_best))) {
            best = lead;
            i_best = i;
        }
    }
    return i_best;
}

/* How hard contender i is to tell from the leader: (spread / lead)^2. */
static double weight_of(const struct dc_contest *contest, uint32_t i)
{
    const struct dc_moments gap = dc_contest_gap(contest, contest->i_leader, i);
    double variance;
    if (!dc_moments_variance(&gap, &variance)) {
        return 0.0;
    }
    const double lead = fmax(dc_moments_mean(&gap), contest->rule.indifference);
    return variance / (lead * lead);
}

static double p_good_of(const struct dc_contest *contest)
{
    double p_wrong = 0.0;
    for (uint32_t i = 0; i < contest->n; i++) {
        const struct dc_moments gap = dc_contest_gap(contest, contest->i_leader, i);
        double variance;
        if (i == contest->i_leader || !dc_moments_variance(&gap, &variance)) {
            continue;
        }
        const double error = sqrt(variance / (double)gap.n);
        const double lead = dc_moments_mean(&gap) + contest->rule.indifference;
        p_wrong += error > 0.0 ? dc_normal_cdf(-lead / error) : 0.0;
    }
    return fmax(0.0, 1.0 - p_wrong);
}

/* The share of all futures that contender i should have. */
struct shares {
    double top, sum; /* of the weights, the leader's being the top */
};

static struct shares shares_of(const struct dc_contest *contest)
{
    struct shares s = {0.0, 0.0};
    for (uint32_t i = 0; i < contest->n; i++) {
        if (i != contest->i_leader) {
            const double w = weight_of(contest, i);
            s.top = fmax(s.top, w);
            s.sum += w;
        }
    }
    s.sum += s.top;
    return s;
}

/* Who lacks most of its share of n_all futures, and may have more; contest->n: nobody. */
static uint32_t neediest(const struct dc_contest *contest, const struct shares *shares,
                         double n_all)
{
    uint32_t i_most = contest->n;
    double most = 0.0;
    for (uint32_t i = 0; i < contest->n; i++) {
        const struct dc_entrant *const e = &contest->entrant[i];
        const double w = i == contest->i_leader ? shares->top : weight_of(contest, i);
        const double lack = n_all * w / shares->sum - (double)e->n_want;
        if (e->n_want < contest->rule.n_limit && (i_most == contest->n || lack > most)) {
            i_most = i;
            most = lack;
        }
    }
    return i_most;
}

static void widen(struct dc_entrant *e, uint64_t n_limit)
{
    const uint64_t n = e->n_want + DC_BLOCK;
    e->n_want = n < n_limit ? n : n_limit;
}

/* Hands the next part of the budget out, block by block. false: nothing left. */
static bool hand_out(struct dc_contest *contest)
{
    const struct dc_contest_rule *const rule = &contest->rule;
    const uint64_t n_spent = dc_contest_spent(contest);
    const uint64_t n_left = rule->n_budget > n_spent ? rule->n_budget - n_spent : 0;
    const uint64_t n_part = rule->n_budget / STAGES / DC_BLOCK * DC_BLOCK;
    uint64_t n_now = n_part > DC_BLOCK ? n_part : DC_BLOCK;
    n_now = n_now < n_left ? n_now : n_left / DC_BLOCK * DC_BLOCK;
    const struct shares shares = shares_of(contest);
    bool is_any = false;
    for (uint64_t n = 0; n < n_now && shares.sum > 0.0; n += DC_BLOCK) {
        const uint32_t i = neediest(contest, &shares, (double)(n_spent + n_now));
        if (i == contest->n) {
            break;
        }
        widen(&contest->entrant[i], rule->n_limit);
        is_any = true;
    }
    return is_any;
}

bool dc_contest_allot(struct dc_contest *contest)
{
    contest->i_leader = leader_of(contest);
    contest->p_estimate = p_good_of(contest);
    contest->n_expected = contest->rule.n_budget;
    contest->is_reached = contest->p_estimate >= contest->rule.p;
    return contest->is_reached || !hand_out(contest);
}
