/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/rules.c - named cross-checks: what can be told of a role or team by itself. */
#include "scenario/rules.h"

#include <string.h>

#include "scenario/build.h"
#include "scenario/cascade.h"

static const struct dc_row *row_of(const struct dc_ruling *r, uint32_t param,
                                   const struct dc_role *role)
{
    struct dc_place use = dc_place_of(param);

    use.team = r->name;
    use.thing = dc_names_find(&r->d->words.role, role->name, strlen(role->name));
    use.channel = role->outside ? DC_OUTSIDE : DC_INSIDE;
    return dc_cascade_find(r->d, &use);
}

/* A row that could not be read is reported already; nothing follows from it. */
const struct dc_row *dc_rules_row(const struct dc_ruling *r, uint32_t param,
                                  const struct dc_role *role)
{
    const struct dc_row *row = row_of(r, param, role);
    return row != NULL && row->is_ok ? row : NULL;
}

static bool is_fixed(const struct dc_draft *d, struct dc_ref ref)
{
    return d->once[ref.i].draws == DC_NO_DRAWS;
}

/* Draws below are taken as the base; two plain numbers are a slip. */
static void check_ote(const struct dc_ruling *r, const struct dc_role *role)
{
    const struct dc_draft *d = r->d;
    const struct dc_row *row = dc_rules_row(r, DC_P_OTE, role);

    if (!role->has_ote || row == NULL || !is_fixed(d, role->ote) ||
        !is_fixed(d, role->base_salary)) {
        return;
    }
    const double ote = d->once[role->ote.i].value;
    const double base = d->once[role->base_salary.i].value;
    if (ote < base) {
        dc_draft_error(
            r->d, row, DC_OTE_BELOW_BASE,
            "on-target earnings of %.6g a year are below the base salary of %.6g of role "
            "%s: ote is base and variable pay together",
            ote, base, role->name);
    }
}

static void warn_at_path(const struct dc_ruling *r, const struct dc_row *row, enum dc_code code,
                         const char *text)
{
    dc_report(r->d->diags, code, row->at_path, row->path, "%s", text);
}

static void check_quota(const struct dc_ruling *r, const struct dc_role *role)
{
    const struct dc_row *row = dc_rules_row(r, DC_P_QUOTA, role);

    if (row == NULL || row->parsed.is_none) {
        return;
    }
    if (row_of(r, DC_P_QUOTA_PERIOD, role) == NULL) {
        warn_at_path(r, row, DC_QUOTA_PERIOD,
                     "a quota without quota_period: it is taken as a year's; set quota_period "
                     "to month, quarter or year");
    }
    if (!role->works && !role->has_sourcing &&
        dc_diags_errors(r->d->diags) == r->d->n_errors_before) {
        warn_at_path(
            r, row, DC_IDLE_QUOTA,
            "the role has a quota but works no stage and sources no leads, so it never "
            "has a sale to its credit");
    }
}

static void check_ramp(const struct dc_ruling *r, const struct dc_role *role)
{
    const struct dc_row *row = dc_rules_row(r, DC_P_RAMP, role);
    const double ramp = dc_estimate_ref(r->d, role->ramp);

    if (row != NULL && ramp > r->d->model->horizon_months) {
        dc_draft_error(r->d, row, DC_LONG_RAMP,
                       "a ramp of %.4g months is longer than the horizon of %u", ramp,
                       r->d->model->horizon_months);
    }
}

static void check_seats(const struct dc_ruling *r, const struct dc_role *role)
{
    const struct dc_row *row = dc_rules_row(r, DC_P_HEADCOUNT, role);

    if (row != NULL && role->works && role->n_seats == 0) {
        dc_draft_error(
            r->d, row, DC_NO_SEATS,
            "role %s of team %s works a stage but never has a seat: its deals wait for "
            "ever",
            role->name, r->team->name);
    }
}

static void check_role(const struct dc_ruling *r, const struct dc_role *role)
{
    check_ote(r, role);
    check_quota(r, role);
    check_ramp(r, role);
    check_seats(r, role);
}

/* The planner's warnings are about the plan, not about what a stress makes of it. */
static bool is_stressed(const struct dc_draft *d)
{
    return d->overlay != NULL && d->overlay->stress_file != NULL;
}

static bool check_team(struct dc_draft *d, uint32_t i_team)
{
    struct dc_arena temporary = {0};
    struct dc_team_estimate estimate;
    const struct dc_ruling r = {d, &d->all_teams[i_team], d->team_id[i_team], &estimate};
    bool ok = true;

    for (uint32_t i = 0; i < r.team->n_roles; i++) {
        check_role(&r, &r.team->role[i]);
    }
    const bool is_chosen = (d->chosen >> i_team & 1U) != 0;
    if (is_chosen && !is_stressed(d) && dc_diags_errors(d->diags) == d->n_errors_before) {
        ok = dc_estimate_team(d, r.team, &temporary, &estimate);
        if (ok) {
            dc_rules_lint(&r);
        }
    }
    dc_arena_free(&temporary);
    return ok;
}

bool dc_rules_check(struct dc_draft *d)
{
    bool ok = true;

    for (uint32_t t = 0; ok && t < d->n_teams; t++) {
        ok = check_team(d, t);
    }
    dc_rules_attrition(d);
    dc_rules_unused(d);
    return ok;
}
