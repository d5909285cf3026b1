/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lead.c - how a deal begins: a lead arrives or is sourced, and waits for its first stage.
 */
#include "path/lead.h"

#include "path/cells.h"
#include "path/deal.h"
#include "path/desk.h"
#include "path/lots.h"
#include "path/market.h"
#include "path/observer.h"
#include "path/record.h"

#define FORESEEN 16 /* leads at a time: more would only fill the calendar */

/* Room for one more deal than there ever were; NULL, with trouble noted, if there is none. */
static struct dc_deal *deal_room(struct dc_path *p)
{
    const uint32_t i = p->n_deals;
    const size_t need = (size_t)i + 1;
    if (i >= DC_MAX_OPEN_DEALS) {
        p->growth.trouble = "more than 20,000,000 deals are open at once";
    }
    if (p->growth.trouble != NULL ||
        !dc_pool_grow(&p->deals, need, sizeof(struct dc_deal), &p->growth) ||
        !dc_pool_grow(&p->owners, need * p->team->n_roles, sizeof(uint32_t), &p->growth)) {
        return NULL;
    }
    struct dc_deal *d = dc_path_deal(p, p->n_deals++);
    d->index = i;
    d->stamp = d->life = 0;
    return d;
}

/* A new deal in a free slot; NULL, with trouble noted, if there is no more room. It stays where
 * it is until the next one comes. */
static struct dc_deal *deal_new(struct dc_path *p)
{
    struct dc_deal *d;
    if (p->free_deal != DC_NONE) {
        d = dc_path_deal(p, p->free_deal);
        p->free_deal = d->next;
    } else {
        d = deal_room(p);
    }
    if (d != NULL) {
        uint32_t *owner = dc_path_owner(p, d, 0);
        for (uint32_t r = 0; r < p->team->n_roles; r++) {
            owner[r] = DC_NONE;
        }
    }
    return d;
}

/* A lead of the team begins its way. */
static void deal_opens(struct dc_path *p, struct dc_deal *d)
{
    struct dc_segment_sum *sum = dc_record_segment(p, d);
    d->arrived_days = p->now;
    d->waited_days = 0.0;
    d->i_step = 0;
    d->seat = d->place = DC_NONE;
    d->opportunity = d->met = d->met_counted = d->won = false;
    dc_deal_escalates(p, d);
    sum->n_open++;
    sum->n_leads += p->counted;
    dc_record_month(p)->n_leads++;
    dc_tell_deal(p, d, DC_SEEN(DC_EV_LEAD));
    dc_deal_ready(p, d);
}

/* What a lead carries, but its value. */
static void deal_draws(struct dc_path *p, struct dc_deal *d)
{
    double patience_days = INFINITY;
    const struct dc_market *m = &p->market[d->i_segment];
    const double n = m->is_plain ? m->decision_makers : dc_lot_lead(p, d, &patience_days);
    d->decision_makers = n > 1.0 ? n : 1.0;
    d->expires_days =
        p->model->segment[d->i_segment].patience.given ? p->now + patience_days : INFINITY;
}

static bool is_reached(const struct dc_path *p, uint32_t i_segment, uint64_t number)
{
    if (p->market[i_segment].is_covered) {
        return true;
    }
    const double coverage = dc_path_at(p, p->team->coverage[i_segment]);
    const struct dc_key key = p->model->segment[i_segment].key;
    const struct dc_bits bits = dc_rng_at(key, p->replication, number, p->luck.reach, 0);
    return dc_uniform(bits.w[0]) < coverage;
}

static void lead_comes(struct dc_path *p, uint32_t i_segment)
{
    struct dc_arrival lead;
    dc_market_take(p, i_segment, &lead);
    struct dc_deal *d = is_reached(p, i_segment, lead.number) ? deal_new(p) : NULL;
    if (d == NULL) {
        return;
    }
    d->key = p->model->segment[i_segment].key;
    d->number = lead.number;
    d->i_segment = (uint16_t)i_segment;
    d->source_role = DC_NONE;
    d->value_money = lead.value_money;
    deal_draws(p, d);
    dc_ledger_lead(p->ledger, i_segment, p->i_month, p->now);
    deal_opens(p, d);
}

/* Leads that nobody may touch before they are released arrive ahead of their time, each at its
 * own; until then nothing comes of them but counts. Returns when the next one comes. */
