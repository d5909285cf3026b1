/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/correlate.c - correlation rows to copulas: one for each set of inputs that hang
 * together. */
#include <stdio.h>
#include <string.h>

#include "scenario/inputs.h"
#include "scenario/source.h"

/* As many inputs as may hang together: the factor has a million entries then. */
#define MOST_CORRELATED 1000

struct correlating {
    struct dc_draft *d;
    uint32_t *leader; /* union-find by rank of the input */
    struct dc_row **row;
    uint32_t n_rows;
};

static uint32_t leader_of(struct correlating *c, uint32_t i)
{
    while (c->leader[i] != i) {
        c->leader[i] = c->leader[c->leader[i]];
        i = c->leader[i];
    }
    return i;
}

/* A correlation of 0 is as none: it may stand beside an input that a layer above has made a
 * plain number. */
static bool says_nothing(const struct dc_row *row)
{
    return row->is_ok && row->parsed.recipe.number.number == 0.0;
}

/* The rank of an input that can be correlated, or DC_NONE with the error reported. */
static uint32_t rank_of(struct dc_draft *d, struct dc_row *row, uint32_t name)
{
    const uint32_t rank = d->input_rank[name];

    if (rank == DC_NONE) {
        dc_report(d->diags, DC_UNKNOWN_INPUT, row->at_path, row->path,
                  "there is no row input.%s to correlate", d->words.input.name[name]);
    } else if (d->row[d->input_row[rank]].is_ok && !d->inputs->input[rank].takes_u &&
               !says_nothing(row)) {
        dc_report_also(d->diags, DC_BAD_CORRELATION, row->at_path,
                       d->row[d->input_row[rank]].at_value, row->path,
                       "only distributions correlate, and input.%s is always the same number; "
                       "to keep it so, set this correlation to 0",
                       d->words.input.name[name]);
        return DC_NONE;
    }
    return rank;
}

static bool row_check(struct correlating *c, struct dc_row *row)
{
    struct dc_draft *d = c->d;
    struct dc_place other = row->place;

    other.thing = row->place.other;
    other.other = row->place.thing;
    if (row->place.thing == row->place.other) {
        return dc_report(d->diags, DC_BAD_CORRELATION, row->at_path, row->path,
                         "an input is not correlated with itself");
    }
    const struct dc_row *twin = dc_source_row(d, &other);
    if (twin != NULL && twin < row) {
        return dc_report_also(
            d->diags, DC_BAD_CORRELATION, row->at_path, twin->at_path, row->path,
            "this pair of inputs is correlated in line %u already: once per pair",
            twin->at_path.line);
    }
    const uint32_t a = rank_of(d, row, row->place.thing);
    const uint32_t b = rank_of(d, row, row->place.other);
    return a != DC_NONE && b != DC_NONE && row->is_ok;
}

static bool rows_find(struct correlating *c)
{
    struct dc_draft *d = c->d;
    bool ok = true;

    for (size_t i = 0; i < d->n_rows; i++) {
        struct dc_row *row = &d->row[i];
        if (row->place.param != DC_P_CORRELATION) {
            continue;
        }
        row->is_used = true;
        if (!row_check(c, row)) {
            ok = false;
            continue;
        }
        if (says_nothing(row)) {
            continue;
        }
        c->row[c->n_rows++] = row;
        const uint32_t a = leader_of(c, d->input_rank[row->place.thing]);
        const uint32_t b = leader_of(c, d->input_rank[row->place.other]);
        c->leader[a > b ? a : b] = a > b ? b : a;
    }
    return ok;
}

struct set {
    uint32_t *input; /* the inputs of one copula, in alphabetical order */
    uint32_t n;
};

/* Names at most eight of the inputs. */
static void names_write(const struct dc_draft *d, const struct set *set, const bool bad[],
                        char *buf, size_t size)
{
    size_t at = 0;
    uint32_t n_named = 0;

    buf[0] = '\0';
    for (uint32_t i = 0; i < set->n && at < size; i++) {
        if (bad[i] && n_named++ < 8) {
            at += (size_t)snprintf(buf + at, size - at, "%s%s", n_named > 1 ? ", " : "",
                                   d->inputs->input[set->input[i]].name);
        }
    }
    if (n_named > 8 && at < size) {
        snprintf(buf + at, size - at, " and %u more", n_named - 8);
    }
}

