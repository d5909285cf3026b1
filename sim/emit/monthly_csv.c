/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/monthly_csv.c - monthly.csv: the months one by one. */
#include "emit/tables.h"

static const char *const columns[] = {"scenario", "team", "month", "metric", "unit",
                                      "n",        "mean", "sd",    "p5",     "p10",
                                      "p25",      "p50",  "p75",   "p90",    "p95"};

static enum dc_status put_row(struct dc_listing *listing, const struct dc_contender *c,
                              uint32_t i_row)
{
    struct dc_stats s;
    const struct dc_tally_row *const row = dc_tally_row(c->tally, i_row);
    if (dc_tally_stats(c->tally, i_row, &s) != DC_OK) {
        return DC_FAILED;
    }
    const double quantile[] = {s.p5, s.p10, s.p25, s.p50, s.p75, s.p90, s.p95};
    dc_listing_text(listing, c->scenario);
    dc_listing_text(listing, c->team);
    dc_listing_count(listing, (uint64_t)row->month);
    dc_listing_text(listing, row->name);
    dc_listing_text(listing, row->unit);
    dc_listing_count(listing, s.n);
    dc_cell_if(listing, s.n > 0, s.mean);
    dc_cell_if(listing, s.n > 0 && s.has_spread, s.sd);
    for (size_t i = 0; i < DC_COUNT_OF(quantile); i++) {
        dc_cell_if(listing, s.n > 0, quantile[i]);
    }
    return DC_OK;
}

enum dc_status dc_monthly_write(const struct dc_finding *finding, enum dc_format format,
                                FILE *to)
{
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    enum dc_status status = DC_OK;
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        const struct dc_contender *const c = dc_finding_contender(finding, i);
        const uint32_t n_rows = dc_tally_n_rows(c->tally);
        for (uint32_t r = dc_tally_n_summary_rows(c->tally); r < n_rows && status == DC_OK;
             r++) {
            status = put_row(listing, c, r);
        }
    }
    const enum dc_status ended = dc_listing_end(listing);
    return status == DC_OK ? ended : status;
}
