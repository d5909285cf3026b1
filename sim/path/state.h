/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/state.h - what the rooms of the engine share: the workspace of one path.
 *
 * market makes leads, people fill and leave seats, desk says who takes which task, work
 * is a rep's doing of it, deal moves through the stages, tally-to-be goes into record,
 * money into ledger. Each function takes the workspace; nothing else is shared. */
#ifndef DC_PATH_STATE_H
#define DC_PATH_STATE_H

#include "path/calendar.h"
#include "path/cells.h"
#include "path/ledger.h"
#include "path/path.h"
#include "path/places.h"
#include "path/queue.h"
#include "path/slots.h"

/* Purposes of the draws that belong to no stage (hashes of these words). */
struct dc_luck {
    uint64_t lead;     /* gap, value, decision_makers, patience; of an outbound lead: -, ... */
    uint64_t reach;    /* coverage, response_delay */
    uint64_t win;      /* satisfaction, lifetime */
    uint64_t rep;      /* skill, tenure until leaving, initial_tenure, time_to_fill */
    uint64_t hire;     /* hiring_cost, training_cost */
    uint64_t source;   /* gap, segment */
    uint64_t customer; /* customer_value, lifetime */
};

#define DC_WEEK_DAYS 7.0

enum dc_deal_state {
    DC_DEAL_FREE,
    DC_DEAL_HANDED,
    DC_DEAL_WAITS,
    DC_DEAL_WORKED,
    DC_DEAL_BUYER
};

/* Kinds of lots: the variates that a lead has in it. */
enum dc_lot_kind {
    DC_LOT_LEAD,     /* decision makers, patience [days] */
    DC_LOT_RESPONSE, /* delay of the response [days] */
    DC_LOT_TASK      /* the outcome's uniform, delay [days], and where they may vary delay if
                        lost [days] and value factor; then what it takes: lots_draw.h */
};
#define DC_LOT_CHANCES 3

/* Variates of one segment's inbound leads, in batches. */
struct dc_lot {
    double *x;                 /* [room] slots of the batch's leads, then [slot][width] */
    uint32_t *holds;           /* [room] the batch in it + 1; 0: none */
    uint32_t mask;             /* rooms for batches less 1 */
    uint32_t width, n_doubles; /* of a lead, of a batch */
    uint32_t i_segment;
    enum dc_lot_kind kind;
    uint32_t i_chance[DC_LOT_CHANCES]; /* that they are drawn from; DC_NONE: 0 */
    uint64_t purpose;
    const struct dc_stage *stage; /* of a task */
    const struct dc_work *work;   /* NULL: what a task takes is drawn by itself */
    uint32_t i_work;              /* where that begins in the row */
    bool touches_only;            /* of it only the numbers of touches vary: a byte each */
    const struct dc_lot *before;  /* tasks that lead here; NULL: every lead comes */
    double u_most;                /* uniforms there of which leads are likely to come */
};

/* How a stage is worked for a segment by one of its two roles, as this run has it. */
struct dc_rule {
    const struct dc_work *work;
    const struct dc_stage *stage;
    struct dc_desk *desk;                /* of the role */
    const struct dc_segment *curve;      /* dc_docket_curve */
    struct dc_lot *lot;                  /* of its tasks */
    struct dc_lot *response_lot;         /* of the role's delays; NULL: drawn by itself */
    double conversion, dm_effect, logit; /* logit of the conversion; hold if is_steady */
    double escalate_above;
    double effort_hours, touch_hours[DC_N_TOUCHES]; /* where all take that: touches_only */
    double talk_hours[DC_N_TOUCHES];                /* ... of calls and meetings */
    uint32_t touches;                               /* a bit for each kind that there may be */
    uint32_t role;
    bool takes_place; /* at the seat where it is worked, if the deal has none there */
    bool escalates;   /* from escalate_above on the other of the two works it */
    bool is_steady;   /* conversion, dm_effect and the delays are the same all the time */
    bool revalues;    /* its value_factor is not always 1 */
    bool has_effort;  /* takes a rep's time, or may */
    bool has_delay_lost;
};