/* Points at the last row between two inputs of the contradiction. */
static bool contradiction(const struct correlating *c, const struct set *set, const bool bad[])
{
    struct dc_draft *d = c->d;
    const struct dc_row *last = NULL;
    char names[400];
    bool *is_bad = dc_arena_zero(d->arena, (size_t)d->n_inputs + 1, sizeof *is_bad);

    if (is_bad == NULL) {
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < set->n; i++) {
        is_bad[set->input[i]] = bad[i];
    }
    for (uint32_t i = 0; i < c->n_rows; i++) {
        const struct dc_row *row = c->row[i];
        if (is_bad[d->input_rank[row->place.thing]] &&
            is_bad[d->input_rank[row->place.other]] &&
            (last == NULL || row->order > last->order)) {
            last = row;
        }
    }
    names_write(d, set, bad, names, sizeof names);
    return last != NULL &&
           dc_draft_error(
               d, last, DC_NOT_POSITIVE,
               "the correlations of %s contradict each other: no numbers can be "
               "correlated in this way (the matrix is not positive semi-definite); move "
               "one of them towards 0",
               names);
}

static bool copula_build(struct correlating *c, const struct set *set, uint32_t *index,
                         struct dc_copula *out)
{
    struct dc_draft *d = c->d;
    struct dc_arena temporary = {0};
    const size_t n = set->n;
    double *a = dc_arena_zero(&temporary, n * n, sizeof *a);
    double *work = dc_arena_zero(&temporary, n * n, sizeof *work);
    bool *bad = dc_arena_zero(&temporary, n, sizeof *bad);
    double *factor = dc_arena_take(d->arena, n * (n + 1) / 2 * sizeof *factor);
    bool ok = a != NULL && work != NULL && bad != NULL && factor != NULL;

    if (!ok) {
        dc_arena_free(&temporary);
        return dc_draft_no_memory(d);
    }
    for (uint32_t i = 0; i < n; i++) {
        index[set->input[i]] = i;
        a[i * n + i] = 1.0;
    }
    for (uint32_t k = 0; k < c->n_rows; k++) {
        const struct dc_row *row = c->row[k];
        const uint32_t x = d->input_rank[row->place.thing];
        const uint32_t y = d->input_rank[row->place.other];
        if (index[x] < n && set->input[index[x]] == x) {
            const double r = dc_copula_normal(row->parsed.recipe.number.number);
            a[index[x] * n + index[y]] = a[index[y] * n + index[x]] = r;
        }
    }
    ok = dc_copula_factor(a, set->n, work, factor, bad) || contradiction(c, set, bad);
    dc_arena_free(&temporary);
    *out = (struct dc_copula){set->n, set->input, factor};
    return ok;
}

/* The inputs that have this leader, if more than one. */
static bool set_find(struct correlating *c, uint32_t leader, struct set *out)
{
    struct dc_draft *d = c->d;

    out->n = 0;
    for (uint32_t i = leader; i < d->n_inputs; i++) {
        out->n += leader_of(c, i) == leader ? 1 : 0;
    }
    out->input = dc_arena_take(d->arena, (out->n + 1) * sizeof *out->input);
    if (out->input == NULL) {
        return dc_draft_no_memory(d);
    }
    out->n = 0;
    for (uint32_t i = leader; i < d->n_inputs; i++) {
        if (leader_of(c, i) == leader) {
            out->input[out->n++] = i;
        }
    }
    return true;
}

static bool sets_build(struct correlating *c, uint32_t *index, struct dc_copula *copula)
{
    struct dc_draft *d = c->d;
    struct dc_inputs *inputs = d->inputs;
    bool ok = true;

    for (uint32_t k = 0; k < c->n_rows; k++) {
        const uint32_t leader = leader_of(c, d->input_rank[c->row[k]->place.thing]);
        struct set set;
        if (index[leader] != DC_NONE) {
            continue; /* built */
        }
        if (!set_find(c, leader, &set)) {
            return false;
        }
        if (set.n > MOST_CORRELATED) {
            return dc_draft_error(d, c->row[k], DC_TOO_LARGE,
                                  "%u inputs hang together by correlations; at most %d can",
                                  set.n, MOST_CORRELATED);
        }
        ok = copula_build(c, &set, index, &copula[inputs->n_copulas]) && ok;
        inputs->n_copulas++;
        inputs->most_correlated =
            set.n > inputs->most_correlated ? set.n : inputs->most_correlated;
    }
    return ok;
}

void dc_inputs_correlate(struct dc_draft *d)
{
    struct correlating c = {.d = d};
    const size_t n = d->n_inputs;
    uint32_t *index = dc_arena_take(d->arena, (n + 1) * sizeof *index);

    c.leader = dc_arena_take(d->arena, (n + 1) * sizeof *c.leader);
    c.row = dc_arena_take(d->arena, (d->n_rows + 1) * sizeof(*c.row));
    struct dc_copula *copula = dc_arena_zero(d->arena, n / 2 + 1, sizeof *copula);
    if (index == NULL || c.leader == NULL || c.row == NULL || copula == NULL) {
        dc_draft_no_memory(d);
        return;
    }
    memset(index, 0xFF, (n + 1) * sizeof *index);
    for (uint32_t i = 0; i < n; i++) {
        c.leader[i] = i;
    }
    d->inputs->copula = copula;
    if (rows_find(&c)) {
        (void)sets_build(&c, index, copula);
    }
}
