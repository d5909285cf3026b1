/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/market.h - inbound leads: the same for every team of a replication. */
#ifndef DC_PATH_MARKET_H
#define DC_PATH_MARKET_H

#include "path/state.h"

/* Leads as the market makes them, one after the other. */
struct dc_leads {
    uint64_t first;        /* number of the first in its segment, from 1 */
    uint32_t n;            /* at least 1 */
    const double *at_days; /* [n] */
    const double *value;   /* [n] before stresses */
};

DC_MUST_CHECK bool dc_market_new(struct dc_path *p);
/* Rates of the replication: leads * (1 + growth)^(m/12) * season. */
void dc_market_begin(struct dc_path *p);
/* Starts the stream again for a team. */
void dc_market_rewind(struct dc_path *p);
/* The next n leads of the segment at once, n up to DC_MARKET_MOST, instead of one by one: when
 * they arrive (INFINITY: not before the horizon) and their values, before stresses. */
#define DC_MARKET_MOST 256
void dc_market_draw(struct dc_path *p, uint32_t i_segment, double at_days[], double value[],
                    uint32_t n);
/* How many to draw now, so that few come after the horizon. */
uint32_t dc_market_likely(const struct dc_path *p, uint32_t i_segment);
/* When the next lead of the segment arrives; INFINITY: not before the horizon. */
double dc_market_next(struct dc_path *p, uint32_t i_segment);
/* That lead, and those after it that are drawn already: as many of DC_LEAD_BATCH as lots have
 * together. They are there until dc_market_next. */
struct dc_leads dc_market_leads(const struct dc_path *p, uint32_t i_segment);
/* So many of them are taken. */
void dc_market_take(struct dc_path *p, uint32_t i_segment, uint32_t n);
/* Expected number of inbound leads of all segments over the horizon. */
double dc_market_expected(const struct dc_path *p);

#endif
