/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/panel.c - Gauss-Legendre panels. */
#include "num/panel.h"

#include "num/kernel.h"

const struct dc_panel_point dc_panel_points[8] = {
    {9.50125098376374405e-02, 1.89450610455068502e-01},
    {2.81603550779258915e-01, 1.82603415044923592e-01},
    {4.58016777657227370e-01, 1.69156519395002535e-01},
    {6.17876244402643748e-01, 1.49595988816576732e-01},
    {7.55404408355002999e-01, 1.24628971255533877e-01},
    {8.65631202387831755e-01, 9.51585116824927856e-02},
    {9.44575023073232600e-01, 6.22535239386478937e-02},
    {9.89400934991649939e-01, 2.71524594117540964e-02},
};

static double panel(double (*fall)(double t, const double par[]), const double par[],
                    double from, double width)
{
    const double half = 0.5 * width;
    const double mid = from + half;
    double sum = 0.0;
    for (size_t i = 0; i < DC_COUNT_OF(dc_panel_points); i++) {
        const double d = half * dc_panel_points[i].at;
        sum += dc_panel_points[i].weight *
               (dc_exp_one(-fall(mid - d, par)) + dc_exp_one(-fall(mid + d, par)));
    }
    return half * sum;
}

/* Panels double in width while the exponent falls by less than 3 over one, from a unit at
 * most: the integrands bend on the scale of e^t. */
double dc_panel_tail(double (*fall)(double t, const double par[]), const double par[],
                     double scale)
{
    double sum = 0.0;
    double from = 0.0;
    double depth = 0.0; /* fall(from) */
    double width = scale < 1.0 ? scale : 1.0;
    for (int i = 0; i < 4000 && depth < 40.0; i++) {
        double next = fall(from + width, par);
        while (next - depth > 6.0) {
            width *= 0.5;
            next = fall(from + width, par);
        }
        sum += panel(fall, par, from, width);
        from += width;
        width *= next - depth < 3.0 ? 2.0 : 1.0;
        depth = next;
    }
    return sum;
}
