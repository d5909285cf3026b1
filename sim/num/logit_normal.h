/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/logit_normal.h - win rates that differ by a normal on the scale of logits. */
#ifndef DC_NUM_LOGIT_NORMAL_H
#define DC_NUM_LOGIT_NORMAL_H

#include "base/bug.h"

struct dc_trials {
    double n, won;
};
struct dc_logit_normal {
    double mu, sd, se_log_sd; /* of the logit; the error of log sd */
    double loglik, ratio;     /* twice what is gained over no difference */
    double p;                 /* of that much or more without a difference */
    bool has_sd; /* else no sd above 0.01 is the likeliest: mu, p and loglik hold */
};

/* By the marginal likelihood. false: nobody has won, or lost, anything. */
DC_MUST_CHECK bool dc_logit_normal_fit(const struct dc_trials trials[], size_t n,
                                       struct dc_logit_normal *out);
/* The mean rate given what was seen: one win of one is not a rate of 1. */
double dc_logit_normal_rate(const struct dc_trials *trials, double mu, double sd);

#endif
