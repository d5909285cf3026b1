/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build_step.c - how a team works its stages, for each segment. */
#include <string.h>

#include "base/suggest.h"
#include "scenario/build.h"
#include "scenario/cascade.h"

struct stepping {
    struct dc_draft *d;
    struct dc_team *team;
    uint32_t name; /* of the team */
    const struct dc_crew *crew;
    struct dc_role *role;
    struct dc_span at; /* the list that the stage stands in */
    bool is_followup;
    uint32_t stage, segment; /* vocabulary numbers */
};

static struct dc_place step_place(const struct stepping *s, uint32_t param)
{
    struct dc_place use = dc_place_of(param);
    use.team = s->name;
    use.segment = s->segment;
    use.thing = s->stage;
    return use;
}

/* A role that has no headcount in this team, perhaps a slip of the pen. */
static void role_fail(const struct stepping *s, const struct dc_row *at, uint32_t role)
{
    struct dc_draft *d = s->d;
    const char *name = d->words.role.name[role];
    struct dc_suggest near = {.word = name, .n = strlen(name)};

    for (uint32_t i = 0; i < s->crew->n; i++) {
        dc_suggest_offer(&near, d->words.role.name[s->crew->name[i]]);
    }
    if (near.best != NULL) {
        dc_draft_error(
            d, at, DC_UNKNOWN_NAME,
            "the team has no role '%s'; did you mean '%s'? A role of the team has a row "
            "team.%s.role.%s.headcount",
            name, near.best, s->team->name, name);
    } else {
        dc_draft_error(
            d, at, DC_UNKNOWN_NAME,
            "the team has no role '%s': set team.%s.role.%s.headcount (0 if it has no "
            "seats)",
            name, s->team->name, name);
    }
}

/* Index in the team of the role that a parameter names; DC_NONE: none, or reported. */
static uint32_t role_at(const struct stepping *s, uint32_t param, const struct dc_row **at)
{
    const struct dc_place use = step_place(s, param);
    const struct dc_value *value = dc_build_value(s->d, &use, at);

    if (value == NULL) {
        return DC_NONE;
    }
    const uint32_t role = s->crew->at[value->i];
    if (role == DC_NONE) {
        role_fail(s, *at, value->i);
    }
    return role;
}

static const char *conversion_why(const struct stepping *s)
{
    const struct dc_draft *d = s->d;
    const char *why = dc_arena_printf(
        d->arena, "stage %s of team %s needs it%s%s", d->words.stage.name[s->stage],
        s->team->name, d->n_segments > 1 ? " for segment " : "",
        d->n_segments > 1 ? d->words.segment.name[s->segment] : "");
    return why != NULL ? why : "";
}

static void work_build(const struct stepping *s, uint32_t role, struct dc_work *work)
{
    struct dc_draft *d = s->d;
    struct dc_place use = step_place(s, DC_P_CONVERSION);
    const struct dc_fields fields = {
        DC_OF_STAGE, s->is_followup ? DC_FOLLOWED : 0, {s->at, conversion_why(s)}, NULL, 0};

    use.channel = s->crew->channel[role];
    work->role = role;
    s->role[role].works = true;
    if (s->is_followup) { /* advances always, as it is */
        work->conversion = work->dm_effect = dc_build_constant(d, 0.0);
        work->conversion = dc_build_constant(d, 1.0);
        work->value_factor = dc_build_factor_one(d);
    }
    dc_build_fields(d, &use, &fields, work);
    if (!s->is_followup) {
        use.param = DC_P_DELAY_LOST;
        work->delay_lost = dc_build_follower(d, &work->delay_lost, &work->delay, &use);
    }
    for (int i = 0; i < DC_N_TOUCHES; i++) {
        work->has_touches = work->has_touches || !work->touch[i].is_zero;
    }
}

/* The second way of working a step: both the role and the amount, or neither. */
static void escalation_read(const struct stepping *s, struct dc_step *step)
{
    const struct dc_row *at_role;
    const struct dc_place above = step_place(s, DC_P_ESCALATE_ABOVE);
    const uint32_t role = role_at(s, DC_P_ESCALATE_ROLE, &at_role);
    const struct dc_row *at_above = dc_cascade_find(s->d, &above);

    if (role == DC_NONE) {
        return;
    }
    if (at_above == NULL) {
        dc_draft_error(
            s->d, at_role, DC_ESCALATION,
            "escalate_role needs the deal value from which it works: set escalate_above "
            "of stage %s",
            s->d->words.stage.name[s->stage]);
        return;
    }
    step->escalates = dc_build_amount(s->d, &above, &step->escalate_above);
    if (step->escalates) {
        work_build(s, role, &step->by[1]);
    }
}

/* Without a role its channel is not known: only what no channel says is told. */
static void conversion_ask(const struct stepping *s)
{
    struct dc_place use = step_place(s, DC_P_CONVERSION);

    for (use.channel = DC_INSIDE; use.channel <= DC_OUTSIDE; use.channel++) {
        if (dc_cascade_find(s->d, &use) != NULL) {
            return;
        }
    }
    use.channel = DC_NONE;
    (void)dc_build_check_set(s->d, &use, (struct dc_need){s->at, conversion_why(s)});
}

static void step_build(const struct stepping *s, struct dc_step *step)
{
    const struct dc_row *at = NULL;
    const struct dc_place use = step_place(s, DC_P_STAGE_ROLE);
    const uint32_t role = role_at(s, DC_P_STAGE_ROLE, &at);

    if (role != DC_NONE) {
        work_build(s, role, &step->by[0]);
    } else if (at == NULL || at->parsed.is_none) {
        const char *path = dc_arena_printf(s->d->arena, "team.%s.stage.%s.role", s->team->name,
                                           s->d->words.stage.name[use.thing]);
        dc_report(s->d->diags, DC_REQUIRED, s->at, path,
                  "is not set: every stage of a team needs the role that works it");
        if (!s->is_followup) {
            conversion_ask(s);
        }
    }
    escalation_read(s, step);
}

static struct dc_span list_span(struct dc_draft *d, uint32_t team, uint32_t param)
{
    struct dc_place use = dc_place_of(param);
    use.team = team;
    const struct dc_row *row = dc_cascade_find(d, &use);
    return row != NULL ? row->at_value : (struct dc_span){d->file, 1, 1, 0};
}

bool dc_build_steps(struct dc_draft *d, struct dc_team *team, uint32_t name,
                    const struct dc_crew *crew, struct dc_role role[])
{
    const uint32_t n_steps = team->n_stages + team->n_followup;
    struct dc_step *step = (struct dc_step *)(uintptr_t)team->step;
    struct stepping s = {.d = d, .team = team, .name = name, .crew = crew, .role = role};

    for (uint32_t i = 0; i < d->n_segments * n_steps; i++) {
        const uint32_t i_step = i % n_steps;
        s.is_followup = i_step >= team->n_stages;
        s.segment = d->segment_id[i / n_steps];
        s.stage = d->stage_id[step[i].stage];
        s.at = list_span(d, name, s.is_followup ? DC_P_FOLLOWUP : DC_P_STAGES);
        step_build(&s, &step[i]);
    }
    return !d->no_memory;
}
