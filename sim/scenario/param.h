/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/param.h - the parameter table: everything a scenario can set, one row each.
 *
 * The path parser, the value parser, the building of the model, check --resolved, the
 * help, the manual and the fuzzers walk these rows; a parameter is added by adding one. */
#ifndef DC_SCENARIO_PARAM_H
#define DC_SCENARIO_PARAM_H

#include "base/unit.h"

/* What a parameter belongs to, and so the shapes its path may have. */
enum dc_scope {
    DC_OF_SCENARIO,
    DC_OF_SEGMENT,
    DC_OF_STAGE, /* cascade: team.segment.stage > team.stage > channel.segment.stage > ... */
    DC_OF_TEAM,
    DC_OF_TEAM_SEGMENT,
    DC_OF_TEAM_STAGE, /* team.segment.stage > team.stage */
    DC_OF_ROLE,       /* cascade: team.role > role > channel */
    DC_OF_TEAM_ROLE,
    DC_OF_INPUT,
    DC_OF_CORRELATION,
    DC_N_SCOPES
};

/* What may stand in its value. */
enum dc_takes {
    DC_TAKES_DRAW,   /* number, product or distribution */
    DC_TAKES_AMOUNT, /* number */
    DC_TAKES_WHOLE,  /* whole number */
    DC_TAKES_SEED,   /* whole number of 64 bits */
    DC_TAKES_TEXT,
    DC_TAKES_DATE, /* YYYY-MM */
    DC_TAKES_FILE,
    DC_TAKES_WORD, /* one of `words` */
    DC_TAKES_STAGE,
    DC_TAKES_ROLE,
    DC_TAKES_TEAM,
    DC_TAKES_STAGES,  /* list */
    DC_TAKES_TWELVE,  /* 12 numbers */
    DC_TAKES_CURVE,   /* list of hours:factor */
    DC_TAKES_MIX,     /* list of segment:weight */
    DC_TAKES_HIRES,   /* list of +n@month, +n@month!, -n@month */
    DC_TAKES_LEAVERS, /* list of n@month */
};

enum dc_drawn {
    DC_NEVER,
    DC_ONCE,
    DC_EACH_DEAL,
    DC_EACH_STAGE,
    DC_EACH_MEETING,
    DC_EACH_EVENT
};

/* Where a number may lie. An open end is outside; draws beyond it are kept at `keep_`. */
struct dc_range {
    double lo, hi; /* +-INFINITY: none */
    bool open_lo, open_hi;
    double keep_lo, keep_hi;
    const char *text; /* `0 to 1` */
};

enum {
    DC_BY_MONTH = 1,    /* a stress may act in some months only */
    DC_COUNTS = 2,      /* touches: a plain number is the mean of a Poisson count */
    DC_REPLACED = 4,    /* not drawn, but a stress may put another value in its place */
    DC_OWN_ROW = 8,     /* not taken over by `like` */
    DC_FOLLOWED = 16,   /* a stage's, in force for follow-up stages too */
    DC_NO_CHANNEL = 32, /* a role's, without the channel's step of the cascade */
};

struct dc_param {
    const char *path; /* the least specific, names as capitals: `stage.K.conversion` */
    const char *name; /* its last part; NULL: the path ends with a free name */
    enum dc_scope scope;
    enum dc_takes takes;
    enum dc_dimension dimension;
    enum dc_drawn drawn;
    const struct dc_range *range; /* NULL: not a number */
    const char *missing;          /* the default as a scenario may write it; NULL: required */
    const char *words;            /* DC_TAKES_WORD: the words, blank-separated */
    uint16_t field;               /* of a drawn one: offset in the scope's struct */
    uint16_t flag; /* of a drawn once one without a default: offset of its bool; else 0 */
    unsigned bits;
    const char *meaning;
};
extern const struct dc_param dc_params[];
extern const size_t dc_n_params;

