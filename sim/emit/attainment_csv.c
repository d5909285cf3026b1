/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/attainment_csv.c - attainment.csv: rep-periods by attainment, for roles with a quota.
 * The last bin has no upper end. */
#include "emit/tables.h"

#include "scenario/model.h"

static const char *const columns[] = {"scenario", "team", "role", "from", "to", "count"};

static void put_role(struct dc_listing *listing, const struct dc_contender *c,
                     const struct dc_role *role, uint32_t i_role)
{
    const uint64_t *const count = dc_tally_attainment(c->tally, i_role);
    for (int i = 0; i < DC_ATTAINMENT_BINS; i++) {
        dc_listing_text(listing, c->scenario);
        dc_listing_text(listing, c->team);
        dc_listing_text(listing, role->name);
        dc_listing_number(listing, (double)i / 10.0);
        dc_cell_if(listing, i + 1 < DC_ATTAINMENT_BINS, (double)(i + 1) / 10.0);
        dc_listing_count(listing, count[i]);
    }
}

enum dc_status dc_attainment_write(const struct dc_finding *finding, enum dc_format format,
                                   FILE *to)
{
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        const struct dc_contender *const c = dc_finding_contender(finding, i);
        const struct dc_team *const team = &dc_tally_model(c->tally)->team[c->i_team];
        for (uint32_t k = 0; k < team->n_roles; k++) {
            if (team->role[k].has_quota) {
                put_role(listing, c, &team->role[k], k);
            }
        }
    }
    return dc_listing_end(listing);
}
