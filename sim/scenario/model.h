/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/model.h - a scenario with every reference resolved: what the engine reads.
 *
 * Immutable once built; one arena owns it and everything it points to. Units inside:
 * days, months only where the name says so, the scenario's currency, shares; rates of
 * compounding (growth, churn, attrition, expansion, discount) as written, per year or month. */
#ifndef DC_SCENARIO_MODEL_H
#define DC_SCENARIO_MODEL_H

#include "base/arena.h"
#include "dealcycle/scenario.h"
#include "num/dist.h"
#include "num/rng.h"

#define DC_MONTH_DAYS (365.25 / 12.0)
#define DC_YEAR_DAYS 365.25
#define DC_NONE UINT32_MAX

/* A value drawn once per replication: env->once[i], then the stress rows `ops` of it
 * (an index into model->ops_list; 0: none). */
struct dc_ref {
    uint32_t i, ops;
};
/* A distribution drawn afresh each time: env->dist[i], then `ops`. `is_zero`: the
 * constant 0 without ops, so the engine need not draw at all. */
struct dc_chance {
    uint32_t i, ops;
    bool given; /* false: not set and no default ("endless", "as delay", "none") */
    bool is_zero;
};

enum dc_op_kind { DC_OP_TIMES, DC_OP_PLUS, DC_OP_SET };
/* One stress row as it acts on one value in force. */
struct dc_op {
    enum dc_op_kind kind;
    struct dc_ref value;           /* ops 0 */
    double from_months, to_months; /* [from, to); 0 and INFINITY: always */
    double lo, hi;                 /* the parameter's range: the result is kept within */
    double scale; /* strength: 1 as written, 0 none; of SET the share of the way */
};
struct dc_ops {
    const struct dc_op *op; /* in file order */
    uint32_t n;
};

/* Points of a response curve that are looked at together. */
#define DC_CURVE_ROOM 8

struct dc_segment {
    const char *name;
    struct dc_key key;   /* of "segment.NAME" */
    struct dc_ref leads; /* per month */
    struct dc_ref growth;
    bool even;
    double season[12]; /* mean 1, January first */
    struct dc_chance deal_value, decision_makers,
        patience; /* patience [days], given=false: endless */
    bool has_halflife;
    struct dc_ref response_halflife; /* days */
    uint32_t n_curve;                /* 0: none */
    const double *curve_days;        /* DC_CURVE_ROOM at least, INFINITY behind the last */
    const double *curve_log_days, *curve_factor;
    struct dc_chance travel_time /* hours */, travel_cost;
    bool recurring;
    struct dc_ref churn /* per month */, expansion /* per year */, wait_penalty,
        churn_sensitivity;
    uint32_t billing_months; /* 0 arrears, 1, 3, 12 */
    struct dc_ref customers;
    struct dc_chance customer_value; /* deal_value unless set */
    struct dc_ref gross_margin, lead_cost;
};

enum dc_touch { DC_CALLS, DC_VOICEMAILS, DC_EMAILS, DC_SOCIAL, DC_MEETINGS, DC_N_TOUCHES };

/* A stage's name and the purposes of its draws (hash of purpose and stage name). */
struct dc_stage {
    const char *name;
    uint64_t p_stage; /* words: outcome, delay, effort, value_factor */
    uint64_t p_touch; /* calls, voicemails, emails, social */
    uint64_t p_meet;  /* meetings, call_time, voicemail_time, email_time */
    uint64_t p_time;  /* social_time, meeting_time, handoff_delay, handoff_loss */
    uint64_t p_visit; /* index = meeting number: in person?, travel_time, travel_cost, - */
    uint64_t p_move;  /* index = n-th hand-over: turnover_loss, random seat, -, - */
};

/* How a role works a stage for a segment. */
struct dc_work {
    uint32_t role; /* index in the team */
    struct dc_ref conversion, dm_effect;
    struct dc_chance value_factor, effort /* hours */, delay,
        delay_lost /* given=false: as delay */;
    struct dc_chance touch[DC_N_TOUCHES];      /* draws are rounded half up, not below 0 */
    struct dc_chance touch_time[DC_N_TOUCHES]; /* hours per touch */
    bool has_touches;                          /* any touch that is not the constant 0 */
};
/* A stage of a team for one segment. */
struct dc_step {
    uint32_t stage; /* index in model->stage */
    bool escalates;
    double escalate_above; /* money: by[1] works it when the deal's value is >= this */
    struct dc_work by[2];
};

