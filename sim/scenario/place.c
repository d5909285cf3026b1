/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/place.c - paths to numbers and back, by a table of their shapes. */
#include "scenario/place.h"

#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"

#define OF(scope) (1U << (scope))

/* T team, S segment, K stage, R role, C channel, I and J inputs, # the parameter. */
struct shape {
    const char *text;
    unsigned scopes;
};
static const struct shape shapes[] = {
    {"scenario.#", OF(DC_OF_SCENARIO)},
    {"segment.S.#", OF(DC_OF_SEGMENT)},
    {"stage.K.#", OF(DC_OF_STAGE)},
    {"segment.S.stage.K.#", OF(DC_OF_STAGE)},
    {"channel.C.stage.K.#", OF(DC_OF_STAGE)},
    {"channel.C.segment.S.stage.K.#", OF(DC_OF_STAGE)},
    {"team.T.stage.K.#", OF(DC_OF_STAGE) | OF(DC_OF_TEAM_STAGE)},
    {"team.T.segment.S.stage.K.#", OF(DC_OF_STAGE) | OF(DC_OF_TEAM_STAGE)},
    {"team.T.#", OF(DC_OF_TEAM)},
    {"team.T.segment.S.#", OF(DC_OF_TEAM_SEGMENT)},
    {"role.R.#", OF(DC_OF_ROLE)},
    {"channel.C.role.#", OF(DC_OF_ROLE)},
    {"team.T.role.R.#", OF(DC_OF_ROLE) | OF(DC_OF_TEAM_ROLE)},
    {"input.I", OF(DC_OF_INPUT)},
    {"correlation.I.J", OF(DC_OF_CORRELATION)},
};

struct parts {
    struct dc_text part[DC_PLACE_PARTS];
    size_t n;
};

static bool split(const char *text, size_t n, struct parts *out)
{
    size_t from = 0;

    out->n = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && text[i] != '.') {
            continue;
        }
        if (out->n == DC_PLACE_PARTS) {
            return false;
        }
        out->part[out->n++] = (struct dc_text){text + from, i - from};
        from = i + 1;
    }
    return true;
}

static bool is_slot(struct dc_text part)
{
    return part.n == 1 && !(part.at[0] >= 'a' && part.at[0] <= 'z');
}

static bool fits(const struct parts *shape, const struct parts *path)
{
    if (shape->n != path->n) {
        return false;
    }
    for (size_t i = 0; i < shape->n; i++) {
        const struct dc_text s = shape->part[i];
        const struct dc_text p = path->part[i];
        if (!is_slot(s) && (s.n != p.n || memcmp(s.at, p.at, s.n) != 0)) {
            return false;
        }
    }
    return true;
}

static uint32_t param_find(unsigned scopes, bool has_channel_role, struct dc_text name)
{
    for (size_t i = 0; i < dc_n_params; i++) {
        const struct dc_param *p = &dc_params[i];
        const bool is_shut = has_channel_role && (p->bits & DC_NO_CHANNEL) != 0;
        if ((scopes & OF(p->scope)) != 0 && p->name != NULL && dc_text_equals(name, p->name) &&
            !is_shut) {
            return (uint32_t)i;
        }
    }
    return DC_NONE;
}

/* What a slot's letter numbers, and where the number goes. */
static uint32_t *slot_of(char letter, struct dc_place *out)
{
    switch (letter) {
    case 'T':
        return &out->team;
    case 'S':
        return &out->segment;
    case 'C':
        return &out->channel;
    case 'J':
        return &out->other;
    default:
        return &out->thing;
    }
}

static struct dc_names *names_of(char letter, struct dc_vocabulary *words)
{
    switch (letter) {
    case 'T':
        return &words->team;
    case 'S':
        return &words->segment;
    case 'K':
        return &words->stage;
    case 'R':
        return &words->role;
    default:
        return &words->input;
    }
}

static const char *kind_of(char letter)
{
    switch (letter) {
    case 'T':
        return "team";
    case 'S':
        return "segment";
    case 'K':
        return "stage";
    case 'R':
        return "role";
    default:
        return "input";
    }
}

struct reading {
    const char *text;
    size_t n_text;
    enum dc_stars stars;
    struct dc_vocabulary *words;
    struct dc_arena *arena;
    struct dc_place *out;
    char *error;
    size_t size;
};

