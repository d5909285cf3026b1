/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/unused.c - rows that nothing reads, and why: most are slips of the pen. */
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/rules.h"

#define WHY_SIZE 200

/* Looks for the name that was meant among those that exist. */
static void why_unknown(const char *what, const char *name, const struct dc_names *names,
                        const bool exists[], char why[WHY_SIZE])
{
    struct dc_suggest near = {.word = name, .n = strlen(name)};

    for (size_t i = 0; i < names->n && i < 4096; i++) {
        if (exists[i]) {
            dc_suggest_offer(&near, names->name[i]);
        }
    }
    snprintf(why, WHY_SIZE, "there is no %s '%.60s'%s%.60s%s", what, name,
             near.best != NULL ? "; did you mean '" : "", near.best != NULL ? near.best : "",
             near.best != NULL ? "'?" : "");
}

struct existing {
    bool *segment, *stage, *role;
};

static bool existing_find(struct dc_draft *d, struct dc_arena *arena, struct existing *out)
{
    out->segment = dc_arena_zero(arena, d->words.segment.n + 1, sizeof(bool));
    out->stage = dc_arena_zero(arena, d->words.stage.n + 1, sizeof(bool));
    out->role = dc_arena_zero(arena, d->words.role.n + 1, sizeof(bool));
    if (out->segment == NULL || out->stage == NULL || out->role == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < d->n_segments; i++) {
        out->segment[d->segment_id[i]] = true;
    }
    for (uint32_t i = 0; i < d->n_stages; i++) {
        out->stage[d->stage_id[i]] = true;
    }
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.param == DC_P_HEADCOUNT) {
            out->role[d->row[i].place.thing] = true;
        }
    }
    return true;
}

static bool is_of(const struct dc_row *row, enum dc_scope a, enum dc_scope b)
{
    const enum dc_scope scope = dc_params[row->place.param].scope;
    return scope == a || scope == b;
}

/* What a parameter needs to matter, where something else shuts it off. */
static const char *need_of(uint32_t param)
{
    switch (param) {
    case DC_P_CHURN:
    case DC_P_EXPANSION:
    case DC_P_CHURN_SENSITIVITY:
    case DC_P_CUSTOMERS:
    case DC_P_CUSTOMER_VALUE:
    case DC_P_BILLING:
        return "only a segment with contract recurring reads it";
    case DC_P_REMOTE_SHARE:
        return "only an outside role reads it";
    case DC_P_RESPONSE_DELAY:
        return "only a role that works a first stage reads it";
    case DC_P_COMMISSION_THRESHOLD:
    case DC_P_ACCELERATOR:
    case DC_P_COMMISSION_CAP:
    case DC_P_CREDIT_SHARE:
        return "only a role with a quota reads it";
    case DC_P_SOURCE_MIX:
        return "only a role with sourced_leads reads it";
    case DC_P_MANAGER_SALARY:
        return "only a team with a span reads it";
    case DC_P_ESCALATE_ABOVE:
        return "only a stage with an escalate_role reads it";
    default:
        return NULL;
    }
}

/* false: no reason of its own, only that nothing came by. */
static bool why_of(const struct dc_draft *d, const struct dc_row *row,
                   const struct existing *have, char why[WHY_SIZE])
{
    const struct dc_place *p = &row->place;
    const char *need = need_of(p->param);

    if (p->segment != DC_NONE && !have->segment[p->segment]) {
        why_unknown("segment", d->words.segment.name[p->segment], &d->words.segment,
                    have->segment, why);
    } else if (is_of(row, DC_OF_STAGE, DC_OF_TEAM_STAGE) && !have->stage[p->thing]) {
        why_unknown("stage", d->words.stage.name[p->thing], &d->words.stage, have->stage, why);
    } else if (is_of(row, DC_OF_ROLE, DC_OF_TEAM_ROLE) && p->thing != DC_NONE &&
               !have->role[p->thing]) {
        why_unknown("role with a headcount", d->words.role.name[p->thing], &d->words.role,
                    have->role, why);
    } else if (p->param == DC_P_INPUT) {
        snprintf(why, WHY_SIZE, "no value uses $%.60s", d->words.input.name[p->thing]);
    } else if (need != NULL) {
        snprintf(why, WHY_SIZE, "%s", need);
    } else {
        snprintf(why, WHY_SIZE, "no team works it so, or more specific rows hold everywhere");
        return false;
    }
    return true;
}

void dc_rules_unused(struct dc_draft *d)
{
    struct dc_arena temporary = {0};
    struct existing have;
    const bool is_whole = dc_diags_errors(d->diags) == d->n_errors_before;

    if (existing_find(d, &temporary, &have)) {
        for (size_t i = 0; i < d->n_rows; i++) {
            const struct dc_row *row = &d->row[i];
            char why[WHY_SIZE];
            if (row->is_used || !row->is_ok || row->place.param == DC_P_INCLUDE) {
                continue;
            }
            /* With errors about, what nothing came by may only have been cut off by them. */
            if (why_of(d, row, &have, why) || is_whole) {
                dc_report(d->diags, DC_UNUSED, row->at_path, row->path,
                          "nothing reads this: %s", why);
            }
        }
    }
    dc_arena_free(&temporary);
}