struct dc_hire { /* an item of `hires` or `departures`, in order of time (stable) */
    double at_days;
    int32_t seats; /* > 0 opens, < 0 closes; departures: how many leave */
    bool at_once;  /* `!`: filled on that day */
};
struct dc_window { /* [from, to) */
    double from_days, to_days;
};

struct dc_role {
    const char *name;
    struct dc_key key; /* of "role.NAME" */
    bool outside;
    bool works; /* works a stage or follow-up (else a support role) */
    uint32_t headcount;
    uint32_t n_seats; /* headcount and every seat the plan ever opens */
    uint32_t n_hires, n_departures, n_freezes;
    const struct dc_hire *hires, *departures;
    const struct dc_window *freezes; /* hires with a time in one do not happen */
    struct dc_ref hours_per_week, remote_share;
    uint32_t max_open_deals;         /* DC_NONE: endless */
    struct dc_chance response_delay; /* days */
    enum dc_order { DC_OLDEST, DC_NEWEST, DC_LARGEST } order;
    struct dc_ref skill_sd, ramp_skill, ramp /* months */, ramp_start;
    struct dc_chance initial_tenure; /* months; given=false: fully ramped */
    struct dc_ref attrition, burnout;
    struct dc_chance time_to_fill /* days */, hiring_cost, training_cost;
    struct dc_ref base_salary, ote; /* per year */
    bool has_ote;                   /* false: as base_salary */
    bool has_quota;
    struct dc_ref quota;   /* per quota period */
    uint32_t quota_months; /* 1, 3 or 12 */
    struct dc_ref commission_threshold, accelerator;
    bool has_cap;
    struct dc_ref commission_cap, credit_share, oncost, tools,
        overhead; /* tools, overhead per month */
    struct dc_chance satisfaction;
    bool has_sourcing;
    struct dc_ref sourced_leads; /* per month and seat */
    const double *source_weight; /* per segment; NULL: by inbound leads */
};

struct dc_team {
    const char *name, *label;
    uint32_t n_stages, n_followup; /* steps: the stages, then the follow-up */
    const struct dc_step *step;    /* [i_segment * (n_stages + n_followup) + i_step] */
    uint32_t opportunity;          /* step index from which a deal is an opportunity */
    enum dc_assignment { DC_LEAST_LOADED, DC_ROUND_ROBIN, DC_RANDOM } assignment;
    struct dc_chance handoff_delay; /* days */
    struct dc_ref handoff_loss, turnover_loss;
    uint32_t span;                /* seats per manager; 0: none */
    struct dc_ref manager_salary; /* per year */
    uint32_t n_roles;
    const struct dc_role *role;
    const struct dc_ref *coverage; /* per segment */
};

struct dc_once;  /* a once value's expression; scenario/env.c */
struct dc_draws; /* a chance value's expression */
struct dc_inputs;

struct dc_model {
    struct dc_arena arena;
    const char *title, *name /* file name without folder and .csv */, *currency;
    uint32_t start_year, start_month; /* month 0 = January */
    uint32_t horizon_months, warmup_months;
    uint32_t replications;
    uint64_t seed;
    bool has_target;
    double target;
    struct dc_ref discount_rate, payment_delay; /* payment_delay [days] */
    uint32_t n_segments, n_stages, n_teams;
    const struct dc_segment *segment;
    const struct dc_stage *stage; /* every stage any team names */
    const struct dc_team *team;
    uint32_t n_once, n_chance, n_ops, n_inputs; /* inputs in alphabetical order */
    const struct dc_ops *ops;                   /* ops[0] is empty */
    const struct dc_once *once;
    const struct dc_draws *chance;
    const struct dc_inputs *inputs;
    const struct dc_resolved *resolved; /* provenance: see scenario/resolved.h */
    uint64_t hash; /* of everything that can change a result but seed and replications */
};

#endif
