/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/same.c - records held against each other. */
#include "tests/support/same.h"

#include <string.h>

static void same_bytes(const char *what, uint64_t scenario, const void *a, const void *b,
                       size_t n)
{
    if (memcmp(a, b, n) != 0) {
        fail_msg("scenario %llu: %s differ", (unsigned long long)scenario, what);
    }
}

static void same_number(const char *what, uint64_t scenario, double a, double b)
{
    if (memcmp(&a, &b, sizeof(a)) != 0) {
        fail_msg("scenario %llu: %s: %.17g, not %.17g", (unsigned long long)scenario, what, a,
                 b);
    }
}

static void same_role(uint64_t i, const struct dc_role_sum *a, const struct dc_role_sum *b)
{
    same_number("won deals of a role", i, (double)a->n_won, (double)b->n_won);
    same_number("hires", i, (double)a->n_hires, (double)b->n_hires);
    same_number("leavers", i, (double)a->n_leavers, (double)b->n_leavers);
    same_bytes("touches", i, a->n_touch, b->n_touch, sizeof(a->n_touch));
    same_number("meetings in person", i, (double)a->n_in_person, (double)b->n_in_person);
    same_number("talk", i, a->talk_hours, b->talk_hours);
    same_number("travel", i, a->travel_hours, b->travel_hours);
    same_number("work", i, a->work_hours, b->work_hours);
    same_number("hours in person", i, a->in_person_hours, b->in_person_hours);
    same_number("cost of travel", i, a->travel_money, b->travel_money);
    same_number("busy time", i, a->busy_days, b->busy_days);
    same_number("filled time", i, a->filled_days, b->filled_days);
    same_number("vacancy", i, a->vacancy_days, b->vacancy_days);
    same_number("places held", i, a->held_days, b->held_days);
    same_number("places there are", i, a->room_days, b->room_days);
    same_number("attainment of a role", i, a->attainment, b->attainment);
    same_number("rep-periods", i, (double)a->n_periods, (double)b->n_periods);
    same_number("rep-periods at quota", i, (double)a->n_at_quota, (double)b->n_at_quota);
    same_number("won by the role", i, a->won_money, b->won_money);
    same_bytes("costs of a role", i, a->cost_money, b->cost_money, sizeof(a->cost_money));
}

void same_record(uint64_t i, const struct dc_record *a, const struct dc_record *b)
{
    same_number("opportunities", i, (double)a->n_opportunities, (double)b->n_opportunities);
    same_number("open at the warm-up's end", i, (double)a->n_open_at_warmup,
                (double)b->n_open_at_warmup);
    same_number("median cycle", i, a->cycle_p50_days, b->cycle_p50_days);
    same_number("cycle P90", i, a->cycle_p90_days, b->cycle_p90_days);
    same_number("response P90", i, a->response_p90_days, b->response_p90_days);
    same_number("opportunity days", i, a->open_opportunity_days, b->open_opportunity_days);
    same_number("opportunity money", i, a->open_opportunity_money_days,
                b->open_opportunity_money_days);
    same_number("npv", i, a->npv_money, b->npv_money);
    same_number("clv", i, a->clv_money, b->clv_money);
    same_number("csat", i, a->csat_points, b->csat_points);
    same_number("customer days", i, a->customer_days, b->customer_days);
    same_bytes("months", i, a->month, b->month, a->n_months * sizeof(*a->month));
    same_bytes("segments", i, a->segment, b->segment, a->n_segments * sizeof(*a->segment));
    same_bytes("stages", i, a->stage, b->stage, a->n_stages * sizeof(*a->stage));
    same_number("margin", i, a->margin_money, b->margin_money);
    same_number("deals with a meeting", i, (double)a->n_met, (double)b->n_met);
    same_number("of them won", i, (double)a->n_met_won, (double)b->n_met_won);
    same_bytes("attainment", i, a->attainment_bins, b->attainment_bins,
               a->n_roles * DC_ATTAINMENT_BINS * sizeof(*a->attainment_bins));
    for (uint32_t r = 0; r < a->n_roles; r++) {
        same_role(i, &a->role[r], &b->role[r]);
    }
}
