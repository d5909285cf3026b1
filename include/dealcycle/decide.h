/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/decide.h - which team: paired differences, odds, regret, and the verdict
 * in words. */
#ifndef DEALCYCLE_DECIDE_H
#define DEALCYCLE_DECIDE_H

#include "dealcycle/run.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One contender: a team of a case. */
struct dc_contender {
    size_t i_case;
    uint32_t i_team;
    const char *scenario, *team, *label;
    const struct dc_tally *tally;
    bool has_selection; /* the run selected among these contenders (dc_run_options) */
    struct dc_selection selection;
};

/* A paired difference a - b on common random numbers, over the replications in which both
 * have a value. */
struct dc_difference {
    uint32_t a, b; /* contenders */
    uint64_t n;
    double mean, ci_low, ci_high; /* hold if n > 1 */
    double p_a_beats_b;           /* in the metric's good direction; ties count one half */
    bool has_ratio;
    double variance_ratio; /* variance of independent differences / paired variance */
};

/* How one contender stands among all on one metric. */
struct dc_standing {
    uint32_t contender;
    uint64_t
        n; /* futures judged: those in which every contender that ever has a value has one */
    double mean;     /* over these futures */
    double p_best;   /* ties shared */
    double p_beaten; /* share of futures in which another is strictly better */
    double regret;   /* mean loss against the best in each future, in the metric's unit */
    bool has_joint;  /* more than one contender and more than one future */
    double joint_low,
        joint_high; /* 95% joint interval of the difference to the best of the others */
};

/* Findings on one metric over all contenders of the results. */
struct dc_finding;

/* Over the cases [0, n) and their teams; metric NULL: contribution. NULL in *out and DC_FAILED:
 * memory; DC_BAD_INPUT: no such metric (recorded). */
DC_MUST_CHECK enum dc_status dc_decide(const struct dc_results *results, const char *metric,
                                       struct dc_diags *diags, struct dc_finding **out);
/* The same over the n_cases cases from `first` on. */
DC_MUST_CHECK enum dc_status dc_decide_cases(const struct dc_results *results, size_t first,
                                             size_t n_cases, const char *metric,
                                             struct dc_diags *diags, struct dc_finding **out);
/* The same over contenders that are given (copied; their tallies must outlive the finding). */
DC_MUST_CHECK enum dc_status dc_decide_among(const struct dc_contender *contender, uint32_t n,
                                             const char *metric, struct dc_diags *diags,
                                             struct dc_finding **out);
/* Whether any team of a plan has a total of the metric, before anything is simulated;
 * DC_BAD_INPUT (recorded), DC_FAILED: memory. */
DC_MUST_CHECK enum dc_status dc_decide_check(const struct dc_plan *plan, const char *metric,
                                             struct dc_diags *diags);
void dc_finding_free(struct dc_finding *finding);
const char *dc_finding_metric(const struct dc_finding *finding);
uint32_t dc_finding_n(const struct dc_finding *finding);
const struct dc_contender *dc_finding_contender(const struct dc_finding *finding, uint32_t i);
const struct dc_standing *dc_finding_standing(const struct dc_finding *finding,
                                              uint32_t rank); /* best first */
/* Which contender the run selected; false: it selected none. Contenders went through different
 * futures then: they are ranked by their differences to the one selected. */
bool dc_finding_selected(const struct dc_finding *finding, uint32_t *contender);
/* The number of a team among the contenders; UINT32_MAX: it is none. */
uint32_t dc_finding_find(const struct dc_finding *finding, size_t i_case, uint32_t i_team);
/* The difference of two contenders. */
DC_MUST_CHECK enum dc_status dc_finding_difference(const struct dc_finding *finding, uint32_t a,
                                                   uint32_t b, const char *metric,
                                                   struct dc_difference *out);
/* Which order of stochastic dominance of a over b the data establish (tested at 5%): first, a
 * is at least as likely to reach every level; second, whoever dislikes risk prefers a. */
enum dc_dominance { DC_DOMINANCE_NONE, DC_DOMINANCE_FIRST, DC_DOMINANCE_SECOND };
DC_MUST_CHECK enum dc_status dc_finding_dominance(const struct dc_finding *finding, uint32_t a,
                                                  uint32_t b, enum dc_dominance *out);
/* How every contender stands on another metric, in the order of contenders, into out[n]. */
DC_MUST_CHECK enum dc_status dc_finding_standings(const struct dc_finding *finding,
                                                  const char *metric, struct dc_standing *out);
/* The difference of every pair (a < b; a slowest) on a metric, into out[n * (n - 1) / 2]. */
DC_MUST_CHECK enum dc_status dc_finding_pairs(const struct dc_finding *finding,
                                              const char *metric, struct dc_difference *out);
/* The verdict: sentence i in plain words, or NULL past the last. The first says which team has
 * the best mean, by how much, and how sure that is. */
const char *dc_finding_sentence(const struct dc_finding *finding, size_t i);

/* Whether a condition can be read at all, before anything is simulated; DC_BAD_INPUT
 * (recorded). */
DC_MUST_CHECK enum dc_status dc_require_check(const char *condition, struct dc_diags *diags);
/* The same against what is to be simulated: also a team, segment or role that is not there. */
DC_MUST_CHECK enum dc_status dc_require_plan(const struct dc_plan *plan, const char *condition,
                                             struct dc_diags *diags);
/* `METRIC[TEAM] STATISTIC OP VALUE`: DC_OK met, DC_NOT_MET, DC_BAD_INPUT (recorded). `text_out`
 * gets a line that says what was found. */
DC_MUST_CHECK enum dc_status dc_require(const struct dc_results *results, const char *condition,
                                        struct dc_diags *diags, char *text_out, size_t size);

#ifdef __cplusplus
}
#endif
#endif
