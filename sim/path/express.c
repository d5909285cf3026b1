/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express.c - the leads of each segment in batches. */
#include "path/express.h"

#include "path/express_batch.h"
#include "path/express_sum.h"

/* Whether all of the batch lies in counted months. */
static bool batch_is_inner(const struct dc_path *p, const struct dc_express_batch *b)
{
    double first;
    double last;
    dc_times_span(b->end_days, b->n, &first, &last);
    return last < p->horizon_days && b->at_days[0] >= p->warmup_days;
}

#define LINE 64 /* bytes: whole vectors do not lie across two of them */

static struct dc_express_batch *batch_of(const struct dc_path *p)
{
    char *room = p->express_batch.items;
    return (void *)(room + (LINE - (uintptr_t)room % LINE) % LINE);
}

static bool rooms_begin(struct dc_path *p)
{
    const struct dc_role *role = &p->team->role[p->team->step[0].by[0].role];
    const bool limited = role->max_open_deals != DC_NONE;
    const double n_places = limited ? (double)role->headcount * role->max_open_deals : 0.0;
    return dc_pool_grow(&p->express_batch, sizeof(struct dc_express_batch) + LINE, 1,
                        &p->growth) &&
           dc_places_begin(&p->places, n_places, dc_market_expected(p), p->horizon_days,
                           &p->growth);
}

void dc_express_run(struct dc_path *p)
{
    if (!rooms_begin(p)) {
        return;
    }
    struct dc_express_batch *b = batch_of(p);
    for (b->i_segment = 0; b->i_segment < p->model->n_segments; b->i_segment++) {
        while (p->growth.trouble == NULL && dc_express_draw(p, b) && !dc_path_is_stopped(p)) {
            dc_express_start(p, b);
            if (!batch_is_inner(p, b)) {
                dc_express_edge(p, b);
            }
            if (b->n > 0) {
                dc_express_count(p, b);
            }
        }
    }
    p->now = 0.0;
    dc_path_month_is(p, 0);
}

void dc_express_free(struct dc_path *p)
{
    dc_pool_free(&p->express_batch);
    dc_places_free(&p->places);
}
