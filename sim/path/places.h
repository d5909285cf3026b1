/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/places.h - when places at identical seats come free.
 *
 * While fewer are taken than there are, each deal starts as it comes: it is enough to count
 * those taken, by time slices of when they come free, and to count those of the slice at hand
 * as taken still. Only when that bound says full (and, of few, a count of those taken) are the
 * places put in order. Few are kept sorted, of which four at a time are taken before as many
 * come in. Many are a tournament of the earliest, without a branch on the way. */
#ifndef DC_PATH_PLACES_H
#define DC_PATH_PLACES_H

#include <string.h>

#include "path/line.h"
#include "path/pool.h"

struct dc_places {
    struct dc_pool times; /* double: node i of the tournament is the smaller of 2 i and
                             2 i + 1, [2 * n_leaves] */
    struct dc_line line;  /* without a tournament */
    uint32_t n, n_leaves; /* n 0: there is no limit; n_leaves 0: few, in line */
    bool in_order;
    struct dc_pool taken; /* double: when those taken come free, and some that have */
    uint32_t n_taken;
    struct dc_pool slices; /* uint32_t: how many come free in each slice of the horizon, but of
                              few while they are in order */
    struct dc_pool passed; /* uint32_t: ... and from slice i_slice up to it, room to work in */
    uint32_t n_slices, i_slice, n_busy; /* n_busy: the bound, at slice i_slice */
    double slices_per_day;
};

/* n_places all free at 0 (places that could never be used are left out); 0: no limit. About
 * n_leads are to come over the horizon. */
DC_MUST_CHECK bool dc_places_begin(struct dc_places *s, double n_places, double n_leads,
                                   double horizon_days, struct dc_growth *growth);
void dc_places_free(struct dc_places *s);

/* Makes room to take n_more places from at_days on. */
DC_MUST_CHECK bool dc_places_reserve(struct dc_places *s, double at_days, uint32_t n_more,
                                     struct dc_growth *growth);
/* Puts in order the places as they are at at_days, when nobody waits: for dc_places_in_turn
 * from then on, until dc_places_break_up. */
void dc_places_line_up(struct dc_places *s, double at_days);
void dc_places_break_up(struct dc_places *s, double at_days);

/* Whether a place certainly is free at at_days, which is not before earlier ones; of few places
 * enough of them that it is worth while to break up their order. */
bool dc_places_are_free(struct dc_places *s, double at_days);

/* n more deals, up to DC_STAYS_MOST, come at at_days and are to give their places free then:
 * those which certainly find one as they come, while the places are not in order, take it.
 * Returns how many do. A time of giving free is not before that of coming. */
uint32_t dc_places_note(struct dc_places *s, const double at_days[], const double until_days[],
                        uint32_t n);

/* n more deals, which come at at_days, each take the earliest place or wait for it: when they
 * start and end. */
void dc_places_in_turn(struct dc_places *s, const struct dc_stays *stays,
                       const double at_days[restrict], uint32_t n, double start_days[restrict],
                       double end_days[restrict]);

#endif
