/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/rules.c - named cross-checks. */
#include "scenario/rules.h"

static void check_unused(struct dc_draft *d)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dc_row *row = &d->row[i];
        if (!row->is_used && row->place.param != DC_P_INCLUDE) {
            dc_report(d->diags, DC_UNUSED, row->at_path, row->path, "nothing reads this parameter");
        }
    }
}

bool dc_rules_check(struct dc_draft *d)
{
    check_unused(d);
    return true;
}
