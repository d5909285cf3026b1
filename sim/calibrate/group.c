/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/group.c - the segments of the scenario: classes of size where channels are
 * compared, else the file's own segments, else one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "calibrate/fits.h"
#include "num/exact.h"

/* The nearest of 1, 2.5 and 5 times a power of ten: limits that people use. */
static double rounded(double x)
{
    static const double step[] = {1.0, 2.5, 5.0, 10.0};
    const double unit = dc_pow(10.0, floor(0.43429448190325182765 * dc_log(x)));
    double best = unit;
    for (size_t i = 1; i < DC_COUNT_OF(step); i++) {
        const double at = step[i] * unit;
        best = fabs(dc_log(at / x)) < fabs(dc_log(best / x)) ? at : best;
    }
    return best;
}

/* Whether nearly all deals that were won, and that were lost, have an amount: else a class of
 * size would say who won. */
static bool amounts_known(const struct dc_calibration *c)
{
    double n[2] = {0.0, 0.0};
    double known[2] = {0.0, 0.0};
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (!d->is_out && (d->outcome == DC_WON || d->outcome == DC_LOST)) {
            n[d->outcome == DC_WON] += 1.0;
            known[d->outcome == DC_WON] += d->has_amount ? 1.0 : 0.0;
        }
    }
    return known[0] >= 0.8 * n[0] && known[1] >= 0.8 * n[1];
}

/* Three classes of about equal numbers of deals; five where there are many. */
enum { MANY_DEALS = 5000 };
static const char *const names[2][5] = {
    {"small", "medium", "large", NULL, NULL},
    {"very_small", "small", "medium", "large", "very_large"}};

static bool classes_take(struct dc_calibration *c, const double x[], size_t n, size_t k)
{
    double cut[6] = {0.0};
    bool ok = n >= 90;
    for (size_t g = 1; g < k && ok; g++) {
        cut[g] = rounded(x[n * g / k]);
        ok = ok && cut[g] > cut[g - 1] && cut[g] > x[0] && cut[g] < x[n - 1];
    }
    for (size_t g = 0; g < k && ok; g++) {
        snprintf(c->group[g].name, DC_GROUP_NAME, "%s", names[k == 5][g]);
        c->group[g].low = cut[g];
        c->group[g].high = cut[g + 1];
    }
    c->by_size = ok;
    c->n_groups = ok ? k : 0;
    return ok;
}

static bool sizes_cut(struct dc_calibration *c)
{
    double *const x = malloc((c->deals.n + 1) * sizeof *x);
    size_t n = 0;
    if (x == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (!d->is_out && d->has_amount) {
            x[n++] = d->amount;
        }
    }
    dc_sort(x, n);
    if (n < MANY_DEALS || !classes_take(c, x, n, 5)) {
        (void)!classes_take(c, x, n, 3);
    }
    free(x);
    return true;
}

/* A name of a scenario from any label, each once. */
static void group_name(struct dc_calibration *c, size_t g, const char *label)
{
    char *const name = c->group[g].name;
    size_t n = 0;
    for (const char *at = label; *at != '\0' && n < 24; at++) {
        const char l = dc_char_lower(*at);
        const bool ok = (l >= 'a' && l <= 'z') || (dc_char_is_digit(l) && n > 0);
        if (ok || (n > 0 && name[n - 1] != '_')) {
            name[n++] = ok ? l : '_';
        }
    }
    name[n] = '\0';
    if (n == 0) {
        snprintf(name, DC_GROUP_NAME, "segment_%zu", g + 1);
    }
    for (size_t i = 0; i < g; i++) {
        if (strcmp(c->group[i].name, name) == 0) {
            snprintf(name + strlen(name), 8, "_%zu", g + 1);
        }
    }
}

struct label_count {
    double n, won;
};

