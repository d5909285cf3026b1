/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/model.c - loading a model: the steps in order, and the getters. */
#include "scenario/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/system.h"
#include "num/rng.h"
#include "scenario/build.h"
#include "scenario/cascade.h"
#include "scenario/inputs.h"
#include "scenario/resolved.h"
#include "scenario/rows.h"
#include "scenario/rules.h"
#include "scenario/source.h"
#include "scenario/stress.h"

/* `scenarios/hybrid.csv` is `hybrid`. */
static const char *name_of(struct dc_arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash != NULL ? slash + 1 : file;
    size_t n = strlen(name);

    if (strcmp(file, "-") == 0) {
        return dc_arena_text(arena, "stdin", 5);
    }
    if (n > 4 && strcmp(name + n - 4, ".csv") == 0) {
        n -= 4;
    }
    return dc_arena_text(arena, name, n);
}

static bool draft_start(struct dc_draft *d, struct dc_model *model, const char *file)
{
    d->arena = &model->arena;
    d->model = model;
    memset(d->default_once, 0xFF, sizeof d->default_once);
    memset(d->default_draws, 0xFF, sizeof d->default_draws);
    d->file = dc_arena_text(d->arena, file, strlen(file));
    d->folder = strcmp(file, "-") != 0 ? dc_source_folder(d->arena, file) : "";
    model->name = name_of(d->arena, file);
    d->ops = dc_arena_zero(d->arena, 8, sizeof *d->ops); /* ops[0] is empty */
    d->room_ops = 8;
    d->n_ops = 1;
    return (d->file != NULL && d->folder != NULL && model->name != NULL && d->ops != NULL) ||
           dc_draft_no_memory(d);
}

/* Units need the currency before any other value is read. */
static void currency_find(struct dc_draft *d)
{
    const struct dc_place place = dc_place_of(DC_P_CURRENCY);
    const struct dc_row *row = dc_source_row(d, &place);
    d->model->currency = row != NULL ? row->value : "USD";
}

/* false: memory. What is wrong with a value leaves the others readable. */
static bool values_read(struct dc_draft *d)
{
    currency_find(d);
    dc_cascade_prepare(d);
    if (!dc_inputs_parse(d)) {
        return false;
    }
    dc_rows_parse(d);
    dc_inputs_correlate(d);
    dc_stress_read(d);
    if (d->no_memory) {
        return false;
    }
    dc_inputs_stress(d);
    return !d->no_memory;
}

/* Goes on as far as each step has what it needs, so that errors come at once. */
static bool draft_build(struct dc_draft *d)
{
    const bool numbered = dc_build_names(d);
    const bool alike = numbered && dc_cascade_like(d);
    const bool chosen = numbered && dc_build_choice(d);
    const bool begun = dc_build_scenario(d);
    const bool segmented = numbered && begun && dc_build_segments(d);

    return alike && chosen && segmented && dc_build_teams(d) && dc_stress_check(d) &&
           dc_rules_check(d);
}

/* Hands what the engine reads from the draft to the model. */
static bool draft_finish(struct dc_draft *d)
{
    struct dc_model *m = d->model;

    m->n_once = (uint32_t)d->n_once;
    m->once = d->once;
    m->n_chance = (uint32_t)d->n_draws;
    m->chance = d->draws;
    m->n_ops = (uint32_t)d->n_ops;
    m->ops = d->ops;
    m->n_inputs = d->n_inputs;
    m->inputs = d->inputs;
    return dc_inputs_list_random(d) && dc_resolved_build(d);
}

/* What to load: the file, or a text that goes by its name. */
struct origin {
    const char *file, *text;
    size_t n;
};

static enum dc_status load_with_points(const struct origin *from,
                                       const struct dc_overlay *overlay, struct dc_diags *diags,
                                       struct dc_model **out)
{
    struct dc_model *model = calloc(1, sizeof *model);
    struct dc_draft *d = calloc(1, sizeof *d);
    enum dc_status status = DC_FAILED;

    *out = NULL;
    if (model == NULL || d == NULL) {
        dc_report(diags, DC_NO_MEMORY, (struct dc_span){from->file, 0, 0, 0}, NULL,
                  "memory ran out");
        goto done;
    }
    d->diags = diags;
    d->n_errors_before = dc_diags_errors(diags);
    d->overlay = overlay;
    bool ok = draft_start(d, model, from->file) && dc_source_read(d, from->text, from->n);
    if (d->row != NULL && !d->no_memory) {
        const bool read = values_read(d);
        ok = read && ok && draft_build(d) && dc_diags_errors(diags) == d->n_errors_before &&
             draft_finish(d);
    }
    status = ok ? DC_OK : d->no_memory ? DC_FAILED : DC_BAD_INPUT;
    dc_diags_sort(diags);
done:
    free(d);
    if (status == DC_OK) {
        *out = model;
    } else {
        dc_model_free(model);
    }
    return status;
}

/* Messages show numbers as they must be written. */
static enum dc_status load(const struct origin *from, const struct dc_overlay *overlay,
                           struct dc_diags *diags, struct dc_model **out)
{
    const locale_t before = dc_point_enter();
    const enum dc_status status = load_with_points(from, overlay, diags, out);
    dc_point_leave(before);
    return status;
}

enum dc_status dc_model_load(const char *file, const struct dc_overlay *overlay,
                             struct dc_diags *diags, struct dc_model **out)
{
    const struct origin from = {file, NULL, 0};
    return load(&from, overlay, diags, out);
}

enum dc_status dc_model_parse(const char *name, const char *text, size_t n,
                              const struct dc_overlay *overlay, struct dc_diags *diags,
                              struct dc_model **out)
{
    const struct origin from = {name, text, n};
    return load(&from, overlay, diags, out);
}

void dc_model_free(struct dc_model *model)
{
    if (model != NULL) {
        struct dc_arena arena = model->arena;
        dc_arena_free(&arena);
        free(model);
    }
}

const char *dc_model_name(const struct dc_model *model)
{
    return model->name;
}

const char *dc_model_title(const struct dc_model *model)
{
    return model->title;
}

const char *dc_model_currency(const struct dc_model *model)
{
    return model->currency;
}

uint32_t dc_model_horizon_months(const struct dc_model *model)
{
    return model->horizon_months;
}

uint32_t dc_model_warmup_months(const struct dc_model *model)
{
    return model->warmup_months;
}

uint32_t dc_model_replications(const struct dc_model *model)
{
    return model->replications;
}

uint64_t dc_model_seed(const struct dc_model *model)
{
    return model->seed;
}

uint64_t dc_model_hash(const struct dc_model *model)
{
    return model->hash;
}

uint32_t dc_model_n_teams(const struct dc_model *model)
{
    return model->n_teams;
}

const char *dc_model_team(const struct dc_model *model, uint32_t i)
{
    return i < model->n_teams ? model->team[i].name : NULL;
}

const char *dc_model_team_label(const struct dc_model *model, uint32_t i)
{
    return i < model->n_teams ? model->team[i].label : NULL;
}

bool dc_model_target(const struct dc_model *model, double *out)
{
    if (model->has_target) {
        *out = model->target;
    }
    return model->has_target;
}
