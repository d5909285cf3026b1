/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/cells.c - the run cut into cells within which every value in force is constant. */
#include "path/cells.h"

#include <math.h>

#include "base/order.h"

/* Whether a month's number lies within a month of the run (NAN and INFINITY do not). */
static bool is_cut(double months, uint32_t n_months)
{
    return months > 0.0 && months < n_months && months != floor(months);
}

static size_t cut_take(double months, const struct dc_model *model, size_t n, double *out)
{
    if (!is_cut(months, model->horizon_months)) {
        return n;
    }
    if (out != NULL) {
        out[n] = months * DC_MONTH_DAYS;
    }
    return n + 1;
}

/* How many there are; where they are into `out` unless NULL. */
static size_t cuts_of(const struct dc_model *model, double *out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < model->n_ops; i++) {
        for (uint32_t k = 0; k < model->ops[i].n; k++) {
            const struct dc_op *op = &model->ops[i].op[k];
            n = cut_take(op->from_months, model, n, out);
            n = cut_take(op->to_months, model, n, out);
        }
    }
    return n;
}

/* The months' edges met with the sorted cuts, each once. */
static void cells_fill(struct dc_cells *cells, const double cut[], size_t n_cuts)
{
    size_t i = 0;
    uint32_t n = 0;
    for (uint32_t m = 0; m < cells->n_months; m++) {
        cells->first[m] = n;
        double edge = m * DC_MONTH_DAYS;
        while (true) {
            cells->edge_days[n] = edge;
            cells->month[n] = m;
            n++;
            while (i < n_cuts && cut[i] <= edge) {
                i++;
            }
            if (i == n_cuts || cut[i] >= (m + 1) * DC_MONTH_DAYS) {
                break;
            }
            edge = cut[i];
        }
    }
    cells->first[cells->n_months] = n;
    cells->edge_days[n] = cells->horizon_days;
    cells->n = n;
}

bool dc_cells_new(struct dc_cells *cells, const struct dc_model *model, struct dc_arena *keep)
{
    const size_t n_cuts = cuts_of(model, NULL);
    const size_t n_most = model->horizon_months + n_cuts;
    double *cut = dc_arena_zero(keep, n_cuts, sizeof *cut);

    cells->n_months = model->horizon_months;
    cells->horizon_days = model->horizon_months * DC_MONTH_DAYS;
    cells->edge_days = dc_arena_zero(keep, n_most + 1, sizeof *cells->edge_days);
    cells->month = dc_arena_zero(keep, n_most, sizeof *cells->month);
    cells->first = dc_arena_zero(keep, (size_t)cells->n_months + 1, sizeof *cells->first);
    if (cut == NULL || cells->edge_days == NULL || cells->month == NULL ||
        cells->first == NULL) {
        return false;
    }
    cuts_of(model, cut);
    dc_sort(cut, n_cuts);
    cells_fill(cells, cut, n_cuts);
    return true;
}

void dc_cover_add(const struct dc_cells *cells, struct dc_cover cover[], double from_days,
                  double to_days)
{
    const uint32_t a = dc_cells_at(cells, from_days);
    const uint32_t b = dc_cells_at(cells, to_days);
    if (a == b) {
        if (a < cells->n) {
            cover[a].part += dc_fixed_of(to_days - from_days);
        }
        return;
    }
    cover[a].part += dc_fixed_of(cells->edge_days[a + 1] - from_days);
    if (a + 1 < cells->n) {
        cover[a + 1].n_whole++;
    }
    if (b < cells->n) {
        cover[b].n_whole--;
        cover[b].part += dc_fixed_of(to_days - cells->edge_days[b]);
    }
}

void dc_cover_close(const struct dc_cells *cells, struct dc_cover cover[])
{
    int64_t n = 0;
    for (uint32_t c = 0; c < cells->n; c++) {
        n += cover[c].n_whole;
        cover[c].part += n * dc_fixed_of(dc_cells_days(cells, c));
    }
}
