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

/* Adds the sentences; false: memory. */
DC_MUST_CHECK bool dc_verdict_write(struct dc_finding *finding);
/* Adds one sentence; more than fit are left out. false: memory (text NULL). */
DC_MUST_CHECK bool dc_verdict_add(struct dc_finding *finding, const char *text);

#endif
