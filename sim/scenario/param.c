/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/param.c - the parameter table. */
#include "scenario/param.h"

#include <string.h>

#include "base/number.h"
#include "scenario/model.h"

/* The smallest positive values that a draw is kept at: an open end itself would divide by 0. */
#define BARELY 1e-9
#define BELOW_ONE 0x1.fffffffffffffp-1
#define ABOVE_MINUS_ONE (-0x1.fffffffffffffp-1)

/* clang-format off */
static const struct dc_range any = {-INFINITY, INFINITY, false, false, -INFINITY, INFINITY, "any number"};
static const struct dc_range not_negative = {0, INFINITY, false, false, 0, INFINITY, "0 or more"};
static const struct dc_range positive = {0, INFINITY, true, false, BARELY, INFINITY, "above 0"};
static const struct dc_range share = {0, 1, false, false, 0, 1, "0 to 1"};
static const struct dc_range below_one = {0, 1, false, true, 0, BELOW_ONE, "0 to below 1"};
static const struct dc_range above_minus_one = {-1, INFINITY, true, false, ABOVE_MINUS_ONE, INFINITY, "above -1"};
static const struct dc_range start = {0.05, 1, false, false, 0.05, 1, "0.05 to 1"};
static const struct dc_range week = {0, 168, true, false, BARELY, 168, "above 0, at most 168"};
static const struct dc_range rho = {-1, 1, false, false, -1, 1, "-1 to 1"};
static const struct dc_range horizon = {1, DC_MAX_HORIZON_MONTHS, false, false, 1, DC_MAX_HORIZON_MONTHS, "whole, 1 to 240"};
static const struct dc_range warmup = {0, DC_MAX_HORIZON_MONTHS - 1, false, false, 0, DC_MAX_HORIZON_MONTHS - 1, "whole, 0 to below the horizon"};
static const struct dc_range seats = {0, DC_MAX_SEATS, false, false, 0, DC_MAX_SEATS, "whole, 0 to 10000"};
static const struct dc_range from_one = {1, 4294967294.0, false, false, 1, 4294967294.0, "whole, at least 1"};

#define SEGMENT(field) offsetof(struct dc_segment, field)
#define WORK(field) offsetof(struct dc_work, field)
#define TOUCH(i) (offsetof(struct dc_work, touch) + (i) * sizeof(struct dc_chance))
#define TIME(i) (offsetof(struct dc_work, touch_time) + (i) * sizeof(struct dc_chance))
#define ROLE(field) offsetof(struct dc_role, field)
#define TEAM(field) offsetof(struct dc_team, field)
#define MODEL(field) offsetof(struct dc_model, field)
#define F DC_FOLLOWED
#define P(before, name) before name, name

