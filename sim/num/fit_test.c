/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/fit_test.c - how far a fit is from what was seen. */
#include <math.h>

#include "num/exact.h"
#include "num/fit.h"

static void theta_of(const struct dc_fit *fit, double theta[2])
{
    for (unsigned i = 0; i < fit->n_par; i++) {
        const bool is_mu = fit->family == DC_FIT_LOGNORMAL && i == 0;
        theta[i] = is_mu ? fit->par[i] : dc_log(fit->par[i]);
    }
}

static double raw_survival(const struct dc_fit *fit, double x)
{
    double theta[2] = {0.0, 0.0};
    theta_of(fit, theta);
    return x > 0.0 ? dc_exp(dc_fit_log_survival(fit->family, theta, x, dc_log(x))) : 1.0;
}

double dc_fit_survival(const struct dc_fit *fit, const struct dc_sample *sample, double x)
{
    const double above = raw_survival(fit, sample->low);
    const double beyond = sample->cap > 0.0 ? raw_survival(fit, sample->cap) : 0.0;
    const double s = (raw_survival(fit, x) - beyond) / (above - beyond);
    return fmin(1.0, fmax(0.0, s));
}

double dc_fit_density(const struct dc_fit *fit, const struct dc_sample *sample, double x)
{
    double theta[2] = {0.0, 0.0};
    theta_of(fit, theta);
    const double above = raw_survival(fit, sample->low);
    const double beyond = sample->cap > 0.0 ? raw_survival(fit, sample->cap) : 0.0;
    const bool is_in = x > sample->low && (sample->cap <= 0.0 || x <= sample->cap);
    return is_in
               ? dc_exp(dc_fit_log_density(fit->family, theta, x, dc_log(x))) / (above - beyond)
               : 0.0;
}

/* Kolmogorov's limit law (Stephens' correction for n). */
static double ks_p(double gap, double n)
{
    const double root = sqrt(n);
    const double z = gap * (root + 0.12 + 0.11 / root);
    double sum = 0.0;
    double sign = 1.0;
    if (z < 0.2) {
        return 1.0;
    }
    for (unsigned k = 1; k <= 100; k++) {
        const double term = dc_exp(-2.0 * k * k * z * z);
        sum += sign * term;
        sign = -sign;
        if (term < 1e-12) {
            break;
        }
    }
    return fmin(1.0, fmax(0.0, 2.0 * sum));
}

/* Integral of (c - u)^2 / (u (1 - u)) over [a, b], and of (c - u)^2. */
static double ad_piece(double c, double a, double b)
{
    const double left = c > 0.0 ? c * c * (dc_log(b) - dc_log(a)) : 0.0;
    const double right = c < 1.0 ? (1.0 - c) * (1.0 - c) * (dc_log1p(-a) - dc_log1p(-b)) : 0.0;
    return left + right - (b - a);
}

static double cvm_piece(double c, double a, double b)
{
    const double p = b - c;
    const double q = a - c;
    return (p * p * p - q * q * q) / 3.0;
}

struct dc_fit_test dc_fit_test(const struct dc_fit *fit, const struct dc_sample *sample,
                               const double x[], const double share[], size_t n_steps)
{
    struct dc_fit_test out = {0};
    double before = 0.0; /* share below the step */
    double u = 0.0;      /* the fit's share there */
    for (size_t i = 0; i < n_steps; i++) {
        const double next =
            fmin(1.0 - 1e-15, fmax(1e-300, 1.0 - dc_fit_survival(fit, sample, x[i])));
        out.ks = fmax(out.ks, fmax(fabs(next - before), fabs(share[i] - next)));
        if (next > u) {
            out.ad += ad_piece(before, u, next);
            out.cvm += cvm_piece(before, u, next);
            u = next;
        }
        before = share[i];
    }
    /* Past the last step nothing was seen if values were censored; else all of it. */
    if (before > 1.0 - 1e-9) {
        out.ad += ad_piece(1.0, u, 1.0);
        out.cvm += cvm_piece(1.0, u, 1.0);
    }
    out.ad *= fit->n_events;
    out.cvm *= fit->n_events;
    out.p_ks = ks_p(out.ks, fit->n_events);
    return out;
}
