/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/cascade.c - the winner of a cascade, and what a team takes over by `like`. */
#include "scenario/cascade.h"

#include "scenario/source.h"

/* Which parts of a place a step of a cascade keeps. */
enum { TEAM = 1, CHANNEL = 2, SEGMENT = 4, THING = 8, END = 0xFF };

static const uint8_t stage_steps[] = {TEAM | SEGMENT | THING,
                                      TEAM | THING,
                                      CHANNEL | SEGMENT | THING,
                                      CHANNEL | THING,
                                      SEGMENT | THING,
                                      THING,
                                      END};
static const uint8_t role_steps[] = {TEAM | THING, THING, CHANNEL, END};
static const uint8_t team_stage_steps[] = {TEAM | SEGMENT | THING, TEAM | THING, END};
static const uint8_t segment_steps[] = {SEGMENT, END};
static const uint8_t team_steps[] = {TEAM, END};
static const uint8_t team_segment_steps[] = {TEAM | SEGMENT, END};
static const uint8_t team_role_steps[] = {TEAM | THING, END};
static const uint8_t thing_steps[] = {THING, END};
static const uint8_t scenario_steps[] = {0, END};

static const uint8_t *const steps[DC_N_SCOPES] = {
    [DC_OF_SCENARIO] = scenario_steps,
    [DC_OF_SEGMENT] = segment_steps,
    [DC_OF_STAGE] = stage_steps,
    [DC_OF_TEAM] = team_steps,
    [DC_OF_TEAM_SEGMENT] = team_segment_steps,
    [DC_OF_TEAM_STAGE] = team_stage_steps,
    [DC_OF_ROLE] = role_steps,
    [DC_OF_TEAM_ROLE] = team_role_steps,
    [DC_OF_INPUT] = thing_steps,
    [DC_OF_CORRELATION] = thing_steps,
};

static struct dc_place step_place(const struct dc_place *use, uint8_t step)
{
    struct dc_place place = *use;

    place.team = (step & TEAM) != 0 ? place.team : DC_NONE;
    place.channel = (step & CHANNEL) != 0 ? place.channel : DC_NONE;
    place.segment = (step & SEGMENT) != 0 ? place.segment : DC_NONE;
    place.thing = (step & THING) != 0 ? place.thing : DC_NONE;
    return place;
}

static bool is_step(const struct dc_place *place, uint8_t step)
{
    return (place->team != DC_NONE) == ((step & TEAM) != 0) &&
           (place->channel != DC_NONE) == ((step & CHANNEL) != 0) &&
           (place->segment != DC_NONE) == ((step & SEGMENT) != 0) &&
           (place->thing != DC_NONE) == ((step & THING) != 0);
}

void dc_cascade_prepare(struct dc_draft *d)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dc_place *place = &d->row[i].place;
        const uint8_t *step = steps[dc_params[place->param].scope];
        for (int k = 0; step[k] != END; k++) {
            if (is_step(place, step[k])) {
                d->levels[place->param] |= (uint8_t)(1U << k);
            }
        }
    }
}

uint32_t dc_cascade_parent(const struct dc_draft *d, uint32_t team)
{
    const struct dc_row *row = d->team_like[team];
    return row != NULL ? row->parsed.i : DC_NONE;
}

/* The row of the team, or of the first of those it is like that has it. */
static struct dc_row *team_row(const struct dc_draft *d, struct dc_place place)
{
    const bool own = (dc_params[place.param].bits & DC_OWN_ROW) != 0;

    while (place.team != DC_NONE) {
        struct dc_row *row = dc_source_row(d, &place);
        if (row != NULL || own) {
            return row;
        }
        place.team = dc_cascade_parent(d, place.team);
    }
    return NULL;
}

struct dc_row *dc_cascade_find(const struct dc_draft *d, const struct dc_place *use)
{
    const uint8_t *step = steps[dc_params[use->param].scope];
    const uint8_t levels = d->levels[use->param];

