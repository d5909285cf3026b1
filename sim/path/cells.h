/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/cells.h - the run cut into cells within which every value in force is constant.
 *
 * A cell is a month, or a part of one where a stress begins or ends within it. Sums are kept by
 * cell and multiplied by the cell's values once, at the end of the run. */
#ifndef DC_PATH_CELLS_H
#define DC_PATH_CELLS_H

#include "path/fixed.h"
#include "scenario/model.h"

struct dc_cells {
    uint32_t n, n_months;
    double horizon_days;
    double *edge_days; /* [n + 1] */
    uint32_t *month;   /* [n] the month a cell is part of */
    uint32_t *first;   /* [n_months + 1] the first cell of a month */
};

/* false: memory. */
DC_MUST_CHECK bool dc_cells_new(struct dc_cells *cells, const struct dc_model *model,
                                struct dc_arena *keep);

/* The month of a time t >= 0 before the horizon. */
static inline uint32_t dc_month_of(double t_days)
{
    const uint32_t m = (uint32_t)(t_days * (1.0 / DC_MONTH_DAYS));
    return t_days < m * DC_MONTH_DAYS ? m - 1 : t_days >= (m + 1) * DC_MONTH_DAYS ? m + 1 : m;
}

/* The month of a time t >= 0; n_months from the horizon on. A month's end belongs to the next.
 */
static inline uint32_t dc_cells_month(const struct dc_cells *cells, double t_days)
{
    if (DC_UNLIKELY(!(t_days < cells->horizon_days))) {
        return cells->n_months;
    }
    return dc_month_of(t_days);
}

/* How many of the times t, in order, are before a day: mostly all. */
static inline uint32_t dc_times_before(const double t[], uint32_t n, double day)
{
    uint32_t from = 0;
    if (n > 0 && t[n - 1] < day) {
        return n;
    }
    while (n > 0) {
        const uint32_t half = n / 2;
        const bool before = t[from + half] < day;
        from += before ? half + 1 : 0;
        n = before ? n - half - 1 : half;
    }
    return from;
}

/* The cell of a time in a month; n of one from the horizon on, in month n_months. */
static inline uint32_t dc_cells_in(const struct dc_cells *cells, uint32_t i_month,
                                   double t_days)
{
    uint32_t c = cells->first[i_month];
    while (c < cells->n && DC_UNLIKELY(t_days >= cells->edge_days[c + 1])) {
        c++;
    }
    return c;
}

/* The cell of a time t >= 0; n from the horizon on. */
static inline uint32_t dc_cells_at(const struct dc_cells *cells, double t_days)
{
    return dc_cells_in(cells, dc_cells_month(cells, t_days), t_days);
}

static inline double dc_cells_days(const struct dc_cells *cells, uint32_t c)
{
    return cells->edge_days[c + 1] - cells->edge_days[c];
}

static inline double dc_cells_middle(const struct dc_cells *cells, uint32_t c)
{
    return 0.5 * (cells->edge_days[c] + cells->edge_days[c + 1]);
}

/* Time that many cover, in one cell: parts of the cell [days], and by how much the number of
 * those who cover it whole changes at its start. Adding a span costs the same whatever its
 * length. */
struct dc_cover {
    dc_fixed part;
    int64_t n_whole;
};

/* Covers [from, to), 0 <= from <= to <= horizon. */
void dc_cover_add(const struct dc_cells *cells, struct dc_cover cover[], double from_days,
                  double to_days);
/* Makes cover[c].part the days covered in cell c. */
void dc_cover_close(const struct dc_cells *cells, struct dc_cover cover[]);

#endif
