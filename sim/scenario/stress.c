/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/stress.c - which rows of stresses act on a value in force, and how. */
#include "scenario/stress.h"

#include <math.h>
#include <string.h>

static bool part_fits(uint32_t pattern, uint32_t part)
{
    return pattern == DC_NONE || pattern == DC_EVERY || pattern == part;
}

/* A part that the path leaves out, or a `*`, fits all. */
static bool fits(const struct dc_place *pattern, const struct dc_place *use)
{
    return part_fits(pattern->team, use->team) && part_fits(pattern->channel, use->channel) &&
           part_fits(pattern->segment, use->segment) && part_fits(pattern->thing, use->thing);
}

/* The next row from `i` on that covers the place, marked as touching; DC_NONE: none. */
static uint32_t next_row(struct dc_draft *d, uint32_t i, const struct dc_place *use)
{
    struct dc_stress *s = d->stress;

    while (i != DC_NONE && !fits(&s->row[i].row.place, use)) {
        i = s->row[i].next;
    }
    if (i != DC_NONE) {
        s->row[i].touched = true;
    }
    return i;
}

static struct dc_op op_of(const struct dc_stress_row *row)
{
    const struct dc_range *range = dc_params[row->row.place.param].range;
    return (struct dc_op){
        .kind = row->kind,
        .value = {row->once, 0},
        .from_months = row->from_months,
        .to_months = row->to_months,
        .lo = range->keep_lo,
        .hi = range->keep_hi,
        .scale = row->scale,
    };
}

static bool same_ops(const struct dc_ops *known, const struct dc_op op[], uint32_t n)
{
    bool same = known->n == n;
    for (uint32_t i = 0; same && i < n; i++) {
        const struct dc_op *a = &known->op[i];
        same = a->kind == op[i].kind && a->value.i == op[i].value.i &&
               a->scale == op[i].scale && a->from_months == op[i].from_months &&
               a->to_months == op[i].to_months && a->lo == op[i].lo && a->hi == op[i].hi;
    }
    return same;
}

static uint64_t hash_ops(const struct dc_op op[], uint32_t n)
{
    uint64_t h = n;
    for (uint32_t i = 0; i < n; i++) {
        h = dc_index_mix(h, (uint64_t)op[i].value.i << 2 | op[i].kind);
    }
    return h;
}

/* The number of a list of operations, a known one if there is one. */
static uint32_t ops_add(struct dc_draft *d, const struct dc_op op[], uint32_t n)
{
    const uint64_t hash = hash_ops(op, n);
    struct dc_probe probe = {hash, 0};
    uint32_t i;

    while ((i = dc_index_next(&d->ops_by_rows, &probe)) != UINT32_MAX) {
        if (same_ops(&d->ops[i], op, n)) {
            return i;
        }
    }
    void *items = d->ops;
    struct dc_op *kept = dc_arena_take(d->arena, n * sizeof *kept);
    if (kept == NULL ||
        !dc_arena_grow(d->arena, &items, &d->room_ops, d->n_ops + 1, sizeof *d->ops) ||
        !dc_index_add(&d->ops_by_rows, d->arena, hash, (uint32_t)d->n_ops)) {
        dc_draft_no_memory(d);
        return 0;
    }
    memcpy(kept, op, n * sizeof *kept);
    d->ops = items;
    d->ops[d->n_ops] = (struct dc_ops){kept, n};
    return (uint32_t)d->n_ops++;
}

uint32_t dc_stress_ops_after(struct dc_draft *d, uint32_t first, const struct dc_place *use)
{
    const struct dc_stress *s = d->stress;
    uint32_t i = next_row(d, s->first[use->param], use);
    struct dc_arena temporary = {0};
    void *op = NULL;
    size_t room = 0;
    uint32_t n = d->ops[first].n;
    bool ok = true;

    if (i == DC_NONE) {
        return first;
    }
    ok = dc_arena_grow(&temporary, &op, &room, (size_t)n + 1, sizeof(struct dc_op));
    if (ok && n > 0) {
        memcpy(op, d->ops[first].op, n * sizeof(struct dc_op));
    }
    for (; ok && i != DC_NONE; i = next_row(d, s->row[i].next, use)) {
        ok = dc_arena_grow(&temporary, &op, &room, (size_t)n + 1, sizeof(struct dc_op));
        if (ok) {
            ((struct dc_op *)op)[n++] = op_of(&s->row[i]);
        }
    }
    const uint32_t ops = ok ? ops_add(d, op, n) : 0;
    dc_arena_free(&temporary);
    if (!ok) {
        dc_draft_no_memory(d);
    }
    return ops;
}

uint32_t dc_stress_ops(struct dc_draft *d, const struct dc_place *use)
{
    return d->stress->n > 0 ? dc_stress_ops_after(d, 0, use) : 0;
}

/* Times or plus something leaves what has no value as it is. */
const struct dc_stress_row *dc_stress_setter(struct dc_draft *d, const struct dc_place *use)
{
    const struct dc_stress *s = d->stress;
    const struct dc_stress_row *found = NULL;

    for (uint32_t i = s->first[use->param]; i != DC_NONE; i = s->row[i].next) {
        struct dc_stress_row *row = &s->row[i];
        const bool sets = row->kind == DC_OP_SET && row->from_months == 0.0 &&
                          row->to_months == INFINITY && row->scale > 0.0;
        if (fits(&row->row.place, use)) {
            row->touched = true;
            found = sets ? row : found;
        }
    }
    return found;
}