    for (int k = 0; step[k] != END; k++) {
        const bool is_shut = (step[k] & CHANNEL) != 0 && (step[k] & THING) == 0 &&
                             (dc_params[use->param].bits & DC_NO_CHANNEL) != 0;
        if ((levels >> k & 1U) == 0 || is_shut) {
            continue;
        }
        const struct dc_place place = step_place(use, step[k]);
        struct dc_row *row =
            place.team != DC_NONE ? team_row(d, place) : dc_source_row(d, &place);
        if (row != NULL) {
            return row;
        }
    }
    return NULL;
}

struct dc_place dc_cascade_least(const struct dc_place *use)
{
    const uint8_t *step = steps[dc_params[use->param].scope];
    int last = 0;

    while (step[last + 1] != END) {
        last++;
    }
    if (dc_params[use->param].scope == DC_OF_ROLE &&
        (dc_params[use->param].bits & DC_NO_CHANNEL) != 0) {
        last--;
    }
    return step_place(use, step[last]);
}

static void fallback_note(struct dc_draft *d, const struct dc_place *use)
{
    const struct dc_place place = dc_cascade_least(use);
    struct dc_probe probe = {dc_place_hash(&place), 0};
    uint32_t i;

    while ((i = dc_index_next(&d->fallback_by_place, &probe)) != UINT32_MAX) {
        if (dc_place_equals(&d->fallback[i].place, &place)) {
            d->fallback[i].used_by |= d->team_mask;
            return;
        }
    }
    void *items = d->fallback;
    if (!dc_arena_grow(d->arena, &items, &d->room_fallbacks, d->n_fallbacks + 1,
                       sizeof *d->fallback) ||
        !dc_index_add(&d->fallback_by_place, d->arena, dc_place_hash(&place),
                      (uint32_t)d->n_fallbacks)) {
        dc_draft_no_memory(d);
        return;
    }
    d->fallback = items;
    d->fallback[d->n_fallbacks++] = (struct dc_fallback){place, d->team_mask};
}

struct dc_row *dc_cascade_read_if_set(struct dc_draft *d, const struct dc_place *use)
{
    struct dc_row *row = dc_cascade_find(d, use);

    if (row != NULL) {
        row->is_used = true;
        row->used_by |= d->team_mask;
    }
    return row;
}

struct dc_row *dc_cascade_read(struct dc_draft *d, const struct dc_place *use)
{
    struct dc_row *row = dc_cascade_read_if_set(d, use);

    if (row == NULL) {
        fallback_note(d, use);
    }
    return row;
}

static bool is_team(const struct dc_draft *d, uint32_t name)
{
    return name < d->words.team.n && d->team_at[name] != DC_NONE;
}

/* Follows the chain from one team; longer than there are teams is a cycle. */
static bool chain_check(struct dc_draft *d, uint32_t team)
{
    uint32_t at = team;

    for (size_t n = 0; at != DC_NONE; n++) {
        if (n > d->n_teams) {
            return dc_draft_error(d, d->team_like[team], DC_LIKE_CYCLE,
                                  "team %s is like itself, by way of %s: the chain must end",
                                  d->words.team.name[team],
                                  d->words.team.name[dc_cascade_parent(d, team)]);
        }
        at = dc_cascade_parent(d, at);
    }
    return true;
}

bool dc_cascade_like(struct dc_draft *d)
{
    bool ok = true;

    for (size_t i = 0; i < d->n_rows; i++) {
        struct dc_row *row = &d->row[i];
        if (row->place.param != DC_P_LIKE || !row->is_ok) {
            continue;
        }
        row->is_used = true;
        row->used_by |= UINT64_C(1) << d->team_at[row->place.team];
        if (row->parsed.is_none) {
            continue;
        }
        if (!is_team(d, row->parsed.i)) {
            ok = dc_draft_error(d, row, DC_UNKNOWN_NAME, "no team is called '%s'", row->value);
        } else {
            d->team_like[row->place.team] = row;
        }
    }
    for (uint32_t t = 0; ok && t < d->words.team.n; t++) {
        ok = d->team_like[t] == NULL || chain_check(d, t);
    }
    return ok;
}
