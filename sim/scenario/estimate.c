/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/estimate.c - what a plan amounts to on average, by arithmetic. */
#include "scenario/estimate.h"

#include <math.h>

#include "num/exact.h"

/* Deal values by quantile, so that escalation sends the large ones where they go. */
#define N_SIZES 32

static double mean_of(const struct dc_dist *dist)
{
    const double mean = dc_dist_is_constant(dist) ? dc_dist_at(dist, 0.5) : dc_dist_mean(dist);
    return isfinite(mean) ? mean : dc_dist_at(dist, 0.5);
}

double dc_estimate_ref(const struct dc_draft *d, struct dc_ref ref)
{
    const struct dc_once *once = &d->once[ref.i];
    if (once->draws == DC_NO_DRAWS) {
        return once->value;
    }
    return mean_of(&d->draws[once->draws].dist) * once->times / once->over;
}

double dc_estimate_chance(const struct dc_draft *d, const struct dc_chance *chance)
{
    return chance->given && !chance->is_zero ? mean_of(&d->draws[chance->i].dist) : 0.0;
}

struct estimating {
    const struct dc_draft *d;
    const struct dc_team *team;
    struct dc_team_estimate *out;
};

/* Seats filled on average: a seat opened by the plan counts once it is filled. */
static double seats_mean(const struct estimating *e, const struct dc_role *role)
{
    const double horizon_days = e->d->model->horizon_months * DC_MONTH_DAYS;
    const double fill_days = dc_estimate_chance(e->d, &role->time_to_fill);
    double sum = role->headcount * horizon_days;

    for (uint32_t i = 0; i < role->n_hires; i++) {
        const struct dc_hire *h = &role->hires[i];
        const double at = h->at_days + (h->seats > 0 && !h->at_once ? fill_days : 0.0);
        sum += h->seats * fmax(0.0, horizon_days - at);
    }
    return fmax(0.0, sum / horizon_days);
}

static void roles_estimate(struct estimating *e)
{
    for (uint32_t r = 0; r < e->team->n_roles; r++) {
        const struct dc_role *role = &e->team->role[r];
        struct dc_role_estimate *out = &e->out->role[r];
        out->seats = seats_mean(e, role);
        out->have_hours =
            out->seats * dc_estimate_ref(e->d, role->hours_per_week) * DC_MONTH_DAYS / 7.0;
    }
}

/* Hours of one pass of a stage. */
static double work_hours(const struct estimating *e, uint32_t i_segment,
                         const struct dc_work *work)
{
    const struct dc_draft *d = e->d;
    const struct dc_role *role = &e->team->role[work->role];
    double hours = dc_estimate_chance(d, &work->effort);

    for (int i = 0; i < DC_N_TOUCHES; i++) {
        hours += dc_estimate_chance(d, &work->touch[i]) *
                 dc_estimate_chance(d, &work->touch_time[i]);
    }
    if (role->outside) {
        hours += dc_estimate_chance(d, &work->touch[DC_MEETINGS]) *
                 (1.0 - dc_estimate_ref(d, role->remote_share)) *
                 dc_estimate_chance(d, &d->model->segment[i_segment].travel_time);
    }
    return hours;
}

static double conversion_mean(const struct estimating *e, uint32_t i_segment,
                              const struct dc_work *work)
{
    const struct dc_draft *d = e->d;
    const double base = fmin(fmax(dc_estimate_ref(d, work->conversion), 0.0), 1.0);
    const double effect = dc_estimate_ref(d, work->dm_effect);
    const double makers = dc_estimate_chance(d, &d->model->segment[i_segment].decision_makers);

    return effect != 0.0 && makers > 1.0 ? dc_logistic(dc_logit(base) + effect * (makers - 1.0))
                                         : base;
}

static const struct dc_work *work_at(const struct dc_step *step, double value)
{
    return &step->by[step->escalates && value >= step->escalate_above ? 1 : 0];
}

/* Sends `flow` leads a month of one size through the stages; returns the bookings of a month.
 */