static double amount_step(const struct dc_stress_row *row, double x)
{
    const double v = row->row.parsed.recipe.number.number;

    switch (row->kind) {
    case DC_OP_TIMES:
        return x * (1.0 + (v - 1.0) * row->scale);
    case DC_OP_PLUS:
        return x + v * row->scale;
    case DC_OP_SET:
        return x + (v - x) * row->scale;
    }
    return x;
}

void dc_stress_amount(struct dc_draft *d, const struct dc_place *use, bool *given, double *x)
{
    const struct dc_param *param = &dc_params[use->param];
    const struct dc_stress *s = d->stress;

    for (uint32_t i = next_row(d, s->first[use->param], use); i != DC_NONE;
         i = next_row(d, s->row[i].next, use)) {
        const struct dc_stress_row *row = &s->row[i];
        if (row->kind == DC_OP_SET && row->scale > 0.0 &&
            (!*given || row->row.parsed.is_none)) {
            *given = !row->row.parsed.is_none;
            *x = row->row.parsed.recipe.number.number;
        } else if (*given && !row->row.parsed.is_none) {
            *x = amount_step(row, *x);
        }
        *x = fmin(fmax(*x, param->range->keep_lo), param->range->keep_hi);
    }
    if (param->takes == DC_TAKES_WHOLE) {
        *x = floor(*x + 0.5);
    }
}

/* A plan at another strength has other numbers of seats, rounded half up. */
static const struct dc_value *plan_scaled(struct dc_draft *d, const struct dc_stress_row *row)
{
    const struct dc_value *plan = &row->row.parsed;
    struct dc_value *value = dc_arena_take(d->arena, sizeof *value);
    struct dc_hire *hire = dc_arena_take(d->arena, plan->n * sizeof *hire);

    if (value == NULL || hire == NULL) {
        dc_draft_no_memory(d);
        return plan;
    }
    *value = *plan;
    value->hire = hire;
    value->n = 0;
    for (uint32_t i = 0; i < plan->n; i++) {
        hire[value->n] = plan->hire[i];
        const double seats = floor(plan->hire[i].seats * row->scale + 0.5);
        hire[value->n].seats = (int32_t)fmin(fmax(seats, -DC_MAX_SEATS), DC_MAX_SEATS);
        value->n += hire[value->n].seats != 0 ? 1 : 0;
    }
    return value;
}

static bool is_freeze(const struct dc_stress_row *row)
{
    return row->row.place.param == DC_P_HIRES && row->row.parsed.is_none;
}

const struct dc_row *dc_stress_row(struct dc_draft *d, const struct dc_place *use,
                                   const struct dc_value **value)
{
    const struct dc_stress *s = d->stress;
    const struct dc_stress_row *found = NULL;

    for (uint32_t i = next_row(d, s->first[use->param], use); i != DC_NONE;
         i = next_row(d, s->row[i].next, use)) {
        const struct dc_stress_row *row = &s->row[i];
        const bool is_plan = row->row.parsed.hire != NULL;
        if (!is_freeze(row) && (is_plan ? row->scale > 0.0 : row->scale >= 0.5)) {
            found = row;
        }
    }
    if (found == NULL) {
        return NULL;
    }
    *value = found->row.parsed.hire != NULL && found->scale != 1.0 ? plan_scaled(d, found)
                                                                   : &found->row.parsed;
    return &found->row;
}

const struct dc_window *dc_stress_freezes(struct dc_draft *d, const struct dc_place *use,
                                          uint32_t *n)
{
    const struct dc_stress *s = d->stress;
    struct dc_window *window = NULL;

    *n = 0;
    for (uint32_t i = next_row(d, s->first[DC_P_HIRES], use); i != DC_NONE;
         i = next_row(d, s->row[i].next, use)) {
        const struct dc_stress_row *row = &s->row[i];
        if (!is_freeze(row) || row->scale <= 0.0) {
            continue;
        }
        if (window == NULL) {
            window = dc_arena_take(d->arena, s->n * sizeof *window);
        }
        if (window == NULL) {
            dc_draft_no_memory(d);
            return NULL;
        }
        /* Another strength makes the freeze longer or shorter. */
        const double length = (row->to_months - row->from_months) * row->scale;
        window[(*n)++] = (struct dc_window){row->from_months * DC_MONTH_DAYS,
                                            (row->from_months + length) * DC_MONTH_DAYS};
    }
    return window;
}

bool dc_stress_check(struct dc_draft *d)
{
    bool ok = true;

    for (size_t i = 0; i < d->stress->n; i++) {
        const struct dc_stress_row *row = &d->stress->row[i];
        if (row->touched && row->from_months >= d->model->horizon_months) {
            dc_report(
                d->diags, DC_LATE_STRESS, row->row.at_value, row->row.path,
                "holds from month %.4g on, but the run ends after %u months, so it changes "
                "nothing",
                row->from_months, d->model->horizon_months);
        }
        if (!row->touched) {
            ok = dc_report(
                d->diags, DC_TOUCHES_NOTHING, row->row.at_path, row->row.path,
                "no value in force fits this path, so the stress would change nothing");
        }
    }
    return ok;
}
