/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/sums.c - see sums.h. */
#include "tests/support/sums.h"

#include <stdlib.h>
#include <string.h>

static struct sums_deal *deal_of(struct sums *s, const struct dc_event *e)
{
    char name[80];
    snprintf(name, sizeof(name), "%s/%s/%lld/%llu", e->segment,
             e->origin == NULL ? "" : e->origin, (long long)e->source_seat,
             (unsigned long long)e->deal);
    for (uint32_t i = s->n_deals; i-- > 0;) {
        if (!s->deal[i].gone && strcmp(s->deal[i].name, name) == 0) {
            return &s->deal[i];
        }
    }
    assert_true(e->kind == DC_EV_LEAD && s->n_deals < SUMS_MOST);
    struct sums_deal *d = &s->deal[s->n_deals++];
    *d = (struct sums_deal){.arrived = e->time_days, .value = e->value_money};
    memcpy(d->name, name, sizeof(name));
    return d;
}

static uint32_t segment_of(const struct sums *s, const struct dc_event *e)
{
    uint32_t i = 0;
    while (strcmp(s->model->segment[i].name, e->segment) != 0) {
        i++;
    }
    return i;
}

static uint32_t role_of(const struct sums *s, const struct dc_event *e)
{
    uint32_t i = 0;
    while (strcmp(s->team->role[i].name, e->role) != 0) {
        i++;
    }
    return i;
}

/* Its step: a follow-up once it is won. */
static uint32_t step_of(const struct sums *s, const struct sums_deal *d,
                        const struct dc_event *e)
{
    uint32_t i = d->won ? s->team->n_stages : 0;
    while (strcmp(s->model->stage[s->team->step[i].stage].name, e->stage) != 0) {
        i++;
    }
    return i;
}

/* As an open opportunity of its value until now. */
static void opportunity_until(struct sums *s, struct sums_deal *d, double now)
{
    const double from = fmax(d->value_since, s->warmup_days);
    if (d->opportunity && now > from) {
        s->total.open_opportunity_days += now - from;
        s->total.open_opportunity_money_days += d->value * (now - from);
    }
    d->value_since = now;
}

static void deal_ends(struct sums *s, struct sums_deal *d, double now)
{
    opportunity_until(s, d, now);
    d->opportunity = false;
}

static void month_closes(struct sums *s)
{
    struct dc_month_sum *m = &s->month[s->i_month];
    for (uint32_t i = 0; i < s->n_deals; i++) {
        m->open_pipeline_money += s->deal[i].opportunity ? s->deal[i].value : 0.0;
        m->n_open += !s->deal[i].gone && !s->deal[i].won;
    }
    s->i_month++;
    s->counted = s->i_month >= s->model->warmup_months;
    if (s->i_month == s->model->warmup_months) {
        s->total.n_open_at_warmup = m->n_open;
    }
}

static void ready(struct sums *s, struct sums_deal *d, const struct dc_event *e)
{
    const uint32_t i = step_of(s, d, e);
    s->stage[i].n_entries += s->counted;
    d->ready = e->time_days;
    if (!d->won && !d->opportunity && i >= s->team->opportunity) {
        d->opportunity = true;
        d->value_since = e->time_days;
        s->total.n_opportunities += s->counted;
    }
}

static void response(struct sums *s, const struct dc_event *e)
{
    struct dc_segment_sum *segment = &s->segment[segment_of(s, e)];
    s->month[s->i_month].n_responses++;
    s->month[s->i_month].response_days += e->wait_days;
    if (s->counted) {
        segment->n_responses++;
        segment->response_days += e->wait_days;
        s->response[s->n_responses++] = e->wait_days;
    }
}

static void starts(struct sums *s, const struct sums_deal *d, const struct dc_event *e)
{
    const uint32_t i = step_of(s, d, e);
    if (i == 0) {
        response(s, e);
    }
    if (s->counted) {
        s->stage[i].n_starts++;
        s->stage[i].wait_days += e->wait_days;
        s->role[role_of(s, e)].work_hours += e->hours;
    }
}

static void stage_ends(struct sums *s, struct sums_deal *d, const struct dc_event *e)
{
    struct dc_stage_sum *stage = &s->stage[step_of(s, d, e)];
    if (s->counted) {
        stage->n_timed++;
        stage->stage_days += e->time_days - d->ready;
        stage->n_outcomes += e->kind == DC_EV_OUTCOME;
        stage->n_advanced += e->kind == DC_EV_OUTCOME && strcmp(e->outcome, "advanced") == 0;
    }
    if (e->value_money != d->value) {
        opportunity_until(s, d, e->time_days);
        d->value = e->value_money;
    }
}

