/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/record.h - what one replication of one team leaves behind, and the
 * observer that may watch it happen.
 *
 * A record holds sums, not metrics: tally/metric turns them into metrics. Totals count
 * the counted months only (from the warm-up's end); month[] has every month. Money is in
 * the scenario's currency, time in days unless the name says otherwise. */
#ifndef DEALCYCLE_RECORD_H
#define DEALCYCLE_RECORD_H

#include "dealcycle/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The parts of cost, in the order they are reported. */
enum dc_cost {
    DC_SALARY,
    DC_COMMISSION,
    DC_ONCOST,
    DC_TOOLS,
    DC_OVERHEAD,
    DC_TRAVEL,
    DC_HIRING,
    DC_TRAINING,
    DC_MANAGEMENT,
    DC_LEADS,
    DC_N_COSTS
};

struct dc_month_sum {
    uint64_t n_leads, n_won, n_lost, n_expired, n_hires, n_leavers;
    uint64_t n_open;      /* at the month's end */
    uint64_t n_customers; /* recurring, at the month's end */
    double bookings_money, revenue_money, gross_profit_money, cash_money;
    double cost_money[DC_N_COSTS];
    double arr_money;                   /* at the month's end, per year */
    double open_pipeline_money;         /* open opportunities at the month's end */
    double filled_days;                 /* seat-days filled, all roles */
    double productive_days;             /* the same times productivity */
    double busy_days, work_filled_days; /* roles that work a stage or follow-up */
    double response_days;               /* sum over first stages started in the month */
    uint64_t n_responses;
    double attainment; /* sum over rep-periods that count and closed in the month */
    uint64_t n_periods;
};

struct dc_segment_sum {
    uint64_t n_leads, n_won, n_lost, n_expired, n_open;
    uint64_t n_opportunity_won, n_opportunity_lost;
    uint64_t n_customers_ever,
        n_churned; /* recurring: at the warm-up's end or won since; of those left */
    double bookings_money, revenue_money;
    double cycle_days;    /* sum over wins */
    double response_days; /* sum over n_responses */
    uint64_t n_responses;
};

struct dc_role_sum {
    uint64_t n_won, n_hires, n_leavers;
    uint64_t n_touch[5]; /* calls, voicemails, emails, social, meetings */
    uint64_t n_in_person;
    double talk_hours, travel_hours,
        work_hours;         /* work_hours: all hours of tasks started, travel included */
    double in_person_hours; /* meeting hours of in-person meetings, travel not included */
    double travel_money;
    double busy_days, filled_days, vacancy_days;
    double held_days,
        room_days; /* integral of places held, of max_open_deals * filled seats; 0 if endless */
    bool has_limit, has_quota, works, outside;
    double attainment; /* sum over the rep-periods that count */
    uint64_t n_periods, n_at_quota;
    double won_money;              /* value of deals whose last stage a seat of it worked */
    double cost_money[DC_N_COSTS]; /* management and leads 0 */
};

struct dc_stage_sum { /* stages, then follow-up */
    uint64_t n_entries, n_starts, n_outcomes, n_advanced;
    uint64_t n_timed;  /* outcomes of stages, ends of follow-up delays */
    double wait_days;  /* sum over n_starts */
    double stage_days; /* sum over n_timed */
};

/* Rep-periods by attainment: bin i holds [i/10, (i+1)/10), the last everything above. */
#define DC_ATTAINMENT_BINS 31

struct dc_record {
    uint32_t n_months, n_warmup, n_segments, n_roles, n_stages;
    struct dc_month_sum *month;     /* [n_months] */
    struct dc_segment_sum *segment; /* [n_segments] */
    struct dc_role_sum *role;       /* [n_roles] */
    struct dc_stage_sum *stage;     /* [n_stages] */
    uint32_t *attainment_bins;      /* [n_roles * DC_ATTAINMENT_BINS] */

    uint64_t n_opportunities;              /* became one */
    uint64_t n_open_at_warmup;             /* deals open at the warm-up's end */
    double cycle_p50_days, cycle_p90_days; /* over wins; hold if there was one */
    double response_p90_days;              /* over responses; holds if there was one */
    double open_opportunity_days;       /* time integral of the number of open opportunities */
    double open_opportunity_money_days; /* of their value */
    uint64_t n_met, n_met_won; /* deals with a first meeting in a counted month; of those won */
    double npv_money;
    double clv_money;     /* sum over wins */
    double margin_money;  /* sum over wins of value * gross_margin */
    double csat_points;   /* sum over wins */
    double customer_days; /* time recurring customers were customers */
};

/* What happened, as the observer is told, in the order it happened. */
enum dc_event_kind {
    DC_EV_LEAD,    /* a lead arrived or was sourced */
    DC_EV_READY,   /* a deal became ready for a stage */
    DC_EV_START,   /* a rep started it: wait, hours */
    DC_EV_DONE,    /* the effort ended */
    DC_EV_OUTCOME, /* the buyer decided: probability, outcome */
    DC_EV_WON,
    DC_EV_LOST, /* outcome says how: stage, handoff, turnover */
    DC_EV_EXPIRED,
    DC_EV_MOVED,    /* a waiting task left its seat */
    DC_EV_FILLED,   /* a seat got a rep */
    DC_EV_LEFT,     /* a rep left */
    DC_EV_OPENED,   /* a seat was opened by the plan */
    DC_EV_CLOSED,   /* a seat was closed by the plan */
    DC_EV_FOLLOWED, /* a follow-up stage ended */
    DC_EV_CHURNED,  /* a customer left */
    DC_N_EVENT_KINDS
};

/* One event. Fields that do not apply are 0, NULL or negative as stated. */
struct dc_event {
    enum dc_event_kind kind;
    double time_days;
    const char *segment, *stage, *role; /* NULL: does not apply */
    const char *origin;                 /* outbound lead: the sourcing role; NULL: inbound */
    uint64_t deal;       /* number of the lead in its segment or seat, from 1; 0: none */
    int64_t source_seat; /* outbound lead: seat number that sourced it, from 1; else 0 */
    int64_t seat, rep;   /* from 1; 0: none */
    double value_money;
    double wait_days, hours, probability; /* negative: does not apply */
    const char *outcome; /* advanced, lost, handoff, turnover, won, ...; NULL: none */
};
struct dc_observer {
    void (*see)(void *self, const struct dc_event *event); /* NULL: nobody watches */
    void *self;
};

#ifdef __cplusplus
}
#endif
#endif
