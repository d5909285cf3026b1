/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/deal.h - a deal's way through the stages until it is won, lost or expired. */
#ifndef DC_PATH_DEAL_H
#define DC_PATH_DEAL_H

#include "path/state.h"

/* Which role works the deal's step, by the value now. */
static inline void dc_deal_escalates(const struct dc_path *p, struct dc_deal *d)
{
    const size_t i = (size_t)d->i_segment * p->n_steps + d->i_step;
    const struct dc_rule *rule = (const struct dc_rule *)p->rules.items + 2 * i;
    d->rule = rule + (rule->escalates && d->value_money >= rule->escalate_above);
}

/* The deal is ready now for its step, which is not its first. */
void dc_deal_ready(struct dc_path *p, struct dc_deal *d);
/* Whether its stage will advance, and how long the buyer takes: if the rule is steady as soon
 * as it is started, so that nobody waits for the sum; else when it has been worked. */
void dc_deal_judge(struct dc_path *p, struct dc_deal *d);
/* The effort of its stage is done: the buyer thinks. */
void dc_deal_worked(struct dc_path *p, struct dc_deal *d);
/* And it has been judged: its outcome is scheduled, or counted. */
void dc_deal_decided(struct dc_path *p, struct dc_deal *d);
/* The buyer's delay has ended. */
void dc_deal_outcome(struct dc_path *p, struct dc_deal *d);
/* Lost: by the stage's outcome, at a hand-over, or as its rep left. It does not wait any more.
 */
void dc_deal_lost(struct dc_path *p, struct dc_deal *d, const char *how);
/* Its patience has ended, and it still waits for its first stage. */
void dc_deal_expires(struct dc_path *p, struct dc_deal *d);
/* At the horizon: what is still open has been an opportunity until now. */
void dc_deal_close_all(struct dc_path *p);

/* Parts of the above, for ways that are known (way.h). It becomes an open opportunity; an
 * advance changes its value. */
void dc_deal_opportunity(struct dc_path *p, struct dc_deal *d);
void dc_deal_revalues(struct dc_path *p, struct dc_deal *d);
/* What counts of a loss; of an end, won or lost or expired. The deal stays. */
void dc_deal_count_lost(struct dc_path *p, struct dc_deal *d);
void dc_deal_ends(struct dc_path *p, struct dc_deal *d);
/* It is gone; nothing may hold it any more. */
void dc_deal_free(struct dc_path *p, struct dc_deal *d);

#endif