static bool channel_read(const struct reading *r, struct dc_text part)
{
    if (dc_text_equals(part, "inside") || dc_text_equals(part, "outside")) {
        r->out->channel = part.n == 6 ? DC_INSIDE : DC_OUTSIDE;
        return true;
    }
    snprintf(r->error, r->size, "no channel '%.*s': a channel is inside or outside",
             (int)(part.n < 64 ? part.n : 64), part.at);
    return false;
}

static bool name_read(const struct reading *r, char letter, struct dc_text part)
{
    if (part.n == 1 && part.at[0] == '*' && r->stars == DC_STARS) {
        *slot_of(letter, r->out) = DC_EVERY;
        return true;
    }
    if (letter == 'C') {
        return channel_read(r, part);
    }
    if (!dc_text_is_name(part.at, part.n)) {
        snprintf(r->error, r->size,
                 "'%.*s' cannot name a %s: a name is small letters, digits and _, a letter first",
                 (int)(part.n < 64 ? part.n : 64), part.at, kind_of(letter));
        return false;
    }
    *slot_of(letter, r->out) = dc_names_add(names_of(letter, r->words), r->arena, part.at, part.n);
    return *slot_of(letter, r->out) != DC_NONE;
}

static bool names_read(const struct reading *r, const struct parts *shape, const struct parts *path)
{
    for (size_t i = 0; i < shape->n; i++) {
        const char letter = shape->part[i].at[0];
        if (is_slot(shape->part[i]) && letter != '#' && !name_read(r, letter, path->part[i])) {
            return false;
        }
    }
    return true;
}

/* Offers the path with the shape's own words and a parameter's name in place of what stands there. */
static void offer(struct dc_suggest *s, struct dc_arena *arena, const struct parts *shape,
                  const struct parts *path, const char *name)
{
    char text[DC_SUGGEST_MAX + 1];
    size_t n = 0;

    for (size_t i = 0; i < shape->n; i++) {
        struct dc_text part = shape->part[i];
        if (part.n == 1 && part.at[0] == '#') {
            part = (struct dc_text){name, strlen(name)};
        } else if (is_slot(part)) {
            part = path->part[i];
        }
        if (n + part.n + 2 > sizeof text) {
            return;
        }
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s", i > 0 ? "." : "", (int)part.n, part.at);
    }
    const char *kept = dc_arena_text(arena, text, n);
    if (kept != NULL) {
        dc_suggest_offer(s, kept);
    }
}

static void offer_all(struct dc_suggest *s, struct dc_arena *arena, const struct parts *path)
{
    for (size_t i = 0; i < DC_COUNT_OF(shapes); i++) {
        struct parts shape;
        if (!split(shapes[i].text, strlen(shapes[i].text), &shape) || shape.n != path->n) {
            continue;
        }
        for (size_t p = 0; p < dc_n_params; p++) {
            if ((shapes[i].scopes & OF(dc_params[p].scope)) != 0 && dc_params[p].name != NULL) {
                offer(s, arena, &shape, path, dc_params[p].name);
            }
        }
    }
}

/* Where a parameter of this name belongs, for a path with too many or too few parts. */
static const char *pattern_of(struct dc_text name)
{
    for (size_t p = 0; p < dc_n_params; p++) {
        if (dc_params[p].name != NULL && dc_text_equals(name, dc_params[p].name)) {
            return dc_params[p].path;
        }
    }
    return NULL;
}

static bool unknown(const struct reading *r, const struct parts *path)
{
    struct dc_arena temporary = {0};
    struct dc_suggest s = {.word = r->text, .n = r->n_text};
    const char *pattern = path->n > 0 ? pattern_of(path->part[path->n - 1]) : NULL;

    if (path->n > 0 && r->n_text <= DC_SUGGEST_MAX) {
        offer_all(&s, &temporary, path);
    }
    if (s.best != NULL) {
        snprintf(r->error, r->size, "no parameter has this path; did you mean %s?", s.best);
    } else if (pattern != NULL) {
        snprintf(r->error, r->size, "no parameter has this path; '%s' belongs to %s",
                 strrchr(pattern, '.') + 1, pattern);
    } else {
        snprintf(r->error, r->size, "no parameter has this path; `dealcycle help parameters` "
                                    "lists them all");
    }
    dc_arena_free(&temporary);
    return false;
}

static bool is_channel_role(const struct parts *shape)
{
    return shape->n == 4 && dc_text_equals(shape->part[2], "role") && shape->part[1].at[0] == 'C';
}

