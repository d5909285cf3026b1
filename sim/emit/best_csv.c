/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/best_csv.c - best.csv: how often each team is the best, and what choosing it costs. */
#include "emit/tables.h"

#include <stdlib.h>

static const char *const columns[] = {"scenario", "team",   "metric",    "n",
                                      "p_best",   "regret", "joint_low", "joint_high"};

static void put_row(struct dc_listing *listing, const struct dc_contender *c,
                    const char *metric, const struct dc_standing *s)
{
    dc_listing_text(listing, c->scenario);
    dc_listing_text(listing, c->team);
    dc_listing_text(listing, metric);
    dc_listing_count(listing, s->n);
    dc_cell_if(listing, s->n > 0, s->p_best);
    dc_cell_if(listing, s->n > 0, s->regret);
    dc_cell_if(listing, s->has_joint, s->joint_low);
    dc_cell_if(listing, s->has_joint, s->joint_high);
}

enum dc_status dc_best_write(const struct dc_finding *finding, enum dc_format format, FILE *to)
{
    const char *metric[DC_N_HEADLINE + 1];
    const size_t n_metrics = dc_judged(dc_finding_metric(finding), metric);
    const size_t n = dc_finding_n(finding);
    struct dc_standing *const standing = calloc(n * n_metrics + 1, sizeof *standing);
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    enum dc_status status = standing != NULL && listing != NULL ? DC_OK : DC_FAILED;
    for (size_t m = 0; m < n_metrics && status == DC_OK; m++) {
        status = dc_finding_standings(finding, metric[m], standing + m * n);
    }
    for (uint32_t i = 0; i < n && status == DC_OK; i++) {
        const struct dc_contender *const c = dc_finding_contender(finding, i);
        for (size_t m = 0; m < n_metrics; m++) {
            if (dc_has_row(c, metric[m])) {
                put_row(listing, c, metric[m], &standing[m * n + i]);
            }
        }
    }
    free(standing);
    if (listing != NULL && dc_listing_end(listing) != DC_OK) {
        status = DC_FAILED;
    }
    return status;
}
