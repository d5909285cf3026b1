/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/poisson.c - Newton steps from the overall rate. */
#include "num/poisson.h"

#include <math.h>
#include <string.h>

#include "num/exact.h"

typedef double row[DC_POISSON_MAX];

double dc_chi_squared_above(double x, double df)
{
    return x > 0.0 && df > 0.0 ? dc_gamma_q(0.5 * df, 0.5 * x) : 1.0;
}

/* Gauss-Jordan of a positive definite matrix. */
static bool invert(size_t k, row a[])
{
    for (size_t p = 0; p < k; p++) {
        const double pivot = a[p][p];
        if (!(pivot > 1e-9)) {
            return false;
        }
        a[p][p] = 1.0;
        for (size_t j = 0; j < k; j++) {
            a[p][j] /= pivot;
        }
        for (size_t i = 0; i < k; i++) {
            const double factor = a[i][p];
            if (i != p) {
                a[i][p] = 0.0;
            }
            for (size_t j = 0; j < k && i != p; j++) {
                a[i][j] -= factor * a[p][j];
            }
        }
    }
    return true;
}

static double mean_at(const struct dc_count *c, size_t k, const double beta[])
{
    double eta = 0.0;
    for (size_t j = 0; j < k; j++) {
        eta += beta[j] * c->x[j];
    }
    return c->exposure * dc_exp(eta);
}

/* Score and information. */
static void derive(const struct dc_count *count, size_t n, size_t k, const double beta[],
                   double score[], row info[])
{
    memset(score, 0, k * sizeof *score);
    memset(info, 0, k * sizeof *info);
    for (size_t i = 0; i < n; i++) {
        const double mean = mean_at(&count[i], k, beta);
        for (size_t a = 0; a < k; a++) {
            score[a] += (count[i].n - mean) * count[i].x[a];
            for (size_t b = 0; b < k; b++) {
                info[a][b] += mean * count[i].x[a] * count[i].x[b];
            }
        }
    }
}

static void judge(const struct dc_count *count, size_t n, size_t k, struct dc_poisson *out)
{
    double pearson = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double mean = mean_at(&count[i], k, out->beta);
        pearson += (count[i].n - mean) * (count[i].n - mean) / mean;
        out->loglik += count[i].n * dc_log(mean) - mean - dc_lgamma(count[i].n + 1.0);
    }
    out->dispersion = n > k ? pearson / (double)(n - k) : 1.0;
    out->p_dispersion = n > k ? dc_chi_squared_above(pearson, (double)(n - k)) : 1.0;
}

bool dc_poisson_fit(const struct dc_count *count, size_t n, size_t k, struct dc_poisson *out)
{
    double score[DC_POISSON_MAX];
    row info[DC_POISSON_MAX];
    double total = 0.0;
    double exposure = 0.0;
    double moved = 1.0;
    *out = (struct dc_poisson){.loglik = 0.0};
    for (size_t i = 0; i < n; i++) {
        total += count[i].n;
        exposure += count[i].exposure;
    }
    if (n < k || !(total > 0.0)) {
        return false;
    }
    out->beta[0] = dc_log(total / exposure);
    for (unsigned round = 0; round < 50 && moved > 1e-11; round++) {
        derive(count, n, k, out->beta, score, info);
        if (!invert(k, info)) {
            return false;
        }
        moved = 0.0;
        for (size_t a = 0; a < k; a++) {
            double step = 0.0;
            for (size_t b = 0; b < k; b++) {
                step += info[a][b] * score[b];
            }
            out->beta[a] += fmin(3.0, fmax(-3.0, step));
            out->se[a] = sqrt(info[a][a]);
            moved += fabs(step);
        }
    }
    out->correlation = k > 1 ? info[0][1] / (out->se[0] * out->se[1]) : 0.0;
    judge(count, n, k, out);
    return moved <= 1e-11 && isfinite(out->loglik);
}
