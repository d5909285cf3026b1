/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/replications_csv.c - replications.csv: the headline metrics future by future. */
#include "emit/tables.h"

static void put_team(struct dc_listing *listing, const struct dc_contender *c)
{
    uint32_t i_row[DC_N_HEADLINE];
    for (size_t m = 0; m < DC_N_HEADLINE; m++) {
        i_row[m] = dc_tally_find(c->tally, dc_headline[m], NULL, NULL, -1);
    }
    for (uint64_t r = 0; r < dc_tally_n_stored(c->tally) && !dc_listing_is_broken(listing);
         r++) {
        dc_listing_text(listing, c->scenario);
        dc_listing_text(listing, c->team);
        dc_listing_count(listing, r);
        for (size_t m = 0; m < DC_N_HEADLINE; m++) {
            double x = 0.0;
            const bool has =
                i_row[m] != UINT32_MAX && dc_tally_value(c->tally, i_row[m], r, &x);
            dc_cell_if(listing, has, x);
        }
    }
}

enum dc_status dc_replications_write(const struct dc_finding *finding, enum dc_format format,
                                     FILE *to)
{
    const char *columns[3 + DC_N_HEADLINE] = {"scenario", "team", "replication"};
    for (size_t m = 0; m < DC_N_HEADLINE; m++) {
        columns[3 + m] = dc_headline[m];
    }
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        put_team(listing, dc_finding_contender(finding, i));
    }
    return dc_listing_end(listing);
}
