/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_count.c - sums over a batch that lies in counted months.
 *
 * Integers and fixed point: the order does not matter, so these are the bytes of counting deal
 * by deal. A batch lies in few months: each is a loop over all of it. */
#include <string.h>

#include "path/express_batch.h"
#include "path/express_sum.h"
#include "path/record.h"

#define N DC_EXPRESS_BATCH

/* Leads by the month they come in; and their responses, if nobody waits. */
static void count_leads(struct dc_path *p, const struct dc_express_batch *b)
{
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    for (uint32_t i = 0, n; i < b->n; i += n) {
        const uint32_t m = dc_month_of(b->at_days[i]);
        n = dc_times_before(b->at_days + i, b->n - i, (m + 1) * DC_MONTH_DAYS);
        p->record.month[m].n_leads += n;
        p->record.month[m].n_responses += b->at_once ? n : 0;
    }
    sum->n_leads += b->n;
    sum->n_responses += b->at_once ? b->n : 0;
    p->n_instant += b->at_once ? b->n : 0;
    dc_ledger_leads(p->ledger, b->i_segment, b->at_days, b->n);
}

/* The waits of those who waited; the rest were answered as they came. */
static void waits_push(struct dc_path *p, const struct dc_express_batch *b)
{
    if (!dc_pool_grow(&p->responses, (size_t)p->n_responses + b->n, sizeof(double),
                      &p->growth)) {
        return;
    }
    double *restrict wait = p->responses.items;
    uint32_t n = p->n_responses;
    for (uint32_t i = 0; i < b->n; i++) {
        wait[n] = b->start_days[i] - b->at_days[i];
        n += wait[n] > 0.0;
    }
    p->n_instant += b->n - (n - p->n_responses);
    p->n_responses = n;
}

/* Responses by the month of the start; the sum of the waits. */
static dc_fixed count_responses(struct dc_path *p, const struct dc_express_batch *b)
{
    dc_fixed total = 0;
    for (uint32_t i = 0, n; i < b->n; i += n) {
        const uint32_t m = dc_month_of(b->start_days[i]);
        n = dc_times_before(b->start_days + i, b->n - i, (m + 1) * DC_MONTH_DAYS);
        const int64_t wait = dc_sum_days(b->at_days + i, b->start_days + i, n);
        p->record.month[m].n_responses += n;
        p->month_count[m].response += wait;
        total += wait;
    }
    p->record.segment[b->i_segment].n_responses += b->n;
    p->segment_count[b->i_segment].response += total;
    waits_push(p, b);
    return total;
}

/* Also since when each deal is an opportunity that is one from a later stage on. All that wait
 * do so for the first stage. */
static void count_stages(struct dc_path *p, const struct dc_express_batch *b, dc_fixed wait,
                         double since[])
{
    double t[N];
    memcpy(t, b->start_days, b->n * sizeof(*t));
    for (uint32_t k = 0; k < b->n_worked; k++) {
        struct dc_stage_sum *sum = &p->record.stage[k];
        if (k > 0 && k == p->team->opportunity) {
            memcpy(since, t, b->n * sizeof(*since));
        }
        sum->n_entries += b->n_reach[k];
        sum->n_starts += b->n_reach[k];
        sum->n_timed += b->n_reach[k];
        sum->n_outcomes += b->n_reach[k];
        sum->n_advanced += b->n_reach[k + 1];
        const dc_fixed days = dc_sum_stage(t, b->delay_days[k], b->n);
        if (k == 0 && !b->at_once) {
            p->stage_count[0].wait += wait;
            p->stage_count[0].time += dc_sum_days(b->at_days, t, b->n);
        } else {
            p->stage_count[k].time += days;
        }
    }
}

/* Deals that are opportunities, since when and until when, and what they are worth. */
struct opportunities {
    uint32_t n;
    const double *since_days, *until_days, *value_money;
};

