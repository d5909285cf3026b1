/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/value_dist.c - `name(arg=value, ...)` to a recipe: finds the form that has
 * these arguments. */
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "scenario/draft.h"

/* Mixtures of mixtures; deeper ones are refused, so that no text runs the stack out. */
#define DEEPEST 8
#define MOST_ARGS (DC_ARG_MAX + 2)

struct given {
    struct dc_text name[MOST_ARGS];
    struct dc_term value[MOST_ARGS];
    size_t n;
};

static bool has_form(struct dc_text name)
{
    for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
        if (dc_text_equals(name, f->name)) {
            return true;
        }
    }
    return false;
}

static bool name_fail(struct dc_parser *p, struct dc_text name)
{
    struct dc_suggest s = {.word = name.at, .n = name.n};
    char buf[72];

    for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
        dc_suggest_offer(&s, f->name);
    }
    return dc_value_fail(
        p, DC_BAD_DISTRIBUTION, "no distribution is called '%s'%s%s%s",
        dc_value_quote(name.at, name.n, buf), s.best != NULL ? "; did you mean " : "",
        s.best != NULL ? s.best : "; `dealcycle help distributions` lists them all",
        s.best != NULL ? "?" : "");
}

/* The ways of stating a distribution: `mean, sd or mu, sigma`. */
static void ways_write(struct dc_text name, char *buf, size_t size)
{
    size_t n = 0;
    bool is_first = true;

    buf[0] = '\0';
    for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
        if (!dc_text_equals(name, f->name)) {
            continue;
        }
        n += (size_t)snprintf(buf + n, n < size ? size - n : 0, "%s", is_first ? "" : " or ");
        for (size_t i = 0; i < DC_ARG_MAX && f->arg[i] != NULL && n < size; i++) {
            n += (size_t)snprintf(buf + n, size - n, f->optional[i] ? "%s[%s]" : "%s%s",
                                  i > 0 ? ", " : "", f->arg[i]);
        }
        is_first = false;
        if (n >= size) {
            return;
        }
    }
}

static bool arg_fail(struct dc_parser *p, struct dc_text name, struct dc_text arg)
{
    char ways[160];
    char buf[72];

    ways_write(name, ways, sizeof ways);
    if (dc_value_peek(p) == ',' || dc_value_peek(p) == ')') {
        return dc_value_fail(
            p, DC_BAD_DISTRIBUTION,
            "an argument of %.*s has no name: write %.*s(NAME=NUMBER, ...) with %s, "
            "decimals with a point",
            (int)name.n, name.at, (int)name.n, name.at, ways);
    }
    return dc_value_fail(p, DC_BAD_DISTRIBUTION,
                         "'%s' in %.*s(...): write %.*s(NAME=NUMBER, ...) "
                         "with %s",
                         dc_value_quote(arg.at, arg.n, buf), (int)name.n, name.at, (int)name.n,
                         name.at, ways);
}

static bool is_given(const struct given *g, const char *name)
{
    for (size_t i = 0; i < g->n; i++) {
        if (dc_text_equals(g->name[i], name)) {
            return true;
        }
    }
    return false;
}

/* `name=product`, not twice. */
static bool arg_take(struct dc_parser *p, struct dc_text name, struct given *g)
{
    const struct dc_text arg = dc_value_word(p);

    if (arg.n == 0 && (dc_value_at_number(p) || dc_value_peek(p) == '$')) {
        struct dc_term ignored;
        if (!dc_value_term(p, &ignored)) {
            return false;
        }
        return arg_fail(p, name, (struct dc_text){p->text, 0});
    }
    if (arg.n == 0 || !dc_value_take(p, '=')) {
        return arg_fail(p, name, arg);
    }
    for (size_t i = 0; i < g->n; i++) {
        if (g->name[i].n == arg.n && memcmp(g->name[i].at, arg.at, arg.n) == 0) {
            return dc_value_fail(p, DC_BAD_DISTRIBUTION, "'%.*s' is given twice",
                                 (int)(arg.n < 60 ? arg.n : 60), arg.at);
        }
    }
    if (g->n == MOST_ARGS) {
        return dc_value_fail(p, DC_BAD_DISTRIBUTION, "%.*s has too many arguments", (int)name.n,
                             name.at);
    }
    g->name[g->n] = arg;
    return dc_value_term(p, &g->value[g->n++]);
}

