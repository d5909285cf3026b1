/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/uses.c - every value in force at every place that reads it, for reading. */
#include <string.h>

#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/resolved.h"

struct using
{
    struct dc_draft *d; /* the model's, with an arena of its own here */
    const struct dc_model *model;
    void (*see)(void *self, const struct dc_resolved_row *row);
    void *self;
};

static const char *path_of(struct using *u, const struct dc_place *use, const char *who)
{
    struct dc_place shown = *use;
    shown.channel = DC_NONE;
    const char *path = dc_place_text(&shown, &u->d->words, u->d->arena);
    return path != NULL && who != NULL ? dc_arena_printf(u->d->arena, "%s (%s)", path, who)
                                       : path;
}

/* One value; `who` tells two uses of a path apart. */
static void use_show(struct using *u, const struct dc_place *use, const char *used_by,
                     const char *who)
{
    struct dc_draft *d = u->d;
    const struct dc_row *row = dc_cascade_find(d, use);
    const struct dc_param *param = &dc_params[use->param];
    char own[DC_UNIT_TEXT_SIZE];
    struct dc_resolved_item item = {.draws = DC_NO_DRAWS, .times = 1.0, .over = 1.0};

    item.row = (struct dc_resolved_row){
        .path = path_of(u, use, who),
        .value = row != NULL ? row->value : dc_resolved_default(d, use),
        .unit = row != NULL && (row->unit[0] != '\0' || row->parsed.recipe.has_suffix)
                    ? row->unit
                    : dc_unit_write(param->dimension, d->model->currency, own),
        .source = row != NULL ? row->source : "",
        .file = row != NULL ? row->at_value.file : "default",
        .line = row != NULL ? row->at_value.line : 0,
        .used_by = used_by,
    };
    if (item.row.path == NULL || item.row.value == NULL) {
        return;
    }
    if (row != NULL) {
        dc_resolved_draws(d, row, &item);
        if (item.draws != DC_NO_DRAWS && u->model->chance[item.draws].is_dynamic) {
            item.draws = DC_NO_DRAWS; /* shown with the row itself */
            item.row.is_random = false;
        }
    }
    dc_resolved_measure(u->model, &item, 1);
    u->see(u->self, &item.row);
}

/* Every parameter of a scope at a place. */
static void scope_show(struct using *u, struct dc_place use, enum dc_scope scope,
                       const char *used_by, const char *who)
{
    for (uint32_t p = 0; p < DC_N_PARAMS; p++) {
        if (dc_params[p].scope == scope && p != DC_P_INCLUDE) {
            use.param = p;
            use_show(u, &use, used_by, who);
        }
    }
}

static uint32_t role_word(const struct using *u, const struct dc_role *role)
{
    return dc_names_find(&u->d->words.role, role->name, strlen(role->name));
}

static void work_show(struct using *u, struct dc_place use, const struct dc_team *team,
                      const struct dc_work *work, const char *who)
{
    use.channel = team->role[work->role].outside ? DC_OUTSIDE : DC_INSIDE;
    scope_show(u, use, DC_OF_STAGE, team->name, who);
}

static void steps_show(struct using *u, const struct dc_team *team, uint32_t name)
{
    const uint32_t n_steps = team->n_stages + team->n_followup;

    for (uint32_t i = 0; i < u->model->n_segments * n_steps; i++) {
        const struct dc_step *step = &team->step[i];
        struct dc_place use = dc_place_of(DC_P_STAGE_ROLE);
        use.team = name;
        use.segment = u->d->segment_id[i / n_steps];
        use.thing = u->d->stage_id[step->stage];
        scope_show(u, use, DC_OF_TEAM_STAGE, team->name, NULL);
        work_show(u, use, team, &step->by[0], NULL);
        if (step->escalates) {
            work_show(u, use, team, &step->by[1], team->role[step->by[1].role].name);
        }
    }
}

static void team_show(struct using *u, const struct dc_team *team, uint32_t name)
{
    struct dc_place use = dc_place_of(DC_P_STAGES);

    use.team = name;
    scope_show(u, use, DC_OF_TEAM, team->name, NULL);
    for (uint32_t s = 0; s < u->model->n_segments; s++) {
        use.segment = u->d->segment_id[s];
        scope_show(u, use, DC_OF_TEAM_SEGMENT, team->name, NULL);
    }
    use.segment = DC_NONE;
    for (uint32_t r = 0; r < team->n_roles; r++) {
        use.thing = role_word(u, &team->role[r]);
        use.channel = DC_NONE;
        scope_show(u, use, DC_OF_TEAM_ROLE, team->name, NULL);
        use.channel = team->role[r].outside ? DC_OUTSIDE : DC_INSIDE;
        scope_show(u, use, DC_OF_ROLE, team->name, NULL);
    }
    steps_show(u, team, name);
}

static void inputs_show(struct using *u)
{
    for (uint32_t i = 0; i < u->d->n_inputs; i++) {
        const struct dc_row *row = &u->d->row[u->d->input_row[i]];
        use_show(u, &row->place, dc_resolved_teams(u->d, row->used_by), NULL);
    }
}

void dc_resolved_each_use(const struct dc_model *model,
                          void (*see)(void *self, const struct dc_resolved_row *row),
                          void *self)
{
    struct dc_arena arena = {0};
    struct dc_draft draft = *model->resolved->draft;
    struct using u = {&draft, model, see, self};
    uint64_t all = 0;

    draft.arena = &arena; /* texts of this call */
    for (uint32_t t = 0; t < model->n_teams; t++) {
        all |= UINT64_C(1) << draft.team_at[draft.team_of_model[t]];
    }
    const char *everyone = dc_resolved_teams(&draft, all);
    scope_show(&u, dc_place_of(0), DC_OF_SCENARIO, everyone, NULL);
    inputs_show(&u);
    for (uint32_t s = 0; s < model->n_segments; s++) {
        struct dc_place use = dc_place_of(DC_P_LEADS);
        use.segment = draft.segment_id[s];
        scope_show(&u, use, DC_OF_SEGMENT, everyone, NULL);
    }
    for (uint32_t t = 0; t < model->n_teams; t++) {
        team_show(&u, &model->team[t], draft.team_of_model[t]);
    }
    dc_arena_free(&arena);
}
