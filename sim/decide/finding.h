/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/finding.h - what dc_decide keeps. */
#ifndef DC_DECIDE_FINDING_H
#define DC_DECIDE_FINDING_H

#include "decide/panel.h"

enum { DC_MAX_SENTENCES = 12 };

struct dc_finding {
    struct dc_arena arena; /* owns everything below */
    const struct dc_metric *metric;
    const char *name; /* as asked for: `stage_wait.closing` */
    const char *unit;
    struct dc_contender *contender;
    uint32_t n;
    struct dc_panel panel;
    struct dc_standing *standing; /* best first */
    const char *sentence[DC_MAX_SENTENCES];
    size_t n_sentences;
};

/* Orders standings by what a selection says, if there was one. */
void dc_selected_rank(struct dc_finding *finding);
/* Adds what a selection is worth, if there was one; false: memory. */
DC_MUST_CHECK bool dc_selected_say(struct dc_finding *finding);
/* How many of the best have the same value in every future, from 1 on. */
uint32_t dc_verdict_tied(const struct dc_finding *finding);
/* The sentences on a tie of the first n_tied; false: memory. */
DC_MUST_CHECK bool dc_verdict_tie(struct dc_finding *finding, uint32_t n_tied);

/* Differences in words (decide/gap.c); NULL: memory. Plain: `412k USD`, `3.1 points`, `0.2
 * hours`; what being wrong loses: `96k`, `2.1 months`; how far the best is ahead: `412k USD
 * contribution`, `3.1 points of win rate`, `2 days less response time`; `95%: 371k to 453k`. */
const char *dc_gap_words(struct dc_finding *finding, double x);
const char *dc_gap_loss(struct dc_finding *finding, double x);
const char *dc_gap_lead(struct dc_finding *finding, double x);
const char *dc_gap_interval(struct dc_finding *finding, double low, double high);
/* `24 months`, for what adds up over them. */
const char *dc_verdict_span(struct dc_finding *finding);
/* A contender's label as it opens a sentence; NULL: memory. */
const char *dc_verdict_opening(struct dc_finding *finding, uint32_t contender);

/* Adds the sentences; false: memory. */
DC_MUST_CHECK bool dc_verdict_write(struct dc_finding *finding);
/* Adds one sentence; more than fit are left out. false: memory (text NULL). */
DC_MUST_CHECK bool dc_verdict_add(struct dc_finding *finding, const char *text);

#endif
