/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/inputs.c - numbering the named inputs and ordering their draws. */
#include "scenario/inputs.h"

#include <stdlib.h>
#include <string.h>

#include "num/rng.h"
#include "scenario/recipe.h"
#include "scenario/rows.h"
#include "scenario/stress.h"

struct named {
    const char *name;
    uint32_t row;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static bool number_inputs(struct dc_draft *d)
{
    const size_t n_names = d->words.input.n;
    struct named *named = dc_arena_take(d->arena, (n_names + 1) * sizeof *named);
    uint32_t n = 0;

    d->input_rank = dc_arena_take(d->arena, (n_names + 1) * sizeof *d->input_rank);
    d->input_row = dc_arena_take(d->arena, (n_names + 1) * sizeof *d->input_row);
    d->input_median = dc_arena_take(d->arena, (n_names + 1) * sizeof *d->input_median);
    if (named == NULL || d->input_rank == NULL || d->input_row == NULL ||
        d->input_median == NULL) {
        return dc_draft_no_memory(d);
    }
    memset(d->input_rank, 0xFF, (n_names + 1) * sizeof *d->input_rank);
    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->row[i].place.param == DC_P_INPUT) {
            named[n++] =
                (struct named){d->words.input.name[d->row[i].place.thing], (uint32_t)i};
        }
    }
    qsort(named, n, sizeof *named, by_name);
    for (uint32_t i = 0; i < n; i++) {
        d->input_rank[d->row[named[i].row].place.thing] = i;
        d->input_row[i] = named[i].row;
        d->input_median[i] = 1.0;
    }
    d->n_inputs = n;
    return true;
}

const double *dc_inputs_medians(const struct dc_draft *d)
{
    return d->input_median;
}

/* The inputs that a recipe names, one call each. */
static bool term_each(const struct dc_term *term, bool (*see)(void *, uint32_t), void *self)
{
    for (uint32_t i = 0; i < term->n; i++) {
        if (!see(self, term->input[i])) {
            return false;
        }
    }
    return true;
}

bool dc_recipe_each_input(const struct dc_recipe *r, bool (*see)(void *, uint32_t), void *self)
{
    bool ok = term_each(&r->number, see, self);

    for (int i = 0; ok && r->kind == DC_RECIPE_FORM && i < DC_ARG_MAX; i++) {
        ok = !r->given[i] || term_each(&r->arg[i], see, self);
    }
    for (uint32_t i = 0; ok && r->kind == DC_RECIPE_TABLE && r->data == NULL && i < r->n; i++) {
        ok = term_each(&r->arg[i], see, self) && term_each(&r->weight[i], see, self);
    }
    for (uint32_t i = 0; ok && r->kind == DC_RECIPE_MIX && i < r->n; i++) {
        ok =
            term_each(&r->weight[i], see, self) && dc_recipe_each_input(&r->part[i], see, self);
    }
    return ok && term_each(&r->min, see, self) && term_each(&r->max, see, self);
}

/* Ordering by depth-first search, with a stack of its own so that no chain is too long:
 * an input waits on the first of its inputs that is not placed. */
struct ordering {
    struct dc_draft *d;
    uint32_t *order, *stack;
    uint8_t *state; /* 0 unseen, 1 on the stack, 2 placed */
    uint32_t n_placed, n_stack;
    uint32_t next; /* the first input of the top that is not placed */
};

static bool first_unplaced(void *self, uint32_t input)
{
    struct ordering *o = self;
    if (o->state[input] == 2) {
        return true;
    }
    o->next = input;
    return false;
}

static bool parse_in_order(struct dc_draft *d, uint32_t i)
{
    struct dc_row *row = &d->row[d->input_row[i]];
    dc_row_parse(d, row);
    if (row->is_ok && row->draws != DC_NO_DRAWS) {
        d->input_median[i] = dc_dist_at(&d->draws[row->draws].dist, 0.5);
    }
    return row->is_ok;
}

