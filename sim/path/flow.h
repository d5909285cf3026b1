/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/flow.h - yearly values that grow steadily with age, and what they earn by cell.
 *
 * A customer of yearly value v and age s years is worth v * (1+expansion)^s a year. Many of
 * them come and go; each costs the same whatever its age, because whole cells are earned by the
 * sum of all: only the cell in which one comes or goes needs its own integral. The sums refer
 * to each cell's own end, so nothing is lost at any expansion. */
#ifndef DC_PATH_FLOW_H
#define DC_PATH_FLOW_H

#include "path/cells.h"

/* exp(per_day * days): what 1 has grown to. */
double dc_growth_factor(double per_day, double days);
/* Its integral from 0 to days, in years; exact at and near rate 0. */
double dc_growth_years(double per_day, double days);

/* Those that come in one cell less those that go. */
struct dc_flow {
    dc_fixed money;  /* what they earn from then to the cell's end */
    dc_fixed yearly; /* their yearly value at the cell's end */
    int64_t n;
};

/* Yearly values that come or go at t; nothing at or after the horizon. */
void dc_flow_come(const struct dc_cells *cells, struct dc_flow flow[], double per_day,
                  double t_days, double yearly_money);
void dc_flow_go(const struct dc_cells *cells, struct dc_flow flow[], double per_day,
                double t_days, double yearly_money);

/* Makes of each cell what was earned in it, and the yearly value and number at its end. */
void dc_flow_close(const struct dc_cells *cells, struct dc_flow flow[], double per_day);

#endif
