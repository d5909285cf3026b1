/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/desk.c - queues of tasks, free seats, and who meets whom. */
#include "path/desk.h"

#include "path/deal.h"
#include "path/lead.h"
#include "path/observer.h"
#include "path/seat.h"
#include "path/way.h"
#include "path/work.h"

static inline struct dc_seat *seat_at(const struct dc_path *p, uint32_t i)
{
    return &p->seat[i];
}

static inline bool is_followup(const struct dc_path *p, const struct dc_deal *d)
{
    return d->i_step >= p->team->n_stages;
}

/* Whether starting the task at this seat (DC_NONE: at any) takes a place. */
static inline int need_of(const struct dc_deal *d, uint32_t i_seat)
{
    return d->rule->takes_place && (i_seat == DC_NONE || d->place != i_seat) ? DC_NEEDS_PLACE
                                                                             : DC_NEEDS_NONE;
}

static struct dc_waiting waiting_of(const struct dc_deal *d)
{
    struct dc_waiting w = {d->ready_days, 0.0, d->sequence, d->index, d->stamp};
    switch (d->rule->desk->role->order) {
    case DC_OLDEST:
        break;
    case DC_NEWEST:
        w.key = -d->ready_days;
        break;
    case DC_LARGEST:
        w.key = -d->value_money;
        w.tie = d->ready_days;
        break;
    }
    return w;
}

static void queue_add(struct dc_path *p, struct dc_queue *q, const struct dc_deal *d)
{
    dc_queue_push(q, waiting_of(d), &p->growth);
}

/* Whether it does still; a lead that has expired since is found here, if nobody has told. */
static bool still_waits(struct dc_path *p, const struct dc_waiting *w)
{
    struct dc_deal *d = dc_path_deal(p, w->deal);
    if (d->stamp != w->stamp) {
        return false;
    }
    if (DC_UNLIKELY(d->i_step == 0 && d->expires_days < p->now)) {
        dc_lead_expired(p, d);
        return false;
    }
    return true;
}

void dc_desk_clear_up(struct dc_path *p, const struct dc_desk *desk)
{
    for (int need = 0; desk->lapses && need < 2; need++) {
        const struct dc_waiting *w = desk->queue[need].pool.items;
        for (uint32_t i = 0; i < desk->queue[need].n; i++) {
            (void)still_waits(p, &w[i]);
        }
    }
}

/* The first task that still waits, or NULL. */
static const struct dc_waiting *queue_first(struct dc_path *p, struct dc_queue *q)
{
    const struct dc_waiting *w = dc_queue_first(q);
    while (w != NULL && !still_waits(p, w)) {
        dc_queue_pop(q);
        w = dc_queue_first(q);
    }
    return w;
}

/* Takes the first task, which there is, and still waits. */
static struct dc_deal *queue_take(struct dc_path *p, struct dc_queue *q)
{
    struct dc_deal *d = dc_path_deal(p, dc_queue_first(q)->deal);
    dc_queue_pop(q);
    return d;
}

void dc_desk_wait(struct dc_path *p, const struct dc_deal *d)
{
    queue_add(p, &d->rule->desk->queue[DC_NEEDS_PLACE], d);
}

struct dc_deal *dc_desk_next(struct dc_path *p, struct dc_desk *desk)
{
    struct dc_queue *q = &desk->queue[DC_NEEDS_PLACE];
    return queue_first(p, q) != NULL ? queue_take(p, q) : NULL;
}

static inline bool any_waits(const struct dc_desk *desk, const struct dc_seat *s)
{
    return (desk->queue[0].n | desk->queue[1].n | s->queue[0].n | s->queue[1].n) != 0;
}

/* The best queue so far (NULL: none) or this one, if its first task is before the other's. */
static struct dc_queue *queue_before(struct dc_path *p, struct dc_queue *best,
                                     struct dc_queue *q)
{
    if (q->n == 0 || queue_first(p, q) == NULL) {
        return best;
    }
    return best == NULL || dc_waiting_is_before(dc_queue_first(q), dc_queue_first(best)) ? q
                                                                                         : best;
}

/* The best task a free seat may take now: of the role's queues and its own. */
static struct dc_deal *seat_pick(struct dc_path *p, struct dc_seat *s)
{
    struct dc_desk *desk = s->desk;
    struct dc_queue *best = queue_before(p, NULL, &desk->queue[DC_NEEDS_NONE]);
    best = queue_before(p, best, &s->queue[DC_NEEDS_NONE]);
    if (desk->limited && dc_seat_has_room(s)) {
        best = queue_before(p, best, &desk->queue[DC_NEEDS_PLACE]);
        best = queue_before(p, best, &s->queue[DC_NEEDS_PLACE]);
    }
    return best != NULL ? queue_take(p, best) : NULL;
}

