/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/curve_flow.c - tabulates gamma and beta quantiles by their differential equation.
 *
 * With z the normal score of u and y the logarithm (logit) of x, F(x) = Phi(z) gives
 * y' = phi(z) / peak(y) = s, whose logarithm has the derivative r = -z - psi(y) s with psi =
 * peak' / peak: a polynomial system in (y, s, psi), so Taylor coefficients of any order
 * follow by recurrence (Moore 1966). Each step is one expansion, made shorter by taking
 * Chebyshev polynomials off its end (Lanczos 1938). From the tails inwards an error in
 * probability stays as small as it was in the tail. */
#include "num/curve.h"

#include <string.h>

#include "num/kernel.h"
#include "num/special.h"

#define ORDER 20
#define PIECES_MAX 1000
#define STEP_MAX 0.5
#define STEP_MIN 1e-5

struct taylor {
    double y[ORDER + 2], s[ORDER + 2], psi[ORDER + 2], r[ORDER + 2];
    double x[ORDER + 2], q[ORDER + 2]; /* beta */
};

static double convolve(const double a[], const double b[], int k)
{
    double sum = 0.0;
    for (int j = 0; j <= k; j++) {
        sum += a[j] * b[k - j];
    }
    return sum;
}

/* e^y - 1 - y. */
static double exp_rest(double y)
{
    return fabs(y) < 0.34 ? dc_exp_rest(y) : dc_expm1(y) - y;
}

/* y', psi and (beta) x at the start of a step. */
static void flow_start(const struct dc_flow *f, double z, double y, struct taylor *at)
{
    at->y[0] = y;
    if (f->is_beta) {
        const double low = dc_logistic(y);
        const double high = dc_logistic(-y);
        at->x[0] = low;
        at->psi[0] = f->a * high - f->b * low;
        at->s[0] = dc_normal_density(z) / dc_beta_peak(f->a, f->b, low, high);
    } else {
        at->psi[0] = -f->a * dc_expm1(y);
        at->s[0] = dc_exp(f->log_scale - 0.5 * z * z + f->a * exp_rest(y));
    }
}

/* Coefficients around z, each a recurrence of products. */
static void expand(const struct dc_flow *f, double z, double y, struct taylor *at)
{
    flow_start(f, z, y, at);
    for (int k = 0; k <= ORDER; k++) {
        const double n = k + 1.0;
        const double own = k == 0 ? -z : k == 1 ? -1.0 : 0.0;
        const double pull = convolve(at->psi, at->s, k);
        at->r[k] = own - pull;
        at->y[k + 1] = at->s[k] / n;
        at->s[k + 1] = convolve(at->s, at->r, k) / n;
        if (f->is_beta) { /* x' = x (1 - x) s, psi' = -(a + b) x' */
            at->q[k] = at->x[k] - convolve(at->x, at->x, k);
            at->x[k + 1] = convolve(at->q, at->s, k) / n;
            at->psi[k + 1] = -(f->a + f->b) * at->x[k + 1];
        } else { /* psi' = (psi - a) s */
            at->psi[k + 1] = (pull - f->a * at->s[k]) / n;
        }
    }
}

/* The powers of t in Chebyshev's T_k, by T_k = 2 t T_(k-1) - T_(k-2). */
static void chebyshev(double power[ORDER + 1][ORDER + 1])
{
    for (int k = 0; k <= ORDER; k++) {
        for (int j = 0; j <= ORDER; j++) {
            power[k][j] = k == j && k < 2 ? 1.0 : 0.0;
            if (k >= 2) {
                power[k][j] = (j > 0 ? 2.0 * power[k - 1][j - 1] : 0.0) - power[k - 2][j];
            }
        }
    }
}

/* y over a step from z, first in t on [0, 1], then on [-1, 1] around the step's middle, then
 * of DC_CURVE_DEGREE. False if more than `tolerance` would be lost. */
