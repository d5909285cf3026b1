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
    unsigned stressed; /* further scopes of a stress, which may leave the team out */
};
static const struct shape shapes[] = {
    {"scenario.#", OF(DC_OF_SCENARIO), 0},
    {"segment.S.#", OF(DC_OF_SEGMENT), OF(DC_OF_TEAM_SEGMENT)},
    {"stage.K.#", OF(DC_OF_STAGE), OF(DC_OF_TEAM_STAGE)},
    {"segment.S.stage.K.#", OF(DC_OF_STAGE), OF(DC_OF_TEAM_STAGE)},
    {"channel.C.stage.K.#", OF(DC_OF_STAGE), 0},
    {"channel.C.segment.S.stage.K.#", OF(DC_OF_STAGE), 0},
    {"team.T.stage.K.#", OF(DC_OF_STAGE) | OF(DC_OF_TEAM_STAGE), 0},
    {"team.T.segment.S.stage.K.#", OF(DC_OF_STAGE) | OF(DC_OF_TEAM_STAGE), 0},
    {"team.T.#", OF(DC_OF_TEAM), 0},
    {"team.T.segment.S.#", OF(DC_OF_TEAM_SEGMENT), 0},
    {"role.R.#", OF(DC_OF_ROLE), OF(DC_OF_TEAM_ROLE)},
    {"channel.C.role.#", OF(DC_OF_ROLE), 0},
    {"team.T.role.R.#", OF(DC_OF_ROLE) | OF(DC_OF_TEAM_ROLE), 0},
    {"input.I", OF(DC_OF_INPUT), 0},
    {"correlation.I.J", OF(DC_OF_CORRELATION), 0},
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

struct reading {
    struct dc_path *path;
    struct dc_place *out;
};

static DC_PRINTF(2, 0) bool fail(const struct reading *r, const char *fmt, struct dc_text part)
{
    snprintf(r->path->error, sizeof r->path->error, fmt, (int)(part.n < 64 ? part.n : 64),
             part.at);
    return false;
}

static bool channel_read(const struct reading *r, struct dc_text part)
{
    if (dc_text_equals(part, "inside") || dc_text_equals(part, "outside")) {
        r->out->channel = part.n == 6 ? DC_INSIDE : DC_OUTSIDE;
        return true;
    }
    return fail(r, "no channel '%.*s': a channel is inside or outside", part);
}

static bool name_read(const struct reading *r, char letter, struct dc_text part)
{
    if (part.n == 1 && part.at[0] == '*' && r->path->takes_stars) {
        *slot_of(letter, r->out) = DC_EVERY;
        return true;
    }
    if (letter == 'C') {
        return channel_read(r, part);
    }
    if (!dc_text_is_name(part.at, part.n)) {
        return fail(r, "'%.*s' cannot be a name: small letters, digits and _, a letter first",
                    part);
    }
    *slot_of(letter, r->out) =
        dc_names_add(names_of(letter, r->path->words), r->path->arena, part.at, part.n);
    return *slot_of(letter, r->out) != DC_NONE;
}

static bool names_read(const struct reading *r, const struct parts *shape,
                       const struct parts *path)
{
    for (size_t i = 0; i < shape->n; i++) {
        const char letter = shape->part[i].at[0];
        if (is_slot(shape->part[i]) && letter != '#' && !name_read(r, letter, path->part[i])) {
            return false;
        }
    }
    return true;
}

/* Offers the path with the shape's own words and a parameter's name in place of what stands
 * there. */
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
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s", i > 0 ? "." : "",
                              (int)part.n, part.at);
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

static bool unknown(const struct reading *r, const struct parts *parts)
{
    struct dc_path *path = r->path;
    struct dc_arena temporary = {0};
    struct dc_suggest s = {.word = path->text, .n = path->n};
    const char *pattern = parts->n > 0 ? pattern_of(parts->part[parts->n - 1]) : NULL;

    if (path->gives_hints && parts->n > 0 && path->n <= DC_SUGGEST_MAX) {
        offer_all(&s, &temporary, parts);
    }
    if (s.best != NULL) {
        snprintf(path->error, sizeof path->error,
                 "no parameter has this path; did you mean %s?", s.best);
    } else if (pattern != NULL) {
        snprintf(path->error, sizeof path->error,
                 "no parameter has this path; '%s' belongs to %s", strrchr(pattern, '.') + 1,
                 pattern);
    } else {
        snprintf(path->error, sizeof path->error,
                 "no parameter has this path; `dealcycle help parameters` lists them all");
    }
    dc_arena_free(&temporary);
    return false;
}

static bool is_channel_role(const struct parts *shape)
{
    return shape->n == 4 && dc_text_equals(shape->part[2], "role") &&
           shape->part[1].at[0] == 'C';
}

/* The parameter of these scopes that a path of this shape names, or DC_NONE. */
static uint32_t param_of(const struct parts *s, const struct parts *path, unsigned scopes)
{
    const struct dc_text name = path->part[path->n - 1];
    const unsigned shut = is_channel_role(s) ? DC_NO_CHANNEL : 0;

    for (uint32_t i = 0; i < DC_N_PARAMS; i++) {
        const struct dc_param *p = &dc_params[i];
        const bool fits_name = p->name == NULL || dc_text_equals(name, p->name);
        if ((scopes & OF(p->scope)) != 0 && fits_name && (p->bits & shut) == 0) {
            return i;
        }
    }
    return DC_NONE;
}

bool dc_place_parse(struct dc_path *path, struct dc_place *out)
{
    const struct reading r = {path, out};
    const struct dc_place nowhere = {DC_NONE, DC_NONE, DC_NONE, DC_NONE, DC_NONE, DC_NONE};
    struct parts parts;

    *out = nowhere;
    path->error[0] = '\0';
    if (!split(path->text, path->n, &parts)) {
        parts.n = 0;
        return unknown(&r, &parts);
    }
    for (size_t i = 0; i < DC_COUNT_OF(shapes); i++) {
        struct parts shape;
        /* Two letters tell most shapes apart; no part is shorter. */
        if (path->n < 2 || memcmp(path->text, shapes[i].text, 2) != 0 ||
            !split(shapes[i].text, strlen(shapes[i].text), &shape) || !fits(&shape, &parts)) {
            continue;
        }
        const unsigned scopes = shapes[i].scopes | (path->takes_stars ? shapes[i].stressed : 0);
        const uint32_t param = param_of(&shape, &parts, scopes);
        if (param == DC_NONE) {
            return unknown(&r, &parts);
        }
        if (!names_read(&r, &shape, &parts)) {
            return false;
        }
        out->param = param;
        return true;
    }
    return unknown(&r, &parts);
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
                      p->channel == DC_EVERY    ? "*"
                      : p->channel == DC_INSIDE ? "inside"
                                                : "outside");
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