/* The most frequent labels with at least 30 deals and 5 wins; all others are one more group. */
static bool labels_group(struct dc_calibration *c, uint32_t *group_of)
{
    const struct dc_labels *const l = &c->deals.segment;
    struct label_count *const n = calloc(l->n + 1, sizeof *n);
    if (n == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->deals.n; i++) {
        const struct dc_deal *const d = &c->deals.deal[i];
        if (!d->is_out && d->segment != DC_NO_LABEL) {
            n[d->segment].n += 1.0;
            n[d->segment].won += d->outcome == DC_WON ? 1.0 : 0.0;
        }
    }
    for (size_t i = 0; i < l->n; i++) {
        group_of[i] = DC_NO_GROUP;
    }
    while (c->n_groups < DC_MOST_GROUPS - 1) {
        size_t best = l->n;
        for (size_t i = 0; i < l->n; i++) {
            const bool may = group_of[i] == DC_NO_GROUP && n[i].n >= 30.0 && n[i].won >= 5.0;
            if (may && (best == l->n || n[i].n > n[best].n)) {
                best = i;
            }
        }
        if (best == l->n) {
            break;
        }
        group_of[best] = (uint32_t)c->n_groups;
        group_name(c, c->n_groups++, l->text[best]);
    }
    free(n);
    return true;
}

static uint32_t group_of_deal(const struct dc_calibration *c, const struct dc_deal *d,
                              const uint32_t *group_of)
{
    if (c->by_size) {
        if (!d->has_amount) {
            return DC_NO_GROUP;
        }
        uint32_t g = 0;
        while (c->group[g].high > 0.0 && d->amount >= c->group[g].high) {
            g++;
        }
        return g;
    }
    if (group_of != NULL && d->segment != DC_NO_LABEL && group_of[d->segment] != DC_NO_GROUP) {
        return group_of[d->segment];
    }
    return (uint32_t)c->n_groups - 1;
}

static void deals_count(struct dc_calibration *c, const uint32_t *group_of)
{
    size_t n_without = 0;
    double n_with = 0.0;
    for (size_t i = 0; i < c->deals.n; i++) {
        struct dc_deal *const d = &c->deals.deal[i];
        d->group = d->is_out ? DC_NO_GROUP : group_of_deal(c, d, group_of);
        if (d->group == DC_NO_GROUP) {
            n_without += d->is_out ? 0 : 1;
            continue;
        }
        struct dc_group *const g = &c->group[d->group];
        g->n += 1.0;
        n_with += 1.0;
        g->n_won += d->outcome == DC_WON ? 1.0 : 0.0;
        g->n_lost += d->outcome == DC_LOST ? 1.0 : 0.0;
        g->n_open += d->outcome == DC_OPEN ? 1.0 : 0.0;
    }
    c->all_to_classed = n_with > 0.0 ? 1.0 + (double)n_without / n_with : 1.0;
    if (n_without > 0) {
        dc_fits_note(c,
                     "%zu deals without an amount belong to no class of size; all classes' "
                     "arrivals are raised in proportion",
                     n_without);
    }
}

/* The file's own classes go before ours where a map names them, or where they are of size. */
static bool has_own_classes(const struct dc_calibration *c)
{
    const char *const column = c->deals.column[DC_FIELD_SEGMENT];
    bool is_named = false;
    for (size_t i = 0; i < c->deals.n_meanings; i++) {
        is_named = is_named || c->deals.meaning[i].field == DC_FIELD_SEGMENT;
    }
    return column != NULL && c->deals.segment.n >= 2 &&
           (is_named || strstr(column, "size") != NULL || strstr(column, "Size") != NULL);
}

bool dc_fits_group(struct dc_calibration *c)
{
    size_t n_side[3] = {0, 0, 0};
    bool ok = true;
    uint32_t *const group_of = malloc((c->deals.segment.n + 1) * sizeof *group_of);
    for (size_t i = 0; i < c->deals.n; i++) {
        n_side[c->deals.deal[i].side]++;
    }
    c->has_sides = n_side[DC_SIDE_INSIDE] >= 30 && n_side[DC_SIDE_OUTSIDE] >= 30;
    const bool may_cut = c->has_sides && !has_own_classes(c) && amounts_known(c);
    ok = group_of != NULL && (!may_cut || sizes_cut(c));
    if (ok && !c->by_size) {
        ok = labels_group(c, group_of);
        snprintf(c->group[c->n_groups].name, DC_GROUP_NAME, "%s",
                 c->n_groups > 0 ? "all_others" : "market");
        c->n_groups++;
    }
    if (ok) {
        deals_count(c, group_of);
    }
    if (c->n_groups > 1 && c->group[c->n_groups - 1].n < 1.0) {
        c->n_groups--;
    }
    free(group_of);
    return ok;
}
