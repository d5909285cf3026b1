/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/build_team.c - the teams of the model, and the table of stages. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "num/rng.h"
#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/source.h"

static struct dc_place team_place(uint32_t param, uint32_t team)
{
    struct dc_place use = dc_place_of(param);
    use.team = team;
    return use;
}

static struct dc_span team_span(const struct dc_draft *d, uint32_t team)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.team == team) {
            return d->row[i].at_path;
        }
    }
    return (struct dc_span){d->file, 1, 1, 0};
}

/* A stage's number in the model, a new one at its first appearance. */
static uint32_t stage_number(struct dc_draft *d, uint32_t name, const struct dc_row *at)
{
    if (d->stage_at[name] == DC_NONE) {
        if (d->n_stages == DC_MAX_STAGES) {
            dc_draft_error(d, at, DC_TOO_LARGE, "the scenario has more than %d stages",
                           DC_MAX_STAGES);
        }
        d->stage_at[name] = d->n_stages;
        d->stage_id[d->n_stages++] = name;
    }
    return d->stage_at[name];
}

/* Appends the names of a list to stage[0, *n), reporting those there already. */
static void stages_append(struct dc_draft *d, const struct dc_value *value,
                          const struct dc_row *row, uint32_t stage[], uint32_t *n)
{
    for (uint32_t i = 0; i < value->n && *n <= DC_MAX_STAGES; i++) {
        const uint32_t name = value->name[i];
        bool is_there = false;
        for (uint32_t k = 0; k < *n; k++) {
            is_there = is_there || stage[k] == name;
        }
        if (is_there) {
            dc_draft_error(
                d, row, DC_STAGE_TWICE,
                "stage '%s' stands twice: a team passes a stage once, in stages or in "
                "followup",
                d->words.stage.name[name]);
        } else {
            (void)stage_number(d, name, row);
            stage[(*n)++] = name;
        }
    }
}

/* Vocabulary numbers of the team's steps into stage[], the follow-up behind the stages. */
static bool stages_read(struct dc_draft *d, uint32_t name, struct dc_team *team,
                        uint32_t stage[])
{
    const struct dc_place stages = team_place(DC_P_STAGES, name);
    const struct dc_place followup = team_place(DC_P_FOLLOWUP, name);
    const struct dc_need need = {team_span(d, name), "every team needs the list of its stages"};
    const struct dc_row *at;
    uint32_t n = 0;

    const struct dc_value *value = dc_build_value(d, &stages, &at);
    if (value == NULL) {
        return at != NULL ? false : dc_build_required(d, &stages, need);
    }
    stages_append(d, value, at, stage, &n);
    team->n_stages = n;
    value = dc_build_value(d, &followup, &at);
    if (value != NULL) {
        stages_append(d, value, at, stage, &n);
    }
    team->n_followup = n - team->n_stages;
    return n <= DC_MAX_STAGES;
}

static void opportunity_read(struct dc_draft *d, uint32_t name, struct dc_team *team,
                             const uint32_t stage[])
{
    const struct dc_place use = team_place(DC_P_OPPORTUNITY_STAGE, name);
    const struct dc_row *at;
    const struct dc_value *value = dc_build_value(d, &use, &at);

    team->opportunity = team->n_stages > 1 ? 1 : 0;
    if (value == NULL) {
        return;
    }
    for (uint32_t i = 0; i < team->n_stages; i++) {
        if (stage[i] == value->i) {
            team->opportunity = i;
            return;
        }
    }
    dc_draft_error(d, at, DC_UNKNOWN_NAME, "'%s' is none of the team's stages", at->value);
}

static bool coverage_read(struct dc_draft *d, uint32_t name, struct dc_team *team)
{
    struct dc_ref *coverage = dc_arena_zero(d->arena, d->n_segments, sizeof *coverage);

    if (coverage == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t s = 0; s < d->n_segments; s++) {
        struct dc_place use = team_place(DC_P_COVERAGE, name);
        bool given;
        use.segment = d->segment_id[s];
        coverage[s] = dc_build_ref(d, &use, &given);
    }
    team->coverage = coverage;
    return true;
}

static void settings_read(struct dc_draft *d, uint32_t name, struct dc_team *team)
{
    const struct dc_place use = team_place(DC_P_STAGES, name);
    const struct dc_place label = team_place(DC_P_LABEL, name);
    const struct dc_place assignment = team_place(DC_P_ASSIGNMENT, name);
    const struct dc_place span = team_place(DC_P_SPAN, name);
    static const uint32_t of_managers[] = {DC_P_MANAGER_SALARY};
    const struct dc_row *row = dc_cascade_read(d, &label);
    double x;

    team->name = d->words.team.name[name];
    team->label = row != NULL ? row->value : team->name;
    team->assignment = (enum dc_assignment)dc_build_word(d, &assignment);
    team->span = dc_build_amount(d, &span, &x) ? (uint32_t)x : 0;
    const struct dc_fields fields = {
        DC_OF_TEAM, 0, {team_span(d, name), ""}, of_managers, team->span > 0 ? 0 : 1};
    dc_build_fields(d, &use, &fields, team);
}

