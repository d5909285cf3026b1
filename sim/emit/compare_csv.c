/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/compare_csv.c - compare.csv: each pair of teams on each headline metric. */
#include "emit/tables.h"

#include <stdlib.h>

static const char *const columns[] = {"scenario_a", "team_a",  "scenario_b",  "team_b",
                                      "metric",     "unit",    "n",           "mean_difference",
                                      "ci_low",     "ci_high", "p_a_beats_b", "variance_ratio"};

static void put_pair(struct dc_listing *listing, const struct dc_contender *a,
                     const struct dc_contender *b, const char *metric,
                     const struct dc_difference *d)
{
    const uint32_t i_row = dc_tally_find(a->tally, metric, NULL, NULL, -1);
    dc_listing_text(listing, a->scenario);
    dc_listing_text(listing, a->team);
    dc_listing_text(listing, b->scenario);
    dc_listing_text(listing, b->team);
    dc_listing_text(listing, metric);
    dc_listing_text(listing, dc_tally_row(a->tally, i_row)->unit);
    dc_listing_count(listing, d->n);
    dc_cell_if(listing, d->n > 0, d->mean);
    dc_cell_if(listing, d->n > 1, d->ci_low);
    dc_cell_if(listing, d->n > 1, d->ci_high);
    dc_cell_if(listing, d->n > 0, d->p_a_beats_b);
    dc_cell_if(listing, d->n > 1 && d->has_ratio, d->variance_ratio);
}

/* The headline metrics of one pair: found[i_metric * n_pairs]. */
static void put_metrics(struct dc_listing *listing, const struct dc_contender *a,
                        const struct dc_contender *b, const struct dc_difference *found,
                        size_t n_pairs)
{
    for (size_t m = 0; m < DC_N_HEADLINE; m++) {
        if (dc_has_row(a, dc_headline[m]) && dc_has_row(b, dc_headline[m])) {
            put_pair(listing, a, b, dc_headline[m], &found[m * n_pairs]);
        }
    }
}

/* found[i_metric * n_pairs + i_pair] */
static void put_pairs(struct dc_listing *listing, const struct dc_finding *finding,
                      const struct dc_difference *found, size_t n_pairs)
{
    size_t i_pair = 0;
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        for (uint32_t j = i + 1; j < dc_finding_n(finding); j++) {
            put_metrics(listing, dc_finding_contender(finding, i),
                        dc_finding_contender(finding, j), &found[i_pair++], n_pairs);
        }
    }
}

enum dc_status dc_compare_write(const struct dc_finding *finding, enum dc_format format,
                                FILE *to)
{
    const size_t n = dc_finding_n(finding);
    const size_t n_pairs = n > 0 ? n * (n - 1) / 2 : 0;
    struct dc_difference *const found = calloc(n_pairs * DC_N_HEADLINE + 1, sizeof *found);
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    enum dc_status status = found != NULL && listing != NULL ? DC_OK : DC_FAILED;
    for (size_t m = 0; m < DC_N_HEADLINE && status == DC_OK && n_pairs > 0; m++) {
        status = dc_finding_pairs(finding, dc_headline[m], found + m * n_pairs);
    }
    if (status == DC_OK) {
        put_pairs(listing, finding, found, n_pairs);
    }
    free(found);
    if (listing != NULL && dc_listing_end(listing) != DC_OK) {
        status = DC_FAILED;
    }
    return status;
}
