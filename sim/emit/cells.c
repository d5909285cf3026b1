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
