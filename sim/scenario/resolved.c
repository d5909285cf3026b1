/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/resolved.c - the rows and defaults in force, in an order that reads back as the
 * same model: scenario, teams by their labels, then rows as they stand, then defaults. */
#include "scenario/resolved.h"

#include <stdlib.h>
#include <string.h>

#include "num/rng.h"
#include "scenario/cascade.h"
#include "scenario/inputs.h"
#include "scenario/recipe.h"
#include "scenario/source.h"
#include "scenario/stress.h"

const char *dc_resolved_teams(struct dc_draft *d, uint64_t mask)
{
    size_t size = 1;

    for (uint32_t t = 0; t < d->n_teams; t++) {
        size += (mask >> t & 1U) != 0 ? strlen(d->words.team.name[d->team_id[t]]) + 1 : 0;
    }
    char *text = dc_arena_take(d->arena, size);
    char *at = text;
    for (uint32_t t = 0; text != NULL && t < d->n_teams; t++) {
        if ((mask >> t & 1U) == 0) {
            continue;
        }
        const char *name = d->words.team.name[d->team_id[t]];
        if (at > text) {
            *at++ = ' ';
        }
        memcpy(at, name, strlen(name));
        at += strlen(name);
    }
    if (text == NULL) {
        dc_draft_no_memory(d);
        return "";
    }
    *at = '\0';
    return text;
}

/* Most rows are read by the same few sets of teams. */
struct used_by {
    uint64_t mask;
    const char *text;
};
struct listing {
    struct dc_draft *d;
    struct dc_resolved *out;
    struct used_by known[64];
    size_t n_known;
};

static const char *teams_of(struct listing *l, uint64_t mask)
{
    for (size_t i = 0; i < l->n_known; i++) {
        if (l->known[i].mask == mask) {
            return l->known[i].text;
        }
    }
    const char *text = dc_resolved_teams(l->d, mask);
    if (l->n_known < DC_COUNT_OF(l->known)) {
        l->known[l->n_known++] = (struct used_by){mask, text};
    }
    return text;
}

static bool is_from_elsewhere(const struct dc_draft *d, const struct dc_row *row)
{
    return strcmp(row->folder, d->folder) != 0;
}

/* What stands before a file name of the row so that it means the same from the scenario's
 * folder: the folder of the included file, below that of the scenario or on its own. */
static const char *folder_from(const struct dc_draft *d, const struct dc_row *row)
{
    const size_t n = strlen(d->folder);
    return strncmp(row->folder, d->folder, n) == 0 ? row->folder + n : row->folder;
}

/* Puts the folder before each `file=` name in the text that is not an absolute one. */
static const char *files_moved(struct dc_draft *d, const struct dc_row *row)
{
    const char *folder = folder_from(d, row);
    const char *rest = row->value;
    const char *out = "";

    for (const char *at; out != NULL && (at = strstr(rest, "file")) != NULL;) {
        const char *name = at + strlen("file");
        name += strspn(name, " \t");
        const bool is_file = *name == '=';
        name += is_file ? 1 + strspn(name + 1, " \t") : 0;
        out = dc_arena_printf(d->arena, "%s%.*s%s", out, (int)(name - rest), rest,
                              is_file && *name != '/' ? folder : "");
        rest = name;
    }
    return out != NULL ? dc_arena_printf(d->arena, "%s%s", out, rest) : NULL;
}

const char *dc_resolved_value(struct dc_draft *d, const struct dc_row *row)
{
    const char *value = row->value;

    if (!is_from_elsewhere(d, row) || row->parsed.is_none) {
        return value;
    }
    if (row->place.param == DC_P_EVENTS && value[0] != '/') {
        value = dc_arena_printf(d->arena, "%s%s", folder_from(d, row), value);
    } else if (dc_params[row->place.param].takes == DC_TAKES_DRAW &&
               strstr(value, "empirical") != NULL) {
        value = files_moved(d, row);
    }
    if (value == NULL) {
        dc_draft_no_memory(d);
        return "";
    }
    return value;
}

