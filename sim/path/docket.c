/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/docket.c - what becomes of some tasks at once. */
#include "path/docket.h"

#include "num/kernel.h"
#include "path/deal.h"
#include "path/lots.h"

#define MOST DC_DOCKET_MOST

/* The curve at a wait between two of its points. */
static double curve_between(const struct dc_segment *s, double wait_days, double log_wait)
{
    uint32_t i = 1;
    for (int k = 1; k < DC_CURVE_ROOM - 1; k++) { /* nobody could guess where to end */
        i += wait_days > s->curve_days[k];
    }
    while (DC_UNLIKELY(wait_days > s->curve_days[i])) {
        i++;
    }
    const double *x = s->curve_log_days;
    const double part = (log_wait - x[i - 1]) / (x[i] - x[i - 1]);
    return s->curve_factor[i - 1] + part * (s->curve_factor[i] - s->curve_factor[i - 1]);
}

/* The curve before its first point and after its last. */
static bool is_between(const struct dc_segment *s, double wait_days)
{
    return wait_days > s->curve_days[0] && wait_days < s->curve_days[s->n_curve - 1];
}

static double curve_beyond(const struct dc_segment *s, double wait_days)
{
    return s->curve_factor[wait_days <= s->curve_days[0] ? 0 : s->n_curve - 1];
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
    return is_between(s, wait_days) ? curve_between(s, wait_days, dc_log(wait_days))
                                    : curve_beyond(s, wait_days);
}

bool dc_docket_keep(struct dc_path *p, struct dc_deal *d, double wait_days, double skill_logit,
                    double done_days)
{
    struct dc_docket *docket = &p->docket;
    const struct dc_rule *rule = d->rule;
    const double *x = dc_lot_at(p, rule->lots.outcome, d);
    if (DC_UNLIKELY(x == NULL || d->won)) {
        return false;
    }
    const double days = x[DC_OUTCOME_DELAY];
    const double days_lost = rule->has_delay_lost ? x[DC_OUTCOME_DELAY_LOST] : days;
    const double soonest_days = done_days + (days < days_lost ? days : days_lost);
    if (!(soonest_days < p->horizon_days)) {
        return true; /* nobody will ever know */
    }
    const struct dc_segment *s = &p->model->segment[d->i_segment];
    const bool by_curve = d->i_step == 0 && s->n_curve > 0 && is_between(s, wait_days);
    const uint32_t i = docket->n++;
    docket->deal[i] = d->index;
    docket->curve[i] = by_curve ? s : NULL;
    docket->wait_days[i] = by_curve ? wait_days : 1.0;
    docket->response[i] = by_curve ? 1.0 : dc_docket_response(p, d, wait_days);
    docket->shift[i] = skill_logit + rule->dm_effect * (d->decision_makers - 1.0);
    docket->conversion[i] = rule->conversion;
    docket->logit[i] = rule->logit + docket->shift[i];
    docket->u[i] = x[DC_OUTCOME_UNIFORM];
    docket->done_days[i] = done_days;
    docket->days[i][0] = days_lost;
    docket->days[i][1] = days;
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

/* Those that are lost, and those that advance: nobody could guess which, so they part without a
 * branch. The chance is that of dc_deal_judge, but for its bound at 1, where no uniform is. */
static void part(const struct dc_docket *docket, uint32_t at[2][MOST], uint32_t n_at[2])
{
    double log_wait[MOST];
    double base[MOST];
    logs_of(docket->wait_days, log_wait);
    logistics_of(docket->logit, base);
    for (uint32_t i = 0; i < docket->n; i++) {
        const struct dc_segment *curve = docket->curve[i];
        const double response = curve == NULL
                                    ? docket->response[i]
                                    : curve_between(curve, docket->wait_days[i], log_wait[i]);
        const double conversion = docket->shift[i] == 0.0 ? docket->conversion[i] : base[i];
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
    uint32_t at[2][MOST];
    uint32_t n_at[2] = {0, 0};
    part(docket, at, n_at);
    docket->n = 0;
    dc_calendar_await_none(&p->calendar);
    for (int advances = 0; advances < 2; advances++) {
        for (uint32_t k = 0; k < n_at[advances]; k++) {
            const uint32_t i = at[advances][k];
            struct dc_deal *d = dc_path_deal(p, docket->deal[i]);
            p->now = docket->done_days[i];
            d->advances = advances;
            d->buyer_days = docket->days[i][advances];
            dc_deal_decided(p, d);
        }
    }
    dc_path_go_back(p, spot);
}
