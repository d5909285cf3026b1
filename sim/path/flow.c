/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/flow.c - yearly values that grow steadily with age, and what they earn by cell. */
#include "path/flow.h"

#include "num/exact.h"

double dc_growth_factor(double per_day, double days)
{
    return per_day == 0.0 ? 1.0 : dc_exp(per_day * days);
}

/* Below 1e-8 the next term of the series is under 2e-17 of the first. */
double dc_growth_years(double per_day, double days)
{
    const double x = per_day * days;
    if (x < 1e-8 && x > -1e-8) {
        return days / DC_YEAR_DAYS * (1.0 + 0.5 * x);
    }
    return dc_expm1(x) / (per_day * DC_YEAR_DAYS);
}

/* Both integrals from one exponential. */
static struct dc_flow flow_part(double per_day, double days, double yearly_money)
{
    const double years = dc_growth_years(per_day, days);
    const double growth = 1.0 + years * (per_day * DC_YEAR_DAYS);
    return (struct dc_flow){.money = dc_fixed_of(yearly_money * years),
                            .yearly = dc_fixed_of(yearly_money * growth)};
}

void dc_flow_come(const struct dc_cells *cells, struct dc_flow flow[], double per_day,
                  double t_days, double yearly_money)
{
    const uint32_t c = dc_cells_at(cells, t_days);
    if (c < cells->n) {
        const struct dc_flow part =
            flow_part(per_day, cells->edge_days[c + 1] - t_days, yearly_money);
        flow[c].money += part.money;
        flow[c].yearly += part.yearly;
        flow[c].n++;
    }
}

void dc_flow_go(const struct dc_cells *cells, struct dc_flow flow[], double per_day,
                double t_days, double yearly_money)
{
    const uint32_t c = dc_cells_at(cells, t_days);
    if (c < cells->n) {
        const struct dc_flow part =
            flow_part(per_day, cells->edge_days[c + 1] - t_days, yearly_money);
        flow[c].money -= part.money;
        flow[c].yearly -= part.yearly;
        flow[c].n--;
    }
}

/* What nobody holds is exactly nothing: no rounding outlives the last customer. */
void dc_flow_close(const struct dc_cells *cells, struct dc_flow flow[], double per_day)
{
    double days = 0.0;
    double years = 0.0;
    double factor = 1.0;
    double yearly = 0.0;
    int64_t n = 0;
    for (uint32_t c = 0; c < cells->n; c++) {
        if (dc_cells_days(cells, c) != days) {
            days = dc_cells_days(cells, c);
            years = dc_growth_years(per_day, days);
            factor = dc_growth_factor(per_day, days);
        }
        n += flow[c].n;
        flow[c].money += dc_fixed_of(yearly * years);
        yearly = n == 0 ? 0.0 : yearly * factor + dc_fixed_double(flow[c].yearly);
        flow[c].yearly = dc_fixed_of(yearly);
        flow[c].n = n;
    }
}
