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
    for (uint32_t r = 0; r < a->n_roles; r++) {
        same_number("places held", i, a->role[r].held_days, b->role[r].held_days);
        same_number("won by the role", i, a->role[r].won_money, b->role[r].won_money);
        same_bytes("costs of a role", i, a->role[r].cost_money, b->role[r].cost_money,
                   sizeof(a->role[r].cost_money));
    }
}
