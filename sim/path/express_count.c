/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/express_count.c - sums over a batch that lies in counted months, in loops that
 * vectorise.
 *
 * Integers and fixed point: the order does not matter, so these are the bytes of counting deal
 * by deal. */
#include "num/kernel.h"
#include "path/express_batch.h"
#include "path/record.h"

#define N DC_EXPRESS_BATCH

/* dc_fixed_of, summed: |days| is below 2^19. Adding 1.5 * 2^52 rounds to a whole number, to
 * even as llrint does, and leaves it in the low bits. */
static inline int64_t fixed_of_days(double days)
{
    const double magic = 0x1.8p52;
    return (int64_t)(dc_bits_of(days * 0x1p32 + magic) - dc_bits_of(magic));
}

DC_EACH_CPU static int64_t days_between(const double from[restrict], const double to[restrict],
                                        uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += fixed_of_days(to[i] - from[i]);
    }
    return sum;
}

/* t goes on by the stage's days; the sum of what that is as times. */
DC_EACH_CPU static int64_t stage_days(double t[restrict], const double delay[restrict],
                                      uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        const double end = t[i] + delay[i];
        sum += fixed_of_days(end - t[i]);
        t[i] = end;
    }
    return sum;
}

DC_EACH_CPU static int64_t days_since(double from_days, const double t[restrict], uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += fixed_of_days(t[i] - from_days);
    }
    return sum;
}

DC_EACH_CPU static void months_of(const double t[restrict], int32_t m[restrict], uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const int32_t k = (int32_t)(t[i] * (1.0 / DC_MONTH_DAYS));
        m[i] = k - (t[i] < k * DC_MONTH_DAYS) + (t[i] >= (k + 1) * DC_MONTH_DAYS);
    }
}

/* Leads by the month they come in, a batch mostly lies in one; and their responses, if nobody
 * waits. */
static void count_leads(struct dc_path *p, const struct dc_express_batch *b)
{
    struct dc_express *x = p->express.items;
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    for (uint32_t i = 0, end; i < b->n; i = end) {
        const uint32_t m = dc_month_of(b->at_days[i]);
        for (end = b->n; dc_month_of(b->at_days[end - 1]) != m; end--) {
        }
        p->record.month[m].n_leads += end - i;
        p->record.month[m].n_responses += b->at_once ? end - i : 0;
        x[m].n_open += end - i;
    }
    sum->n_leads += b->n;
    sum->n_responses += b->at_once ? b->n : 0;
    p->n_instant += b->at_once ? b->n : 0;
    dc_ledger_leads(p->ledger, b->i_segment, b->at_days, b->n);
}

/* Responses by the month of the start. */
static void count_responses(struct dc_path *p, const struct dc_express_batch *b)
{
    for (uint32_t i = 0; !b->at_once && i < b->n; i++) {
        p->i_month = dc_month_of(b->start_days[i]);
        dc_record_response(p, b->i_segment, b->start_days[i] - b->at_days[i]);
    }
}

static void count_stages(struct dc_path *p, const struct dc_express_batch *b, double since[],
                         double t[])
{
    for (uint32_t i = 0; i < b->n; i++) {
        t[i] = b->start_days[i];
        since[i] = b->at_days[i];
    }
    for (uint32_t k = 0; k < p->n_steps && b->n_reach[k] > 0; k++) {
        struct dc_stage_sum *sum = &p->record.stage[k];
        if (k > 0 && k == p->team->opportunity) {
            memcpy(since, t, b->n * sizeof(*since));
        }
        sum->n_entries += b->n_reach[k];
        sum->n_starts += b->n_reach[k];
        sum->n_timed += b->n_reach[k];
        sum->n_outcomes += b->n_reach[k];
        sum->n_advanced += b->n_reach[k + 1];
        if (k == 0) {
            (void)stage_days(t, b->delay_days[0], b->n);
            p->stage_count[0].time += days_between(b->at_days, t, b->n);
            p->stage_count[0].wait += days_between(b->at_days, b->start_days, b->n);
        } else {
            p->stage_count[k].time += stage_days(t, b->delay_days[k], b->n);
        }
    }
}

/* The deals that are opportunities, since when and until when. */
static void count_opportunities(struct dc_path *p, const struct dc_express_batch *b,
                                const double since[], const int32_t ends[])
{
    struct dc_express *x = p->express.items;
    const uint32_t first = p->team->opportunity;
    dc_fixed money_days = 0;
    dc_fixed days_sum = 0;
    int32_t begins[N];
    months_of(since, begins, b->n);
    for (uint32_t i = 0; i < b->n; i++) {
        if (b->n_stages[i] > first) {
            const double days = b->end_days[i] - since[i];
            const dc_fixed value = dc_fixed_of(b->value_money[i]);
            days_sum += fixed_of_days(days);
            money_days += dc_fixed_of(b->value_money[i] * days);
            x[begins[i]].pipeline += value;
            x[ends[i]].pipeline -= value;
        }
    }
    p->opportunity_days += days_sum;
    p->opportunity_money_days += money_days;
    p->record.n_opportunities += first < p->n_steps ? b->n_reach[first] : 0;
}

static void count_wins(struct dc_path *p, const struct dc_express_batch *b, const uint8_t at[],
                       uint32_t n, const int32_t ends[])
{
    const struct dc_rng_purpose of = {p->model->segment[b->i_segment].key, p->replication,
                                      p->luck.win, 0};
    uint8_t place[N];
    double satisfaction[N];
    double lifetime[N];
    if (n == 0) {
        return;
    }
    for (uint32_t j = 0; j < n; j++) {
        place[j] = (uint8_t)(b->number[at[j]] - b->number[0]);
    }
    (void)dc_rng_uniforms(&of, b->number[0], place, n, satisfaction, lifetime);
    for (uint32_t j = 0; j < n; j++) {
        p->i_month = (uint32_t)ends[at[j]];
        dc_express_win(p, b, at[j], (struct dc_win_luck){satisfaction[j], lifetime[j]});
    }
}

static void count_ends(struct dc_path *p, const struct dc_express_batch *b,
                       const int32_t ends[])
{
    struct dc_express *x = p->express.items;
    struct dc_segment_sum *sum = &p->record.segment[b->i_segment];
    const uint32_t first = p->team->opportunity;
    uint8_t won[N];
    uint32_t n_won = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        x[ends[i]].n_open--;
        p->record.month[ends[i]].n_lost += !b->won[i];
        won[n_won] = (uint8_t)i;
        n_won += b->won[i];
    }
    sum->n_lost += b->n - n_won;
    sum->n_opportunity_lost += first < p->n_steps ? b->n_reach[first] - n_won : 0;
    count_wins(p, b, won, n_won, ends);
}

void dc_express_count(struct dc_path *p, const struct dc_express_batch *b)
{
    double t[N];
    double since[N];
    int32_t month[N];
    p->counted = true;
    count_leads(p, b);
    count_responses(p, b);
    count_stages(p, b, since, t);
    months_of(b->end_days, month, b->n);
    count_opportunities(p, b, since, month);
    count_ends(p, b, month);
    if (p->places.n > 0) {
        const uint32_t i_role = p->team->step[0].by[0].role;
        p->role_count[i_role].held += days_since(p->warmup_days, b->end_days, b->n) -
                                      days_since(p->warmup_days, b->start_days, b->n);
    }
}
