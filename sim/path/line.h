/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/line.h - few identical places in the order in which they come free.
 *
 * The first four are apart; the others stand in columns of four, each column's behind those of
 * the one before. Four deals at a time take the first four, and what they give back is merged
 * with every column and the next one, all columns in one vector: the halves of two sorted fours
 * (Batcher 1968), without a branch on chance. */
#ifndef DC_PATH_LINE_H
#define DC_PATH_LINE_H

#include <math.h>

#include "base/bug.h"

#define DC_STAYS_MOST 256 /* deals at once */
#define DC_STAYS_LEAST 4

/* What deals take from their start on: stage after stage, days[stage * DC_STAYS_MOST + deal],
 * as many as there are but at least DC_STAYS_LEAST. */
struct dc_stays {
    const double *days;
    uint32_t n_stages;
};

/* After the stages that always are there. */
static inline double dc_stays_first(const double days[], double end_days)
{
    end_days += days[0];
    end_days += days[DC_STAYS_MOST];
    end_days += days[2 * DC_STAYS_MOST];
    return end_days + days[3 * DC_STAYS_MOST];
}

/* When deal i ends that starts at start_days. */
static inline double dc_stays_end(const struct dc_stays *stays, size_t i, double start_days)
{
    double end = dc_stays_first(stays->days + i, start_days);
    for (uint32_t k = DC_STAYS_LEAST; k < stays->n_stages; k++) {
        end += stays->days[k * DC_STAYS_MOST + i];
    }
    return end;
}

#define DC_LINE_MOST 64    /* places */
#define DC_LINE_FOUR 4     /* taken at a time */
#define DC_LINE_COLUMNS 16 /* behind which there is one that is never taken, */
#define DC_LINE_STRIDE (DC_LINE_COLUMNS + 8) /* in whole vectors */

struct dc_line {
    double first[DC_LINE_FOUR];
    double row[DC_LINE_FOUR][DC_LINE_STRIDE]; /* INFINITY where there is no place */
    uint32_t n, n_columns;                    /* whole vectors of columns */
};

/* n places, up to DC_LINE_MOST, of which n_taken are taken until then and the others are free.
 */
void dc_line_up(struct dc_line *line, uint32_t n, const double taken_days[], uint32_t n_taken);
/* When the i-th of the places comes free, from 0 on; and when each does. */
static inline double dc_line_time(const struct dc_line *line, uint32_t i)
{
    return i < DC_LINE_FOUR ? line->first[i]
                            : line->row[i % DC_LINE_FOUR][i / DC_LINE_FOUR - 1];
}

void dc_line_times(const struct dc_line *line, double free_days[]);

/* n deals, which come at at_days, each take the earliest place or wait for it: when they start
 * and end. */
void dc_line_in_turn(struct dc_line *line, const struct dc_stays *stays, const double at_days[],
                     uint32_t n, double start_days[restrict], double end_days[restrict]);

#endif