/* Numbers of rows that the loader names. */
enum dc_param_id {
    DC_P_INCLUDE,
    DC_P_TITLE,
    DC_P_START,
    DC_P_HORIZON,
    DC_P_WARMUP,
    DC_P_REPLICATIONS,
    DC_P_SEED,
    DC_P_CURRENCY,
    DC_P_TARGET,
    DC_P_EVENTS,
    DC_P_DISCOUNT_RATE,
    DC_P_PAYMENT_DELAY,
    DC_P_LEADS,
    DC_P_ARRIVALS,
    DC_P_GROWTH,
    DC_P_SEASONALITY,
    DC_P_DEAL_VALUE,
    DC_P_DECISION_MAKERS,
    DC_P_PATIENCE,
    DC_P_RESPONSE_HALFLIFE,
    DC_P_RESPONSE_CURVE,
    DC_P_TRAVEL_TIME,
    DC_P_TRAVEL_COST,
    DC_P_CONTRACT,
    DC_P_CHURN,
    DC_P_EXPANSION,
    DC_P_WAIT_PENALTY,
    DC_P_CHURN_SENSITIVITY,
    DC_P_BILLING,
    DC_P_CUSTOMERS,
    DC_P_CUSTOMER_VALUE,
    DC_P_GROSS_MARGIN,
    DC_P_LEAD_COST,
    DC_P_CONVERSION,
    DC_P_DM_EFFECT,
    DC_P_VALUE_FACTOR,
    DC_P_EFFORT,
    DC_P_DELAY,
    DC_P_DELAY_LOST,
    DC_P_CALLS,
    DC_P_VOICEMAILS,
    DC_P_EMAILS,
    DC_P_SOCIAL,
    DC_P_MEETINGS,
    DC_P_CALL_TIME,
    DC_P_VOICEMAIL_TIME,
    DC_P_EMAIL_TIME,
    DC_P_SOCIAL_TIME,
    DC_P_MEETING_TIME,
    DC_P_LABEL,
    DC_P_STAGES,
    DC_P_FOLLOWUP,
    DC_P_OPPORTUNITY_STAGE,
    DC_P_LIKE,
    DC_P_ASSIGNMENT,
    DC_P_HANDOFF_DELAY,
    DC_P_HANDOFF_LOSS,
    DC_P_TURNOVER_LOSS,
    DC_P_SPAN,
    DC_P_MANAGER_SALARY,
    DC_P_COVERAGE,
    DC_P_STAGE_ROLE,
    DC_P_ESCALATE_ROLE,
    DC_P_ESCALATE_ABOVE,
    DC_P_CHANNEL,
    DC_P_HEADCOUNT,
    DC_P_HIRES,
    DC_P_DEPARTURES,
    DC_P_HOURS_PER_WEEK,
    DC_P_REMOTE_SHARE,
    DC_P_MAX_OPEN_DEALS,
    DC_P_RESPONSE_DELAY,
    DC_P_ORDER,
    DC_P_SKILL_SD,
    DC_P_RAMP_SKILL,
    DC_P_RAMP,
    DC_P_RAMP_START,
    DC_P_INITIAL_TENURE,
    DC_P_ATTRITION,
    DC_P_BURNOUT,
    DC_P_TIME_TO_FILL,
    DC_P_HIRING_COST,
    DC_P_TRAINING_COST,
    DC_P_BASE_SALARY,
    DC_P_OTE,
    DC_P_QUOTA,
    DC_P_QUOTA_PERIOD,
    DC_P_COMMISSION_THRESHOLD,
    DC_P_ACCELERATOR,
    DC_P_COMMISSION_CAP,
    DC_P_CREDIT_SHARE,
    DC_P_ONCOST,
    DC_P_TOOLS,
    DC_P_OVERHEAD,
    DC_P_SATISFACTION,
    DC_P_SOURCED_LEADS,
    DC_P_SOURCE_MIX,
    DC_P_INPUT,
    DC_P_CORRELATION,
    DC_N_PARAMS
};

static inline bool dc_param_is_chance(const struct dc_param *param)
{
    return param->drawn > DC_ONCE;
}
/* Whether the default is a value (else it says what holds without one). */
bool dc_param_has_default(const struct dc_param *param, double *out);
/* Whether the text says that nothing is set: `none` or the words of the default. */
bool dc_param_is_none(const struct dc_param *param, const char *text);
/* `once`, `deal`, ...; empty if it is not drawn. */
const char *dc_drawn_name(enum dc_drawn drawn);

#endif
