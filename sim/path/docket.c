/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/docket.c - what becomes of some tasks at once. */
#include "path/docket.h"

#include "num/kernel.h"
#include "path/cells.h"
#include "path/deal.h"
#include "path/lots.h"
#include "path/way.h"

#define MOST DC_DOCKET_MOST

/* 1 at any wait: of stages that no curve answers for. */
static const double flat_days[DC_CURVE_ROOM] = {1.0,      2.0,      INFINITY, INFINITY,
                                                INFINITY, INFINITY, INFINITY, INFINITY};
static const double flat_log_days[] = {0.0, 0.69314718055994530942};
static const double flat_factor[] = {1.0, 1.0};
static const struct dc_segment flat = {.n_curve = 2,
                                       .curve_days = flat_days,
                                       .curve_log_days = flat_log_days,
                                       .curve_factor = flat_factor};

const struct dc_segment *dc_docket_curve(const struct dc_segment *s, bool is_first)
{
    const bool answers = is_first && (s->n_curve > 0 || s->has_halflife);
    return !answers ? &flat : s->n_curve > 1 ? s : NULL;
}

/* The wait as the curve has it, which is level before its first point and after its last. */
static double kept_between(const struct dc_segment *s, double wait_days)
{
    const double first = s->curve_days[0];
    const double last = s->curve_days[s->n_curve - 1];
    const double kept = wait_days > first ? wait_days : first;
    return kept < last ? kept : last;
}

/* The curve at a wait from its first point to its last; nobody could guess where that is. */
static double curve_at(const struct dc_segment *s, double wait_days, double log_wait)
{
    const double *at = s->curve_days;
    uint32_t i = 1;
    for (int k = 1; k < DC_CURVE_ROOM - 1; k++) {
        i += wait_days > at[k];
    }
    while (DC_UNLIKELY(wait_days > at[i])) {
        i++;
    }
    const double *x = s->curve_log_days;
    const double *y = s->curve_factor;
    const double part = (log_wait - x[i - 1]) / (x[i] - x[i - 1]);
    const double between = y[i - 1] + part * (y[i] - y[i - 1]);
    return dc_double_if(wait_days < at[s->n_curve - 1], between, y[i]);
}

double dc_docket_response(const struct dc_path *p, const struct dc_deal *d, double wait_days)
{
    const struct dc_segment *s = &p->model->segment[d->i_segment];
    if (d->i_step > 0 || (s->n_curve == 0 && !s->has_halflife)) {
        return 1.0;
    }
    if (s->has_halflife) {
        const double halflife = dc_path_at(p, s->response_halflife);
        return dc_exp(-0.69314718055994530942 * wait_days / halflife);
    }
    if (s->n_curve == 1) {
        return s->curve_factor[0];
    }
    const double kept_days = kept_between(s, wait_days);
    return curve_at(s, kept_days, dc_log(kept_days));
}

bool dc_docket_keep(struct dc_path *p, struct dc_deal *d, const double *x, double wait_days,
                    double skill_logit, double done_days)
{
    struct dc_docket *docket = &p->docket;
    const struct dc_rule *rule = d->rule;
    if (DC_UNLIKELY(x == NULL || d->won)) {
        return false;
    }
    const double days = x[DC_OUTCOME_DELAY];
    const double days_lost = rule->has_delay_lost ? x[DC_OUTCOME_DELAY_LOST] : days;
    const double soonest_days = done_days + (days < days_lost ? days : days_lost);
    if (!(soonest_days < p->horizon_days)) {
        return true; /* nobody will ever know */
    }
    const bool alone = DC_UNLIKELY(rule->curve == NULL);
    const struct dc_segment *curve = alone ? &flat : rule->curve;
    const uint32_t i = docket->n++;
    docket->deal[i] = d->index;
    docket->curve[i] = curve;
    docket->wait_days[i] = kept_between(curve, wait_days);
    docket->response[i] = alone ? dc_docket_response(p, d, wait_days) : 1.0;
    docket->shift[i] = skill_logit + rule->dm_effect * (d->decision_makers - 1.0);
    docket->conversion[i] = rule->conversion;
    docket->logit[i] = rule->logit + docket->shift[i];
    docket->u[i] = x[DC_OUTCOME_UNIFORM];
    docket->done_days[i] = done_days;
    docket->days[0][i] = days_lost;
    docket->days[1][i] = days;
    dc_calendar_await(&p->calendar, soonest_days);
    if (docket->n == MOST) {
        dc_docket_judge(p);
    }
    return true;
}

