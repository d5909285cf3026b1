/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/range.c - whether a row's number or distribution keeps within its parameter's range.
 *
 * Bounded and outside is an error. Unbounded is used, draws outside being moved to the nearer
 * end; a warning says how many. Where inputs are part of a value, it is looked at with the
 * inputs at their medians and at the ends of what they can be. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "scenario/inputs.h"
#include "scenario/recipe.h"
#include "scenario/rows.h"

/* Rarer draws outside are not worth a word: one in a billion. */
#define RARE 1e-9
/* Ends of an unbounded input, and how many inputs are looked at in all combinations. */
#define FAR_OUT 1e-3
#define NEARLY_END 1e-6 /* of a bounded one: the end itself is no draw */
#define MOST_CORNERS_OF 6

static bool looks_like_percent(const struct dc_param *param, const struct dc_row *row, double x)
{
    return dc_unit_is_share(param->dimension) && !row->parsed.recipe.has_suffix &&
           row->unit[0] == '\0' && param->range->hi == 1.0 && x > 1.0 && x <= 100.0;
}

static bool number_check(struct dc_draft *d, const struct dc_row *row, double x)
{
    const struct dc_param *param = &dc_params[row->place.param];
    const bool is_whole = param->takes == DC_TAKES_WHOLE;
    char own[DC_UNIT_TEXT_SIZE];
    char converted[DC_UNIT_TEXT_SIZE + 40] = "";

    if (dc_range_holds(param->range, x) && (!is_whole || x == floor(x))) {
        return true;
    }
    if (looks_like_percent(param, row, x)) {
        return dc_draft_error(d, row, DC_PERCENT,
                              "'%s' is above 1: a share is %s, so write %s%% for per cent",
                              row->value, param->range->text, row->value);
    }
    if (x != row->parsed.recipe.number.number) {
        snprintf(converted, sizeof converted, ", which is %.6g %s,", x,
                 dc_unit_write(param->dimension, d->model->currency, own));
    }
    return dc_draft_error(d, row, DC_OUT_OF_RANGE, "'%s'%s is out of range; allowed: %s",
                          row->value, converted, param->range->text);
}

/* The share of draws below and above the range. */
static void outside(const struct dc_dist *dist, const struct dc_range *r, double *below,
                    double *above)
{
    const double lo = r->open_lo ? r->lo : nextafter(r->lo, -INFINITY);
    const double hi = r->open_hi ? nextafter(r->hi, -INFINITY) : r->hi;
    double first;
    double last;

    dc_dist_support(dist, &first, &last);
    *below = r->lo > -INFINITY && first < r->lo ? dc_dist_cdf(dist, lo) : 0.0;
    *above = r->hi < INFINITY && last > r->hi ? 1.0 - dc_dist_cdf(dist, hi) : 0.0;
}

static bool is_bounded(const struct dc_dist *dist)
{
    double lo;
    double hi;
    dc_dist_support(dist, &lo, &hi);
    return isfinite(lo) && isfinite(hi);
}

/* Whether all values that a bounded distribution can have are in the range; an open end is
 * reached only by one that has its end as a value. */
static bool support_holds(const struct dc_dist *dist, const struct dc_range *r)
{
    const bool has_ends = dist->family->is_count || dc_dist_is_constant(dist);
    double lo;
    double hi;

    dc_dist_support(dist, &lo, &hi);
    return lo >= r->lo && hi <= r->hi && !(has_ends && r->open_lo && lo == r->lo) &&
           !(has_ends && r->open_hi && hi == r->hi);
}

static bool support_fail(struct dc_draft *d, const struct dc_row *row,
                         const struct dc_dist *dist)
{
    const struct dc_param *param = &dc_params[row->place.param];
    double lo;
    double hi;

    dc_dist_support(dist, &lo, &hi);
    const bool percent = dc_unit_is_share(param->dimension) && hi > 1.0 && hi <= 100.0 &&
                         param->range->hi == 1.0 && row->unit[0] == '\0';
    return dc_draft_error(d, row, DC_SUPPORT_OUTSIDE,
                          "'%s' goes from %.6g to %.6g, allowed is %s%s", row->value, lo, hi,
                          param->range->text, percent ? "; per cent are written with %" : "");
}

