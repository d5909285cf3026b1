/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric_deals.c - metrics of what becomes of deals. */
#include "tally/metric.h"

DC_FIELD(month_leads, month, n_leads)
DC_FIELD(month_won, month, n_won)
DC_FIELD(month_lost, month, n_lost)
DC_FIELD(month_expired, month, n_expired)
DC_FIELD(month_open, month, n_open)
DC_FIELD(segment_leads, segment, n_leads)
DC_FIELD(segment_won, segment, n_won)
DC_FIELD(segment_lost, segment, n_lost)
DC_FIELD(segment_expired, segment, n_expired)
DC_FIELD(segment_open, segment, n_open)
DC_FIELD(role_won, role, n_won)
DC_FIELD(total_opportunities, view->record, n_opportunities)
DC_FIELD(step_entries, stage, n_entries)

DC_RATIO(segment_conversion, s->segment->n_won, s->segment->n_leads)
DC_RATIO(step_wait, s->stage->wait_days, s->stage->n_starts)
DC_RATIO(step_time, s->stage->stage_days, s->stage->n_timed)
DC_RATIO(step_conversion, s->stage->n_advanced, s->stage->n_outcomes)

bool dc_metric_win_rate(const struct dc_subject *s, double *out)
{
    const uint64_t n_ended = s->segment->n_opportunity_won + s->segment->n_opportunity_lost;
    return dc_metric_ratio((double)s->segment->n_opportunity_won, (double)n_ended, out);
}

DC_OF_EACH_MONTH(month_leads)
DC_OF_EACH_MONTH(month_won)
DC_OF_EACH_MONTH(month_lost)
DC_OF_EACH_MONTH(month_open)

/* clang-format off */
static const struct dc_metric_row rows[] = {
    {DC_METRIC("leads", "count", "leads that arrived or were sourced and that the team can reach"),
     DC_ALL(month_leads), DC_BY_SEGMENT(segment_leads), DC_BY_MONTH(1, month_leads)},
    {DC_METRIC("won", "count", "deals won; of a role: those whose last stage a seat of it worked"),
     DC_ALL(month_won), DC_BY_SEGMENT(segment_won), DC_BY_ROLE(role_won), DC_BY_MONTH(2, month_won),
     DC_HEADLINE},
    {DC_METRIC("lost", "count", "deals lost: at a stage, on a handoff, or when a rep left"),
     DC_ALL(month_lost), DC_BY_SEGMENT(segment_lost), DC_BY_MONTH(3, month_lost), DC_LOWER},
    {DC_METRIC("expired", "count", "leads that nobody started within their patience"),
     DC_ALL(month_expired), DC_BY_SEGMENT(segment_expired), DC_LOWER},
    {DC_METRIC("open", "count", "deals still open at the end"),
     DC_ALL(segment_open), DC_BY_SEGMENT(segment_open), DC_BY_MONTH(29, month_open)},
    {DC_METRIC("lead_conversion", "share", "won / leads"),
     DC_ALL(segment_conversion), DC_BY_SEGMENT(segment_conversion)},
    {DC_METRIC("opportunities", "count", "deals that became opportunities: ready for the opportunity stage"),
     DC_ALL(total_opportunities)},
    {DC_METRIC("win_rate", "share", "won / (won + lost), of deals that were opportunities when they ended"),
     DC_ALL(dc_metric_win_rate), DC_BY_SEGMENT(dc_metric_win_rate), DC_HEADLINE},
    {DC_METRIC("stage_wait.K", "days", "mean wait from ready to the start of work on stage K, by start"),
     DC_BY_STEP(step_wait), DC_BY_FOLLOWUP(step_wait)},
    {DC_METRIC("stage_time.K", "days", "mean time from ready to the outcome of stage K, by outcome (of a follow-up: "
               "to the end of its delay)"),
     DC_BY_STEP(step_time), DC_BY_FOLLOWUP(step_time)},
    {DC_METRIC("stage_entries.K", "count", "deals that became ready for stage K (the first: every lead)"),
     DC_BY_STEP(step_entries), DC_BY_FOLLOWUP(step_entries)},
    {DC_METRIC("stage_conversion.K", "share", "of the outcomes of stage K, those that advanced; losses by handoff or "
               "turnover and expiry are no outcomes"),
     DC_BY_STEP(step_conversion)},
};
/* clang-format on */
const struct dc_metric_list dc_metric_deals = {rows, DC_COUNT_OF(rows)};
