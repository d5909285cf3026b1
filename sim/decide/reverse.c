/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/reverse.c - bisection for the strength at which a condition just fails. */
#include "dealcycle/reverse.h"

/* Ends of a bracket are near enough within this, or within this share of them: straight lines
 * between them do the rest. */
#define FINE_ENOUGH 0.02

/* The first try at which the condition fails, or n. */
static uint32_t first_failure(const struct dc_reverse *r)
{
    uint32_t i = 0;
    while (i < r->n && r->at[i].room >= 0.0) {
        i++;
    }
    return i;
}

bool dc_reverse_next(const struct dc_reverse *r, double *scale)
{
    const uint32_t i = first_failure(r);
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
    const double low = r->at[i - 1].scale;
    const double high = r->at[i].scale;
    *scale = 0.5 * (low + high);
    return high - low > FINE_ENOUGH * (high > 1.0 ? high : 1.0);
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
