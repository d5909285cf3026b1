/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/reverse.c - the strength at which a condition just fails, between two tries that close
 * in on it. */
#include "dealcycle/reverse.h"

#include <math.h>

/* Ends of a bracket are near enough within this, or within this share of them: straight lines
 * between them do the rest. */
#define FINE_ENOUGH 0.02
/* The ends of the interval need a try as near as this share of their distance to the middle. */
#define END_ENOUGH 0.08

/* The first try at which the condition fails, or n. */
static uint32_t first_failure(const struct dc_reverse *r)
{
    uint32_t i = 0;
    while (i < r->n && r->at[i].room >= 0.0) {
        i++;
    }
    return i;
}

static double fine_at(double scale)
{
    return FINE_ENOUGH * fmax(1.0, scale);
}

/* Where room + sign * half crosses 0, on straight lines between the tries; false: nowhere,
 * and *out is the end it would lie beyond. */
static bool crossing(const struct dc_reverse *r, double sign, double *out)
{
    uint32_t i = 0;
    while (i < r->n && r->at[i].room + sign * r->at[i].half >= 0.0) {
        i++;
    }
    *out = i == 0 ? 0.0 : r->at[r->n - 1].scale;
    if (i == 0 || i == r->n) {
        return false;
    }
    const struct dc_reverse_try *const a = &r->at[i - 1];
    const struct dc_reverse_try *const b = &r->at[i];
    const double above = a->room + sign * a->half;
    const double below = b->room + sign * b->half;
    *out = a->scale + (b->scale - a->scale) * above / (above - below);
    return true;
}

/* The next try within a bracket: where a straight line crosses 0, or, near an end already, just
 * across it, so that the bracket closes; every third time the middle, whatever the lines say.
 */
static double between(const struct dc_reverse_try *a, const struct dc_reverse_try *b,
                      uint32_t n)
{
    const double width = b->scale - a->scale;
    const double step = 0.9 * fine_at(b->scale);
    const double x = a->scale + width * a->room / (a->room - b->room);
    if (n % 3 == 2) {
        return a->scale + 0.5 * width;
    }
    if (x - a->scale < step) {
        return a->scale + step;
    }
    return b->scale - x < step ? b->scale - step : x;
}

/* How far the nearest try is. */
static double distance(const struct dc_reverse *r, double scale)
{
    double least = INFINITY;
    for (uint32_t i = 0; i < r->n; i++) {
        least = fmin(least, fabs(r->at[i].scale - scale));
    }
    return least;
}

/* The next try for an end of the interval around `middle`; false: it is known well enough. */
static bool end_next(const struct dc_reverse *r, double sign, double middle, double *scale)
{
    double end;
    if (crossing(r, sign, &end)) {
        *scale = end;
        return distance(r, end) > fmax(2.0 * fine_at(end), END_ENOUGH * fabs(end - middle));
    }
    *scale = fmin(2.0 * end, DC_REVERSE_MOST); /* below 0 (end is 0), or beyond all tries */
    return end > 0.0 && end < DC_REVERSE_MOST;
}

bool dc_reverse_next(const struct dc_reverse *r, double *scale)
{
    const uint32_t i = first_failure(r);
    double middle;
    if (r->n == 0) {
        *scale = 0.0;
        return true;
    }
    if (i == 0 || r->n == DC_REVERSE_TRIES) {
        return false;
    }
    if (i == r->n) { /* it holds at all that was tried */
        const double last = r->at[r->n - 1].scale;
        *scale = last < 1.0 ? 1.0 : DC_REVERSE_MOST;
        return last < DC_REVERSE_MOST;
    }
    const struct dc_reverse_try *const a = &r->at[i - 1];
    const struct dc_reverse_try *const b = &r->at[i];
    if (b->scale - a->scale > fine_at(b->scale)) {
        *scale = between(a, b, r->n);
        return true;
    }
    (void)crossing(r, 0.0, &middle);
    return end_next(r, -1.0, middle, scale) || end_next(r, 1.0, middle, scale);
}

void dc_reverse_tell(struct dc_reverse *r, double scale, double room, double half)
{
    uint32_t i = r->n;
    if (r->n == DC_REVERSE_TRIES) {
        return;
    }
    for (; i > 0 && r->at[i - 1].scale > scale; i--) {
        r->at[i] = r->at[i - 1];
    }
    r->at[i] = (struct dc_reverse_try){scale, room, half};
    r->n++;
}

struct dc_reverse_answer dc_reverse_answer(const struct dc_reverse *r)
{
    struct dc_reverse_answer answer = {.end = DC_REVERSE_NEVER};
    const uint32_t i = first_failure(r);
    if (r->n == 0 || i == r->n) {
        return answer;
    }
    if (i == 0) {
        answer.end = DC_REVERSE_BEFORE;
        return answer;
    }
    answer.end = DC_REVERSE_FOUND;
    (void)crossing(r, 0.0, &answer.scale);
    answer.has_low = crossing(r, -1.0, &answer.low);
    answer.has_high = crossing(r, 1.0, &answer.high);
    return answer;
}