static void place_top(struct ordering *o)
{
    struct dc_draft *d = o->d;
    const uint32_t top = o->stack[o->n_stack - 1];
    struct dc_row *row = &d->row[d->input_row[top]];

    o->next = DC_NONE;
    if (row->parsed.recipe.has_inputs &&
        !dc_recipe_each_input(&row->parsed.recipe, first_unplaced, o)) {
        if (o->state[o->next] == 1) {
            dc_draft_error(d, row, DC_INPUT_CYCLE,
                           "input.%s is stated by itself, by way of $%s", row->path + 6,
                           d->row[d->input_row[o->next]].path + 6);
            o->state[o->next] = 2; /* reported once */
            return;
        }
        o->state[o->next] = 1;
        o->stack[o->n_stack++] = o->next;
        return;
    }
    o->n_stack--;
    o->state[top] = 2;
    o->order[o->n_placed++] = top;
    (void)parse_in_order(d, top);
}

/* Texts first, to know who is stated by whom; then values, each after its own inputs. */
static bool order_inputs(struct dc_draft *d, struct ordering *o)
{
    const size_t n = d->n_inputs;

    o->order = dc_arena_zero(d->arena, n + 1, sizeof *o->order);
    o->stack = dc_arena_zero(d->arena, n + 1, sizeof *o->stack);
    o->state = dc_arena_zero(d->arena, n + 1, sizeof *o->state);
    if (o->order == NULL || o->stack == NULL || o->state == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct dc_row *row = &d->row[d->input_row[i]];
        struct dc_parser p = {
            .text = row->value, .n = row->n_value, .draft = d, .folder = row->folder};
        if (!dc_value_parse(&p, &dc_params[DC_P_INPUT], &row->parsed)) {
            row->parsed = (struct dc_value){0}; /* reported when it is placed */
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (o->state[i] != 0) {
            continue;
        }
        o->state[i] = 1;
        o->stack[o->n_stack++] = i;
        while (o->n_stack > 0) {
            place_top(o);
        }
    }
    return !d->no_memory;
}

bool dc_inputs_parse(struct dc_draft *d)
{
    struct ordering o = {.d = d};

    d->inputs = dc_arena_zero(d->arena, 1, sizeof *d->inputs);
    if (d->inputs == NULL || !number_inputs(d) || !order_inputs(d, &o)) {
        return dc_draft_no_memory(d);
    }
    struct dc_inputs *inputs = d->inputs;
    inputs->n = d->n_inputs;
    inputs->order = o.order;
    inputs->input = dc_arena_zero(d->arena, (size_t)inputs->n + 1, sizeof *inputs->input);
    if (inputs->input == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < inputs->n; i++) {
        const struct dc_row *row = &d->row[d->input_row[i]];
        inputs->input[i] = (struct dc_input){
            .name = row->path + 6, /* behind `input.` */
            .entity = dc_hash_text(row->path),
            .draws = row->draws,
            .is_random =
                row->parsed.recipe.kind != DC_RECIPE_NUMBER || row->parsed.recipe.has_inputs,
            .takes_u = row->parsed.recipe.kind != DC_RECIPE_NUMBER,
        };
        if (row->draws != DC_NO_DRAWS) {
            d->draws[row->draws].is_needed = true;
        }
    }
    for (uint32_t i = 0; i < inputs->n; i++) { /* the ends of others are known only now */
        struct dc_row *row = &d->row[d->input_row[i]];
        row->is_ok = row->is_ok && (!row->parsed.recipe.has_inputs || dc_range_check(d, row));
    }
    return true;
}

void dc_inputs_stress(struct dc_draft *d)
{
    for (uint32_t i = 0; i < d->n_inputs; i++) {
        d->inputs->input[i].ops = dc_stress_ops(d, &d->row[d->input_row[i]].place);
    }
}

bool dc_inputs_list_random(struct dc_draft *d)
{
    struct dc_inputs *inputs = d->inputs;
    uint32_t *random = dc_arena_take(d->arena, (d->n_once + 1) * sizeof *random);
    uint32_t *dynamic = dc_arena_take(d->arena, (d->n_draws + 1) * sizeof *dynamic);

    if (random == NULL || dynamic == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < d->n_once; i++) {
        if (d->once[i].draws != DC_NO_DRAWS && d->once[i].is_needed) {
            random[inputs->n_random++] = i;
        }
    }
    for (uint32_t i = 0; i < d->n_draws; i++) {
        if (d->draws[i].is_dynamic && d->draws[i].is_needed) {
            dynamic[inputs->n_dynamic++] = i;
        }
    }
    inputs->random = random;
    inputs->dynamic = dynamic;
    return true;
}