struct dc_deal {
    const struct dc_rule *rule; /* of the stage at hand */
    struct dc_key key;          /* entity of its draws */
    double decision_makers;
    double expires_days; /* INFINITY if patient */
    double waited_days;  /* sum of waits over its stages */
    uint32_t seat;       /* that the task is owned by, or that works it; DC_NONE: none */
    uint32_t seat_stamp; /* the seat's stamp when the task started */
    uint32_t place;      /* seat at which it holds a place; DC_NONE: none */
    uint32_t n_moves;
    uint32_t source_role; /* outbound: role of the team; else DC_NONE */
    uint16_t i_segment, i_step;
    uint8_t state;
    bool released, release_due, opportunity, met, met_counted, won, advances;
    uint64_t number; /* number in the entity; what is before it is set as the deal begins */
    double value_money, arrived_days, ready_days;
    double value_since;   /* open opportunity: since when its value holds [days] */
    double skill_logit;   /* of the rep who started the stage */
    double response;      /* f(wait); 1 but for the first stage */
    double p_advance;     /* as judged, for the trace */
    double buyer_days;    /* as judged */
    uint64_t sequence;    /* order of scheduling of the waiting task */
    uint64_t expiry_turn; /* of its expiry in the calendar */
    uint32_t index;       /* of the deal's room in the pool */
    uint32_t stamp;       /* grows when it leaves a queue: older entries there are void */
    uint32_t life;        /* grows when it stops waiting: older due entries are void */
    uint32_t prev, next;  /* among the tasks that wait for the same seat */
};

struct dc_seat {
    struct dc_desk *desk;  /* of its role */
    uint32_t role, number; /* role of the team; number in the role, from 0 */
    enum dc_seat_state {
        DC_SEAT_UNOPENED,
        DC_SEAT_VACANT,
        DC_SEAT_FILLED,
        DC_SEAT_CLOSED
    } state;
    bool busy;
    uint32_t rep;       /* n-th of the seat, from 0 */
    uint32_t stamp;     /* grows when a rep comes or goes: older entries are void */
    uint32_t n_places;  /* deals held */
    double since_days;  /* filled or vacant since */
    double tenure_days; /* at since_days; INFINITY: fully ramped */
    double skill_logit; /* as drawn */
    double tenure_left; /* unit exponential still to be used up by the hazard */
    double hazard_per_day, hazard_since; /* of the month at hand */
    double free_days;   /* since the end of the last task, the filling, or the start; or the
                           end of the task at hand, */
    uint64_t free_turn; /* and its turn in the calendar */
    double busy_since, busy_month_days; /* of the month at hand, closed pieces */
    double filled_since, filled_month_days;
    double load;      /* busy / filled time of the month before */
    double lead_left; /* productive days until the next outbound lead, from source_since */
    double source_since;
    uint32_t n_sourced;
    uint32_t first, last; /* tasks waiting for the seat, in order of joining; DC_NONE: none */
    struct dc_queue
        queue[2]; /* released tasks that only it may do: [0] need a place, [1] do not */
};

struct dc_desk {
    struct dc_queue
        queue[2]; /* released tasks that no seat owns: [0] need a place, [1] do not */
    struct dc_idlers
        idle[2]; /* filled seats, not busy: [0] with room, [1] for placeless tasks; where it
                    foresees those, too, that will be free as long as nobody waits for them */
    const struct dc_role *role;
    double hours_per_day; /* where no stress acts on them */
    uint32_t seat_base;   /* first seat of the role among the team's */
    uint32_t n_filled, n_open, n_opened, next_seat;
    struct dc_ramp ramp;
    double leaving_per_day; /* hazard of a rep at the start, without burnout */
    struct dc_slots slots;  /* all places of the role, where it follows its deals */
    bool limited, takes_placeless;
    bool follows;  /* its deals to their end as they start: way.h */
    bool foresees; /* the end of each effort as it starts: way.h, seat.h */
    bool lapses;   /* leads that expire in its queues are found as these are looked at */
    bool pools;    /* a free seat takes what waits for any (least_loaded) */
};

/* Sums of the counted months, in fixed point; integer counts go into the record at once. */
struct dc_role_count {
    dc_fixed talk, travel, work, in_person, travel_money, busy, vacancy, held, won_money;
};
struct dc_stage_count {
    dc_fixed wait, time;
};
struct dc_segment_count {
    dc_fixed cycle, response;
};
struct dc_month_count {
    dc_fixed response, busy, work_filled;
    dc_fixed pipeline; /* by how much the value of the open opportunities changes */
};