static const char *own_unit(struct dc_draft *d, enum dc_dimension dimension)
{
    char buf[DC_UNIT_TEXT_SIZE];
    const char *unit = dc_unit_write(dimension, d->model->currency, buf);
    const char *kept = dc_arena_text(d->arena, unit, strlen(unit));
    if (kept == NULL) {
        dc_draft_no_memory(d);
    }
    return kept != NULL ? kept : "";
}

/* A value with a %, k or M cannot have a unit too. */
const char *dc_resolved_unit(struct dc_draft *d, const struct dc_row *row)
{
    return row->unit[0] != '\0' || row->parsed.recipe.has_suffix
               ? row->unit
               : own_unit(d, dc_params[row->place.param].dimension);
}

void dc_resolved_draws(const struct dc_draft *d, const struct dc_row *row,
                       struct dc_resolved_item *item)
{
    const struct dc_param *param = &dc_params[row->place.param];

    if (param->takes != DC_TAKES_DRAW || row->draws == DC_NO_DRAWS) {
        return;
    }
    const struct dc_draws *draws = &d->draws[row->draws];
    if (!draws->is_dynamic && dc_dist_is_constant(&draws->dist)) {
        return;
    }
    item->draws = row->draws;
    item->entity = dc_param_is_chance(param) ? 0 : dc_hash_text(row->path);
    item->times = row->factor.times;
    item->over = row->factor.over;
    item->row.is_random = true;
}

static struct dc_resolved_item *item_add(struct listing *l)
{
    struct dc_resolved_item *item = &l->out->item[l->out->n++];
    *item = (struct dc_resolved_item){.draws = DC_NO_DRAWS, .times = 1.0, .over = 1.0};
    return item;
}

static void row_list(struct listing *l, const struct dc_row *row)
{
    struct dc_resolved_item *item = item_add(l);

    item->row = (struct dc_resolved_row){
        .path = row->path,
        .value = dc_resolved_value(l->d, row),
        .unit = dc_resolved_unit(l->d, row),
        .source = row->source,
        .file = row->at_value.file,
        .line = row->at_value.line,
        .used_by = teams_of(l, row->used_by),
    };
    dc_resolved_draws(l->d, row, item);
}

const char *dc_resolved_default(const struct dc_draft *d, const struct dc_place *place)
{
    switch (place->param) {
    case DC_P_TITLE:
        return d->model->title;
    case DC_P_LABEL:
        return d->words.team.name[place->team];
    default:
        return dc_params[place->param].missing;
    }
}

static void fallback_list(struct listing *l, const struct dc_fallback *f)
{
    struct dc_draft *d = l->d;
    const char *text = dc_resolved_default(d, &f->place);
    const char *path = dc_place_text(&f->place, &d->words, d->arena);

    if (text == NULL || path == NULL) {
        return; /* required and missing, or memory: reported */
    }
    item_add(l)->row = (struct dc_resolved_row){
        .path = path,
        .value = text,
        .unit = own_unit(d, dc_params[f->place.param].dimension),
        .source = "",
        .file = "default",
        .used_by = teams_of(l, f->used_by),
    };
}

static bool is_of_scenario(const struct dc_place *place)
{
    return dc_params[place->param].scope == DC_OF_SCENARIO;
}

static bool is_head(const struct dc_place *place)
{
    return is_of_scenario(place) || place->param == DC_P_LABEL;
}

static bool is_listed(const struct dc_row *row)
{
    return row->place.param != DC_P_INCLUDE && (row->is_used || row->place.param == DC_P_INPUT);
}

static void scenario_list(struct listing *l)
{
    struct dc_draft *d = l->d;

    for (size_t i = 0; i < d->n_rows; i++) {
        if (is_of_scenario(&d->row[i].place) && is_listed(&d->row[i])) {
            row_list(l, &d->row[i]);
        }
    }
    for (size_t i = 0; i < d->n_fallbacks; i++) {
        if (is_of_scenario(&d->fallback[i].place)) {
            fallback_list(l, &d->fallback[i]);
        }
    }
}