/* ` min=0, max=1` as the row would write it, or nothing where it cannot. */
static void bounds_write(const struct dc_row *row, double below, double above, char *buf,
                         size_t size)
{
    const struct dc_param *param = &dc_params[row->place.param];
    const struct dc_recipe *recipe = &row->parsed.recipe;
    const double scale = row->factor.over / row->factor.times;
    char lo[DC_NUMBER_SIZE] = "";
    char hi[DC_NUMBER_SIZE] = "";

    buf[0] = '\0';
    if (recipe->kind != DC_RECIPE_FORM || recipe->form->family->is_count) {
        return;
    }
    if (below > RARE) {
        dc_number_write(param->range->keep_lo * scale, lo);
    }
    if (above > RARE) {
        dc_number_write(param->range->keep_hi * scale, hi);
    }
    snprintf(buf, size, "; add %s%s%s%s%s to draw inside only", below > RARE ? "min=" : "", lo,
             below > RARE && above > RARE ? ", " : "", above > RARE ? "max=" : "", hi);
}

/* Three digits, without an exponent: nothing smaller than RARE is written. */
static void share_write(double share, char buf[40])
{
    const double percent = 100.0 * share;
    int places = 0;

    for (double x = percent; x < 1.0; x *= 10.0) {
        places++;
    }
    snprintf(buf, 40, percent < 0.001 ? "%.*f%%" : "%.*g%%", percent < 0.001 ? places + 1 : 3,
             percent);
}

static void warn_outside(struct dc_draft *d, const struct dc_row *row, double below,
                         double above, const char *when)
{
    char bounds[120];
    char share[40];

    if (below + above <= RARE) {
        return;
    }
    bounds_write(row, below, above, bounds, sizeof bounds);
    share_write(below + above, share);
    dc_draft_error(d, row, DC_DRAWS_OUTSIDE,
                   "%s of draws%s lie outside what is allowed (%s) and are moved to its nearer "
                   "end%s",
                   share, when, dc_params[row->place.param].range->text, bounds);
}

/* One distribution that the value can be. false if it is an error. */
static bool dist_check(struct dc_draft *d, const struct dc_row *row, const struct dc_dist *dist)
{
    const struct dc_range *range = dc_params[row->place.param].range;
    double below;
    double above;

    if (is_bounded(dist)) {
        return support_holds(dist, range) || support_fail(d, row, dist);
    }
    outside(dist, range, &below, &above);
    warn_outside(d, row, below, above, "");
    return true;
}

struct corners {
    struct dc_draft *d;
    uint32_t input[MOST_CORNERS_OF];
    double lo[MOST_CORNERS_OF], hi[MOST_CORNERS_OF];
    bool takes_ends;  /* a product: multiplies the very ends, which no draw need reach */
    bool bounded;     /* all inputs are */
    bool reaches_out; /* a corner is outside the range */
    uint32_t n;
};

static bool corner_add(void *self, uint32_t input)
{
    struct corners *c = self;
    struct dc_draft *d = c->d;
    const struct dc_draws *draws = &d->draws[d->inputs->input[input].draws];
    double lo;
    double hi;

    for (uint32_t i = 0; i < c->n; i++) {
        if (c->input[i] == input) {
            return true;
        }
    }
    if (c->n == MOST_CORNERS_OF) {
        return true;
    }
    dc_dist_support(&draws->dist, &lo, &hi);
    const bool has_ends = isfinite(lo) && isfinite(hi) && !draws->is_dynamic;
    const double u = has_ends ? NEARLY_END : FAR_OUT;
    c->bounded = c->bounded && has_ends;
    c->input[c->n] = input;
    c->lo[c->n] = has_ends && c->takes_ends ? lo : dc_dist_at(&draws->dist, u);
    c->hi[c->n] = has_ends && c->takes_ends ? hi : dc_dist_at(&draws->dist, 1.0 - u);
    c->n++;
    return true;
}

/* The inputs in one combination of their ends. */
static void corner_set(const struct corners *c, uint32_t which, double input[])
{
    for (uint32_t i = 0; i < c->n; i++) {
        input[c->input[i]] = (which >> i & 1U) != 0 ? c->hi[i] : c->lo[i];
    }
}

/* ` with $market at 12` for messages: the first input is enough to begin with. */
static const char *corner_text(const struct corners *c, const double input[], char buf[120])
{
    snprintf(buf, 120, "with $%.60s at %.6g", c->d->inputs->input[c->input[0]].name,
             input[c->input[0]]);
    return buf;
}

/* The value with the inputs at an end: must be a distribution, and if all is bounded within
 * the range. */
