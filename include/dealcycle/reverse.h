/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/reverse.h - how strong a stress must be until a condition just fails: a search
 * between two tries that says which strength to try next and is told what came of it.
 *
 * Every try is on common random numbers, so the value falls with the strength nearly without
 * noise; a stress whose effect turns back has several crossings, of which one is found. */
#ifndef DEALCYCLE_REVERSE_H
#define DEALCYCLE_REVERSE_H

#include "dealcycle/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DC_REVERSE_MOST 10.0 /* the strongest that is tried; 1 is the stress as written */
#define DC_REVERSE_TRIES 32  /* at most; most searches take five to nine */

/* A plain struct; all-zero is ready for the first try. */
struct dc_reverse {
    uint32_t n; /* tries so far */
    struct dc_reverse_try {
        double scale;
        double room;        /* how far the condition is from failing; negative: it fails */
        double half;        /* half-width of the 95% interval of room */
    } at[DC_REVERSE_TRIES]; /* by scale */
};

/* The next strength to try: 0, then 1, perhaps the most, then between a try at which the
 * condition holds and one at which it fails until they are near, then near the ends of the
 * interval; false: nothing is left to try. */
DC_MUST_CHECK bool dc_reverse_next(const struct dc_reverse *reverse, double *scale);
void dc_reverse_tell(struct dc_reverse *reverse, double scale, double room, double half);

enum dc_reverse_end {
    DC_REVERSE_FOUND,
    DC_REVERSE_BEFORE, /* it fails without any stress */
    DC_REVERSE_NEVER   /* it holds at DC_REVERSE_MOST */
};
struct dc_reverse_answer {
    enum dc_reverse_end end;
    double scale;           /* where it just fails, if found */
    double low, high;       /* 95% interval of the scale, within 0 and DC_REVERSE_MOST */
    bool has_low, has_high; /* false: the interval goes on below 0 or above the most */
};
struct dc_reverse_answer dc_reverse_answer(const struct dc_reverse *reverse);

#ifdef __cplusplus
}
#endif
#endif
