/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/curve.c - a curve's search table, and the scores a distribution needs. */
#include "num/curve.h"

#include "num/kernel.h"

#define CELLS_PER_Z 8.0

double dc_score(double u, double v)
{
    if (u > 0.0 && v > 0.0) {
        return dc_score_kernel(u, v);
    }
    return u > 0.0 ? INFINITY : -INFINITY;
}

void dc_score_range(const struct dc_dist *d, double *z_lo, double *z_hi)
{
    const double step = 0x1p-54; /* the smallest uniform, and 1 less the largest */
    const double u_lo = d->is_cut ? d->u_lo + step * d->u_span : step;
    const double v_lo = d->is_cut ? d->v_hi + d->u_span : 1.0;
    const double u_hi = d->is_cut ? d->u_lo + d->u_span : 1.0;
    const double v_hi = d->is_cut ? d->v_hi + step * d->u_span : step;
    *z_lo = dc_score(u_lo, v_lo);
    *z_hi = dc_score(u_hi, v_hi);
}

const char *dc_curve_close(struct dc_piece piece[], uint32_t n, double z_lo, double z_hi,
                           struct dc_arena *arena, const struct dc_curve **out)
{
    const uint32_t cells = (uint32_t)((z_hi - z_lo) * CELLS_PER_Z) + 1;
    struct dc_curve *curve = dc_arena_take(arena, sizeof *curve);
    uint16_t *first = dc_arena_take(arena, cells * sizeof *first);
    if (curve == NULL || first == NULL) {
        return dc_dist_no_memory;
    }
    piece[n - 1].end = INFINITY;
    uint32_t at = 0;
    for (uint32_t i = 0; i < cells; i++) {
        const double begin = z_lo + i / CELLS_PER_Z;
        while (piece[at].end < begin) {
            at++;
        }
        first[i] = (uint16_t)at;
    }
    *curve = (struct dc_curve){z_lo, z_hi, CELLS_PER_Z, n, piece, first};
    *out = curve;
    return NULL;
}
