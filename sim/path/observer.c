/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/observer.c - events as an observer sees them: names instead of numbers. */
#include "path/observer.h"

void dc_tell_deal_seen(const struct dc_path *p, const struct dc_deal *d,
                       const struct dc_seen *seen)
{
    const struct dc_team *team = p->team;
    const bool outbound = d->source_role != DC_NONE;
    const bool placed = d->seat != DC_NONE;
    const bool in_stage = seen->kind != DC_EV_LEAD && seen->kind != DC_EV_WON;
    const uint32_t role = d->rule->role;
    const struct dc_event event = {
        .kind = seen->kind,
        .time_days = p->now,
        .segment = p->model->segment[d->i_segment].name,
        .stage = in_stage ? dc_path_stage(d)->name : NULL,
        .role = seen->kind == DC_EV_LEAD ? NULL : team->role[role].name,
        .origin = outbound ? team->role[d->source_role].name : NULL,
        .deal = outbound ? d->number & UINT32_MAX : d->number,
        .source_seat = outbound ? (int64_t)(d->number >> 32) + 1 : 0, /* of the role */
        .seat = placed ? (int64_t)p->seat[d->seat].number + 1 : 0,
        .rep = placed ? (int64_t)p->seat[d->seat].rep + 1 : 0,
        .value_money = d->value_money,
        .wait_days = seen->wait_days,
        .hours = seen->hours,
        .probability = seen->probability,
        .outcome = seen->outcome,
    };
    p->observer->see(p->observer->self, &event);
}

void dc_tell_seat(const struct dc_path *p, const struct dc_seat *s, enum dc_event_kind kind,
                  const char *outcome)
{
    if (DC_LIKELY(p->observer == NULL)) {
        return;
    }
    const struct dc_event event = {
        .kind = kind,
        .time_days = p->now,
        .role = p->team->role[s->role].name,
        .seat = (int64_t)s->number + 1,
        .rep = (int64_t)s->rep + 1,
        .wait_days = -1.0,
        .hours = -1.0,
        .probability = -1.0,
        .outcome = outcome,
    };
    p->observer->see(p->observer->self, &event);
}

void dc_tell_churn(const struct dc_path *p, uint32_t i_customer)
{
    const struct dc_customer *c = (const struct dc_customer *)p->customers.items + i_customer;
    const struct dc_event event = {
        .kind = DC_EV_CHURNED,
        .time_days = p->now,
        .segment = p->model->segment[c->i_segment].name,
        .deal = c->number,
        .value_money = c->value_money,
        .wait_days = -1.0,
        .hours = -1.0,
        .probability = -1.0,
    };
    p->observer->see(p->observer->self, &event);
}