static bool corner_check(struct corners *c, const struct dc_row *row, const double input[])
{
    struct dc_draft *d = c->d;
    const struct dc_range *range = dc_params[row->place.param].range;
    struct dc_arena temporary = {0};
    struct dc_dist dist;
    char buf[120];
    bool ok = true;

    const char *wrong = dc_recipe_solve(&row->parsed.recipe, input, &temporary, &dist);
    if (wrong == NULL && row->factor.times != row->factor.over) {
        wrong = dc_dist_scale(&dist, row->factor.times / row->factor.over, &temporary);
    }
    if (wrong != NULL) {
        ok = dc_draft_error(d, row, DC_BAD_ARGUMENT,
                            "'%s' %s: %s; give the input ends, with min= or max=", row->value,
                            corner_text(c, input, buf), wrong);
    } else if (is_bounded(&dist) && !support_holds(&dist, range)) {
        c->reaches_out = true;
        if (c->bounded) {
            double lo;
            double hi;
            dc_dist_support(&dist, &lo, &hi);
            ok = dc_draft_error(d, row, DC_SUPPORT_OUTSIDE,
                                lo == hi ? "'%s' %s is %.6g, allowed is %s"
                                         : "'%s' %s reaches %.6g, allowed is %s",
                                row->value, corner_text(c, input, buf),
                                lo < range->lo ? lo : hi, range->text);
        }
    }
    dc_arena_free(&temporary);
    return ok;
}

/* The share of draws of a product of one input that lie outside: its own distribution says. */
static void product_outside(struct dc_draft *d, const struct dc_row *row, uint32_t input)
{
    const struct dc_range *range = dc_params[row->place.param].range;
    const struct dc_dist *dist = &d->draws[d->inputs->input[input].draws].dist;
    const double factor =
        row->parsed.recipe.number.number * row->factor.times / row->factor.over;
    double below = 0.0;
    double above = 0.0;

    if (factor > 0.0) {
        below = range->lo > -INFINITY
                    ? dc_dist_cdf(dist, nextafter(range->lo / factor, -INFINITY))
                    : 0.0;
        above = range->hi < INFINITY ? 1.0 - dc_dist_cdf(dist, range->hi / factor) : 0.0;
    } else if (factor < 0.0) {
        below = range->lo > -INFINITY ? 1.0 - dc_dist_cdf(dist, range->lo / factor) : 0.0;
        above = range->hi < INFINITY ? dc_dist_cdf(dist, range->hi / factor) : 0.0;
    }
    warn_outside(d, row, below, above, "");
}

static void dynamic_warn(const struct corners *c, const struct dc_row *row)
{
    struct dc_draft *d = c->d;
    const struct dc_recipe *recipe = &row->parsed.recipe;

    if (recipe->kind == DC_RECIPE_NUMBER) {
        if (recipe->number.n == 1) {
            product_outside(d, row, recipe->number.input[0]);
        } else if (c->reaches_out) {
            dc_draft_error(d, row, DC_DRAWS_OUTSIDE,
                           "some draws lie outside what is allowed (%s) and are moved to its "
                           "nearer end",
                           dc_params[row->place.param].range->text);
        }
        return;
    }
    double below;
    double above;
    outside(&d->draws[row->draws].dist, dc_params[row->place.param].range, &below, &above);
    warn_outside(d, row, below, above, ", with every $NAME at its median,");
}

/* An input whose own row is wrong has no ends; that row is reported already. */
static bool input_holds(void *self, uint32_t input)
{
    const struct dc_draft *d = self;
    return d->row[d->input_row[input]].is_ok && d->inputs->input[input].draws != DC_NO_DRAWS;
}

static bool dynamic_check(struct dc_draft *d, const struct dc_row *row)
{
    struct corners c = {
        .d = d, .bounded = true, .takes_ends = row->parsed.recipe.kind == DC_RECIPE_NUMBER};
    double *input = dc_arena_take(d->arena, ((size_t)d->n_inputs + 1) * sizeof *input);
    bool ok = true;

    if (input == NULL) {
        return dc_draft_no_memory(d);
    }
    memcpy(input, dc_inputs_medians(d), d->n_inputs * sizeof *input);
    (void)dc_recipe_each_input(&row->parsed.recipe, corner_add, &c);
    for (uint32_t k = 0; ok && c.n > 0 && k < 1U << c.n; k++) {
        corner_set(&c, k, input);
        ok = corner_check(&c, row, input);
    }
    if (ok) {
        dynamic_warn(&c, row);
    }
    return ok;
}

bool dc_range_check(struct dc_draft *d, struct dc_row *row)
{
    const struct dc_recipe *recipe = &row->parsed.recipe;
    struct dc_dist dist;

    if (recipe->kind == DC_RECIPE_NUMBER && !recipe->has_inputs) {
        return number_check(d, row, dc_row_amount(row));
    }
    if (recipe->has_inputs) {
        return d->inputs->input == NULL || !dc_recipe_each_input(recipe, input_holds, d) ||
               dynamic_check(d, row);
    }
    dist = d->draws[row->draws].dist;
    return dist_check(d, row, &dist);
}
