/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/lead.c - how a deal begins: a lead arrives or is sourced, and waits for its first stage.
 */
#include "path/lead.h"

#include <stddef.h>
#include <string.h>

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

/* A new deal in a free slot, as those of the segment begin; NULL, with trouble noted, if there
 * is no more room. It stays where it is until the next one comes. */
static struct dc_deal *deal_new(struct dc_path *p, const struct dc_market *m)
{
    struct dc_deal *d;
    if (p->free_deal != DC_NONE) {
        d = dc_path_deal(p, p->free_deal);
        p->free_deal = d->next;
    } else {
        d = deal_room(p);
    }
    if (d == NULL) {
        return NULL;
    }
    uint32_t *owner = dc_path_owner(p, d, 0);
    for (uint32_t r = 0; r < p->team->n_roles; r++) {
        owner[r] = DC_NONE;
    }
    memcpy(d, &m->begins, offsetof(struct dc_deal, number));
    return d;
}

/* What a lead carries, but its value. */
static void deal_draws(struct dc_path *p, struct dc_deal *d, const struct dc_segment *s,
                       const double *carries)
{
    double patience_days;
    const double n = dc_lot_lead(p, d, s, carries, &patience_days);
    d->decision_makers = n > 1.0 ? n : 1.0;
    if (s->patience.given) {
        d->expires_days = p->now + patience_days;
    }
}

/* So many come in the month at hand. */
static void leads_count(struct dc_path *p, uint32_t i_segment, uint32_t n)
{
    const uint32_t n_counted = p->counted ? n : 0;
    struct dc_segment_sum *sum = &p->record.segment[i_segment];
    sum->n_open += n;
    sum->n_leads += n_counted;
    dc_record_month(p)->n_leads += n;
    p->record.stage[0].n_entries += n_counted;
}

/* A lead of the team begins its way: it is ready for its first stage, but for its release. */
static void deal_opens(struct dc_path *p, struct dc_deal *d)
{
    d->arrived_days = d->ready_days = p->now;
    if (d->rule->escalates) {
        dc_deal_escalates(p, d);
    }
    dc_tell_deal(p, d, DC_SEEN(DC_EV_LEAD));
    if (p->team->opportunity == 0) {
        dc_deal_opportunity(p, d);
    }
    d->sequence = dc_calendar_sequence(&p->calendar);
    dc_tell_deal(p, d, DC_SEEN(DC_EV_READY));
}

static bool is_reached(const struct dc_path *p, const struct dc_market *m, uint64_t number)
{
    const double coverage = dc_path_at(p, p->team->coverage[m->begins.i_segment]);
    const struct dc_bits bits =
        dc_rng_at(m->begins.key, p->replication, number, p->luck.reach, 0);
    return dc_uniform(bits.w[0]) < coverage;
}

/* Some leads of a segment and, where they have been drawn (else NULL), the first of their rows:
 * what each carries, and how long the first stage's role takes to answer. */
struct coming {
    struct dc_leads leads;
    const struct dc_market *m;
    const struct dc_segment *s;
    const double *carries;   /* [leads.n][DC_LEAD_WIDTH] */
    const double *responses; /* [leads.n] */
};

static struct coming leads_come(struct dc_path *p, uint32_t i_segment, uint32_t most)
{
    const struct dc_market *m = &p->market[i_segment];
    struct coming c = {
        .leads = dc_market_leads(p, i_segment), .m = m, .s = &p->model->segment[i_segment]};
    c.leads.n = c.leads.n < most ? c.leads.n : most;
    c.carries = m->is_plain ? NULL : dc_lot_rows(p, m->lot, c.leads.first, DC_LEAD_WIDTH);
    c.responses = dc_lot_rows(p, m->begins.rule->response_lot, c.leads.first, 1);
    dc_market_take(p, i_segment, c.leads.n);
    return c;
}

/* One of them comes now; NULL: not to this team. */
static struct dc_deal *lead_comes(struct dc_path *p, const struct coming *c, uint32_t i)
{
    const uint64_t number = c->leads.first + i;
    struct dc_deal *d =
        c->m->is_covered || is_reached(p, c->m, number) ? deal_new(p, c->m) : NULL;
    if (d == NULL) {
        return NULL;
    }
    d->number = number;
    d->value_money = c->leads.value[i];
    if (c->s->deal_value.ops != 0) {
        d->value_money = dc_env_ops(&p->env, c->s->deal_value.ops, d->value_money, p->now);
    }
    if (!c->m->is_plain) {
        deal_draws(p, d, c->s,
                   c->carries != NULL ? c->carries + (size_t)i * DC_LEAD_WIDTH : NULL);
    }
    deal_opens(p, d);
    return d;
}

/* How long its answer takes: that of the rule by which its segment's leads begin is at hand. */
static const double *response_at(struct dc_path *p, const struct dc_deal *d,
                                 const struct coming *c, uint32_t i)
{
    if (DC_LIKELY(d->rule == c->m->begins.rule)) {
        return c->responses != NULL ? c->responses + i : NULL;
    }
    return dc_lot_rows(p, d->rule->response_lot, d->number, 1);
}

/* The calendar is told when it expires, unless that will be seen as the queue is looked at. */
static void expiry_add(struct dc_path *p, const struct dc_deal *d)
{
    if (!(d->released && d->seat == DC_NONE && d->rule->desk->lapses)) {
        const uint64_t what = dc_due_what(DC_DUE_EXPIRY, d->index, d->life);
        dc_calendar_add_in_turn(&p->calendar, (struct dc_due){d->expiry_turn, what},
                                d->expires_days);
    }
}