/* path and name, scope, takes, dimension, drawn, range, default, words, field, flag, bits, meaning */
const struct dc_param dc_params[] = {
[DC_P_INCLUDE] = {P("scenario.", "include"), DC_OF_SCENARIO, DC_TAKES_FILE, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, 0,
    "a scenario file that this one lies over, relative to this file"},
[DC_P_TITLE] = {P("scenario.", "title"), DC_OF_SCENARIO, DC_TAKES_TEXT, DC_DIM_TEXT, 0, NULL, "file name", NULL, 0, 0, 0,
    "what reports call the scenario"},
[DC_P_START] = {P("scenario.", "start"), DC_OF_SCENARIO, DC_TAKES_DATE, DC_DIM_TEXT, 0, NULL, "2026-01", NULL, 0, 0, 0,
    "calendar month of month 0, as YYYY-MM"},
[DC_P_HORIZON] = {P("scenario.", "horizon"), DC_OF_SCENARIO, DC_TAKES_WHOLE, DC_DIM_MONTHS, 0, &horizon, NULL, NULL, 0, 0, 0,
    "how long is simulated"},
[DC_P_WARMUP] = {P("scenario.", "warmup"), DC_OF_SCENARIO, DC_TAKES_WHOLE, DC_DIM_MONTHS, 0, &warmup, "0", NULL, 0, 0, 0,
    "months at the start that metrics do not count"},
[DC_P_REPLICATIONS] = {P("scenario.", "replications"), DC_OF_SCENARIO, DC_TAKES_WHOLE, DC_DIM_COUNT, 0, &from_one, "1000", NULL, 0, 0, 0,
    "simulated futures"},
[DC_P_SEED] = {P("scenario.", "seed"), DC_OF_SCENARIO, DC_TAKES_SEED, DC_DIM_INTEGER, 0, NULL, "1", NULL, 0, 0, 0,
    "chooses the luck; the same seed gives the same results"},
[DC_P_CURRENCY] = {P("scenario.", "currency"), DC_OF_SCENARIO, DC_TAKES_TEXT, DC_DIM_TEXT, 0, NULL, "USD", NULL, 0, 0, 0,
    "the currency of every amount, as units write it"},
[DC_P_TARGET] = {P("scenario.", "target"), DC_OF_SCENARIO, DC_TAKES_AMOUNT, DC_DIM_MONEY, 0, &not_negative, "none", NULL, 0, 0, 0,
    "bookings the plan wants over the counted months"},
[DC_P_EVENTS] = {P("scenario.", "events"), DC_OF_SCENARIO, DC_TAKES_FILE, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, 0,
    "a stress file in force in every run: pay rounds, price rises, campaigns, freezes"},
[DC_P_DISCOUNT_RATE] = {P("scenario.", "discount_rate"), DC_OF_SCENARIO, DC_TAKES_DRAW, DC_DIM_SHARE_PER_YEAR, DC_ONCE, &above_minus_one, "0.1", NULL, MODEL(discount_rate), 0, 0,
    "for npv and clv"},
[DC_P_PAYMENT_DELAY] = {P("scenario.", "payment_delay"), DC_OF_SCENARIO, DC_TAKES_DRAW, DC_DIM_DAYS, DC_ONCE, &not_negative, "30", NULL, MODEL(payment_delay), 0, 0,
    "from revenue or invoice to money received"},

[DC_P_LEADS] = {P("segment.S.", "leads"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_PER_MONTH, DC_ONCE, &not_negative, NULL, NULL, SEGMENT(leads), 0, DC_BY_MONTH,
    "inbound leads"},
[DC_P_ARRIVALS] = {P("segment.S.", "arrivals"), DC_OF_SEGMENT, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, "poisson", "poisson even", 0, 0, 0,
    "leads arrive at random, or evenly spaced"},
[DC_P_GROWTH] = {P("segment.S.", "growth"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_SHARE_PER_YEAR, DC_ONCE, &above_minus_one, "0", NULL, SEGMENT(growth), 0, 0,
    "yearly growth of leads, compounding"},
[DC_P_SEASONALITY] = {P("segment.S.", "seasonality"), DC_OF_SEGMENT, DC_TAKES_TWELVE, DC_DIM_TEXT, 0, &not_negative, "flat", NULL, 0, 0, 0,
    "12 numbers, January first: leads of a calendar month relative to the others"},
[DC_P_DEAL_VALUE] = {P("segment.S.", "deal_value"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_MONEY, DC_EACH_DEAL, &not_negative, NULL, NULL, SEGMENT(deal_value), 0, DC_BY_MONTH,
    "value of a deal; of a recurring segment a year's"},
[DC_P_DECISION_MAKERS] = {P("segment.S.", "decision_makers"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_COUNT, DC_EACH_DEAL, &not_negative, "1", NULL, SEGMENT(decision_makers), 0, 0,
    "people who decide on the buyer's side; below 1 counts as 1"},
[DC_P_PATIENCE] = {P("segment.S.", "patience"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_DAYS, DC_EACH_DEAL, &not_negative, "endless", NULL, SEGMENT(patience), 0, 0,
    "a lead not started by then expires"},
[DC_P_RESPONSE_HALFLIFE] = {P("segment.S.", "response_halflife"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_DAYS, DC_ONCE, &positive, "endless", NULL, SEGMENT(response_halflife), SEGMENT(has_halflife), 0,
    "wait that halves the first stage's conversion"},
[DC_P_RESPONSE_CURVE] = {P("segment.S.", "response_curve"), DC_OF_SEGMENT, DC_TAKES_CURVE, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, 0,
    "list of hours:factor on the first stage's conversion by wait, instead of the half-life"},
[DC_P_TRAVEL_TIME] = {P("segment.S.", "travel_time"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_MEETING, &not_negative, "0", NULL, SEGMENT(travel_time), 0, 0,
    "there and back, for an in-person meeting"},
[DC_P_TRAVEL_COST] = {P("segment.S.", "travel_cost"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_MONEY, DC_EACH_MEETING, &not_negative, "0", NULL, SEGMENT(travel_cost), 0, DC_BY_MONTH,
    "of an in-person meeting"},
[DC_P_CONTRACT] = {P("segment.S.", "contract"), DC_OF_SEGMENT, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, "one_off", "one_off recurring", 0, 0, 0,
    "whether a customer pays once or every year"},
[DC_P_CHURN] = {P("segment.S.", "churn"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_SHARE_PER_MONTH, DC_ONCE, &below_one, "0", NULL, SEGMENT(churn), 0, DC_BY_MONTH,
    "share of recurring customers that leave in a month"},
[DC_P_EXPANSION] = {P("segment.S.", "expansion"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_SHARE_PER_YEAR, DC_ONCE, &above_minus_one, "0", NULL, SEGMENT(expansion), 0, 0,
    "yearly growth of a recurring customer's value"},
[DC_P_WAIT_PENALTY] = {P("segment.S.", "wait_penalty"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_NUMBER, DC_ONCE, &not_negative, "0", NULL, SEGMENT(wait_penalty), 0, 0,
    "points of satisfaction lost for each doubling of 1 + days waited"},
[DC_P_CHURN_SENSITIVITY] = {P("segment.S.", "churn_sensitivity"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_NUMBER, DC_ONCE, &any, "0", NULL, SEGMENT(churn_sensitivity), 0, 0,
    "how strongly satisfaction below 4 raises churn"},
[DC_P_BILLING] = {P("segment.S.", "billing"), DC_OF_SEGMENT, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, "arrears", "arrears month quarter year", 0, 0, 0,
    "period that is invoiced ahead; recurring only"},
[DC_P_CUSTOMERS] = {P("segment.S.", "customers"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_COUNT, DC_ONCE, &not_negative, "0", NULL, SEGMENT(customers), 0, 0,
    "customers at the start of each team; recurring only"},
[DC_P_CUSTOMER_VALUE] = {P("segment.S.", "customer_value"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_MONEY_PER_YEAR, DC_EACH_EVENT, &not_negative, "deal_value", NULL, SEGMENT(customer_value), 0, 0,
    "yearly value of a customer at the start"},
[DC_P_GROSS_MARGIN] = {P("segment.S.", "gross_margin"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, "1", NULL, SEGMENT(gross_margin), 0, DC_BY_MONTH,
    "gross profit / revenue"},
[DC_P_LEAD_COST] = {P("segment.S.", "lead_cost"), DC_OF_SEGMENT, DC_TAKES_DRAW, DC_DIM_MONEY_PER_LEAD, DC_ONCE, &not_negative, "0", NULL, SEGMENT(lead_cost), 0, DC_BY_MONTH,
    "of each inbound lead"},

[DC_P_CONVERSION] = {P("stage.K.", "conversion"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, NULL, NULL, WORK(conversion), 0, DC_BY_MONTH,
    "chance to advance; not of follow-up stages"},
[DC_P_DM_EFFECT] = {P("stage.K.", "dm_effect"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_LOGIT, DC_ONCE, &any, "0", NULL, WORK(dm_effect), 0, 0,
    "shift of the conversion per decision maker above 1"},
[DC_P_VALUE_FACTOR] = {P("stage.K.", "value_factor"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_RATIO, DC_EACH_STAGE, &not_negative, "1", NULL, WORK(value_factor), 0, 0,
    "multiplies the deal's value when it advances"},
[DC_P_EFFORT] = {P("stage.K.", "effort"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_STAGE, &not_negative, "0", NULL, WORK(effort), 0, DC_BY_MONTH | F,
    "working time besides the touches"},
[DC_P_DELAY] = {P("stage.K.", "delay"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_DAYS, DC_EACH_STAGE, &not_negative, "0", NULL, WORK(delay), 0, DC_BY_MONTH | F,
    "the buyer's time, after the effort"},
[DC_P_DELAY_LOST] = {P("stage.K.", "delay_lost"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_DAYS, DC_EACH_STAGE, &not_negative, "as delay", NULL, WORK(delay_lost), 0, DC_BY_MONTH,
    "the same for deals that do not advance"},
[DC_P_CALLS] = {P("stage.K.", "calls"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_COUNT, DC_EACH_STAGE, &not_negative, "0", NULL, TOUCH(DC_CALLS), 0, DC_COUNTS | F,
    "calls; a plain number is the mean of a Poisson count"},
[DC_P_VOICEMAILS] = {P("stage.K.", "voicemails"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_COUNT, DC_EACH_STAGE, &not_negative, "0", NULL, TOUCH(DC_VOICEMAILS), 0, DC_COUNTS | F,
    "voicemails; likewise"},
[DC_P_EMAILS] = {P("stage.K.", "emails"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_COUNT, DC_EACH_STAGE, &not_negative, "0", NULL, TOUCH(DC_EMAILS), 0, DC_COUNTS | F,
    "emails; likewise"},
[DC_P_SOCIAL] = {P("stage.K.", "social"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_COUNT, DC_EACH_STAGE, &not_negative, "0", NULL, TOUCH(DC_SOCIAL), 0, DC_COUNTS | F,
    "social messages; likewise"},
[DC_P_MEETINGS] = {P("stage.K.", "meetings"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_COUNT, DC_EACH_STAGE, &not_negative, "0", NULL, TOUCH(DC_MEETINGS), 0, DC_COUNTS | F,
    "meetings; likewise"},
[DC_P_CALL_TIME] = {P("stage.K.", "call_time"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_STAGE, &not_negative, "0", NULL, TIME(DC_CALLS), 0, F,
    "per call"},
[DC_P_VOICEMAIL_TIME] = {P("stage.K.", "voicemail_time"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_STAGE, &not_negative, "0", NULL, TIME(DC_VOICEMAILS), 0, F,
    "per voicemail"},
[DC_P_EMAIL_TIME] = {P("stage.K.", "email_time"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_STAGE, &not_negative, "0", NULL, TIME(DC_EMAILS), 0, F,
    "per email"},
[DC_P_SOCIAL_TIME] = {P("stage.K.", "social_time"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_STAGE, &not_negative, "0", NULL, TIME(DC_SOCIAL), 0, F,
    "per social message"},
[DC_P_MEETING_TIME] = {P("stage.K.", "meeting_time"), DC_OF_STAGE, DC_TAKES_DRAW, DC_DIM_HOURS, DC_EACH_STAGE, &not_negative, "0", NULL, TIME(DC_MEETINGS), 0, F,
    "per meeting"},

[DC_P_LABEL] = {P("team.T.", "label"), DC_OF_TEAM, DC_TAKES_TEXT, DC_DIM_TEXT, 0, NULL, "the team's name", NULL, 0, 0, DC_OWN_ROW,
    "what reports call the team"},
[DC_P_STAGES] = {P("team.T.", "stages"), DC_OF_TEAM, DC_TAKES_STAGES, DC_DIM_TEXT, 0, NULL, NULL, NULL, 0, 0, 0,
    "list of stages, in order"},
[DC_P_FOLLOWUP] = {P("team.T.", "followup"), DC_OF_TEAM, DC_TAKES_STAGES, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, 0,
    "list of stages worked after a win"},
[DC_P_OPPORTUNITY_STAGE] = {P("team.T.", "opportunity_stage"), DC_OF_TEAM, DC_TAKES_STAGE, DC_DIM_TEXT, 0, NULL, "the second", NULL, 0, 0, 0,
    "from when a deal is an opportunity"},
[DC_P_LIKE] = {P("team.T.", "like"), DC_OF_TEAM, DC_TAKES_TEAM, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, DC_OWN_ROW,
    "a team whose rows hold for this one where it has none of its own"},
[DC_P_ASSIGNMENT] = {P("team.T.", "assignment"), DC_OF_TEAM, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, "least_loaded", "least_loaded round_robin random", 0, 0, DC_REPLACED,
    "how tasks that no seat owns find one"},
[DC_P_HANDOFF_DELAY] = {P("team.T.", "handoff_delay"), DC_OF_TEAM, DC_TAKES_DRAW, DC_DIM_DAYS, DC_EACH_STAGE, &not_negative, "0", NULL, TEAM(handoff_delay), 0, 0,
    "when the next stage is another role's"},
[DC_P_HANDOFF_LOSS] = {P("team.T.", "handoff_loss"), DC_OF_TEAM, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, "0", NULL, TEAM(handoff_loss), 0, 0,
    "deals lost between two roles"},
[DC_P_TURNOVER_LOSS] = {P("team.T.", "turnover_loss"), DC_OF_TEAM, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, "0", NULL, TEAM(turnover_loss), 0, 0,
    "waiting deals lost when their rep leaves"},
[DC_P_SPAN] = {P("team.T.", "span"), DC_OF_TEAM, DC_TAKES_WHOLE, DC_DIM_SEATS_PER_MANAGER, 0, &from_one, "none", NULL, 0, 0, DC_REPLACED,
    "seats that a manager leads"},
[DC_P_MANAGER_SALARY] = {P("team.T.", "manager_salary"), DC_OF_TEAM, DC_TAKES_DRAW, DC_DIM_MONEY_PER_YEAR, DC_ONCE, &not_negative, "0", NULL, TEAM(manager_salary), 0, DC_BY_MONTH,
    "of each manager"},
[DC_P_COVERAGE] = {P("team.T.segment.S.", "coverage"), DC_OF_TEAM_SEGMENT, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, "1", NULL, 0, 0, 0,
    "share of the segment's leads that the team can reach"},
[DC_P_STAGE_ROLE] = {P("team.T.stage.K.", "role"), DC_OF_TEAM_STAGE, DC_TAKES_ROLE, DC_DIM_TEXT, 0, NULL, NULL, NULL, 0, 0, 0,
    "who works the stage"},
[DC_P_ESCALATE_ROLE] = {P("team.T.stage.K.", "escalate_role"), DC_OF_TEAM_STAGE, DC_TAKES_ROLE, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, 0,
    "who works deals of at least escalate_above instead"},
[DC_P_ESCALATE_ABOVE] = {P("team.T.stage.K.", "escalate_above"), DC_OF_TEAM_STAGE, DC_TAKES_AMOUNT, DC_DIM_MONEY, 0, &not_negative, "none", NULL, 0, 0, DC_REPLACED,
    "the value from which a deal escalates"},

[DC_P_CHANNEL] = {P("role.R.", "channel"), DC_OF_ROLE, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, NULL, "inside outside", 0, 0, DC_NO_CHANNEL,
    "remote, or in the field"},
[DC_P_HEADCOUNT] = {P("team.T.role.R.", "headcount"), DC_OF_TEAM_ROLE, DC_TAKES_WHOLE, DC_DIM_SEATS, 0, &seats, NULL, NULL, 0, 0, DC_REPLACED,
    "seats filled at the start"},
[DC_P_HIRES] = {P("team.T.role.R.", "hires"), DC_OF_TEAM_ROLE, DC_TAKES_HIRES, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, DC_REPLACED | DC_BY_MONTH,
    "list of +n@month (filled after time_to_fill), +n@month! (on that day), -n@month (closed)"},
[DC_P_DEPARTURES] = {P("team.T.role.R.", "departures"), DC_OF_TEAM_ROLE, DC_TAKES_LEAVERS, DC_DIM_TEXT, 0, NULL, "none", NULL, 0, 0, DC_REPLACED,
    "list of n@month: the best leave"},
[DC_P_HOURS_PER_WEEK] = {P("role.R.", "hours_per_week"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_HOURS_PER_WEEK, DC_ONCE, &week, "40", NULL, ROLE(hours_per_week), 0, 0,
    "selling time"},
[DC_P_REMOTE_SHARE] = {P("role.R.", "remote_share"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, "0", NULL, ROLE(remote_share), 0, 0,
    "of an outside role's meetings"},
[DC_P_MAX_OPEN_DEALS] = {P("role.R.", "max_open_deals"), DC_OF_ROLE, DC_TAKES_WHOLE, DC_DIM_COUNT_PER_SEAT, 0, &from_one, "endless", NULL, 0, 0, DC_REPLACED,
    "deals that a seat holds at once"},
[DC_P_RESPONSE_DELAY] = {P("role.R.", "response_delay"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_DAYS, DC_EACH_DEAL, &not_negative, "0", NULL, ROLE(response_delay), 0, 0,
    "before a lead can be started; first stage only"},
[DC_P_ORDER] = {P("role.R.", "order"), DC_OF_ROLE, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, "oldest", "oldest newest largest", 0, 0, DC_REPLACED,
    "which ready task a free rep takes"},
[DC_P_SKILL_SD] = {P("role.R.", "skill_sd"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_LOGIT, DC_ONCE, &not_negative, "0", NULL, ROLE(skill_sd), 0, 0,
    "how much reps differ"},
[DC_P_RAMP_SKILL] = {P("role.R.", "ramp_skill"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_LOGIT, DC_ONCE, &any, "0", NULL, ROLE(ramp_skill), 0, 0,
    "skill that a new rep lacks"},
[DC_P_RAMP] = {P("role.R.", "ramp"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONTHS, DC_ONCE, &not_negative, "0", NULL, ROLE(ramp), 0, 0,
    "until a new rep is fully productive"},
[DC_P_RAMP_START] = {P("role.R.", "ramp_start"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &start, "0.25", NULL, ROLE(ramp_start), 0, 0,
    "productivity on the first day"},
[DC_P_INITIAL_TENURE] = {P("role.R.", "initial_tenure"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONTHS, DC_EACH_EVENT, &not_negative, "fully ramped", NULL, ROLE(initial_tenure), 0, 0,
    "of the reps at the start"},
[DC_P_ATTRITION] = {P("role.R.", "attrition"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE_PER_YEAR, DC_ONCE, &below_one, "0", NULL, ROLE(attrition), 0, DC_BY_MONTH,
    "share of reps that leave in a year"},
[DC_P_BURNOUT] = {P("role.R.", "burnout"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_NUMBER, DC_ONCE, &not_negative, "0", NULL, ROLE(burnout), 0, 0,
    "how strongly a load above 85% raises leaving"},
[DC_P_TIME_TO_FILL] = {P("role.R.", "time_to_fill"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_DAYS, DC_EACH_EVENT, &not_negative, "0", NULL, ROLE(time_to_fill), 0, 0,
    "an open seat stays vacant"},
[DC_P_HIRING_COST] = {P("role.R.", "hiring_cost"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY, DC_EACH_EVENT, &not_negative, "0", NULL, ROLE(hiring_cost), 0, 0,
    "of each hire"},
[DC_P_TRAINING_COST] = {P("role.R.", "training_cost"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY, DC_EACH_EVENT, &not_negative, "0", NULL, ROLE(training_cost), 0, 0,
    "of each hire"},
[DC_P_BASE_SALARY] = {P("role.R.", "base_salary"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY_PER_YEAR, DC_ONCE, &not_negative, "0", NULL, ROLE(base_salary), 0, DC_BY_MONTH,
    "of a filled seat"},
[DC_P_OTE] = {P("role.R.", "ote"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY_PER_YEAR, DC_ONCE, &not_negative, "base_salary", NULL, ROLE(ote), ROLE(has_ote), DC_BY_MONTH,
    "on-target earnings: base salary and variable pay at quota"},
[DC_P_QUOTA] = {P("role.R.", "quota"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY_PER_QUOTA, DC_ONCE, &not_negative, "none", NULL, ROLE(quota), ROLE(has_quota), DC_BY_MONTH,
    "bookings of a seat at target, per quota_period"},
[DC_P_QUOTA_PERIOD] = {P("role.R.", "quota_period"), DC_OF_ROLE, DC_TAKES_WORD, DC_DIM_TEXT, 0, NULL, "year", "month quarter year", 0, 0, 0,
    "over which quota and commission are reckoned"},
[DC_P_COMMISSION_THRESHOLD] = {P("role.R.", "commission_threshold"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &not_negative, "0", NULL, ROLE(commission_threshold), 0, 0,
    "attainment below which nothing is paid"},
[DC_P_ACCELERATOR] = {P("role.R.", "accelerator"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_NUMBER, DC_ONCE, &not_negative, "1", NULL, ROLE(accelerator), 0, 0,
    "slope of the payout above quota"},
[DC_P_COMMISSION_CAP] = {P("role.R.", "commission_cap"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &not_negative, "none", NULL, ROLE(commission_cap), ROLE(has_cap), 0,
    "the most paid, as a share of variable pay at target; 0: no cap"},
[DC_P_CREDIT_SHARE] = {P("role.R.", "credit_share"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE, DC_ONCE, &share, "1", NULL, ROLE(credit_share), 0, 0,
    "credit when another role wins the deal"},
[DC_P_ONCOST] = {P("role.R.", "oncost"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_SHARE_OF_PAY, DC_ONCE, &not_negative, "0", NULL, ROLE(oncost), 0, 0,
    "taxes and benefits on pay"},
[DC_P_TOOLS] = {P("role.R.", "tools"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY_PER_MONTH, DC_ONCE, &not_negative, "0", NULL, ROLE(tools), 0, DC_BY_MONTH,
    "per filled seat"},
[DC_P_OVERHEAD] = {P("role.R.", "overhead"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_MONEY_PER_MONTH, DC_ONCE, &not_negative, "0", NULL, ROLE(overhead), 0, 0,
    "per filled seat"},
[DC_P_SATISFACTION] = {P("role.R.", "satisfaction"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_POINTS, DC_EACH_DEAL, &any, "4", NULL, ROLE(satisfaction), 0, 0,
    "of customers won, before waits; the result is kept within 1 to 5"},
[DC_P_SOURCED_LEADS] = {P("role.R.", "sourced_leads"), DC_OF_ROLE, DC_TAKES_DRAW, DC_DIM_PER_MONTH_SEAT, DC_ONCE, &not_negative, "0", NULL, ROLE(sourced_leads), 0, 0,
    "outbound leads of a productive seat"},
[DC_P_SOURCE_MIX] = {P("role.R.", "source_mix"), DC_OF_ROLE, DC_TAKES_MIX, DC_DIM_TEXT, 0, NULL, "by inbound leads", NULL, 0, 0, 0,
    "list of segment:weight"},

[DC_P_INPUT] = {"input.NAME", NULL, DC_OF_INPUT, DC_TAKES_DRAW, DC_DIM_ANY, DC_ONCE, &any, NULL, NULL, 0, 0, 0,
    "a named uncertain input, used as $NAME"},
[DC_P_CORRELATION] = {"correlation.A.B", NULL, DC_OF_CORRELATION, DC_TAKES_AMOUNT, DC_DIM_NUMBER, 0, &rho, "0", NULL, 0, 0, 0,
    "rank correlation of input.A and input.B"},
};
/* clang-format on */
const size_t dc_n_params = DC_COUNT_OF(dc_params);
_Static_assert(DC_COUNT_OF(dc_params) == DC_N_PARAMS, "a row for each name");

bool dc_param_has_default(const struct dc_param *param, double *out)
{
    return param->missing != NULL && param->range != NULL &&
           dc_number_parse(param->missing, strlen(param->missing), out);
}

bool dc_param_is_none(const struct dc_param *param, const char *text)
{
    double ignored;
    if (param->missing == NULL || param->takes == DC_TAKES_TEXT ||
        param->takes == DC_TAKES_WORD || dc_param_has_default(param, &ignored)) {
        return false;
    }
    return strcmp(text, "none") == 0 || strcmp(text, param->missing) == 0;
}

const char *dc_drawn_name(enum dc_drawn drawn)
{
    static const char *const name[] = {"", "once", "deal", "stage", "meeting", "event"};
    return name[drawn];
}
