/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/sums.h - what an observer is told, added up the long way: every count and every
 * sum of days that events tell of. */
#ifndef DC_TESTS_SUMS_H
#define DC_TESTS_SUMS_H

#include "scenario/model.h"

#include "tests/support/lab.h"

#define SUMS_MOST 20000 /* deals of a path */
#define SUMS_FEW 64     /* segments, roles, stages; months are at most 240 */

struct sums_deal {
    char name[80];
    double arrived, ready, value;
    double value_since; /* open opportunity: since when its value holds */
    bool gone, won, opportunity;
};

/* A path as it is added up: the record it should come to, but for its money and capacity. */
struct sums {
    const struct dc_model *model;
    const struct dc_team *team;
    double warmup_days, horizon_days;
    uint32_t i_month;
    bool counted;
    struct sums_deal deal[SUMS_MOST];
    uint32_t n_deals;
    double cycle[SUMS_MOST], response[SUMS_MOST];
    uint32_t n_cycles, n_responses;
    struct dc_record total; /* what is not of a month, segment, role or stage */
    struct dc_month_sum month[DC_MAX_HORIZON_MONTHS];
    struct dc_segment_sum segment[SUMS_FEW];
    struct dc_role_sum role[SUMS_FEW];
    struct dc_stage_sum stage[SUMS_FEW];
};

/* A path of this team begins. */
void sums_begin(struct sums *s, const struct dc_model *model, uint32_t i_team);
/* A dc_observer's see; self is the sums. */
void sums_see(void *self, const struct dc_event *e);
/* At the horizon, after the last event. */
void sums_end(struct sums *s);

#endif
