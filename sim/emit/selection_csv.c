/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/selection_csv.c - selection.csv: who was chosen, and who was dropped when and by whom.
 */
#include "emit/tables.h"

static const char *const columns[] = {"scenario",    "team",      "metric",  "indifference",
                                      "p",           "n",         "outcome", "better_scenario",
                                      "better_team", "p_estimate"};

static const char *outcome_of(const struct dc_selection *s)
{
    if (s->is_chosen) {
        return s->is_reached ? "chosen" : "ahead";
    }
    return s->is_dropped ? "dropped" : "in";
}

static void put_row(struct dc_listing *listing, const struct dc_finding *finding,
                    const struct dc_contender *c)
{
    const struct dc_selection *const s = &c->selection;
    const uint32_t i_better = s->is_dropped
                                  ? dc_finding_find(finding, s->i_case_better, s->i_team_better)
                                  : UINT32_MAX;
    const struct dc_contender *const better =
        i_better != UINT32_MAX ? dc_finding_contender(finding, i_better) : NULL;
    dc_listing_text(listing, c->scenario);
    dc_listing_text(listing, c->team);
    dc_listing_text(listing, dc_finding_metric(finding));
    dc_listing_number(listing, s->indifference);
    dc_listing_number(listing, s->p);
    dc_listing_count(listing, s->n);
    dc_listing_text(listing, outcome_of(s));
    dc_listing_text(listing, better != NULL ? better->scenario : NULL);
    dc_listing_text(listing, better != NULL ? better->team : NULL);
    dc_cell_if(listing, s->budget > 0 && s->is_chosen, s->p_estimate);
}

enum dc_status dc_selection_write(const struct dc_finding *finding, enum dc_format format,
                                  FILE *to)
{
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        put_row(listing, finding, dc_finding_contender(finding, i));
    }
    return dc_listing_end(listing);
}