void dc_desk_looks(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = seat_at(p, i_seat);
    while (!s->busy && p->growth.trouble == NULL) {
        struct dc_deal *d = any_waits(s->desk, s) ? seat_pick(p, s) : NULL;
        if (d == NULL) {
            dc_seat_enlist(p, i_seat);
            return;
        }
        dc_work_start(p, i_seat, d);
    }
    if (any_waits(s->desk, s)) {
        dc_seat_attend(p, i_seat);
    }
}

void dc_desk_seek(struct dc_path *p, uint32_t i_seat)
{
    const struct dc_seat *s = seat_at(p, i_seat);
    if (s->state == DC_SEAT_FILLED && dc_seat_is_free(p, i_seat)) {
        dc_seat_withdraw(p, i_seat);
        dc_desk_looks(p, i_seat);
    }
}

/* A free seat takes the task, and what it may take after it. */
static void seat_starts(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    struct dc_seat *s = seat_at(p, i_seat);
    if (s->desk->foresees) { /* its place among the free ones is only set anew */
        dc_seat_stops(p, s);
    } else {
        dc_seat_withdraw(p, i_seat);
    }
    dc_work_start(p, i_seat, d);
    if (!s->busy || any_waits(s->desk, s)) {
        dc_desk_looks(p, i_seat);
    }
}

/* Whether the seat's rep would start the task at once. A free seat means that nothing it could
 * take waits before this task. */
static bool seat_may_start(const struct dc_path *p, uint32_t i_seat, const struct dc_deal *d)
{
    const bool takes_none = need_of(d, i_seat) == DC_NEEDS_NONE;
    return dc_seat_is_free(p, i_seat) && d->released &&
           (takes_none || dc_seat_has_room(seat_at(p, i_seat)));
}

/* A seat that may be free takes the task, or it waits in the seat's queue. */
static void seat_gets(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    if (seat_may_start(p, i_seat, d)) {
        seat_starts(p, i_seat, d);
    } else if (d->released) {
        queue_add(p, &seat_at(p, i_seat)->queue[need_of(d, i_seat)], d);
        dc_seat_attend(p, i_seat);
    }
}

/* The task is the seat's: begun at once, or it waits for it. */
static void seat_own(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    struct dc_seat *s = seat_at(p, i_seat);
    if (seat_may_start(p, i_seat, d)) {
        seat_starts(p, i_seat, d);
        return;
    }
    d->seat = i_seat;
    d->prev = s->last;
    d->next = DC_NONE;
    if (s->last != DC_NONE) {
        dc_path_deal(p, s->last)->next = d->index;
    } else {
        s->first = d->index;
    }
    s->last = d->index;
    seat_gets(p, i_seat, d);
}

/* round_robin and random: the task takes its place when it is handed over. */
static void seat_hand(struct dc_path *p, uint32_t i_seat, struct dc_deal *d)
{
    if (need_of(d, i_seat) == DC_NEEDS_PLACE) {
        dc_work_take_place(p, i_seat, d);
    }
    seat_own(p, i_seat, d);
}

static bool seat_may_get(const struct dc_seat *s, int need)
{
    return s->state == DC_SEAT_FILLED && (need == DC_NEEDS_NONE || dc_seat_has_room(s));
}

static uint32_t next_in_order(struct dc_path *p, struct dc_desk *desk, int need)
{
    for (uint32_t k = 0; k < desk->n_opened; k++) {
        const uint32_t number = (desk->next_seat + k) % desk->n_opened;
        if (seat_may_get(seat_at(p, desk->seat_base + number), need)) {
            desk->next_seat = (number + 1) % desk->n_opened;
            return desk->seat_base + number;
        }
    }
    return DC_NONE;
}

static uint32_t any_at_random(struct dc_path *p, const struct dc_deal *d, int need)
{
    const struct dc_desk *desk = d->rule->desk;
    uint32_t n = 0;
    for (uint32_t k = 0; k < desk->n_opened; k++) {
        n += seat_may_get(seat_at(p, desk->seat_base + k), need);
    }
    if (n == 0) {
        return DC_NONE;
    }
    const struct dc_bits bits = dc_path_deal_bits(p, d, dc_path_stage(d)->p_move, d->n_moves);
    uint32_t left = (uint32_t)(dc_uniform(bits.w[1]) * n);
    for (uint32_t k = 0; k < desk->n_opened; k++) {
        const uint32_t i_seat = desk->seat_base + k;
        if (seat_may_get(seat_at(p, i_seat), need) && left-- == 0) {
            return i_seat;
        }
    }
    return DC_NONE;
}