/* The parameter that a shape's last part names, or DC_NONE. */
static uint32_t param_of(const struct shape *shape, const struct parts *s, const struct parts *path)
{
    if ((shape->scopes & OF(DC_OF_INPUT)) != 0) {
        return DC_P_INPUT;
    }
    if ((shape->scopes & OF(DC_OF_CORRELATION)) != 0) {
        return DC_P_CORRELATION;
    }
    return param_find(shape->scopes, is_channel_role(s), path->part[path->n - 1]);
}

bool dc_place_parse(const char *text, size_t n, enum dc_stars stars, struct dc_vocabulary *words,
                    struct dc_arena *arena, struct dc_place *out, char *error, size_t size)
{
    const struct reading r = {text, n, stars, words, arena, out, error, size};
    const struct dc_place nowhere = {DC_NONE, DC_NONE, DC_NONE, DC_NONE, DC_NONE, DC_NONE};
    struct parts path;

    *out = nowhere;
    error[0] = '\0';
    if (!split(text, n, &path)) {
        path.n = 0;
        return unknown(&r, &path);
    }
    for (size_t i = 0; i < DC_COUNT_OF(shapes); i++) {
        struct parts shape;
        /* Two letters tell most shapes apart; no part is shorter. */
        if (n < 2 || memcmp(text, shapes[i].text, 2) != 0 ||
            !split(shapes[i].text, strlen(shapes[i].text), &shape) || !fits(&shape, &path)) {
            continue;
        }
        const uint32_t param = param_of(&shapes[i], &shape, &path);
        if (param == DC_NONE) {
            return unknown(&r, &path);
        }
        if (!names_read(&r, &shape, &path)) {
            return false;
        }
        out->param = param;
        return true;
    }
    return unknown(&r, &path);
}

uint64_t dc_place_hash(const struct dc_place *place)
{
    uint64_t h = dc_index_mix(place->param, (uint64_t)place->team << 32 | place->channel);
    h = dc_index_mix(h, (uint64_t)place->segment << 32 | place->thing);
    return dc_index_mix(h, place->other);
}

bool dc_place_equals(const struct dc_place *a, const struct dc_place *b)
{
    return a->param == b->param && a->team == b->team && a->channel == b->channel &&
           a->segment == b->segment && a->thing == b->thing && a->other == b->other;
}

static const char *name_at(const struct dc_names *names, uint32_t i)
{
    return i < names->n ? names->name[i] : "*";
}

/* `before` and the name and a point, if the part is there. */
static char *append(struct dc_arena *arena, char *text, const char *before, const char *name)
{
    return text != NULL ? dc_arena_printf(arena, "%s%s%s.", text, before, name) : NULL;
}

static char *scope_text(const struct dc_place *p, const struct dc_vocabulary *words,
                        struct dc_arena *arena)
{
    char *text = dc_arena_text(arena, "", 0);
    if (p->team != DC_NONE) {
        text = append(arena, text, "team.", name_at(&words->team, p->team));
    }
    if (p->channel != DC_NONE) {
        text = append(arena, text, "channel.",
                      p->channel == DC_EVERY ? "*" : p->channel == DC_INSIDE ? "inside" : "outside");
    }
    if (p->segment != DC_NONE) {
        text = append(arena, text, "segment.", name_at(&words->segment, p->segment));
    }
    return text;
}

char *dc_place_text(const struct dc_place *p, const struct dc_vocabulary *words,
                    struct dc_arena *arena)
{
    const struct dc_param *param = &dc_params[p->param];
    char *text = scope_text(p, words, arena);

    switch (param->scope) {
    case DC_OF_SCENARIO:
        return dc_arena_printf(arena, "scenario.%s", param->name);
    case DC_OF_INPUT:
        return dc_arena_printf(arena, "input.%s", name_at(&words->input, p->thing));
    case DC_OF_CORRELATION:
        return dc_arena_printf(arena, "correlation.%s.%s", name_at(&words->input, p->thing),
                               name_at(&words->input, p->other));
    case DC_OF_STAGE:
    case DC_OF_TEAM_STAGE:
        text = append(arena, text, "stage.", name_at(&words->stage, p->thing));
        break;
    case DC_OF_ROLE:
    case DC_OF_TEAM_ROLE:
        text = append(arena, text, p->thing != DC_NONE ? "role." : "role",
                      p->thing != DC_NONE ? name_at(&words->role, p->thing) : "");
        break;
    case DC_OF_SEGMENT:
    case DC_OF_TEAM:
    case DC_OF_TEAM_SEGMENT:
    case DC_N_SCOPES:
        break;
    }
    return text != NULL ? dc_arena_printf(arena, "%s%s", text, param->name) : NULL;
}