static void labels_list(struct listing *l)
{
    struct dc_draft *d = l->d;

    for (uint32_t t = 0; t < d->n_teams; t++) {
        struct dc_place place = {DC_P_LABEL, d->team_id[t], DC_NONE, DC_NONE, DC_NONE, DC_NONE};
        const struct dc_row *row = dc_source_row(d, &place);
        const struct dc_fallback fallback = {place, UINT64_C(1) << t};
        if (row != NULL) {
            row_list(l, row);
        } else {
            fallback_list(l, &fallback);
        }
    }
}

static void rest_list(struct listing *l)
{
    struct dc_draft *d = l->d;

    for (size_t i = 0; i < d->n_rows; i++) {
        if (!is_head(&d->row[i].place) && is_listed(&d->row[i])) {
            row_list(l, &d->row[i]);
        }
    }
    for (size_t i = 0; i < d->n_fallbacks; i++) {
        if (!is_head(&d->fallback[i].place)) {
            fallback_list(l, &d->fallback[i]);
        }
    }
}

/* Inputs are read by the teams that read what they are part of. */
struct spreading {
    struct dc_draft *d;
    uint64_t mask;
};

static bool spread_to(void *self, uint32_t input)
{
    const struct spreading *s = self;
    s->d->row[s->d->input_row[input]].used_by |= s->mask;
    return true;
}

static void spread(struct dc_draft *d, const struct dc_row *row)
{
    struct spreading s = {d, row->used_by};
    if (dc_params[row->place.param].takes == DC_TAKES_DRAW && row->parsed.recipe.has_inputs) {
        (void)dc_recipe_each_input(&row->parsed.recipe, spread_to, &s);
    }
}

static void inputs_spread(struct dc_draft *d)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.param != DC_P_INPUT) {
            spread(d, &d->row[i]);
        }
    }
    for (uint32_t k = d->n_inputs; k-- > 0;) { /* an input after those it is part of */
        spread(d, &d->row[d->input_row[d->inputs->order[k]]]);
    }
    for (size_t i = 0; i < d->n_rows; i++) {
        struct dc_row *row = &d->row[i];
        if (row->place.param == DC_P_CORRELATION) {
            row->used_by = d->row[d->input_row[d->input_rank[row->place.thing]]].used_by |
                           d->row[d->input_row[d->input_rank[row->place.other]]].used_by;
        }
    }
}

/* Seed and replications choose which futures are seen, not what they are. */
static bool is_hashed(const char *path)
{
    return strcmp(path, "scenario.seed") != 0 && strcmp(path, "scenario.replications") != 0;
}

static uint64_t hash_of(const struct dc_draft *d, const struct dc_resolved *resolved)
{
    uint64_t h = dc_hash_text(d->model->name);

    for (size_t i = 0; i < resolved->n; i++) {
        const struct dc_resolved_row *row = &resolved->item[i].row;
        if (is_hashed(row->path)) {
            h = dc_index_mix(h, dc_hash_text(row->path));
            h = dc_index_mix(h, dc_hash_text(row->value));
            h = dc_index_mix(h, dc_hash_text(row->unit));
        }
    }
    for (uint32_t t = 0; t < d->model->n_teams; t++) {
        h = dc_index_mix(h, dc_hash_text(d->model->team[t].name));
    }
    h = dc_index_mix(h, dc_source_data_hash(d));
    return dc_index_mix(h, d->stress->hash);
}

bool dc_resolved_build(struct dc_draft *d)
{
    struct dc_resolved *out = dc_arena_zero(d->arena, 1, sizeof *out);
    struct listing *l = calloc(1, sizeof *l);

    if (out != NULL) {
        out->item = dc_arena_take(d->arena, (d->n_rows + d->n_fallbacks + d->n_teams + 1) *
                                                sizeof *out->item);
        out->draft = dc_arena_take(d->arena, sizeof *out->draft);
    }
    if (out == NULL || l == NULL || out->item == NULL || out->draft == NULL) {
        free(l);
        return dc_draft_no_memory(d);
    }
    *l = (struct listing){.d = d, .out = out};
    inputs_spread(d);
    scenario_list(l);
    labels_list(l);
    rest_list(l);
    free(l);
    d->model->hash = hash_of(d, out);
    d->model->resolved = out;
    *out->draft = *d;
    out->draft->diags = NULL;
    out->draft->overlay = NULL;
    return !d->no_memory;
}