static bool args_take(struct dc_parser *p, struct dc_text name, struct given *g)
{
    g->n = 0;
    if (dc_value_take(p, ')')) {
        return true;
    }
    for (;;) {
        if (!arg_take(p, name, g)) {
            return false;
        }
        if (dc_value_take(p, ')')) {
            return true;
        }
        if (!dc_value_take(p, ',')) {
            char buf[72];
            return dc_value_fail(
                p, DC_BAD_DISTRIBUTION,
                dc_value_peek(p) == '\0'
                    ? "%.*s( is never closed%s: a value with commas must stand "
                      "in quotes"
                    : "%.*s(...) has '%s' where a comma or ) should be",
                (int)name.n, name.at,
                dc_value_peek(p) == '\0' ? ""
                                         : dc_value_quote(p->text + p->at, p->n - p->at, buf));
        }
    }
}

static size_t n_args(const struct dc_form *form)
{
    size_t n = 0;
    while (n < DC_ARG_MAX && form->arg[n] != NULL) {
        n++;
    }
    return n;
}

static bool has_arg(const struct dc_form *form, struct dc_text name)
{
    for (size_t i = 0; i < n_args(form); i++) {
        if (dc_text_equals(name, form->arg[i])) {
            return true;
        }
    }
    return false;
}

static bool takes_bounds(const struct dc_form *form)
{
    return form->solve != NULL && !form->family->is_count && !form->family->is_bounded;
}

static bool is_bound(struct dc_text name)
{
    return dc_text_equals(name, "min") || dc_text_equals(name, "max");
}

static bool form_fits(const struct dc_form *form, const struct given *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const bool may_bound = is_bound(g->name[i]) && takes_bounds(form);
        if (!has_arg(form, g->name[i]) && !may_bound) {
            return false;
        }
    }
    for (size_t i = 0; i < n_args(form); i++) {
        if (!form->optional[i] && !is_given(g, form->arg[i])) {
            return false;
        }
    }
    return true;
}

static void recipe_fill(const struct dc_form *form, const struct given *g, struct dc_term *arg,
                        struct dc_recipe *out)
{
    *out = (struct dc_recipe){.kind = DC_RECIPE_FORM, .form = form, .arg = arg};
    for (size_t i = 0; i < g->n; i++) {
        bool is_arg = false;
        for (size_t k = 0; k < n_args(form) && !is_arg; k++) {
            is_arg = dc_text_equals(g->name[i], form->arg[k]);
            if (is_arg) {
                arg[k] = g->value[i];
                out->given[k] = true;
            }
        }
        if (!is_arg && dc_text_equals(g->name[i], "min")) {
            out->has_min = true;
            out->min = g->value[i];
        } else if (!is_arg) {
            out->has_max = true;
            out->max = g->value[i];
        }
    }
}

/* Says which argument is wrong: one that no form has, a bound, or the set. */
static bool set_fail(struct dc_parser *p, struct dc_text name, const struct given *g)
{
    char ways[160];

    ways_write(name, ways, sizeof ways);
    for (size_t i = 0; i < g->n; i++) {
        bool is_known = false;
        for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
            is_known = is_known ||
                       (dc_text_equals(name, f->name) &&
                        (has_arg(f, g->name[i]) || (is_bound(g->name[i]) && takes_bounds(f))));
        }
        if (!is_known) {
            return dc_value_fail(
                p, DC_BAD_DISTRIBUTION, "%.*s has no argument '%.*s': it takes %s", (int)name.n,
                name.at, (int)(g->name[i].n < 60 ? g->name[i].n : 60), g->name[i].at, ways);
        }
    }
    return dc_value_fail(p, DC_BAD_DISTRIBUTION,
                         "%.*s takes one of these sets of arguments: %s", (int)name.n, name.at,
                         ways);
}

static bool form_take(struct dc_parser *p, struct dc_text name, struct dc_recipe *out)
{
    struct given g;

    if (!args_take(p, name, &g)) {
        return false;
    }
    for (const struct dc_form *f = dc_forms; f->name != NULL; f++) {
        if (dc_text_equals(name, f->name) && form_fits(f, &g)) {
            struct dc_term *arg = dc_arena_zero(p->draft->arena, DC_ARG_MAX, sizeof *arg);
            if (arg == NULL) {
                return dc_draft_no_memory(p->draft);
            }
            recipe_fill(f, &g, arg, out);
            return true;
        }
    }
    return set_fail(p, name, &g);
}

