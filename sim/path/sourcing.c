/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/sourcing.c - the stream runs on productive days: those a fully ramped rep would
 * need; it stands still while the seat is vacant. */
#include "path/sourcing.h"

#include "path/lead.h"

static struct dc_bits source_bits(const struct dc_path *p, const struct dc_seat *s)
{
    return dc_rng_at(p->team->role[s->role].key, p->replication,
                     (uint64_t)s->number << 32 | s->n_sourced, p->luck.source, 0);
}

/* Productive days until the seat's next lead. */
static void next_draw(struct dc_path *p, struct dc_seat *s)
{
    const double per_month = dc_path_at(p, p->team->role[s->role].sourced_leads);
    s->n_sourced++;
    s->lead_left = INFINITY;
    if (per_month > 0.0) {
        const double gap = -dc_log(1.0 - dc_uniform(source_bits(p, s).w[0]));
        s->lead_left = gap * DC_MONTH_DAYS / per_month;
    }
}

void dc_sourcing_begin(struct dc_path *p, uint32_t i_seat)
{
    if (p->team->role[p->seat[i_seat].role].has_sourcing) {
        next_draw(p, &p->seat[i_seat]);
    }
}

/* The tenure b at which `days` productive days have passed since tenure a. */
static double tenure_after(struct dc_ramp ramp, double a, double days)
{
    if (a >= ramp.ramp_days) {
        return a + days;
    }
    const double to_end = dc_ramp_integral(ramp, a, ramp.ramp_days);
    if (days >= to_end) {
        return ramp.ramp_days + (days - to_end);
    }
    const double slope = (1.0 - ramp.start) / ramp.ramp_days;
    const double speed = dc_ramp_at(ramp, a);
    return a + 2.0 * days / (speed + sqrt(speed * speed + 2.0 * slope * days));
}

void dc_sourcing_start(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    s->source_since = p->now;
    if (!(s->lead_left < INFINITY)) {
        return;
    }
    const double tenure = dc_people_tenure(p, s);
    const double wait_days = tenure < INFINITY
                                 ? tenure_after(s->desk->ramp, tenure, s->lead_left) - tenure
                                 : s->lead_left;
    dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + wait_days,
                    dc_due_what(DC_DUE_SOURCE, i_seat, s->stamp));
}

void dc_sourcing_stop(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    const double tenure = dc_people_tenure(p, s);
    const double since = p->now - s->source_since;
    const double done =
        tenure < INFINITY ? dc_ramp_integral(s->desk->ramp, tenure - since, tenure) : since;
    s->lead_left = s->lead_left > done ? s->lead_left - done : 0.0;
}

/* The segment of an outbound lead: by source_mix, or in proportion to the inbound leads. */
static uint32_t segment_of(const struct dc_path *p, const struct dc_role *role, double u)
{
    const uint32_t n = p->model->n_segments;
    double weight[DC_MAX_SEGMENTS];
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = role->source_weight != NULL
                        ? role->source_weight[i]
                        : dc_env_at(&p->env, p->model->segment[i].leads, 0.0);
        sum += weight[i];
    }
    double left = u * (sum > 0.0 ? sum : n);
    uint32_t last = 0;
    for (uint32_t i = 0; i < n; i++) {
        const double w = sum > 0.0 ? weight[i] : 1.0;
        last = w > 0.0 ? i : last;
        if (left < w) {
            return i;
        }
        left -= w;
    }
    return last; /* rounding */
}

void dc_people_sources(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = &p->seat[i_seat];
    const double u = dc_uniform(source_bits(p, s).w[1]);
    const uint32_t i_segment = segment_of(p, &p->team->role[s->role], u);
    dc_lead_sourced(p, i_seat, i_segment);
    next_draw(p, s);
    dc_sourcing_start(p, i_seat);
}
