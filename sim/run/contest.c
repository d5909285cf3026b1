/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/contest.c - the contenders' values, and their differences future by future. */
#include "run/contest.h"

#include <stdlib.h>
#include <string.h>

/* The first look of each rule. KN++ is right as far as the first variances are; a budget may
 * be too small for more than one block each. */
#define FIRST_BLOCKS 2

static uint64_t fewer(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t first_look(const struct dc_contest_rule *rule, uint32_t n)
{
    const uint64_t share = rule->n_budget > 0 ? rule->n_budget / n : rule->n_limit;
    const uint64_t n_whole = share / DC_BLOCK * DC_BLOCK;
    const uint64_t n_first = fewer(FIRST_BLOCKS * DC_BLOCK, n_whole > 0 ? n_whole : share);
    return fewer(n_first, rule->n_limit);
}

bool dc_contest_new(struct dc_contest *contest, const struct dc_contest_rule *rule, uint32_t n)
{
    *contest = (struct dc_contest){.rule = *rule, .n = n};
    contest->entrant = calloc(n + 1, sizeof *contest->entrant);
    contest->pairing = calloc((size_t)n * n / 2 + 1, sizeof *contest->pairing);
    if (contest->entrant == NULL || contest->pairing == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        contest->entrant[i].n_want = first_look(rule, n);
    }
    return true;
}

void dc_contest_end(struct dc_contest *contest)
{
    for (uint32_t i = 0; contest->entrant != NULL && i < contest->n; i++) {
        free(contest->entrant[i].x);
        free(contest->entrant[i].has);
        contest->entrant[i].x = NULL;
        contest->entrant[i].has = NULL;
    }
}

void dc_contest_free(struct dc_contest *contest)
{
    dc_contest_end(contest);
    free(contest->entrant);
    free(contest->pairing);
    *contest = (struct dc_contest){.n = 0};
}

static bool make_room(struct dc_entrant *e, uint64_t n)
{
    if (n <= e->n_room) {
        return true;
    }
    const uint64_t n_room = 2 * n;
    double *const x = realloc(e->x, n_room * sizeof *x);
    if (x == NULL) {
        return false;
    }
    e->x = x;
    bool *const has = realloc(e->has, n_room * sizeof *has);
    if (has == NULL) {
        return false;
    }
    e->has = has;
    e->n_room = n_room;
    return true;
}

bool dc_contest_add(struct dc_contest *contest, uint32_t i, const double x[], const bool has[],
                    uint32_t n)
{
    struct dc_entrant *const e = &contest->entrant[i];
    if (!make_room(e, e->n + n)) {
        return false;
    }
    for (uint32_t r = 0; r < n; r++, e->n++) {
        e->has[e->n] = has == NULL || has[r];
        e->x[e->n] = contest->rule.lower_better ? -x[r] : x[r];
        if (e->has[e->n]) {
            dc_moments_add(&e->own, e->x[e->n]);
        }
    }
    return true;
}

/* Of a < b. */
static struct dc_pairing *pairing_of(const struct dc_contest *contest, uint32_t a, uint32_t b)
{
    const size_t before = (size_t)a * (2 * (size_t)contest->n - a - 1) / 2;
    return &contest->pairing[before + (b - a - 1)];
}

/* Block by block, so the moments are the same however the values came. */
static void fold(const struct dc_entrant *p, const struct dc_entrant *q, struct dc_pairing *to)
{
    const uint64_t n = fewer(p->n, q->n);
    while (to->n_folded < n) {
        double gap[DC_BLOCK];
        size_t n_gaps = 0;
        const uint64_t end = fewer(n, (to->n_folded / DC_BLOCK + 1) * DC_BLOCK);
        for (uint64_t r = to->n_folded; r < end; r++) {
            if (p->has[r] && q->has[r]) {
                gap[n_gaps++] = p->x[r] - q->x[r];
            }
        }
        const struct dc_moments here = dc_moments_of(gap, n_gaps);
        dc_moments_merge(&to->gap, &here);
        to->n_folded = end;
    }
}

struct dc_moments dc_contest_gap(const struct dc_contest *contest, uint32_t a, uint32_t b)
{
    if (a == b) {
        return (struct dc_moments){0};
    }
    struct dc_moments gap =
        a < b ? pairing_of(contest, a, b)->gap : pairing_of(contest, b, a)->gap;
    if (b < a) {
        gap.mean = -gap.mean;
        gap.sum = -gap.sum;
        gap.sum_rest = -gap.sum_rest;
    }
    return gap;
}

uint64_t dc_contest_spent(const struct dc_contest *contest)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < contest->n; i++) {
        n += contest->entrant[i].n;
    }
    return n;
}

static void fold_pairs(struct dc_contest *contest)
{
    for (uint32_t a = 0; a < contest->n; a++) {
        for (uint32_t b = a + 1; b < contest->n; b++) {
            fold(&contest->entrant[a], &contest->entrant[b], pairing_of(contest, a, b));
        }
    }
}

bool dc_contest_judge(struct dc_contest *contest)
{
    fold_pairs(contest);
    return contest->rule.n_budget > 0 ? dc_contest_allot(contest) : dc_contest_screen(contest);
}