/* `value:weight, ...` */
static bool table_take(struct dc_parser *p, struct dc_recipe *out)
{
    struct dc_arena *arena = p->draft->arena;
    void *value = NULL;
    void *weight = NULL;
    size_t room_values = 0;
    size_t room_weights = 0;
    uint32_t n = 0;

    do {
        if (!dc_arena_grow(arena, &value, &room_values, (size_t)n + 1,
                           sizeof(struct dc_term)) ||
            !dc_arena_grow(arena, &weight, &room_weights, (size_t)n + 1,
                           sizeof(struct dc_term))) {
            return dc_draft_no_memory(p->draft);
        }
        if (!dc_value_term(p, (struct dc_term *)value + n)) {
            return false;
        }
        if (!dc_value_take(p, ':')) {
            return dc_value_fail(
                p, DC_BAD_DISTRIBUTION,
                "discrete takes VALUE:WEIGHT, ..., such as discrete(1:3, 2:4)");
        }
        if (!dc_value_term(p, (struct dc_term *)weight + n)) {
            return false;
        }
        n++;
    } while (dc_value_take(p, ','));
    *out = (struct dc_recipe){.kind = DC_RECIPE_TABLE, .n = n, .arg = value, .weight = weight};
    return dc_value_take(p, ')') ||
           dc_value_fail(p, DC_BAD_DISTRIBUTION,
                         "discrete takes VALUE:WEIGHT, ..., such as discrete(1:3, 2:4)");
}

static bool mix_usage(struct dc_parser *p)
{
    return dc_value_fail(p, DC_BAD_DISTRIBUTION,
                         "mixture takes WEIGHT*DISTRIBUTION + ..., such as "
                         "mixture(0.7*exponential(mean=3) + 0.3*uniform(min=5, max=9))");
}

/* `weight*distribution` */
static bool part_take(struct dc_parser *p, struct dc_term *weight, struct dc_recipe *part)
{
    if (!dc_value_at_number(p) && dc_value_peek(p) != '$') {
        return mix_usage(p);
    }
    if (!dc_value_term(p, weight)) {
        return false;
    }
    if (!dc_value_take(p, '*')) {
        return mix_usage(p);
    }
    const struct dc_text name = dc_value_word(p);
    return name.n > 0 && dc_value_take(p, '(') ? dc_value_dist(p, name, part) : mix_usage(p);
}

/* `, min=..., max=...)` */
static bool mix_end(struct dc_parser *p, struct dc_recipe *out)
{
    const struct dc_text name = {"mixture", 7};
    struct given g = {.n = 0};

    if (dc_value_take(p, ',')) {
        if (!args_take(p, name, &g)) {
            return false;
        }
        for (size_t i = 0; i < g.n; i++) {
            const bool is_min = dc_text_equals(g.name[i], "min");
            if (!is_bound(g.name[i])) {
                return dc_value_fail(p, DC_BAD_DISTRIBUTION,
                                     "behind its parts mixture takes only min= and max=");
            }
            *(is_min ? &out->min : &out->max) = g.value[i];
            *(is_min ? &out->has_min : &out->has_max) = true;
        }
        return true;
    }
    return dc_value_take(p, ')') ||
           dc_value_fail(p, DC_BAD_DISTRIBUTION, "mixture(...) lacks + or ) behind a part");
}

static bool mix_take(struct dc_parser *p, struct dc_recipe *out)
{
    struct dc_arena *arena = p->draft->arena;
    void *part = NULL;
    void *weight = NULL;
    size_t room_parts = 0;
    size_t room_weights = 0;
    uint32_t n = 0;

    do {
        if (!dc_arena_grow(arena, &part, &room_parts, (size_t)n + 1,
                           sizeof(struct dc_recipe)) ||
            !dc_arena_grow(arena, &weight, &room_weights, (size_t)n + 1,
                           sizeof(struct dc_term))) {
            return dc_draft_no_memory(p->draft);
        }
        if (!part_take(p, (struct dc_term *)weight + n, (struct dc_recipe *)part + n)) {
            return false;
        }
        n++;
    } while (dc_value_take(p, '+'));
    *out = (struct dc_recipe){.kind = DC_RECIPE_MIX, .n = n, .part = part, .weight = weight};
    return mix_end(p, out);
}

bool dc_value_dist(struct dc_parser *p, struct dc_text name, struct dc_recipe *out)
{
    bool ok = false;

    if (p->depth >= DEEPEST) {
        return dc_value_fail(p, DC_BAD_DISTRIBUTION,
                             "mixtures stand in each other more than %d deep", DEEPEST);
    }
    if (!has_form(name)) {
        return name_fail(p, name);
    }
    p->depth++;
    if (dc_text_equals(name, "discrete")) {
        ok = table_take(p, out);
    } else if (dc_text_equals(name, "mixture")) {
        ok = mix_take(p, out);
    } else if (dc_text_equals(name, "empirical")) {
        ok = dc_value_empirical(p, out);
    } else {
        ok = form_take(p, name, out);
    }
    p->depth--;
    return ok;
}
