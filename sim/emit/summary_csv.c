/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/summary_csv.c - summary.csv: every metric of every team over the replications. */
#include "emit/tables.h"

static const char *const columns[] = {
    "scenario", "team", "segment", "role", "metric", "unit", "n",   "mean", "ci_low", "ci_high",
    "sd",       "min",  "p5",      "p10",  "p25",    "p50",  "p75", "p90",  "p95",    "max"};
enum { N_QUANTILES = 9 };

static void put_names(struct dc_listing *listing, const struct dc_contender *c,
                      const struct dc_tally_row *row, const char *metric)
{
    dc_listing_text(listing, c->scenario);
    dc_listing_text(listing, c->team);
    dc_listing_text(listing, row->segment);
    dc_listing_text(listing, row->role);
    dc_listing_text(listing, metric);
    dc_listing_text(listing, row->unit);
}

static void put_stats(struct dc_listing *listing, const struct dc_stats *s)
{
    const double quantile[N_QUANTILES] = {s->min, s->p5,  s->p10, s->p25, s->p50,
                                          s->p75, s->p90, s->p95, s->max};
    dc_listing_count(listing, s->n);
    dc_cell_if(listing, s->n > 0, s->mean);
    dc_cell_if(listing, s->n > 0 && s->has_spread, s->ci_low);
    dc_cell_if(listing, s->n > 0 && s->has_spread, s->ci_high);
    dc_cell_if(listing, s->n > 0 && s->has_spread, s->sd);
    for (int i = 0; i < N_QUANTILES; i++) {
        dc_cell_if(listing, s->n > 0, quantile[i]);
    }
}

static enum dc_status put_tail(struct dc_listing *listing, const struct dc_contender *c,
                               uint32_t i_row, enum dc_tail_kind kind)
{
    char name[64];
    struct dc_tail tail;
    const struct dc_tally_row *const row = dc_tally_row(c->tally, i_row);
    if (dc_tally_tail(c->tally, i_row, kind, &tail) != DC_OK) {
        return DC_FAILED;
    }
    snprintf(name, sizeof name, "%s%s", row->name, dc_tail_suffix(kind));
    put_names(listing, c, row, name);
    dc_listing_count(listing, tail.n);
    dc_cell_if(listing, tail.n > 0, tail.estimate);
    dc_cell_if(listing, tail.n > 0 && tail.has_interval, tail.ci_low);
    dc_cell_if(listing, tail.n > 0 && tail.has_interval, tail.ci_high);
    for (int i = 0; i < 1 + N_QUANTILES; i++) { /* sd, then min ... max */
        dc_listing_text(listing, NULL);
    }
    return DC_OK;
}

/* One row, and below a total that has them its tail rows. */
static enum dc_status put_row(struct dc_listing *listing, const struct dc_contender *c,
                              uint32_t i_row)
{
    struct dc_stats stats;
    const struct dc_tally_row *const row = dc_tally_row(c->tally, i_row);
    enum dc_status status = dc_tally_stats(c->tally, i_row, &stats);
    if (status != DC_OK) {
        return status;
    }
    put_names(listing, c, row, row->name);
    put_stats(listing, &stats);
    if (row->metric->has_tail && row->i_segment == UINT32_MAX && row->i_role == UINT32_MAX) {
        for (int kind = 0; kind < DC_N_TAILS && status == DC_OK; kind++) {
            status = put_tail(listing, c, i_row, (enum dc_tail_kind)kind);
        }
    }
    return status;
}

static enum dc_status put_team(struct dc_listing *listing, const struct dc_contender *c)
{
    enum dc_status status = DC_OK;
    for (uint32_t i = 0; i < dc_tally_n_summary_rows(c->tally) && status == DC_OK; i++) {
        status = dc_listing_is_broken(listing) ? DC_FAILED : put_row(listing, c, i);
    }
    return status;
}

enum dc_status dc_summary_write(const struct dc_finding *finding, enum dc_format format,
                                FILE *to)
{
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    enum dc_status status = DC_OK;
    for (uint32_t i = 0; i < dc_finding_n(finding) && status == DC_OK; i++) {
        status = put_team(listing, dc_finding_contender(finding, i));
    }
    const enum dc_status ended = dc_listing_end(listing);
    return status == DC_OK ? ended : status;
}
