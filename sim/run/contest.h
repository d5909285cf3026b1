/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/contest.h - which contenders go on: ranking and selection on common random numbers.
 *
 * A contest says how many values of each contender it wants (whole blocks, or the limit), is
 * given them in order of futures, and judges once all are there; so what it says does not
 * depend on who computed them or when. Values of the same future belong together: contenders
 * are compared by their differences over the futures that both have gone through. */
#ifndef DC_RUN_CONTEST_H
#define DC_RUN_CONTEST_H

#include "dealcycle/run.h"
#include "tally/moments.h"

struct dc_contest_rule {
    double p;            /* of choosing the best, wanted */
    double indifference; /* the smallest lead that matters, > 0; in the metric's unit */
    bool lower_better;   /* direction of the metric */
    uint64_t n_limit;    /* futures a contender goes through at most */
    uint64_t n_budget;   /* futures of all contenders together; 0: no budget, KN++ */
};

struct dc_entrant {
    double *x; /* [n] higher is better */
    bool *has; /* [n] */
    uint64_t n, n_room;
    struct dc_moments own; /* of the values there are */
    uint64_t n_want;       /* goes through so many futures until the next look */
    bool is_out;           /* dropped, after n_want futures */
    uint32_t i_better;     /* by whom */
};

/* Two contenders over the futures both went through. */
struct dc_pairing {
    uint64_t n_folded;     /* futures looked at */
    struct dc_moments gap; /* of the first less the second, where both have a value */
};

struct dc_contest {
    struct dc_contest_rule rule;
    uint32_t n;
    struct dc_entrant *entrant; /* [n] */
    struct dc_pairing *pairing; /* [n * (n - 1) / 2], a < b, a slowest */
    uint32_t i_leader;          /* chosen, if it were over now */
    uint64_t n_expected;        /* futures of all together until the end, about */
    double p_estimate;          /* with a budget: of the leader being good enough */
    bool is_reached;            /* over, and as sure as wanted */
};

/* false: memory (free it all the same). */
DC_MUST_CHECK bool dc_contest_new(struct dc_contest *contest,
                                  const struct dc_contest_rule *rule, uint32_t n);
void dc_contest_free(struct dc_contest *contest); /* all-zero is fine */
/* It is over: gives the values back. */
void dc_contest_end(struct dc_contest *contest);
/* The next n values of a contender, as the metric says them; has NULL: each has one. false:
 * memory. */
DC_MUST_CHECK bool dc_contest_add(struct dc_contest *contest, uint32_t i, const double x[],
                                  const bool has[], uint32_t n);
/* All have what was wanted: drops contenders, or wants more. true: it is over. */
bool dc_contest_judge(struct dc_contest *contest);
/* Futures of all contenders until now. */
uint64_t dc_contest_spent(const struct dc_contest *contest);

/* Moments of entrant a's values less b's; none of its own. */
struct dc_moments dc_contest_gap(const struct dc_contest *contest, uint32_t a, uint32_t b);
/* The rule without a budget, and that with one; what dc_contest_judge chooses from. */
bool dc_contest_screen(struct dc_contest *contest);
bool dc_contest_allot(struct dc_contest *contest);

#endif
