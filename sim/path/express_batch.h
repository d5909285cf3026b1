/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_batch.h - a batch of leads on the express way; the express files' own.
 *
 * draw (express_draw.c): what each lead brings and each stage takes. start (express_start.c):
 * when each is taken up. count (express_count.c, express_win.c) sums up a whole batch in loops
 * that vectorise; where a warm-up or the horizon cuts through it, express_edge.c counts deal by
 * deal. */
#ifndef DC_PATH_EXPRESS_BATCH_H
#define DC_PATH_EXPRESS_BATCH_H

#include "path/cells.h"
#include "path/express.h"
#include "path/market.h"
#include "path/win.h"

#define DC_EXPRESS_BATCH DC_MARKET_MOST

struct dc_express_batch {
    uint32_t i_segment, n;
    uint64_t first;                  /* number of the first lead drawn, */
    uint8_t drawn[DC_EXPRESS_BATCH]; /* and how far behind it each is */
    bool at_once;                    /* nobody waits */
    uint32_t n_worked;               /* stages that some lead comes to, if time allows */
    /* Leads that come to a stage, if time allows, and behind the last stage those won: how
     * many, and which, by their place in the batch. */
    uint32_t n_reach[DC_MAX_STAGES + 1];
    uint8_t reach[DC_MAX_STAGES + 1][DC_EXPRESS_BATCH];
    _Alignas(64) double at_days[DC_EXPRESS_BATCH]; /* from here on in whole lines of memory */
    double value_money[DC_EXPRESS_BATCH];
    double start_days[DC_EXPRESS_BATCH];                /* may lie after the horizon */
    double end_days[DC_EXPRESS_BATCH];                  /* likewise */
    double delay_days[DC_MAX_STAGES][DC_EXPRESS_BATCH]; /* 0 for those that do not come */
};

/* The next leads before the horizon, and what they draw; false: none. */
DC_MUST_CHECK bool dc_express_draw(struct dc_path *p, struct dc_express_batch *b);

/* start_days and end_days of each: first come, first served. */
void dc_express_start(struct dc_path *p, struct dc_express_batch *b);

/* Counts a batch of which all come in counted months and end before the horizon. */
void dc_express_count(struct dc_path *p, const struct dc_express_batch *b);
/* The wins of such a batch. */
void dc_express_wins(struct dc_path *p, const struct dc_express_batch *b);
/* Counts one by one those of a batch that do not, and takes them out of it. */
void dc_express_edge(struct dc_path *p, struct dc_express_batch *b);
/* A win of deal i at its end, in the month and the counting that the path says. */
void dc_express_win(struct dc_path *p, const struct dc_express_batch *b, uint32_t i,
                    struct dc_win_luck luck);

#endif