/* Inbound leads of one segment: rates of the replication and the batch at hand. */
#define DC_LEAD_BATCH 64
struct dc_market {
    double *rate;     /* [month] per day */
    double *mass;     /* [month + 1] expected leads before the month */
    double point;     /* of the unit Poisson process */
    uint64_t n_drawn; /* leads drawn so far */
    uint32_t i_month; /* in which the next lead falls */
    uint32_t n_batch, i_batch;
    bool foreseen;         /* leads arrive some at a time, ahead of their time */
    struct dc_lot *lot;    /* what its leads carry */
    struct dc_deal begins; /* how they do with the team at hand */
    bool is_plain;         /* none expires, and so many decision makers are drawn for all: */
    double decision_makers;
    bool is_covered;       /* the team at hand reaches all of them all the time */
    uint32_t i_first;      /* of the batch, in the next two */
    double *at_days;       /* [room + DC_LEAD_BATCH] */
    double *value;         /* [room + DC_LEAD_BATCH] before stresses */
    uint32_t room, n_kept; /* leads kept for the next team, before those of a batch */
    double kept_point;     /* point and i_month after them */
    uint32_t i_kept_month;
};

/* Tasks that started and are not judged yet: n; what is behind them may be anything. */
#define DC_DOCKET_MOST 16
struct dc_docket {
    const struct dc_segment *curve[DC_DOCKET_MOST]; /* dc_docket_curve */
    double wait_days[DC_DOCKET_MOST];               /* from its first point to its last */
    double logit[DC_DOCKET_MOST], shift[DC_DOCKET_MOST], conversion[DC_DOCKET_MOST];
    double u[DC_DOCKET_MOST];        /* it advances if that is below its chance */
    double response[DC_DOCKET_MOST]; /* by the half-life, where no curve has it */
    double done_days[DC_DOCKET_MOST];
    double days[2][DC_DOCKET_MOST]; /* the buyer's delay if it is lost, if it advances */
    uint32_t deal[DC_DOCKET_MOST];
    uint32_t n;
};

struct dc_path {
    const struct dc_model *model;
    struct dc_arena keep, scratch;
    struct dc_growth growth;
    struct dc_env env;
    struct dc_luck luck;
    struct dc_ledger *ledger;
    struct dc_calendar calendar;
    struct dc_market *market; /* [segment] */

    /* of the run at hand */
    const struct dc_team *team;
    uint32_t i_team, n_steps;
    uint64_t replication;
    double horizon_days, warmup_days, now;
    uint32_t i_month;
    double month_end_days;              /* of the month at hand */
    bool counted;                       /* now >= warmup_days */
    const struct dc_observer *observer; /* NULL: nobody watches */
    bool (*is_told)(const void *self);  /* to stop; NULL: nobody may */
    const void *teller;
    int64_t until_look; /* events and meetings until it is asked whether to stop */

    struct dc_pool deals; /* struct dc_deal */
    uint32_t n_deals, free_deal;
    struct dc_pool owners; /* uint32_t [deal][role]: last seat of the role that worked on it */
    struct dc_seat *seat;  /* of all roles of the team */
    uint64_t *idle_since;  /* [2][n_seats_room] of the desks' free seats */
    uint32_t n_seats_room, n_desks_room;
    uint32_t n_seats;
    struct dc_desk *desk; /* [role] */
    struct dc_pool rules; /* struct dc_rule [segment][step][by] */
    struct dc_lot *lot;   /* [n_lots] */
    uint32_t n_lots;
    struct dc_lot **task_lots;                     /* [team][segment][step][by] */
    struct dc_lot **response_lots;                 /* [team][role][segment]; NULL: none */
    uint32_t first_task_lots, first_response_lots; /* of the team at hand */
    struct dc_pool lot_doubles, lot_holds;
    double source_weight_sum;
    bool is_express, no_express;  /* this run goes the express way; it never may */
    struct dc_pool express_batch; /* one struct dc_express_batch */
    struct dc_places places;
    struct dc_docket docket;
    struct dc_pool customers; /* struct dc_customer, only while watched */
    uint32_t n_customers;