/* Unless it expires before, it will be released then. */
static void release_add(struct dc_path *p, struct dc_deal *d, double release_days)
{
    d->released = false;
    d->release_due = release_days <= d->expires_days;
    if (d->release_due) {
        dc_calendar_add(&p->calendar, DC_RANK_EVENT, release_days,
                        dc_due_what(DC_DUE_RELEASE, d->index, d->life));
    }
}

/* It joins the desk, may have to wait for its release, and unless it starts at once may expire.
 * Its turn among those that expire with it is now, but the calendar need not know before it is
 * released. */
static void lead_waits(struct dc_path *p, struct dc_deal *d, const double *response)
{
    if (!dc_path_is_prompt(&p->team->role[d->rule->role])) {
        const double delay = dc_lot_response(p, d, response);
        if (delay > 0.0) {
            release_add(p, d, p->now + delay);
        }
    }
    dc_desk_join(p, d);
    if (d->state == DC_DEAL_WAITS && d->expires_days < p->horizon_days) {
        d->expiry_turn = dc_calendar_turn(&p->calendar, DC_RANK_EXPIRY);
        if (!d->release_due) {
            expiry_add(p, d);
        }
    }
}

void dc_lead_released(struct dc_path *p, struct dc_deal *d)
{
    dc_desk_release(p, d);
    if (d->state == DC_DEAL_WAITS) {
        expiry_add(p, d);
    }
}

void dc_lead_expired(struct dc_path *p, struct dc_deal *d)
{
    const struct dc_spot spot = dc_path_spot(p);
    p->now = d->expires_days;
    dc_path_month_is(p, dc_month_of(p->now));
    dc_deal_expires(p, d);
    dc_path_go_back(p, spot);
}

/* What is known of a lead that nobody may touch before it is released; the desk need not know
 * of it before. */
static void lead_foreseen(struct dc_path *p, struct dc_deal *d, const double *response)
{
    release_add(p, d, p->now + dc_lot_response(p, d, response));
    if (d->expires_days < p->horizon_days) {
        d->expiry_turn = dc_calendar_turn(&p->calendar, DC_RANK_EXPIRY);
        if (!d->release_due) {
            dc_lead_expired(p, d);
        }
    }
}

/* Leads that nobody may touch before they are released arrive ahead of their time, each at its
 * own; until then nothing comes of them but counts. Returns when the next one comes. */
static double leads_foreseen(struct dc_path *p, uint32_t i_segment)
{
    const struct dc_spot spot = dc_path_spot(p);
    const struct coming c = leads_come(p, i_segment, FORESEEN);
    const double *at_days = c.leads.at_days;
    const uint32_t n = dc_times_before(at_days, c.leads.n, p->horizon_days);
    for (uint32_t i = 0; i < n;) {
        dc_path_go_to(p, at_days[i]);
        const uint32_t end = i + dc_times_before(at_days + i, n - i, p->month_end_days);
        leads_count(p, i_segment, end - i);
        dc_ledger_leads(p->ledger, i_segment, at_days + i, end - i);
        for (; i < end; i++) {
            p->now = at_days[i];
            struct dc_deal *d = lead_comes(p, &c, i);
            if (d != NULL) {
                lead_foreseen(p, d, response_at(p, d, &c, i));
            }
        }
    }
    dc_path_go_back(p, spot);
    return dc_market_next(p, i_segment);
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
        const struct coming c = leads_come(p, i_segment, 1);
        struct dc_deal *d = lead_comes(p, &c, 0);
        if (d != NULL) {
            leads_count(p, i_segment, 1);
            dc_ledger_lead(p->ledger, i_segment, p->i_month, p->now);
            lead_waits(p, d, response_at(p, d, &c, 0));
        }
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

/* What is the same of all leads of a segment. */
static struct dc_deal lead_begins(const struct dc_path *p, uint32_t i_segment)
{
    const double n = p->market[i_segment].decision_makers;
    return (struct dc_deal){
        .rule = (const struct dc_rule *)p->rules.items + 2 * (size_t)i_segment * p->n_steps,
        .key = p->model->segment[i_segment].key,
        .decision_makers = n > 1.0 ? n : 1.0,
        .expires_days = INFINITY,
        .i_segment = (uint16_t)i_segment,
        .seat = DC_NONE,
        .place = DC_NONE,
        .source_role = DC_NONE,
        .state = DC_DEAL_WAITS,
        .released = true,
    };
}

void dc_lead_begin(struct dc_path *p)
{
    const bool may = p->observer == NULL && p->team->assignment == DC_LEAST_LOADED;
    for (uint32_t i = 0; i < p->model->n_segments; i++) {
        p->market[i].begins = lead_begins(p, i);
        p->market[i].foreseen =
            may && p->market[i].is_covered && !p->model->segment[i].even && is_delayed(p, i);
    }
}

void dc_lead_sourced(struct dc_path *p, uint32_t i_seat, uint32_t i_segment)
{
    const struct dc_seat *s = &p->seat[i_seat];
    const struct dc_market *m = &p->market[i_segment];
    struct dc_deal *d = deal_new(p, m);
    if (d == NULL) {
        return;
    }
    d->key = p->team->role[s->role].key;
    d->number = (uint64_t)s->number << 32 | s->n_sourced;
    d->source_role = s->role;
    const struct dc_bits bits = dc_path_deal_bits(p, d, p->luck.lead, 0);
    d->value_money = dc_path_chance(p, &p->model->segment[i_segment].deal_value, bits.w[1]);
    if (!m->is_plain) {
        deal_draws(p, d, &p->model->segment[i_segment], NULL);
    }
    *dc_path_owner(p, d, s->role) = i_seat;
    leads_count(p, i_segment, 1);
    deal_opens(p, d);
    lead_waits(p, d, NULL);
}
