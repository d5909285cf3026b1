/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/distribution_csv.c - distribution.csv: bookings, contribution and cash as curves. */
#include "emit/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emit/density.h"
#include "tally/quantile.h"

static const char *const columns[] = {"scenario", "team",    "metric",
                                      "x",        "density", "exceedance"};
static const char *const metrics[] = {"bookings", "contribution", "cash"};

static void put_curve(struct dc_listing *listing, const struct dc_contender *c,
                      const char *metric, const double sorted[], uint64_t n)
{
    struct dc_density curve;
    dc_density_of(sorted, n, strcmp(metric, "bookings") == 0 ? 0.0 : -INFINITY, &curve);
    for (int i = 0; i < DC_DENSITY_POINTS; i++) {
        dc_listing_text(listing, c->scenario);
        dc_listing_text(listing, c->team);
        dc_listing_text(listing, metric);
        dc_listing_number(listing, curve.x[i]);
        dc_listing_number(listing, curve.density[i]);
        dc_listing_number(listing, curve.exceedance[i]);
    }
}

static enum dc_status put_metric(struct dc_listing *listing, const struct dc_contender *c,
                                 const char *metric)
{
    const uint32_t i_row = dc_tally_find(c->tally, metric, NULL, NULL, -1);
    const uint64_t n_all = dc_tally_n_stored(c->tally);
    if (i_row == UINT32_MAX || n_all == 0) {
        return DC_OK;
    }
    double *const x = malloc(2 * n_all * sizeof *x);
    if (x == NULL) {
        return DC_FAILED;
    }
    const uint64_t n = dc_tally_column(c->tally, i_row, x);
    dc_quantile_sort(x, x + n_all, n);
    if (n > 0) {
        put_curve(listing, c, metric, x, n);
    }
    free(x);
    return DC_OK;
}

enum dc_status dc_distribution_write(const struct dc_finding *finding, enum dc_format format,
                                     FILE *to)
{
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    enum dc_status status = DC_OK;
    for (uint32_t i = 0; i < dc_finding_n(finding) && status == DC_OK; i++) {
        for (size_t m = 0; m < DC_COUNT_OF(metrics) && status == DC_OK; m++) {
            status = put_metric(listing, dc_finding_contender(finding, i), metrics[m]);
        }
    }
    const enum dc_status ended = dc_listing_end(listing);
    return status == DC_OK ? ended : status;
}
