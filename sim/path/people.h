/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/people.h - seats, and the reps who come and go. */
#ifndef DC_PATH_PEOPLE_H
#define DC_PATH_PEOPLE_H

#include "path/state.h"

DC_MUST_CHECK bool dc_people_new(struct dc_path *p);
void dc_people_free(struct dc_path *p);
/* Fills the seats of the start and schedules the plan. */
void dc_people_begin(struct dc_path *p);
/* An item of the hires plan, of departures. */
void dc_people_plan(struct dc_path *p, uint32_t i_role, uint32_t i_item);
void dc_people_depart(struct dc_path *p, uint32_t i_role, uint32_t i_item);
/* The rep of the seat leaves; the seat gets its next rep. */
void dc_people_leaves(struct dc_path *p, uint32_t i_seat);
void dc_people_fills(struct dc_path *p, uint32_t i_seat);
/* The month at hand ends: busy time is closed. Then the next begins: who leaves in it. */
void dc_people_month_end(struct dc_path *p);
void dc_people_month_begin(struct dc_path *p);
/* At the horizon. */
void dc_people_close(struct dc_path *p);

/* The seat's next outbound lead is made now. */
void dc_people_sources(struct dc_path *p, uint32_t i_seat);

double dc_people_tenure(const struct dc_path *p, const struct dc_seat *s);

static inline double dc_people_productivity(const struct dc_path *p, const struct dc_seat *s)
{
    const struct dc_ramp ramp = s->desk->ramp;
    return ramp.ramp_days > 0.0 ? dc_ramp_at(ramp, dc_people_tenure(p, s)) : 1.0;
}

/* Skill now, as drawn less what the ramp still takes. */
double dc_people_ramped_skill(const struct dc_path *p, const struct dc_seat *s);

static inline double dc_people_skill(const struct dc_path *p, const struct dc_seat *s)
{
    return s->desk->ramp.ramp_days > 0.0 ? dc_people_ramped_skill(p, s) : s->skill_logit;
}

/* Puts the plans of every role into the calendar. */
void dc_people_plan_begin(struct dc_path *p);

/* A seat's rep is looked for (true if found at once), or goes; for people_plan.c. */
bool dc_seat_seeks_rep(struct dc_path *p, uint32_t i_seat);
void dc_seat_rep_goes(struct dc_path *p, uint32_t i_seat);

#endif