static double size_flow(struct estimating *e, uint32_t i_segment, double flow, double value)
{
    const struct dc_team *team = e->team;
    const struct dc_step *step =
        &team->step[(size_t)i_segment * (team->n_stages + team->n_followup)];
    const double kept = 1.0 - dc_estimate_ref(e->d, team->handoff_loss);
    double bookings = 0.0;
    uint32_t role = DC_NONE;

    for (uint32_t k = 0; k < team->n_stages + team->n_followup; k++) {
        const struct dc_work *work = work_at(&step[k], value);
        flow *= k > 0 && k < team->n_stages && work->role != role ? kept : 1.0;
        e->out->role[work->role].need_hours += flow * work_hours(e, i_segment, work);
        role = work->role;
        if (k < team->n_stages) {
            flow *= conversion_mean(e, i_segment, work);
            value *= dc_estimate_chance(e->d, &work->value_factor);
        }
        if (k + 1 == team->n_stages) {
            bookings = flow * value;
        }
    }
    return bookings;
}

/* Inbound leads a month that reach the team, averaged over the horizon. */
static double inbound(const struct estimating *e, uint32_t i_segment)
{
    const struct dc_segment *s = &e->d->model->segment[i_segment];
    const double log_growth = dc_log1p(dc_estimate_ref(e->d, s->growth));
    const uint32_t n = e->d->model->horizon_months;
    double sum = 0.0;

    for (uint32_t m = 0; m < n; m++) {
        sum += dc_exp(log_growth * m / 12.0);
    }
    return dc_estimate_ref(e->d, s->leads) * sum / n *
           dc_estimate_ref(e->d, e->team->coverage[i_segment]);
}

static double outbound(const struct estimating *e, uint32_t i_segment)
{
    double sum = 0.0;

    for (uint32_t r = 0; r < e->team->n_roles; r++) {
        const struct dc_role *role = &e->team->role[r];
        double all = 0.0;
        double own = 0.0;
        for (uint32_t s = 0; role->has_sourcing && s < e->d->model->n_segments; s++) {
            const double weight = role->source_weight != NULL
                                      ? role->source_weight[s]
                                      : dc_estimate_ref(e->d, e->d->model->segment[s].leads);
            all += weight;
            own = s == i_segment ? weight : own;
        }
        if (all > 0.0) {
            sum +=
                dc_estimate_ref(e->d, role->sourced_leads) * e->out->role[r].seats * own / all;
        }
    }
    return sum;
}

/* From the first stage's start to the win, if nobody waits. */
static double cycle_days(const struct estimating *e, uint32_t i_segment)
{
    const struct dc_team *team = e->team;
    const struct dc_step *step =
        &team->step[(size_t)i_segment * (team->n_stages + team->n_followup)];
    double days = 0.0;

    for (uint32_t k = 0; k < team->n_stages; k++) {
        const struct dc_work *work = &step[k].by[0];
        const double week = dc_estimate_ref(e->d, team->role[work->role].hours_per_week);
        days += dc_estimate_chance(e->d, &work->delay) +
                work_hours(e, i_segment, work) / (week / 7.0);
    }
    return days;
}

bool dc_estimate_team(struct dc_draft *d, const struct dc_team *team, struct dc_arena *arena,
                      struct dc_team_estimate *out)
{
    struct estimating e = {d, team, out};
    double all = 0.0;

    *out = (struct dc_team_estimate){0};
    out->role = dc_arena_zero(arena, (size_t)team->n_roles + 1, sizeof *out->role);
    if (out->role == NULL) {
        return dc_draft_no_memory(d);
    }
    roles_estimate(&e);
    for (uint32_t s = 0; s < d->model->n_segments; s++) {
        const struct dc_chance *value = &d->model->segment[s].deal_value;
        const double leads = inbound(&e, s) + outbound(&e, s);
        for (int i = 0; i < N_SIZES; i++) {
            const double u = (i + 0.5) / N_SIZES;
            const double v = value->is_zero ? 0.0 : dc_dist_at(&d->draws[value->i].dist, u);
            out->bookings_money +=
                size_flow(&e, s, leads / N_SIZES, v) * d->model->horizon_months;
        }
        out->cycle_days += leads * cycle_days(&e, s);
        all += leads;
    }
    out->cycle_days = all > 0.0 ? out->cycle_days / all : 0.0;
    return true;
}
