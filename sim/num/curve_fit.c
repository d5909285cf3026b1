/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/curve_fit.c - a curve by interpolation: y is chosen, z follows from the distribution
 * function, and y as a polynomial of z goes through the points. No inverse is searched. */
#include "num/curve.h"

#include "num/exact.h"
#include "num/special.h"

#define NODES (DC_CURVE_DEGREE + 1)
#define DEPTH_MAX 45
#define WIDTH_MAX 1.0 /* of z */
#define NOISE 1e-14   /* of z: what rounding of probabilities makes of it, relative ones */

/* cos(pi (2 i + 1) / 18): Chebyshev's points. */
static const double node[NODES] = {
    -0x1.f838b8c811c17p-1,
    -0x1.bb67ae8584cabp-1,
    -0x1.491b7523c161dp-1,
    -0x1.5e3a8748a0bf7p-2,
    0.0,
    0x1.5e3a8748a0bf7p-2,
    0x1.491b7523c161dp-1,
    0x1.bb67ae8584cabp-1,
    0x1.f838b8c811c17p-1,
};
/* Where a fit is held against the curve: the ends, and between points. */
static const double check[] = {-1.0, -0.94, -0.5, 0.18, 0.77, 1.0};

struct stretch {
    double y_a, z_a, y_b, z_b;
};

/* The polynomial through (t[i], y[i]) in powers of t: Newton's differences, then expanded. */
static void interpolate(const double t[NODES], double y[NODES], double c[NODES])
{
    for (int k = 1; k < NODES; k++) {
        for (int i = NODES - 1; i >= k; i--) {
            y[i] = (y[i] - y[i - 1]) / (t[i] - t[i - k]);
        }
    }
    for (int k = 0; k < NODES; k++) {
        c[k] = 0.0;
    }
    for (int i = NODES - 1; i >= 0; i--) {
        for (int k = NODES - 1; k > 0; k--) {
            c[k] = c[k - 1] - t[i] * c[k];
        }
        c[0] = y[i] - t[i] * c[0];
    }
}

/* What z between a and b cannot be told apart from. */
static double noise_of(const struct dc_fit *fit, const struct stretch *s)
{
    return NOISE + fit->noise / dc_normal_density(0.5 * (s->z_a + s->z_b));
}

static bool is_close(const struct dc_fit *fit, const struct stretch *s,
                     const struct dc_piece *p)
{
    const double middle = 0.5 * (s->y_a + s->y_b);
    const double half = 0.5 * (s->y_b - s->y_a);
    const double slope = (s->z_b - s->z_a) / (s->y_b - s->y_a);
    const double noise = noise_of(fit, s);
    for (size_t i = 0; i < DC_COUNT_OF(check); i++) {
        const double y = middle + half * check[i];
        const double off = fabs(dc_piece_at(p, fit->score(y, fit->self)) - y);
        if (!(off <= fit->tolerance + fit->tolerance_per_y * fabs(y) || off * slope <= noise)) {
            return false;
        }
    }
    return true;
}

static bool try_piece(const struct dc_fit *fit, const struct stretch *s, struct dc_piece *p)
{
    double t[NODES];
    double y[NODES];
    p->end = s->z_b;
    p->middle = 0.5 * (s->z_a + s->z_b);
    p->per_half = 2.0 / (s->z_b - s->z_a);
    if (!(s->z_b - s->z_a < WIDTH_MAX)) {
        return false;
    }
    for (int i = 0; i < NODES; i++) {
        y[i] = 0.5 * (s->y_a + s->y_b) + 0.5 * (s->y_b - s->y_a) * node[i];
        t[i] = (fit->score(y[i], fit->self) - p->middle) * p->per_half;
        if (i > 0 && !(t[i] > t[i - 1])) {
            return false;
        }
    }
    interpolate(t, y, p->c);
    return is_close(fit, s, p);
}

static void add(struct dc_fit *fit, struct stretch s, int depth)
{
    if (!(s.z_b > s.z_a) || fit->n == fit->room) {
        return;
    }
    struct dc_piece p;
    if (try_piece(fit, &s, &p)) {
        fit->piece[fit->n++] = p;
        return;
    }
    const double y = 0.5 * (s.y_a + s.y_b);
    const bool is_narrow = s.y_b - s.y_a <= fit->tolerance + fit->tolerance_per_y * fabs(y);
    const bool is_noise = fit->noise > 0.0 && s.z_b - s.z_a < 4.0 * noise_of(fit, &s);
    if (is_narrow || is_noise) { /* all the same */
        fit->piece[fit->n++] = (struct dc_piece){s.z_b, s.z_a, 1.0, {y}};
        return;
    }
    /* Beyond half of the room something is too rough to fit: the rest is searched. */
    if (depth == DEPTH_MAX || (fit->n > fit->room / 2 && depth > 2) || s.z_b - s.z_a < NOISE ||
        !(y > s.y_a && y < s.y_b)) {
        fit->piece[fit->n++] = (struct dc_piece){s.z_b, 0.0, -1.0, {s.y_a, s.y_b}};
        return;
    }
    const double z = fit->score(y, fit->self);
    add(fit, (struct stretch){s.y_a, s.z_a, y, z}, depth + 1);
    add(fit, (struct stretch){y, z, s.y_b, s.z_b}, depth + 1);
}

void dc_fit_add(struct dc_fit *fit, double y_a, double y_b)
{
    const struct stretch whole = {y_a, fit->score(y_a, fit->self), y_b,
                                  fit->score(y_b, fit->self)};
    add(fit, whole, 0);
}

void dc_fit_atom(struct dc_fit *fit, double value, double z)
{
    if (fit->n < fit->room) {
        fit->piece[fit->n++] = (struct dc_piece){z, 0.0, 0.0, {value}};
    }
}

double dc_fit_at(const struct dc_fit *fit, const struct dc_piece *p, double z)
{
    if (p->per_half > 0.0) {
        return dc_piece_at(p, z);
    }
    double lo = p->c[0];
    double hi = p->c[1];
    for (int i = 0; i < 60; i++) {
        const double y = 0.5 * (lo + hi);
        if (fit->score(y, fit->self) < z) {
            lo = y;
        } else {
            hi = y;
        }
    }
    return hi;
}