/* A released or unreleased task that no seat owns: by the team's assignment. */
static void pool_join(struct dc_path *p, struct dc_deal *d)
{
    struct dc_desk *desk = d->rule->desk;
    const int need = need_of(d, DC_NONE);
    uint32_t i_seat = DC_NONE;
    d->seat = DC_NONE;
    if (desk->pools) { /* a free seat means that nothing waits before this task */
        const uint32_t i_free = d->released ? dc_seat_first_free(p, desk, need) : DC_NONE;
        if (i_free != DC_NONE) {
            seat_starts(p, i_free, d);
            return;
        }
    } else if (p->team->assignment == DC_ROUND_ROBIN) {
        i_seat = next_in_order(p, desk, need);
    } else {
        i_seat = any_at_random(p, d, need);
    }
    if (i_seat != DC_NONE) {
        seat_hand(p, i_seat, d);
    } else if (d->released) {
        queue_add(p, &desk->queue[need], d);
        dc_seat_attend_all(p, desk);
    }
}

/* A task leaves its vacant or closed seat; false if the deal is lost on the way. */
static bool task_moves(struct dc_path *p, struct dc_deal *d, uint32_t i_seat)
{
    const struct dc_desk *desk = seat_at(p, i_seat)->desk;
    dc_desk_yield(p, d);
    dc_tell_deal(p, d, DC_SEEN(DC_EV_MOVED));
    const double p_loss = dc_path_at(p, p->team->turnover_loss);
    const uint64_t purpose = dc_path_stage(d)->p_move;
    const struct dc_bits bits = dc_path_deal_bits(p, d, purpose, d->n_moves++);
    if (desk->n_filled > 0 && !is_followup(p, d) && dc_uniform(bits.w[0]) < p_loss) {
        dc_deal_lost(p, d, "turnover");
        return false;
    }
    return true;
}

void dc_desk_join(struct dc_path *p, struct dc_deal *d)
{
    if (d->rule->desk->follows) {
        if (d->released) {
            dc_way_join(p, d);
        }
        return;
    }
    const uint32_t i_seat = *dc_path_owner(p, d, d->rule->role);
    if (i_seat == DC_NONE) {
        pool_join(p, d);
    } else if (seat_at(p, i_seat)->state == DC_SEAT_FILLED) {
        seat_own(p, i_seat, d);
    } else if (task_moves(p, d, i_seat)) {
        pool_join(p, d);
    }
}

void dc_desk_release(struct dc_path *p, struct dc_deal *d)
{
    d->released = true;
    if (d->rule->desk->follows) {
        dc_way_join(p, d);
        return;
    }
    if (d->seat == DC_NONE) {
        pool_join(p, d);
        return;
    }
    seat_gets(p, d->seat, d);
}

void dc_desk_quit(struct dc_path *p, struct dc_deal *d)
{
    d->stamp++;
    if (d->seat == DC_NONE) {
        return;
    }
    struct dc_seat *s = seat_at(p, d->seat);
    if (d->prev != DC_NONE) {
        dc_path_deal(p, d->prev)->next = d->next;
    } else {
        s->first = d->next;
    }
    if (d->next != DC_NONE) {
        dc_path_deal(p, d->next)->prev = d->prev;
    } else {
        s->last = d->prev;
    }
}

/* round_robin and random: tasks that waited in the role's queue for somebody with room. */
static void hand_out(struct dc_path *p, uint32_t i_seat)
{
    const struct dc_seat *s = seat_at(p, i_seat);
    struct dc_desk *desk = s->desk;
    for (int need = DC_NEEDS_NONE; need >= DC_NEEDS_PLACE; need--) {
        while (seat_may_get(s, need) && queue_first(p, &desk->queue[need]) != NULL) {
            struct dc_deal *d = queue_take(p, &desk->queue[need]);
            desk->next_seat = (s->number + 1) % desk->n_opened;
            seat_hand(p, i_seat, d);
        }
    }
}

void dc_desk_room(struct dc_path *p, uint32_t i_seat)
{
    if (p->team->assignment != DC_LEAST_LOADED) {
        hand_out(p, i_seat);
    }
    dc_desk_seek(p, i_seat);
}

void dc_desk_give_back(struct dc_path *p, struct dc_deal *d)
{
    const uint32_t i_seat = d->place;
    d->place = DC_NONE;
    struct dc_seat *s = seat_at(p, i_seat);
    s->n_places--;
    p->role_count[s->role].held += dc_fixed_of(dc_path_counted(p, 0.0, p->now));
    dc_desk_room(p, i_seat);
}

void dc_desk_abandon(struct dc_path *p, uint32_t i_seat)
{
    struct dc_seat *s = seat_at(p, i_seat);
    while (s->first != DC_NONE && p->growth.trouble == NULL) {
        struct dc_deal *d = dc_path_deal(p, s->first);
        dc_desk_quit(p, d);
        if (task_moves(p, d, i_seat)) {
            pool_join(p, d);
        }
    }
    s->queue[DC_NEEDS_PLACE].n = 0;
    s->queue[DC_NEEDS_NONE].n = 0;
}
