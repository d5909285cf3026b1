/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/count_large.c - counts with too many values for a table.
 *
 * P(X < k) is a function C of real k (an incomplete gamma or beta), so the count at u is k - 1
 * with k = C^-1(u) rounded up. */
#include "num/count_large.h"

#include "num/curve.h"
#include "num/family.h"
#include "num/search.h"
#include "num/special.h"

#define PIECES_MAX 400

/* The count below real k. Within `doubt` of a whole number the exact tails decide. */
static double settle(double k, double doubt, double u, double v, const struct dc_dist *d)
{
    const double whole = floor(k + 0.5);
    if (fabs(k - whole) > doubt || whole < 1.0) {
        return ceil(k) > 0.0 ? ceil(k) - 1.0 : 0.0;
    }
    const double lower = d->family->cdf(whole - 1.0, d);
    const double upper = d->family->upper(whole - 1.0, d);
    const bool reaches = u <= v ? lower >= u : upper <= v;
    return reaches ? whole - 1.0 : whole;
}

/* Cornish-Fisher terms after Giles (2016, ACM TOMS 42(1), eq. 11). */
double dc_poisson_large(double mean, double u, double v)
{
    const double z = dc_score(u, v);
    const double z2 = z * z;
    const double root = sqrt(mean);
    const double k = mean + root * z + (1.0 / 3.0 + z2 / 6.0) - z * (2.0 + z2) / (72.0 * root) +
                     (-16.0 + 7.0 * z2 + 3.0 * z2 * z2) / (810.0 * mean);
    const double doubt =
        4.0 / (mean * root) * (1.0 + fabs(z * z2 * z2)) * 0.01 + mean * 0x1p-49;
    const struct dc_dist d = {.family = &dc_family_poisson, .par = {mean}};
    return settle(k, doubt, u, v, &d);
}

/* The score of P(X < k), y = log k. */
static double negbinomial_score(double y, const void *self)
{
    const struct dc_dist *d = self;
    const struct dc_tails tails = dc_beta_tails(d->par[1], dc_exp(y), d->par[2], d->par[3]);
    return dc_score(tails.lower, tails.upper);
}

/* log k that leaves less than any uniform above (or below, but at least k = 1). The gamma of
 * the same mean and sd says about where. */
static double far_log(const struct dc_dist *d, int way)
{
    const double share = 1.0 / (1.0 / d->par[0] + 1.0 / d->par[1]); /* (mean / sd)^2 */
    const double few = 0x1p-60;
    const double middle = dc_log(d->par[0]);
    double away = way < 0 ? dc_gamma_guess(share, few, 1.0) : dc_gamma_guess(share, 1.0, few);
    for (int i = 0; i < 60; i++) {
        const double k = dc_exp(middle + away);
        const struct dc_tails tails = dc_beta_tails(d->par[1], k, d->par[2], d->par[3]);
        if ((way < 0 ? tails.lower : tails.upper) <= 0x1p-55 || k < 1.0) {
            break;
        }
        away *= 1.1;
    }
    return middle + away > 0.0 ? middle + away : 0.0;
}

const char *dc_negbinomial_curve(struct dc_dist *d, struct dc_arena *arena)
{
    struct dc_piece *piece = dc_arena_take(arena, PIECES_MAX * sizeof *piece);
    if (piece == NULL) {
        return dc_dist_no_memory;
    }
    struct dc_fit fit = {
        .score = negbinomial_score,
        .self = d,
        .tolerance = 1e-11,
        .piece = piece,
        .room = PIECES_MAX,
    };
    const double first = far_log(d, -1);
    const double last = far_log(d, 1);
    dc_fit_add(&fit, first, last);
    if (fit.n == 0 || fit.n == PIECES_MAX) {
        return "dispersion is out of range for this mean";
    }
    return dc_curve_close(piece, fit.n, negbinomial_score(first, d), negbinomial_score(last, d),
                          arena, &d->curve);
}

double dc_negbinomial_large(const struct dc_dist *d, double u, double v)
{
    const double z = dc_score(u, v);
    const double k = dc_exp(dc_curve_at(d->curve, z));
    return z < d->curve->z_lo && k <= 1.0 ? 0.0 : settle(k, k * 1e-10, u, v, d);
}