static bool shorten(const struct taylor *at, double step, double tolerance,
                    double power[ORDER + 1][ORDER + 1], double c[ORDER + 1])
{
    double scale = 1.0;
    for (int k = 0; k <= ORDER; k++) {
        c[k] = at->y[k] * scale;
        scale *= step;
    }
    if (!(fabs(c[ORDER]) + fabs(c[ORDER - 1]) < 1e-3 * tolerance)) {
        return false;
    }
    for (int k = 0; k < ORDER; k++) { /* Taylor shift to the middle, */
        for (int j = ORDER - 1; j >= k; j--) {
            c[j] += 0.5 * c[j + 1];
        }
    }
    scale = 1.0;
    for (int k = 0; k <= ORDER; k++) { /* and halves as the unit */
        c[k] *= scale;
        scale *= 0.5;
    }
    double lost = 0.0;
    for (int k = ORDER; k > DC_CURVE_DEGREE; k--) {
        const double share = c[k] / power[k][k];
        lost += fabs(share);
        for (int j = k; j >= 0; j -= 2) {
            c[j] -= share * power[k][j];
        }
    }
    return lost < tolerance;
}

/* The logarithm (logit) of x. Far from 0 the bend of the curve there is below the last bit,
 * so a series cannot see it coming: steps must not jump over it. */
static double log_x(const struct dc_flow *f, double y)
{
    return f->is_beta ? y : y + dc_log(f->a);
}

struct march {
    const struct dc_flow *flow;
    double power[ORDER + 1][ORDER + 1];
    struct dc_piece piece[PIECES_MAX];
    uint32_t n;
};

/* From (z, y) to z_end in either direction; pieces in order of steps. False: too many. */
static bool run(struct march *m, double z, double y, double z_end)
{
    struct taylor at;
    double c[ORDER + 1];
    const double way = z_end < z ? -1.0 : 1.0;
    double step = STEP_MAX;
    while ((z_end - z) * way > 0.0) {
        expand(m->flow, z, y, &at);
        step = step * 1.5 < STEP_MAX ? step * 1.5 : STEP_MAX;
        step = fmin(step, (4.0 + 0.4 * fabs(log_x(m->flow, y))) / at.s[0]);
        const double left = (z_end - z) * way;
        step = step < left ? step : left;
        while (!shorten(&at, step * way, m->flow->tolerance, m->power, c)) {
            step *= 0.75;
            if (step < STEP_MIN) {
                return false;
            }
        }
        if (m->n == PIECES_MAX) {
            return false;
        }
        struct dc_piece *p = &m->piece[m->n++];
        const double next = step < left ? z + step * way : z_end;
        *p = (struct dc_piece){
            way > 0.0 ? next : z, z + 0.5 * step * way, 2.0 * way / step, {0}};
        memcpy(p->c, c, sizeof p->c);
        y = 0.0;
        for (int k = ORDER; k >= 0; k--) { /* the whole series at the end of the step */
            y = y * (step * way) + at.y[k];
        }
        z = next;
    }
    return true;
}

/* Downward pieces are found last to first. */
static void turn(struct dc_piece piece[], uint32_t n)
{
    for (uint32_t i = 0; i < n / 2; i++) {
        const struct dc_piece swap = piece[i];
        piece[i] = piece[n - 1 - i];
        piece[n - 1 - i] = swap;
    }
}

const char *dc_curve_flow(const struct dc_flow *flow, double z_lo, double y_lo, double z_hi,
                          double y_hi, struct dc_arena *arena, const struct dc_curve **out)
{
    struct march m;
    m.flow = flow;
    m.n = 0;
    chebyshev(m.power);
    const double meet = z_lo > 0.0 ? z_lo : z_hi < 0.0 ? z_hi : 0.0;
    const bool up = run(&m, z_lo, y_lo, meet);
    const uint32_t n_up = m.n;
    const bool down = run(&m, z_hi, y_hi, meet);
    if (!up || !down || m.n == 0) {
        return "the distribution is out of range: too narrow or too skewed to tabulate";
    }
    turn(m.piece + n_up, m.n - n_up);
    struct dc_piece *kept = dc_arena_take(arena, m.n * sizeof *kept);
    if (kept == NULL) {
        return dc_dist_no_memory;
    }
    memcpy(kept, m.piece, m.n * sizeof *kept);
    return dc_curve_close(kept, m.n, z_lo, z_hi, arena, out);
}