static double leads_foreseen(struct dc_path *p, uint32_t i_segment)
{
    const struct dc_spot spot = dc_path_spot(p);
    double next_days = p->now;
    for (int i = 0; i < FORESEEN && next_days < p->horizon_days; i++) {
        dc_path_go_to(p, next_days);
        lead_comes(p, i_segment);
        next_days = dc_market_next(p, i_segment);
    }
    dc_path_go_back(p, spot);
    return next_days;
}

void dc_lead_arrives(struct dc_path *p, uint32_t i_segment)
{
    if (p->market[i_segment].foreseen) {
        (void)dc_calendar_next(&p->calendar, i_segment, leads_foreseen(p, i_segment));
        return;
    }
    double next_days = p->now;
    do { /* as long as nothing else is due before the next one */
        p->now = next_days;
        p->until_look--;
        lead_comes(p, i_segment);
        next_days = dc_market_next(p, i_segment);
    } while (dc_calendar_next(&p->calendar, i_segment, next_days) && p->until_look > 0 &&
             p->growth.trouble == NULL);
}

/* Whether every first task of the segment's leads waits in the role's queue to be released. */
static bool is_delayed(const struct dc_path *p, uint32_t i_segment)
{
    const struct dc_step *step = &p->team->step[(size_t)i_segment * p->n_steps];
    bool delayed = true;
    for (int by = 0; by < (step->escalates ? 2 : 1); by++) {
        delayed = delayed && !dc_path_is_prompt(&p->team->role[step->by[by].role]);
    }
    return delayed;
}

void dc_lead_foresee(struct dc_path *p)
{
    const bool may = p->observer == NULL && p->team->assignment == DC_LEAST_LOADED;
    for (uint32_t i = 0; i < p->model->n_segments; i++) {
        p->market[i].foreseen = may && !p->model->segment[i].even && is_delayed(p, i);
    }
}

void dc_lead_sourced(struct dc_path *p, uint32_t i_seat, uint32_t i_segment)
{
    const struct dc_seat *s = &p->seat[i_seat];
    struct dc_deal *d = deal_new(p);
    if (d == NULL) {
        return;
    }
    d->key = p->team->role[s->role].key;
    d->number = (uint64_t)s->number << 32 | s->n_sourced;
    d->i_segment = (uint16_t)i_segment;
    d->source_role = s->role;
    const struct dc_bits bits = dc_path_deal_bits(p, d, p->luck.lead, 0);
    d->value_money = dc_path_chance(p, &p->model->segment[i_segment].deal_value, bits.w[1]);
    deal_draws(p, d);
    *dc_path_owner(p, d, s->role) = i_seat;
    deal_opens(p, d);
}

/* The response delay: until it has passed the lead is not released. */
static void lead_waits(struct dc_path *p, struct dc_deal *d, bool foreseen)
{
    const struct dc_role *role = &p->team->role[d->rule->role];
    if (!dc_path_is_prompt(role)) {
        const double delay = dc_lot_response(p, d, role);
        d->released = !(delay > 0.0) && !foreseen;
        d->release_due = !d->released && p->now + delay <= d->expires_days;
        if (d->release_due) {
            dc_calendar_add(&p->calendar, DC_RANK_EVENT, p->now + delay,
                            dc_due_what(DC_DUE_RELEASE, d->index, d->life));
        }
    }
}

/* It will not be released, and nobody touches it before: it expires as of that day. */
static void expires_ahead(struct dc_path *p, struct dc_deal *d)
{
    const struct dc_spot spot = dc_path_spot(p);
    dc_path_go_to(p, d->expires_days);
    dc_deal_expires(p, d);
    dc_path_go_back(p, spot);
}

void dc_lead_ready(struct dc_path *p, struct dc_deal *d)
{
    const bool foreseen = p->market[d->i_segment].foreseen && d->source_role == DC_NONE;
    lead_waits(p, d, foreseen);
    if (!foreseen) { /* else the desk need not know before */
        dc_desk_join(p, d);
    }
    if (d->state != DC_DEAL_WAITS || !(d->expires_days < p->horizon_days)) {
        return;
    }
    d->expiry_turn = dc_calendar_turn(&p->calendar, DC_RANK_EXPIRY);
    if (d->release_due) {
        return;
    }
    if (foreseen) {
        expires_ahead(p, d);
    } else {
        dc_lead_expiry_add(p, d);
    }
}

void dc_lead_expiry_add(struct dc_path *p, const struct dc_deal *d)
{
    if (d->state == DC_DEAL_WAITS) {
        const uint64_t what = dc_due_what(DC_DUE_EXPIRY, d->index, d->life);
        dc_calendar_add_in_turn(&p->calendar, (struct dc_due){d->expiry_turn, what},
                                d->expires_days);
    }
}
