/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/curve.h - a tabulated inverse: y as polynomials of z, the normal score of a
 * probability, and y the family's own scale (a logarithm or a logit, so that both tails
 * keep their relative digits). */
#ifndef DC_NUM_CURVE_H
#define DC_NUM_CURVE_H

#include "num/dist.h"

#define DC_CURVE_DEGREE 8

struct dc_piece {
    double end;                    /* holds for z up to here */
    double middle, per_half;       /* t = (z - middle) * per_half */
    double c[DC_CURVE_DEGREE + 1]; /* y = c[0] + c[1] t + ... */
};

struct dc_curve {
    double z_lo, z_hi; /* beyond them y stays as it is there */
    double cells_per_z;
    uint32_t n;
    struct dc_piece *piece; /* [n], increasing */
    uint16_t *first;        /* per cell: the piece to begin the search with */
};

/* The piece that holds for z, which must be within [z_lo, z_hi]. */
static inline const struct dc_piece *dc_curve_find(const struct dc_curve *curve, double z)
{
    const struct dc_piece *p =
        &curve->piece[curve->first[(uint32_t)((z - curve->z_lo) * curve->cells_per_z)]];
    p += z > p->end; /* at most one further, nearly always */
    while (DC_UNLIKELY(z > p->end)) {
        p++;
    }
    return p;
}

static inline double dc_curve_clip(const struct dc_curve *curve, double z)
{
    z = z < curve->z_lo ? curve->z_lo : z;
    return z > curve->z_hi ? curve->z_hi : z;
}

static inline double dc_piece_at(const struct dc_piece *p, double z)
{
    const double t = (z - p->middle) * p->per_half;
    const double t2 = t * t;
    const double t4 = t2 * t2;
    return ((p->c[0] + p->c[1] * t) + (p->c[2] + p->c[3] * t) * t2) +
           (((p->c[4] + p->c[5] * t) + (p->c[6] + p->c[7] * t) * t2) + p->c[8] * t4) * t4;
}

static inline double dc_curve_at(const struct dc_curve *curve, double z)
{
    z = dc_curve_clip(curve, z);
    return dc_piece_at(dc_curve_find(curve, z), z);
}

/* The normal score of u, from the nearer tail; -+INFINITY where one of them is 0. */
double dc_score(double u, double v);
/* The scores that draws from d can have: those of its uniforms' ends. */
void dc_score_range(const struct dc_dist *d, double *z_lo, double *z_hi);

/* What the quantile of a gamma or beta variate obeys on its scale, y' = phi(z) / peak(y):
 * gamma: y = log(x / mean), beta: y = logit x. */
struct dc_flow {
    bool is_beta;
    double a, b;      /* shape; alpha and beta */
    double log_scale; /* gamma: what the exponent of y' begins with */
    double tolerance; /* of y */
};

/* Tabulates the solution between the scores that `d` needs. y_lo and y_hi are exact at the
 * ends: the flow runs from each tail inwards, where it forgets errors. */
DC_MUST_CHECK const char *dc_curve_flow(const struct dc_flow *flow, double z_lo, double y_lo,
                                        double z_hi, double y_hi, struct dc_arena *arena,
                                        const struct dc_curve **out);

/* A curve by interpolation, for inverses without such an equation. `score` is increasing. */
struct dc_fit {
    double (*score)(double y, const void *self); /* z where the curve passes y */
    const void *self;
    double tolerance, tolerance_per_y; /* of y: the first plus the second times |y| */
    double noise;                      /* of the probabilities, absolute */
    struct dc_piece *piece;            /* [room] */
    uint32_t n, room;
};

/* Appends pieces for y in [y_a, y_b], none where z does not grow. Where polynomials do not
 * reach the tolerance, a piece with per_half < 0 says that y is between c[0] and c[1]. */
void dc_fit_add(struct dc_fit *fit, double y_a, double y_b);
/* Appends the piece of an atom up to z: per_half is 0, c[0] the value. */
void dc_fit_atom(struct dc_fit *fit, double value, double z);
/* y at z for a piece of either kind but an atom's. */
double dc_fit_at(const struct dc_fit *fit, const struct dc_piece *p, double z);

/* Pieces in order of z, which stay in use, to a curve with its search table; n < 65536. */
DC_MUST_CHECK const char *dc_curve_close(struct dc_piece piece[], uint32_t n, double z_lo,
                                         double z_hi, struct dc_arena *arena,
                                         const struct dc_curve **out);

#endif