/* With stages in hand: roles, steps and the rest. */
static bool team_build(struct dc_draft *d, uint32_t name, struct dc_team *team)
{
    uint32_t stage[DC_MAX_STAGES + 1] = {0};
    struct dc_crew crew;

    settings_read(d, name, team);
    if (!coverage_read(d, name, team)) {
        return false;
    }
    if (!stages_read(d, name, team, stage)) {
        return !d->no_memory;
    }
    opportunity_read(d, name, team, stage);
    if (!dc_build_crew(d, name, &crew)) {
        return false;
    }
    struct dc_role *role = dc_arena_zero(d->arena, (size_t)crew.n + 1, sizeof *role);
    const size_t n_steps = team->n_stages + team->n_followup;
    struct dc_step *step = dc_arena_zero(d->arena, d->n_segments * n_steps, sizeof *step);
    if (role == NULL || step == NULL) {
        return dc_draft_no_memory(d);
    }
    for (size_t i = 0; i < d->n_segments * n_steps; i++) {
        step[i].stage = d->stage_at[stage[i % n_steps]];
    }
    team->n_roles = crew.n;
    team->role = role;
    team->step = step;
    return dc_build_steps(d, team, name, &crew, role) &&
           dc_build_roles(d, team, name, &crew, role);
}

static bool stages_build(struct dc_draft *d)
{
    struct dc_stage *stage = dc_arena_zero(d->arena, (size_t)d->n_stages + 1, sizeof *stage);

    if (stage == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < d->n_stages; i++) {
        const char *name = d->words.stage.name[d->stage_id[i]];
        stage[i] = (struct dc_stage){
            .name = name,
            .p_stage = dc_hash_purpose("stage", name),
            .p_touch = dc_hash_purpose("touch", name),
            .p_meet = dc_hash_purpose("meet", name),
            .p_time = dc_hash_purpose("time", name),
            .p_visit = dc_hash_purpose("visit", name),
            .p_move = dc_hash_purpose("move", name),
        };
    }
    d->model->stage = stage;
    d->model->n_stages = d->n_stages;
    return true;
}

/* `--teams A,B`: a mask of those named. */
static bool chosen_read(struct dc_draft *d)
{
    const char *names = d->overlay != NULL ? d->overlay->teams : NULL;
    struct dc_text rest = {names, names != NULL ? strlen(names) : 0};
    struct dc_text name;
    bool ok = true;

    d->chosen = names == NULL ? UINT64_MAX : 0;
    while (names != NULL && dc_text_next(&rest, ",", &name)) {
        struct dc_suggest near = {.word = name.at, .n = name.n};
        const uint32_t word = dc_names_find(&d->words.team, name.at, name.n);
        if (word != DC_NONE && d->team_at[word] != DC_NONE) {
            d->chosen |= UINT64_C(1) << d->team_at[word];
            continue;
        }
        for (uint32_t t = 0; t < d->n_teams; t++) {
            dc_suggest_offer(&near, d->words.team.name[d->team_id[t]]);
        }
        ok = dc_report(d->diags, DC_UNKNOWN_NAME, (struct dc_span){"--teams", 0, 0, 0}, NULL,
                       "no team is called '%.*s'%s%s%s", (int)(name.n < 60 ? name.n : 60),
                       name.at, near.best != NULL ? "; did you mean '" : "",
                       near.best != NULL ? near.best : "", near.best != NULL ? "'?" : "");
    }
    return ok;
}

/* Leaves the teams to simulate in the model; all were built, so that all are checked. */
static bool teams_choose(struct dc_draft *d, struct dc_team *team)
{
    struct dc_model *m = d->model;

    d->team_of_model = dc_arena_take(d->arena, d->n_teams * sizeof *d->team_of_model);
    struct dc_team *chosen = dc_arena_take(d->arena, d->n_teams * sizeof *chosen);
    if (d->team_of_model == NULL || chosen == NULL) {
        return dc_draft_no_memory(d);
    }
    m->n_teams = 0;
    for (uint32_t t = 0; t < d->n_teams; t++) {
        if ((d->chosen >> t & 1U) != 0) {
            d->team_of_model[m->n_teams] = d->team_id[t];
            chosen[m->n_teams++] = team[t];
        }
    }
    m->team = chosen;
    return true;
}

bool dc_build_teams(struct dc_draft *d)
{
    struct dc_team *team = dc_arena_zero(d->arena, d->n_teams, sizeof *team);

    if (team == NULL) {
        return dc_draft_no_memory(d);
    }
    d->all_teams = team;
    for (uint32_t t = 0; t < d->n_teams; t++) {
        d->team_mask = UINT64_C(1) << t;
        if (!team_build(d, d->team_id[t], &team[t])) {
            return false;
        }
    }
    d->team_mask = 0;
    return stages_build(d) && teams_choose(d, team) && !d->no_memory;
}

bool dc_build_choice(struct dc_draft *d)
{
    d->team_mask = d->n_teams < 64 ? (UINT64_C(1) << d->n_teams) - 1 : UINT64_MAX;
    return chosen_read(d);
}
