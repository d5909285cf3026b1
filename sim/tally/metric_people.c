/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric_people.c - metrics of reps: load, touches, quota, comings and goings. */
#include "tally/metric.h"

DC_FIELD(role_calls, role, n_touch[DC_CALLS])
DC_FIELD(role_voicemails, role, n_touch[DC_VOICEMAILS])
DC_FIELD(role_emails, role, n_touch[DC_EMAILS])
DC_FIELD(role_social, role, n_touch[DC_SOCIAL])
DC_FIELD(role_meetings, role, n_touch[DC_MEETINGS])
DC_FIELD(role_in_person, role, n_in_person)
DC_FIELD(role_talk, role, talk_hours)
DC_FIELD(role_travel, role, travel_hours)
DC_FIELD(role_travel_cost, role, travel_money)
DC_FIELD(role_hires, role, n_hires)
DC_FIELD(role_leavers, role, n_leavers)
DC_FIELD(role_vacancy, role, vacancy_days)
DC_FIELD(month_hires, month, n_hires)
DC_FIELD(month_leavers, month, n_leavers)

DC_RATIO(total_slot_use, s->view->pools.held_days, s->view->pools.room_days)
DC_RATIO(total_utilisation, s->month->busy_days, s->month->work_filled_days)
DC_RATIO(role_utilisation, s->role->busy_days, s->role->filled_days)
DC_RATIO(total_meeting_conversion, s->view->record->n_met_won, s->view->record->n_met)
DC_RATIO(role_attainment, s->role->attainment, s->role->n_periods)
DC_RATIO(role_at_quota, s->role->n_at_quota, s->role->n_periods)
DC_RATIO(month_attainment, s->month->attainment, s->month->n_periods)
/* a year, per mean filled seat: the counted time cancels out of both means */
DC_RATIO(total_revenue_per_rep, s->month->revenue_money *DC_YEAR_DAYS,
         s->view->pools.quota_filled_days)
DC_RATIO(total_bookings_per_rep, s->month->bookings_money *DC_YEAR_DAYS,
         s->view->pools.quota_filled_days)
DC_RATIO(role_bookings_per_rep, s->role->won_money *DC_YEAR_DAYS, s->role->filled_days)
DC_RATIO(role_headcount, s->role->filled_days, s->view->counted_days)
DC_RATIO(month_headcount, s->month->filled_days, DC_MONTH_DAYS)

static bool role_slot_use(const struct dc_subject *s, double *out)
{
    return s->role->has_limit && dc_metric_ratio(s->role->held_days, s->role->room_days, out);
}

static bool total_remote_share(const struct dc_subject *s, double *out)
{
    double in_person;
    if (!dc_metric_ratio(s->view->pools.in_person_hours, s->view->pools.outside_hours,
                         &in_person)) {
        return false;
    }
    *out = 1.0 - in_person;
    return true;
}

DC_OF_EACH_MONTH(total_utilisation)
DC_OF_EACH_MONTH(month_attainment)
DC_OF_EACH_MONTH(month_headcount)
DC_OF_EACH_MONTH(month_hires)
DC_OF_EACH_MONTH(month_leavers)

/* clang-format off */
static const struct dc_metric_row rows[] = {
    {DC_METRIC("slot_use", "share", "places held / (max_open_deals * filled seats) over time, over the roles with a limit; "
               "places at vacant seats count as held"),
     DC_ALL(total_slot_use), DC_BY_ROLE(role_slot_use)},
    {DC_METRIC("utilisation", "share", "busy time / filled-seat time; of the team: over the roles that work a stage or follow-up"),
     DC_ALL(total_utilisation), DC_BY_ROLE(role_utilisation), DC_BY_MONTH(28, total_utilisation), DC_HEADLINE},
    {DC_METRIC("calls", "count", "calls made"), DC_ALL(role_calls), DC_BY_ROLE(role_calls)},
    {DC_METRIC("voicemails", "count", "voicemails left"), DC_ALL(role_voicemails)},
    {DC_METRIC("emails", "count", "emails written"), DC_ALL(role_emails), DC_BY_ROLE(role_emails)},
    {DC_METRIC("social", "count", "social touches"), DC_ALL(role_social)},
    {DC_METRIC("meetings", "count", "meetings, remote and in person"),
     DC_ALL(role_meetings), DC_BY_ROLE(role_meetings)},
    {DC_METRIC("in_person_meetings", "count", "meetings in person"), DC_ALL(role_in_person)},
    {DC_METRIC("talk_hours", "hours", "calls * call_time + meetings * meeting_time"),
     DC_ALL(role_talk), DC_BY_ROLE(role_talk)},
    {DC_METRIC("travel_hours", "hours", "travel to in-person meetings and back"),
     DC_ALL(role_travel), DC_BY_ROLE(role_travel), DC_LOWER},
    {DC_METRIC("travel_cost", "money", "cost of the travel"),
     DC_ALL(role_travel_cost), DC_BY_ROLE(role_travel_cost), DC_LOWER},
    {DC_METRIC("meeting_conversion", "share", "of the deals whose first meeting was in a counted month, those won"),
     DC_ALL(total_meeting_conversion)},
    {DC_METRIC("remote_selling_share", "share", "outside roles: 1 - in-person meeting hours / (all hours - travel)"),
     DC_ALL(total_remote_share)},
    {DC_METRIC("attainment", "share", "mean of credited bookings / quota over rep-periods"),
     DC_ALL(role_attainment), DC_BY_ROLE(role_attainment), DC_BY_MONTH(32, month_attainment), DC_HEADLINE},
    {DC_METRIC("at_quota", "share", "of the rep-periods, those with attainment of at least 1"),
     DC_ALL(role_at_quota), DC_BY_ROLE(role_at_quota)},
    {DC_METRIC("revenue_per_rep", "money", "revenue a year per mean filled seat of the roles with a quota"),
     DC_ALL(total_revenue_per_rep)},
    {DC_METRIC("bookings_per_rep", "money", "bookings a year per mean filled seat of the roles with a quota; of a role: "
               "value of the deals its seats won"),
     DC_ALL(total_bookings_per_rep), DC_BY_ROLE(role_bookings_per_rep)},
    {DC_METRIC("headcount", "seats", "mean number of filled seats"),
     DC_ALL(role_headcount), DC_BY_ROLE(role_headcount), DC_BY_MONTH(26, month_headcount)},
    {DC_METRIC("hires", "count", "seats filled after the start"),
     DC_ALL(role_hires), DC_BY_ROLE(role_hires), DC_BY_MONTH(24, month_hires)},
    {DC_METRIC("leavers", "count", "reps who left by attrition or departures"),
     DC_ALL(role_leavers), DC_BY_ROLE(role_leavers), DC_BY_MONTH(25, month_leavers), DC_LOWER},
    {DC_METRIC("vacancy_days", "days", "days that open seats stood vacant"),
     DC_ALL(role_vacancy), DC_BY_ROLE(role_vacancy), DC_LOWER},
};
/* clang-format on */
const struct dc_metric_list dc_metric_people = {rows, DC_COUNT_OF(rows)};