/* dc_log of each. */
DC_EACH_CPU static void logs_of(const double x[restrict MOST], double y[restrict MOST])
{
    double f[MOST];
    double k[MOST];
    for (uint32_t i = 0; i < MOST; i++) {
        f[i] = dc_log_split(x[i], &k[i]);
    }
    for (uint32_t i = 0; i < MOST; i++) {
        y[i] = dc_log_join(f[i], k[i]);
    }
}

/* dc_logistic of each. */
DC_EACH_CPU static void logistics_of(const double x[restrict MOST], double y[restrict MOST])
{
    for (uint32_t i = 0; i < MOST; i++) {
        const double e = dc_exp_kernel(-fabs(x[i]));
        y[i] = dc_double_if(x[i] < 0.0, e, 1.0) / (1.0 + e);
    }
}

/* The days on which those that are lost will be, and their months. */
DC_EACH_CPU static void losses_of(const double done[restrict MOST],
                                  const double days[restrict MOST], double horizon_days,
                                  double lost_days[restrict MOST],
                                  uint32_t lost_month[restrict MOST])
{
    for (uint32_t i = 0; i < MOST; i++) {
        lost_days[i] = done[i] + days[i];
        lost_month[i] = dc_month_of(dc_double_if(lost_days[i] < horizon_days, lost_days[i], 0));
    }
}

/* Those that are lost, and those that advance: nobody could guess which, so they part without a
 * branch. The chance is that of dc_deal_judge, but for its bound at 1, where no uniform is. */
static void part(const struct dc_docket *docket, uint32_t at[2][MOST], uint32_t n_at[2])
{
    double log_wait[MOST];
    double base[MOST];
    logs_of(docket->wait_days, log_wait);
    logistics_of(docket->logit, base);
    for (uint32_t i = 0; i < docket->n; i++) {
        const double response =
            docket->response[i] * curve_at(docket->curve[i], docket->wait_days[i], log_wait[i]);
        const double conversion =
            dc_double_if(docket->shift[i] == 0.0, docket->conversion[i], base[i]);
        const bool advances = docket->u[i] < response * conversion;
        at[0][n_at[0]] = at[1][n_at[1]] = i;
        n_at[0] += !advances;
        n_at[1] += advances;
    }
}

/* Seldom, and too long to stand in the way of a task that starts. */
__attribute__((noinline)) void dc_docket_judge(struct dc_path *p)
{
    struct dc_docket *docket = &p->docket;
    const struct dc_spot spot = dc_path_spot(p);
    double lost_days[MOST];
    uint32_t lost_month[MOST];
    uint32_t at[2][MOST];
    uint32_t n_at[2] = {0, 0};
    part(docket, at, n_at);
    losses_of(docket->done_days, docket->days[0], p->horizon_days, lost_days, lost_month);
    docket->n = 0;
    dc_calendar_await_none(&p->calendar);
    for (uint32_t k = 0; k < n_at[0]; k++) {
        const uint32_t i = at[0][k];
        if (DC_LIKELY(lost_days[i] < p->horizon_days)) { /* else nobody will ever know */
            dc_way_lose(p, dc_path_deal(p, docket->deal[i]), lost_days[i], lost_month[i]);
        }
    }
    for (uint32_t k = 0; k < n_at[1]; k++) {
        const uint32_t i = at[1][k];
        struct dc_deal *d = dc_path_deal(p, docket->deal[i]);
        p->now = docket->done_days[i];
        d->advances = true;
        d->buyer_days = docket->days[1][i];
        dc_deal_decided(p, d);
    }
    dc_path_go_back(p, spot);
}
