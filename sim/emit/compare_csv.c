/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/compare_csv.c - compare.csv: each pair of teams on each headline metric, and the one
 * they are ranked by. */
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

/* The metrics, and the differences of all pairs: found[i_metric * n_pairs + i_pair]. */
struct pairs {
    const char *metric[DC_N_HEADLINE + 1];
    size_t n_metrics, n_pairs;
    struct dc_difference *found;
};

static void put_metrics(struct dc_listing *listing, const struct dc_contender *a,
                        const struct dc_contender *b, const struct pairs *pairs, size_t i_pair)
{
    for (size_t m = 0; m < pairs->n_metrics; m++) {
        const char *const metric = pairs->metric[m];
        if (dc_has_row(a, metric) && dc_has_row(b, metric)) {
            put_pair(listing, a, b, metric, &pairs->found[m * pairs->n_pairs + i_pair]);
        }
    }
}

static void put_pairs(struct dc_listing *listing, const struct dc_finding *finding,
                      const struct pairs *pairs)
{
    size_t i_pair = 0;
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        for (uint32_t j = i + 1; j < dc_finding_n(finding); j++) {
            put_metrics(listing, dc_finding_contender(finding, i),
                        dc_finding_contender(finding, j), pairs, i_pair++);
        }
    }
}

enum dc_status dc_compare_write(const struct dc_finding *finding, enum dc_format format,
                                FILE *to)
{
    const size_t n = dc_finding_n(finding);
    struct pairs pairs = {.n_pairs = n > 0 ? n * (n - 1) / 2 : 0};
    pairs.n_metrics = dc_judged(dc_finding_metric(finding), pairs.metric);
    pairs.found = calloc(pairs.n_pairs * pairs.n_metrics + 1, sizeof *pairs.found);
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    enum dc_status status = pairs.found != NULL && listing != NULL ? DC_OK : DC_FAILED;
    for (size_t m = 0; m < pairs.n_metrics && status == DC_OK && pairs.n_pairs > 0; m++) {
        status = dc_finding_pairs(finding, pairs.metric[m], pairs.found + m * pairs.n_pairs);
    }
    if (status == DC_OK) {
        put_pairs(listing, finding, &pairs);
    }
    free(pairs.found);
    if (listing != NULL && dc_listing_end(listing) != DC_OK) {
        status = DC_FAILED;
    }
    return status;
}
