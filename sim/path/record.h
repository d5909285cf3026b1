/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/record.h - counting what happens in a path, and closing the record. */
#ifndef DC_PATH_RECORD_H
#define DC_PATH_RECORD_H

#include "path/state.h"

DC_MUST_CHECK bool dc_record_new(struct dc_path *p);
void dc_record_begin(struct dc_path *p);
/* At the horizon. */
void dc_record_close(struct dc_path *p);

void dc_record_cycle(struct dc_path *p, uint32_t i_segment, double cycle_days);
void dc_record_cycles(struct dc_path *p, uint32_t i_segment, const double cycle_days[],
                      uint32_t n);
void dc_record_response(struct dc_path *p, uint32_t i_segment, double wait_days);

static inline struct dc_month_sum *dc_record_month(struct dc_path *p)
{
    return &p->record.month[p->i_month];
}
/* A stage's outcome now, of a deal that became ready for it then. */
static inline void dc_record_outcome(struct dc_path *p, uint32_t i_step, double ready_days,
                                     bool advances)
{
    if (p->counted) {
        struct dc_stage_sum *sum = &p->record.stage[i_step];
        sum->n_timed++;
        sum->n_outcomes++;
        sum->n_advanced += advances;
        p->stage_count[i_step].time += dc_fixed_of(p->now - ready_days);
    }
}
static inline struct dc_segment_sum *dc_record_segment(struct dc_path *p,
                                                       const struct dc_deal *d)
{
    return &p->record.segment[d->i_segment];
}

#endif
