/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/cells.c - what several tables share. */
#include "emit/tables.h"

#include <string.h>

const char *const dc_headline[] = {
    "won", "win_rate", "bookings",   "revenue",     "contribution",  "cash",       "cash_low",
    "npv", "cac",      "attainment", "utilisation", "response_time", "target_hit", NULL};

size_t dc_judged(const char *ranked_by, const char *out[DC_N_HEADLINE + 1])
{
    bool is_headline = ranked_by[0] == '\0';
    for (size_t i = 0; i < DC_N_HEADLINE; i++) {
        out[i] = dc_headline[i];
        is_headline = is_headline || strcmp(dc_headline[i], ranked_by) == 0;
    }
    out[DC_N_HEADLINE] = ranked_by;
    return DC_N_HEADLINE + !is_headline;
}

static bool own_contribution(const struct dc_contender *c, double *out)
{
    struct dc_stats stats;
    const uint32_t i_row = dc_tally_find(c->tally, "contribution", NULL, NULL, -1);
    const bool has = i_row != UINT32_MAX && dc_tally_stats(c->tally, i_row, &stats) == DC_OK;
    *out = has && stats.n > 0 ? stats.mean : 0.0;
    return has && stats.n > 0;
}

bool dc_contribution_of(const struct dc_finding *finding, uint32_t i, double *out)
{
    const uint32_t best = dc_finding_standing(finding, 0)->contender;
    const struct dc_contender *const own = dc_finding_contender(finding, i);
    const struct dc_contender *const first = dc_finding_contender(finding, best);
    struct dc_difference d;
    double level;
    if (dc_tally_n(own->tally) == dc_tally_n(first->tally) ||
        !own_contribution(first, &level) ||
        dc_finding_difference(finding, i, best, "contribution", &d) != DC_OK || d.n == 0) {
        return own_contribution(own, out);
    }
    *out = level + d.mean;
    return true;
}

bool dc_has_row(const struct dc_contender *contender, const char *metric)
{
    return dc_tally_find(contender->tally, metric, NULL, NULL, -1) != UINT32_MAX;
}

void dc_cell_if(struct dc_listing *listing, bool has, double x)
{
    if (has) {
        dc_listing_number(listing, x);
    } else {
        dc_listing_text(listing, NULL);
    }
}