    dc_fixed opportunity_days, opportunity_money_days;
    struct dc_role_count *role_count;
    struct dc_stage_count *stage_count;
    struct dc_segment_count *segment_count;
    struct dc_month_count *month_count;
    struct dc_pool cycles, responses; /* double: for the quantiles */
    uint32_t n_cycles, n_responses;
    uint64_t n_instant; /* responses of exactly 0 */
    struct dc_record record;
};

/* A customer that an observer is told about when it leaves. */
struct dc_customer {
    uint64_t number;
    uint32_t i_segment;
    double value_money;
};

static inline struct dc_deal *dc_path_deal(const struct dc_path *p, uint32_t i)
{
    return (struct dc_deal *)p->deals.items + i;
}
static inline uint32_t *dc_path_owner(const struct dc_path *p, const struct dc_deal *d,
                                      uint32_t i_role)
{
    return (uint32_t *)p->owners.items + (size_t)d->index * p->team->n_roles + i_role;
}
static inline const struct dc_work *dc_path_work(const struct dc_deal *d)
{
    return d->rule->work;
}
static inline const struct dc_stage *dc_path_stage(const struct dc_deal *d)
{
    return d->rule->stage;
}
static inline double dc_path_at(const struct dc_path *p, struct dc_ref ref)
{
    return dc_env_at(&p->env, ref, p->now);
}
static inline double dc_path_chance(const struct dc_path *p, const struct dc_chance *c,
                                    uint64_t bits)
{
    return c->is_zero ? 0.0 : dc_env_chance(&p->env, c, dc_uniform(bits), p->now);
}
/* Nothing holds back the role's first tasks. */
static inline bool dc_path_is_prompt(const struct dc_role *role)
{
    return !role->response_delay.given || role->response_delay.is_zero;
}
/* The constant x, whatever happens. */
static inline bool dc_path_is_always(const struct dc_path *p, const struct dc_chance *c,
                                     double x)
{
    const struct dc_dist *d = &p->env.dist[c->i];
    return c->ops == 0 && !c->is_zero && dc_dist_is_constant(d) && dc_dist_at(d, 0.5) == x;
}
static inline struct dc_bits dc_path_deal_bits(const struct dc_path *p, const struct dc_deal *d,
                                               uint64_t purpose, uint64_t index)
{
    return dc_rng_at(d->key, p->replication, d->number, purpose, index);
}
static inline uint64_t dc_path_deal_word(const struct dc_path *p, const struct dc_deal *d,
                                         uint64_t purpose, unsigned word)
{
    return dc_rng_word(d->key, p->replication, d->number, purpose, 0, word);
}
static inline struct dc_bits dc_path_rep_bits(const struct dc_path *p, const struct dc_seat *s,
                                              uint64_t purpose)
{
    return dc_rng_at(p->team->role[s->role].key, p->replication,
                     (uint64_t)s->number << 32 | s->rep, purpose, 0);
}

static inline bool dc_path_is_stopped(const struct dc_path *p)
{
    return p->is_told != NULL && p->is_told(p->teller);
}

/* The month at hand, and whether it counts. */
static inline void dc_path_month_is(struct dc_path *p, uint32_t i_month)
{
    p->i_month = i_month;
    p->month_end_days = (i_month + 1) * DC_MONTH_DAYS;
    p->counted = i_month >= p->model->warmup_months;
}

/* To a day of the month at hand or a later one, ahead of what is due. */
static inline void dc_path_go_to(struct dc_path *p, double day)
{
    p->now = day;
    if (DC_UNLIKELY(day >= p->month_end_days)) {
        dc_path_month_is(p, dc_month_of(day));
    }
}

/* Where the path was, before it went ahead. */
struct dc_spot {
    double now, month_end_days;
    uint32_t i_month;
    bool counted;
};

static inline struct dc_spot dc_path_spot(const struct dc_path *p)
{
    return (struct dc_spot){p->now, p->month_end_days, p->i_month, p->counted};
}

static inline void dc_path_go_back(struct dc_path *p, struct dc_spot spot)
{
    p->now = spot.now;
    p->month_end_days = spot.month_end_days;
    p->i_month = spot.i_month;
    p->counted = spot.counted;
}

/* The part of [from, to] that lies in the counted months [days]. */
static inline double dc_path_counted(const struct dc_path *p, double from, double to)
{
    const double start = from > p->warmup_days ? from : p->warmup_days;
    return to > start ? to - start : 0.0;
}

#endif