static void won(struct sums *s, struct sums_deal *d, const struct dc_event *e)
{
    struct dc_segment_sum *segment = &s->segment[segment_of(s, e)];
    s->month[s->i_month].n_won++;
    if (s->counted) {
        struct dc_role_sum *role = &s->role[role_of(s, e)];
        segment->n_won++;
        segment->n_opportunity_won += d->opportunity;
        segment->cycle_days += e->time_days - d->arrived;
        role->n_won++;
        role->won_money += e->value_money;
        s->cycle[s->n_cycles++] = e->time_days - d->arrived;
    }
    deal_ends(s, d, e->time_days);
    d->won = true;
}

static void lost(struct sums *s, struct sums_deal *d, const struct dc_event *e)
{
    struct dc_segment_sum *segment = &s->segment[segment_of(s, e)];
    const bool expired = e->kind == DC_EV_EXPIRED;
    s->month[s->i_month].n_expired += expired;
    s->month[s->i_month].n_lost += !expired;
    segment->n_expired += s->counted && expired;
    segment->n_lost += s->counted && !expired;
    segment->n_opportunity_lost += s->counted && !expired && d->opportunity;
    deal_ends(s, d, e->time_days);
    d->gone = true;
}

static void seat_changes(struct sums *s, const struct dc_event *e)
{
    struct dc_month_sum *month = &s->month[s->i_month];
    struct dc_role_sum *role = &s->role[role_of(s, e)];
    const bool hired = e->kind == DC_EV_FILLED && e->time_days > 0.0;
    month->n_hires += hired;
    role->n_hires += s->counted && hired;
    month->n_leavers += e->kind == DC_EV_LEFT;
    role->n_leavers += s->counted && e->kind == DC_EV_LEFT;
}

void sums_see(void *self, const struct dc_event *e)
{
    struct sums *s = self;
    while (e->time_days >= (s->i_month + 1) * DC_MONTH_DAYS) {
        month_closes(s);
    }
    switch (e->kind) {
    case DC_EV_LEAD:
        (void)deal_of(s, e);
        s->month[s->i_month].n_leads++;
        s->segment[segment_of(s, e)].n_leads += s->counted;
        break;
    case DC_EV_READY:
        ready(s, deal_of(s, e), e);
        break;
    case DC_EV_START:
        starts(s, deal_of(s, e), e);
        break;
    case DC_EV_OUTCOME:
    case DC_EV_FOLLOWED:
        stage_ends(s, deal_of(s, e), e);
        break;
    case DC_EV_WON:
        won(s, deal_of(s, e), e);
        break;
    case DC_EV_LOST:
    case DC_EV_EXPIRED:
        lost(s, deal_of(s, e), e);
        break;
    case DC_EV_FILLED:
    case DC_EV_LEFT:
        seat_changes(s, e);
        break;
    default:
        break;
    }
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* R's type 7; sorts x. */
static double quantile(double x[], uint32_t n, double p)
{
    if (n == 0) {
        return 0.0;
    }
    qsort(x, n, sizeof(*x), by_size);
    const double h = (n - 1) * p;
    const uint32_t i = (uint32_t)h;
    return i + 1 < n ? x[i] + (h - i) * (x[i + 1] - x[i]) : x[n - 1];
}

void sums_end(struct sums *s)
{
    while (s->i_month < s->model->horizon_months) {
        month_closes(s);
    }
    for (uint32_t i = 0; i < s->n_deals; i++) {
        struct sums_deal *d = &s->deal[i];
        opportunity_until(s, d, s->horizon_days);
    }
    s->total.cycle_p50_days = quantile(s->cycle, s->n_cycles, 0.5);
    s->total.cycle_p90_days = quantile(s->cycle, s->n_cycles, 0.9);
    s->total.response_p90_days = quantile(s->response, s->n_responses, 0.9);
}

void sums_begin(struct sums *s, const struct dc_model *model, uint32_t i_team)
{
    *s = (struct sums){.model = model,
                       .team = &model->team[i_team],
                       .warmup_days = model->warmup_months * DC_MONTH_DAYS,
                       .horizon_days = model->horizon_months * DC_MONTH_DAYS,
                       .counted = model->warmup_months == 0};
}
