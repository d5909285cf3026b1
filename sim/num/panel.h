/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/panel.h - Gauss-Legendre panels. */
#ifndef DC_NUM_PANEL_H
#define DC_NUM_PANEL_H

#include "base/bug.h"

/* Half of the 16 points on [-1, 1] and their weights; the other half mirrors it. */
struct dc_panel_point {
    double at, weight;
};
extern const struct dc_panel_point dc_panel_points[8];

/* Integral of exp(-fall(t)) over t > 0. fall(0) = 0, convex, growing without end; `scale`
 * is about where it reaches 1. */
double dc_panel_tail(double (*fall)(double t, const double par[]), const double par[],
                     double scale);

#endif