/* The same for any value, one by one. */
static void opportunities_each(struct dc_path *p, const struct opportunities *o)
{
    for (uint32_t i = 0; i < o->n; i++) {
        const dc_fixed value = dc_fixed_of(o->value_money[i]);
        p->opportunity_money_days +=
            dc_fixed_of(o->value_money[i] * (o->until_days[i] - o->since_days[i]));
        p->month_count[dc_month_of(o->since_days[i])].pipeline += value;
        p->month_count[dc_month_of(o->until_days[i])].pipeline -= value;
    }
}

/* Adds, or takes away, the value of those whose time lies in each month. */
static void pipeline_add(struct dc_path *p, const struct dc_split *value, const double t[],
                         uint32_t n, int sign)
{
    double first;
    double last;
    dc_times_span(t, n, &first, &last);
    const uint32_t m_last = dc_month_of(last);
    for (uint32_t m = dc_month_of(first); m <= m_last; m++) {
        const struct dc_split_sum sum =
            dc_split_between(value, t, n, m * DC_MONTH_DAYS, (m + 1) * DC_MONTH_DAYS);
        p->month_count[m].pipeline += sign * dc_split_fixed(&sum);
    }
}

static void opportunities_sum(struct dc_path *p, const struct opportunities *o)
{
    struct dc_split value;
    struct dc_split_sum money_days;
    if (o->n == 0) {
        return;
    }
    p->opportunity_days += dc_sum_days(o->since_days, o->until_days, o->n);
    p->record.n_opportunities += o->n;
    if (!dc_split_of(o->value_money, o->n, &value) ||
        !dc_sum_money_days(o->value_money, o->since_days, o->until_days, o->n, &money_days)) {
        opportunities_each(p, o);
        return;
    }
    p->opportunity_money_days += dc_split_fixed(&money_days);
    pipeline_add(p, &value, o->since_days, o->n, 1);
    pipeline_add(p, &value, o->until_days, o->n, -1);
}

static void count_opportunities(struct dc_path *p, const struct dc_express_batch *b,
                                const double since[])
{
    const uint32_t first = p->team->opportunity;
    if (first == 0) {
        const struct opportunities all = {b->n, b->at_days, b->end_days, b->value_money};
        opportunities_sum(p, &all);
    } else if (first < b->n_worked) {
        double from[N];
        double until[N];
        double value[N];
        for (uint32_t j = 0; j < b->n_reach[first]; j++) {
            const uint8_t i = b->reach[first][j];
            from[j] = since[i];
            until[j] = b->end_days[i];
            value[j] = b->value_money[i];
        }
        const struct opportunities some = {b->n_reach[first], from, until, value};
        opportunities_sum(p, &some);
    }
}

/* All that end, of which the wins are taken off the lost again as they are counted. */
static void count_ends(struct dc_path *p, const struct dc_express_batch *b)
{
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t first = p->team->opportunity;
    const uint32_t n_won = b->n_reach[p->n_steps];
    double from;
    double last;
    dc_times_span(b->end_days, b->n, &from, &last);
    const uint32_t m_last = dc_month_of(last);
    for (uint32_t m = dc_month_of(from); m <= m_last; m++) {
        const uint32_t n =
            dc_times_count(b->end_days, b->n, m * DC_MONTH_DAYS, (m + 1) * DC_MONTH_DAYS);
        p->record.month[m].n_lost += n;
    }
    sum->n_lost += b->n - n_won;
    sum->n_opportunity_lost += first < p->n_steps ? b->n_reach[first] - n_won : 0;
    dc_express_wins(p, b);
}

void dc_express_count(struct dc_path *p, const struct dc_express_batch *b)
{
    double since[N];
    p->counted = true;
    count_leads(p, b);
    const dc_fixed wait = b->at_once ? 0 : count_responses(p, b);
    count_stages(p, b, wait, since);
    count_opportunities(p, b, since);
    count_ends(p, b);
    if (p->places.n > 0) {
        const uint32_t i_role = p->team->step[0].by[0].role;
        p->role_count[i_role].held += dc_sum_days_since(p->warmup_days, b->end_days, b->n) -
                                      dc_sum_days_since(p->warmup_days, b->start_days, b->n);
    }
}
